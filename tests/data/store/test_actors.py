"""Every function that changes the store asks its actor's role, whoever calls it; nothing is changed otherwise."""

import pickle
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from data.batches import batches, saved_views, together
from data.batches.decisions import decide, settle_home
from data.publishing import predicates, publish
from data.publishing.freezing import TooSmall
from data.store.recording import note_access
from data.store.store import Store
from data.terms.actors import LEAST, ROLES, Actor, may
from data.terms.problems import Refused
from data.upkeep import erasure
from tests.worlds.facts import NOW

REGION, PERIOD, WHY = "3403", "2025-S1", "uji"
STANDARD = {"position": "PEL_LAYANAN", "indicator": "KOM", "valid_from": "2024-S2", "standard": 95.0, "note": "baru"}
DECISION = {
    "region": REGION,
    "period": PERIOD,
    "subject": "need:KOM:A",
    "decision": "accept",
    "reason": "",
    "detail": "{}",
}
QUERY = {"daerah": REGION, "periode": PERIOD}
PLANNERS: dict[str, Callable[[Store, Actor], object]] = {
    "reference": lambda store, actor: batches.accept_reference(
        store, {"standards": pd.DataFrame([STANDARD])}, "x", actor, NOW
    ),
    "decide": lambda store, actor: decide(store, pd.DataFrame([DECISION]), actor, NOW),
    "home": lambda store, actor: settle_home(store, REGION, PERIOD, ["A", "B"], "A", actor, NOW),
    "undo": lambda store, actor: batches.undo(store, 1, actor, NOW, WHY),
    "undo together": lambda store, actor: together.undo(store, 1, actor, NOW, WHY),
    "publish": lambda store, actor: publish.publish(store, REGION, PERIOD, actor, NOW),
    "withdraw": lambda store, actor: publish.withdraw(store, REGION, PERIOD, actor, NOW, WHY),
    "predicates": lambda store, actor: predicates.publish(store, REGION, "2025", actor, NOW),
    "demo": lambda store, actor: batches.remove_demo(store, actor, NOW),
    "access": lambda store, actor: note_access(store, actor, NOW, "plan", 3),
}


def outcome(store: Store, do: Callable[[Store, Actor], object], actor: str) -> str:
    """What refused it; "" where nothing did, or where it found something else to refuse."""
    try:
        do(store, actor)
    except Refused as refused:
        return refused.problems[0].code
    except TooSmall:
        return "too few people"
    return ""


@pytest.mark.parametrize("name", PLANNERS)
def test_what_planners_do_is_refused_to_anybody_less(store, name):
    before = store.journal.last
    for role in ("leader", "", "anonymous", "auditor"):
        assert outcome(store, PLANNERS[name], Actor("siti", role)) == "not_allowed"
    assert store.journal.last == before
    for actor in (Actor("budi", "planner"), Actor("ani", "admin"), "root"):
        assert outcome(store, PLANNERS[name], actor) != "not_allowed"


def test_a_person_is_erased_by_an_admin(store):
    for role in ("leader", "planner", ""):
        with pytest.raises(Refused, match="not_allowed"):
            erasure.erase(store, "198605142010012003", Actor("siti", role), NOW)
    with pytest.raises(Refused, match="person_unknown"):
        erasure.erase(store, "198605142010012003", Actor("ani", "admin"), NOW)


def test_leaders_keep_views_of_their_own(store):
    leader = Actor("bupati", "leader")
    view = saved_views.save(store, "Dinas saya", "home", QUERY, leader, NOW)
    assert (view.role, store.journal.last.actor) == ("leader", "bupati")
    saved_views.rename(store, view, "Dinas kita", leader, NOW)
    for change in (
        lambda: saved_views.save(store, "Lain", "home", QUERY, Actor("tamu", ""), NOW),
        lambda: saved_views.delete(store, view, Actor("tamu", ""), NOW),
        lambda: saved_views.delete(store, replace(view, role="planner"), leader, NOW),
    ):
        with pytest.raises(Refused, match="not_allowed"):
            change()


def test_an_actor_is_recorded_by_login_and_keeps_its_role(store):
    actor = pickle.loads(pickle.dumps(Actor("budi", "planner")))
    batches.accept_reference(store, {"standards": pd.DataFrame([STANDARD])}, "x", actor, NOW)
    assert (actor.role, store.journal.last.actor, store.query("batch_list")["actor"][0]) == ("planner", "budi", "budi")


def test_each_role_may_what_those_before_it_may_and_nothing_that_is_not_listed():
    for kind in LEAST:
        allowed = [may(Actor("x", role), kind) for role in ROLES]
        assert allowed == sorted(allowed) and allowed[-1]
    assert not may(Actor("x", "admin"), "something new")
