"""Nobody is bounded: what a leader's commands say of small regions, handed to linear programmes that know all but the
scores. Each rule of publishing closes a way that is open without it.

`python -m tests.campaigns.nobody` does the same over random regions, with pages.
"""

import pytest

from data.upkeep.opening import open_store
from tests.twins.bounds import ENOUGH, Figure, Known, groups
from tests.worlds import routes
from tests.worlds.facts import REGION
from tests.worlds.layers import some
from tests.worlds.offices import Office
from tests.worlds.received import below, learnt, spreads

QUICK = 4


def narrowest(folder, way, stepped=True):
    """The first group of under five whom the figures of a way bound too narrowly; None where there is none."""
    store = open_store(folder, threads=1)
    office, figures = Office(store, routes.SECTORS), []

    def publish(period, region=REGION):
        snapshot = office.publish(period, region).snapshot_id
        figures.extend(learnt(office, snapshot, period, region))
        if way is routes.all_alike:
            figures.extend(spreads(office, snapshot, period))
        if way is routes.share_of_one_moved:
            figures.extend(below(office, snapshot, period, stepped))

    try:
        way(office, publish)
        return next(Known([*figures, *office.ends]).narrow(groups(figures)), None)
    finally:
        store.close()


@pytest.mark.parametrize("rule", some(list(routes.RULES), quick=QUICK))
def test_each_rule_closes_a_way_to_single_people(tmp_path, rule):
    way, *_ = routes.RULES[rule]
    assert narrowest(tmp_path / "with", way) is None
    with routes.without(rule):
        found = narrowest(tmp_path / "without", way, stepped=False)
    assert found is not None, "the attack must find people without the rule"


def test_a_programme_bounds_what_can_be_bounded():
    mean = Figure(dict.fromkeys("abcde", 0.2), 89.95, 90.05, fine=True)
    known = Known([mean])
    assert known.width({0: 1}) == pytest.approx((49.75, 100))
    assert known.width({0: 4}) == pytest.approx((349.75, 400))
    without_e = Figure(dict.fromkeys("abcd", 0.25), 94.95, 95.05, fine=True)
    both = Known([mean, without_e])
    low, high = both.width({both.atom_of["e"]: 1})
    assert (low, high) == pytest.approx((69.55, 70.45)) and high - low < ENOUGH
    assert set(next(both.narrow(groups([mean, without_e])))[0]) & {"e", "a"}


def test_whoever_holds_one_record_knows_the_sum_of_the_other_four_and_nobody():
    mean = Figure(dict.fromkeys("abcde", 0.2), 79.95, 80.05, fine=True)
    known = Known([mean], {"a": 72.0})
    assert known.width({0: 4}) == pytest.approx((327.75, 328.25))
    assert list(known.narrow(groups([mean]), fewer=4)) == []
