"""Whom to learn from: per indicator, who truly got better or stands above, and who could learn from them."""

import dataclasses

import pandas as pd
import streamlit as st

from analytics.comparison.mentors import mentors
from analytics.comparison.shrink import add_shrunk
from pages.answers.choice import Choice
from pages.ui.comparison import frames
from pages.ui.page import screen
from pages.ui.page.names import weighted_indicators
from pages.ui.page.remember import remembered
from pages.ui.panel import tables
from pages.ui.scores import figures
from pages.ui.words import formats, sentences, t

LEARNERS = 3


@remembered
def judged_by_indicator(choice: Choice) -> pd.DataFrame:
    """One row: one agency judged on one weighted indicator over the periods up to the chosen one."""
    found = []
    for code in weighted_indicators():
        one = figures.verdicts(dataclasses.replace(choice, indicator=code), choice.period)
        found.append(one.assign(indicator=code))
    return pd.concat([one for one in found if len(one)] or found[:1], ignore_index=True)


@remembered
def pairs(choice: Choice) -> pd.DataFrame:
    """One row: one mentor in one indicator: why, in words, and the short names of those who could learn."""
    whole = dataclasses.replace(choice, indicator=None, source=None, agency=None)
    scores = figures.indicators(whole)
    called = weighted_indicators()
    scores = scores[scores["indicator"].isin(called)]
    shrunk = [add_shrunk(one) for _, one in scores.groupby("indicator", sort=False)]
    if not shrunk:
        return pd.DataFrame(columns=["indicator_name", "agency_name", "why", "learners"])
    judged = judged_by_indicator(whole)
    found = mentors(pd.concat(shrunk), judged, LEARNERS)
    short = frames.compared(whole).set_index("agency")["short"]
    keys = ["indicator", "mentor", "why", "verdict", "score", "estimate"]
    learners = found.assign(learner=found["learner"].map(short)).groupby(keys, dropna=False, sort=False)["learner"]
    rows = learners.agg(lambda names: ", ".join(name for name in names if isinstance(name, str))).reset_index()
    rows = rows[rows["mentor"].isin(short.index)]
    metric = judged.set_index(["agency", "indicator"])["metric"]
    return rows.assign(
        indicator_name=rows["indicator"].map(called),
        agency_name=rows["mentor"].map(short),
        learners=rows["learner"].replace("", formats.MISSING),
        why=[_why(row, metric.get((row.mentor, row.indicator))) for row in rows.itertuples()],
    )


def _why(row, metric: str | None) -> str:
    if row.why == "improver":
        key = "mentor.trend" if metric == "trend" else "mentor.improver"
        return t(key, verdict=sentences.verdict(row.verdict), change=formats.signed(row.estimate))
    return t("mentor.strong", gap=formats.signed(row.estimate))


def show(choice: Choice) -> None:
    """A fold; who can teach is worked out when it is opened."""
    with st.expander(t("mentor.title"), key="mentors", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.spinner(t("mentor.working")):
            found = pairs(choice)
        if found.empty:
            st.markdown(t("mentor.none"))
            return
        st.caption(t("mentor.note"))
        columns = [
            tables.Column("indicator_name", t("table.indicator")),
            tables.Column("agency_name", t("mentor.mentor")),
            tables.Column("why", t("mentor.why")),
            tables.Column("learners", t("mentor.learners")),
        ]
        tables.show_table(found, columns, t("mentor.title"))
        tables.download(found, columns, "mentors", screen.stamp(choice))
