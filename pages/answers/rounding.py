"""Figures as they stand on screen, for answers that must agree with a reader who adds or subtracts them there."""

import math
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd


def shown(value: float | None, digits: int = 1) -> float:
    """The figure a reader sees: `value` rounded half away from zero. NaN stays NaN."""
    if pd.isna(value):
        return math.nan
    return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def difference(now: float | None, before: float | None, digits: int = 1) -> float:
    """What a reader gets who subtracts the two figures on screen."""
    return shown(shown(now, digits) - shown(before, digits), digits)
