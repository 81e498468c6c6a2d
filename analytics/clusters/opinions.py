"""Two other methods asked the same question; where they disagree the planner should know."""

import warnings

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

MOST_ROWS = 1000  # Ward's memory grows with rows squared


def other_methods(points: np.ndarray, labels: np.ndarray, seed: int) -> dict[str, float]:
    """`ward_ari` and `mixture_ari`: agreement with the labels; `mixture_k`: the k its BIC would take (1 to k + 2).

    points: (rows, d) in canonical order; labels: (rows,). At most MOST_ROWS rows are asked, evenly spaced.
    """
    rows = np.unique(np.linspace(0, len(points) - 1, MOST_ROWS).astype(int))
    points, labels = points[rows], labels[rows]
    k = len(np.unique(labels))
    ward = AgglomerativeClustering(k).fit_predict(points)
    mixtures = [_mixture(points, n, seed) for n in range(1, k + 3)]
    best = int(np.argmin([mixture.bic(points) for mixture in mixtures])) + 1
    return {
        "ward_ari": float(adjusted_rand_score(labels, ward)),
        "mixture_ari": float(adjusted_rand_score(labels, mixtures[k - 1].predict(points))),
        "mixture_k": float(best),
    }


def _mixture(points: np.ndarray, k: int, seed: int) -> GaussianMixture:
    with warnings.catch_warnings():  # a mixture that has not settled is still an opinion
        warnings.simplefilter("ignore", ConvergenceWarning)
        return GaussianMixture(k, covariance_type="tied", reg_covar=1e-6, random_state=seed).fit(points)
