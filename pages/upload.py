"""Upload: bring a file in safely, see what it says before it counts, and take it back if it was wrong."""

import streamlit as st

from pages.ui.page.guard import guard
from pages.ui.reference import editor
from pages.ui.upload import check, detected, history, intake, questions, steps
from pages.ui.words import t

guard("planner")
st.title(t("upload.page"), anchor=False)
st.markdown(t("upload.lead"))
steps.demo()

desk = intake.current()
tables = steps.of_tables(desk)
if not tables:
    steps.steps(desk)

if desk.work is not None:
    steps.wait(desk)
elif tables:
    editor.show()
elif desk.step == "choose":
    steps.choose(desk)
elif desk.step == "ask":
    questions.show(desk)
    detected.show(desk)
elif desk.step == "check":
    check.show(desk)
else:
    steps.done(desk)

if desk.step in ("choose", "done") and desk.work is None:
    history.show()
