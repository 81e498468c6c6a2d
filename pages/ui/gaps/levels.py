"""Competencies in levels 1 to 5, where such assessments were uploaded: who is below the level the post asks for."""

import pandas as pd

from pages.answers.choice import Choice
from pages.answers.gaps import levels
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page.guard import may
from pages.ui.page.names import names
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, language, t


def by_competency(gaps: pd.DataFrame) -> pd.DataFrame:
    """`levels.by_competency` with names, as bars of the share of people below."""
    counts = levels.by_competency(gaps)
    return counts.assign(
        indicator_name=counts["competency"].map(names("indicators")),
        key=counts["competency"],
        label=counts["competency"].map(names("indicators")),
        value=counts["share"],
        text=[f"{formats.percent(row.share)} ({formats.count(row.below)})" for row in counts.itertuples()],
        tone="",
    )


def by_band(choice: Choice, gaps: pd.DataFrame) -> pd.DataFrame:
    """`levels.by_band` with the bands' names, as bars of people."""
    bands = levels.bands(choice)
    called = dict(zip(bands["code"], bands[f"name_{language()}"], strict=True))
    counts = levels.by_band(choice, gaps)
    return counts.assign(
        band_name=counts["band"].map(called),
        key=counts["band"],
        label=counts["band"].map(called),
        value=counts["n_people"].astype(float),
        text=[t("training_needs.people", n=formats.count(n)) for n in counts["n_people"]],
        tone="",
    )


def draw(choice: Choice, stamp: str) -> None:
    """For planners, and only where levels were uploaded for the chosen period."""
    if not may("persons"):
        return
    gaps = levels.gaps(choice, choice.period)
    table = by_competency(gaps) if len(gaps) else gaps
    if table.empty:
        return
    first = table.iloc[0]
    people = formats.count(gaps["employee"].nunique())
    show_chart(
        "levels",
        t("levels.title", competency=first["indicator_name"], share=formats.percent(first["share"])),
        charts.bars(table, look.current(), language(), top=1.0),
        t("levels.alt", n=len(table), people=people),
        table,
        [
            *usual("indicator"),
            *(Column(state, t(f"levels.{state}"), "count") for state in ("below", "met", "above", "not_rated")),
            Column("depth", t("levels.depth"), "change"),
            *usual("n_people"),
        ],
        stamp,
        note=t("levels.note", people=people),
    )
    bands = by_band(choice, gaps)
    show_chart(
        "job_match",
        t("levels.match_title", band=bands.loc[bands["n_people"].idxmax(), "band_name"]),
        charts.bars(bands, look.current(), language()),
        t("levels.match_alt", n=len(bands)),
        bands,
        [
            Column("band_name", t("levels.band")),
            *usual("n_people"),
            Column("jpm", t("levels.jpm"), "score"),
            Column("capped", t("levels.capped"), "score"),
            Column("deficits", t("levels.deficits"), "score"),
        ],
        stamp,
        note=t("levels.match_note"),
    )
