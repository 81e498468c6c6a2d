"""Whom to recognise, to guide and to ask to teach others: candidates by name, and what a planner decided. Folded."""

import json

import pandas as pd
import streamlit as st

from analytics.people.candidates import LISTS
from data.batches.decisions import decide
from data.store.noting import looked
from pages.answers.choice import Choice
from pages.answers.needs.roster import agency_names
from pages.answers.people import lists
from pages.ui.page import cached, guard, screen
from pages.ui.page.names import names
from pages.ui.panel.tables import Column, show_first
from pages.ui.words import formats, t

CHOICES = ("accept", "defer", "reject")


def draw(choice: Choice) -> None:
    """One of the lists, of the people under the filters, when opened. That names were looked at is recorded."""
    with st.expander(t("people.open"), key="people_lists", on_change="rerun") as opened:
        if not opened.open:
            return
        if choice.previous is None:
            st.markdown(t("people.one_period"))
            return
        which = st.radio(
            t("people.which"), LISTS, key="people_which", horizontal=True, format_func=lambda code: t(f"people.{code}")
        )
        with st.spinner(t("screen.working")):
            listed = lists.lists(choice)
        listed = listed[listed["list"].eq(which)].reset_index(drop=True)
        st.caption(t(f"people.{which}_note"))
        if listed.empty:
            st.markdown(t("people.nobody"))
            return
        _note_once(choice, which, listed)
        told = named(choice, listed)
        st.markdown(t("people.lead", n=formats.count(len(told)), period=formats.period(choice.period)))
        show_first(told, _columns(which), t(f"people.{which}"), f"people_{which}")
        if guard.may("batch"):
            _deciding(choice, told)


def named(choice: Choice, listed: pd.DataFrame) -> pd.DataFrame:
    """`lists.lists` with names and words, by agency and name and in no other order."""
    known = cached.ask("person_names", region=choice.region, employees=sorted(map(int, listed["employee"])))
    who, predicates, called = known.set_index("employee"), names("predicates"), names("indicators")
    told = listed.assign(
        name=listed["employee"].map(who["name"]).fillna(""),
        nip=listed["employee"].map(who["nip"]).fillna(""),
        agency_name=listed["agency"].map(agency_names(choice)).fillna(listed["agency"]),
        about=[", ".join(called.get(code, code) for code in own) for own in listed["indicators"]],
        official=[
            t("people.official", now=predicates.get(row.predicate, t("people.none")),
              before=predicates.get(row.predicate_before, t("people.none")))
            for row in listed.itertuples()
        ],
        decided=[_decided(row) for row in listed.itertuples()],
    )  # fmt: skip
    return told.sort_values(["agency_name", "name", "nip"], kind="stable", ignore_index=True)


def _decided(row) -> str:
    if not row.decision:
        return ""
    return t("people.decided", what=t(f"training_needs.did.{row.decision}"), reason=row.decision_reason)


def _columns(which: str) -> list[Column]:
    about = [] if which == "recognition" else [Column("about", t(f"people.{which}_about"))]
    return [
        Column("name", t("people.name")), Column("nip", "NIP"), Column("agency_name", t("table.agency")), *about,
        Column("official", t("people.predicate")), Column("sources", t("people.sources"), "count"),
        Column("sure", t("people.sure"), "percent"), Column("decided", t("training_needs.decision")),
    ]  # fmt: skip


def _note_once(choice: Choice, which: str, listed: pd.DataFrame) -> None:
    """A line of the journal for each list a visit opens, not for each time the page is drawn."""
    seen = st.session_state.setdefault("people_seen", set())
    key = (choice.codes, which, cached.store().version())
    if key not in seen:
        people = [int(code) for code in listed["employee"]]
        looked(cached.store(), guard.actor(), screen.today(), f"people {which}", len(people), people=people)
        seen.add(key)


def _deciding(choice: Choice, told: pd.DataFrame) -> None:
    labels = {row.subject: f"{row.name} · {row.agency_name}" for row in told.itertuples(index=False)}
    with st.form("people_decision", border=True):
        picked = st.multiselect(
            t("people.who"), list(labels), key="people_who", format_func=lambda code: labels.get(code, ""),
            placeholder=t("people.choose"),
        )  # fmt: skip
        decision = st.radio(
            t("training_needs.decision"), CHOICES, key="people_what", horizontal=True,
            format_func=lambda code: t(f"training_needs.do.{code}"),
        )  # fmt: skip
        reason = st.text_input(t("people.because"), key="people_why", max_chars=300)
        sent = st.form_submit_button(t("training_needs.save"))
    if not sent:
        return
    picked = [code for code in picked if code in labels]
    if not picked or not reason.strip():
        st.warning(t("people.incomplete"))
        return
    rows = pd.DataFrame({"subject": picked}).assign(
        region=choice.region, period=choice.period, decision=decision, reason=reason.strip(), detail=json.dumps({})
    )
    decide(cached.store(), rows, guard.actor(), screen.today())
    st.rerun()
