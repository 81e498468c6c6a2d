"""Objections: each step a line, the texts in files of the person alone, which go with them."""

import datetime as dt
from dataclasses import replace

import pytest

from data.batches import batches
from data.store import users
from data.store.employees import letters, objections
from data.store.journal import FILE
from data.store.people import pseudonym
from data.store.users import UNBOUND
from data.terms.actors import Actor
from data.terms.problems import Refused
from data.upkeep import backups, erasure
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip, prepare

SITI = Actor("siti", "planner", None, None)
TONO = Actor("tono", "planner", REGION, frozenset({"A0"}))  # not of person 1, who is of A1
WORDS, WHY = "Nilai Bu Sumarni tercatat pada saya", "Barisnya benar milik Anda"


@pytest.fixture
def office(store):
    """A store with an admin and two files."""
    users.add(store, "ani", "Ani", "admin", None, UNBOUND, SYSTEM, NOW)
    prepare(store)
    for number in (1, 2):
        batches.accept(store, evaluation(store.home / "incoming", number, people=6), SYSTEM, NOW)
    return store


def bearer(store, number: int = 1) -> Actor:
    number_of_letter = letters.write(store, nip(number), REGION, SYSTEM, NOW).number
    return users.known(store)[number_of_letter].actor


def refused(do) -> set[str]:
    with pytest.raises(Refused) as error:
        do()
    return {problem.code for problem in error.value.problems}


def steps(store, who: Actor) -> list[tuple]:
    return [
        (row.step, row.about, row.text) for row in store.query(who, "own_objections", region=REGION).itertuples()
    ]  # fmt: skip


def test_an_error_of_data_is_acknowledged_and_upheld_by_a_batch_or_refused_with_a_reason(office):
    who, later = bearer(office), NOW + dt.timedelta(hours=5)
    first = objections.file(office, "2025-S1", "person", WORDS, who, NOW)
    second = objections.file(office, "2025-S1", "row", WORDS, who, NOW)
    listed = office.query(SITI, "objections", region=REGION)
    assert listed["state"].tolist() == ["filed", "filed"] and listed["nip"].tolist() == [nip(1)] * 2
    assert (listed["due"] - listed["filed_at"]).unique().tolist() == [dt.timedelta(hours=72)]

    def answer(objection, step, text="", batch=None, actor=SITI):
        return lambda: objections.answer(office, objection, step, text, batch, actor, later)

    answer(first, "acknowledged")()
    assert refused(answer(first, "upheld")) == refused(answer(first, "upheld", batch=99)) == {"objection_batch"}
    assert refused(answer(first, "forwarded")) == refused(answer(first, "acknowledged")) == {"objection_ended"}
    answer(first, "upheld", "Diperbaiki", 2)()
    assert refused(answer(first, "refused", WHY)) == {"objection_ended"}
    assert refused(answer(second, "refused")) == {"objection_text"}
    assert refused(answer("00000000", "refused", WHY)) == {"objection_unknown"}
    assert refused(answer(second, "refused", WHY, actor=TONO)) == {"objection_unknown"}
    answer(second, "refused", WHY)()
    assert sorted(steps(office, who)) == sorted(
        [("filed", "person", WORDS), ("filed", "row", WORDS), ("acknowledged", "person", ""),
         ("upheld", "person", "Diperbaiki"), ("refused", "row", WHY)]
    )  # fmt: skip
    assert set(office.query(SITI, "objections", region=REGION)["state"]) == {"upheld", "refused"}
    assert steps(office, bearer(office, 2)) == [] and len(office.query(TONO, "objections", region=REGION)) == 0


def test_the_rating_itself_is_passed_on(office):
    who = bearer(office)
    mine = objections.file(office, "2025-S1", "rating", WORDS, who, NOW)
    assert refused(lambda: objections.answer(office, mine, "refused", WHY, None, SITI, NOW)) == {"objection_ended"}
    objections.answer(office, mine, "forwarded", "", None, SITI, NOW + dt.timedelta(hours=1))
    assert [step for step, _, _ in steps(office, who)] == ["filed", "forwarded"]


def test_what_may_be_filed_and_the_code_for_its_answer(office):
    who = bearer(office)
    for text in ("", "   ", "x" * 1001):
        assert refused(lambda: objections.file(office, "2025-S1", "row", text, who, NOW)) == {"objection_text"}  # noqa: B023
    assert refused(lambda: objections.file(office, "2025-S1", "salary", "x", who, NOW)) == {"not_allowed"}
    assert refused(lambda: objections.file(office, "2025-S1", "row", "x", replace(who, employee=None), NOW))
    paper = letters.renew(office, who, NOW)
    assert paper.number == who.login and letters.open_with(office, paper.number, paper.code, NOW)


def test_no_more_than_five_wait(office):
    who = bearer(office)
    filed = [objections.file(office, "2025-S1", "row", f"baris {n}", who, NOW) for n in range(5)]
    assert refused(lambda: objections.file(office, "2025-S1", "row", "lagi", who, NOW)) == {"objection_many"}
    objections.file(office, "2025-S1", "row", "orang lain", bearer(office, 2), NOW)
    objections.answer(office, filed[0], "refused", WHY, None, SITI, NOW)
    objections.file(office, "2025-S1", "row", "lagi", who, NOW)


def test_texts_stand_in_no_line_and_come_back_with_the_store(office):
    who = bearer(office)
    mine = objections.file(office, "2025-S1", "row", WORDS, who, NOW)
    objections.answer(office, mine, "refused", WHY, None, SITI, NOW + dt.timedelta(hours=1))
    journal = (office.home / FILE).read_text("utf-8")
    assert "Sumarni" not in journal and WHY not in journal and str(who.employee) not in journal
    assert verify(office) == []
    said = office.query(SITI, "objections", region=REGION)
    office.close()
    again = backups.rebuild(office.home)
    try:
        assert again.query(SITI, "objections", region=REGION).equals(said) and verify(again) == []
    finally:
        again.close()


def test_erasing_a_person_takes_the_texts_along(office):
    who, other = bearer(office), bearer(office, 2)
    mine = objections.file(office, "2025-S1", "row", WORDS, who, NOW)
    objections.answer(office, mine, "refused", WHY, None, SITI, NOW + dt.timedelta(hours=1))
    kept = objections.file(office, "2025-S1", "row", "tentang yang lain", other, NOW)
    old = pseudonym(office.key, nip(1))
    erasure.erase(office, nip(1), SYSTEM, NOW + dt.timedelta(hours=2))
    assert verify(office) == []
    assert office.query(SITI, "objections", region=REGION)["objection"].tolist() == [kept]
    office.close()
    for path in office.home.rglob("*"):
        if path.is_file() and path.suffix in (".json", ".jsonl"):
            content = path.read_bytes()
            assert not any(one.encode() in content for one in ("Sumarni", WHY, nip(1), str(old))), path.name
    home = office.home
    for again in (open_store(home, threads=1), None):
        again = again or backups.rebuild(home)
        assert again.query(SITI, "objections", region=REGION)["objection"].tolist() == [kept]
        assert verify(again) == []
        again.close()
