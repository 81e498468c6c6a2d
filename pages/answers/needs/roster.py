"""Everybody on the roster of a period, and what their agencies are called. For planners: a row is a person."""

import pandas as pd

from pages.answers import reference
from pages.answers.choice import FILTERS, Choice, frozen, regardless_of


def plan_year(choice: Choice) -> int:
    """The year after the evaluation's."""
    return int(choice.period[:4]) + 1


def persons(choice: Choice) -> pd.DataFrame:
    """One row: one employee on the roster of the chosen period, with hours attended in the plan year."""
    return choice.ask("plan_persons", region=choice.region, period=choice.period, plan_year=plan_year(choice))


@regardless_of(*FILTERS)
@frozen("planner")
def agency_names(choice: Choice) -> dict[str, str]:
    """Agency code -> name, from everybody on the roster."""
    people = persons(choice)
    return dict(zip(people["agency"], people["agency_name"], strict=True))


def short_names(choice: Choice) -> dict[str, str]:
    """Agency code -> the name a chart has room for."""
    agencies = reference.rows(choice.ask, "agencies")
    agencies = agencies[agencies["region"] == choice.region]
    return dict(zip(agencies["code"], agencies["short"], strict=True))
