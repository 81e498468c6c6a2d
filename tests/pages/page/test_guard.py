"""A leader who was sent the address of a planner's page reads why it is closed, and finds the way back."""

import pytest

from pages.ui.page import navigation
from pages.ui.words import t
from tests.worlds.homes import REGION
from tests.worlds.layers import some

CLOSED = [name for name, role in navigation.ORDER if role == "planner"]


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
@pytest.mark.parametrize("name", CLOSED)
def test_a_planners_page_opened_by_a_leader_is_a_sentence_and_a_way_back(visit, name, lang):
    session = visit(name, peran="leader", lang=lang, daerah=REGION, periode="2025-S2")
    assert [title.value for title in session.title] == [t("guard.title", lang)]
    needed, role = t("role.planner", lang), t("role.leader", lang)
    assert [info.value for info in session.info] == [t("guard.denied", lang, needed=needed, role=role)]
    assert t("guard.back", lang) in [link.label for link in session.get("page_link")]
    assert not [*session.metric, *session.table, *session.get("plotly_chart"), *session.get("download_button")]
    assert not any(box.key == "saved_name" for box in session.text_input)


@pytest.mark.whole
def test_a_planner_is_not_turned_away(visit):
    session = visit("training_needs", peran="planner", daerah=REGION, periode="2025-S2")
    assert session.title[0].value != t("guard.title", "id")
