"""What is told near an end of the scale is a bound, and a verdict has to hold at both of its ends.

Five people of 97 points or more are released as five of 96, who may later be twenty of 99: three points of change that
nobody made. A score carries ends_below and ends_above, the points by which the truth may lie under and over it
(`data/queries/leader/end_reach.sql`; columns that are absent, or NaN, are 0). What is made of scores carries the same,
its range is wider by them, and its p is that of the end at which the least changed.
"""

import numpy as np
import pandas as pd

from analytics.statistics.tails import t_both_sides, t_quantile

ENDS = ["ends_below", "ends_above"]


def ends_of(rows: pd.DataFrame, suffix: str = "") -> tuple[np.ndarray, np.ndarray]:
    """ends_below and ends_above of the rows (columns ending in `suffix`), 0 where nothing is known of them."""
    columns = (rows.get(f"{name}{suffix}", pd.Series(0.0, index=rows.index)) for name in ENDS)
    below, above = (column.astype(float).fillna(0.0).to_numpy() for column in columns)
    return below, above


def of_difference(
    now: tuple[np.ndarray, np.ndarray], before: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """The ends of `now` minus `before`."""
    return now[0] + before[1], now[1] + before[0]


def t_range(
    estimate: np.ndarray, se: np.ndarray, df: np.ndarray, ends: tuple[np.ndarray, np.ndarray], level: float = 0.95
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(low, high, p) of estimates of known standard error that may lie `ends` under and over what is told."""
    below, above = ends
    half = t_quantile(0.5 + level / 2, df) * se
    nearest = np.clip(0.0, estimate - below, estimate + above)
    return estimate - half - below, estimate + half + above, t_both_sides(nearest / se, df)
