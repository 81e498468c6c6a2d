"""Plans against brute force, every limit against plain checks, clashes named. Long runs: tests.campaigns.plans."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analytics import plan as plan_package
from analytics.plan import make as make_module
from analytics.plan.case import build
from analytics.plan.curve import budget_curve, next_purchases
from analytics.plan.limits import Ban, Limits, Lock, away_places, floor_seats
from analytics.plan.make import make, quick, rounds
from analytics.plan.search.infeasible import relaxing_set
from analytics.plan.search.large import solve_large
from analytics.plan.search.model import build as build_model
from analytics.plan.search.solve import EFFORT, solve
from analytics.plan.sensitivity import staying
from analytics.plan.steps import STEPS, Question, answers
from analytics.plan.value import closed_share
from tests.campaigns import plans as campaign_plan
from tests.worlds import plans as plan_cases
from tests.worlds.plan_checks import as_text, violations


def test_small_plans_equal_brute_force():
    assert campaign_plan.brute(25, 7) == 0


@pytest.mark.whole
def test_every_plan_keeps_every_limit():
    assert campaign_plan.every_limit(8, 7, effort=1) == 0


def test_clashing_limits_are_named_and_no_smaller_set_would_do():
    assert campaign_plan.infeasible(8, 7) == 0


@pytest.mark.parametrize(
    ("dose", "share"), [(0, 0), (0.09, 0.09), (0.3, 0.3), (0.6, 0.45), (0.9, 0.525), (2.8, 1.0), (5.0, 1.0)]
)
def test_a_second_course_closes_less_than_the_first(dose, share):
    assert closed_share(np.array([dose]))[0] == pytest.approx(share)


def test_one_person_may_always_go_and_floors_round_up():
    assert [away_places(size, 0.1) for size in (1, 9, 10, 19, 20, 30)] == [1, 1, 1, 1, 2, 3]
    assert [floor_seats(people, 0.1) for people in (0, 1, 10, 11, 30)] == [0, 1, 1, 2, 3]


CASES = {
    "months": lambda: campaign_plan.middling(np.random.default_rng([1, 21])),  # ended by its effort, not by a proof
    "year": lambda: (*plan_cases.region(), Limits(3e8, rooms=3, floor=0.1)),
    "year, then months": lambda: campaign_plan.middling(np.random.default_rng([1, 65])),
    "large": lambda: (*plan_cases.region(5), Limits(2e8, rooms=3, floor=0.1)),
}


@pytest.mark.parametrize(
    "name",
    ["year", *(pytest.param(name, marks=pytest.mark.whole) for name in ("months", "year, then months", "large"))],
)
def test_the_same_question_and_seed_make_the_same_plan_round_by_round(name, monkeypatch):
    if name == "large":
        monkeypatch.setattr(make_module, "WHOLE_SEATS", 100)
    first, second = (list(rounds(build(*CASES[name]()), 1, np.random.default_rng(5))) for _ in range(2))
    assert [as_text(plan) for plan in first] == [as_text(plan) for plan in second]
    closed = [plan.closed for plan in first]
    assert closed == sorted(closed) and {plan.state for plan in first} == {"under_way"}
    assert len(first) == {"months": 2, "year": 2, "year, then months": 3}.get(name, len(first))


@pytest.mark.whole
def test_more_effort_gives_a_better_plan():
    parts = CASES["months"]()
    little, much = (make(build(*parts), effort, np.random.default_rng(5)) for effort in (1, 400_000))
    assert little.closed < much.closed and much.bound < little.bound
    assert little.state == much.state == "complete"
    assert not violations(little.seats, little.batches, *parts[:3], parts[4])


def test_no_plan_is_left_to_a_clock():
    sources = [path.read_text(encoding="utf-8") for path in Path(plan_package.__file__).parent.rglob("*.py")]
    assert len(sources) > 10 and not [s for s in sources if "time_limit" in s or "import time" in s]


@pytest.mark.whole
def test_a_locked_programme_runs_and_a_forbidden_one_does_not():
    parts = plan_cases.region()
    limits = Limits(3e8, rooms=3)
    free = make(build(*parts, limits), EFFORT, np.random.default_rng(0))
    popular = free.seats["programme"].value_counts().index[0]
    case = build(*parts, limits)
    open_to = np.bincount(case.pair_programme, minlength=len(case.programmes))
    rare = case.programmes["programme"][int(np.argmin(np.where(open_to >= 5, open_to, 10_000)))]
    enough = int((free.seats["programme"] == rare).sum()) + 2
    limits = replace(limits, forbidden=(Ban(popular),), locked=(Lock(rare, enough),))
    plan = make(build(*parts, limits), EFFORT, np.random.default_rng(0))
    assert popular not in set(plan.seats["programme"])
    assert (plan.seats["programme"] == rare).sum() >= enough
    assert violations(plan.seats, plan.batches, *parts[:3], limits) == []


def test_a_pppk_who_has_had_24_hours_gets_none():
    roster, gaps, catalogue, links = plan_cases.region()
    roster["employee_type"], roster["hours_done"] = "pppk", 24.0
    plan = make(build(roster, gaps, catalogue, links, Limits(1e9)), EFFORT, np.random.default_rng(0))
    assert plan.seats.empty and plan.closed == 0


def test_no_need_makes_an_empty_plan():
    roster, gaps, catalogue, links = plan_cases.region()
    plan = make(build(roster, gaps.iloc[:0], catalogue, links, Limits(1e9)), EFFORT, np.random.default_rng(0))
    assert plan.seats.empty and plan.gap == 0


def test_the_checks_notice_each_broken_limit():
    parts = plan_cases.region()
    limits = Limits(3e8, rooms=3, trainers=6, floor=0.1)
    plan = make(build(*parts, limits), EFFORT, np.random.default_rng(0))
    assert violations(plan.seats, plan.batches, *parts[:3], limits) == []

    def broken(seats=plan.seats, **changes):
        return {row[0] for row in violations(seats, plan.batches, *parts[:3], replace(limits, **changes))}

    assert broken(budget=plan.spent - 1) == {"budget"}
    assert "rooms" in broken(rooms=0) and "trainers" in broken(trainers=0)
    assert "lock" in broken(locked=(Lock(plan.seats["programme"][0], 10_000),))
    assert "forbidden" in broken(forbidden=(Ban(plan.seats["programme"][0]),))
    assert "floor" in broken(floor=1.0) or len(plan.seats) > 120
    assert "courses a year" in broken(courses=1) or plan.seats["employee"].is_unique
    assert {"one course a month", "same programme twice"} <= broken(plan.seats.iloc[[0, 0]])


def test_the_large_way_gives_a_valid_bound_close_to_the_whole_model():
    parts = plan_cases.region(5)
    case = build(*parts, Limits(2e8, rooms=3, floor=0.1))
    whole = solve(build_model(case, [case.limits.months]), EFFORT)
    found = [answer for _, answer in solve_large(case, EFFORT, np.random.default_rng(1))]
    assert all(answer.bound >= whole.closed - 1e-6 for answer in found)
    assert whole.closed * 0.97 <= max(answer.closed for answer in found) <= whole.bound + 1e-6


def test_more_money_never_closes_less_and_the_purchases_are_named():
    parts = plan_cases.region()
    case = build(*parts, Limits(5e7, rooms=3, floor=0.05))
    curve = budget_curve(case, [5e7, 1e8, 2e8, 4e8])
    assert (curve["closed"].diff().dropna() >= -1e-9).all() and (curve["spent"] <= curve["budget"] + 1e-6).all()
    plan = make(case, EFFORT, np.random.default_rng(0))
    more = next_purchases(case, plan.seats, 5e7)
    assert more["seats"].sum() > 0 and (more["closed"] > 0).all() and (more["extra"] == 5e7).all()
    assert 0 < more["people"][0] <= more["seats"].sum()


def test_a_question_is_answered_with_a_sound_plan_at_once_then_a_better_one_then_what_surrounds_it():
    parts = plan_cases.region()
    limits = Limits(1e8, rooms=3, trainers=4, mentors=2, floor=0.05)
    found = dict(answers(Question(*parts, limits, EFFORT, 7)))
    assert tuple(found) == STEPS
    for plan in (found["quick"], found["plan"]):
        assert not violations(plan.seats, plan.batches, *parts[:3], limits)
    assert found["quick"].closed <= found["plan"].closed + 1e-9
    assert found["quick"].method == "quick" and found["plan"].bound < found["quick"].bound
    assert [found[step].state for step in ("quick", "round", "plan")] == ["under_way", "under_way", "complete"]
    assert as_text(found["plan"]) == as_text(make(build(*parts, limits), EFFORT, np.random.default_rng(7)))
    assert found["extras"]["extra"].unique().tolist() == [25e6, 50e6, 100e6]
    assert limits.budget in found["curve"]["budget"].tolist()


def test_a_question_nobody_can_answer_names_what_clashes():
    parts = plan_cases.region()
    dear = parts[2].sort_values("course")["programme"].iloc[-1]
    limits = Limits(1e5, locked=(Lock(dear, 3),), floor=0.0)
    found = dict(answers(Question(*parts, limits, EFFORT, 7)))
    assert found["plan"] is None and found["clashes"].limits["limit"].tolist() == ["lock:0"]


def test_what_stays_in_the_plan_is_counted_over_draws():
    parts = plan_cases.region()
    case = build(*parts, Limits(1e8, rooms=3, floor=0.0))
    plan = quick(case)
    table = staying(case, plan.seats, np.random.default_rng(3), draws=6)
    assert table["seats"].sum() == len(plan.seats) and table["seats"].is_monotonic_decreasing
    assert table["kept"].between(0, 1).all() and (table["low"] <= table["high"]).all()
    # One programme and money enough: no weight and no price can take it out.
    alone = parts[2].loc[parts[2]["programme"] == table["programme"][0]]
    rich = build(parts[0], parts[1], alone, parts[3], Limits(1e12, floor=0.0))
    sure = staying(rich, quick(rich).seats, np.random.default_rng(3), draws=4)
    assert (sure["kept"] == 1).all()


def test_mentoring_is_limited_by_mentors_and_never_prices_the_hours_owed():
    parts = plan_cases.region()
    mentored = set(parts[2].loc[parts[2]["mentors"] > 0, "programme"])
    assert mentored
    none = make(build(*parts, Limits(5e7, mentors=0)), EFFORT, np.random.default_rng(0))
    assert not set(none.seats["programme"]) & mentored
    one = make(build(*parts, Limits(5e7, mentors=1)), EFFORT, np.random.default_rng(0))
    batches = one.batches.loc[one.batches["programme"].isin(mentored)].groupby("month")["batches"].sum()
    assert (batches <= 1).all()


def test_money_that_cannot_pay_a_locked_course_is_named_with_what_is_needed():
    parts = plan_cases.region()
    dear = parts[2].sort_values("course")["programme"].iloc[-1]
    limits = Limits(1e5, locked=(Lock(dear, 3),), floor=0.0)
    assert make(build(*parts, limits), EFFORT, np.random.default_rng(0)) is None
    named = relaxing_set(*parts, limits, EFFORT, by_month=False).limits
    assert named["limit"].tolist() == ["lock:0"] and named["needed"][0] < 3
