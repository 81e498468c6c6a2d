"""Needs of groups, with every factor in its own column, and how far their order depends on the weights."""

import numpy as np
import pandas as pd

DRAWS = 1_000
TOP = 10


def group_needs(gaps: pd.DataFrame, indicators: pd.DataFrame, by: tuple[str, ...] = ("agency",)) -> pd.DataFrame:
    """One row = one group (columns `by`) and indicator with somebody below standard, largest need first.

    gaps: `analytics.needs.persons.person_needs`; indicators: `indicator, trainable`. Columns: `people` below, `rated`,
    `shortfall` (mean over the people below of what each is missing on average), `weight` (mean, by shortfall),
    `trainable`, `need` = weight x people x shortfall x trainable: the sum over the people; `mean_gap` and `p_gap` of
    the people below, `confirmed` (at least half of the people below are), `share_confirmed`, `estimated` (share of the
    need resting on standards nobody has set yet), `reliability` (mean), `rank`.
    """
    keys = [*by, "indicator"]
    rated = gaps.groupby(keys, as_index=False).agg(rated=("employee", "nunique"), reliability=("reliability", "mean"))
    below = gaps.loc[gaps["gap"] > 0]
    below = below.assign(guess=below["need"] * below["estimated"])
    table = below.groupby(keys, as_index=False).agg(
        people=("employee", "nunique"), shortfall=("shortfall", "sum"),
        mean_gap=("gap", "mean"), p_gap=("p_gap", "mean"), share_confirmed=("confirmed", "mean"),
        guess=("guess", "sum"), total=("need", "sum"),
    )  # fmt: skip
    table = table.merge(rated, on=keys).merge(indicators[["indicator", "trainable"]], on="indicator")
    table["weight"] = table["total"] / table["shortfall"].where(table["shortfall"] > 0, 1)
    table["shortfall"] /= table["people"]
    table["need"] = table["total"] * table["trainable"]
    table["estimated"] = table["guess"] / table["total"].where(table["total"] > 0, 1)
    table["confirmed"] = table["share_confirmed"] >= 0.5
    table = table.drop(columns=["guess", "total"]).sort_values(["need", *keys], ascending=[False] + [True] * len(keys))
    table["rank"] = np.arange(1, len(table) + 1)
    return table.reset_index(drop=True)


def robustness(
    needs: pd.DataFrame,
    gaps: pd.DataFrame,
    weights: pd.DataFrame,
    rng: np.random.Generator,
    draws: int = DRAWS,
    top: int = TOP,
) -> pd.DataFrame:
    """The needs with `robust`, the share of draws in which each is among the `top`, and `rank_low`, `rank_high`.

    In every draw each weight of each position is multiplied by uniform(0.5, 1.5) and the position's weights are brought
    back to their sum. The 95 % of ranks seen lie between `rank_low` and `rank_high`.
    """
    keys = [name for name in ("region", "sector", "agency", "unit") if name in needs.columns]
    table = weights.pivot_table(index="position", columns="indicator", values="weight", aggfunc="first").fillna(0.0)
    base = table.to_numpy(float)
    below = gaps.loc[gaps["gap"] > 0]
    mix = below.groupby([*keys, "indicator", "position"], as_index=False)["shortfall"].sum()
    place = pd.MultiIndex.from_frame(needs[[*keys, "indicator"]])
    row = place.get_indexer(pd.MultiIndex.from_frame(mix[[*keys, "indicator"]]))
    mix, row = mix.loc[row >= 0], row[row >= 0]
    missing = (needs["people"] * needs["shortfall"]).to_numpy(float)
    share = mix["shortfall"].to_numpy(float) / np.where(missing > 0, missing, 1)[row]
    position = table.index.get_indexer(mix["position"])
    indicator = table.columns.get_indexer(mix["indicator"])
    rest = missing * needs["trainable"].to_numpy(float)
    ranks = np.empty((draws, len(needs)), int)
    for draw in range(draws):
        drawn = base * rng.uniform(0.5, 1.5, base.shape)
        total = drawn.sum(axis=1, keepdims=True)
        drawn = drawn / np.where(total > 0, total, 1) * base.sum(axis=1, keepdims=True) / 100
        weight = np.bincount(row, weights=share * drawn[position, indicator], minlength=len(needs))
        ranks[draw, np.argsort(-weight * rest, kind="stable")] = np.arange(1, len(needs) + 1)
    ranked = needs.copy()
    ranked["robust"] = (ranks <= top).mean(axis=0)
    low, high = np.quantile(ranks, [0.025, 0.975], axis=0) if len(needs) else (np.zeros(0), np.zeros(0))
    return ranked.assign(rank_low=low.round().astype(int), rank_high=high.round().astype(int))


def guessed_share(needs: pd.DataFrame) -> float:
    """Share of all need resting on standards nobody has set yet, over the rows of `group_needs`; 0 without any need."""
    return float((needs["estimated"] * needs["need"]).sum() / max(needs["need"].sum(), 1e-9))
