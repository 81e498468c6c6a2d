"""Does one period carry over into the next? The lag-1 correlation, pooled over a region's detrended series.

Residuals of a fitted line are pulled apart even where nothing carries over, strongly so in short series. The pooled
sample correlation is therefore compared with what it would be expected to be for each true correlation (a ratio of
traces, the method of moments), which removes the bias at the lengths at hand instead of to the order 1/n.
"""

from collections import Counter
from functools import cache

import numpy as np

WITHHOLD_OVER = 0.2
_GRID = np.round(np.arange(-0.9, 0.991, 0.01), 2)


# The series of a region share a handful of patterns of periods, and each costs a matrix per correlation of the grid.
@cache
def _expected(times: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Expected lag-1 product sum and square sum of the residuals, for each true correlation of the grid, unit
    variance."""
    t = np.array(times, float)
    design = np.column_stack([np.ones_like(t), t])
    residual = np.eye(len(t)) - design @ np.linalg.pinv(design)
    apart = np.abs(np.subtract.outer(t, t))
    neighbours = (apart == 1) / 2
    products, squares = [], []
    for rho in _GRID:
        covariance = residual @ np.where(apart == 0, 1.0, np.sign(rho) ** apart * np.abs(rho) ** apart) @ residual
        products.append(float((neighbours * covariance).sum()))
        squares.append(float(np.trace(covariance)))
    return np.array(products), np.array(squares)


def pooled_lag1(series: list[tuple[np.ndarray, np.ndarray, float]]) -> float:
    """The true lag-1 correlation that explains the series best, between -0.90 and 0.99; NaN where none has 5 points.

    Each series is (whole-number times, values, weight): weight is 1 / the variance of one value, or 1 where unknown.
    Only neighbouring periods are paired; a missing one is not bridged.
    """
    product = square = 0.0
    patterns: Counter[tuple[int, ...]] = Counter()
    for times, values, weight in series:
        if len(times) < 5:
            continue
        t, y = np.asarray(times, float), np.asarray(values, float)
        line = np.polynomial.Polynomial.fit(t, y, 1)
        residual = y - line(t)
        neighbours = np.diff(t) == 1
        product += weight * float((residual[1:] * residual[:-1])[neighbours].sum())
        square += weight * float((residual**2).sum())
        patterns[tuple(int(value - t[0]) for value in t)] += 1
    if square <= 0:
        return float("nan")
    expected_product = sum(count * _expected(times)[0] for times, count in patterns.items())
    expected_square = sum(count * _expected(times)[1] for times, count in patterns.items())
    # The expected ratio rises with the correlation, so the grid can be read backwards.
    return float(np.interp(product / square, expected_product / expected_square, _GRID))
