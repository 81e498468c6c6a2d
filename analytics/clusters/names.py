"""Names of clusters: the two indicators that set a cluster apart, not what it lacks against the standard."""

import numpy as np
import pandas as pd


def name_pairs(centres: np.ndarray, columns: list[str]) -> pd.DataFrame:
    """Two indicator codes per cluster; no two clusters carry the same pair.

    centres: (k, indicators) mean shape of the shortfalls (above 0: weaker than the cluster's own mean). A name holds
    only indicators the cluster is weak in by itself, where there are two; among those, the pair that stands out most
    from the mean of the centres, so that what every cluster is weak in names none. Clusters choose in the order of
    their clearest pair; one that finds its pair taken takes the next. One row per cluster with `first`, `second`.
    """
    weak = np.where(centres > 0, 0.0, np.minimum(centres, 0.0) - 2 * np.ptp(centres))
    beside = centres - centres.mean(0) + weak
    pairs = [
        (float(beside[c, i] + beside[c, j]), c, (i, j) if beside[c, i] >= beside[c, j] else (j, i))
        for c in range(len(centres))
        for i in range(len(columns))
        for j in range(i + 1, len(columns))
    ]
    pairs.sort(key=lambda found: (-found[0], found[1], found[2]))
    chosen: dict[int, tuple[int, int]] = {}
    taken: set[frozenset[int]] = set()
    for _, cluster, pair in pairs:
        if cluster not in chosen and frozenset(pair) not in taken:
            chosen[cluster] = pair
            taken.add(frozenset(pair))
    for cluster in range(len(centres)):  # more clusters than pairs: a name may repeat
        if cluster not in chosen:
            chosen[cluster] = next((pair for _, c, pair in pairs if c == cluster), (0, 0))
    rows = [(c, columns[chosen[c][0]], columns[chosen[c][1]]) for c in range(len(centres))]
    return pd.DataFrame(rows, columns=["cluster", "first", "second"])
