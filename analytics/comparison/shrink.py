"""Empirical-Bayes estimates: a small group's mean drawn towards the region's by as much as chance explains."""

import numpy as np
import pandas as pd

from analytics.statistics.tails import normal_quantile

FEWEST_GROUPS = 5
"""Morris's correction (k - 3) / (k - 1) leaves nothing to shrink by at three groups; below five it is mostly noise."""


def between_variance(y: np.ndarray, variance: np.ndarray) -> float:
    """tau2, the variance of true group means, where their weighted scatter equals its expectation (Paule & Mandel
    1982)."""

    def excess(tau2: float) -> float:
        weight = 1 / (variance + tau2)
        centre = (weight * y).sum() / weight.sum()
        return float((weight * (y - centre) ** 2).sum() - (len(y) - 1))

    if excess(0.0) <= 0:
        return 0.0
    # True means cannot vary more than the square of the whole range, so the answer lies inside.
    low, high = 0.0, float(np.ptp(y) ** 2 + variance.max())
    while high - low > 1e-10 * max(1.0, high):  # `excess` falls as tau2 grows
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


def shrunken(y: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """(groups, 4): estimate, its standard error, the share of the own difference kept, and tau2, of groups with means y
    and sampling variances; NaN where the variance is not above 0, and throughout under FEWEST_GROUPS groups.

    Morris (1983, JASA 78:47): 1 - keep = (k - 3)/(k - 1) * se^2 / (se^2 + tau2), the standard error with the
    uncertainty of the shrinkage.
    """
    estimate = np.full((len(y), 4), np.nan)
    usable = ~np.isnan(y) & (variance > 0)
    k = int(usable.sum())
    if k < FEWEST_GROUPS:
        return estimate
    y, variance = y[usable], variance[usable]
    tau2 = between_variance(y, variance)
    weight = 1 / (variance + tau2)
    weight /= weight.sum()
    centre = (weight * y).sum()
    # tau2 is an estimate itself: without the factor few groups would be pulled too far.
    pull = (k - 3) / (k - 1) * variance / (variance + tau2)
    eb = centre + (1 - pull) * (y - centre)
    mean_variance = (weight * variance).sum()
    doubt = 2 / (k - 3) * pull**2 * (mean_variance + tau2) / (variance + tau2) * (y - centre) ** 2
    eb_se = np.sqrt(variance * (1 - (1 - weight) * pull) + doubt)
    estimate[:, 3] = tau2
    estimate[usable, :3] = np.column_stack([eb, eb_se, 1 - pull])
    return estimate


def add_shrunk(scores: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """`scores` (score, se; one row is one group of one region, period and indicator) with empirical-Bayes columns.

    Adds eb, eb_se, eb_low, eb_high (points), keep (share of the group's own difference that is kept) and tau2
    (see `shrunken`). Without a usable se, or with fewer than five groups, the columns are NaN.
    """
    estimate = shrunken(scores["score"].to_numpy(float), scores["se"].to_numpy(float) ** 2)
    z = normal_quantile(0.5 + level / 2)
    eb, eb_se, keep, tau2 = estimate.T
    low, high = np.clip(eb - z * eb_se, 0, 100), np.clip(eb + z * eb_se, 0, 100)
    return scores.assign(eb=eb, eb_se=eb_se, eb_low=low, eb_high=high, keep=keep, tau2=tau2)
