"""Clusters of people, for planners only: shapes and head counts. Nobody is named, and no count under five is given."""

import pandas as pd

from analytics.clusters import Clusters, analyse
from analytics.clusters.head_counts import by_home
from analytics.needs.persons import shortfalls
from pages.answers.choice import Choice, remembered
from pages.answers.clusters.groups import SEED
from pages.answers.needs.needs import person_gaps

FEWEST = 5


@remembered
def clusters(choice: Choice, k: int | None) -> Clusters | None:
    """The region's people of the chosen period by the shape of their shortfalls; with k, in as many clusters."""
    gaps = person_gaps(choice)
    if gaps.empty:
        return None
    matrix, noise = shortfalls(gaps)
    return analyse(matrix, SEED, noise, wanted=k)


def homes(choice: Choice, own: Clusters) -> pd.DataFrame:
    """One row: one cluster and agency with its people, n_people; agencies of fewer than five together, agency ""."""
    people = person_gaps(choice).drop_duplicates("employee").set_index("employee")["agency"]
    return by_home(own.rows["cluster"], people, FEWEST).rename(columns={"home": "agency"})
