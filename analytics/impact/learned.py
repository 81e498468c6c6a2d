"""What programmes are expected to do, after what was seen of them: an empirical Bayes estimate over all programmes.

Effects of programmes are drawn from one normal distribution, whose mean and spread the programmes seen tell, beside a
prior that counts as `PRIOR_WEIGHT` programmes. Each programme's own effect is drawn towards that mean by as much as its
runs leave open. Where two comparisons of trained and untrained disagree, everything
between them is as good, and what was expected before stands as far as it lies there.
"""

from typing import Any

import numpy as np
import pandas as pd

from analytics.impact.effect import POINTS_OF
from analytics.statistics.tails import normal_quantile

PRIOR_WEIGHT = 5.0
"""Programmes that the prior counts as."""
SPREAD = 0.2
"""Standard deviation of programmes' effects before anything was seen, in standard deviations of scores."""
ROUNDS = 500
COLUMNS = ["programme", "n", "effect", "se", "mean", "spread"]


def seen(run: dict[str, Any], selected: str, prior: float, strength: float) -> tuple[float, float]:
    """(effect, standard error) of one judged run for a link of full strength, in standard deviations; NaN where nothing
    was compared. run: of `analytics.impact.effect.effect`; strength: the mean of the links it was judged on."""
    sides = [name for name in POINTS_OF[selected] if not np.isnan(run[name])]
    if not sides or not run["sd"] > 0:
        return np.nan, np.nan
    unit = run["sd"] * strength
    values = [run[name] / unit for name in sides]
    width = max(run[f"{name}_high"] for name in sides) - min(run[f"{name}_low"] for name in sides)
    value = float(np.clip(prior, min(values), max(values)))
    return value, width / unit / (2 * normal_quantile(0.975))


def learned(runs: pd.DataFrame, prior: float, spread: float = SPREAD) -> pd.DataFrame:
    """One row: one programme of `runs` (programme, value, se: one row is one run): n runs, effect and its se; mean and
    spread of programmes like these, the same in each row. The mean is what is expected of one nobody has seen."""
    weights = 1 / runs["se"] ** 2
    sums = pd.DataFrame({"programme": runs["programme"], "weight": weights, "total": weights * runs["value"]})
    each = sums.groupby("programme").agg(n=("weight", "size"), weight=("weight", "sum"), total=("total", "sum"))
    weight, total = each["weight"].to_numpy(float), each["total"].to_numpy(float)
    mean, wide = prior, spread**2
    for _ in range(ROUNDS):  # expectation and maximisation: the programmes' own effects, then mean and spread of all
        open_ = 1 / (weight + 1 / wide)
        own = (total + mean / wide) * open_
        mean = (PRIOR_WEIGHT * prior + own.sum()) / (PRIOR_WEIGHT + len(own))
        apart = PRIOR_WEIGHT * (spread**2 + (mean - prior) ** 2) + ((own - mean) ** 2 + open_).sum()
        wide = apart / (PRIOR_WEIGHT + len(own))
    open_ = 1 / (weight + 1 / wide)
    each = each.assign(effect=(total + mean / wide) * open_, se=np.sqrt(open_), mean=mean, spread=np.sqrt(wide))
    return each.reset_index()[COLUMNS]
