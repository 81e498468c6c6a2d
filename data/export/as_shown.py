"""Answers of leaders' queries as they leave the server: with the digits that screens show, and none beyond.

What works on full figures (`Store.query`, in the server) is not rounded; what is written out for somebody to read is.
"""

import pandas as pd

_DIGITS = {
    "score": 1, "mean": 1, "coverage": 2, "share": 2, "weight_shared": 2, "weight_effect": 1, "var_person": 1,
    "var_rater": 1, "median_load": 1, "load": 1, "sum_nr2": 0, "sum_before2": 0, "sum_now2": 0, "sum_fresh2": 0,
}  # fmt: skip
"""Decimals of what is worked out from released cells; weights of rules and values of measures stand as given."""
_SUMS = ("total_now", "total_before")
"""Sums over n_people, whose mean a screen would show: they are as fine as that mean, and no finer."""


def as_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """The answer of a leaders' query with the digits of the screen."""
    rounded = frame.round({column: digits for column, digits in _DIGITS.items() if column in frame})
    sums = {column: (frame[column] / frame["n_people"]).round(1) for column in _SUMS if column in frame}
    return rounded.assign(**{column: (mean * frame["n_people"]).round(6) for column, mean in sums.items()})
