"""How far a source agrees with itself about the same person, and how many raters a person needs."""

import numpy as np
import pandas as pd

WANTED = 0.7
FEWEST_PEOPLE = 20
"""People with two raters or more, from which on agreement is told."""
COLUMNS = ["source", "n_people", "n_raters", "each", "single", "mean", "needed"]


def reliability(known: pd.DataFrame) -> pd.DataFrame:
    """One row: one source: n_people whom two or more raters of it rated, n_raters, each (raters a person has on
    average), single: the share of the variance of one rater's view that is the person (ICC 1,1, 0-1), mean: that of
    the mean over so many raters (Spearman-Brown), needed: raters for `WANTED` (NaN where no number
    does). NaN where too few people.

    known: one row is one rater and one person: source, employee, rater, value."""
    rows = []
    for source, own in known.groupby("source"):
        sizes = own.groupby("employee")["value"].transform("size")
        told = own[sizes.gt(1)]
        people = told["employee"].nunique()
        row: dict[str, object] = {"source": source, "n_people": people, "n_raters": told["rater"].nunique()}
        row |= dict.fromkeys(("each", "single", "mean", "needed"), np.nan)
        if people >= FEWEST_PEOPLE:
            single, each = _one_rater(told)
            row |= {"each": len(told) / people, "single": single, "mean": _of_many(single, each)}
            if single > 0:
                row["needed"] = float(np.ceil(WANTED * (1 - single) / (single * (1 - WANTED)) - 1e-9))
        rows.append(row)
    return pd.DataFrame(rows, columns=COLUMNS)


def _one_rater(told: pd.DataFrame) -> tuple[float, float]:
    """(ICC 1,1 by analysis of variance, raters a person counts as having)."""
    by_person = told.groupby("employee")["value"].agg(["size", "mean", "var"])
    sizes = by_person["size"].to_numpy(float)
    n, people = sizes.sum(), len(sizes)
    inside = float((by_person["var"] * (sizes - 1)).sum() / (n - people))
    across = float((sizes * (by_person["mean"] - told["value"].mean()) ** 2).sum() / (people - 1))
    each = (n - (sizes**2).sum() / n) / (people - 1)
    total = across + (each - 1) * inside
    return (max(0.0, (across - inside) / total) if total > 0 else 0.0), n / people


def _of_many(single: float, raters: float) -> float:
    return raters * single / (1 + (raters - 1) * single)
