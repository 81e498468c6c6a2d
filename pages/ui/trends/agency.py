"""One agency over time: its line among its peers, what the verdict rests on, why it changed, its indicators."""

import pandas as pd
import streamlit as st

from pages.answers import scores, trends
from pages.answers.changes import verdicts
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import filters, screen, states
from pages.ui.panel import evidence
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import counted, usual
from pages.ui.targets import section
from pages.ui.trends import change, frames, ordinary, same_people, sources, two_agencies
from pages.ui.words import formats, language, sentences, t


def show(choice: Choice, name: str) -> None:
    """Everything under the heading; in words where the agency's figures are not released."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        other = two_agencies.choose(choice)
        only_same = filters.switch("orang")
    mine = frames.agency_lines(choice, None)
    mine = mine[mine["series"] == choice.agency]
    if mine.empty:
        states.nothing_matches(choice, "agency_trends", of_agency=True)
        return
    if only_same:
        same_people.show(choice, name)
    else:
        _line(choice, name, other)
    if other:
        two_agencies.show(choice, other)
    _evidence(choice)
    section.of_agency(choice)
    if choice.previous is not None:
        change.show(choice, name)
    sources.show(choice, name)
    if choice.indicator is None:
        _indicators(choice, name)


def _line(choice: Choice, name: str, other: str | None) -> None:
    lines = frames.agency_lines(choice, other)
    drawn = lines[lines["focus"]]
    mine = drawn[drawn["series"] == choice.agency]
    wanted = trends.standard(choice)
    show_chart(
        f"agency_trend_{other}" if other else "agency_trend",
        t(
            "agency_trends.agency_title", measure=sentences.measure(choice), name=formats.plain(name),
            score=formats.number(mine["score"].iloc[-1]), period=formats.period(mine["period"].iloc[-1]),
        ),
        lambda: charts.trend(
            lines, look.current(), language(), band=frames.band(choice), target=wanted,
            **frames.notes(choice),
        ),
        t("agency_trends.agency_alt", name=name, n=len(mine), last=formats.number(mine["score"].iloc[-1])),
        drawn,
        [
            *usual("agency", "period", "score", "low", "high"), *counted(drawn),
            *usual("weight_coverage", "staff_coverage", "note"),
        ],
        _stamp(choice, mine.iloc[-1]),
        choice=choice,
        note=f"{_place(choice, mine.iloc[-1])} {t('agency_trends.band_note')}{sentences.why(drawn)}",
        marks=("opd",) if other else (),
    )  # fmt: skip


def _place(choice: Choice, last: pd.Series) -> str:
    """The range of the last score and how far it lies from the region, as the figures of the questions on home."""
    parts = []
    if not formats.missing(last["low"]):
        parts.append(t("agency_trends.reach", low=formats.number(last["low"]), high=formats.number(last["high"])))
    whole = frames.region_line(choice)
    whole = whole.loc[whole["period"] == last["period"], "score"]
    if len(whole):
        gap = formats.signed(formats.difference(last["score"], whole.iloc[0]))
        where = formats.plain(sentences.place_of(choice))
        parts.append(t("agency_trends.apart", gap=gap, place=where, score=formats.number(whole.iloc[0])))
    return f"{formats.period(last['period'])}: {', '.join(parts)}." if parts else ""


def _stamp(choice: Choice, last: pd.Series) -> str:
    return screen.stamp(
        choice,
        last["n_people"],
        last["weight_coverage"],
        last["staff_coverage"],
        period=last["period"],
        n_respondents=last["n_respondents"],
    )


def _evidence(choice: Choice) -> None:
    """What the verdict in the heading rests on, and what would change it."""
    about = evidence.claim_of(verdicts(choice, choice.period), choice.agency)
    if about is None:
        return
    here = scores.agencies(choice)
    here = here[(here["agency"] == choice.agency) & (here["period"] == choice.period)]
    own = here.iloc[0] if len(here) else pd.Series(dtype=object)
    facts = evidence.facts_of(about, own)
    with st.container(border=True, key="evidence"):
        st.markdown(f"{t('evidence.rests_on')} {evidence.as_line(facts)}")
        if about.would_change:
            st.markdown(f"{t('evidence.would_change')} {'; '.join(evidence.would_change(about))}.")
        ordinary.show(choice)


def _indicators(choice: Choice, name: str) -> None:
    with st.spinner(t("mentor.working")):
        parts = frames.indicator_panels(choice)
    if parts.empty:
        return
    judged = parts.drop_duplicates("indicator")["verdict"]
    show_chart(
        "agency_indicators",
        t("agency_trends.indicators_title", up=judged.eq("up").sum(), down=judged.eq("down").sum(), n=len(judged)),
        lambda: charts.small_multiples(parts, look.current(), language()),
        t("agency_trends.indicators_alt", name=name, n=parts["indicator"].nunique()),
        parts[parts["focus"]],
        [
            *usual("indicator", "verdict", "period", "score", "low", "high"),
            *counted(parts[parts["focus"]]),
            *usual("weight_coverage", "staff_coverage", "note"),
        ],
        screen.stamp(choice),
        choice=choice,
        note=t("agency_trends.indicators_note") + sentences.why(parts[parts["focus"]]),
        marks=("indikator",),
    )
