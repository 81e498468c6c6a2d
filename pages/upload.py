"""Upload: bring a file in safely, see what it says before it counts, and take it back if it was wrong."""

import streamlit as st

from pages.ui import (
    upload_check,
    upload_desk,
    upload_detected,
    upload_history,
    upload_questions,
    upload_reference,
    upload_screen,
)
from pages.ui.guard import guard
from pages.ui.words import t

guard("planner")
st.title(t("upload.page"), anchor=False)
st.markdown(t("upload.lead"))
upload_screen.demo()

desk = upload_desk.current()
tables = upload_screen.of_tables(desk)
if not tables:
    upload_screen.steps(desk)

if desk.work is not None:
    upload_screen.wait(desk)
elif tables:
    upload_reference.show()
elif desk.step == "choose":
    upload_screen.choose(desk)
elif desk.step == "ask":
    upload_questions.show(desk)
    upload_detected.show(desk)
elif desk.step == "check":
    upload_check.show(desk)
else:
    upload_screen.done(desk)

if desk.step in ("choose", "done") and desk.work is None:
    upload_history.show()
