"""How many were rated on one indicator: an interval stands on them, and of peers and subordinates they are often few
of the group."""

import pandas as pd

from pages.ui import cached
from pages.ui.filters import Choice


def of_those_rated(choice: Choice, scores: pd.DataFrame, query: str, *keys: str) -> pd.DataFrame:
    """`scores` with n_people of those rated on the chosen indicator, unknown where a part of it is; as they are where
    none is chosen. query: the named query that counts them, summed over `keys`."""
    if choice.indicator is None:
        return scores
    rated = cached.ask(query, **choice.query("agencies", periods=True))
    counted = rated.groupby(list(keys))["n_people"].agg(lambda parts: parts.sum(skipna=False)).reset_index()
    return scores.drop(columns="n_people").merge(counted, on=list(keys), how="left")
