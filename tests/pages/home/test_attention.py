"""Home names whom to praise, to help and to ask: those planted in the demo, each with a way to its page, or nobody."""

import itertools
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import parse_qs

import pandas as pd
import pytest

from analytics.trends.attention import KINDS, RATERS
from pages.answers import attention as answer
from pages.answers.changes import verdicts
from pages.ui.home import attention
from pages.ui.words import formats, t
from tests.pages.visits import chosen, fine, said
from tests.worlds.homes import OTHER_CITY
from tests.worlds.layers import some


def links(session) -> dict[str, dict[str, list[str]]]:
    """Label of each card -> what its link asks for."""
    found = [one.proto for one in session.get("page_link") if one.proto.label.startswith("**")]
    return {one.label: {"page": [one.page], **parse_qs(one.query_string)} for one in found}


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
def test_a_card_says_who_how_far_how_sure_and_opens_its_agency(visit, lang):
    session = fine(visit("home", "full", lang=lang))
    cards = attention.cards(chosen())
    assert cards and [card.agency for card in cards] == [ask["opd"][0] for ask in links(session).values()]
    for asks in links(session).values():
        assert (asks["page"], asks["dari"]) == (["agency_trends"], ["home"])
    text = said(session)
    for card in attention.cards(chosen()) if lang == "id" else []:
        assert all(part in text for part in (card.way, card.claim, card.sure, card.question))


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
def test_nobody_is_an_answer_in_words(visit, lang):
    session = fine(visit("home", "one", lang=lang))
    assert t("attention.nobody", lang) in said(session)
    assert links(session) == {}


def test_under_a_sector_those_of_the_sector_are_named(visit):
    visit("method", "full")
    whole = answer.named(chosen())
    for sector in whole["sector"].unique():
        own = answer.named(chosen(sector=sector))
        assert own["agency"].tolist() == whole.loc[whole["sector"] == sector, "agency"].tolist()
    assert answer.named(chosen(sector="NONE")).empty


def row(group: str, kind: str, why: str | None, side: float, n_sources: float, verdict: str | None) -> SimpleNamespace:
    return SimpleNamespace(
        group=group, kind=kind, why=why, side=side, verdict=verdict, agency="A", agency_name="Dinas A", short="A",
        estimate=side * 8.0, low=side * 8.0 - 2, high=side * 8.0 + 2, score=70.0, score_first=62.0, first="2022-S2",
        last="2026-S1", n_periods=8, scores=(62.0, 70.0), most_source="superior", most_points=9.0,
        least_source="peer", least_points=-1.0, n_sources=n_sources,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_ground_and_every_doubt_has_words_and_a_question(visit, lang):
    visit("method", "one", lang=lang)
    grounds = [(group, kind, None) for group, kind in itertools.product(("praise", "help"), KINDS)]
    doubts = [("ask", kind, why) for kind in KINDS for why in (*RATERS, "sources")]
    for (group, kind, why), n in itertools.product([*grounds, *doubts], (float("nan"), 1, 3)):
        side = -1.0 if group == "help" else 1.0
        verdict = None if kind == "place" else ("up" if side > 0 else "down")
        card = attention._card(
            row(group, kind, why, side, n, verdict), {"superior": "Atasan", "peer": "Rekan"}, "daerah"
        )
        assert card.question.endswith("?") and formats.signed(side * 8.0) in card.claim
        assert card.way.startswith("62") and "{" not in card.claim + card.sure + card.question + card.way


@pytest.mark.whole
def test_the_planted_agencies_are_named_each_where_it_belongs(visit):
    visit("method", "years")
    here = chosen()
    named = answer.named(here)
    assert named[["agency", "group", "kind"]].to_numpy().tolist() == [["3403-DPMPTSP", "praise", "trend"]]
    assert attention.cards(here)[0].way.startswith("62,6 → 81,3")
    past = answer._year_ago(here, named)
    pd.testing.assert_frame_equal(past, verdicts(here, "2025-S1")[["agency", "verdict"]])  # two semesters before
    other = answer.named(replace(here, region=OTHER_CITY))
    grounds = {row.agency: (row.group, row.why) for row in other.itertuples()}
    assert grounds["1571-SATPOLPP"] == ("ask", "sources")
    assert grounds["1571-PUPR"][0] == "help" and len(grounds) == 2
