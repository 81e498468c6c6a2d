"""Regions in which some came and some left, judged without the sums of those who stayed."""

import pandas as pd

from analytics.change.overlap import with_overlap
from analytics.change.paired import unpaired_changes
from analytics.comparison.intervals import add_intervals
from tests.worlds import components, null_regions


def compared(before: pd.DataFrame, now: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(`unpaired_changes` of two periods' ratings, the spreads of both)."""
    scores, spreads = [], []
    for period, ratings in (("1", before), ("2", now)):
        spread = components.spread(ratings)
        found = add_intervals(null_regions.scores(ratings), spread, components.rater_load(ratings))
        scores.append(found.assign(period=period))
        spreads.append(spread.assign(period=period))
    return unpaired_changes(scores[1], scores[0]), pd.concat(spreads)


def changes(before: pd.DataFrame, now: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """One row: one agency's change, with what is known of the people rated both times."""
    apart, spreads = compared(before, now)
    return with_overlap(apart, components.pair_spread(both), components.pair_load(both), spreads)
