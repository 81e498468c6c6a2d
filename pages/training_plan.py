"""The training plan: the best use of a budget under the law and what units can spare, ready to hand in."""

import streamlit as st

from analytics.plan import report
from pages.ui import numbers, plan_clashes, plan_desk, plan_frames, plan_money, plan_sections, shell, states
from pages.ui.words import t

page = shell.begin("training_plan", "planner")
choice = page.choice
page.title(t("training_plan.page"))
asked = plan_desk.scenario()
work = plan_frames.work(choice, asked)
plan_desk.progress(work)
settled = work.settled  # read first: the plan may come while the page is drawn
found = plan_frames.made(work)

if settled and found is None:
    page.title(t("training_plan.impossible"))
    if "clashes" in work.answers:
        st.markdown(t("training_plan.must_give"))
        for sentence in plan_clashes.sentences(work):
            st.markdown(f"- {sentence}")
    plan_desk.wishes(asked, None)
    st.stop()
if found is None:
    page.title(t("training_plan.making"))
    plan_sections.waiting(choice, work)
    st.stop()
if found.plan.seats.empty:
    states.nothing_matches(choice, "training_plan")
    st.stop()

stamp = shell.stamp(choice)
total = report.totals(found.plan, found.gaps, found.programmes)
owed = report.hours(found.plan, found.persons, found.programmes, found.limits)
page.title(
    t("training_plan.finding", cost=numbers.rupiah(total["cost"]), share=numbers.percent(total["share_closed"], 1)),
    t("training_plan.lead", seats=numbers.count(total["seats"]), people=numbers.count(total["people"]),
      batches=numbers.count(total["batches"]), guessed=numbers.percent(total["guessed_cost"])),
)  # fmt: skip
plan_sections.figures(found, owed)
if found.settled:
    plan_desk.take_out(choice, found)
plan_desk.wishes(asked, found)

other = plan_desk.second(asked)
if other is not None:
    beside = plan_frames.work(choice, other)
    plan_desk.progress(beside)
    none_left = beside.settled
    if (second := plan_frames.made(beside)) is not None:
        plan_sections.compared(choice, (asked, found), (other, second))
    elif none_left:
        st.warning(t("training_plan.impossible"))

plan_sections.schedule(found, stamp)
plan_sections.coverage(found, choice, stamp)
plan_sections.hours(found, owed, stamp)
plan_sections.money(found, work, stamp)
plan_sections.firmness(work, stamp)
plan_money.draw(choice, found)
plan_sections.basis(found)
