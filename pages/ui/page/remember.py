"""What is worded or drawn from a `Choice` is made once per version of the store, role and language.

What holds no words is remembered by the answers themselves (`answers.choice.remembered`).
"""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from pages.answers.choice import Choice
from pages.answers.kept.memory import Memory
from pages.ui.charts.look import Look
from pages.ui.page import cached, guard
from pages.ui.words import language


def remembered(function: Callable) -> Callable:
    """Remember the answer of `function(choice, *plain values)`, a frame or plain values; every reader gets a copy of
    their own."""
    name = f"{function.__module__}.{function.__qualname__}"

    def ask(choice: Choice, *values):
        return cached.remember(name, (choice.codes, language(), repr(values)), lambda: function(choice, *values))

    ask.__doc__ = function.__doc__
    return ask


def worded(function: Callable) -> Callable:
    """The same for `function(*plain values)`, which asks no `Choice`: names, lists of what there is."""
    name = f"{function.__module__}.{function.__qualname__}"

    def ask(*values, **named):
        return cached.remember(name, (language(), values, *named.items()), lambda: function(*values, **named))

    ask.__doc__ = function.__doc__
    return ask


class Drawn(go.Figure):
    """A figure that is put on pages as it was when it was drawn: Streamlit asks for its parts at every run."""

    def to_dict(self) -> dict:
        if self._parts is None:
            self._parts = super().to_dict()
        return self._parts

    _parts: dict | None = None


@st.cache_resource(show_spinner=False)
def _figures() -> Memory:
    return Memory(300, lend=lambda figure: figure)


def drawn(chart: str, choice: Choice, look: Look, draw: Callable[[], go.Figure]) -> go.Figure:
    """The figure `draw` makes, drawn once for this choice and theme; nobody may change it."""
    here = (chart, choice.codes, language(), guard.actor().sees, cached.store().version(), look.name)
    return _figures().get(here, lambda: Drawn(draw()))
