"""Slow twins of `analytics.statistics.slopes`, and the ways of judging a trend it was chosen over."""

from collections.abc import Sequence

import numpy as np
from scipy import integrate, linalg, special, stats

from analytics.statistics.slopes import LAGS, LEAST_VARIANCE, SCATTER, Series

LEVELS = np.linspace(-7, 7, 141)


def plausible_p(series: Sequence[Series]) -> np.ndarray:
    """Two-sided p of each series: the likelihood is that of contrasts that no line touches (multivariate t), the level
    is integrated over by quadrature, every matrix written out, nothing let go."""
    grid = [(d, r) for d in SCATTER for r in LAGS]
    likely = np.array([sum(_log_likelihood(one, d, r) for one in series) for d, r in grid])
    weight = np.exp(likely - likely.max())
    found = []
    for one in series:
        tails = np.array([_below_zero(one, d, r) for d, r in grid])
        below = integrate.trapezoid(weight * tails, LEVELS).sum() / integrate.trapezoid(weight, LEVELS).sum()
        found.append(2 * min(below, 1 - below))
    return np.array(found)


def _covariance(times: np.ndarray, r: float) -> np.ndarray:
    return np.array([[r ** abs(int(a) - int(b)) for a in times] for b in times])


def _log_likelihood(one: Series, d: float, r: float) -> np.ndarray:
    times, values, scale = one
    contrasts = linalg.null_space(np.array([np.ones(len(times)), times]))
    told, shape = contrasts.T @ values, contrasts.T @ _covariance(times, r) @ contrasts
    center, spare = np.exp(LEVELS) * scale, len(told)
    square = told @ np.linalg.solve(shape, told) + spare * LEAST_VARIANCE
    gamma = special.gammaln((d + spare) / 2) - special.gammaln(d / 2)
    return (
        gamma - spare / 2 * np.log(d * np.pi * center) - np.log(np.linalg.det(shape)) / 2
        - (d + spare) / 2 * np.log1p(square / d / center)
    )  # fmt: skip


def _below_zero(one: Series, d: float, r: float) -> np.ndarray:
    times, values, scale = one
    x, inverse = np.column_stack([np.ones(len(times)), times]), np.linalg.inv(_covariance(times, r))
    inside = np.linalg.inv(x.T @ inverse @ x)
    line = inside @ x.T @ inverse @ values
    rest, spare = values - x @ line, len(times) - 2
    square = float(rest @ inverse @ rest) + spare * LEAST_VARIANCE
    variance = (d * np.exp(LEVELS) * scale + square) / (d + spare)
    return stats.t.cdf(-line[1] / np.sqrt(inside[1, 1] * variance), d + spare)


def mann_kendall(series: Sequence[Series], lag: float) -> np.ndarray:
    """Two-sided p of each series by Mann-Kendall, the variance of S raised for the lag (Yue & Wang 2004)."""
    found = []
    for _, values, _ in series:
        n = len(values)
        s = float(np.sign(np.subtract.outer(values, values))[np.tril_indices(n, -1)].sum())
        k = np.arange(1, n)
        variance = n * (n - 1) * (2 * n + 5) / 18 * (1 + 2 * float(((1 - k / n) * lag**k).sum()))
        found.append(2 * stats.norm.sf(max(0.0, abs(s) - 1) / np.sqrt(variance)))
    return np.array(found)


def block_bootstrap(series: Sequence[Series], rng: np.random.Generator, block: int = 3, draws: int = 999) -> np.ndarray:
    """Two-sided p of each series: its slope among those of blocks of its own residuals put together anew."""
    found = []
    for times, values, _ in series:
        n = len(values)
        x = times - np.mean(times)
        slope = float(x @ values / (x @ x))
        rest = values - np.mean(values) - slope * x
        starts = rng.integers(0, n - block + 1, (draws, -(-n // block)))
        made = rest[(starts[..., None] + np.arange(block)).reshape(draws, -1)[:, :n]]
        found.append((1 + np.sum(np.abs(made @ x / (x @ x)) >= abs(slope))) / (draws + 1))
    return np.array(found)
