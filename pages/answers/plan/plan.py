"""A training plan: the question asked of the planner, and what comes of its answer. For planners."""

from dataclasses import dataclass

import pandas as pd

from analytics.plan import report
from analytics.plan.limits import Limits
from analytics.plan.make import Plan
from analytics.plan.search.solve import EFFORT
from analytics.plan.steps import Question, answers
from data.terms.problems import Problem, Refused
from pages.answers import reference
from pages.answers.choice import Choice
from pages.answers.needs import programmes, roster
from pages.answers.needs.links import links
from pages.answers.needs.needs import SEED, planned_gaps
from pages.answers.plan.scenario import Asked

# Group of an indicator -> kind of competency as PermenPANRB 38/2017 names them.
KINDS = {"hasil": "technical", "layanan": "technical", "teknis": "technical", "manajerial": "managerial",
         "perilaku": "managerial", "sosiokultural": "sociocultural"}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """The best plan so far with the frames it was made from."""

    plan: Plan
    persons: pd.DataFrame
    gaps: pd.DataFrame
    programmes: pd.DataFrame
    links: pd.DataFrame
    limits: Limits

    @property
    def settled(self) -> bool:
        """Whether this is the answer, and not a plan shown while a better one is looked for, or left when that was
        stopped."""
        return self.plan.state == "complete"


def question(choice: Choice, limits: Limits) -> Question:
    """What a plan for the chosen region and period is asked for under these limits."""
    persons, gaps = roster.persons(choice), planned_gaps(choice)
    gaps = gaps.loc[gaps["employee"].isin(persons["employee"])]
    return Question(persons, gaps, programmes.catalogue(choice), links(choice), limits, EFFORT, SEED)


def worked_out(choice: Choice, asked: Asked) -> Made:
    """The plan of a scenario, worked out while the caller waits. Refused where none that keeps its limits was found."""
    own = question(choice, asked.limits)
    for step, answer in answers(own):
        if step == "plan" and answer is not None:
            return made(answer, own)
    # Without a plan the last answer is what clashes.
    if answer.state == "proved":
        raise Refused([Problem("no_plan", found=asked.code, expected=", ".join(answer.limits["limit"]))])
    raise Refused([Problem("plan_not_found", found=asked.code, expected=", ".join(answer.limits["limit"]) or "-")])


def made(plan: Plan, asked: Question) -> Made:
    """A plan with what was asked of it."""
    return Made(plan, asked.persons, asked.gaps, asked.programmes, asked.links, asked.limits)


def kinds(choice: Choice) -> dict[str, str]:
    """Indicator -> kind of competency (technical, managerial, sociocultural)."""
    known = reference.rows(choice.ask, "indicators")
    return {row.code: KINDS[row.grp] for row in known.itertuples() if row.grp in KINDS}


def calendar(made: Made) -> pd.DataFrame:
    """One row: one programme in one month (`report.calendar`) with its hours and whether its price is an estimate."""
    table = report.calendar(made.plan)
    known = made.programmes.set_index("programme")
    return table.assign(
        hours=table["programme"].map(known["hours"]), estimated=table["programme"].map(known["estimated"])
    )


def months(made: Made) -> pd.DataFrame:
    """One row: one month of the year with batches, seats and cost, 0 where nothing runs."""
    sums = report.calendar(made.plan).groupby("month", as_index=False)[["batches", "seats", "cost"]].sum()
    return sums.set_index("month").reindex(made.limits.months, fill_value=0).reset_index()


def agencies(made: Made) -> pd.DataFrame:
    """`report.against_need` of the plan."""
    return report.against_need(report.by_agency(made.plan, made.persons, made.gaps, made.limits))


def hours(made: Made) -> pd.DataFrame:
    """One row: one employee with the learning hours after the plan (`report.hours`)."""
    return report.hours(made.plan, made.persons, made.programmes, made.limits)


def hour_bands(made: Made) -> pd.DataFrame:
    """`report.hour_bands` of the plan."""
    return report.hour_bands(hours(made), made.limits)
