"""Sectors and competencies in full words: only what differs from the region for sure."""

from dataclasses import dataclass

import streamlit as st

from pages.answers.choice import Choice
from pages.answers.scores import sector_indicators
from pages.ui.page import screen
from pages.ui.page.names import names, weighted_indicators
from pages.ui.page.remember import remembered
from pages.ui.words import formats, t

MOST = 4


@dataclass(frozen=True)
class Row:
    """What stands out most in one sector: `text` in words, `indicator` the one it is about, and who was asked."""

    text: str
    indicator: str
    n_people: float
    n_respondents: float


@remembered
def rows(choice: Choice) -> tuple[str, list[Row]]:
    """How many of all differences are certain, and of each sector the largest, the weakest first; at most four."""
    cells = sector_indicators(choice)
    certain = cells[cells["certain"]].assign(size=lambda some: some["difference"].abs())
    counted = t("home.competence_count", certain=len(certain), all=int(cells["score"].notna().sum()))
    if choice.sector:
        certain = certain[certain["sector"] == choice.sector]
    else:
        certain = certain.sort_values("size", ascending=False).drop_duplicates("sector")
    sectors, indicators = names("sectors", short=True), weighted_indicators()
    chosen = certain.sort_values(["difference", "sector"]).head(MOST)
    return counted, [
        Row(
            t(
                "home.competence_below" if row.difference < 0 else "home.competence_above",
                sector=formats.plain(sectors[row.sector]), indicator=formats.plain(indicators[row.indicator]),
                score=formats.number(row.score), points=formats.signed(row.difference),
            ),
            row.indicator,
            row.n_people,
            row.n_respondents,
        )
        for row in chosen.itertuples()
    ]  # fmt: skip


def show(choice: Choice) -> None:
    """One line per sector, each opening the comparison on its indicator; in words where nothing is certain."""
    counted, lines = rows(choice)
    st.header(t("home.competence"), anchor=False)
    with st.container(gap="xxsmall", key="competence"):
        for row in lines:
            screen.link("sector_comparison", row.text, indikator=row.indicator, bagian="sector_trends")
    st.caption(counted if lines else t("home.competence_none"))
