"""Would the same clusters come out of other rows of the same kind?"""

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from analytics.clusters.kmeans import nearest, precision


def stability(
    points: np.ndarray,
    noise: np.ndarray | None,
    labels: dict[int, np.ndarray],
    rng: np.random.Generator,
    n_bootstraps: int,
) -> tuple[pd.DataFrame, dict[int, np.ndarray]]:
    """Bootstrap Jaccard and adjusted Rand index of each k.

    points: (rows, d) in canonical order; labels: the rows' own clusters per k. Each bootstrap draws rows with
    replacement, clusters them, and gives every row to the nearest of the new centres. Result: one row per k with
    `jaccard` (mean over clusters of the mean best overlap, Hennig 2007), `jaccard_low` (the weakest cluster) and
    `ari`; and per k the mean overlap of each cluster.
    """
    weights = None if noise is None else precision(points, noise)
    overlaps: dict[int, list[np.ndarray]] = {k: [] for k in labels}
    agreements: dict[int, list[float]] = {k: [] for k in labels}
    for _ in range(n_bootstraps):
        drawn = np.sort(rng.integers(len(points), size=len(points)))
        drawn_weights = None if weights is None else weights[drawn]
        for k, own in labels.items():
            seed = int(rng.integers(2**31))
            fitted = KMeans(k, n_init=2, random_state=seed).fit(points[drawn], None, drawn_weights)
            again = nearest(points, fitted.cluster_centers_)
            table = np.bincount(own * k + again, minlength=k * k).reshape(k, k)
            union = table.sum(1)[:, None] + table.sum(0)[None, :] - table
            overlaps[k].append((table / np.maximum(union, 1)).max(1))
            agreements[k].append(adjusted_rand_score(own, again))
    each = {k: np.mean(values, axis=0) for k, values in overlaps.items()}
    table = pd.DataFrame(
        {
            "k": list(labels),
            "jaccard": [float(each[k].mean()) for k in labels],
            "jaccard_low": [float(each[k].min()) for k in labels],
            "ari": [float(np.mean(agreements[k])) for k in labels],
        }
    )
    return table, each
