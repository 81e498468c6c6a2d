"""The training plan: the best use of a budget under the law and what units can spare, ready to hand in."""

import streamlit as st

from analytics.plan import report
from pages.ui import charts, look, numbers, plan_desk, plan_frames, shell, states
from pages.ui.show import show_chart
from pages.ui.tables import show_table
from pages.ui.words import language, t

page = shell.begin("training_plan", "planner")
choice = page.choice
asked = plan_desk.limits()
page.title(t("training_plan.page"))
with st.spinner(t("training_plan.solving")):
    found = plan_frames.made(choice, asked)

if found.plan is None:
    page.title(t("training_plan.impossible"))
    for sentence in plan_frames.clashes(found):
        st.markdown(f"- {sentence}")
    st.stop()
if found.plan.seats.empty:
    page.title(t("training_plan.page"))
    states.nothing_matches(choice, "training_plan")
    st.stop()

plan, stamp = found.plan, shell.stamp(choice)
total = report.totals(plan, found.gaps, found.programmes)
owed = report.hours(plan, found.persons, found.programmes, found.limits)
page.title(
    t("training_plan.finding", cost=numbers.rupiah(total["cost"]), share=numbers.percent(total["share_closed"], 1)),
    t("training_plan.lead", seats=numbers.count(total["seats"]), people=numbers.count(total["people"]),
      batches=numbers.count(total["batches"]), guessed=numbers.percent(total["guessed_cost"])),
)  # fmt: skip
with st.container(horizontal=True):
    gap = numbers.percent(plan.gap, 1)
    shell.figure(t("training_needs.closed"), numbers.number(plan.closed), t("training_plan.at_most", gap=gap))
    shell.figure(t("training_plan.greedy"), numbers.number(plan.greedy_closed), t(f"training_plan.by_{plan.method}"))
    price = t("training_plan.hours_price", price=numbers.rupiah(owed["price"].sum()))
    shell.figure(t("training_plan.hours"), numbers.count(owed["short"].gt(0).sum()), price)
plan_desk.take_out(choice, found)

st.header(t("training_plan.calendar_title"), anchor=False)
show_table(plan_frames.calendar(found), plan_frames.calendar_columns(), t("training_plan.calendar_title"))
agencies = plan_frames.agencies(found, choice)
show_chart(
    "plan_agencies", t("training_plan.agencies_title"), charts.bars(agencies, look.current(), language(), top=1.0),
    t("training_plan.agencies_alt", n=len(agencies)), agencies, plan_frames.agency_columns(), stamp,
)  # fmt: skip
curve = plan_frames.curve(found, choice)
show_chart(
    "plan_curve", t("training_plan.curve_title"), charts.bars(curve, look.current(), language(), top=1.0),
    t("training_plan.curve_alt", n=len(curve)), curve, plan_frames.curve_columns(), stamp,
    note=t("training_plan.curve_note"),
)  # fmt: skip
