"""What must give is said in the unit of the field a planner changes, and changing it so leaves a plan."""

import re
from types import SimpleNamespace

import pytest

from analytics.plan.limits import Limits, Lock
from analytics.plan.search.infeasible import Clash, relaxing_set
from analytics.plan.search.solve import EFFORT
from analytics.plan.steps import Question
from pages.answers.plan.scenario import Asked
from pages.ui.plan import clashes
from tests.worlds.plans import region

PARTS = region()
SEATS = PARTS[2].sort_values("course")["programme"].iloc[-1]


@pytest.fixture(autouse=True)
def names(monkeypatch):
    called = {code: code for code in [*PARTS[0]["agency"], *PARTS[2]["programme"]]}
    monkeypatch.setattr(clashes, "names", lambda table: called)


def clash(limits: Limits):
    return relaxing_set(*PARTS, limits, EFFORT, by_month=False)


def work(limits: Limits, known: Clash) -> SimpleNamespace:
    return SimpleNamespace(question=Question(*PARTS, limits, EFFORT, 1), answers={"clashes": known})


def said(limits: Limits) -> list[str]:
    return clashes.sentences(work(limits, clash(limits)))


@pytest.mark.parametrize("state", ["none", "limit", "error"])
def test_without_a_proof_it_is_said_that_none_was_found_and_what_may_help(state):
    limits = Limits(1e6, floor=0.0)
    unproved = work(limits, Clash(clash(limits).limits.iloc[:0], state))
    assert clashes.finding(unproved) == "Tidak ditemukan rencana yang memenuhi semua batas"
    why, what_helps = clashes.sentences(unproved)
    assert "tidak terbukti" in why and "tambah anggaran" in what_helps
    proved = Limits(1e5, floor=0.0, locked=(Lock(SEATS, 3),))
    assert clashes.finding(work(proved, clash(proved))) == "Tidak ada rencana yang memenuhi semua batas"


def advice(text: str, field: str) -> int:
    return int(re.fullmatch(rf"{re.escape(field)}: \d+ .*paling (?:sedikit|banyak) (\d+)\..*", text)[1])


def test_the_least_seats_are_advised_in_percent_of_all_agencies_at_once():
    asked = Asked(budget=20, floor=60, rooms=9, trainers=9)
    (floor,) = said(asked.limits)
    assert floor.startswith("Kursi min. (%): 60 ") and "A04" in floor
    share = advice(floor, "Kursi min. (%)")
    assert share < 60
    assert clash(Asked(budget=20, floor=share, rooms=9, trainers=9).limits).limits.empty


def test_rooms_and_trainers_are_advised_by_the_month():
    asked = Asked(budget=1_000_000, rooms=0, trainers=0, mentors=0, floor=50)
    texts = said(asked.limits)
    rooms, trainers = advice(texts[0], "Ruang/bulan"), advice(texts[1], "Pengajar/bulan")
    eased = Asked(budget=1_000_000, rooms=rooms, trainers=trainers, mentors=0, floor=50)
    assert clash(eased.limits).limits.empty and rooms <= 2 >= trainers


def test_money_is_advised_in_whole_millions_that_are_enough():
    limits = Limits(1e6, floor=0.0, locked=(Lock(SEATS, 30),))
    table = clash(limits).limits.iloc[:0]
    table.loc[0] = ("budget", 1e6, 12_300_001.0)
    assert clashes.sentences(work(limits, Clash(table, "proved"))) == [
        "Anggaran (juta): 1 tidak cukup, perlu paling sedikit 13."
    ]


def test_locked_seats_are_advised_in_seats_and_units_without_a_figure_nobody_can_type():
    limits = Limits(1e5, floor=0.0, locked=(Lock(SEATS, 3),), away=0.05)
    assert said(limits) == [f"Kursi yang dikunci pada {SEATS}: 3, yang mungkin 0."]
    table = clash(limits).limits
    table.loc[0] = ("away", 12.0, 19.0)
    assert clashes.sentences(work(limits, Clash(table, "proved"))) == [
        "Maks. pergi (%): 5 terlalu sedikit bagi sebuah unit; perlu lebih."
    ]
