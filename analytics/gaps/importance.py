"""How much an indicator matters: as weighted, and as it goes with the result; and where that leaves its gap."""

import numpy as np
import pandas as pd
from scipy import special

from analytics.gaps.association import Association, clusters
from analytics.statistics.noise import NOISE

FEWEST_ROWS = 25  # groups under which association is noise (product e11)
FEWEST_AGENCIES = 12  # under which how far they differ is not known well enough to repeat the drawing of them
FIRM = 0.95  # of the regions in which every indicator is at a border, where all perform alike
QUADRANTS = ("concentrate", "keep_up", "low_priority", "more_than_needed")


def stated_weights(weights: pd.DataFrame, groups: pd.DataFrame) -> pd.Series:
    """Weight per indicator above 0: the head-count mean of the positions' weights over the positions rated.

    weights: position, indicator, weight; groups: agency, position, n_people, one row per group and indicator: a group
    counts with the people of its largest cell.
    """
    people = groups.groupby(["agency", "position"])["n_people"].max().groupby("position").sum()
    heads = weights["position"].map(people).fillna(0.0)
    total = (weights["weight"] * heads).groupby(weights["indicator"]).sum() / people.sum()
    return total[total > 0]


def within_positions(groups: pd.DataFrame) -> pd.Series:
    """Score of each group (position, indicator, score) less the mean of all groups of its position on the indicator."""
    return groups["score"] - groups.groupby(["position", "indicator"])["score"].transform("mean")


def importance(
    matrix: pd.DataFrame,
    weights: pd.Series,
    rng: np.random.Generator,
    outcome: pd.Series | None = None,
    draws: int = 400,
    level: float = 0.95,
) -> pd.DataFrame:
    """One row: one indicator with its stated and its derived importance, both as shares of 1.

    matrix: score of each group (row) on each indicator (column); rows of one `agency` (a level of the index, if it has
    one) are not independent. weights: stated weight per indicator. outcome: the groups' citizen score.
    derived: with an outcome the partial correlation with it, the other indicators held (shrunk as Ledoit and Wolf do,
    so that few rows do not explode); without, the correlation with the weighted rest, the indicator itself left out.
    Negative association counts as none. basis: `citizen` | `rest`; low, high: interval of derived, 0 to 1 where the
    associations together may be nothing; disagreement: `more` (matters more than its weight), `less`, `agrees`, or
    `unknown` under 25 complete groups or 12 agencies. In a region whose weights are right nothing is said to disagree
    in `level` of the cases, over all its indicators together.
    """
    names = [name for name in matrix.columns if name in weights.index and weights[name] > 0]
    stated = weights.loc[names] / weights.loc[names].sum()
    basis = "rest" if outcome is None else "citizen"
    rows = (matrix[names] if outcome is None else matrix[names].assign(**{"": outcome})).dropna()
    result = pd.DataFrame({"indicator": names, "stated": stated.to_numpy(), "basis": basis, "n_rows": len(rows)})
    places = clusters(rows)
    if len(rows) < FEWEST_ROWS or len(places) < FEWEST_AGENCIES or len(names) < 2:
        nothing = {"derived": np.nan, "low": np.nan, "high": np.nan, "disagreement": "unknown"}
        return result.assign(**nothing)
    found = Association(rows.to_numpy(dtype=float), stated.to_numpy(), places, outcome is not None)
    result["derived"] = found.shares
    apart, sure, result["low"], result["high"] = found.against_weights(rng, draws, level)
    cases = [sure & (apart > 0), sure & (apart < 0)]
    return result.assign(disagreement=np.select(cases, ["more", "less"], "agrees"))


def quadrants(
    matrix: pd.DataFrame, standards: pd.Series, matters: pd.Series, rng: np.random.Generator, draws: int = 1000
) -> pd.DataFrame:
    """One row: one indicator in the importance-performance plane, with how often resampled groups put it there.

    matrix: score of each group on each indicator; standards, matters: standard and importance per indicator.
    performance = mean score minus standard. The cross-hairs stand at the means over the indicators shown.
    quadrant: concentrate (matters, falls short), keep_up (matters, does well), low_priority, more_than_needed;
    `border` where certainty is under .95: where all indicators perform alike, one of them would be placed in more than
    5 % of the regions. certainty: how sure the place is over all indicators together, 0 to 1 (NaN, and no quadrant
    (None), under 25 groups or 12 agencies); rows of one agency are drawn together. above_diagonal: matters more than it
    performs, both in standard units.
    """
    names = [name for name in matrix.columns if name in matters.index and name in standards.index]
    rows = (matrix[names] - standards.loc[names]).dropna(how="all")
    cells, places = rows.to_numpy(dtype=float), clusters(rows)
    weight = matters.loc[names].to_numpy(dtype=float)
    performance = np.nanmean(cells, axis=0) if len(cells) else np.full(len(names), np.nan)
    result = pd.DataFrame({"indicator": names, "importance": weight, "performance": performance})
    result["above_diagonal"] = _standard(weight) > _standard(performance)
    if len(cells) < FEWEST_ROWS or len(places) < FEWEST_AGENCIES:
        return result.assign(quadrant=None, certainty=np.nan)
    own = _place(weight, performance)
    same = np.zeros(len(names))
    for _ in range(draws):
        drawn = cells[np.concatenate([places[place] for place in rng.integers(len(places), size=len(places))])]
        seen = ~np.isnan(drawn)
        same += _place(weight, np.where(seen, drawn, 0.0).sum(0) / np.maximum(seen.sum(0), 1)) == own
    result["certainty"] = _certainty(same / draws, len(places))
    placed = np.array(QUADRANTS, dtype=object)[own]
    return result.assign(quadrant=np.where(result["certainty"] >= FIRM, placed, "border"))


def _certainty(agree: np.ndarray, n: int) -> np.ndarray:
    """The share of draws from n agencies that agree, as a t test says it of as many indicators (Bonferroni).

    The share itself is no certainty: of 8 indicators that all perform alike one agrees in .99 of its draws in every
    fifth region of 30 agencies.
    """
    t = special.ndtri(agree) * np.sqrt((n - 1) / n)
    return np.clip(1 - 2 * len(agree) * special.stdtr(n - 1, -t), 0.0, 1.0)


def _place(weight: np.ndarray, performance: np.ndarray) -> np.ndarray:
    """Index into QUADRANTS."""
    return 2 * (weight < weight.mean() - NOISE) + (performance >= performance.mean() - NOISE)


def _standard(values: np.ndarray) -> np.ndarray:
    spread = values.std() if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 0 else np.zeros(len(values))
