"""Names of clusters: the one or two indicators that set a cluster apart, not what it lacks against the standard."""

from itertools import combinations

import numpy as np
import pandas as pd


def name_pairs(centres: np.ndarray, columns: list[str]) -> pd.DataFrame:
    """One or two indicator codes per cluster; no two clusters carry the same.

    centres: (k, indicators) mean shape of the shortfalls (above 0: weaker than the cluster's own mean). A name holds
    only indicators in which the cluster is weaker than its own mean and than the mean of the centres, so that neither a
    strength nor what every cluster is weak in names one; of those the pair that stands out most, or the only one.
    Clusters choose in the order of their clearest name; one that finds its name taken takes the next, and one that
    nothing sets apart in this way is called by its greatest weaknesses that are free. One row per cluster with `first`,
    `second` ("" where the name is one indicator).
    """
    beside = centres - centres.mean(0)
    fitting = (centres > 0) & (beside > 0)
    chosen: dict[int, tuple[int, ...]] = {}
    taken: set[frozenset[int]] = set()
    for candidates in (_ranked(beside, fitting), _ranked(centres, centres > 0)):
        for cluster, name in candidates:
            if cluster not in chosen and frozenset(name) not in taken:
                chosen[cluster] = name
                taken.add(frozenset(name))
    rows = []
    for cluster, own in enumerate(centres):  # more clusters than names: a name may repeat
        name = chosen.get(cluster) or tuple(np.argsort(-own, kind="stable")[:2])
        rows.append((cluster, *[columns[indicator] for indicator in name], "")[:3])
    return pd.DataFrame(rows, columns=["cluster", "first", "second"])


def _ranked(clearness: np.ndarray, allowed: np.ndarray) -> list[tuple[int, tuple[int, ...]]]:
    """(cluster, indicators of a name, the clearest of them first), the clearest names first."""
    names = []
    for cluster, own in enumerate(clearness):
        open_to = sorted(np.flatnonzero(allowed[cluster]).tolist(), key=lambda indicator: (-own[indicator], indicator))
        for size in (1, 2):
            names += [
                (-sum(own[indicator] for indicator in name), cluster, name) for name in combinations(open_to, size)
            ]
    return [(cluster, name) for _, cluster, name in sorted(names)]
