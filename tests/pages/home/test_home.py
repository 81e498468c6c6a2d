"""Home: its cards open their evidence, its questions name somebody, and what stands below the fold is worked out when
it is opened."""

import re

import pytest

from analytics.verdicts import LEAST_COVERAGE
from pages.answers import changes, scores, signals
from pages.ui.home import signal_cards
from pages.ui.page import cached
from pages.ui.targets import frames
from pages.ui.words import t
from tests.pages.visits import bare, chosen, fine, said
from tests.worlds.homes import REGION


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
    named = [one for one in session.get("page_link") if one.proto.label.startswith("**")]
    assert len(asked) + len(named) == 3
    named = cached.ask("agency_scores", region=REGION, periods=[session.query_params["periode"]])["short"]
    assert any(name in asked[0].label for name in named)
    assert all(one.label.endswith("?") for one in asked)


def test_plans_stand_in_four_states_when_opened(visit):
    session = visit("home")
    session.session_state["plan_states"] = True
    table = bare(fine(session.run()).table[0].value)
    assert set(table[t("plan_state.state", "id")]) <= {
        t(f"plan_state.{code}", "id") for code in ("met", "on_track", "behind_moving", "behind_still")
    }
    stored = cached.ask("plan_measures", region=REGION, periods=["2026-S1"])
    assert 0 < len(table) <= len(stored)


@pytest.mark.whole
def test_mentors_are_strong_enough_to_teach(visit):
    session = visit("home", "full")
    session.session_state["mentors"] = True
    session = fine(session.run())
    if session.table:
        table = bare(session.table[0].value)
        scores = cached.ask("agency_scores", region=REGION, periods=[session.query_params["periode"]]).set_index(
            "short"
        )
        for name in table[t("mentor.mentor", "id")]:
            assert scores.loc[str(name).replace("\\", ""), "coverage"] >= LEAST_COVERAGE
    else:
        assert t("mentor.none", "id") in said(session)


def test_who_moves_as_before_is_named_beside_what_is_new(visit, monkeypatch):
    visit("method", "full")
    choice = chosen()
    moving = changes.verdicts(choice, choice.period)
    moving = moving[moving["agency"].isin(scores.funnel(choice, choice.period)["agency"])].reset_index(drop=True)
    moving["verdict"] = ["likely_down", "up", "down", *["likely_up"] * (len(moving) - 3)]
    monkeypatch.setattr(signals, "verdicts", lambda choice, period: moving)
    monkeypatch.setattr(signals, "signals", lambda choice: moving.iloc[:0])
    named = signal_cards.ongoing(choice)
    assert [name.split(" (")[1] for name in named[:3]] == ["naik nyata)", "turun nyata)", "kemungkinan naik)"]
    assert len(named) == signal_cards.MOST_NAMED + 1 and named[-1] == f"+{len(moving) - signal_cards.MOST_NAMED}"
    monkeypatch.setattr(signals, "signals", lambda choice: moving.iloc[[1]])
    assert signal_cards.ongoing(choice)[0].endswith("(turun nyata)")


@pytest.mark.whole
def test_the_page_a_plan_is_asked_about_holds_the_plan(visit):
    visit("method", "full")
    worst = frames.worst(chosen())
    session = fine(visit("agency_trends", "full", opd=worst.agency))
    assert f"{worst.measure_name} {worst.value_words} dari target {worst.target_words}" in said(session)
