"""Means of larger groups from the means of smaller ones, each weighed by its heads."""

import numpy as np
import pandas as pd


def head_count_means(scores: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """One row: one combination of `keys` in which anybody was scored, with the mean `score` of its heads.

    scores: `keys`, score, heads.
    """
    sums = scores.assign(total=scores["score"] * scores["heads"]).groupby(list(keys), as_index=False)
    sums = sums[["total", "heads"]].sum()
    return sums.assign(score=sums["total"] / sums["heads"]).drop(columns=["total", "heads"])


def pooled_means(scores: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """One row: one combination of `keys` with its head-count mean `score` and the standard error `se` of it.

    scores: `keys`, score, se, heads, n_people, n_respondents, of groups that share no rater, so that their errors are
    independent. se is NaN where one of the groups has none: what is not known of a part is not known of the whole.
    """
    weighted = scores.assign(total=scores["score"] * scores["heads"], square=(scores["se"] * scores["heads"]) ** 2)
    groups = weighted.groupby(list(keys), as_index=False)
    sums = groups[["total", "square", "heads", "n_people", "n_respondents"]].sum(min_count=1)
    square = sums["square"].where(groups["square"].count()["square"] == groups.size()["size"])
    sums = sums.assign(score=sums["total"] / sums["heads"], se=np.sqrt(square) / sums["heads"])
    return sums.drop(columns=["total", "square"])
