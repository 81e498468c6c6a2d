"""The slow, obvious twin of the parts of a change: factors changed one by one, in every order."""

from itertools import permutations


def effects(now: dict, before: dict) -> dict[str, float]:
    """What people, position_mix, weights, sources and other add to the score.

    A period is (positions, indicator, source) -> {share, weight, source_weight, mean, seen}; no group of positions is
    cut otherwise in one of the two.
    """
    parts = dict.fromkeys(("people", "position_mix", "weights", "sources", "other"), 0.0)
    for leaf in now.keys() | before.keys():
        old, new = (_filled(leaf, mine, other) for mine, other in ((before, now), (now, before)))
        adds = dict.fromkeys(("share", "weight", "source_weight", "mean"), 0.0)
        orders = list(permutations(adds))
        for order in orders:
            here = dict(old)
            for factor in order:
                there = {**here, factor: new[factor]}
                adds[factor] += (_product(there) - _product(here)) / len(orders)
                here = there
        parts["position_mix"] += adds["share"]
        parts["weights"] += adds["weight"]
        parts["people"] += adds["mean"] * min(old["seen"], new["seen"])
        parts["sources"] += adds["source_weight"] + adds["mean"] * abs(old["seen"] - new["seen"])
        parts["other"] += adds["mean"] * (1 - max(old["seen"], new["seen"]))
    return parts


def score(leaves: dict) -> float:
    return sum(_product(leaf) for leaf in leaves.values())


def _product(leaf: dict) -> float:
    return leaf["share"] * leaf["weight"] * leaf["source_weight"] * leaf["mean"]


def _filled(leaf: tuple, mine: dict, other: dict) -> dict:
    """The leaf as one side has it; what it lacks as the other has it, but for the outermost thing it lacks."""
    if leaf in mine:
        return mine[leaf]
    positions, indicator, _ = leaf
    of_positions = [held for (p, _, _), held in mine.items() if p == positions]
    of_indicator = [held for (p, i, _), held in mine.items() if (p, i) == (positions, indicator)]
    if not of_positions:
        return {**other[leaf], "share": 0.0}
    if not of_indicator:
        return {**other[leaf], "share": of_positions[0]["share"], "weight": 0.0}
    held = of_indicator[0]
    return {**other[leaf], "share": held["share"], "weight": held["weight"], "source_weight": 0.0}
