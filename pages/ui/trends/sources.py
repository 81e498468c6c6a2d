"""What each kind of rater says over time: superior, peers, subordinates, citizens, self."""

import dataclasses

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import counted, usual
from pages.ui.trends import frames
from pages.ui.words import formats, language, t
from pages.ui.words.sentences import about, ends


@remembered
def lines(choice: Choice) -> pd.DataFrame:
    """One row: one source's score of the chosen agency in one period, with its interval where the spread of that source
    is known (of single indicators only); no row where it saw under 60 % of the weight.

    Peers and citizens rate few of an agency by design, so thin coverage parts no line.
    """
    found = []
    for code, label in names("sources").items():
        mine = frames.own_history(dataclasses.replace(choice, source=code), choice.agency, "segment")
        found.append(mine.assign(series=code, label=label, source_name=label))
    return pd.concat([one for one in found if len(one)] or found[:1], ignore_index=True)


def show(choice: Choice, name: str) -> None:
    """The sources as lines; in words where there is none."""
    found = lines(choice)
    if found.empty:
        st.caption(t("sources.none"))
        return
    show_chart(
        "sources",
        _title(found, name),
        lambda: charts.trend(found, look.current(), language(), height=320),
        t("sources.alt", name=name, n=found["source"].nunique()),
        found,
        [
            *usual("source", "period", "score", "low", "high"),
            *counted(found),
            *usual("weight_coverage", "staff_coverage"),
        ],
        _stamp(choice, found),
        choice=choice,
        note=about(choice) + t("sources.note" if choice.indicator is None else "sources.range_note"),
    )


def _stamp(choice: Choice, found: pd.DataFrame) -> str:
    """Who stands behind the newest points: of the employees those the most thorough source rated."""
    last = found[found["seq"] == found["seq"].max()]
    people, respondents = last[["n_people", "n_respondents"]].astype(float).max()
    return screen.stamp(choice, people, period=last["period"].iloc[0], n_respondents=respondents)


def _title(found: pd.DataFrame, name: str) -> str:
    """How far the sources lie apart in the last period, as its figures are shown."""
    last = found[found["seq"] == found["seq"].max()]
    if len(last) == 1:
        return t("sources.title_one", name=formats.plain(name), source=last["label"].iloc[0], **ends(last["score"]))
    gap = formats.difference(last["score"].max(), last["score"].min())
    return t("sources.title", name=formats.plain(name), n=len(last), gap=formats.number(gap))
