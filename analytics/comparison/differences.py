"""Is this group different from its region, and are these two different from each other?"""

import numpy as np
import pandas as pd

from analytics.statistics.ends import ENDS, ends_of, of_difference, t_range
from analytics.verdicts import benjamini_hochberg

_KEYS = ["region", "period", "indicator", "source"]


def add_difference(scores: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """`scores` of `add_intervals` (one row per group and indicator) with their distance from the region's mean.

    The mean is the head-count mean of the rows of the same region, period, indicator and source; a group's own part in
    it is allowed for. Adds centre, difference (points, between rounded figures), difference_low, difference_high,
    difference_p and place: `above` or `below` where the difference holds against all cells of the frame
    (Benjamini-Hochberg at 5 %), else `same`, which the heat map hatches as not distinguishable; None without an
    interval.
    """
    result = scores.assign(centre=np.nan, difference=np.nan, difference_low=np.nan, difference_high=np.nan)
    result["difference_p"], result["place"] = np.nan, pd.Series(None, index=scores.index, dtype=object)
    n, y = scores["n_people"].to_numpy(float), scores["score"].to_numpy(float)
    se, df = scores["se"].to_numpy(float), scores["df"].to_numpy(float)
    usable = np.isfinite(n) & np.isfinite(y) & (se > 0)
    centre, reach = np.full(len(scores), np.nan), np.full(len(scores), np.nan)
    below, above = ends_of(scores)
    less, more = np.zeros(len(scores)), np.zeros(len(scores))
    keys = [key for key in _KEYS if key in scores]
    groups = scores.groupby(keys, dropna=False).indices.values() if keys else [np.arange(len(scores))]
    for rows in groups:
        own = rows[usable[rows]]
        # Alone, a group is its region.
        if len(own) < 2:
            continue
        weight = n[own] / n[own].sum()
        centre[own] = (weight * y[own]).sum()
        # A group is part of the mean it is measured against: its own error counts once, by what is left of it.
        others = (weight**2 * se[own] ** 2).sum() - weight**2 * se[own] ** 2
        reach[own] = np.sqrt((1 - weight) ** 2 * se[own] ** 2 + others)
        for mine, theirs, off in ((below[own], above[own], less), (above[own], below[own], more)):
            off[own] = (1 - weight) * mine + (weight * theirs).sum() - weight * theirs
    known = np.flatnonzero(np.isfinite(reach))
    apart = y[known] - centre[known]
    low, high, p = t_range(apart, reach[known], df[known], (less[known], more[known]), level)
    sure = benjamini_hochberg(p)
    shown = np.round(np.round(y[known], 1) - np.round(centre[known], 1), 1)
    columns = ["centre", "difference", "difference_low", "difference_high", "difference_p"]
    result.loc[result.index[known], columns] = np.column_stack([centre[known], shown, low, high, p])
    result.loc[result.index[known], "place"] = np.where(
        sure & (shown > 0), "above", np.where(sure & (shown < 0), "below", "same")
    )
    return result


def weak_spot(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells of the indicator in which most groups lie below their region for sure, the lowest first; of several the
    first by code. No row where there is none. cells: agency, indicator, score, centre, certain."""
    weak = cells[cells["certain"] & cells["score"].lt(cells["centre"])]
    if weak.empty:
        return weak
    sizes = weak["indicator"].value_counts()
    indicator = min(sizes[sizes == sizes.max()].index)
    return weak[weak["indicator"] == indicator].sort_values(["score", "agency"])


def between(scores: pd.DataFrame, first: str, second: str, by: str = "agency", level: float = 0.95) -> pd.DataFrame:
    """Two groups side by side: one row per period, indicator and source in which both have a score.

    scores: frame of `add_intervals`. Gives score, score_other, difference (first minus second, between rounded
    figures), low, high, p and place (`above`, `below`, or `same` where the rounded interval covers 0). Raters and
    people are supposed to be different ones, as they are in different agencies.
    """
    keys = [key for key in [*_KEYS, "seq"] if key in scores]
    columns = [*keys, "score", "se", "df", *(name for name in ENDS if name in scores)]
    ours, theirs = (scores.loc[(scores[by] == code) & scores["score"].notna(), columns] for code in (first, second))
    both = ours.merge(theirs, on=keys, suffixes=("", "_other"), validate="one_to_one")
    se = np.hypot(both["se"], both["se_other"]).to_numpy(float)
    df = se**4 / (both["se"] ** 4 / both["df"] + both["se_other"] ** 4 / both["df_other"]).to_numpy(float)
    apart = both["score"].to_numpy(float).round(1) - both["score_other"].to_numpy(float).round(1)
    ends = of_difference(ends_of(both), ends_of(both, "_other"))
    low, high, p = t_range(apart, se, df, ends, level)
    low, high = np.round(low, 1), np.round(high, 1)
    return both[[*keys, "score", "score_other"]].assign(
        difference=np.round(apart, 1),
        low=low,
        high=high,
        p=p,
        place=np.where(low > 0, "above", np.where(high < 0, "below", "same")),
    )
