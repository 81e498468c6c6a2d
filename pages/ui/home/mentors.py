"""Whom to learn from: per indicator, who truly got better or stands above, and who could learn from them."""

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.answers.comparison import mentors
from pages.ui.page import screen
from pages.ui.page.names import weighted_indicators
from pages.ui.panel import tables
from pages.ui.words import formats, sentences, t


def pairs(choice: Choice) -> pd.DataFrame:
    """`mentors.pairs` in words: one row is one mentor in one indicator."""
    rows = mentors.pairs(choice)
    return rows.assign(
        indicator_name=rows["indicator"].map(weighted_indicators()),
        learners=rows["learners"].replace("", formats.MISSING),
        why=[_why(row) for row in rows.itertuples()],
    )


def _why(row) -> str:
    if row.why == "improver":
        key = "mentor.trend" if row.metric == "trend" else "mentor.improver"
        return t(key, verdict=sentences.verdict(row.verdict), change=formats.signed(row.estimate))
    return t("mentor.strong", gap=formats.signed(row.estimate))


def show(choice: Choice) -> None:
    """A fold; who can teach is worked out when it is opened."""
    with st.expander(t("mentor.title"), key="mentors", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.spinner(t("mentor.working")):
            rows = pairs(choice)
        if rows.empty:
            st.markdown(t("mentor.none"))
            return
        st.caption(t("mentor.note"))
        columns = [
            *tables.usual("indicator"),
            tables.Column("agency_name", t("mentor.mentor"), leads=("opd", "mentor")),
            tables.Column("why", t("mentor.why")),
            tables.Column("learners", t("mentor.learners")),
        ]
        tables.show_first(rows, columns, t("mentor.title"), "mentors")
        tables.download(rows, columns, "mentors", screen.stamp(choice))
