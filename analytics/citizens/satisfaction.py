"""Citizens' satisfaction (SKM, IKM) by the rule of PermenPANRB 14/2017: nine elements of equal weight.

The index is the mean of the nine elements, each 1 to 4, times 25. A ninth is a ninth: 0.11 in its place, as many forms
have it, makes the best possible index 99. It is rounded half up to two decimals before it is given a grade, because
the grades leave gaps between their bounds (76.60 and 76.61).
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

ELEMENTS = ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9")
"""By what they mean, as the reference table names them; the eighth and the ninth stand swapped in many forms."""
OF_STAFF = ("U6", "U7", "U8")
"""Competence, conduct, handling of complaints: what people can be trained in. The others are procedure and place."""
SCALES = ("1-4", "25-100")
"""The survey's own answers, and the same times 25."""
_PLACES = 8  # decimals of an answer that are told from the noise of arithmetic


def satisfaction(elements: pd.DataFrame, bands: pd.DataFrame) -> pd.DataFrame:
    """One row: one agency (or unit) in one period, with its index.

    elements: keys (all columns but the following), indicator, score (0-100 of the answers' scale), scale (as text),
    n_respondents. bands: code, low, high (index). Gives ikm (25 to 100, two decimals), band, n_elements, n_respondents
    (the fewest of any element; NaN where one does not say), staff (mean of the elements of staff, 0-100), weakest and
    weakest_score (the lowest element), and reason: None, `elements` (some are missing) or `scale` (answers on another
    scale than the survey's); without an index where there is a reason.
    """
    known = elements[elements["indicator"].isin(ELEMENTS) & elements["score"].notna()]
    given = ("indicator", "score", "scale", "n_respondents")
    keys = [column for column in elements.columns if column not in given]
    rows = [
        dict(zip(keys, key, strict=True)) | _of_one(group, bands) for key, group in known.groupby(keys, dropna=False)
    ]
    columns = ["ikm", "band", "n_elements", "n_respondents", "staff", "weakest", "weakest_score", "reason"]
    return pd.DataFrame(rows, columns=[*keys, *columns])


def _of_one(group: pd.DataFrame, bands: pd.DataFrame) -> dict:
    scores = group.set_index("indicator")["score"].astype(float)
    reason = "elements" if len(scores) < len(ELEMENTS) else None if group["scale"].isin(SCALES).all() else "scale"
    ikm = np.nan if reason else index(scores)
    staff = scores.reindex(OF_STAFF)
    # Of equal elements the first by number, so that the order of rows says nothing.
    weakest = None if reason else scores.sort_index().idxmin()
    return {
        "ikm": ikm, "band": band(ikm, bands), "n_elements": len(scores),
        "n_respondents": group["n_respondents"].astype(float).min(skipna=False),
        "staff": staff.mean(skipna=False) if reason != "scale" else np.nan,
        "weakest": weakest, "weakest_score": scores[weakest] if weakest else np.nan, "reason": reason,
    }  # fmt: skip


def index(scores: pd.Series) -> float:
    """The index of nine element scores (0-100 of the scale 1 to 4), to two decimals, half up."""
    answers = [1 + 3 * Fraction(repr(round(float(score), _PLACES))) / 100 for score in scores]
    exact = round(sum(answers, Fraction(0)) * 25 / len(ELEMENTS), _PLACES)
    return float(half_up(Decimal(exact.numerator) / exact.denominator))


def half_up(value: Decimal) -> Decimal:
    """Two decimals, half up: what lies between two grades belongs to the upper one."""
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def band(ikm: float, bands: pd.DataFrame) -> str | None:
    """The grade of a rounded index; None without one, or where the table has no grade for it."""
    at = bands[bands["low"].le(ikm) & bands["high"].ge(ikm)]
    return None if at.empty else str(at["code"].iloc[0])
