"""Which agencies of a period are in, late, or partly refused: what a planner asks before publishing. Never persons."""

import streamlit as st

from data.terms import periods
from pages.ui.page import address, cached, guard
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.words import formats, t

_STATES = ("in", "partly", "late")


def show(places: dict[str, str], newest: tuple[str, str] | None = None) -> None:
    """The place and period of the newest upload (`newest`), or any other with ratings; nothing without ratings."""
    spoken = cached.ask("publishable" if guard.may("publish") else "batch_periods")[
        ["region", "period"]
    ].drop_duplicates()
    if spoken.empty:
        return
    here = address.get("daerah")
    options = sorted(
        zip(spoken["region"], spoken["period"], strict=True), key=lambda pair: (pair != newest, *_order(pair, here))
    )
    with st.expander(t("upload.board.title"), key="board"):
        region, period = st.selectbox(
            t("upload.board.which"), options, key="board_period",
            format_func=lambda pair: f"{places.get(pair[0], pair[0])}, {formats.period(pair[1])}",
        )  # fmt: skip
        board = cached.ask("agency_intake", region=region, period=period)
        if board.empty:
            st.caption(t("upload.board.none"))
            return
        counts = {state: formats.count((board["state"] == state).sum()) for state in _STATES}
        st.markdown(t("upload.board.sentence", **{f"n_{state}": counts[state] for state in _STATES}))
        before = board["period_before"].iloc[0]
        if isinstance(before, str):
            st.caption(t("upload.board.late_note", period=formats.period(before)))
        frame = board.assign(state=board["state"].map(lambda state: t(f"upload.board.{state}")))
        invented = cached.ask("batch_list").query("demo")["file_name"]
        frame.loc[frame["file_name"].isin(invented), "file_name"] = t("upload.history.demo_file")
        kinds = {"n_rows": "count", "n_refused": "count", "received_at": "day"}
        names = ("agency_name", "state", "n_rows", "n_refused", "file_name", "received_at")
        columns = [Column(name, t(f"upload.board.column_{name}"), kinds.get(name, "text")) for name in names]
        asked = int((board["state"] != "in").sum())
        tables.show_first(frame, columns, t("upload.board.title"), "board", cards=True, least=asked)


def _order(pair: tuple[str, str], here: str | None) -> tuple:
    """The region that is looked at first, then by region; of each the newest period first."""
    region, period = pair
    return region != here, region, -periods.of_code(period).ends.toordinal()
