"""The training plan: the best use of a budget under the law and what units can spare, ready to hand in."""

import streamlit as st

from analytics.plan import report
from pages.answers.plan.plan import hours
from pages.ui.page import screen, states
from pages.ui.panel import share
from pages.ui.plan import beside, choices, clashes, frames, prices, sections, selection, sheet
from pages.ui.words import formats, t

page = screen.begin("training_plan", "persons")
choice = page.choice
page.title(t("training_plan.page"))
asked = choices.scenario()
with st.spinner(t("training_plan.gathering")):  # who falls short, and what may be planned for them
    work = frames.work(choice, asked)
choices.progress("rencana", work)
settled = work.settled  # read first: the plan may come while the page is drawn
made = frames.made(work)

if settled and made is None:
    page.title(clashes.finding(work))
    clashes.draw(work)
    choices.wishes(asked, None)
    beside.draw(choice, asked, None)
    st.stop()
if made is None:
    page.title(t("training_plan.making" if work.running else "training_plan.page"))
    sections.waiting(choice, work)
    beside.draw(choice, asked, None)
    st.stop()
if made.plan.seats.empty and not work.question.gaps["need"].gt(0).any():
    states.nothing_matches(choice, "training_plan")
    st.stop()
if made.plan.seats.empty:
    page.title(t("training_plan.no_seats"), clashes.no_seats(work))
    choices.wishes(asked, made)
    beside.draw(choice, asked, made)
    st.stop()

stamp = screen.stamp(choice)
total = report.totals(made.plan, made.gaps, made.programmes)
owed = hours(made)
page.title(
    sheet.finding(total),
    t("training_plan.lead", seats=formats.count(total["seats"]), people=formats.count(total["people"]),
      batches=formats.count(total["batches"]), guessed=formats.percent(total["guessed_cost"])),
)  # fmt: skip
sections.headline(made, owed)
if made.settled:
    choices.take_out(choice, made)
    selection.draw(choice, asked, made)
    batches = frames.calendar(choice, made)
    share.button(page, choice, share.Paper(t("training_plan.nav"), lambda: sheet.shared(choice, made, total, batches)))
choices.wishes(asked, made)

beside.draw(choice, asked, made)
sections.schedule(choice, made, stamp)
sections.coverage(choice, made, stamp)
sections.hours(made, owed, stamp)
sections.money(made, work, stamp)
sections.firmness(work, stamp)
prices.draw(choice, made)
sections.basis(choice, made)
