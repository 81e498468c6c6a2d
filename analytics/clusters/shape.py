"""Level and shape of a row: how low it is overall, and in what it is lower than its own mean.

Clustering levels only ever gives "low, middle, high"; the shape is what one programme can serve.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import helmert

MAX_MISSING = 0.3  # share of a row's indicators that may be missing
MIN_PEOPLE = 5  # a row of fewer people is not a group


@dataclass(frozen=True)
class Shape:
    """Rows of a shortfall matrix (standard minus score, points), split into level and shape.

    values: (rows, indicators) float64, every row sums to zero, a missing cell filled with its column's mean shape.
    level: (rows,) mean shortfall of each row, freed from which indicators happen to be missing.
    noise: (rows,) standard error of one cell of the row, or None where no standard errors are known.
    kept: positions in the matrix of these rows. set_aside: key columns of the matrix' index, `reason`
    (`missing` | `small`). column_shape: (indicators,) what a missing cell is filled with. left_out: indicators
    that say nothing here and why: `constant`, or `seldom` (not rated in more than 30 % of the rows; filling it would
    make a group of the rows that have it).
    """

    values: np.ndarray
    level: np.ndarray
    noise: np.ndarray | None
    kept: np.ndarray
    columns: list[str]
    column_shape: np.ndarray
    set_aside: pd.DataFrame
    left_out: dict[str, str]

    @property
    def coordinates(self) -> np.ndarray:
        """(rows, indicators - 1): the same points in an orthonormal basis of the sum-zero space (Helmert)."""
        return to_coordinates(self.values)


def to_coordinates(values: np.ndarray) -> np.ndarray:
    """Sum-zero rows in an orthonormal basis; distances stay the same, the empty direction goes."""
    return values @ helmert(values.shape[1]).T if values.shape[1] > 1 else np.zeros((len(values), 0))


def from_coordinates(points: np.ndarray) -> np.ndarray:
    """The inverse of `to_coordinates`."""
    return points @ helmert(points.shape[1] + 1)


def separate(
    matrix: pd.DataFrame,
    noise: pd.DataFrame | np.ndarray | None = None,
    n_people: np.ndarray | None = None,
    like: Shape | None = None,
    max_missing: float = MAX_MISSING,
    min_people: int = MIN_PEOPLE,
) -> Shape:
    """Split a wide matrix (one row per group, one column per indicator, NaN = not rated) into level and shape.

    noise: standard errors of the cells (same shape) or of the rows (rows,). n_people: (rows,) sizes, if known.
    like: take the indicators and the filling of an earlier shape, so that its centres fit these rows too.
    """
    columns = sorted(map(str, matrix.columns)) if like is None else like.columns
    cells = matrix.rename(columns=str)[columns].to_numpy(dtype=float)
    left_out = {} if like is None else like.left_out
    if like is None:
        left_out = {name: why for j, name in enumerate(columns) if (why := _useless(cells[:, j], max_missing))}
        used = [j for j, name in enumerate(columns) if name not in left_out]
        columns, cells = [columns[j] for j in used], cells[:, used]
    absent = np.isnan(cells)
    too_empty = absent.sum(1) > max_missing * max(1, len(columns))
    small = np.zeros(len(cells), dtype=bool) if n_people is None else np.asarray(n_people, dtype=float) < min_people
    away = too_empty | small
    kept = np.flatnonzero(~away)
    set_aside = matrix.index[away].to_frame(index=False)
    set_aside["reason"] = np.where(small, "small", "missing")[away]
    row_noise = _row_noise(noise, matrix, columns, kept)
    cells, absent = cells[kept], absent[kept]
    if len(columns) < 2 or not len(cells):
        empty = np.zeros((len(kept), len(columns)))
        level = cells.mean(1) if len(columns) else np.full(len(kept), np.nan)
        return Shape(empty, level, row_noise, kept, columns, np.zeros(len(columns)), set_aside, left_out)
    if like is not None:
        column_shape = like.column_shape
    else:
        column_shape = _column_shape(cells)
    # A row that was not rated on a hard indicator is not a better row: its level is read beside the columns' shape.
    level = cells.mean(1)
    if absent.any():
        partly = absent.any(1)
        level[partly] = np.nanmean(cells[partly] - column_shape, axis=1)
    values = np.where(absent, column_shape, cells - level[:, None])
    values -= values.mean(1, keepdims=True)
    return Shape(values, level, row_noise, kept, columns, column_shape, set_aside, left_out)


def _useless(column: np.ndarray, max_missing: float) -> str | None:
    seen = column[~np.isnan(column)]
    if len(column) - seen.size > max_missing * len(column):
        return "seldom"
    return "constant" if not (seen != seen[:1]).any() else None


def _column_shape(cells: np.ndarray, rounds: int = 20) -> np.ndarray:
    """Column effects (sum zero) of the additive model cell = row + column, fitted on the cells there are.

    Sums run over sorted values, so that the order of the rows cannot change the last bit.
    """
    seen = ~np.isnan(cells)
    column = np.zeros(cells.shape[1])
    for _ in range(rounds):
        row = np.nanmean(cells - column, axis=1)
        column = np.array([np.sort((cells[:, j] - row)[seen[:, j]]).mean() for j in range(cells.shape[1])])
        column -= column.mean()
    return column


def _row_noise(
    noise: np.ndarray | pd.DataFrame | None, matrix: pd.DataFrame, columns: list[str], kept: np.ndarray
) -> np.ndarray | None:
    if noise is None:
        return None
    if len(noise) != len(matrix):
        raise ValueError(f"noise has {len(noise)} rows, the matrix {len(matrix)}")
    if isinstance(noise, pd.DataFrame):
        cells = noise.rename(columns=str)[columns].to_numpy(dtype=float)[kept]
        known = ~np.isnan(cells)
        mean = (np.where(known, cells, 0.0) ** 2).sum(1) / np.maximum(known.sum(1), 1)
        rows = np.where(known.any(1), np.sqrt(mean), np.nan)
    else:
        rows = np.asarray(noise, dtype=float)[kept]
    # A row without a standard error counts as noisy as the noisiest row that has one.
    return np.where(np.isnan(rows), np.nanmax(rows), rows) if np.isfinite(rows).any() else None
