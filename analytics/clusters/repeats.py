"""Many small k-means at once: bootstraps and reference clouds as one stack of arrays.

A fit of a hundred rows is over in microseconds; what a library call costs around it is a hundred times that. The
steps are those of scikit-learn's KMeans: greedy k-means++ (Arthur and Vassilvitskii 2007, best of 2 + log k trials),
then Lloyd's iterations until the labels stand still or the centres hardly move.
"""

import numpy as np

MOST_STEPS, STILL = 300, 1e-4  # as in scikit-learn


def repeated_fits(
    points: np.ndarray, weights: np.ndarray, k: int, rng: np.random.Generator, n_init: int
) -> tuple[np.ndarray, np.ndarray]:
    """Centres (stack, k, d) and weighted within-cluster sums of squares (stack,), each the best of n_init starts.

    points: (rows, d), shared, or (stack, rows, d); weights: (stack, rows), 0 for a row a bootstrap did not draw.
    """
    stack = len(weights)
    points = np.repeat(points, n_init, axis=0) if points.ndim == 3 else points[None]
    weights = np.repeat(weights, n_init, axis=0)
    centres = _settle(points, weights, _starts(points, weights, k, rng))
    closest = np.maximum(_nearest(points, centres)[1] + (points**2).sum(2), 0.0)
    inertia = (closest * weights).sum(1).reshape(stack, n_init)
    best = inertia.argmin(1)
    return centres.reshape(stack, n_init, k, -1)[np.arange(stack), best], inertia.min(1)


def nearest_each(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """(stack, rows) number of the nearest of each stack's centres (stack, k, d), the first on a tie."""
    return _nearest(points[None] if points.ndim == 2 else points, centres)[0]


def _starts(points: np.ndarray, weights: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    runs, trials = len(weights), 2 + int(np.log(k))
    every = np.arange(runs)
    shared = len(points) == 1
    squares = (points**2).sum(2)

    def distances(chosen: np.ndarray) -> np.ndarray:
        """(runs, chosen, rows) squared distance of every row to the rows chosen in each run."""
        run = 0 if shared else every[:, None]
        products = np.matmul(points[run, chosen], points.transpose(0, 2, 1))
        return np.maximum(squares[run, chosen][:, :, None] - 2.0 * products + squares[:, None, :], 0.0)

    first = _drawn(weights, rng.random((runs, 1)))
    chosen = [first[:, 0]]
    closest = distances(first)[:, 0]
    for _ in range(1, k):
        candidates = _drawn(weights * closest, rng.random((runs, trials)))
        after = np.minimum(closest[:, None], distances(candidates))
        best = np.matmul(after, weights[:, :, None])[:, :, 0].argmin(1)
        chosen.append(candidates[every, best])
        closest = after[every, best]
    return points[0 if shared else every[:, None], np.stack(chosen, axis=1)]


def _drawn(mass: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """(runs, draws) rows drawn in proportion to mass (runs, rows)."""
    below = np.cumsum(mass, axis=1)
    reached = (uniform * below[:, -1:])[:, :, None] >= below[:, None, :]
    return np.minimum(reached.sum(2), mass.shape[1] - 1)


def _settle(points: np.ndarray, weights: np.ndarray, centres: np.ndarray) -> np.ndarray:
    runs, k = len(centres), centres.shape[1]
    moving = np.arange(runs)
    labels = np.full(weights.shape, -1, dtype=np.int8)
    enough = STILL * np.broadcast_to(points.var(axis=1).mean(1), runs)
    for _ in range(MOST_STEPS):
        here = points if len(points) == 1 else points[moving]
        now = _nearest(here, centres[moving])[0]
        member = (now[:, None, :] == np.arange(k, dtype=np.int8)[:, None]) * weights[moving][:, None, :]
        mass = member.sum(2)[:, :, None]
        mean = np.matmul(member, here) / np.where(mass > 0, mass, 1.0)
        mean = np.where(mass > 0, mean, centres[moving])  # a cluster that lost its rows waits where it was
        moved = ((mean - centres[moving]) ** 2).sum((1, 2))
        going = (now != labels[moving]).any(1) & (moved > enough[moving])
        centres[moving], labels[moving] = mean, now
        moving = moving[going]
        if not moving.size:
            break
    return centres


def _nearest(points: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(runs, rows) number of the nearest centre, and its squared distance less the row's own square."""
    lengths = (centres**2).sum(2)
    away = lengths[:, :, None] - 2.0 * np.matmul(centres, points.transpose(0, 2, 1))
    label, least = np.zeros(away[:, 0].shape, dtype=np.int8), away[:, 0].copy()
    for cluster in range(1, centres.shape[1]):  # quicker than argmin over a short axis
        label[away[:, cluster] < least] = cluster
        np.minimum(least, away[:, cluster], out=least)
    return label, least
