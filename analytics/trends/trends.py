"""Trends: what a series of periods may be said to do.

Periods in the latest unbroken segment decide: two are compared on the same people (`paired`); three and four are shown
without a word; five and six give a slope and at most `likely`, because an unadjusted p under .05 among many agencies is
no proof; from seven the region's agencies are one false-discovery family. How noisy a series is, and how much of one
period carries over into the next, all series of the region tell together (`statistics.slopes`).
"""

import numpy as np
import pandas as pd

from analytics.statistics.ends import ENDS, ends_of
from analytics.statistics.noise import without_noise
from analytics.statistics.slopes import Ends, slopes
from analytics.verdicts import LEAST_COVERAGE

FEWEST_PERIODS = 5
FAMILY_PERIODS = 7
SPARE_PERIODS = 3
"""From here on a series tells something of the noise, if nothing of its own direction."""
SEASONS = {"year": 1, "semester": 2, "quarter": 4, "month": 12}


def trends(series: pd.DataFrame, by: str = "agency") -> pd.DataFrame:
    """One row per region, `by`, cadence (indicator and source where there): the trend of the latest segment, ready for
    `verdicts.judge`.

    series: the frame of `segments.with_segments` (se where known). Gives metric `trend`, estimate, low, high (points
    per period), p, n_periods, first, last (period codes), n_people and coverage (of the last period; the least
    coverage), lag1 (correlation of neighbouring periods, of the region), rule (`none`, `pair`, `show`, `likely_only`,
    `family`), in_family, cap, cap_reason (`few_periods`, `season`) and reason (`periods`, None). `season`: a quarterly
    or monthly series under two full years. ends_below, ends_above: of the slope, from the
    scores' (`statistics.ends`).
    """
    kept = series[series["score"].notna() & series["coverage"].fillna(1.0).ge(LEAST_COVERAGE)]
    keys = [key for key in ["region", by, "indicator", "source", "cadence"] if key in series]
    # What lies before a break says nothing of the direction now.
    latest = series.groupby(keys, dropna=False)["segment"].transform("max")
    kept = kept[kept["segment"] == latest.loc[kept.index]].sort_values([*keys, "seq"])
    fitted, parts = _series(kept, keys)
    fitted[_NUMBERS] = np.nan
    family = [key for key in ["region", "indicator", "source", "cadence"] if key in keys]
    for here in fitted.groupby(family, dropna=False).indices.values() if family else [np.arange(len(fitted))]:
        telling = [row for row in here if fitted["n_periods"].iat[row] >= SPARE_PERIODS]
        if any(fitted["n_periods"].iat[row] >= FEWEST_PERIODS for row in telling):
            fitted.loc[telling, _NUMBERS] = _estimates([parts[row] for row in telling])
    fitted.loc[fitted["n_periods"] < FEWEST_PERIODS, _NUMBERS[:-1]] = np.nan
    return _with_caps(fitted)


_COLUMNS = ["metric", "n_periods", "first", "last", "n_people", "coverage", "rule"]
_NUMBERS = ["estimate", "low", "high", "p", *ENDS, "lag1"]
_Part = tuple[np.ndarray, np.ndarray, float, Ends]
"""Times, values and the variance of one value of a series, and how far each may lie from what is told."""


def _series(kept: pd.DataFrame, keys: list[str]) -> tuple[pd.DataFrame, list[_Part]]:
    """One row per series with `_COLUMNS`, and its part. kept: rows in order of keys and seq."""
    if kept.empty:
        return pd.DataFrame([], columns=[*keys, *_COLUMNS]), []
    series = kept.groupby(keys, dropna=False, sort=True)
    first = np.flatnonzero(np.diff(series.ngroup().to_numpy(), prepend=-1))
    last = np.append(first[1:], len(kept)) - 1
    n = last - first + 1
    rules = [n < 2, n == 2, n < FEWEST_PERIODS, n < FAMILY_PERIODS]
    fitted = pd.DataFrame({key: list(kept[key].array[first]) for key in keys}).assign(
        metric="trend",
        n_periods=n,
        first=list(kept["period"].array[first]),
        last=list(kept["period"].array[last]),
        n_people=list(kept["n_people"].array[last]),
        coverage=list(series["coverage"].min()),
        rule=np.select(rules, [np.array(rule) for rule in ("none", "pair", "show", "likely_only")], np.array("family")),
    )
    seq, score = kept["seq"].to_numpy(int), without_noise(kept["score"].to_numpy(float))
    se = kept["se"].to_numpy(float) if "se" in kept else np.full(len(kept), np.nan)
    below, above = ends_of(kept)
    parts: list[_Part] = []
    for start, end in zip(first, last + 1, strict=True):
        own = se[start:end][~np.isnan(se[start:end])]
        # One variance a series, its typical one: a single thin period must not decide what the series weighs.
        variance = float(np.median(own)) ** 2 if len(own) else np.nan
        parts.append((seq[start:end], score[start:end], variance, (below[start:end], above[start:end])))
    return fitted, parts


def _estimates(parts: list[_Part]) -> np.ndarray:
    """[series, _NUMBERS] of one family. Where the variance of a series is not known it is held to be a typical one."""
    known = [variance for _, _, variance, _ in parts if np.isfinite(variance)]
    typical = float(np.median(known)) if known else 1.0
    series = [(times, values, variance if np.isfinite(variance) else typical) for times, values, variance, _ in parts]
    found = slopes(series, [ends for *_, ends in parts])
    lag = np.full(len(parts), found.lag)
    return without_noise(np.column_stack([found.slope, found.low, found.high, found.p, found.less, found.more, lag]))


def _with_caps(series: pd.DataFrame) -> pd.DataFrame:
    """Where a verdict may be at most likely, and why."""
    seasonal = series["cadence"].isin(["quarter", "month"]) & (series["n_periods"] < 2 * series["cadence"].map(SEASONS))
    few = series["rule"].eq("likely_only")
    why = np.select([few, seasonal], ["few_periods", "season"], "")
    tested = series["rule"].isin(["likely_only", "family"])
    series["in_family"] = series["rule"].eq("family")
    series["cap"] = pd.Series("likely", index=series.index, dtype=object).where(tested & (why != ""), None)
    series["cap_reason"] = pd.Series(why, index=series.index, dtype=object).where(tested & (why != ""), None)
    series["reason"] = pd.Series("periods", index=series.index, dtype=object).where(~tested, None)
    return series
