"""Objections on one's own record: what was filed and answered, and a form to file one; with the code for its answer."""

import pandas as pd
import streamlit as st

from data.store.employees import letters, objections
from data.terms.problems import Refused
from pages.ui.page import cached, downloads, guard, screen
from pages.ui.panel import problems
from pages.ui.panel.tables import Column, show_table
from pages.ui.words import formats, t


def draw(periods: list[str], name: str) -> None:
    """What was filed, and the form for another. periods: those of the record; name: whose it is."""
    st.header(t("objections.title"), anchor=False)
    st.markdown(t("objections.lead"))
    filed = st.session_state.pop("objection_filed", None)
    table = _steps()
    if len(table):
        show_table(table, _columns(), t("objections.title"), "own_objections", cards=True)
    if filed:
        _paper(*filed)
    with st.form("objection", border=True, clear_on_submit=True):
        period = st.selectbox(t("filter.periode"), periods, key="objection_period", format_func=formats.period)
        about = st.radio(
            t("objections.about"), objections.ABOUT, key="objection_about",
            format_func=lambda one: t(f"objection_about.{one}"),
        )  # fmt: skip
        text = st.text_area(t("objections.text"), key="objection_text", max_chars=objections.LONGEST)
        sent = st.form_submit_button(t("objections.file"), type="primary")
    if sent:
        _file(period, about, text, name)


def _file(period: str, about: str, text: str, name: str) -> None:
    actor, now = guard.actor(), screen.today()
    try:
        number = objections.file(cached.store(), period, about, text, actor, now)
        letter = letters.renew(cached.store(), actor, now)
    except Refused as refused:
        problems.causes(refused.problems)
        return
    values = {"name": name, "period": formats.period(period), "text": text.strip(), "day": formats.day(now.date())}
    st.session_state["objection_filed"] = (number, about, letter, values)
    st.rerun()


def _paper(number: str, about: str, letter: letters.Letter, values: dict[str, str]) -> None:
    """What is said once: the code for the answer and, about the rating itself, the form for whoever may change it."""
    with st.container(border=True, key="letter_paper"):
        st.markdown(
            t("objections.paper", objection=number, number=letter.number, code=letter.code,
              until=formats.day(letter.until.date()))
        )  # fmt: skip
        if about == "rating":
            st.markdown(t("objections.form_note"))
            downloads.button(
                t("objections.form"), t("objections.form_text", objection=number, **values).encode, "own",
                file_name=f"keberatan-{number}.txt", mime="text/plain", key="objection_form",
            )  # fmt: skip
    st.caption(t("desk.once"))


def _steps() -> pd.DataFrame:
    table = cached.ask("own_objections", region=guard.actor().region)
    return table.assign(
        when=[f"{formats.day(at.date())} {at:%H:%M}" for at in table["happened_at"]],
        about_words=[t(f"objection_about.{one}") for one in table["about"]],
        state=[t(f"objection_state.{one}") for one in table["step"]],
        said=[_said(row.text, row.batch) for row in table.itertuples()],
    )


def _said(text: str, batch: float) -> str:
    corrected = "" if formats.missing(batch) else t("objections.corrected", batch=formats.count(batch))
    return " ".join(filter(None, (text, corrected))) or formats.MISSING


def _columns() -> list[Column]:
    return [
        Column("objection", t("objections.number")),
        Column("state", t("objections.state")),
        Column("when", t("own_looks.when")),
        Column("period", t("table.period"), "period"),
        Column("about_words", t("objections.about")),
        Column("said", t("objections.said")),
    ]
