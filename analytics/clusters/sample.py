"""Which rows to fit on when there are too many: chosen by the rows' values, not by their place in the file."""

from collections.abc import Iterable

import numpy as np


def chosen_rows(chunks: Iterable[np.ndarray], size: int, seed: int) -> np.ndarray:
    """Positions of the `size` rows with the smallest hash of their values, in file order; all where there are fewer.

    chunks: the (rows, columns) float cells, a part at a time. A row's hash depends on its values and the seed only, so
    shuffled rows give the same sample (rows with equal values are equal, whichever of them is taken).
    """
    hashes = np.concatenate([hashed(cells, seed) for cells in chunks])
    return np.arange(len(hashes)) if len(hashes) <= size else np.sort(np.argpartition(hashes, size)[:size])


def hashed(cells: np.ndarray, seed: int) -> np.ndarray:
    """(rows,) uint64: splitmix64's finaliser run over the cells of a row (Steele, Lea and Flood 2014)."""
    plain = np.where(np.isnan(cells), np.inf, cells + 0.0)  # every NaN alike, and -0.0 becomes 0.0
    state = np.full(len(cells), np.uint64((seed * 0x9E3779B97F4A7C15) % (1 << 64)))
    for column in np.ascontiguousarray(plain.T).view(np.uint64):
        state = (state ^ column) + np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state ^= state >> np.uint64(31)
    return state
