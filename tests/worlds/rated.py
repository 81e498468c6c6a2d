"""Ratings with a known severity of every rater."""

import numpy as np
import pandas as pd

INDICATORS = ("TG", "KW", "BP", "KOM", "DS", "AD", "KL", "KPM")


def rated(
    rng: np.random.Generator, units: int = 8, size: int = 15, raters: int = 3, severity: float = 6.0,
    unit_level: float = 6.0, pool: int | None = None,
) -> tuple[pd.DataFrame, dict[int, float]]:  # fmt: skip
    """(ratings of superiors: employee, rater, source, indicator, score; rater -> planted severity, points).

    units of `size` people; each person is rated by `raters` of the `pool` raters of their unit (as many as it takes for
    each to rate 15 people where not given). Units differ in level, which is no severity; raters see a person each in
    their own way (4 points) and each indicator with noise (5)."""
    pool = pool or max(raters, round(size * raters / 15))
    rows, planted = [], {}
    for unit in range(units):
        level = rng.normal(0, unit_level)
        own = {unit * 100 + number: float(rng.normal(0, severity)) for number in range(pool)}
        planted |= own
        for number in range(size):
            true = 70 + level + rng.normal(0, 6)
            for rater in rng.choice(list(own), raters, replace=False):
                view = rng.normal(0, 4)
                for indicator in INDICATORS:
                    score = true + own[int(rater)] + view + rng.normal(0, 5)
                    rows.append((unit * 1000 + number, int(rater), "superior", indicator, score))
    return pd.DataFrame(rows, columns=["employee", "rater", "source", "indicator", "score"]), planted
