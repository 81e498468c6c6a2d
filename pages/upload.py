"""Upload: bring a file or forty in safely, see what it says before it counts, and take it back if it was wrong."""

import streamlit as st

from pages.ui.desk import letters
from pages.ui.page.guard import guard
from pages.ui.reference import editor
from pages.ui.upload import check, detected, intake, questions, several_check, steps
from pages.ui.upload.earlier import history
from pages.ui.words import t

guard("batch")
st.title(t("upload.page"), anchor=False)
st.markdown(t("upload.lead"))
steps.demo()

submission = intake.current()
wanted = steps.wanted(submission)
if wanted == "file":
    steps.steps(submission)

if submission.job is not None:
    steps.wait(submission)
elif wanted == "table":
    editor.show()
elif wanted == "desk":
    letters.show()
elif submission.step == "choose":
    steps.choose(submission)
elif submission.step == "ask":
    questions.show(submission)
    if submission.found is not None:
        detected.show(submission)
elif submission.step == "check":
    (check if submission.found is not None else several_check).show(submission)
else:
    steps.done(submission)

if wanted != "desk" and submission.step in ("choose", "done") and submission.job is None:
    history.show()
