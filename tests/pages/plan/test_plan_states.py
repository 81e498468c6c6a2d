"""What the plan page says where there is no plan, half of one, or a second scenario without the first."""

import threading

import pytest

from analytics.plan.case import build
from analytics.plan.make import quick
from analytics.plan.search.infeasible import Clash, relaxing_set
from pages.answers.plan.scenario import Asked
from pages.ui.jobs.background import Job
from pages.ui.plan import making
from tests.pages.plan.works import ENDLESS, SHORT, button, until, words
from tests.worlds.homes import REGION

URL = {"daerah": REGION, "periode": "2025-S2"}
A, B = Asked(120, 2, 3, 5, 0, 10), Asked(150, 2, 3, 5, 0, 10)


@pytest.fixture
def held(planner_page, monkeypatch):
    """A planner's page whose plans wait for their turn: what they found is put there by the test."""
    monkeypatch.setattr(making, "AT_ONCE", 0)
    plans = making.Plans()
    monkeypatch.setattr(making, "plans", lambda: plans)
    yield planner_page
    for work in plans._works.values():
        work.stop() if work.job else None


def found(asked: Asked) -> making.Work:
    return next(work for work in making.plans()._works.values() if work.question.limits == asked.limits)


def a_plan(work: making.Work):
    asked = work.question
    return quick(build(asked.persons, asked.gaps, asked.programmes, asked.links, asked.limits))


def nothing(work: making.Work) -> None:
    table = relaxing_set(
        *(getattr(work.question, name) for name in ("persons", "gaps", "programmes", "links")),
        work.question.limits, 1, by_month=False,
    ).limits.iloc[:0]  # fmt: skip
    table.loc[0] = ("budget", work.question.limits.budget, 300e6)
    work.answers |= {"plan": None, "clashes": Clash(table, "proved")}


def test_a_search_nobody_looks_at_ends_where_another_waits(monkeypatch):
    monkeypatch.setattr(making, "AT_ONCE", 1)
    plans = making.Plans()
    first = plans.ask("first", ENDLESS, "one")
    until(first, "quick")
    second = plans.ask("second", SHORT, "two")
    assert not second.job.wait(3 * making.TURN) and first.running  # it is looked at
    plans.ask("first", ENDLESS, "three")
    plans.leave("first", "one")
    assert not second.job.wait(3 * making.TURN) and first.running  # somebody else still does
    plans.leave("first", "three")
    second.job.wait()
    assert second.plan.state == "complete" and not first.failed and list(plans._works) == ["second"]
    first.job.wait()


def test_what_was_stopped_while_its_clashes_were_sought_is_still_known_to_have_no_plan():
    work = making.Work(SHORT, {"quick": None, "plan": None})
    work.begin(threading.Semaphore(0))
    left = work.stop()
    assert left.stopped and left.settled and left.plan is None
    work.job.wait()


@pytest.mark.whole
def test_a_second_scenario_stands_by_itself_where_the_first_has_no_plan(held):
    session = held("training_plan", rencana=A.code, skenario=B.code, **URL)
    nothing(found(A))
    found(B).answers["quick"] = a_plan(found(B))
    session.run()
    assert not session.exception and "Tidak ada rencana" in session.title[0].value
    assert "Skenario A tidak punya rencana. Skenario B: **Rp" in words(session)
    del found(B).answers["quick"]
    nothing(found(B))
    said = words(session.run())
    assert said.count("paling sedikit 300") == 2 and button(session, "Tutup perbandingan")


@pytest.mark.whole
def test_limits_of_nothing_are_named_and_not_taken_for_missing_data(held):
    none = Asked(0, 0, 0, 0, 0, 0)
    session = held("training_plan", rencana=none.code, **URL)
    found(none).answers["plan"] = a_plan(found(none))
    assert found(none).answers["plan"].seats.empty
    session.run()
    assert session.title[0].value == "Dengan batas ini tidak seorang pun dapat dikirim"
    assert "Anggaran (juta), Ruang/bulan" in words(session)


@pytest.mark.whole
def test_a_process_that_died_after_the_plan_was_settled_leaves_the_plan(held):
    session = held("training_plan", rencana=A.code, **URL)
    work = found(A)
    work.answers["plan"] = a_plan(work)
    work.job.stop()
    work.job = Job("plan", lambda job: (_ for _ in ()).throw(EOFError()), "curve")
    work.job.wait()
    session.run()
    (error,) = [each.value for each in session.error]
    assert "sudah selesai dan berlaku" in error and "menutup" in session.title[0].value


def test_an_unreadable_plan_in_the_address_is_said_until_other_limits_are_sent(held):
    session = held("training_plan", rencana="120.2.3;drop", **URL)
    for _ in range(2):
        assert any("tidak terbaca" in info.value for info in session.info)
        session.run()
    button(session, "Susun rencana").click().run()
    assert not any("tidak terbaca" in info.value for info in session.info)
