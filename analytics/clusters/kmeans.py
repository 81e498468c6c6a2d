"""K-means whose rows count by how well they are known."""

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin, TransformerMixin
from sklearn.cluster import KMeans
from sklearn.metrics import euclidean_distances
from sklearn.utils.validation import check_is_fitted, validate_data

FLOOR = 0.25  # of the median noise variance: keeps one very large group from fixing a centre alone


def precision(points: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """(rows,) weights 1 / (spread + noise^2), scaled to mean 1.

    points: (rows, dimensions) in an orthonormal basis; noise: (rows,) standard error per cell. `spread` is the real
    variance between rows of one cluster and one dimension. Clusters fill few directions, so the two smallest
    eigenvalues of the covariance, less the noise, estimate it without knowing the clusters.
    """
    covariance, felt = true_covariance(points, noise)
    assert felt is not None  # it is where the noise is given
    # Two, not one: the smallest alone is too small by selection.
    quiet = np.linalg.eigvalsh(covariance)[:2].mean()
    weights = 1.0 / (max(quiet, FLOOR * float(np.median(felt**2)), 1e-12) + felt**2)
    return weights / weights.mean()


def true_covariance(points: np.ndarray, noise: np.ndarray | None) -> tuple[np.ndarray, np.ndarray | None]:
    """(d, d) covariance of the rows without their noise, and the noise (rows,) as the points feel it.

    A standard error also holds what a rater does to all of a row's indicators alike; centring the row took that away.
    So the noise is scaled down until it fits into the directions in which the points vary least (the mean of the two
    smallest eigenvalues), and covariance plus noise is the covariance of the points.
    """
    if noise is None:
        return np.atleast_2d(np.cov(points.T)), None
    weights = 1.0 / (noise**2 + max(float(np.median(noise**2)), 1e-12))
    weights = weights / weights.sum()
    centred = points - weights @ points
    raw = (centred * weights[:, None]).T @ centred / (1 - (weights**2).sum())
    values, vectors = np.linalg.eigh(raw)
    mean_square = float(weights @ noise**2)
    share = min(1.0, max(0.0, values[:2].mean()) / mean_square) if mean_square > 0 else 1.0
    return (vectors * np.maximum(values - share * mean_square, 0.0)) @ vectors.T, noise * np.sqrt(share)


class NoiseWeightedKMeans(ClusterMixin, TransformerMixin, BaseEstimator):
    """Scikit-learn's KMeans with rows in an order of its own and weights from each row's standard error.

    Same rows, same seed: same labels, whatever the order of the rows. Clusters are numbered by size, largest
    first. Without `noise` every row weighs the same and the fit is plain k-means.

    Parameters: n_clusters; n_init restarts; random_state (int).
    Learned: cluster_centers_ (k, d), labels_ (rows,), inertia_ (weighted), variance_ (one dimension, within cluster).
    """

    def __init__(self, n_clusters: int = 2, n_init: int = 10, random_state: int = 0) -> None:
        self.n_clusters = n_clusters
        self.n_init = n_init
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: object = None, noise: np.ndarray | None = None) -> "NoiseWeightedKMeans":
        X = validate_data(self, X, dtype=float, ensure_min_samples=max(2, self.n_clusters))
        # k-means++ draws rows by their place. In an order of their values the draw does not depend on how a file was
        # sorted.
        order = canonical_order(X, noise)
        rows = np.ascontiguousarray(X[order])
        weights = None if noise is None else precision(rows, np.asarray(noise, dtype=float)[order])
        fitted = KMeans(self.n_clusters, n_init=self.n_init, random_state=self.random_state).fit(rows, None, weights)
        sizes = np.bincount(fitted.labels_, minlength=self.n_clusters)
        # Largest first, equal sizes by their centres: numbers that a reader links to must not depend on the draw.
        rank = np.lexsort((*fitted.cluster_centers_.T[::-1], -sizes))
        self.cluster_centers_ = fitted.cluster_centers_[rank]
        self.inertia_ = float(fitted.inertia_)
        self.variance_ = self.inertia_ / max(1, (len(X) - self.n_clusters) * X.shape[1])
        self.labels_ = np.empty(len(X), dtype=np.int64)
        self.labels_[order] = np.argsort(rank)[fitted.labels_]
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        check_is_fitted(self)
        return nearest(validate_data(self, X, dtype=float, reset=False), self.cluster_centers_)

    def transform(self, X: np.ndarray) -> np.ndarray:
        """(rows, k) distance of every row to every centre."""
        check_is_fitted(self)
        return euclidean_distances(validate_data(self, X, dtype=float, reset=False), self.cluster_centers_)


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """(rows,) number of the nearest centre, the first on a tie."""
    return ((centres**2).sum(1) - 2.0 * points @ centres.T).argmin(1)


def canonical_order(points: np.ndarray, noise: np.ndarray | None = None) -> np.ndarray:
    """Row positions in an order that depends on the values only."""
    keys = list(points.T[::-1])
    return np.lexsort(keys if noise is None else [np.asarray(noise, dtype=float), *keys])
