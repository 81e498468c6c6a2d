"""Official predicates on screen; a planner finds the button that publishes them above."""

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.answers.predicates import period_of
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import filters, guard, states
from pages.ui.panel.show import show_chart, show_later
from pages.ui.publishing import waiting
from pages.ui.quality import predicate_frames
from pages.ui.words import formats, language, t


def draw(choice: Choice) -> None:
    """Shares, coverage, pattern and agreement with the ratings; a sentence where there is nothing to show."""
    st.header(t("predicate.title"), anchor=False)
    if guard.may("publish-predicates"):
        waiting.predicates()
    period = period_of(choice)
    if period is None:
        st.info(t("predicate.nothing"), title=t("predicate.nothing_title"))
        return
    st.caption(t("predicate.lead", period=formats.period(period)))
    pattern = filters.choose("pola", predicate_frames.organisations(), default="org_good")
    known = predicate_frames.groups(choice, period, pattern)
    if not known["n_people"].sum():
        states.suppressed()
        return
    whole = predicate_frames.shares(choice, period, pattern)
    key, paint = f"predicates_{period}_{pattern}", look.current()
    show_chart(
        f"{key}_shares",
        predicate_frames.shares_title(whole, period),
        lambda: charts.dumbbells(whole, paint, language(), first=t("predicate.least"), second=t("predicate.most")),
        t("predicate.shares_alt", n=len(whole)),
        whole,
        predicate_frames.share_columns(),
        _stamp(known, period),
        choice=choice,
        note=t("predicate.shares_note"),
    )
    st.subheader(t("predicate.agencies_title"), anchor=False)
    st.markdown(predicate_frames.sentence(known, pattern))
    show_later(key, known, predicate_frames.columns(), t("predicate.agencies_title"), _stamp(known, period))


def _stamp(known: pd.DataFrame, period: str) -> str:
    """Where the counts come from."""
    row = known.iloc[0]
    day = formats.day(row["made_at"].to_pydatetime().date())
    parts = [formats.period(period), t("stamp.release", version=int(row["version"]), day=day)]
    parts.append(t("predicate.people", n=formats.count(known["n_people"].sum())))
    parts += [t("stamp.demo")] if row["demo"] else []
    return t("stamp.source") + " " + " · ".join(parts)
