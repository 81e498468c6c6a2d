"""How much each competency matters, as weighted and as it goes with the result, and where that leaves its gap."""

from dataclasses import replace

import pandas as pd

from pages.answers.choice import Choice
from pages.answers.gaps import importance
from pages.answers.gaps.gaps import group_gaps, people_of
from pages.ui.charts import look
from pages.ui.charts.quadrants import quadrants as draw_quadrants
from pages.ui.page import screen
from pages.ui.page.names import names
from pages.ui.page.remember import remembered
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, language, t


@remembered
def table(choice: Choice) -> pd.DataFrame:
    """`importance.placed` of the whole region in the chosen period, with names and words."""
    placed = importance.placed(choice.whole(), choice.period)
    if placed.empty:
        return placed
    return placed.assign(
        indicator_name=placed["indicator"].map(names("indicators")),
        quadrant_words=[t(f"quadrant.{code or 'unknown'}") for code in placed["quadrant"]],
        disagreement_words=[t(f"importance.{code}") for code in placed["disagreement"]],
    )


def draw(choice: Choice) -> None:
    """The whole region's, and said to be so. Nothing under five groups or two weighted indicators: there is no plane to
    place them in."""
    placed = table(choice)
    if placed.empty or len(placed) < 2 or placed["performance"].isna().any():
        return
    title, lead, people = _words(choice)
    stamp, whole = screen.of_region(choice, people)
    show_chart(
        "importance",
        title,
        lambda: draw_quadrants(placed, look.current(), language()),
        t("importance.alt", n=len(placed)),
        placed,
        [
            *usual("indicator"),
            Column("stated", t("importance.stated"), "percent"),
            Column("derived", t("importance.derived"), "percent"),
            Column("low", t("table.low"), "percent"),
            Column("high", t("table.high"), "percent"),
            Column("disagreement_words", t("importance.disagreement")),
            Column("performance", t("quadrant.performance"), "change"),
            Column("quadrant_words", t("importance.quadrant")),
            Column("certainty", t("importance.certainty"), "percent"),
            Column("n_rows", t("clusters.groups"), "count"),
        ],
        stamp,
        note=f"{whole} {lead}".strip(),
        marks=("indikator",),
        choice=replace(choice.whole(), labels={k: v for k, v in choice.labels.items() if k == "sumber"}),
    )


@remembered
def _words(choice: Choice) -> tuple[str, str, float]:
    """The finding as heading, what the figures rest on, and how many people stand behind them."""
    placed, people = table(choice), people_of(group_gaps(choice.whole(), choice.period))
    n = int(placed["n_groups"].iloc[0])
    first = placed[placed["quadrant"] == "concentrate"]["indicator_name"].tolist()
    more = placed[placed["disagreement"] == "more"]["indicator_name"].tolist()
    less = placed[placed["disagreement"] == "less"]["indicator_name"].tolist()
    title = t("importance.title_some", names=", ".join(first)) if first else t("importance.title_none")
    basis = t(f"importance.basis_{placed['basis'].dropna().iloc[0]}")
    if placed["derived"].isna().all():
        return title, t("importance.few", n=formats.count(n)), people
    parts = [t("importance.note", n=formats.count(n), basis=basis)]
    parts += [t("importance.more_names", names=", ".join(more))] if more else []
    parts += [t("importance.less_names", names=", ".join(less))] if less else []
    return title, " ".join(parts), people
