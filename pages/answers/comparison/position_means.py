"""What other weights and other mixes of positions are computed from: the means of position groups and their weights."""

import pandas as pd

from analytics.comparison import what_if
from pages.answers.choice import Choice, remembered


@remembered
def means(choice: Choice) -> pd.DataFrame:
    """One row: one agency x position group and indicator in the chosen period: score, and n_people, all its people."""
    wanted = choice.query("agencies", "indicator", "sectors", "positions")
    return choice.ask("group_indicators", **wanted).drop(columns="n_people").rename(columns={"heads": "n_people"})


@remembered
def weights(choice: Choice) -> pd.DataFrame:
    """One row: the weight one position gave one indicator in the chosen period."""
    return choice.ask("weights", region=choice.region, periods=[choice.period])


def scored(choice: Choice) -> what_if.Scored:
    """The means as an array of agencies x positions x indicators."""
    return what_if.scored(means(choice), weights(choice))


@remembered
def by_position(choice: Choice) -> pd.DataFrame:
    """One row: one agency and position with n_people and score, of the composite or the chosen indicator."""
    if choice.indicator:
        groups = means(choice)
        return groups.loc[groups["indicator"] == choice.indicator, ["agency", "position", "n_people", "score"]]
    known = scored(choice)
    if not known.agencies:
        return pd.DataFrame(columns=["agency", "position", "n_people", "score"])
    return what_if.position_composites(known, what_if.weight_table(known, weights(choice)))
