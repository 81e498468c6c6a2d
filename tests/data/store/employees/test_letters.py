"""Letters: the number and code by which one employee opens their own record, once."""

import datetime as dt
from dataclasses import replace

import pytest

from data.batches import batches
from data.store import users
from data.store.employees import letters
from data.store.engine import run
from data.store.journal import FILE
from data.store.users import UNBOUND
from data.terms.actors import Actor, NotAllowed, may, system
from data.terms.problems import Refused
from data.upkeep import erasure
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.facts import NOW
from tests.worlds.files import evaluation

ROOT = system("root")
REGION = "3403"


@pytest.fixture
def office(store):
    """A store with an admin and one file of three people; their NIPs."""
    users.add(store, "ani", "Ani", "admin", None, UNBOUND, ROOT, NOW)
    batches.accept(store, evaluation(store.home / "incoming", 1, people=3), ROOT, NOW)
    with store.cursor() as cursor:
        return [nip for (nip,) in cursor.execute("select distinct nip from person order by nip").fetchall()]


def refused(do) -> set[str]:
    with pytest.raises(Refused) as error:
        do()
    return {problem.code for problem in error.value.problems}


def test_a_letter_opens_once_and_in_time(store, office):
    letter = letters.write(store, office[0], REGION, ROOT, NOW)
    late = NOW + dt.timedelta(days=letters.DAYS)
    assert len(letter.code.replace("-", "")) == 16 and letter.until == late
    assert not letters.open_with(store, letter.number, letter.code, late)
    assert not letters.open_with(store, letter.number, "0000-0000-0000-0000", NOW)
    assert not letters.open_with(store, "ani", letter.code, NOW)
    assert letters.open_with(store, letter.number, letter.code.lower().replace("-", " "), NOW)
    assert not letters.open_with(store, letter.number, letter.code, NOW)
    assert store.journal.last.detail["change"] == "letter-opened" and store.journal.last.actor == letter.number


def test_another_letter_cancels_the_one_before_and_sets_no_password(store, office):
    first = letters.write(store, office[0], REGION, ROOT, NOW)
    again = letters.write(store, office[0], REGION, ROOT, NOW)
    other = letters.write(store, office[1], REGION, ROOT, NOW)
    assert (first.number == again.number) and first.number != other.number
    assert not letters.open_with(store, first.number, first.code, NOW)
    assert not users.choose_password(store, again.number, again.code, "$argon2id$hash", NOW)
    assert letters.open_with(store, again.number, again.code, NOW)


def test_who_bears_it_is_that_person_and_may_see_their_record_alone(store, office):
    letter = letters.write(store, office[0], REGION, ROOT, NOW)
    actor = users.known(store)[letter.number].actor
    assert (actor.role, actor.region, actor.agencies) == ("employee", REGION, None)
    assert may(actor, "own") and not any(may(actor, right) for right in ("figures", "persons", "audit", "user"))
    for name in ("published", "plan_persons"):
        with pytest.raises(NotAllowed):
            store.query(actor, name, region=REGION)
    with pytest.raises(NotAllowed):
        store.query(actor, "own_ratings", region="9999")
    with pytest.raises(NotAllowed):
        store.query(replace(actor, employee=None), "own_ratings", region=REGION)
    with pytest.raises(TypeError):
        store.query(actor, "own_ratings", region=REGION, own_employee=actor.employee + 1)


def test_nobodys_nip_and_others_people_get_none(store, office):
    before = store.journal.last
    others = Actor("tono", "planner", REGION, frozenset({"LAIN"}))
    assert refused(lambda: letters.write(store, "199001012020011001", REGION, ROOT, NOW)) == {"person_unknown"}
    assert refused(lambda: letters.write(store, office[0], "7271", ROOT, NOW)) == {"person_unknown"}
    assert refused(lambda: letters.write(store, office[0], REGION, others, NOW)) == {"person_unknown"}
    assert refused(lambda: letters.write(store, office[0], "7271", others, NOW)) == {"not_allowed"}
    assert store.journal.last == before


def test_the_journal_says_nothing_of_whose_it_is_and_erasing_ends_it(store, office):
    letter = letters.write(store, office[0], REGION, ROOT, NOW)
    text = (store.home / FILE).read_text()
    employee = users.known(store)[letter.number].employee
    assert str(employee) not in text and office[0] not in text and letter.code not in text
    assert verify(store) == []
    erasure.erase(store, office[0], ROOT, NOW)
    assert users.known(store)[letter.number].employee is None
    assert not letters.open_with(store, letter.number, letter.code, NOW)
    assert verify(store) == []


def test_a_store_of_before_gets_the_table_and_one_built_anew_has_lost_it(store, office):
    home = store.home
    letter = letters.write(store, office[0], REGION, ROOT, NOW)
    with store._engine.cursor() as cursor:
        cursor.execute("drop table user_person")
        run(cursor, "sql/journal/schema.sql", version="10")
    store.close()
    again = open_store(home, threads=1)
    try:
        assert again.recovered == [] and verify(again) == []
        assert not letters.open_with(again, letter.number, letter.code, NOW)
        fresh = letters.write(again, office[0], REGION, ROOT, NOW)
        assert letters.open_with(again, fresh.number, fresh.code, NOW)
    finally:
        again.close()
