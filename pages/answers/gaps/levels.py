"""Competencies in levels 1 to 5, where such assessments were uploaded. For planners."""

import pandas as pd

from analytics.gaps import levels
from pages.answers import reference
from pages.answers.choice import Choice, remembered

FEWEST = 5
BANDS = "JPM_PEMETAAN"


@remembered
def gaps(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one assessed person and competency of their post, `analytics.gaps.levels.level_gaps`; under the filters.

    The level a post asks for is the lowest that reaches its standard.
    """
    held = choice.ask("person_levels", region=choice.region, period=period)
    held = held.rename(columns={"indicator": "competency"})
    for column, wanted in (("position", choice.position), ("competency", choice.indicator)):
        held = held[held[column] == wanted] if wanted else held
    asked = reference.standards(choice.ask, period).rename(columns={"indicator": "competency"})
    required = levels.required_levels(asked[asked["competency"].isin(held["competency"])])
    return levels.level_gaps(held.drop(columns="agency"), required)


def by_competency(gaps: pd.DataFrame) -> pd.DataFrame:
    """`analytics.gaps.levels.by_competency`; competencies of fewer than five assessed people are left out."""
    return levels.by_competency(gaps, FEWEST)


def bands(choice: Choice) -> pd.DataFrame:
    """The bands of job-person match: the current reference rows, `low` a number."""
    known = reference.rows(choice.ask, "bands")
    return known[known["scheme"] == BANDS].assign(low=lambda band: pd.to_numeric(band["low"]))


def by_band(choice: Choice, gaps: pd.DataFrame) -> pd.DataFrame:
    """`analytics.gaps.levels.by_band`; means of fewer than five people are left out."""
    return levels.by_band(levels.job_person_match(gaps).dropna(subset="jpm"), bands(choice), FEWEST)
