"""One planning question, answered step by step: a plan at once, a better one, then what surrounds it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.plan.case import Case, build
from analytics.plan.curve import budget_curve, next_purchases
from analytics.plan.limits import Limits
from analytics.plan.make import completed, exact, monthly, quick, rounds
from analytics.plan.search.infeasible import Clash, relaxing_set
from analytics.plan.sensitivity import staying

BUDGETS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
EXTRAS = (25e6, 50e6, 100e6)
# In the order of the answers; "clashes" instead of the last three.
STEPS = ("quick", "round", "plan", "curve", "extras", "kept")


@dataclass(frozen=True)
class Question:
    """What a plan is asked for. Frames as in `case`; `effort` limits each search (`solve.EFFORT`)."""

    persons: pd.DataFrame
    gaps: pd.DataFrame
    programmes: pd.DataFrame
    links: pd.DataFrame
    limits: Limits
    effort: int
    seed: int


def answers(question: Question) -> Iterator[tuple[str, object]]:
    """Pairs (step, answer):

    - `quick`, `round` (one or more), `plan`: a `make.Plan` or None where none was found;
    - without a plan `clashes`: an `infeasible.Clash`; else
    - `curve`: `curve.budget_curve` around the budget; `extras`: what more money would buy (`curve.next_purchases`, with
      `extra` in rupiah and `closed`); `kept`: `sensitivity.staying`.
    """
    rng = np.random.default_rng(question.seed)
    limits = question.limits
    case = build(question.persons, question.gaps, question.programmes, question.links, limits)
    yield "quick", quick(case)
    plan = None
    for plan in rounds(case, question.effort, rng):
        yield "round", plan
    plan = completed(plan)
    yield "plan", plan
    if plan is None:
        yield "clashes", clash(question, case)
        return
    yield "curve", budget_curve(case, sorted({limits.budget * share for share in BUDGETS}))
    yield "extras", pd.concat([next_purchases(case, plan.seats, extra) for extra in EXTRAS], ignore_index=True)
    yield "kept", staying(case, plan.seats, rng)


def clash(question: Question, case: Case) -> Clash:
    """Why there is no plan: what clashes over the year, and where nothing does, or the case is small, in its months."""
    frames = (question.persons, question.gaps, question.programmes, question.links)
    if not exact(case):
        year = relaxing_set(*frames, question.limits, question.effort, by_month=False)
        if year.state != "none" or not monthly(case):
            return year
    return relaxing_set(*frames, question.limits, question.effort, by_month=True)
