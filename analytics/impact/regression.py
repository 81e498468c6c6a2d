"""Least squares with errors that hold where people of one agency are alike: CR2 with its own degrees of freedom.

Bell & McCaffrey 2002 (Survey Methodology 28:169): residuals of each cluster are scaled by (I - H_gg)^(-1/2), so that
the variance is unbiased where all are equally spread, and t gets Satterthwaite's degrees of freedom. Where everybody is
a cluster of one this is HC2.
"""

import numpy as np

_RANK = 1e-9  # eigenvalues of I - H nearer to 0 are 0: a cluster its own column explains whole


def estimate(design: np.ndarray, y: np.ndarray, clusters: np.ndarray) -> tuple[float, float, float]:
    """(coefficient, standard error, degrees of freedom) of the first column of `design`; NaN where it cannot be told.

    design: people x columns, of full rank. clusters: a whole number for each person.
    """
    squares = design.T @ design  # a decomposition of the tall design itself costs hundred times as much
    sizes = np.sqrt(np.diag(squares))
    if len(y) <= design.shape[1] or not (sizes > 0).all():
        return np.nan, np.nan, np.nan
    if np.linalg.eigvalsh(squares / np.outer(sizes, sizes))[0] < _RANK:
        return np.nan, np.nan, np.nan
    root = np.linalg.cholesky(np.linalg.inv(squares))
    inner = root @ root.T
    coefficient = inner @ (design.T @ y)
    left = y - design @ coefficient
    if len(np.unique(clusters)) == len(y):  # everybody for themselves, all at once
        rest = np.maximum(1 - ((design @ root) ** 2).sum(axis=1), _RANK)
        scaled = (design @ inner[:, 0]) / np.sqrt(rest)
        terms, across, sizes = scaled * left, design * scaled[:, None], scaled**2
    else:
        terms, across, sizes = _of_clusters(design, root, left, clusters)
    # What the terms of the clusters would vary and hang together, were all people independent and equally spread.
    shared = np.einsum("gi,ij,gj->g", across, inner, across)
    product = inner @ across.T @ across
    spread = (sizes**2).sum() - 2 * (sizes * shared).sum() + np.trace(product @ product)
    freedom = (sizes.sum() - shared.sum()) ** 2 / spread if spread > 0 else np.nan
    return float(coefficient[0]), float(np.sqrt((terms**2).sum())), float(freedom)


def _of_clusters(
    design: np.ndarray, root: np.ndarray, left: np.ndarray, clusters: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each cluster: its term of the coefficient's error, how that leans on the columns, and its own size."""
    direction = design @ root @ root[0]
    order = np.argsort(clusters, kind="stable")
    rows = []
    for part in np.split(order, np.flatnonzero(np.diff(clusters[order])) + 1):
        scaled = _scaled(design[part] @ root, direction[part])
        rows.append((float(scaled @ left[part]), design[part].T @ scaled, float(scaled @ scaled)))
    terms, across, sizes = (np.array(column) for column in zip(*rows, strict=True))
    return terms, across, sizes


def _scaled(rooted: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """(I - H_gg)^(-1/2) times `direction`, with H_gg = rooted @ rooted.T, without a matrix of the cluster's size."""
    parts, axes = np.linalg.eigh(rooted.T @ rooted)
    rest = 1 - parts
    stretch = np.where(rest > _RANK, 1 / np.sqrt(np.maximum(rest, _RANK)), 0.0)
    # (stretch - 1) / part, which is 1/2 where the part is as good as 0.
    share = np.where(parts > _RANK, (stretch - 1) / np.maximum(parts, _RANK), 0.5)
    return direction + rooted @ (axes @ (share * (axes.T @ (rooted.T @ direction))))
