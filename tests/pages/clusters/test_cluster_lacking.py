"""What a cluster lacks against the standard is told apart from what sets it apart from other clusters."""

import numpy as np

from analytics.clusters import analyse
from pages.answers.clusters.groups import lacking
from tests.worlds.clusters import clustered


def two_kinds(level: float):
    """200 groups of two kinds, and their clusters: one set apart by KOM and AD, one by TG and KW; DS is low in both."""
    rows = clustered(np.random.default_rng(0), 1, d=0)[0]
    truth = np.arange(200) % 2
    rows.loc[truth == 0, ["KOM", "AD"]] += [5.0, 4.0]
    rows.loc[truth == 1, ["TG", "KW"]] += [5.0, 4.0]
    rows["DS"] += 9
    rows += level - rows.to_numpy().mean()
    return rows, analyse(rows, seed=1)


def test_what_a_cluster_lacks_is_its_lowest_against_the_standard_not_what_names_it():
    rows, found = two_kinds(level=2.0)
    assert {frozenset((one.first, one.second)) for one in found.clusters.itertuples()} == {
        frozenset(("KOM", "AD")),
        frozenset(("TG", "KW")),
    }
    for one in found.clusters.itertuples():
        lowest = rows[(found.rows["cluster"] == one.cluster).to_numpy()].mean().nlargest(2)
        below = lacking(found, one.cluster)
        assert below.index.tolist() == lowest.index.tolist() == ["DS", one.first]
        assert (below - lowest).abs().max() < 0.3


def test_a_cluster_above_its_standards_lacks_nothing_though_it_has_a_name():
    _, found = two_kinds(level=-20.0)
    assert len(found.clusters) == 2
    assert all(lacking(found, cluster).empty for cluster in found.clusters["cluster"])


def test_one_indicator_below_the_standard_stands_alone():
    _, found = two_kinds(level=-5.0)
    assert [lacking(found, cluster).index.tolist() for cluster in found.clusters["cluster"]] == [["DS"], ["DS"]]
