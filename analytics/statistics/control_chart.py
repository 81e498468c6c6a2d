"""Control limits of one series: what ordinary variety from period to period looks like (XmR chart, Shewhart; Wheeler
1993)."""

import numpy as np
import pandas as pd

from analytics.statistics.noise import as_shown, without_noise

FEWEST_POINTS = 5
FIRM_POINTS = 12
"""Fewer points give trial limits (NHS England, Making Data Count)."""
RUN = 7


def add_limits(series: pd.DataFrame) -> pd.DataFrame:
    """One segment of one series (seq, score; one row is one period) with limits.

    Adds centre, lower, upper (mean -+ 2.66 times the mean moving range; missing periods are not bridged), trial (True
    under 12 points) and rule: `outside`, `near_limit` (two of three in the outer third of the same side), `run` (seven
    on one side), `drift` (seven rising or falling), or None. Under five points there are no limits (NaN).

    Scores and limits are compared as a reader sees them: what is equal there is not outside, and does not rise.
    """
    result = series.sort_values("seq").assign(centre=np.nan, lower=np.nan, upper=np.nan, trial=True, rule=None)
    y, seq = as_shown(without_noise(result["score"].to_numpy(float))), result["seq"].to_numpy(float)
    moves = np.abs(np.diff(y))[np.diff(seq) == 1]
    moves = moves[np.isfinite(moves)]
    if np.isfinite(y).sum() < FEWEST_POINTS or not moves.size:
        return result
    # 2.66 is 3 / 1.128: three standard deviations, one being the mean range of two neighbours over 1.128.
    centre, reach = float(np.nanmean(y)), 2.66 * float(moves.mean())
    result["centre"], result["lower"], result["upper"] = centre, centre - reach, centre + reach
    result["trial"] = bool(np.isfinite(y).sum() < FIRM_POINTS)
    rules = np.full(len(y), None, dtype=object)
    off = without_noise(y - as_shown(centre))
    rules[_in_runs(np.sign(off), RUN)] = "run"
    steps = np.concatenate([[0.0], np.sign(without_noise(np.diff(y)))])
    # Seven points that rise are six steps; the point before the first step belongs to them.
    drifting = _in_runs(steps, RUN - 1)
    rules[drifting | np.concatenate([drifting[1:] & (steps[1:] != 0), [False]])] = "drift"
    for side in (1, -1):
        outer = side * y > as_shown(side * centre + reach * 2 / 3)
        for start in range(len(y) - 2):
            if outer[start : start + 3].sum() >= 2:
                rules[start : start + 3][outer[start : start + 3]] = "near_limit"
    # Last, so that of several signs the strongest is the one named.
    rules[(y > as_shown(centre + reach)) | (y < as_shown(centre - reach))] = "outside"
    result["rule"] = rules
    return result


def _in_runs(signs: np.ndarray, length: int) -> np.ndarray:
    """Which points belong to at least `length` equal, non-zero signs in a row."""
    in_run = np.zeros(len(signs), dtype=bool)
    start = 0
    for end in range(1, len(signs) + 1):
        if end == len(signs) or signs[end] != signs[start]:
            if end - start >= length and signs[start] in (1, -1):
                in_run[start:end] = True
            start = end
    return in_run
