"""What each kind of rater says over time: superior, peers, subordinates, citizens, self."""

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.answers.trends import by_source
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.page.names import names
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import counted, usual
from pages.ui.words import formats, language, t
from pages.ui.words.sentences import about, ends


def lines(choice: Choice) -> pd.DataFrame:
    """`trends.by_source` as lines in focus, each called as its source."""
    scores = by_source(choice)
    called = scores["source"].map(names("sources"))
    return scores.assign(series=scores["source"], label=called, source_name=called, focus=True)


def show(choice: Choice, name: str) -> None:
    """The sources as lines; in words where there is none."""
    scores = lines(choice)
    if scores.empty:
        st.caption(t("sources.none"))
        return
    show_chart(
        "sources",
        _title(scores, name),
        lambda: charts.trend(scores, look.current(), language(), height=320),
        t("sources.alt", name=name, n=scores["source"].nunique()),
        scores,
        [
            *usual("source", "period", "score", "low", "high"),
            *counted(scores),
            *usual("weight_coverage", "staff_coverage"),
        ],
        _stamp(choice, scores),
        choice=choice,
        marks=("sumber",),
        note=about(choice) + t("sources.note" if choice.indicator is None else "sources.range_note"),
    )


def _stamp(choice: Choice, scores: pd.DataFrame) -> str:
    """Who stands behind the newest points: of the employees those the most thorough source rated."""
    last = scores[scores["seq"] == scores["seq"].max()]
    people, respondents = last[["n_people", "n_respondents"]].astype(float).max()
    return screen.stamp(choice, people, period=last["period"].iloc[0], n_respondents=respondents)


def _title(scores: pd.DataFrame, name: str) -> str:
    """How far the sources lie apart in the last period, as its figures are shown."""
    last = scores[scores["seq"] == scores["seq"].max()]
    if len(last) == 1:
        return t("sources.title_one", name=formats.plain(name), source=last["label"].iloc[0], **ends(last["score"]))
    gap = formats.difference(last["score"].max(), last["score"].min())
    return t("sources.title", name=formats.plain(name), n=len(last), gap=formats.number(gap))
