"""The five verdicts about a change, and when each may be said.

`up`, `down`: holds up against everything looked at in its family. `likely_up`, `likely_down`: the interval excludes no
change, but the family, the raters or the number of periods forbid more. `uncertain`: the interval covers no change.
`insufficient`: too little data to say anything.
"""

import numpy as np
import pandas as pd

from analytics.statistics.ends import ends_of

UP, DOWN = "up", "down"
LIKELY_UP, LIKELY_DOWN = "likely_up", "likely_down"
UNCERTAIN, INSUFFICIENT = "uncertain", "insufficient"
MOVES = (UP, DOWN, LIKELY_UP, LIKELY_DOWN)
STRENGTH = (UP, LIKELY_UP, DOWN, LIKELY_DOWN, UNCERTAIN, INSUFFICIENT)
"""In the order in which they are listed: what moves first."""

LEAST_COVERAGE = 0.60
FEWEST_PEOPLE = 5
FALSE_SHARE = 0.05


def benjamini_hochberg(p: np.ndarray, q: float = FALSE_SHARE) -> np.ndarray:
    """Which hypotheses are rejected when at most a share q of the rejected may be false (Benjamini & Hochberg 1995).
    NaN takes no part."""
    p = np.asarray(p, float)
    order = np.flatnonzero(np.isfinite(p))
    order = order[np.argsort(p[order], kind="stable")]
    below = np.flatnonzero(p[order] <= q * np.arange(1, len(order) + 1) / max(len(order), 1))
    rejected = np.zeros(len(p), dtype=bool)
    if below.size:
        # All up to the last one under the line, those over it among them too: that is what bounds the share of false
        # ones.
        rejected[order[: below[-1] + 1]] = True
    return rejected


def outwards(low: pd.Series, high: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The ends of intervals with one decimal, as the screen shows them: the lower rounded down, the upper up."""
    # With a hair against binary noise: an end of 0.3 may come out a little under it and must not become 0.2.
    return np.floor(low.astype(float) * 10 + 1e-9) / 10, np.ceil(high.astype(float) * 10 - 1e-9) / 10


def judge(changes: pd.DataFrame, family: tuple[str, ...] = ("region", "indicator", "source")) -> pd.DataFrame:
    """`changes` with passes, family_size and verdict. One row is one question: did this group change on this?

    Needs estimate, low, high (points), p, in_family (takes part in the false-discovery count), cap (`likely` or None),
    cap_reason and reason (why insufficient, or None). Rows that share the columns `family` (as far as they are there)
    are one family, so pass the trends and the two-period changes of a region together. Also adds low_shown, high_shown:
    the interval with one decimal, rounded outwards, which is what must exclude 0 and what the screen shows. Where only
    the family holds a verdict back, cap_reason becomes `family`; where only what is told as a bound does (ends_below,
    ends_above: how much wider that makes the interval), `ends`.
    """
    result = changes.copy()
    keys = [key for key in family if key in result]
    p = result["p"].where(result["in_family"].astype(bool) & result["reason"].isna()).to_numpy(float)
    passes, size = np.zeros(len(result), dtype=bool), np.zeros(len(result), dtype=int)
    groups = result.groupby(keys, dropna=False).indices.values() if keys else [np.arange(len(result))]
    for rows in groups:
        passes[rows] = benjamini_hochberg(p[rows])
        size[rows] = np.isfinite(p[rows]).sum()
    low, high = outwards(result["low"], result["high"])
    judged = result["reason"].isna()
    sure = passes & result["cap"].isna()
    # The printed ends and p must both say so: whoever checks the interval on screen has to come to the verdict.
    rises, falls = (low > 0) & result["p"].lt(FALSE_SHARE), (high < 0) & result["p"].lt(FALSE_SHARE)
    result["passes"], result["family_size"] = passes, size
    result["low_shown"], result["high_shown"] = low, high
    result["verdict"] = np.select(
        [~judged, rises & sure, rises, falls & sure, falls], [INSUFFICIENT, UP, LIKELY_UP, DOWN, LIKELY_DOWN], UNCERTAIN
    )
    held = result["verdict"].isin([LIKELY_UP, LIKELY_DOWN]) & result["cap"].isna()
    result["cap_reason"] = (
        result["cap_reason"].astype(object).where(~held, "family").where(~_held_by_ends(result), "ends")
    )
    return result


def _held_by_ends(judged: pd.DataFrame) -> pd.Series:
    """Whether an interval covers 0 because of ends_below and ends_above alone."""
    below, above = ends_of(judged)
    low, high = outwards(judged["low"] + below, judged["high"] - above)
    return judged["verdict"].eq(UNCERTAIN) & ((low > 0) | (high < 0)) & (below + above > 0)
