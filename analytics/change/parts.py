"""Why did a score change: who does which job, the weights, whose ratings count, and how people were rated.

A score is the sum over its leaves (positions x indicator x source) of

    share of the people x weight of the indicator x weight of the source x mean

and its change is shared out among the four by Shapley's rule: each gets what it adds, averaged over all orders in which
they may change (Shapley 1953; for two factors Kitagawa 1955, JASA 50:1168). A mean that was the agency's own only once,
and the region's in its place the other time, changes by whose ratings count. What the people's own means add is cut
once more, where the sums of those who were rated both times are known: they, and those who came or left.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd

CUT = ["same_people", "joiners_leavers"]
PARTS = [*CUT, "people", "position_mix", "weights", "sources", "other"]
"""`people` is what nobody can cut into the first two."""

LEAST_TOLD = 0.5
"""Of the weight: what the same people's ratings on less of it say is no account of them."""

LEAF = ["positions", "indicator", "source"]
FACTORS = ["share", "weight", "source_weight", "mean"]
KNOWN = 0.2
"""Of a change: over this share of it under `other`, where it comes from is not known."""


_UNCUT = {"n_stay": 0, "n_join": 0, "n_leave": 0, "told": 0.0}


def decompose(
    now: pd.DataFrame, before: pd.DataFrame, shown: pd.DataFrame, pairs: pd.DataFrame, by: str = "agency", k: int = 5
) -> pd.DataFrame:
    """One row per row of `shown`: the change as the reader sees it and its parts, in points with one decimal.

    now, before: the leaves of two periods, one row each (`by`, LEAF, FACTORS, seen: the share of `mean` that is of the
    agency's own ratings). shown: `by`, score, score_before (as released). pairs: `by`, part (`stay`, `join`, `leave`),
    n_people, total_now, total_before, weight_shared (of all weight, what the sums speak of) and complete (that it is
    all that both periods have), as the query `pair_sums` gives them.

    Gives change (difference of the rounded scores), PARTS, n_stay, n_join, n_leave, told (share of the weight on which
    people are cut), reason and known. The parts that are told sum to change exactly; a part nobody can tell is NaN.
    reason is None, or `no_leaves` where the score of a period is not made of leaves. known: `other` is at most KNOWN of
    the change, or no more than rounding.
    """
    effects = _effects(now, before, by)
    sums = dict(iter(pairs.groupby(by)))
    rows = []
    for row in shown.itertuples(index=False):
        code = getattr(row, by)
        change = round(round(row.score, 1) - round(row.score_before, 1), 1)
        parts = {by: code, "change": change, **dict.fromkeys(PARTS, np.nan), **_UNCUT}
        whole = code in effects.index and np.isfinite(change)
        if whole:
            effect = effects.loc[code].to_dict()
            parts |= _cut(effect["people"], sums[code], k) if code in sums else {}
            parts["people"] = effect["people"] - np.nansum([parts[part] for part in CUT])
            parts |= {part: effect[part] for part in ("position_mix", "weights", "sources", "other")}
            parts |= _rounded({part: parts[part] for part in PARTS}, change)
        spare = abs(parts["other"]) if whole else np.nan
        rows.append(parts | {"reason": None if whole else "no_leaves", "known": spare <= max(KNOWN * abs(change), 0.1)})
    return pd.DataFrame(rows, columns=[by, "change", *PARTS, *_UNCUT, "reason", "known"])


def _effects(now: pd.DataFrame, before: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per group in both frames (index `by`): what people, position_mix, weights, sources and other add."""
    both = set(now[by]) & set(before[by])
    now, before = now[now[by].isin(both)], before[before[by].isin(both)]
    names = _regrouped(now, before, by)
    leaves = _joined(now, names, by).merge(
        _joined(before, names, by), on=[by, *LEAF], how="outer", suffixes=("", "_before")
    )
    leaves = _with_both_sides(leaves, by)
    old = {factor: leaves[f"{factor}_before"].to_numpy(float) for factor in FACTORS}
    new = {factor: leaves[factor].to_numpy(float) for factor in FACTORS}
    adds = {factor: (new[factor] - old[factor]) * _usual_rest(old, new, factor) for factor in FACTORS}
    seen, seen_before = leaves["seen"].to_numpy(float), leaves["seen_before"].to_numpy(float)
    # Of a group in which positions could not be kept apart, nobody knows whether its weights or its jobs changed.
    mixed = leaves["positions"].str.startswith(MIXED).to_numpy(bool)
    effects = pd.DataFrame(
        {
            by: leaves[by],
            "people": adds["mean"] * np.minimum(seen, seen_before),
            "position_mix": adds["share"],
            "weights": np.where(mixed, 0.0, adds["weight"]),
            "sources": adds["source_weight"] + adds["mean"] * np.abs(seen - seen_before),
            "other": adds["mean"] * (1 - np.maximum(seen, seen_before)) + np.where(mixed, adds["weight"], 0.0),
        }
    )
    return effects.groupby(by).sum()


def _regrouped(now: pd.DataFrame, before: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row: one group of positions ("A", "A+B") of one agency, and what it is called among groups that both periods
    have: its own name, or one for all groups that share a position where a period lacks one of these."""
    sides = [side[[by, "positions"]].drop_duplicates() for side in (now, before)]
    seen = pd.concat(sides).groupby([by, "positions"]).size()
    rows = []
    for code, of_agency in seen.groupby(level=by):
        times = of_agency.droplevel(by)
        for group in _sharing(times.index):
            apart = len(group) > 1 and (times[sorted(group)] == 1).any()
            one = MIXED + "+".join(sorted(set("+".join(group).split("+"))))
            rows += [(code, name, one if apart else name) for name in group]
    return pd.DataFrame(rows, columns=[by, "positions", "called"])


MIXED = "~"
"""Before the positions of a group that the two periods cut otherwise."""


def _sharing(names: Iterable[str]) -> list[set[str]]:
    """The groups of positions that hang together by a position they share."""
    groups: list[set[str]] = []
    for name in names:
        mine = set(name.split("+"))
        near = [group for group in groups if any(mine & set(other.split("+")) for other in group)]
        groups = [group for group in groups if group not in near] + [{name}.union(*near)]
    return groups


def _joined(side: pd.DataFrame, names: pd.DataFrame, by: str) -> pd.DataFrame:
    """The leaves of a period with `positions` as `names` calls them, those of one name taken together."""
    leaves = side.merge(names, on=[by, "positions"], validate="many_to_one")
    shares = leaves.drop_duplicates([by, "positions"]).groupby([by, "called"])["share"].sum().rename("whole")
    leaves = leaves.merge(shares.reset_index(), on=[by, "called"])
    brought = leaves["share"] * leaves["weight"]
    leaves = leaves.assign(
        weight=brought / leaves["whole"], mean=brought * leaves["mean"], seen=brought * leaves["seen"], brought=brought
    )
    keys = [by, "called", "indicator", "source"]
    sums = leaves.groupby(keys)[["weight", "mean", "seen", "brought"]].sum()
    first = leaves.groupby(keys)[["whole", "source_weight"]].first()
    one = sums.join(first).reset_index()
    one = one.assign(mean=one["mean"] / one["brought"], seen=one["seen"] / one["brought"])
    return one.rename(columns={"called": "positions", "whole": "share"})[[by, *LEAF, *FACTORS, "seen"]]


def _with_both_sides(leaves: pd.DataFrame, by: str) -> pd.DataFrame:
    """Every factor on both sides. What a side lacks is 0 at the outermost level it lacks (the share of positions nobody
    holds, else the weight of an indicator, else of a source), and below that as on the other side: new positions bring
    a mix, not new weights."""
    levels = [("share", [by, "positions"]), ("weight", [by, "positions", "indicator"]), ("source_weight", [by, *LEAF])]
    filled = leaves.copy()
    for mine, other in (("", "_before"), ("_before", "")):
        lacking = leaves[f"mean{mine}"].isna()
        for factor, keys in levels:
            known = leaves.groupby(keys)[f"{factor}{mine}"].transform("max")
            filled[f"{factor}{mine}"] = known.where(known.notna(), leaves[f"{factor}{other}"])
        waits = lacking.copy()  # no level from the outermost inward has made it 0 yet
        for factor, keys in levels:
            absent = waits & leaves.groupby(keys)[f"{factor}{mine}"].transform("count").eq(0)
            filled.loc[absent, f"{factor}{mine}"] = 0.0
            waits &= ~absent
        filled[f"mean{mine}"] = leaves[f"mean{mine}"].where(~lacking, leaves[f"mean{other}"])
        filled[f"seen{mine}"] = leaves[f"seen{mine}"].where(~lacking, leaves[f"seen{other}"])
    return filled


def _usual_rest(old: dict[str, np.ndarray], new: dict[str, np.ndarray], factor: str) -> np.ndarray:
    """The product of the other factors, averaged over the orders in which the four may change: of 24, six each have
    none or all of the others before, two each any one or two of them."""
    others = [each for each in FACTORS if each != factor]
    total = np.zeros(len(old[factor]))
    for size, orders in enumerate((6, 2, 2, 6)):
        for changed in combinations(others, size):
            total += orders * np.prod([(new if each in changed else old)[each] for each in others], axis=0)
    return total / 24


def _cut(people: float, sums: pd.DataFrame, k: int) -> dict[str, float]:
    """The same people's part of a change and that of those who came or left, where the latter are none or at least k.

    Where the sums hold all weight the two periods share, what is not the same people's is the others'.
    """
    counts = sums.groupby("part")["n_people"].sum()
    stay, join, leave = (int(counts.get(part, 0)) for part in ("stay", "join", "leave"))
    totals = sums.set_index("part")
    told = totals["weight_shared"].max()
    if stay < k or 0 < join + leave < k or told < LEAST_TOLD:
        return {"told": told}
    same = (totals.loc["stay", "total_now"] - totals.loc["stay", "total_before"]) / stay
    if totals["complete"].all():
        came = people - same
    else:
        mean_now = totals.loc[["stay", *(["join"] if join else [])], "total_now"].sum() / (stay + join)
        mean_before = totals.loc[["stay", *(["leave"] if leave else [])], "total_before"].sum() / (stay + leave)
        came = mean_now - mean_before - same
    return {
        "same_people": same, "joiners_leavers": came, "n_stay": stay, "n_join": join, "n_leave": leave, "told": told,
    }  # fmt: skip


def _rounded(parts: dict[str, float], change: float) -> dict[str, float]:
    """The parts with one decimal, so that they sum to the change; what the scores were rounded by is in the largest."""
    told = {part: value for part, value in parts.items() if np.isfinite(value)}
    largest = max(told, key=lambda part: abs(told[part]))
    told[largest] += change - sum(told.values())
    return dict(zip(told, tenths_that_sum(np.array(list(told.values())), change).tolist(), strict=True))


def tenths_that_sum(parts: np.ndarray, total: float) -> np.ndarray:
    """`parts` (which sum to `total`) with one decimal so that they still do: the largest remainders are rounded up."""
    scaled = np.asarray(parts, float) * 10
    whole = np.floor(scaled)
    missing = round(total * 10 - whole.sum())
    whole[np.argsort(whole - scaled, kind="stable")[:missing]] += 1
    return np.round(whole / 10, 1) + 0.0
