"""How much an indicator matters: as weighted, and as it goes with the result; and where that leaves its gap."""

import numpy as np
import pandas as pd
from sklearn.covariance import ledoit_wolf

FEWEST_ROWS = 25  # groups under which association is noise (product e11)
SURE_MEMBER = 0.8  # bootstrap share under which a quadrant is a border
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
    draws: int = 500,
    level: float = 0.95,
) -> pd.DataFrame:
    """One row: one indicator with its stated and its derived importance, both as shares of 1.

    matrix: score of each group (row) on each indicator (column); weights: stated weight per indicator. outcome: the
    groups' citizen score. derived: with an outcome the partial correlation with it, the other indicators held (from a
    Ledoit-Wolf covariance, so that few rows do not explode); without, the correlation with the weighted rest, the
    indicator itself left out. Negative association counts as none. basis: `citizen` | `rest`; low, high: bootstrap
    interval of derived; disagreement: `more` (matters more than its weight), `less`, `agrees`, or `unknown` under 25
    complete groups.
    """
    names = [name for name in matrix.columns if name in weights.index and weights[name] > 0]
    stated = weights.loc[names] / weights.loc[names].sum()
    basis = "rest" if outcome is None else "citizen"
    rows = matrix[names] if outcome is None else matrix[names].assign(**{"": outcome})
    cells = rows.dropna().to_numpy(dtype=float)
    result = pd.DataFrame({"indicator": names, "stated": stated.to_numpy(), "basis": basis, "n_rows": len(cells)})
    if len(cells) < FEWEST_ROWS or len(names) < 2:
        nothing = {"derived": np.nan, "low": np.nan, "high": np.nan, "disagreement": "unknown"}
        return result.assign(**nothing)
    shares = np.array(
        [
            _derived(cells[rng.integers(len(cells), size=len(cells))], stated.to_numpy(), outcome is not None)
            for _ in range(draws)
        ]
    )
    low, high = np.quantile(shares, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    result["derived"] = _derived(cells, stated.to_numpy(), outcome is not None)
    result["low"], result["high"] = low, high
    cases = [result["stated"] < low, result["stated"] > high]
    return result.assign(disagreement=np.select(cases, ["more", "less"], "agrees"))


def _derived(cells: np.ndarray, weights: np.ndarray, has_outcome: bool) -> np.ndarray:
    """(indicators,) shares of the positive association, even shares where there is none."""
    effect = _partial(cells) if has_outcome else _with_rest(cells, weights)
    effect = np.maximum(np.nan_to_num(effect), 0.0)
    return effect / effect.sum() if effect.sum() > 0 else np.full(len(weights), 1 / len(weights))


def _partial(cells: np.ndarray) -> np.ndarray:
    """Correlation of each column but the last with the last, the other columns held (from the precision matrix)."""
    sd = cells.std(0)
    precise = np.linalg.pinv(ledoit_wolf((cells - cells.mean(0)) / np.where(sd > 0, sd, 1.0))[0])
    return -precise[:-1, -1] / np.sqrt(np.diag(precise)[:-1] * precise[-1, -1])


def _with_rest(cells: np.ndarray, weights: np.ndarray) -> np.ndarray:
    # Without the indicator itself, or each would go with the whole that holds it.
    rest = (cells @ weights)[:, None] - cells * weights
    centred, others = cells - cells.mean(0), rest - rest.mean(0)
    length = np.sqrt((centred**2).sum(0) * (others**2).sum(0))
    return (centred * others).sum(0) / np.where(length > 0, length, np.inf)


def quadrants(
    matrix: pd.DataFrame, standards: pd.Series, matters: pd.Series, rng: np.random.Generator, draws: int = 1000
) -> pd.DataFrame:
    """One row: one indicator in the importance-performance plane, with how often resampled groups put it there.

    matrix: score of each group on each indicator; standards, matters: standard and importance per indicator.
    performance = mean score minus standard. The cross-hairs stand at the means over the indicators shown.
    quadrant: concentrate (matters, falls short), keep_up (matters, does well), low_priority, more_than_needed;
    `border` where fewer than 80 % of the draws agree. membership: that share (NaN, and no quadrant (None), under 25
    groups). above_diagonal: matters more than it performs, both in standard units.
    """
    names = [name for name in matrix.columns if name in matters.index and name in standards.index]
    cells = (matrix[names] - standards.loc[names]).dropna(how="all").to_numpy(dtype=float)
    weight = matters.loc[names].to_numpy(dtype=float)
    performance = np.nanmean(cells, axis=0) if len(cells) else np.full(len(names), np.nan)
    result = pd.DataFrame({"indicator": names, "importance": weight, "performance": performance})
    result["above_diagonal"] = _standard(weight) > _standard(performance)
    if len(cells) < FEWEST_ROWS:
        return result.assign(quadrant=None, membership=np.nan)
    own = _place(weight, performance)
    same = np.zeros(len(names))
    for _ in range(draws):
        drawn = cells[rng.integers(len(cells), size=len(cells))]
        seen = ~np.isnan(drawn)
        same += _place(weight, np.where(seen, drawn, 0.0).sum(0) / np.maximum(seen.sum(0), 1)) == own
    result["membership"] = same / draws
    placed = np.array(QUADRANTS, dtype=object)[own]
    return result.assign(quadrant=np.where(result["membership"] >= SURE_MEMBER, placed, "border"))


def _place(weight: np.ndarray, performance: np.ndarray) -> np.ndarray:
    """Index into QUADRANTS."""
    return 2 * (weight < weight.mean()) + (performance >= performance.mean())


def _standard(values: np.ndarray) -> np.ndarray:
    spread = values.std() if len(values) else 0.0
    return (values - values.mean()) / spread if spread > 0 else np.zeros(len(values))
