"""The limits the planner sets, and the way to take the plan out."""

import streamlit as st

from data import plan_export
from pages.ui import need_frames, plan_papers
from pages.ui.filters import Choice
from pages.ui.plan_frames import Asked, Made
from pages.ui.words import t

MILLION = 1_000_000
START = Asked(budget=500 * MILLION, rooms=4, trainers=8, floor=0.05)


def limits() -> Asked:
    """The form of limits; the plan on screen is for what was last sent."""
    asked = st.session_state.setdefault("plan_asked", START)
    with st.form("plan_limits", border=True), st.container(horizontal=True):
        budget = st.number_input(
            t("training_plan.budget_in"), 0, 1_000_000, int(asked.budget / MILLION), 50, key="plan_budget"
        )
        rooms = st.number_input(t("training_plan.rooms"), 0, 500, asked.rooms, key="plan_rooms")
        trainers = st.number_input(t("training_plan.trainers"), 0, 500, asked.trainers, key="plan_trainers")
        floor = st.number_input(t("training_plan.floor_in"), 0, 100, round(asked.floor * 100), key="plan_floor")
        sent = st.form_submit_button(t("training_plan.make"), type="primary")
    if sent:
        asked = Asked(float(budget) * MILLION, int(rooms), int(trainers), floor / 100)
        st.session_state["plan_asked"] = asked
    return asked


def take_out(choice: Choice, found: Made) -> None:
    """The workbook and the document, made when the button is pressed."""
    name = f"rencana-pelatihan-{choice.region}-{need_frames.plan_year(choice)}"
    kinds = (
        ("xlsx", plan_export.workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("docx", plan_export.document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )
    with st.container(horizontal=True):
        for kind, write, mime in kinds:
            st.download_button(
                t(f"training_plan.{kind}"), data=lambda write=write: write(plan_papers.papers(choice, found)),
                file_name=f"{name}.{kind}", mime=mime, key=f"plan_{kind}", on_click="ignore",
            )  # fmt: skip
    st.caption(t("training_plan.names_note"))
