"""Decimal commas lost on the way: an export in the browser writes 82,5 as 825 and 78,25 as 7825, beside an 80.

Such a column has no decimals at all, and its values leave the scale by a power of ten, back from which they lie where
the others are.
"""

import numpy as np
import pandas as pd

UNCLEAR = -1
_TOP = 100.0
_OVER = 120.0  # up to here a value may be meant: more than all of a target
_MOST_PLACES = 3
_LOWER = 0.5  # of the least value of the others: so far below them may one lie


def places(facts: pd.DataFrame) -> np.ndarray:
    """How many decimal places each fact lost: 0 none, UNCLEAR where more than one number would fit.

    One fact is a `value` of the `series` (indicator and source), and how many `rows` have it.
    """
    lost = np.zeros(len(facts), dtype=np.int64)
    series, value, rows = (facts[name].to_numpy() for name in ("series", "value", "rows"))
    for one in np.unique(series[value > _OVER]):
        here = series == one
        lost[here] = _of_column(value[here], rows[here])
    return lost


def _of_column(value: np.ndarray, rows: np.ndarray) -> np.ndarray:
    none, inside, over = np.zeros(len(value), dtype=np.int64), (value > 0) & (value <= _TOP), value > _OVER
    if not inside.any() or (value % 1 != 0).any():
        return none
    powers = np.arange(1, _MOST_PLACES + 1)
    back = value[:, None] / 10.0**powers
    fits = over[:, None] & (back >= value[inside].min() * _LOWER) & (back <= _TOP)
    fitting = fits.any(axis=1)
    if not (fits & (back % 1 != 0)).any() or rows[fitting].sum() * 2 < rows[over].sum():
        return none  # 800 among 80s is a slip of the key, and most that is too much is no comma's doing
    found = np.where(fits.sum(axis=1) == 1, (fits * powers).sum(axis=1), UNCLEAR)
    return np.where(fitting, found, none)


def rules(facts: pd.DataFrame, lost: np.ndarray, groups: list[tuple]) -> tuple[list[dict], list[dict]]:
    """Rules of the mapping's `scales`: for all that lost a comma, and the same with it put back where that is clear."""
    every, restored = [], []
    found = facts.assign(places=lost, digits=np.log10(facts["value"].clip(1)).astype(int))[lost != 0]
    for (_, count, _), part in found.groupby(["series", "places", "digits"]):
        of = groups[part["group"].iloc[0]][:2]
        parts = {name: code for name, code in zip(("indicator", "source"), of, strict=True) if code}
        rule = parts | {"values": [float(part["value"].min()), float(part["value"].max())]}
        every.append(rule)
        restored.append(rule | ({"scale": None} if count == UNCLEAR else {"places": int(count), "scale": [0.0, _TOP]}))
    return every, restored
