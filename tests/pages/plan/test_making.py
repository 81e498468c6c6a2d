"""A plan stopped before its end says so, is handed in by nobody, and is kept for nobody."""

import threading

import pytest

from analytics.plan.case import build
from analytics.plan.make import quick
from analytics.plan.steps import STEPS
from pages.ui.plan import making
from tests.pages.plan.works import ENDLESS, PARTS, SHORT, button, until, words
from tests.worlds.homes import REGION
from tests.worlds.plan_checks import violations

URL = {"daerah": REGION, "periode": "2025-S2", "rencana": "120.2.3.5.0.10"}
STOPPED = ("Pencarian dihentikan", "bukan hasil akhir")


def test_a_stopped_plan_is_the_best_so_far_says_so_and_is_not_kept():
    plans = making.Plans()
    work = plans.ask("question", ENDLESS)
    until(work, "round")
    assert work.job.stage == "round" and work.searching and work.plan.state == "under_way"
    left = plans.stop("question")
    assert left.stopped and not (left.running or left.settled or left.failed)
    assert left.plan.state == "stopped" and left.plan.closed == work.plan.closed and left.rounds == work.rounds
    assert not violations(left.plan.seats, left.plan.batches, *PARTS[:3], PARTS[4])
    work.job.wait()  # its process has ended, though the search had not
    assert not work.failed and not work.settled
    anew = plans.ask("question", ENDLESS)
    assert anew is not work and anew.running and anew.plan is None
    assert plans.stop("question").plan is None
    anew.job.wait()


def test_what_has_ended_cannot_be_stopped_and_is_kept():
    plans = making.Plans()
    work = plans.ask("question", SHORT)
    work.job.wait()
    assert tuple(work.answers) == STEPS and work.plan.state == "complete"
    assert plans.stop("question") is None and plans.ask("question", SHORT) is work and not work.stopped


def test_what_waits_for_another_plan_can_be_stopped_before_it_began():
    free = threading.Semaphore(0)
    work = making.Work(SHORT)
    work.begin(free)
    assert work.job.stage == "waiting" and work.stop().plan is None
    free.release()
    work.job.wait()
    assert not work.answers and not work.failed


def test_a_process_that_died_is_told_and_begun_anew():
    plans = making.Plans()
    work = plans.ask("question", ENDLESS)
    until(work, "quick")
    work.job._end()  # kills its process, as a system without memory does
    work.job.wait()
    assert work.failed and not work.stopped and plans.ask("question", ENDLESS) is work
    plans.forget("question")
    anew = plans.ask("question", ENDLESS)
    assert anew is not work and anew.running
    plans.stop("question")
    anew.job.wait()


@pytest.fixture
def held(planner_page, monkeypatch):
    """A planner's page whose plans wait for their turn, until one is released."""
    monkeypatch.setattr(making, "AT_ONCE", 0)
    plans = making.Plans()
    monkeypatch.setattr(making, "plans", lambda: plans)
    yield planner_page
    plans._free.release(8)
    for work in plans._works.values():
        work.job.wait()


def downloads(session) -> list[str]:
    return [each.label for each in session.get("download_button")]


@pytest.mark.whole
def test_stopping_on_the_page_shows_the_best_so_far_as_stopped_and_only_to_this_visit(held):
    session = held("training_plan", **URL)
    (work,) = making.plans()._works.values()
    asked = work.question
    frames = (asked.persons, asked.gaps, asked.programmes, asked.links)
    work.answers["quick"] = quick(build(*frames, asked.limits))
    session = button(session.run(), "Hentikan").click().run()
    assert not session.exception and not making.plans()._works
    assert all(said in words(session) for said in STOPPED) and "menutup" in session.title[0].value
    assert "dihentikan, bukan hasil akhir" in [figure.delta for figure in session.metric]
    session.session_state["table_of_plan_months"] = True
    assert not downloads(session.run())
    session = session.run()  # a page drawn again does not begin what was stopped
    assert not making.plans()._works and button(session, "Hentikan") is None

    other = held("training_plan", **URL)
    assert STOPPED[0] not in words(other)
    (whole,) = making.plans()._works.values()
    assert whole is not work and not whole.answers

    session = button(session, "Susun sampai selesai").click().run()
    making.plans()._free.release(1)
    whole.job.wait()
    session = session.run()
    assert STOPPED[0] not in words(session) and "Unduh rencana (Excel)" in downloads(session)
    assert whole.plan.state == "complete"


def test_a_plan_stopped_before_there_was_any_says_so(held):
    session = button(held("training_plan", **URL), "Hentikan").click().run()
    assert not session.exception and "sebelum ada hasil" in words(session)
    assert session.title[0].value == "Rencana pelatihan"
