"""The training plan: the best use of a budget under the law and what units can spare, ready to hand in."""

import streamlit as st

from analytics.plan import report
from pages.ui.page import screen, states
from pages.ui.plan import choices, clashes, frames, prices, sections
from pages.ui.words import formats, t

page = screen.begin("training_plan", "planner")
choice = page.choice
page.title(t("training_plan.page"))
asked = choices.scenario()
work = frames.work(choice, asked)
choices.progress(work)
settled = work.settled  # read first: the plan may come while the page is drawn
found = frames.made(work)

if settled and found is None:
    page.title(t("training_plan.impossible"))
    if "clashes" in work.answers:
        st.markdown(t("training_plan.must_give"))
        for sentence in clashes.sentences(work):
            st.markdown(f"- {sentence}")
    choices.wishes(asked, None)
    st.stop()
if found is None:
    page.title(t("training_plan.making"))
    sections.waiting(choice, work)
    st.stop()
if found.plan.seats.empty:
    states.nothing_matches(choice, "training_plan")
    st.stop()

stamp = screen.stamp(choice)
total = report.totals(found.plan, found.gaps, found.programmes)
owed = report.hours(found.plan, found.persons, found.programmes, found.limits)
page.title(
    t("training_plan.finding", cost=formats.rupiah(total["cost"]), share=formats.percent(total["share_closed"], 1)),
    t("training_plan.lead", seats=formats.count(total["seats"]), people=formats.count(total["people"]),
      batches=formats.count(total["batches"]), guessed=formats.percent(total["guessed_cost"])),
)  # fmt: skip
sections.figures(found, owed)
if found.settled:
    choices.take_out(choice, found)
choices.wishes(asked, found)

other = choices.second(asked)
if other is not None:
    beside = frames.work(choice, other)
    choices.progress(beside)
    none_left = beside.settled
    if (second := frames.made(beside)) is not None:
        sections.compared(choice, (asked, found), (other, second))
    elif none_left:
        st.warning(t("training_plan.impossible"))

sections.schedule(found, stamp)
sections.coverage(found, choice, stamp)
sections.hours(found, owed, stamp)
sections.money(found, work, stamp)
sections.firmness(work, stamp)
prices.draw(choice, found)
sections.basis(found)
