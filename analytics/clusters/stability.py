"""Would the same clusters come out of other rows of the same kind?"""

import numpy as np
import pandas as pd

from analytics.clusters.kmeans import precision
from analytics.clusters.repeats import nearest_each, repeated_fits


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
    n = len(points)
    # A row drawn twice weighs two: all bootstraps then share one array of points.
    drawn = np.stack([np.bincount(rng.integers(n, size=n), minlength=n) for _ in range(n_bootstraps)]).astype(float)
    if noise is not None:
        drawn *= precision(points, noise)
    each, agreement = {}, {}
    for k, own in labels.items():
        centres, _ = repeated_fits(points, drawn, k, rng, n_init=2)
        tables = _crossed(own, nearest_each(points, centres), k)
        union = tables.sum(2, keepdims=True) + tables.sum(1, keepdims=True) - tables
        each[k] = (tables / np.maximum(union, 1)).max(2).mean(0)
        agreement[k] = float(adjusted_rand(tables).mean())
    table = pd.DataFrame(
        {
            "k": list(labels),
            "jaccard": [float(each[k].mean()) for k in labels],
            "jaccard_low": [float(each[k].min()) for k in labels],
            "ari": [agreement[k] for k in labels],
        }
    )
    return table, each


def adjusted_rand(tables: np.ndarray) -> np.ndarray:
    """(stack,) adjusted Rand index (Hubert and Arabie 1985) of contingency tables (stack, clusters, clusters)."""
    together, own, other, every = (
        (counts * (counts - 1) / 2).sum(axes)
        for counts, axes in (
            (tables, (1, 2)), (tables.sum(2), 1), (tables.sum(1), 1), (tables.sum((1, 2))[:, None], 1)
        )
    )  # fmt: skip
    by_chance = own * other / np.maximum(every, 1)
    most = (own + other) / 2
    return np.where(most > by_chance, (together - by_chance) / np.where(most > by_chance, most - by_chance, 1), 1.0)


def _crossed(own: np.ndarray, again: np.ndarray, k: int) -> np.ndarray:
    """(stack, k, k) rows per own cluster and cluster of each bootstrap."""
    stack = len(again)
    cell = (np.arange(stack)[:, None] * k + own) * k + again
    return np.bincount(cell.ravel(), minlength=stack * k * k).reshape(stack, k, k)
