"""What citizens' answers add to the error of a figure they have a part in: they are a sample, as few as it may be.

Whoever answers says something of every question, so of one agency's answers the errors on two indicators are taken to
be the same: their parts add up before they are squared.
"""

import numpy as np
import pandas as pd

from analytics.citizens.disagreement import answer_variance
from analytics.statistics.tails import t_quantile

ASSUMED_SD = 25.0
"""Points of 0-100 by which one answer strays where no reference row says it: three in four answers of a step of a
scale of four to either side of the mean."""
FEWEST_CHANGES = 40
"""With fewer surveys in a row what they tell of the spread errs by a third and more."""
FEWEST_ANSWERS = 5
"""So many are taken to have answered where nobody knows: no figure of fewer is published."""


def variance_of_an_answer(answers: pd.DataFrame, assumed_sd: float = ASSUMED_SD) -> float:
    """Squared points. answers: agency, indicator, seq, score, n_respondents of one region over its periods. Where they
    tell too little, or more than is assumed (agencies that truly moved), it is what is assumed."""
    each = answers.assign(
        segment=0,
        agency=answers["agency"].astype(str) + " " + answers["indicator"].astype(str),
        # Changes common to the agencies are taken out indicator by indicator.
        seq=answers["seq"] + 10_000 * answers["indicator"].astype("category").cat.codes.astype(int),
        n_respondents=answers["n_respondents"].astype(float),
    )
    known = each[each["n_respondents"].gt(0) & each["score"].notna()].sort_values(["agency", "seq"])
    steps = known.groupby("agency")["seq"].diff().eq(1).sum()
    told = answer_variance(known) if steps >= FEWEST_CHANGES else np.nan
    return float(np.fmin(told, assumed_sd**2))


def sampling_error(answers: pd.DataFrame, variance: float) -> pd.DataFrame:
    """One row: one agency, period and indicator (`*`: the composite) that citizens have a part in, with the heads of
    its people and answers: the variance they add (squared points; NaN where nobody knows how many answered an
    indicator). answers: weight_share, source_share, n_respondents, heads beside those."""
    told = answers[answers["source_share"] > 0]
    n = told["n_respondents"].astype(float)
    single = told.assign(answers=told["source_share"] ** 2 * variance / n.where(n > 0))
    parts = told.assign(answers=told["weight_share"] / np.sqrt(n.where(n > 0, FEWEST_ANSWERS)))
    whole = parts.groupby(["agency", "period"], as_index=False).agg(answers=("answers", "sum"), heads=("heads", "max"))
    whole = whole.assign(answers=whole["answers"] ** 2 * variance, indicator="*")
    columns = ["agency", "period", "indicator", "heads", "answers"]
    return pd.concat([single[columns], whole[columns]], ignore_index=True)


def of_groups(errors: pd.DataFrame, heads: pd.DataFrame, members: pd.DataFrame, by: str) -> pd.DataFrame:
    """`sampling_error` of larger groups: Σ (heads / all heads)² · variance. heads: agency, period, heads of every
    agency; members: agency and the column `by`. An agency whose own is not known takes the group's with it."""
    groups = members[["agency", by]].drop_duplicates()
    whole = heads.merge(groups, on="agency").groupby([by, "period"])["heads"].sum().rename("whole")
    each = errors.merge(groups, on="agency").merge(whole.reset_index(), on=[by, "period"])
    each["answers"] = (each["heads"] / each["whole"]) ** 2 * each["answers"]
    sums = each.groupby([by, "period", "indicator"])["answers"]
    return sums.sum(min_count=1).where(sums.count() == sums.size()).reset_index()


def add_answers(ranged: pd.DataFrame, errors: pd.DataFrame, by: str, level: float = 0.95) -> pd.DataFrame:
    """Rows of `intervals.ranged` with what citizens' answers add: se, df (Satterthwaite's, the answers' variance taken
    as known), half_width, low, high. No range where it is not known how many answered."""
    keys = [by, "period", "indicator"]
    more = ranged[keys].merge(errors[[*keys, "answers"]].assign(told=True), on=keys, how="left", validate="many_to_one")
    told, added = more["told"].eq(True).to_numpy(), more["answers"].to_numpy(float)
    if not told.any():
        return ranged
    added = np.where(told, added, 0.0)
    variance = ranged["se"].to_numpy(float) ** 2
    se = np.sqrt(variance + added)
    df = ranged["df"].to_numpy(float) * (1 + added / variance) ** 2
    half = np.full(len(ranged), np.nan)
    known = np.isfinite(se)
    half[known] = t_quantile(0.5 + level / 2, df[known]) * se[known]
    score = ranged["score"].to_numpy(float)
    return ranged.assign(
        se=se, df=np.where(known, df, np.nan), half_width=half,
        low=np.clip(score - half, 0, 100), high=np.clip(score + half, 0, 100),
    )  # fmt: skip
