"""The charts of the comparison page."""

import pandas as pd
import streamlit as st

from pages.answers.choice import Choice
from pages.answers.comparison.comparison import asked, centre
from pages.answers.scores import region
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.comparison import frames
from pages.ui.page import states
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, counted, usual
from pages.ui.words import formats, language, sentences, t


def _columns(table: pd.DataFrame) -> list[Column]:
    return [
        *usual("agency", "sector", "score", "low", "high"),
        *counted(table),
        *usual("weight_coverage", "staff_coverage", "note"),
    ]


def funnel(choice: Choice, here: pd.DataFrame, stamp: str) -> None:
    """Score against size with the limits of chance; nothing where there are too few agencies, as the heading says."""
    limits = frames.limits(choice)
    if limits.empty:
        return
    show_chart(
        "funnel",
        t(
            "sector_comparison.funnel_title",
            out=int(here["funnel"].isin(("above998", "below998")).sum()),
            all=len(here),
        ),
        lambda: charts.funnel(here, limits, look.current(), language(), centre=here["centre"].iloc[0]),
        sentences.compared(here).replace("**", ""),
        here,
        [*_columns(here), Column("place", t("sector_comparison.place"))],
        stamp,
        choice=choice,
        note=sentences.about(choice, *asked(choice)) + t("sector_comparison.funnel_note") + sentences.why(here),
        marks=("opd",),
    )


def ranking(choice: Choice, stamp: str) -> None:
    """The agencies with their ranges, the ends of the order where they are many; everybody in a fold."""
    ranked = frames.ranks(choice)
    drawn = frames.ranking_ends(choice)
    _ranking(
        choice, "ranking", drawn, ranked, stamp,
        sentences.reach("sector_comparison.ranking_title", ranked["score"], measure=sentences.measure(choice)),
    )  # fmt: skip
    if len(drawn) < len(ranked):
        with st.expander(
            t("sector_comparison.all_ranking", n=len(ranked)), key="all_ranking", on_change="rerun"
        ) as all_:
            if all_.open:
                _ranking(choice, "ranking_all", ranked, ranked, stamp, "")


def _ranking(
    choice: Choice, key: str, drawn: pd.DataFrame, table: pd.DataFrame, stamp: str, title: str
) -> None:  # fmt: skip
    show_chart(
        key,
        title,
        lambda: charts.ranking(
            drawn, look.current(), language(), reference=centre(choice),
            reference_label=t("filter.daerah"),
        ),
        t(
            "sector_comparison.ranking_alt", n=len(table), first=table["label"].iloc[0], last=table["label"].iloc[-1]
        ),
        table,
        [*_columns(table), Column("rank_words", t("rank.heading"))],
        stamp,
        choice=choice,
        note=frames.ranking_note(choice, table),
        marks=("opd",),
    )  # fmt: skip


def matrix(choice: Choice, cells: pd.DataFrame, stamp: str) -> None:
    """Agencies by indicators, or by the chosen one alone."""
    if choice.indicator is not None:
        cells = cells[cells["indicator"] == choice.indicator]
    if cells.empty:
        return
    drawn = frames.matrix_drawn(choice)
    title = frames.matrix_title(choice, cells)
    if drawn.empty:
        st.header(title, anchor=False)
        st.markdown(t("sector_comparison.matrix_none"))
        return
    note = f"{frames.matrix_key(cells, drawn)}  \n{t('sector_comparison.matrix_why')}"
    _matrix(choice, "matrix", drawn, cells, stamp, title, note)
    many = cells["row"].nunique()
    if drawn["row"].nunique() < many:
        with st.expander(t("sector_comparison.all_matrix", n=many), key="all_matrix", on_change="rerun") as opened:
            if opened.open:
                _matrix(choice, "matrix_all", cells, cells, stamp, "", "")


def _matrix(
    choice: Choice, key: str, drawn: pd.DataFrame, cells: pd.DataFrame, stamp: str, title: str, note: str
) -> None:  # fmt: skip
    show_chart(
        key,
        title,
        lambda: charts.heat(drawn, look.current(), language()),
        t("sector_comparison.matrix_alt", certain=int(cells["certain"].sum()), all=len(cells)),
        cells,
        [*usual("agency", "indicator", "score", "low", "high"), *counted(cells), Column("verdict", t("table.verdict"))],
        stamp,
        choice=choice,
        note=note,
        marks=("opd", "indikator"),
    )


def sectors(choice: Choice, stamp: str) -> None:
    """Each sector over time beside the region."""
    panels = frames.sector_panels(choice)
    if panels["seq"].nunique() < 2:
        states.one_period()
        return
    table = panels[panels["focus"]]
    now = table[table["period"] == choice.period]
    show_chart(
        "sector_trends",
        sentences.reach("sector_comparison.sectors_title", now["score"]),
        lambda: charts.small_multiples(
            panels, look.current(), language(), reference=region(choice).dropna(subset="score")
        ),
        t("sector_comparison.sectors_alt", n=panels["panel"].nunique()),
        table,
        [*usual("sector", "period", "score", "low", "high"), *counted(table), *usual("weight_coverage")],
        stamp,
        choice=choice,
        marks=("sektor",),
        note=sentences.about(choice) + t("sector_comparison.sectors_note", place=formats.plain(choice.region_name)),
    )
