"""Home: its cards open their evidence, its questions name somebody, and what stands below the fold is worked out when
it is opened."""

import re

import pytest

from analytics.verdicts import LEAST_COVERAGE
from pages.ui import cached
from pages.ui.words import t
from tests.pages.conftest import REGION
from tests.pages.test_pages import fine, said


@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_signal_carries_its_evidence(visit, lang):
    session = fine(visit("home", "full", lang=lang))
    cards = [one for one in session.expander if one.label.startswith(":")]
    assert 1 <= len(cards) <= 5
    for card in cards:
        text = "\n".join(one.value for one in card.markdown)
        assert t("evidence.people", lang) in text and t("evidence.range", lang) in text
        assert t("evidence.would_change", lang) in text
        assert re.search(r"[+−]\d", card.label)


def test_three_questions_each_open_a_view(visit):
    session = fine(visit("home", "full", peran="leader"))
    asked = [one.proto for one in session.get("page_link") if one.proto.icon == ":material/help:"]
    assert len(asked) == 3
    named = cached.ask("agency_scores", region=REGION, periods=[session.query_params["periode"]])["short"]
    assert any(name in asked[0].label for name in named)
    assert all(one.label.endswith("?") for one in asked)


def test_plans_stand_in_four_states_when_opened(visit):
    session = visit("home")
    session.session_state["plan_states"] = True
    table = fine(session.run()).table[0].value
    assert set(table[t("plan_state.state", "id")]) <= {
        t(f"plan_state.{code}", "id") for code in ("met", "on_track", "behind_moving", "behind_still")
    }
    stored = cached.ask("plan_measures", region=REGION, periods=["2026-S1"])
    assert 0 < len(table) <= len(stored)


def test_mentors_are_strong_enough_to_teach(visit):
    session = visit("home", "full")
    session.session_state["mentors"] = True
    session = fine(session.run())
    if session.table:
        table = session.table[0].value
        scores = cached.ask("agency_scores", region=REGION, periods=[session.query_params["periode"]]).set_index(
            "short"
        )
        for name in table[t("mentor.mentor", "id")]:
            assert scores.loc[str(name).replace("\\", ""), "coverage"] >= LEAST_COVERAGE
    else:
        assert t("mentor.none", "id") in said(session)
