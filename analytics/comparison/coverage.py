"""How much stands behind a score: the share of the weight observed, and the share of the staff rated."""

import numpy as np
import pandas as pd

COVERAGES = ("weight_coverage", "staff_coverage")


def add_coverages(scores: pd.DataFrame, staff: bool = True) -> pd.DataFrame:
    """`scores` (coverage: share of the weight observed; n_people, n_roster) with weight_coverage, staff_coverage and,
    in place of coverage, the smaller of the two: verdicts stand on both.

    staff_coverage is the share of active staff rated, at most 1; NaN where the roster does not say, or where the scores
    are of a part of the staff only (not `staff`).
    """
    rated = scores["n_people"].astype("Float64") / scores["n_roster"].astype("Float64")
    share = np.minimum(rated.to_numpy(float, na_value=np.nan), 1.0) if staff else np.full(len(scores), np.nan)
    return scores.assign(
        weight_coverage=scores["coverage"],
        staff_coverage=share,
        coverage=np.fmin(scores["coverage"].astype(float), share),
    )


def mean_coverage(scores: pd.DataFrame) -> float:
    """Share of the weight observed over all rows that have one, by people where their number is known; NaN for none."""
    known = scores.dropna(subset="weight_coverage")
    people = known["n_people"].astype(float).fillna(1.0)
    return float(np.average(known["weight_coverage"].astype(float), weights=people)) if len(known) else float("nan")
