"""Agencies side by side in the chosen period: who differs, whether they may be ranked, and on which indicator."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.comparison.differences import between
from analytics.comparison.ranks import add_ranks
from analytics.comparison.shrink import add_shrunk
from pages.answers import reference
from pages.answers.choice import Choice, remembered
from pages.answers.scores import agencies, funnel, indicators, other_form, region

SEED = 20_260_101  # the same draws for every reader


@remembered
def compared(choice: Choice) -> pd.DataFrame:
    """One row: one agency of `scores.funnel` with a score in the chosen period, highest first."""
    here = funnel(choice, choice.period).dropna(subset="score")
    return here.sort_values(["score", "agency_name"], ascending=[False, True], ignore_index=True)


def everybody(choice: Choice) -> pd.DataFrame:
    """`compared` without the filter of sectors: peers and the region's mean are the region's."""
    return compared(replace(choice, sector=None))


@remembered
def ranks(choice: Choice) -> pd.DataFrame:
    """`compared` with rank_low, rank_high, third, rankability and rank_kind (`few` agencies, `none`, `thirds`,
    `ranks`). Agencies on another form than most (other_form) have no rank."""
    here = compared(choice)
    ranked, share, kind = add_ranks(add_shrunk(here[~here["other_form"]]), np.random.default_rng(SEED))
    if here["other_form"].any():
        ranked = pd.concat([ranked, here[here["other_form"]]], ignore_index=True)
    return ranked.assign(rankability=share, rank_kind=kind if can_tell(ranked) else "few")


def can_tell(here: pd.DataFrame) -> bool:
    """Whether there are enough agencies to tell a real difference from chance."""
    return bool(here["funnel"].ne("none").any())


def clear_of(here: pd.DataFrame, line: float | None) -> int:
    """How many agencies inside the limits of chance have a range that leaves the line out, both as they are shown."""
    if line is None:
        return 0
    off = here["low"].round(1).gt(round(line, 1)) | here["high"].round(1).lt(round(line, 1))
    return int((off & here["funnel"].isin(("inside", "above95", "below95"))).sum())


def centre(choice: Choice) -> float | None:
    """The region's score in the chosen period under the same filters."""
    scores = region(choice)
    score = scores.loc[scores["period"] == choice.period, "score"].dropna()
    return float(score.iloc[0]) if len(score) else None


@remembered
def asked(choice: Choice) -> tuple[float, float]:
    """Who was rated and who answered in the chosen period, all agencies together; NaN where that is nobody, or not
    known."""
    scores = region(choice)
    here = scores.loc[scores["period"] == choice.period, ["n_people", "n_respondents"]].astype(float)
    return tuple(here.iloc[0]) if len(here) else (float("nan"), float("nan"))


@remembered
def matrix(choice: Choice) -> pd.DataFrame:
    """One row: one agency x indicator with weight, agencies in the order of `compared`, missing cells included."""
    here = compared(choice)
    cells = indicators(choice)
    weighted = reference.weighted_indicators(choice.ask)
    cells = cells[cells["indicator"].isin(weighted)]
    if cells.empty:
        return cells.assign(certain=False)
    seen = [code for code in weighted if code in set(cells["indicator"])]
    grid = pd.MultiIndex.from_product([here["agency"], seen], names=["agency", "indicator"]).to_frame(index=False)
    grid = grid.merge(here[["agency", "agency_name", "short"]], on="agency")
    values = ["agency", "indicator", "score", "low", "high", "n_people", "n_respondents", "centre", "certain", "held"]
    grid = grid.merge(cells[values], on=["agency", "indicator"], how="left")
    grid["certain"] = grid["certain"].fillna(False).astype(bool)
    return grid


@remembered
def differences(choice: Choice, other: str) -> pd.DataFrame:
    """One row: one period in which the chosen agency and another have a score on one form: score, score_other,
    difference, low, high, place."""
    scores = agencies(choice)
    forms = {period: set(other_form(choice, period)["agency"]) for period in scores["period"].unique()}
    alike = [not forms[row.period] & {choice.agency, other} for row in scores.itertuples()]
    return between(scores[alike], choice.agency, other).sort_values("seq", ignore_index=True)
