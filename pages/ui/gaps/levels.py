"""Competencies in levels 1 to 5, where such assessments were uploaded: who is below the level the post asks for."""

import numpy as np
import pandas as pd

from analytics.gaps.levels import HIGHEST, LOWEST, banded, job_person_match, level_gaps
from pages.answers.choice import Choice
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.gaps.frames import standards
from pages.ui.page import cached
from pages.ui.page.guard import may
from pages.ui.page.names import names, rows
from pages.ui.page.remember import remembered
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, usual
from pages.ui.words import formats, language, t

FEWEST = 5
BANDS = "JPM_PEMETAAN"


@remembered
def gaps(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one assessed person and competency of their post, `analytics.gaps.levels.level_gaps`; under the filters.

    The level a post asks for is the lowest that reaches its standard (0-100 on a scale of 1 to 5).
    """
    held = cached.ask("person_levels", region=choice.region, period=period)
    held = held.rename(columns={"indicator": "competency"})
    for column, wanted in (("position", choice.position), ("competency", choice.indicator)):
        held = held[held[column] == wanted] if wanted else held
    asked = standards(period).rename(columns={"indicator": "competency"})
    asked = asked[asked["competency"].isin(held["competency"])]
    steps = np.ceil((HIGHEST - LOWEST) * asked["standard"] / 100 - 1e-9)
    required = asked.assign(required=(LOWEST + steps).clip(LOWEST, HIGHEST).astype(int)).drop(columns="standard")
    return level_gaps(held.drop(columns="agency"), required)


def by_competency(found: pd.DataFrame) -> pd.DataFrame:
    """One row: one competency with people by state; competencies of fewer than five assessed people are left out."""
    counts = found.groupby("competency")["state"].value_counts().unstack(fill_value=0)
    counts = counts.reindex(columns=["below", "met", "above", "not_rated"], fill_value=0).reset_index()
    counts["n_people"] = counts["below"] + counts["met"] + counts["above"]
    depth = found[found["gap"] < 0].groupby("competency")["gap"].mean()
    counts = counts[counts["n_people"] >= FEWEST]
    share = counts["below"] / counts["n_people"]
    here = counts.assign(share=share, depth=counts["competency"].map(depth))
    here = here.sort_values(["share", "competency"], ascending=[False, True], ignore_index=True)
    return here.assign(
        indicator_name=here["competency"].map(names("indicators")),
        key=here["competency"],
        label=here["competency"].map(names("indicators")),
        value=here["share"],
        text=[f"{formats.percent(row.share)} ({formats.count(row.below)})" for row in here.itertuples()],
        tone="",
    )


def by_band(found: pd.DataFrame) -> pd.DataFrame:
    """One row: one band of job-person match with its people and their mean match, plain and capped."""
    bands = rows("bands")
    bands = bands[bands["scheme"] == BANDS].assign(low=lambda band: pd.to_numeric(band["low"]))
    match = job_person_match(found).dropna(subset="jpm")
    match["band"] = banded(match, bands)
    means = match.groupby("band").agg(
        n_people=("jpm", "size"), jpm=("jpm", "mean"), capped=("jpm_capped", "mean"), deficits=("n_deficit", "mean")
    )
    called = dict(zip(bands["code"], bands[f"name_{language()}"], strict=True))
    here = means.reindex([code for code in bands["code"] if code in means.index]).reset_index()
    here.loc[here["n_people"] < FEWEST, ["jpm", "capped", "deficits"]] = np.nan
    return here.assign(
        band_name=here["band"].map(called),
        key=here["band"],
        label=here["band"].map(called),
        value=here["n_people"].astype(float),
        text=[t("training_needs.people", n=formats.count(n)) for n in here["n_people"]],
        tone="",
    )


def draw(choice: Choice, stamp: str) -> None:
    """For planners, and only where levels were uploaded for the chosen period."""
    if not may("planner"):
        return
    found = gaps(choice, choice.period)
    table = by_competency(found) if len(found) else found
    if table.empty:
        return
    first = table.iloc[0]
    people = formats.count(found["employee"].nunique())
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
    bands = by_band(found)
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
