"""Official predicates on screen, and the button that publishes them."""

import pandas as pd
import streamlit as st

from data import predicates
from data.problems import Refused, words
from data.publish import TooSmall
from pages.ui import cached, charts, filters, guard, look, numbers, predicate_frames, shell, states
from pages.ui.filters import Choice
from pages.ui.names import names
from pages.ui.show import show_chart, show_later
from pages.ui.words import language, t


def draw(choice: Choice) -> None:
    """Shares, coverage, pattern and agreement with the ratings; a sentence where there is nothing to show."""
    st.header(t("predicate.title"), anchor=False)
    if guard.may("planner"):
        waiting()
    period = predicate_frames.period_of(choice)
    if period is None:
        st.info(t("predicate.nothing"), title=t("predicate.nothing_title"))
        return
    st.caption(t("predicate.lead", period=numbers.period(period)))
    pattern = filters.choose("pola", predicate_frames.organisations(), default="org_good")
    known = predicate_frames.groups(choice, period, pattern)
    if not known["n_people"].sum():
        states.suppressed()
        return
    whole = predicate_frames.shares(choice, period, known)
    key, paint = f"predicates_{period}_{pattern}", look.current()
    show_chart(
        f"{key}_shares",
        t("predicate.shares_title", period=numbers.period(period)),
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
    day = numbers.day(row["made_at"].to_pydatetime().date())
    parts = [numbers.period(period), t("stamp.release", version=int(row["version"]), day=day)]
    parts.append(t("predicate.people", n=numbers.count(known["n_people"].sum())))
    parts += [t("stamp.demo")] if row["demo"] else []
    return t("stamp.source") + " " + " · ".join(parts)


def waiting() -> None:
    """Periods whose predicates are not published as they stand now, each with its button."""
    if said := st.session_state.pop("predicate_said", None):
        st.info(said)
    called = names("regions")
    for row in cached.ask("predicates_waiting").itertuples():
        place, period = numbers.plain(called.get(row.region, row.region)), numbers.period(row.period)
        with st.container(horizontal=True, vertical_alignment="center", key=f"predicates_{row.region}_{row.period}"):
            said = t("predicate.waiting", place=place, period=period, n=numbers.count(row.n_rows))
            st.markdown(said, width="stretch")
            name = f"publish_predicates_{row.region}_{row.period}"
            st.button(t("predicate.publish"), key=name, on_click=_publish, args=(row.region, row.period))


def _publish(region: str, period: str) -> None:
    try:
        done = predicates.publish(cached.store(), region, period, guard.role(), shell.today())
        words_now = t("predicate.published", n=numbers.count(done.groups), held=numbers.count(done.held))
    except TooSmall:
        words_now = t("state.suppressed")
    except Refused as refused:
        words_now = " ".join(words(problem, language())["what"] for problem in refused.problems)
    st.session_state["predicate_said"] = words_now
