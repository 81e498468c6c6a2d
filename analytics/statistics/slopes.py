"""The slope of each series of a family, with the noise and what carries over known from all of them together.

A series of five to sixteen periods cannot tell by itself how noisy it is, nor how long a new rater's severity stays in
its scores; the other series of its region can. A series is a line plus noise of variance v, correlated by r^k between
periods k apart. r is the family's; the v are drawn around the family's level in units of `scale`, as scattered as a
chi-square with d degrees of freedom (Smyth 2004). None of them is taken as known: each verdict is averaged over what
the series leave plausible, which is where an uncertain r widens a range.

Per r: generalised least squares and the restricted likelihood (Patterson & Thompson 1971); per d and level: Student's
t.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import special

LAGS = np.round(np.arange(0, 0.96, 0.05), 2)
"""Every correlation is held as likely beforehand."""
SCATTER = np.array([4.0, 12.0, 96.0])
STEPS = np.arange(-2.4, 2.5, 0.8)
"""Levels looked at, in standard errors around the most plausible one."""
LEAST_VARIANCE = 0.1**2 / 12
"""Points squared: no period is known better than the tenth it is shown with."""
LEAST_SHOWN = 0.1
"""Points: a range whose end is nearer to 0 is shown with an end of 0."""
LEFT_OUT = 0.0005
"""Share of the plausibility that is let go, the least plausible first."""
HALVINGS = 40

Series = tuple[np.ndarray, np.ndarray, float]
"""Whole-number times, values, and the scale: what the variance of the noise is expected to be proportional to."""


@dataclass(frozen=True)
class Slopes:
    """One entry per series: slope per unit of time, its range, two-sided p; less, more: what the ends of its values
    make of it. lag: the family's r, averaged over what is plausible."""

    slope: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray
    less: np.ndarray
    more: np.ndarray
    lag: float


@dataclass(frozen=True)
class _Fits:
    """Series under every r: slope and square (residual quadratic form) [r, series], unit (variance of the slope at
    v = 1) and log (of the determinants in the restricted likelihood) [r, series], spare periods and scale [series]."""

    slope: np.ndarray
    square: np.ndarray
    unit: np.ndarray
    log: np.ndarray
    spare: np.ndarray
    scale: np.ndarray


Ends = tuple[np.ndarray, np.ndarray]
"""How far each value of a series may lie under and over what is told."""


def slopes(series: Sequence[Series], ends: Sequence[Ends] | None = None, level: float = 0.95) -> Slopes:
    """The slopes of one family of series of at least three periods each. Where values may lie elsewhere (`ends`, one
    pair a series), ranges are wider by what that makes of the slope, and p is that of the end nearest to 0."""
    fits = _fits(series)
    centres, chosen = _plausible(fits)
    chosen = np.exp((chosen - chosen.max()) * independent_share(series))
    share = chosen / chosen.sum()
    order = np.argsort(share, axis=None)[::-1]
    kept = order[: int(np.searchsorted(np.cumsum(share.flat[order]), 1 - LEFT_OUT)) + 1]
    d, step, r = np.unravel_index(kept, share.shape)
    df = SCATTER[d][:, None] + fits.spare
    prior = SCATTER[d][:, None] * centres[d, step, r][:, None] * fits.scale
    spread = np.sqrt(fits.unit[r] * (prior + fits.square[r]) / df)
    mixture = fits.slope[r], spread, df, share.flat[kept] / share.flat[kept].sum()
    less, more = _reaches(series, ends)
    tail = (1 - level) / 2
    return Slopes(
        mixture[3] @ mixture[0],
        _quantile(tail, mixture) - less,
        _quantile(1 - tail, mixture) + more,
        np.minimum(1.0, 2 * np.minimum(_below(less, mixture), 1 - _below(-more, mixture))),
        less,
        more,
        float((share.sum(axis=(0, 1)) * LAGS).sum()),
    )


def independent_share(series: Sequence[Series]) -> float:
    """What share (0-1) of the series tell something of their own about noise and r.

    Where a year raises the whole region, its series tell of that year once. Squares of two values with correlation c
    have the correlation c squared, so n series are worth n / (1 + (n - 1) c^2).
    """
    both = squares = 0.0
    at_times: dict[int, list[float]] = {}
    for times, values, scale in series:
        line = np.polynomial.Polynomial.fit(times, values, 1)
        residual = (np.asarray(values, float) - line(np.asarray(times, float))) / np.sqrt(max(scale, LEAST_VARIANCE))
        for time, rest in zip(times, residual, strict=True):
            at_times.setdefault(int(time), []).append(float(rest))
    for rests in at_times.values():
        square = float(np.square(rests).sum())
        both += sum(rests) ** 2 - square
        squares += (len(rests) - 1) * square
    alike = max(0.0, both / squares) if squares > 0 else 0.0
    return 1 / (1 + (len(series) - 1) * alike**2)


def periods_until_likely(n: int, slope: float, half: float, most: int = 6) -> int | None:
    """How many more periods of the same slope and noise make a range of `half` points around it, of n periods, leave
    out 0 as it is shown; None: over `most`. The range narrows with the sum of squared times, n (n^2 - 1)."""
    for more in range(most + 1):
        later = n + more
        if abs(slope) - half * np.sqrt(n * (n**2 - 1) / (later * (later**2 - 1))) >= LEAST_SHOWN:
            return more
    return None


def _fits(series: Sequence[Series]) -> _Fits:
    patterns: dict[tuple[int, ...], list[int]] = {}
    for number, (times, _, _) in enumerate(series):
        patterns.setdefault(tuple(int(time - times[0]) for time in times), []).append(number)
    slope, square, unit, log = (np.empty((len(LAGS), len(series))) for _ in range(4))
    for pattern, rows in patterns.items():
        values = np.array([series[row][1] for row in rows], float)
        values = values - values.mean(axis=1, keepdims=True)
        residual, weight, unit_here, log_here = _matrices(pattern)
        slope[:, rows] = weight @ values.T
        square[:, rows] = np.einsum("an,rnm,am->ra", values, residual, values, optimize=True)
        unit[:, rows], log[:, rows] = unit_here[:, None], log_here[:, None]
    spare = np.array([len(times) - 2 for times, _, _ in series], float)
    scale = np.array([max(scale, LEAST_VARIANCE) for _, _, scale in series])
    return _Fits(slope, np.maximum(square, 0.0) + spare * LEAST_VARIANCE, unit, log, spare, scale)


# The series of a region share a handful of patterns of periods, and each costs a matrix per correlation.
@cache
def _matrices(times: tuple[int, ...]) -> tuple[np.ndarray, ...]:
    """Of one pattern of times, per r: residual [n, n], weight of each value in the slope [n], unit, log."""
    t = np.array(times, float)
    design = np.column_stack([np.ones_like(t), t - t.mean()])
    apart = np.abs(np.subtract.outer(t, t))
    parts = []
    for r in LAGS:
        covariance = np.power(r, apart)  # 0 to the 0 is 1
        inverse = np.linalg.inv(covariance)
        inside = design.T @ inverse @ design
        solved = np.linalg.inv(inside) @ design.T @ inverse
        log = -(np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(inside)[1]) / 2
        parts.append((inverse - inverse @ design @ solved, solved[1], np.linalg.inv(inside)[1, 1], log))
    return tuple(np.array(part) for part in zip(*parts, strict=True))


def _reaches(series: Sequence[Series], ends: Sequence[Ends] | None) -> tuple[np.ndarray, np.ndarray]:
    """By how much each slope may be less, and more, than what is told: under the correlation where that is most."""
    found = np.zeros((2, len(series)))
    for number, (below, above) in enumerate(ends or ()):
        if not (np.any(below) or np.any(above)):
            continue
        times = series[number][0]
        weight = _matrices(tuple(int(time - times[0]) for time in times))[1]
        up, down = np.maximum(weight, 0), np.maximum(-weight, 0)
        found[:, number] = (up @ below + down @ above).max(), (up @ above + down @ below).max()
    return found[0], found[1]


def _plausible(fits: _Fits) -> tuple[np.ndarray, np.ndarray]:
    """Level and log likelihood of each scatter, step of the level, and r: two arrays [d, step, r]."""
    ratio = fits.square / fits.scale
    centres, likely = [], []
    for d in SCATTER:
        low, high = (np.log(end(ratio / fits.spare, axis=1)) for end in (np.min, np.max))
        low, high = low - 6, high + 3
        for _ in range(HALVINGS):  # the likelihood of the level has one peak, where its slope changes sign
            middle = (low + high) / 2
            prior = d * np.exp(middle)[:, None]
            rises = (d / 2 - (d + fits.spare) / 2 * prior / (prior + ratio)).sum(axis=1) > 0
            low, high = np.where(rises, middle, low), np.where(rises, high, middle)
        prior = d * np.exp(middle)[:, None]
        width = 1 / np.sqrt(((d + fits.spare) / 2 * prior * ratio / (prior + ratio) ** 2).sum(axis=1))
        levels = np.exp(middle + STEPS[:, None] * width)  # [step, r]
        prior = d * levels[:, :, None] * fits.scale
        gamma = special.gammaln((d + fits.spare) / 2) - special.gammaln(d / 2)
        each = gamma + d / 2 * np.log(prior) - (d + fits.spare) / 2 * np.log(prior + fits.square) + fits.log
        centres.append(levels)
        likely.append(each.sum(axis=2) + np.log(width))
    return np.array(centres), np.array(likely)


def _below(value: np.ndarray, mixture: tuple[np.ndarray, ...]) -> np.ndarray:
    """P(slope < value) of each series; mixture: middle, spread, df [part, series], share [part]."""
    middle, spread, df, share = mixture
    return share @ special.stdtr(df, (value - middle) / spread)


def _quantile(tail: float, mixture: tuple[np.ndarray, ...]) -> np.ndarray:
    """The value under which a share `tail` of each series' mixture lies, to a thousandth of the widest part."""
    middle, spread, df, _ = mixture
    reach = special.stdtrit(df, tail) * spread + middle
    low, high = reach.min(axis=0), reach.max(axis=0)
    for _ in range(12):
        half = (low + high) / 2
        under = _below(half, mixture) < tail
        low, high = np.where(under, half, low), np.where(under, high, half)
    return (low + high) / 2
