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
    points: np.ndarray,
    noise: np.ndarray | None,
    within: dict[int, float],
    rng: np.random.Generator,
    n_references: int,
) -> pd.DataFrame:
    """Compare the within-cluster sum of squares W_k with that of clouds without clusters.

    points: (rows, d) in an orthonormal basis, in canonical order; within: W_k of their own fits for k = 2, 3, ...
    (weighted by `precision` where there is noise). One row of the result per k from 1: `gap` = mean over references
    of log(W_k / W_1) minus the rows' own; `gap_sd` its spread over the references; `z` = gap / gap_sd; `found`: whether
    any k passes `Z_MIN` and every reference's own best z (Tibshirani, Walther and Hastie 2001, with another reference).
    """
    weights = None if noise is None else precision(points, noise)
    ks = list(within)
    own = _relative([_total(points, weights), *within.values()])
    covariance, noise = true_covariance(points, noise)
    values, vectors = np.linalg.eigh(covariance)
    stretch = vectors * np.sqrt(np.maximum(values, 0.0))
    others = []
    for _ in range(n_references):
        cloud = rng.standard_normal(points.shape) @ stretch.T
        if noise is not None:
            cloud += rng.standard_normal(points.shape) * noise[:, None]
        fits = [_within(cloud, weights, k, int(rng.integers(2**31))) for k in ks]
        others.append(_relative([_total(cloud, weights), *fits]))
    reference = np.array(others)
    gap = reference.mean(0) - own
    sd = np.maximum(reference.std(0, ddof=1), 1e-9)
    z = gap / sd
    best_by_chance = ((reference.mean(0) - reference)[:, 1:] / sd[1:]).max()
    found = bool(z[1:].max() > max(Z_MIN, best_by_chance))
    return pd.DataFrame({"k": [1, *ks], "gap": gap, "gap_sd": sd, "z": z, "found": found})


def _total(points: np.ndarray, weights: np.ndarray | None) -> float:
    """W_1."""
    mass = np.ones(len(points)) if weights is None else weights
    return float(mass @ ((points - mass @ points / mass.sum()) ** 2).sum(1))


def _within(points: np.ndarray, weights: np.ndarray | None, k: int, seed: int) -> float:
    return float(KMeans(k, n_init=2, random_state=seed).fit(points, None, weights).inertia_)


def _relative(within: list[float]) -> np.ndarray:
    return np.log(np.maximum(within, 1e-300) / max(within[0], 1e-300))
