"""Put a chart on the page the way every chart stands: its title as a statement, the chart, its source, its table."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.answers.choice import Choice
from pages.ui.charts import look
from pages.ui.charts.canvas import CONFIG
from pages.ui.page.remember import drawn
from pages.ui.panel import leads, tables
from pages.ui.panel.tables import Column
from pages.ui.words import t


def show_chart(
    key: str,
    title: str,
    figure: go.Figure | Callable[[], go.Figure],
    alt: str,
    table: pd.DataFrame,
    columns: list[Column],
    stamp: str,
    *,
    note: str = "",
    marks: tuple[str, ...] = (),
    lands: str | None = None,
    choice: Choice | None = None,
    download: bool = True,
) -> None:
    """Draw `figure` under `title` with the same figures as a table, a text alternative and the source stamp.

    A function as `figure` is asked for its figure once per `choice`. The table is made when it is opened. An empty
    title: the page has set the heading itself, before work that takes a while.
    `marks`: the parameters of the address whose codes stand in a mark's customdata, in their order; a mark leads there
    (`leads`), to the part `lands` of the page where that is named. `download`: whether the table may be taken out.
    """
    if callable(figure):
        figure = figure() if choice is None else drawn(key, choice, look.current(), figure)
    if title:
        st.header(title, anchor=False)
    if note:
        st.caption(note)
    if marks:
        event = st.plotly_chart(
            figure, key=f"chart_{key}", theme=None, config=CONFIG, alt=alt, on_select="rerun", selection_mode="points"
        )
        if codes := _clicked(key, event):
            leads.follow(dict(zip(marks, codes, strict=False)) | ({"bagian": lands} if lands else {}))
    else:
        st.plotly_chart(figure, key=f"chart_{key}", theme=None, config=CONFIG, alt=alt)
    st.caption(stamp)
    show_later(key, table, columns, alt, stamp, download=download, choice=choice)


OPENED = 50
"""Rows of a table somebody opened, before they ask for all of them: a phone scrolls through each."""


def show_later(
    key: str, table: pd.DataFrame, columns: list[Column], alt: str, stamp: str, label: str | None = None,
    download: bool = True, choice: Choice | None = None,
) -> None:  # fmt: skip
    """A table with its `download` behind a button (`label`); it is made when it is opened."""
    with st.expander(label or t("table.show"), key=f"table_of_{key}", on_change="rerun") as opened:
        if opened.open:
            tables.show_first(table, columns, alt, key, least=OPENED)
            if download:
                tables.download(table, columns, key, stamp, choice)


def _clicked(key: str, event: dict) -> list[str]:
    """The codes of a new click. A selection stays with its chart; the same one is not answered twice."""
    points = (event or {}).get("selection", {}).get("points", [])
    custom = (points[0].get("customdata") if points else None) or []
    codes = custom if isinstance(custom, list) else [custom]
    seen = st.session_state.setdefault("clicked", {})
    if codes == seen.get(key):
        return []
    seen[key] = codes
    return codes
