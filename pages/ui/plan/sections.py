"""The sections of the plan page, each a chart or table with its sentence."""

import pandas as pd
import streamlit as st

from analytics.plan import report
from pages.answers.choice import Choice
from pages.answers.plan.plan import Made
from pages.answers.plan.scenario import Asked
from pages.ui import charts
from pages.ui.charts import look
from pages.ui.page import screen
from pages.ui.panel.show import show_chart
from pages.ui.panel.tables import Column, show_table
from pages.ui.plan import frames, making, outcomes
from pages.ui.words import formats, language, t

MOST_BARS = 15
FAR_BEHIND = 0.5  # an agency with less than this part of its share of the seats is told of


def waiting(choice: Choice, work: making.Work) -> None:
    """What the plan will work on, while it is being made."""
    asked = work.question
    with st.container(key="kpi"):
        people = asked.gaps.loc[asked.gaps["need"] > 0, "employee"].nunique()
        screen.figure(
            t("training_needs.below"),
            formats.count(people),
            t("training_plan.of_staff", n=formats.count(len(asked.persons))),
        )
        screen.figure(t("training_plan.budget"), formats.rupiah(asked.limits.budget), t("training_plan.budget_note"))
        owed = asked.persons.loc[asked.persons["employee_type"] == "pns", "hours_done"].lt(asked.limits.pns_hours).sum()
        screen.figure(t("training_plan.hours"), formats.count(owed), t("training_plan.before_plan"))


def headline(made: Made, owed: pd.DataFrame) -> None:
    """Need closed, the baseline beside it, the hours still owed and their price."""
    plan = made.plan
    with st.container(key="kpi"):
        note = t(f"training_plan.state_{plan.state}", gap=formats.percent(plan.gap, 1))
        screen.figure(t("training_plan.closed_short"), formats.number(plan.closed), note)
        if made.settled:
            screen.figure(
                t("training_plan.greedy"), formats.number(plan.greedy_closed), t(f"training_plan.by_{plan.method}")
            )
        price = t("training_plan.hours_price", price=formats.rupiah(owed["price"].sum()))
        screen.figure(t("training_plan.hours"), formats.count(owed["short"].gt(0).sum()), price)
    if plan.failed:
        st.warning(t("training_plan.solver_failed"))


def compared(choice: Choice, mine: tuple[Asked, Made], other: tuple[Asked, Made]) -> None:
    """Scenario A beside scenario B: what was asked, and what comes of it."""
    table = outcomes.side_by_side(mine, other)
    heads = [Column("what", t("training_plan.what")), Column("a", "A"), Column("b", "B"), Column("difference", "B − A")]
    show_table(table, heads, t("training_plan.compare_title"))


def schedule(choice: Choice, made: Made, stamp: str) -> None:
    """The plan itself: months, then every batch."""
    table = frames.months(made)
    busiest = table.loc[table["seats"].idxmax()]
    show_chart(
        "plan_months", t("training_plan.months_title", month=busiest["month_name"], n=formats.count(busiest["seats"])),
        charts.bars(table, look.current(), language()), t("training_plan.months_alt"), table,
        frames.month_columns(), stamp, download=made.settled,
    )  # fmt: skip
    batches = frames.calendar(choice, made)
    st.header(frames.calendar_title(batches), anchor=False)
    st.caption(t("training_plan.seats_note"))
    show_table(batches, frames.calendar_columns(), t("training_plan.calendar_title"))


def coverage(choice: Choice, made: Made, stamp: str) -> None:
    """Need closed per agency, and who gets how much of the seats for how much of the need."""
    table = outcomes.agencies(choice, made)
    show_chart(
        "plan_agencies", outcomes.agencies_title(table),
        charts.bars(table.head(MOST_BARS), look.current(), language(), top=1.0),
        t("training_plan.agencies_alt", n=len(table)), table, outcomes.agency_columns(), stamp,
        download=made.settled, marks=("opd",),
        note=t("training_plan.largest", n=min(MOST_BARS, len(table))),
    )  # fmt: skip
    behind = table.loc[table["seat_share"] < FAR_BEHIND * table["need_share"]]
    first, second = t("training_plan.need_share"), t("training_plan.seat_share")
    show_chart(
        "plan_access", t("training_plan.access_title", n=len(behind), all=len(table)),
        charts.dumbbells(table.head(MOST_BARS), look.current(), language(), first=first, second=second),
        t("training_plan.access_alt", n=len(table)), table, outcomes.access_columns(), stamp,
        download=made.settled, marks=("opd",),
        note=t("training_plan.access_note", n=min(MOST_BARS, len(table)), floor=formats.percent(made.limits.floor)),
    )  # fmt: skip


def hours(made: Made, owed: pd.DataFrame, stamp: str) -> None:
    """Learning hours after the plan: the 20 of PNS, the 24 of PPPK."""
    table = outcomes.hours(made)
    pns = owed["employee_type"].eq("pns")
    reached = (pns & owed["short"].eq(0)).sum()
    show_chart(
        "plan_hours",
        t("training_plan.hours_title", n=formats.count(reached), all=formats.count(pns.sum())),
        charts.bars(table, look.current(), language()), t("training_plan.hours_alt"), table,
        outcomes.hours_columns(), stamp, note=t("training_plan.hours_note"), download=made.settled,
    )  # fmt: skip


def money(made: Made, work: making.Work, stamp: str) -> None:
    """What more or less budget would do, and what the next rupiah buys."""
    if "curve" not in work.answers:
        return
    table = outcomes.curve(made, work.answers["curve"])
    show_chart(
        "plan_curve", outcomes.curve_title(made, table), charts.bars(table, look.current(), language(), top=1.0),
        t("training_plan.curve_alt", n=len(table)), table, outcomes.curve_columns(), stamp,
        note=t("training_plan.curve_note"),
    )  # fmt: skip
    for sentence in outcomes.extras(work.answers["extras"]) if "extras" in work.answers else ():
        st.markdown(f"- {sentence}")


def firmness(work: making.Work, stamp: str) -> None:
    """Which items stand when weights and prices were other than assumed."""
    if "kept" not in work.answers:
        return
    table = outcomes.kept(work.answers["kept"])
    solid = int((table["kept"] >= frames.SOLID).sum())
    show_chart(
        "plan_kept", t("training_plan.kept_title", n=solid, all=len(table)),
        charts.bars(table, look.current(), language(), top=1.0), t("training_plan.kept_alt", n=len(table)), table,
        outcomes.kept_columns(), stamp, note=t("training_plan.kept_note"),
    )  # fmt: skip


def basis(choice: Choice, made: Made) -> None:
    """How much of the plan rests on guesses."""
    total = report.totals(made.plan, made.gaps, made.programmes)
    st.caption(
        t("training_plan.guesses", cost=formats.percent(total["guessed_cost"]),
          need=formats.percent(total["guessed_need"]), provisional=formats.percent(total["provisional_need"]))
        + " " + frames.effects_said(choice, made)
    )  # fmt: skip
