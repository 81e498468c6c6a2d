"""A leader who was sent the address of a planner's page reads why it is closed, and finds the way back."""

import ast
import inspect

import pytest
import streamlit as st

from pages.ui.access import visitors
from pages.ui.access.visitors import asking
from pages.ui.page import cached, guard, navigation
from pages.ui.serving import gate
from pages.ui.words import t
from tests.worlds.homes import REGION
from tests.worlds.layers import some

CLOSED = {name: right for name, right in navigation.ORDER if right != "figures"}
NEEDED = {"own": "employee", "audit": "auditor"}  # right -> the role the sentence names; else a planner


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
@pytest.mark.parametrize("name", CLOSED)
def test_a_page_of_others_opened_by_a_leader_is_a_sentence_and_a_way_back(visit, name, lang):
    session = visit(name, peran="leader", lang=lang, daerah=REGION, periode="2025-S2")
    assert [title.value for title in session.title] == [t("guard.title", lang)]
    needed, role = t(f"role.{NEEDED.get(CLOSED[name], 'planner')}", lang), t("role.leader", lang)
    assert [info.value for info in session.info] == [t("guard.denied", lang, needed=needed, role=role)]
    assert t("guard.back", lang) in [link.label for link in session.get("page_link")]
    assert not [*session.metric, *session.table, *session.get("plotly_chart"), *session.get("download_button")]
    assert not any(box.key == "saved_name" for box in session.text_input)


@pytest.mark.whole
def test_a_planner_is_not_turned_away(visit):
    session = visit("training_needs", peran="planner", daerah=REGION, periode="2025-S2")
    assert session.title[0].value != t("guard.title", "id")


def test_a_query_is_answered_by_who_asks_and_to_nobody_without_a_session(visit):
    """Also under `python -O`, which passes over asserts: there is none in the way of a query."""
    visit("method", state="one")
    leaders, planners = "agency_scores", "plan_persons"
    st.session_state["view"] = {"peran": "leader"}
    try:
        assert len(cached.ask(leaders, region=REGION))
        with pytest.raises(guard.NotAllowed):
            cached.ask(planners, region=REGION, period="2024-S2")
        st.session_state["view"] = {"peran": "planner"}
        assert len(cached.ask(planners, region=REGION, period="2024-S2"))
        before = asking.set("nobody")
        for name in (leaders, planners):
            with pytest.raises(guard.NotAllowed):
                cached.ask(name, region=REGION)
        asking.reset(before)
    finally:
        del st.session_state["view"]
    for module in (cached, guard, gate, visitors):
        assert not any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(inspect.getsource(module))))
