"""The frames of the plan page: the plan under the limits asked for, what clashes, and what more money would buy."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from analytics.plan import case, report
from analytics.plan.curve import budget_curve
from analytics.plan.infeasible import relaxing_set
from analytics.plan.limits import Limits
from analytics.plan.make import Plan, make
from pages.ui import cached, guard, need_frames, numbers
from pages.ui.filters import Choice
from pages.ui.names import names, rows
from pages.ui.tables import Column, usual
from pages.ui.words import t

SECONDS = 20.0
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Asked:
    """What the planner asked for: money in rupiah, rooms and trainers per month, least share of seats per agency."""

    budget: float
    rooms: int
    trainers: int
    floor: float

    @property
    def limits(self) -> Limits:
        return Limits(self.budget, rooms=self.rooms, trainers=self.trainers, floor=self.floor)


@dataclass(frozen=True)
class Made:
    """A plan with the frames it was made from. `plan` is None where no plan keeps the limits."""

    plan: Plan | None
    persons: pd.DataFrame
    gaps: pd.DataFrame
    programmes: pd.DataFrame
    links: pd.DataFrame
    limits: Limits


def made(choice: Choice, asked: Asked) -> Made:
    """The plan for the chosen region and period; remembered until a limit or the store changes."""
    key = (choice.region, choice.period, asked.budget, asked.rooms, asked.trainers, asked.floor)
    return _made(choice, asked, key, guard.role(), cached.store().version())


@st.cache_data(max_entries=12, show_spinner=False)
def _made(_choice: Choice, _asked: Asked, key: tuple, role: str, version: int) -> Made:
    persons, gaps = need_frames.persons(_choice), need_frames.planned_gaps(_choice)
    gaps = gaps.loc[gaps["employee"].isin(persons["employee"])]
    programmes, _ = need_frames.catalogue()
    links = need_frames.links()
    one = case.build(persons, gaps, programmes, links, _asked.limits)
    plan = make(one, SECONDS, np.random.default_rng(need_frames.SEED))
    return Made(plan, persons, gaps, programmes, links, _asked.limits)


def clashes(found: Made) -> list[str]:
    """Sentences: which limits must give, and how far."""
    table = relaxing_set(
        found.persons, found.gaps, found.programmes, found.links, found.limits, SECONDS, by_month=False
    )
    if table is None or table.empty:
        return [t("training_plan.tight")]
    called = names("agencies") or {}
    sentences = []
    for row in table.itertuples():
        kind, _, what = row.limit.partition(":")
        amount = numbers.rupiah if kind == "budget" else numbers.count
        name = numbers.plain(called.get(what, what))
        sentences.append(t(f"plan_limit.{kind}", what=name, allowed=amount(row.allowed), needed=amount(row.needed)))
    return sentences


def calendar(found: Made) -> pd.DataFrame:
    """`report.calendar` with names."""
    texts = rows("programmes").set_index("code")
    table = report.calendar(found.plan)
    return table.assign(
        programme_name=table["programme"].map(names("programmes")),
        month_name=[month_name(month) for month in table["month"]],
        form=table["programme"].map(texts["form"]),
        organiser=table["programme"].map(texts["organiser"]),
    )


def month_name(month: int) -> str:
    """Jan, Feb, ... in the reader's language."""
    return numbers.period(f"2000-{month:02d}").split(" ")[0]


def calendar_columns() -> list[Column]:
    return [
        Column("month_name", t("training_plan.month")),
        Column("programme_name", t("training_needs.programme")),
        Column("form", t("training_plan.form")),
        Column("organiser", t("training_plan.organiser")),
        Column("batches", t("training_plan.batches"), "count"),
        Column("seats", t("training_plan.seats"), "count"),
        Column("pns", "PNS", "count"),
        Column("pppk", "PPPK", "count"),
        Column("cost", t("training_plan.cost"), "rupiah"),
    ]


def agencies(found: Made, choice: Choice) -> pd.DataFrame:
    """`report.by_agency` with names, largest need first, as bars of the share of need closed."""
    table = report.by_agency(found.plan, found.persons, found.gaps, found.limits)
    table = table.loc[table["need"] > 0].sort_values(["need", "agency"], ascending=[False, True], ignore_index=True)
    called = need_frames.agency_names(choice)
    return table.assign(
        agency_name=table["agency"].map(called),
        key=table["agency"],
        label=table["agency"].map(called | need_frames.short_names(choice)),
        value=table["share_closed"],
        text=[
            f"{numbers.percent(row.share_closed)} · {t('training_plan.n_seats', n=numbers.count(row.seats))}"
            for row in table.itertuples()
        ],
        tone="",
    )  # fmt: skip


def agency_columns() -> list[Column]:
    return [
        *usual("agency"),
        Column("below", t("training_needs.below"), "count"),
        Column("need", t("training_needs.need"), "score"),
        Column("closed", t("training_needs.closed"), "score"),
        Column("share_closed", t("training_plan.share"), "percent"),
        Column("seats_pns", "PNS", "count"),
        Column("seats_pppk", "PPPK", "count"),
        Column("floor", t("training_plan.floor"), "count"),
        Column("cost", t("training_plan.cost"), "rupiah"),
    ]


@st.cache_data(max_entries=12, show_spinner=False)
def _curve(_found: Made, budget: float, key: tuple, version: int) -> pd.DataFrame:
    one = case.build(_found.persons, _found.gaps, _found.programmes, _found.links, _found.limits)
    return budget_curve(one, [budget * share for share in (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)])


def curve(found: Made, choice: Choice) -> pd.DataFrame:
    """`budget_curve` around the budget asked for, as bars of the share of need closed."""
    limits = found.limits
    key = (choice.region, choice.period, limits.rooms, limits.trainers, limits.floor)
    table = _curve(found, limits.budget, key, cached.store().version())
    return table.assign(
        key=table["budget"].astype(str),
        label=[numbers.rupiah(budget) for budget in table["budget"]],
        value=table["share"],
        text=[numbers.percent(share, 1) for share in table["share"]],
        tone=["good" if budget == limits.budget else "" for budget in table["budget"]],
    )


def curve_columns() -> list[Column]:
    return [
        Column("budget", t("training_plan.budget"), "rupiah"),
        Column("closed", t("training_needs.closed"), "score"),
        Column("share", t("training_plan.share"), "percent"),
        Column("spent", t("training_plan.cost"), "rupiah"),
        Column("seats", t("training_plan.seats"), "count"),
    ]
