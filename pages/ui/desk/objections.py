"""The planner's desk: objections that wait, and the steps a planner takes about one."""

import pandas as pd
import streamlit as st

from data.store.employees import objections
from data.terms.problems import Refused
from pages.ui.page import cached, guard, notices, screen
from pages.ui.panel import problems
from pages.ui.panel.tables import Column, show_table
from pages.ui.words import formats, t

_OPEN = ("filed", "acknowledged")


def draw(region: str | None) -> None:
    """The objections of a region, the open ones first, and a form to answer one of these."""
    st.header(t("desk.objections_title"), anchor=False)
    notices.show()
    table = _listed(region)
    if table.empty:
        st.caption(t("desk.objections_none"))
        return
    late = table["late"].sum()
    st.markdown(t("desk.objections", n=formats.count(table["open"].sum()), late=formats.count(late)))
    show_table(table, _columns(), t("desk.objections_title"), "desk_objections", cards=True)
    if table["open"].any():
        _answer(table[table["open"]])


def _listed(region: str | None) -> pd.DataFrame:
    table, now = cached.ask("objections", region=region), screen.today()
    is_open = table["state"].isin(_OPEN)
    late = (table["state"] == "filed") & (table["due"] < now) & (table["about"] != "rating")
    return table.assign(
        open=is_open, late=late,
        filed=[f"{formats.day(at.date())} {at:%H:%M}" for at in table["filed_at"]],
        until=[f"{formats.day(at.date())} {at:%H:%M}" for at in table["due"]],
        about_words=[t(f"objection_about.{one}") for one in table["about"]],
        state_words=[t(f"objection_state.{one}") for one in table["state"]],
    ).sort_values(["open", "filed_at"], ascending=[False, True], ignore_index=True)  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("objection", t("objections.number")),
        Column("state_words", t("objections.state")),
        Column("filed", t("objection_state.filed")),
        Column("until", t("desk.due")),
        Column("name", t("keep.name")),
        Column("nip", t("desk.nip")),
        Column("period", t("table.period"), "period"),
        Column("about_words", t("objections.about")),
        Column("text", t("objections.said")),
    ]


def _answer(table: pd.DataFrame) -> None:
    about = dict(zip(table["objection"], table["about"], strict=True))
    chosen = st.selectbox(t("desk.which"), list(about), key="answer_which", width=320)
    state = table.set_index("objection").loc[chosen, "state"]
    steps = [*(["acknowledged"] if state == "filed" else []), *objections.ENDS[about[chosen]]]
    with st.form("answer", border=True):
        step = st.radio(
            t("desk.step"), steps, key=f"answer_step_{chosen}_{state}", horizontal=True,
            format_func=lambda one: t(f"objection_state.{one}"),
        )  # fmt: skip
        text = st.text_area(t("desk.why"), key=f"answer_text_{chosen}_{state}", max_chars=objections.LONGEST)
        batch = st.number_input(t("desk.batch"), 1, value=None, step=1, key=f"answer_batch_{chosen}_{state}", width=320)
        sent = st.form_submit_button(t("desk.record"), type="primary")
    if not sent:
        return
    corrected = int(batch) if batch and step == "upheld" else None
    try:
        objections.answer(cached.store(), chosen, step, text, corrected, guard.actor(), screen.today())
    except Refused as refused:
        problems.causes(refused.problems)
        return
    notices.keep(t("desk.recorded", objection=chosen, state=t(f"objection_state.{step}")))
    st.rerun()
