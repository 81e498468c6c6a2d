"""Where the people of clusters work, counted so that no small number shows; and which cluster bears a name."""

import numpy as np
import pandas as pd
import pytest

from analytics.clusters.head_counts import by_home
from analytics.clusters.identity import of_members


def slow(clusters: pd.Series, homes: pd.Series, fewest: int) -> list[tuple]:
    """(cluster, home, people): the smallest homes go together, one more at a time, until they are no small number."""
    rows = []
    for cluster in sorted(set(clusters[clusters >= 0])):
        counts: dict[str, int] = {}
        for person in clusters.index[clusters == cluster]:
            counts[homes[person]] = counts.get(homes[person], 0) + 1
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        together = 0
        while ordered and (ordered[-1][1] < fewest or 0 < together < fewest):
            together += ordered.pop()[1]
        rows += [(cluster, home, people) for home, people in ordered]
        rows += [(cluster, "", together)] if together >= fewest else []
    return rows


@pytest.mark.parametrize("seed", range(8))
def test_head_counts_are_those_of_the_loop_and_none_is_small(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(8, 120))
    clusters = pd.Series(rng.integers(-1, 3, n), index=range(100, 100 + n))
    homes = pd.Series(rng.choice(list("ABCDEFGH"), n, p=[0.4, 0.2, 0.1, 0.1, 0.1, 0.05, 0.03, 0.02]), clusters.index)
    counts = by_home(clusters, homes, 5)
    assert list(counts.itertuples(index=False, name=None)) == slow(clusters, homes, 5)
    assert (counts["n_people"] >= 5).all()


def test_people_in_no_cluster_have_no_home_counted():
    assert by_home(pd.Series([-1, -1]), pd.Series(["A", "B"]), 5).empty


def test_the_cluster_meant_is_the_one_with_most_members_in_common():
    rng = np.random.default_rng(3)
    keys = pd.MultiIndex.from_product([list("ABCDE"), ["JF", "PEL", "JPT"]], names=["agency", "position"])
    for _ in range(50):
        clusters = pd.Series(rng.integers(-1, 3, len(keys)), keys)
        listed = [list(key) for key in keys[rng.random(len(keys)) < 0.4]] or [["A", "JF"]]
        shares = {}
        for cluster in set(clusters[clusters >= 0]):
            own, named = set(keys[clusters == cluster]), set(map(tuple, listed))
            shares[cluster] = len(own & named) / len(own | named)
        best = max(sorted(shares), key=shares.get, default=None)
        wanted = best if best is not None and shares[best] >= 0.5 else None
        assert of_members(clusters, listed) == wanted
    assert of_members(pd.Series([-1] * len(keys), keys), [["A", "JF"]]) is None
