"""Quantiles and tails of the normal and of Student's t, for arrays of any shape.

The same numbers as `scipy.stats` gives, without its import: that takes most of a second of processor, which the first
reader after a start would wait for.
"""

import numpy as np
from scipy import special


def normal_quantile(share):
    """z with P(Z <= z) = share."""
    return special.ndtri(share)


def normal_below(value):
    """P(Z <= value)."""
    return special.ndtr(value)


def t_quantile(share, df):
    """t with P(T <= t) = share at `df` degrees of freedom, 0 < share < 1; NaN where df is not above 0."""
    return special.stdtrit(df, share)


def t_both_sides(value, df):
    """P(|T| >= |value|), the two-sided p; NaN where df is not above 0."""
    return 2 * special.stdtr(df, -np.abs(value))
