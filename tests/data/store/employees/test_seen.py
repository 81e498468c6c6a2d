"""Who saw a person: each line asked again as it was, against what a day's own list says."""

import datetime as dt
import getpass
import json

import pytest

from data.batches import batches
from data.store.employees import seen
from data.store.journal import FILE
from data.store.noting import looked
from data.store.people import pseudonym
from data.terms.actors import Actor, NotAllowed
from data.terms.problems import Refused
from data.upkeep import audit_commands, erasure
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip, prepare

DEWI = Actor("dewi", "auditor", None, None)
SITI = Actor("siti", "planner", None, None)
TONO = Actor("tono", "planner", REGION, frozenset({"A1"}))  # persons 1, 4, 7 ... of the small uploads
HERE = {"region": REGION, "period": "2025-S1"}


class Day:
    """A store in which things happen, one a quarter of an hour, and the script's own list of who was seen by whom."""

    def __init__(self, store) -> None:
        self.store, self.now = store, NOW
        self.saw: dict[str, list[tuple[str, str]]] = {}
        prepare(store)

    def step(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=20)
        return self.now

    def upload(self, number: int, people: int, period: str = "2025-S1") -> int:
        file = evaluation(self.store.home / "incoming", number, period, people)
        return batches.accept(self.store, file, SYSTEM, self.step())

    def ask(self, actor: Actor, name: str, what: str, **asked: object) -> None:
        """Look at a list and write it down, as a page does; whom it shows is read from the answer."""
        frame = self.store.query(actor, name, **asked)
        looked(self.store, actor, self.step(), what, len(frame), name, asked)
        self._noted(actor, what, set(frame["employee"]))

    def take_out(self, actor: Actor, what: str, numbers: list[int]) -> None:
        """A list that no query gives again."""
        people = [pseudonym(self.store.key, nip(number)) for number in numbers]
        looked(self.store, actor, self.step(), what, len(people), "plan_persons", HERE, people)
        self._noted(actor, what, set(people))

    def _noted(self, actor: Actor, what: str, employees: set[int]) -> None:
        for number in range(12):
            if pseudonym(self.store.key, nip(number)) in employees:
                self.saw.setdefault(nip(number), []).append((actor.login, what))


@pytest.fixture
def day(store):
    day = Day(store)
    day.upload(1, people=9)
    day.ask(SITI, "plan_persons", "all", **HERE, plan_year=2026)
    day.ask(TONO, "plan_persons", "own agencies", **HERE, plan_year=2026)
    day.ask(SITI, "plan_persons", "another period", region=REGION, period="2031-S1", plan_year=2032)
    second = day.upload(2, people=12, period="2025-S2")
    day.ask(SITI, "person_ratings", "two periods", region=REGION, periods=["2025-S1", "2025-S2"])
    batches.undo(store, second, SYSTEM, day.step(), "uji")
    day.ask(SITI, "person_ratings", "after the undo", region=REGION, periods=["2025-S1", "2025-S2"])
    day.take_out(SITI, "plan", [1, 2])
    return day


def test_it_equals_the_list_of_the_script_for_everybody(day):
    for number in range(9):
        found = seen.who_saw(day.store, nip(number), DEWI)
        assert list(zip(found["login"], found["what"], strict=True)) == day.saw[nip(number)], number
        assert found["sure"].all() and found["seq"].is_monotonic_increasing
    assert len({len(looks) for looks in day.saw.values()}) > 2
    assert seen.who_saw(day.store, nip(10), DEWI)["what"].tolist() == ["two periods"]  # gone since
    assert verify(day.store) == []
    counted = day.store.query(SYSTEM, "person_ratings", region=REGION, periods=["2025-S2"])
    assert counted.empty, "what was asked again left nothing behind"


def test_the_lines_name_nobody(day):
    text = (day.store.home / FILE).read_text("utf-8")
    access = [line for line in text.splitlines() if json.loads(line)["kind"] == "access"]
    for number in range(12):
        assert nip(number) not in text
        assert not any(str(pseudonym(day.store.key, nip(number))) in line for line in access)


def test_a_list_is_one_line_in_a_quarter_of_an_hour(day):
    store, begun = day.store, NOW.replace(minute=0) + dt.timedelta(hours=5)
    before = store.journal.last.seq

    def look(minutes: int, actor: Actor = SITI, **asked: object) -> int:
        looked(store, actor, begun + dt.timedelta(minutes=minutes), "x", 3, "plan_persons", HERE | asked)
        return store.journal.last.seq - before

    assert [look(0), look(14), look(15), look(16)] == [1, 1, 2, 2]
    assert [look(17, TONO), look(18, plan_year=2026), look(19, TONO)] == [3, 4, 4]
    day.upload(3, people=3)
    assert look(20) == 6  # the upload, and another version


def test_an_erased_person_stands_on_no_list_and_the_chain_holds(day):
    gone = nip(1)
    erasure.erase(day.store, gone, SYSTEM, day.step())
    with pytest.raises(Refused):
        seen.who_saw(day.store, gone, DEWI)
    with day.store.cursor() as cursor:
        old = pseudonym(day.store.key, gone)
        assert cursor.execute("select count(*) from list_person where employee = $old", {"old": old}).fetchall() == [
            (0,)
        ]
    assert seen.who_saw(day.store, nip(2), DEWI)["what"].tolist() == [what for _, what in day.saw[nip(2)]]
    assert verify(day.store) == []


def test_who_may_ask_and_what_a_line_of_before_says(day):
    for actor in (SITI, TONO, Actor("x", "employee", REGION, None, 5), Actor("b", "leader", None, None)):
        with pytest.raises(NotAllowed):
            seen.who_saw(day.store, nip(1), actor)
    with pytest.raises(NotAllowed):
        seen.who_saw_me(day.store, SITI)
    looked(day.store, SITI, day.step(), "old", 3)
    last = seen.who_saw(day.store, nip(8), DEWI).iloc[-1]
    assert (last["what"], last["sure"]) == ("old", False)
    me = Actor("surat", "employee", REGION, None, pseudonym(day.store.key, nip(8)))
    assert seen.who_saw_me(day.store, me)["what"].tolist() == [what for _, what in day.saw[nip(8)]]


def test_the_command_asks_for_the_nip(day, monkeypatch, capsys):
    monkeypatch.setattr(getpass, "getpass", lambda prompt: nip(1))
    args = type("Args", (), {"person": True, "json": True, "actor": SYSTEM})
    assert audit_commands.show(day.store, args) == 0
    told = json.loads(capsys.readouterr().out)["looks"]
    assert [(one["login"], one["what"]) for one in told] == day.saw[nip(1)]
