"""What stands behind a need: who says so, and how far they agree."""

import pandas as pd


def by_source(ratings: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """One row: one source that rated the people of one need: `source, people, mean, standard` (both over its people),
    the share of them it puts `below` their standard and `raters` (named ones; 0 where none is named).

    ratings: employee, source, rater, score of one period and indicator; people: employee, standard. A person with
    several ratings of one source counts once, by their mean.
    """
    rated = ratings.merge(people[["employee", "standard"]], on="employee")
    each = rated.groupby(["source", "employee"], as_index=False).agg(
        score=("score", "mean"), standard=("standard", "first")
    )
    each["below"] = each["score"] < each["standard"]
    table = each.groupby("source", as_index=False).agg(
        people=("employee", "size"), mean=("score", "mean"), standard=("standard", "mean"), below=("below", "mean")
    )
    return table.assign(raters=table["source"].map(rated.groupby("source")["rater"].nunique()).fillna(0))


def agreement(below: pd.DataFrame) -> tuple[float, float]:
    """Shares of the people below standard (`analytics.needs.persons.person_needs`) whom two sources put there, and whom
    two periods do."""
    return float((below["sources_below"] >= 2).mean()), float((below["periods_below"] >= 2).mean())
