"""Plan against realisation, folded: how many measures stand where, and the list."""

import streamlit as st

from pages.ui import plan_states_frames, shell, tables
from pages.ui.filters import Choice
from pages.ui.words import t


def show(choice: Choice) -> None:
    """Nothing where no upload holds a measure with a target."""
    found = plan_states_frames.states(choice)
    if found.empty:
        return
    counts = found["state"].value_counts()
    kinds = [code for code in plan_states_frames.ORDER if code in counts]
    summary = " · ".join(f"{t(f'plan_state.{code}')} {counts[code]}" for code in kinds)
    with st.expander(t("plan_state.title", summary=summary), key="plan_states", on_change="rerun") as opened:
        if not opened.open:
            return
        st.caption(t("plan_state.note"))
        columns = [
            *tables.usual("agency"),
            tables.Column("measure_name", t("plan_state.measure")),
            tables.Column("value_words", t("plan_state.value")),
            tables.Column("target_words", t("plan_state.target")),
            tables.Column("gap_words", t("plan_state.gap")),
            tables.Column("state_words", t("plan_state.state")),
        ]
        tables.show_table(found, columns, t("plan_state.alt", n=len(found)))
        tables.download(found, columns, "plan_states", shell.stamp(choice))
