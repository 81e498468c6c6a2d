"""Ranks with their uncertainty, and the refusal to rank.

Rankability is the share of the differences seen that is real: tau2 / (tau2 + median se^2). Under .5 no rank is given,
from .5 only thirds, over .75 ranks with an interval (thresholds after van Dishoeck et al. 2011, BMJ Quality & Safety
20:869).
"""

import numpy as np
import pandas as pd


def add_ranks(
    scores: pd.DataFrame, rng: np.random.Generator, draws: int = 10_000, level: float = 0.95
) -> tuple[pd.DataFrame, float, str]:
    """`scores` (eb, eb_se, se, tau2 from `add_shrunk`) with rank columns; then the rankability and `none`, `thirds` or
    `ranks`.

    Adds rank_low, rank_high (interval of the rank, 1 = highest score, pointwise for each group, from draws of the
    posterior), rank (median rank; only with `ranks`) and third (`upper`, `middle`, `lower` where at least 80 % of draws
    agree, else None; with `thirds` or `ranks`).
    """
    result = scores.assign(rank=np.nan, rank_low=np.nan, rank_high=np.nan, third=None)
    usable = scores["eb"].notna().to_numpy()
    k = int(usable.sum())
    if k == 0:
        return result, float("nan"), "none"
    tau2 = float(scores["tau2"].iloc[0])
    rankability = tau2 / (tau2 + float(np.median(scores["se"].to_numpy(float)[usable] ** 2)))
    kind = "none" if rankability < 0.5 else "thirds" if rankability <= 0.75 else "ranks"
    if kind == "none":
        return result, rankability, kind
    eb, eb_se = scores["eb"].to_numpy(float)[usable], scores["eb_se"].to_numpy(float)[usable]
    drawn = eb + eb_se * rng.standard_normal((draws, k))
    # Sorted twice: values become places.
    place = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    tail = (1 - level) / 2
    low, middle, high = np.quantile(place, [tail, 0.5, 1 - tail], axis=0, method="nearest")
    thirds = np.ceil(3 * place / k)
    agree = np.column_stack([(thirds == number).mean(axis=0) for number in (1, 2, 3)])
    names = np.array(["upper", "middle", "lower"], dtype=object)[agree.argmax(axis=1)]
    names[agree.max(axis=1) < 0.8] = None
    result.loc[usable, "third"] = names
    if kind == "ranks":
        result.loc[usable, ["rank", "rank_low", "rank_high"]] = np.column_stack([middle, low, high])
    return result, rankability, kind
