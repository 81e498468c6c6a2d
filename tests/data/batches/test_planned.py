"""How people of a planned programme are chosen is a decision: kept, rebuilt, undone, and for the whole region alone."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from data.batches import batches
from data.batches.decisions import record_plan
from data.terms.actors import Actor
from data.terms.problems import Refused
from data.upkeep import backups
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION

PERIOD = "2025-S1"


def record(store, rule="score", actor=SYSTEM, after=0, **seats):
    when = NOW + timedelta(minutes=after)
    return record_plan(store, REGION, PERIOD, seats or {"KES01": 30}, 2026, rule, "500.4.8.20.5.10", actor, when)


def rules(store):
    held = store.query(SYSTEM, "selection_rules", region=REGION)
    return [(row.programme, json.loads(row.detail)["rule"]) for row in held.itertuples()]


def test_a_recorded_plan_outlives_a_rebuilding_and_an_undo_takes_it_back(store):
    first = record(store, KES01=30, PUB01=20)
    second = record(store, "unit", after=1, KES01=25)
    both = [("KES01", "score"), ("PUB01", "score")]
    assert rules(store) == [*both, ("KES01", "unit")]
    batches.undo(store, second, SYSTEM, NOW + timedelta(minutes=2), "salah pilih")
    assert rules(store) == both
    store.close()
    rebuilt = backups.rebuild(store.home)
    assert rules(rebuilt) == both and verify(rebuilt) == []
    batches.undo(rebuilt, first, SYSTEM, NOW + timedelta(minutes=3), "salah rencana")
    assert rules(rebuilt) == []
    rebuilt.close()


def test_who_is_bound_to_agencies_records_none_and_sees_none(store):
    record(store)
    bound = Actor("tono", "planner", REGION, frozenset({"A1"}))
    with pytest.raises(Refused):
        record(store, actor=bound, after=1)
    assert store.query(bound, "selection_rules", region=REGION).empty
    assert rules(store) == [("KES01", "score")]
    with pytest.raises(Refused):
        record(store, actor=replace(bound, agencies=None, region="9999"), after=1)
