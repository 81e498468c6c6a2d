"""Who can be planned for, where they work, and what is known of them."""

import pytest

from tests.data.world import add_agencies, add_rows, row

REGION, PERIOD = "3403", "2025-S1"


@pytest.fixture
def store(store):
    add_agencies(store, REGION, {"A0": "KES", "A1": "PEND"})
    return store


def planned(store, period=PERIOD):
    return store.query("plan_persons", region=REGION, period=period, plan_year=2026).set_index("employee")


def rostered(employee, position=None, active=True):
    return {"employee": employee, "agency": "A0", "unit": None, "position": position, "active": active}


def rated(employee, position="PENGAWAS"):
    return [row(employee, "A1", None, position, indicator, "superior", 70.0) for indicator in ("KOM", "BP")]


def test_whom_the_roster_calls_inactive_is_not_planned_for_although_rated(store):
    add_rows(store, REGION, PERIOD, [*rated(1), *rated(2), *rated(3)], [rostered(1, active=False), rostered(2)])
    assert planned(store)["agency"].to_dict() == {2: "A0", 3: "A1"}, "3 is rated, and the roster says nothing of them"
    add_rows(store, REGION, PERIOD, rated(4), [rostered(1), rostered(2, active=False)])
    assert list(planned(store).index) == [1, 3, 4], "the newest row counts"


@pytest.mark.parametrize("said", [None, ""])
def test_a_post_the_roster_does_not_name_is_the_one_people_were_rated_in(store, said):
    roster = [rostered(1, said), rostered(2, "JPT"), rostered(3, said)]
    add_rows(store, REGION, PERIOD, [*rated(1), *rated(2)], roster)
    assert planned(store)["position"].to_dict() == {1: "PENGAWAS", 2: "JPT", 3: ""}
