"""Are there clusters, and how many: the gap statistic against one cloud without clusters.

The reference is a Gaussian with the covariance of the rows themselves, drawn in the sum-zero space they live in, each
row with its own noise. It is as long and as narrow as the data, so a common factor alone is no cluster. (Permuting
the columns of centred rows leaves that space and finds clusters in 85 % of pure noise.)
"""

import numpy as np
import pandas as pd

from analytics.clusters.kmeans import precision, true_covariance
from analytics.clusters.repeats import repeated_fits

SURE = 0.975  # share of the references whose own best z the best k must pass
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
    any k passes `Z_MIN` and what nearly every reference reaches at its own best k (Tibshirani, Walther and Hastie 2001,
    with another reference).
    """
    weights = np.ones(len(points)) if noise is None else precision(points, noise)
    ks = list(within)
    own = _relative(np.array([_total(points[None], weights)[0], *within.values()]))
    covariance, noise = true_covariance(points, noise)
    values, vectors = np.linalg.eigh(covariance)
    clouds = rng.standard_normal((n_references, *points.shape)) @ (vectors * np.sqrt(np.maximum(values, 0.0))).T
    if noise is not None:
        clouds += rng.standard_normal(clouds.shape) * noise[:, None]
    stack = np.broadcast_to(weights, clouds.shape[:2])
    fits = [repeated_fits(clouds, stack, k, rng, n_init=2)[1] for k in ks]
    reference = _relative(np.stack([_total(clouds, weights), *fits], axis=1))
    gap = reference.mean(0) - own
    sd = np.maximum(reference.std(0, ddof=1), 1e-9)
    z = gap / sd
    # A cloud, too, may pick its best k: the best of the data is compared with bests, or it would win by the number of
    # tries.
    best_by_chance = ((reference.mean(0) - reference)[:, 1:] / sd[1:]).max(1)
    found = bool(z[1:].max() > max(Z_MIN, np.quantile(best_by_chance, SURE)))
    return pd.DataFrame({"k": [1, *ks], "gap": gap, "gap_sd": sd, "z": z, "found": found})


def _total(clouds: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """W_1 of each cloud (stack, rows, d)."""
    centred = clouds - (weights @ clouds / weights.sum())[:, None]
    return (centred**2).sum(2) @ weights


def _relative(within: np.ndarray) -> np.ndarray:
    """log(W_k / W_1) over the last axis."""
    return np.log(np.maximum(within, 1e-300) / np.maximum(within[..., :1], 1e-300))
