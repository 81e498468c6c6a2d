"""The solver's answers are told apart, and no rupiah hides in its tolerances. Long run: tests.campaigns.plans edges."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from analytics.plan.case import build
from analytics.plan.limits import Limits, Lock
from analytics.plan.make import make, rounds
from analytics.plan.search import solve as solve_module
from analytics.plan.search.infeasible import relaxing_set
from analytics.plan.search.model import build as build_model
from analytics.plan.search.money import add_budget, units
from analytics.plan.search.solve import EFFORT, solve
from tests.campaigns import plans as campaign_plan
from tests.worlds import plans as plan_cases

FAILED = SimpleNamespace(message="(HiGHS Status 4: Solve error)", x=None, fun=None, mip_dual_bound=None)
PARTS = plan_cases.region()
LIMITS = Limits(3e7, months=(1, 2, 3), rooms=3)


def test_budgets_near_whole_batches_buy_what_brute_force_buys_to_the_rupiah():
    assert campaign_plan.edges(25, 3) == 0


def test_money_is_counted_in_what_divides_every_cost():
    counted, most = units(np.array([1_500_000.0, 250_000.0, 0.0]), 2_999_999.0)
    assert counted.tolist() == [6, 1, 0] and most == 11
    assert units(np.zeros(2), 5.0) == (pytest.approx(np.zeros(2)), 5)
    assert units(np.array([2.5]), 8.9)[0].tolist() == [1]  # a part of a rupiah is paid whole


@pytest.mark.parametrize("budget", [0, 9_999, 10_000, 1_234_566, 1_234_567, 20_000_003])
def test_the_digits_of_the_budget_allow_what_the_whole_number_does(budget):
    rng = np.random.default_rng(budget)
    costs = np.append(rng.integers(0, 9_000_000, 5), 1_234_567).astype(float)
    rows = []
    writer = SimpleNamespace(one=lambda columns, values, low, high, limit: rows.append((values, high)))
    assert add_budget(writer, np.arange(6), costs, float(budget), 6)
    (leading, most), (last, rest) = rows
    for taken in [*rng.integers(0, 2, (60, 6)), np.array([0, 0, 0, 0, 0, 1])]:
        fits = any(leading @ np.append(taken, c) <= most and last @ np.append(taken, c) <= rest for c in range(7))
        assert fits == (costs @ taken <= budget)


def fails(monkeypatch, times: int) -> list[dict]:
    """Let the solver fail so many times; the options it was called with."""
    asked, real = [], solve_module.milp

    def milp(*parts, options, **more):
        asked.append(dict(options))
        if len(asked) <= times:
            options.clear()
            return FAILED
        return real(*parts, options=options, **more)

    monkeypatch.setattr(solve_module, "milp", milp)
    return asked


def test_a_failed_search_is_tried_again_without_presolve_and_with_all_its_options(monkeypatch):
    model = build_model(build(*PARTS, LIMITS), [LIMITS.months])
    sound = solve(model, EFFORT)
    asked = fails(monkeypatch, 1)
    again = solve(model, EFFORT)
    assert again.state == sound.state == "solved" and again.closed == pytest.approx(sound.closed)
    assert [options.pop("presolve") for options in asked] == [True, False] and asked[0] == asked[1]


def test_a_search_that_fails_twice_is_said_and_leaves_the_simple_plan(monkeypatch):
    case = build(*PARTS, LIMITS)
    fails(monkeypatch, 1_000)
    *_, plan = rounds(case, EFFORT, np.random.default_rng(0))
    assert plan.failed and plan.method == "greedy" and plan.bound == pytest.approx(plan.need)
    impossible = replace(LIMITS, budget=1e5, locked=(Lock(PARTS[2]["programme"][0], 3),))
    why = relaxing_set(*PARTS, impossible, EFFORT, by_month=False)
    assert why.state == "error" and why.limits.empty


def test_an_end_at_the_limit_keeps_the_plan_and_is_no_failure():
    found = solve(build_model(build(*PARTS, LIMITS), [(month,) for month in LIMITS.months]), 1)
    assert found.state == "limit" and found.values is not None and found.closed <= found.bound


def test_a_plan_in_the_hand_is_stronger_than_a_proof_that_there_is_none(monkeypatch):
    none = SimpleNamespace(**(vars(FAILED) | {"message": "(HiGHS Status 8: Infeasible)"}))
    monkeypatch.setattr(solve_module, "milp", lambda *parts, **more: none)
    plan = make(build(*PARTS, LIMITS), EFFORT, np.random.default_rng(0))
    assert plan.failed and plan.method == "greedy" and plan.closed > 0
