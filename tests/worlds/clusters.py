"""Rows with known clusters, or known to have none. Shortfalls in points: higher is weaker."""

from itertools import combinations

import numpy as np
import pandas as pd

INDICATORS = ["AD", "BP", "DS", "KL", "KOM", "KPM", "KW", "TG"]


def weak_pairs(rng: np.random.Generator, k: int, arrangement: str) -> list[tuple[int, int]]:
    """Which two indicators each cluster is weak in. `apart`: none shared (k <= 4); `any`: distinct pairs at random."""
    if arrangement == "apart":
        order = rng.permutation(8)
        return [(int(order[2 * c]), int(order[2 * c + 1])) for c in range(k)]
    every = list(combinations(range(8), 2))
    return [every[i] for i in rng.choice(len(every), k, replace=False)]


def clustered(
    rng: np.random.Generator,
    k: int,
    d: float,
    n: int = 200,
    arrangement: str = "any",
    noise: np.ndarray | float = 1.0,
    level: float = 2.0,
) -> tuple[pd.DataFrame, np.ndarray]:
    """(matrix, truth): each cluster weak by d in two indicators, row noise s, row level noise `level` x 1."""
    truth = rng.integers(k, size=n)
    spread = np.broadcast_to(np.asarray(noise, dtype=float), (n,))[:, None]
    cells = spread * rng.normal(size=(n, 8)) + level * rng.normal(size=(n, 1))
    for cluster, pair in enumerate(weak_pairs(rng, k, arrangement)):
        cells[np.ix_(truth == cluster, pair)] += d
    return matrix(cells), truth


def without_clusters(rng: np.random.Generator, factors: int, n: int = 200, draw: str = "normal") -> pd.DataFrame:
    """Noise, level noise, and common factors with random loadings: correlated, but one cloud."""
    shapes = {
        "normal": lambda size: rng.normal(size=size),
        "heavy": lambda size: rng.standard_t(5, size=size),
        "skewed": lambda size: rng.exponential(size=size) - 1,
    }
    common = shapes[draw]((n, factors)) @ (1.5 * rng.normal(size=(factors, 8)))
    return matrix(common + rng.normal(size=(n, 8)) + 2 * rng.normal(size=(n, 1)))


def matrix(cells: np.ndarray) -> pd.DataFrame:
    keys = pd.Index([f"OPD{i:04d}" for i in range(len(cells))], name="agency")
    return pd.DataFrame(cells, columns=INDICATORS[: cells.shape[1]], index=keys)
