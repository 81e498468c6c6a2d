"""The score a whole agency should reach, from the standards of its positions."""

import numpy as np
import pandas as pd

LEAST_KNOWN = 0.9
"""Share of an agency's people whose positions must have a standard, for it to have one."""


def wanted_score(people: pd.DataFrame, standards: pd.DataFrame, weights: pd.DataFrame | None = None) -> float | None:
    """The head-count mean, in points, of the standards of an agency's positions, of the composite by weight.

    people: position, n_people of the agency. standards: position, indicator, standard; of one indicator, where no
    weights (position, indicator, weight) are given. None where a weighted indicator of a position has no standard and
    under nine tenths of the people are left.
    """
    if weights is None:
        wanted = standards.assign(weight=1.0)
    else:
        wanted = weights[weights["weight"] > 0].merge(standards, on=["position", "indicator"], how="left")
    by_position = wanted.assign(part=wanted["standard"] * wanted["weight"]).groupby("position")
    level = by_position["part"].sum(min_count=1) / by_position["weight"].sum()
    level = level.where(by_position["standard"].count() == by_position["weight"].count())
    known = people.assign(level=people["position"].map(level)).dropna(subset="level")
    if known.empty or known["n_people"].sum() < LEAST_KNOWN * people["n_people"].sum():
        return None
    return float(np.average(known["level"].astype(float), weights=known["n_people"].astype(float)))
