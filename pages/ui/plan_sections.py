"""The sections of the plan page, each a chart or table with its sentence."""

import pandas as pd
import streamlit as st

from analytics.plan import report
from pages.ui import charts, look, numbers, plan_frames, plan_outcomes, plan_work, shell
from pages.ui.filters import Choice
from pages.ui.plan_frames import Made
from pages.ui.plan_scenario import Asked
from pages.ui.show import show_chart
from pages.ui.tables import Column, show_table
from pages.ui.words import language, t

MOST_BARS = 15
FAR_BEHIND = 0.5  # an agency with less than this part of its share of the seats is told of


def waiting(choice: Choice, work: plan_work.Work) -> None:
    """What the plan will work on, while it is being made."""
    asked = work.question
    with st.container(key="kpi"):
        people = asked.gaps.loc[asked.gaps["need"] > 0, "employee"].nunique()
        shell.figure(
            t("training_needs.below"),
            numbers.count(people),
            t("training_plan.of_staff", n=numbers.count(len(asked.persons))),
        )
        shell.figure(t("training_plan.budget"), numbers.rupiah(asked.limits.budget), t("training_plan.budget_note"))
        owed = asked.persons.loc[asked.persons["employee_type"] == "pns", "hours_done"].lt(asked.limits.pns_hours).sum()
        shell.figure(t("training_plan.hours"), numbers.count(owed), t("training_plan.before_plan"))


def figures(found: Made, owed: pd.DataFrame) -> None:
    """Need closed, the baseline beside it, the hours still owed and their price."""
    plan = found.plan
    with st.container(key="kpi"):
        note = (
            t("training_plan.at_most", gap=numbers.percent(plan.gap, 1)) if found.settled else t("training_plan.first")
        )
        shell.figure(t("training_plan.closed_short"), numbers.number(plan.closed), note)
        if found.settled:
            shell.figure(
                t("training_plan.greedy"), numbers.number(plan.greedy_closed), t(f"training_plan.by_{plan.method}")
            )
        price = t("training_plan.hours_price", price=numbers.rupiah(owed["price"].sum()))
        shell.figure(t("training_plan.hours"), numbers.count(owed["short"].gt(0).sum()), price)


def compared(choice: Choice, mine: tuple[Asked, Made], other: tuple[Asked, Made]) -> None:
    """Scenario A beside scenario B: what was asked, and what comes of it."""
    table = plan_outcomes.side_by_side(mine, other)
    heads = [Column("what", t("training_plan.what")), Column("a", "A"), Column("b", "B"), Column("difference", "B − A")]
    show_table(table, heads, t("training_plan.compare_title"))


def schedule(found: Made, stamp: str) -> None:
    """The plan itself: months, then every batch."""
    table = plan_frames.months(found)
    busiest = table.loc[table["seats"].idxmax()]
    show_chart(
        "plan_months", t("training_plan.months_title", month=busiest["month_name"], n=numbers.count(busiest["seats"])),
        charts.bars(table, look.current(), language()), t("training_plan.months_alt"), table,
        plan_frames.month_columns(), stamp,
    )  # fmt: skip
    st.header(t("training_plan.calendar_title"), anchor=False)
    st.caption(t("training_plan.seats_note"))
    show_table(plan_frames.calendar(found), plan_frames.calendar_columns(), t("training_plan.calendar_title"))


def coverage(found: Made, choice: Choice, stamp: str) -> None:
    """Need closed per agency, and who gets how much of the seats for how much of the need."""
    table = plan_outcomes.agencies(found, choice)
    show_chart(
        "plan_agencies", t("training_plan.agencies_title"),
        charts.bars(table.head(MOST_BARS), look.current(), language(), top=1.0),
        t("training_plan.agencies_alt", n=len(table)), table, plan_outcomes.agency_columns(), stamp,
        note=t("training_plan.largest", n=min(MOST_BARS, len(table))),
    )  # fmt: skip
    shares = plan_outcomes.access(found, choice)
    behind = shares.loc[shares["two"] < FAR_BEHIND * shares["one"]]
    first, second = t("training_plan.need_share"), t("training_plan.seat_share")
    show_chart(
        "plan_access", t("training_plan.access_title", n=len(behind), all=len(shares)),
        charts.dumbbells(shares.head(MOST_BARS), look.current(), language(), first=first, second=second),
        t("training_plan.access_alt", n=len(shares)), shares, plan_outcomes.access_columns(), stamp,
        note=t("training_plan.access_note", n=min(MOST_BARS, len(shares)), floor=numbers.percent(found.limits.floor)),
    )  # fmt: skip


def hours(found: Made, owed: pd.DataFrame, stamp: str) -> None:
    """Learning hours after the plan: the 20 of PNS, the 24 of PPPK."""
    table = plan_outcomes.hours(found, owed)
    pns = owed["employee_type"].eq("pns")
    reached = (pns & owed["short"].eq(0)).sum()
    show_chart(
        "plan_hours",
        t("training_plan.hours_title", n=numbers.count(reached), all=numbers.count(pns.sum())),
        charts.bars(table, look.current(), language()), t("training_plan.hours_alt"), table,
        plan_outcomes.hours_columns(), stamp, note=t("training_plan.hours_note"),
    )  # fmt: skip


def money(found: Made, work: plan_work.Work, stamp: str) -> None:
    """What more or less budget would do, and what the next rupiah buys."""
    if "curve" not in work.answers:
        return
    table = plan_outcomes.curve(found, work.answers["curve"])
    show_chart(
        "plan_curve", t("training_plan.curve_title"), charts.bars(table, look.current(), language(), top=1.0),
        t("training_plan.curve_alt", n=len(table)), table, plan_outcomes.curve_columns(), stamp,
        note=t("training_plan.curve_note"),
    )  # fmt: skip
    for sentence in plan_outcomes.extras(work.answers["extras"]) if "extras" in work.answers else ():
        st.markdown(f"- {sentence}")


def firmness(work: plan_work.Work, stamp: str) -> None:
    """Which items stand when weights and prices were other than assumed."""
    if "kept" not in work.answers:
        return
    table = plan_outcomes.kept(work.answers["kept"])
    solid = int((table["kept"] >= plan_frames.SOLID).sum())
    show_chart(
        "plan_kept", t("training_plan.kept_title", n=solid, all=len(table)),
        charts.bars(table, look.current(), language(), top=1.0), t("training_plan.kept_alt", n=len(table)), table,
        plan_outcomes.kept_columns(), stamp, note=t("training_plan.kept_note"),
    )  # fmt: skip


def basis(found: Made) -> None:
    """How much of the plan rests on guesses."""
    total = report.totals(found.plan, found.gaps, found.programmes)
    st.caption(
        t("training_plan.guesses", cost=numbers.percent(total["guessed_cost"]),
          need=numbers.percent(total["guessed_need"]), provisional=numbers.percent(total["provisional_need"]))
    )  # fmt: skip
