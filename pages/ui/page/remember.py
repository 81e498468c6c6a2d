"""What is worded or drawn from a `Choice` is made once per version of the store, role and language.

What holds no words is remembered by the answers themselves (`answers.choice.remembered`).
"""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from pages.answers.choice import Choice
from pages.ui.charts.look import Look
from pages.ui.page import cached, guard
from pages.ui.words import language


def remembered(function: Callable) -> Callable:
    """Cache the answer of `function(choice, *plain values)`, a frame or plain values; every reader gets a copy of their
    own."""
    name = f"{function.__module__}.{function.__qualname__}"
    kept = st.cache_data(max_entries=600, show_spinner=False)(
        lambda _choice, name, key, *values: function(_choice, *values)  # the name keeps functions apart
    )

    def ask(choice: Choice, *values):
        return kept(choice, name, _key(choice), *values)

    ask.__doc__ = function.__doc__
    return ask


@st.cache_resource(max_entries=300, show_spinner=False)
def _figure(chart: str, key: str, theme: str, _draw: Callable[[], go.Figure]) -> go.Figure:
    return _draw()


def drawn(chart: str, choice: Choice, look: Look, draw: Callable[[], go.Figure]) -> go.Figure:
    """The figure `draw` makes, drawn once for this choice and theme; nobody may change it."""
    return _figure(chart, _key(choice), look.name, draw)


def _key(choice: Choice) -> str:
    return repr((choice.codes, language(), guard.role(), cached.store().version()))
