"""Plan against realisation, folded: how many measures stand where, and the list."""

import streamlit as st

from analytics.targets import STATES
from pages.answers.choice import Choice
from pages.ui.page import screen
from pages.ui.panel import tables
from pages.ui.targets import frames
from pages.ui.words import t


def of_agency(choice: Choice) -> None:
    """The measures of the chosen agency with their targets, a line each; nothing where no upload holds any."""
    measures = frames.states(choice)
    mine = measures[measures["agency"] == choice.agency]
    if mine.empty:
        return
    spelled = [
        t("plan_state.of_measure", measure=row.measure_name, value=row.value_words, target=row.target_words,
          state=row.state_words)
        for row in mine.itertuples()
    ]  # fmt: skip
    with st.container(key="part_targets"):
        st.markdown("\n".join([t("plan_state.of_agency"), *(f"- {words}" for words in spelled)]))


def show(choice: Choice) -> None:
    """Nothing where no upload holds a measure with a target."""
    measures = frames.states(choice)
    if measures.empty:
        return
    counts = measures["state"].value_counts()
    kinds = [code for code in STATES if code in counts]
    summary = " · ".join(f"{t(f'plan_state.{code}')} {counts[code]}" for code in kinds)
    with st.expander(t("plan_state.title", summary=summary), key="plan_states", on_change="rerun") as opened:
        if not opened.open:
            return
        st.caption(t("plan_state.note"))
        columns = [
            *tables.usual("agency"),
            tables.Column("measure_name", t("plan_state.measure"), leads=("bagian", "part")),
            tables.Column("value_words", t("plan_state.value")),
            tables.Column("target_words", t("plan_state.target")),
            tables.Column("gap_words", t("plan_state.gap")),
            tables.Column("state_words", t("plan_state.state")),
        ]
        tables.show_first(measures.assign(part="targets"), columns, t("plan_state.alt", n=len(measures)), "plan_states")
        tables.download(measures, columns, "plan_states", screen.stamp(choice))
