"""Are there clusters, and how many: the gap statistic against one cloud without clusters.

The reference is a Gaussian with the covariance of the rows themselves, drawn in the sum-zero space they live in, each
row with its own noise. It is as long and as narrow as the data, so a common factor alone is no cluster. (Permuting
the columns of centred rows leaves that space and finds clusters in 85 % of pure noise.)
"""

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans

from analytics.clusters.kmeans import precision, true_covariance

Z_MIN = 2.5  # references' standard deviations the best k must lie above the references' mean


def gaps(
    points: np.ndarray, noise: np.ndarray | None, k_max: int, rng: np.random.Generator, n_references: int
) -> pd.DataFrame:
    """Compare the within-cluster sum of squares W_k with that of clouds without clusters.

    points: (rows, d) in an orthonormal basis, in canonical order. One row of the result per k from 1 to k_max:
    `gap` = mean over references of log(W_k / W_1) minus the rows' own; `gap_sd` its spread over the references;
    `z` = gap / gap_sd; `found`: whether any k passes `Z_MIN` and every reference's own best z (Tibshirani, Walther and
    Hastie 2001, with another reference).
    """
    weights = None if noise is None else precision(points, noise)
    own = _log_within(points, weights, k_max, rng, n_init=10)
    covariance = true_covariance(points, noise)
    values, vectors = np.linalg.eigh(covariance)
    stretch = vectors * np.sqrt(np.maximum(values, 0.0))
    others = []
    for _ in range(n_references):
        cloud = rng.standard_normal(points.shape) @ stretch.T
        if noise is not None:
            cloud += rng.standard_normal(points.shape) * noise[:, None]
        others.append(_log_within(cloud, weights, k_max, rng, n_init=2))
    reference = np.array(others)
    gap = reference.mean(0) - own
    sd = np.maximum(reference.std(0, ddof=1), 1e-9)
    z = gap / sd
    best_by_chance = ((reference.mean(0) - reference)[:, 1:] / sd[1:]).max()
    found = bool(z[1:].max() > max(Z_MIN, best_by_chance))
    return pd.DataFrame({"k": np.arange(1, k_max + 1), "gap": gap, "gap_sd": sd, "z": z, "found": found})


def _log_within(
    points: np.ndarray, weights: np.ndarray | None, k_max: int, rng: np.random.Generator, n_init: int
) -> np.ndarray:
    """(k_max,) log of W_k / W_1 for k = 1 .. k_max."""
    total = np.ones(len(points)) if weights is None else weights
    centre = total @ points / total.sum()
    within = [float(total @ ((points - centre) ** 2).sum(1))]
    for k in range(2, k_max + 1):
        seed = int(rng.integers(2**31))
        within.append(KMeans(k, n_init=n_init, random_state=seed).fit(points, None, weights).inertia_)
    return np.log(np.maximum(within, 1e-300) / max(within[0], 1e-300))
