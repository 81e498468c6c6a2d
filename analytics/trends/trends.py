"""Trends: what a series of periods may be said to do.

Periods in the latest unbroken segment decide: two are compared on the same people (`paired`); three and four are shown
without a word; five and six give Theil-Sen's slope and at most `likely`, because an unadjusted p under .05 among many
agencies is no proof; from seven the region's agencies are one false-discovery family. Nothing is sure where one period
carries over into the next.
"""

import numpy as np
import pandas as pd

from analytics.statistics.lag_correlation import WITHHOLD_OVER, pooled_lag1
from analytics.statistics.mann_kendall import mann_kendall, theil_sen
from analytics.statistics.noise import without_noise
from analytics.statistics.tails import normal_below, normal_quantile
from analytics.verdicts import LEAST_COVERAGE

FEWEST_PERIODS = 5
FAMILY_PERIODS = 7
FEW_SERIES = 10
SEASONS = {"year": 1, "semester": 2, "quarter": 4, "month": 12}


def trends(series: pd.DataFrame, by: str = "agency") -> pd.DataFrame:
    """One row per region, `by`, cadence (indicator and source where there): the trend of the latest segment, ready for
    `verdicts.judge`.

    series: the frame of `segments.with_segments` (se where known). Gives metric `trend`, estimate, low, high (points
    per period, Theil-Sen), p (exact Mann-Kendall), s, n_periods, first, last (period codes), n_people and coverage (of
    the last period; the least coverage), lag1 (pooled over the region), rule (`none`, `pair`, `show`, `likely_only`,
    `family`), in_family, cap, cap_reason (`few_periods`, `carry_over`, `season`) and reason (`periods`, None).
    `season`: a quarterly or monthly series under two full years.
    """
    kept = series[series["score"].notna() & series["coverage"].fillna(1.0).ge(LEAST_COVERAGE)]
    keys = [key for key in ["region", by, "indicator", "source", "cadence"] if key in series]
    # What lies before a break says nothing of the direction now.
    latest = series.groupby(keys, dropna=False)["segment"].transform("max")
    kept = kept[kept["segment"] == latest.loc[kept.index]].sort_values([*keys, "seq"])
    rows, parts = [], []
    for key, group in kept.groupby(keys, dropna=False, sort=True):
        times, values = group["seq"].to_numpy(float), without_noise(group["score"].to_numpy(float))
        rows.append(dict(zip(keys, key, strict=True)) | _row(group, times, values))
        # One variance a series, its typical one: a single thin period must not decide what the series weighs.
        variance = np.nanmedian(group["se"]) ** 2 if "se" in group and group["se"].notna().any() else 1.0
        parts.append((times, values, 1 / max(variance, 1e-9)))
    fitted = pd.DataFrame(rows, columns=[*keys, *_COLUMNS])
    fitted["lag1"], fitted["family_series"] = np.nan, 0
    family = [key for key in ["region", "indicator", "source", "cadence"] if key in keys]
    for rows_here in fitted.groupby(family, dropna=False).indices.values():
        fitted.loc[rows_here, "family_series"] = len(rows_here)
        fitted.loc[rows_here, "lag1"] = pooled_lag1([parts[row] for row in rows_here])
    return _with_caps(fitted).drop(columns="family_series")


_COLUMNS = ["metric", "estimate", "low", "high", "p", "s", "n_periods", "first", "last", "n_people", "coverage", "rule"]


def _row(group: pd.DataFrame, times: np.ndarray, values: np.ndarray) -> dict:
    n = len(group)
    row = {
        "metric": "trend", "estimate": np.nan, "low": np.nan, "high": np.nan, "p": np.nan, "s": np.nan, "n_periods": n,
        "first": group["period"].iloc[0], "last": group["period"].iloc[-1],
        "n_people": group["n_people"].iloc[-1], "coverage": group["coverage"].min(),
        "rule": "none" if n < 2 else "pair" if n == 2 else "show" if n < FEWEST_PERIODS else
                "likely_only" if n < FAMILY_PERIODS else "family",
    }  # fmt: skip
    if n >= FEWEST_PERIODS:
        row["s"], row["p"] = mann_kendall(values)
        row["estimate"], row["low"], row["high"] = theil_sen(times, values)
    return row


def _with_caps(series: pd.DataFrame) -> pd.DataFrame:
    """Where a verdict may be at most likely, and why; p corrected for what carries over.

    With correlation r between neighbouring periods, S varies by a factor 1 + 2 sum_k (1 - k/n) r^k more (after Yue &
    Wang 2004); without that, `likely` would be said of every second series that merely drifts. A family of few series
    hardly knows its r, so there any r > 0 is corrected for; with many, correcting for noise in r would only cost power.
    """
    carried = series["lag1"].gt(WITHHOLD_OVER)
    small = series["family_series"] < FEW_SERIES
    for row in np.flatnonzero((carried | (small & series["lag1"].gt(0))) & series["p"].notna()):
        n, r = int(series["n_periods"].iat[row]), float(series["lag1"].iat[row])
        k = np.arange(1, n)
        inflation = 1 + 2 * float(((1 - k / n) * r**k).sum())
        z = normal_quantile(series["p"].iat[row] / 2) / np.sqrt(inflation)
        series.loc[series.index[row], "p"] = 2 * normal_below(z)
    seasonal = series["cadence"].isin(["quarter", "month"]) & (series["n_periods"] < 2 * series["cadence"].map(SEASONS))
    few = series["rule"].eq("likely_only")
    why = np.select([few, carried, seasonal], ["few_periods", "carry_over", "season"], "")
    tested = series["rule"].isin(["likely_only", "family"])
    series["in_family"] = series["rule"].eq("family")
    series["cap"] = pd.Series("likely", index=series.index, dtype=object).where(tested & (why != ""), None)
    series["cap_reason"] = pd.Series(why, index=series.index, dtype=object).where(tested & (why != ""), None)
    series["reason"] = pd.Series("periods", index=series.index, dtype=object).where(~tested, None)
    return series
