"""One indicator in depth: its gap in every unit, its sources side by side, its past."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.gaps import frames
from pages.ui.page import screen, states
from pages.ui.page.remember import drawn
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, counted, leading, usual
from pages.ui.words import formats, language, t
from pages.ui.words.sentences import ends


def draw(choice: Choice, unit: str, over_time: pd.DataFrame, cells: pd.DataFrame, stamp: str) -> None:
    """over_time: `gaps.unit_gaps` over the whole history; cells: those of the chosen period."""
    paint, lang, name = look.current(), language(), formats.plain(choice.labels["indikator"])

    def draw_once(chart: str, make: Callable[[], go.Figure]) -> go.Figure:
        return drawn(f"{chart} {unit}", choice, paint, make)

    spread = frames.distribution(cells, choice.indicator)
    short = spread[spread["value"] > 0]
    below = int(spread["state"].eq("below").sum())
    show_chart(
        "gap_distribution",
        t("competency_gaps.distribution_title", indicator=name, below=below, n=len(spread)),
        draw_once(
            "gap_distribution",
            lambda: charts.bars(short, paint, lang, top=1.3 * short["value_high"].max() if len(short) else None),
        ),
        t("competency_gaps.distribution_alt", indicator=name, n=len(short)),
        spread,
        frames.columns(unit, spread),
        stamp,
        note=_note(spread, len(spread) - len(short)),
        marks=(frames.parameter(unit),),
    )
    sources = frames.sources(choice)
    if len(sources):
        show_chart(
            "gap_sources",
            t("competency_gaps.sources_title", indicator=name, n=len(sources), **ends(sources["score"])),
            draw_once(
                "gap_sources",
                lambda: charts.dumbbells(
                    sources, paint, lang, first=t("competency_gaps.standard"), second=t("table.score")
                ),
            ),
            t("competency_gaps.sources_alt", indicator=name, n=len(sources)),
            sources,
            [
                *usual("source", "score", "low", "high"),
                Column("standard", t("competency_gaps.standard"), "score"),
                *counted(sources),
            ],
            _stamp(choice, sources),
            note=t("competency_gaps.sources_note"),
            marks=("sumber",),
        )
    past = frames.history(over_time, unit, choice.indicator)
    if past["seq"].nunique() < 2:
        states.one_period()
        return
    show_chart(
        "gap_history",
        t("competency_gaps.history_title", indicator=name, n=past["panel"].nunique()),
        draw_once("gap_history", lambda: charts.small_multiples(past, paint, lang)),
        t("competency_gaps.history_alt", indicator=name, n=past["panel"].nunique()),
        past,
        [
            Column("row_label", t(f"table.{unit}"), leads=leading(unit)),
            *usual("period", "score", "low", "high"),
            Column("standard", t("competency_gaps.standard"), "score"),
            Column("gap", t("competency_gaps.gap"), "score"),
            *counted(past),
        ],
        stamp,
        note=t("competency_gaps.history_note"),
        marks=(frames.parameter(unit),),
    )


def _note(spread: pd.DataFrame, met: int) -> str:
    words = t("competency_gaps.distribution_note", met=met)
    return f"{words} {t('competency_gaps.no_range_note')}" if spread["state"].eq("unknown_spread").any() else words


def _stamp(choice: Choice, sources: pd.DataFrame) -> str:
    """Who stands behind the sources side by side: of the employees those the most thorough source rated."""
    people, respondents = sources[["n_people", "n_respondents"]].astype(float).max()
    return screen.stamp(choice, people, n_respondents=respondents)
