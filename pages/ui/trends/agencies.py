"""All agencies over time: those with the strongest evidence as panels, then everybody in a list, then the region."""

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.page.remember import remembered
from pages.ui.panel import tables
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import counted, usual
from pages.ui.trends import frames
from pages.ui.words import formats, language, sentences, t


def show(choice: Choice, judged: pd.DataFrame) -> None:
    """The three parts."""
    panels = frames.agency_panels(choice)
    region = frames.region_line(choice)
    if len(panels) and panels["seq"].nunique() > 1:
        show_chart(
            "agency_panels",
            t("agency_trends.panels_title", n=panels["agency"].nunique()),
            lambda: charts.small_multiples(panels, look.current(), language(), reference=region),
            t("agency_trends.panels_alt", n=panels["agency"].nunique()),
            panels,
            [
                *usual("agency", "verdict", "period", "score", "low", "high"),
                *counted(panels),
                *usual("weight_coverage", "staff_coverage"),
            ],
            screen.stamp(choice),
            choice=choice,
            note=t("agency_trends.panels_note"),
            marks=("opd",),
        )
    if judged.empty:
        st.markdown(t("agency_trends.nobody"))
    else:
        with st.container(key="part_verdicts"):
            _list(choice)
    _region(choice, region)


@remembered
def _shown(choice: Choice) -> pd.DataFrame:
    """`frames.judged` as the list of all agencies shows it."""
    judged = frames.judged(choice)
    known = judged["verdict"] != "insufficient"
    return judged.assign(
        change=judged["estimate"].where(known),
        low=judged["low_shown"].where(known),
        high=judged["high_shown"].where(known),
        kind=[t(f"agency_trends.metric_{metric}") for metric in judged["metric"]],
        verdict_words=judged["sign"] + " " + judged["verdict_words"],
    )


def _list(choice: Choice) -> None:
    st.header(t("agency_trends.all_title"), anchor=False)
    shown = _shown(choice)
    columns = [
        *usual("agency", "verdict"),
        tables.Column("change", t("table.change"), "change"),
        tables.Column("low", t("table.low"), "change", brief=tables.brief("low")),
        tables.Column("high", t("table.high"), "change", brief=tables.brief("high")),
        tables.Column("kind", t("agency_trends.metric")),
        tables.Column("n_periods", t("agency_trends.n_periods"), "count"),
        *counted(shown),
    ]
    tables.show_table(shown.head(FEW), columns, t("agency_trends.all_title"))
    if len(shown) > FEW:
        with st.expander(t("agency_trends.all_rest", n=len(shown) - FEW), key="table_of_verdicts"):
            tables.show_table(shown.iloc[FEW:], columns, t("agency_trends.all_rest", n=len(shown) - FEW))
    tables.download(shown, columns, "agency_verdicts", screen.stamp(choice))


FEW = 10


def _region(choice: Choice, region: pd.DataFrame) -> None:
    if region.empty:
        return
    last = region.iloc[-1]
    show_chart(
        "region_trend",
        t(
            "agency_trends.region_title", place=formats.plain(choice.region_name), measure=sentences.measure(choice),
            score=formats.number(last["score"]), period=formats.period(last["period"]),
        ),
        lambda: charts.trend(
            region, look.current(), language(), band=frames.band(choice), height=300,
            **frames.notes(choice),
        ),
        t(
            "agency_trends.region_alt", first=formats.number(region["score"].iloc[0]),
            last=formats.number(last["score"]),
        ),
        frames.with_events(choice),
        [*usual("period", "score", "low", "high"), *counted(region), *usual("weight_coverage", "note")],
        screen.stamp(
            choice, last["n_people"], last["weight_coverage"], period=last["period"],
            n_respondents=last["n_respondents"],
        ),
        choice=choice,
        note=t("agency_trends.band_note"),
    )  # fmt: skip
