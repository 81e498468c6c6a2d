"""Saved views are kept as decisions: they survive a reopening and a rebuilding, and undo brings one back."""

from datetime import timedelta

import pytest

from data.batches import batches, saved_views
from data.terms.actors import Actor, system
from data.terms.problems import Refused
from data.upkeep import backups
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW

QUERY = {"daerah": "3403", "periode": "2025-S1", "sektor": "KES"}
PLAN = {"daerah": "3403", "periode": "2025-S2"}
ALL = ["home", "agency_trends", "training_needs"]


def listed(store, pages=ALL):
    return saved_views.listed(store.query(SYSTEM, "saved_views", pages=pages))


def saved(store, name="Sektor kesehatan", page="agency_trends", query=QUERY, role="leader", after=0):
    return saved_views.save(store, name, page, query, Actor(role, role, None, None), NOW + timedelta(minutes=after))


def test_a_view_is_there_after_reopening_and_after_rebuilding_from_the_journal(store):
    first, second = saved(store), saved(store, "Rencana", "training_needs", PLAN, "planner", after=1)
    saved_views.rename(store, first, "  Kesehatan,   semester 1 ", system("planner"), NOW + timedelta(minutes=2))
    expected = [("Kesehatan, semester 1", QUERY, "leader"), ("Rencana", PLAN, "planner")]
    store.close()
    again = open_store(store.home)
    assert [(one.name, one.query, one.role) for one in listed(again)] == expected
    again.close()
    rebuilt = backups.rebuild(store.home)
    assert [(one.name, one.query, one.role) for one in listed(rebuilt)] == expected
    assert [one.subject for one in listed(rebuilt)] == [first.subject, second.subject]
    assert verify(rebuilt) == []
    rebuilt.close()


def test_a_deleted_view_is_gone_until_its_deletion_is_undone(store):
    first = saved(store)
    saved(store, "Lain", after=1)
    saved_views.delete(store, first, system("leader"), NOW + timedelta(minutes=2))
    assert [one.name for one in listed(store)] == ["Lain"]
    newest = int(store.query(SYSTEM, "batch_list")["batch_id"].iloc[0])
    batches.undo(store, newest, system("planner"), NOW + timedelta(minutes=3), "terhapus tanpa sengaja")
    assert [one.name for one in listed(store)] == ["Sektor kesehatan", "Lain"]


def test_views_of_other_pages_do_not_leave_the_store(store):
    saved(store)
    saved(store, "Kebutuhan", "training_needs", role="planner", after=1)
    assert [one.name for one in listed(store, ["home", "agency_trends"])] == ["Sektor kesehatan"]
    assert listed(store, []) == []


def test_one_view_under_two_names_is_two_views(store):
    assert saved(store).subject != saved(store, "Lagi", after=1).subject
    assert len(listed(store)) == 2


def test_no_second_view_gets_a_name_that_one_has(store):
    first, other = saved(store), saved(store, "Rencana", "training_needs", PLAN, "planner", after=1)
    with pytest.raises(Refused) as refused:
        saved(store, " SEKTOR  kesehatan", "home", after=2)
    assert [(one.code, one.found) for one in refused.value.problems] == [("view_name_taken", "Sektor kesehatan")]
    with pytest.raises(Refused):
        saved_views.rename(store, other, "Sektor Kesehatan", system("planner"), NOW + timedelta(minutes=3))
    saved_views.rename(store, first, "SEKTOR KESEHATAN", system("leader"), NOW + timedelta(minutes=4))  # its own
    saved_views.delete(store, first, system("leader"), NOW + timedelta(minutes=5))
    saved(store, after=6)
    assert sorted(one.name for one in listed(store)) == ["Rencana", "Sektor kesehatan"]


def test_the_list_of_batches_says_which_view_was_named_and_which_taken_away(store):
    first = saved(store)
    saved_views.delete(store, first, system("leader"), NOW + timedelta(minutes=1))
    told = store.query(SYSTEM, "batch_list")
    told = told[told["kind"] == "decision"]
    assert told[["decision", "about"]].to_numpy().tolist() == [["view", ""], ["view", "Sektor kesehatan"]]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "view_name_length"),
        ("   ", "view_name_length"),
        ("x" * 61, "view_name_length"),
        ("198605142010012003", "view_name_personal"),
        ("nilai 19860514 201001 2 003 Dinkes", "view_name_personal"),
        ("19860514-201001-2-003", "view_name_personal"),
        ("NIK 3403011405860001", "view_name_personal"),
    ],
)
def test_a_name_that_cannot_stand_is_refused_and_nothing_is_written(store, name, code):
    before = (store.home / "journal.jsonl").read_bytes()
    with pytest.raises(Refused) as refused:
        saved(store, name)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert (store.home / "journal.jsonl").read_bytes() == before
    one = saved(store)
    with pytest.raises(Refused):
        saved_views.rename(store, one, name, system("leader"), NOW)


@pytest.mark.parametrize("name", ["2023 2024 2025 2026 2027", "S1 2025, 3403, k=5", "\u2018Disiplin\u2019 & 50 %"])
def test_a_name_with_years_and_codes_stands(store, name):
    assert saved(store, name).name == name
