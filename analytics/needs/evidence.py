"""What stands behind a need: who says so, and how far they agree."""

import pandas as pd


def by_source(ratings: pd.DataFrame, people: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row: one source that rated the people of one need: `source, people, mean, standard` (both over its people),
    the share of them it puts `below` their standard and `raters` (named ones; 0 where none is named). by: columns of
    people that name the needs, each with rows of its own.

    ratings: employee, indicator, source, rater, score of one period; people: `by`, employee, indicator, standard. A
    person with several ratings of one source counts once, by their mean.
    """
    needed = list(dict.fromkeys([*by, "employee", "indicator", "standard"]))
    given = ratings[["employee", "indicator", "source", "rater", "score"]]
    rated = given.merge(people[needed], on=["employee", "indicator"])
    each = rated.groupby([*by, "source", "employee"], as_index=False).agg(
        score=("score", "mean"), standard=("standard", "first")
    )
    each["below"] = each["score"] < each["standard"]
    groups = [*by, "source"]
    table = each.groupby(groups, as_index=False).agg(
        people=("employee", "size"), mean=("score", "mean"), standard=("standard", "mean"), below=("below", "mean")
    )
    raters = rated.groupby(groups, as_index=False)["rater"].nunique().rename(columns={"rater": "raters"})
    return table.merge(raters, on=groups)


def agreement(below: pd.DataFrame) -> tuple[float, float]:
    """Shares of the people below standard (`analytics.needs.persons.person_needs`) whom two sources put there, and whom
    two periods do."""
    return float((below["sources_below"] >= 2).mean()), float((below["periods_below"] >= 2).mean())
