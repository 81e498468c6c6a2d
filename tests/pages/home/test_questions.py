"""Every figure in a question on home stands on the page the question opens."""

import re

import pytest

from pages.answers import doubts, scores, signals
from pages.ui.home import questions, signal_cards
from pages.ui.quality import frames
from pages.ui.words import sentences, t
from tests.pages.visits import chosen, fine
from tests.worlds.homes import REGION

FIGURE = re.compile(r"[+−]?\d+(?:[.,]\d+)*%?")


def words_of(session) -> str:
    kinds = ("title", "header", "markdown", "caption", "info")
    texts = [one.value for kind in kinds for one in getattr(session, kind)]
    texts += [f"{one.label} {one.value} {one.delta}" for one in session.metric]
    texts += [" ".join(map(str, one.value.to_numpy().ravel())) for one in session.table]
    return "\n".join(texts).replace("\\", "").replace("*", "")


def missing(question, session) -> list[str]:
    said = set(FIGURE.findall(words_of(session)))
    asked = question.text.replace("\\", "").replace("*", "")
    return [figure for figure in FIGURE.findall(asked) if figure not in said]


def of_card(card) -> questions.Question:
    """What a signal asks, on the way its card opens."""
    return questions.Question(card.question, "agency_trends", {"opd": card.agency, "dari": "home"})


@pytest.mark.whole
@pytest.mark.parametrize("sector", ["KES", None, "WILAYAH"])
def test_the_figures_of_each_question_about_an_agency_are_on_its_page(visit, sector):
    url = {"daerah": REGION, "periode": "2025-S1", "peran": "leader", **({"sektor": sector} if sector else {})}
    visit("method", "full", **url)
    choice = chosen(sector=sector)
    asked = [*questions.questions(choice, 0), *questions._doubts(choice), *map(of_card, signal_cards.cards(choice))]
    about = {one.text: one for one in asked if one.page == "agency_trends"}
    assert about
    for one in about.values():
        session = fine(visit("agency_trends", "full", **url, **one.changes))
        assert missing(one, session) == [], one.text


@pytest.mark.whole
def test_an_agency_that_newly_stands_apart_is_asked_about_with_the_distance_its_page_shows(visit):
    url = {"daerah": REGION, "periode": "2025-S1", "peran": "leader"}
    visit("method", "full", **url)
    apart = [card for card in signal_cards.cards(chosen()) if card.kind == "place"]
    assert apart
    assert all("poin dari daerah" in card.points() for card in apart)
    for one in map(of_card, apart):
        assert missing(one, visit("agency_trends", "full", **url, **one.changes)) == []


@pytest.mark.whole
@pytest.mark.parametrize("which", ["weight_coverage", "staff_coverage"])
def test_thin_coverage_is_asked_about_by_its_name_and_stands_on_the_page_of_quality(visit, monkeypatch, which):
    url = {"daerah": REGION, "periode": "2025-S1"}
    visit("method", "full", **url)
    choice = chosen()
    real, pages_own = scores.funnel(choice, choice.period), frames.coverage(choice)
    thin = real["agency"].iloc[3]
    short = real["short"].iloc[3]
    changed = real.assign(coverage=real["coverage"].where(real["agency"] != thin, 0.41))
    changed[which] = real[which].where(real["agency"] != thin, 0.41)
    monkeypatch.setattr(doubts, "funnel", lambda *_: changed)
    first = next(questions._doubts(choice))
    assert first.page == "rating_quality"
    assert first.text == t(f"question.{which}", name=short, share="41%")
    monkeypatch.undo()
    own = pages_own.assign(**{which: pages_own[which].where(pages_own["agency"] != thin, 0.41)})
    if which == "weight_coverage":
        assert frames.thin_weight(own).endswith(f"{short} 41%.")
        assert frames.thin_weight(own.assign(weight_coverage=0.6)) == ""


def test_under_a_sector_an_agencys_place_is_told_from_the_sector(visit):
    visit("method", "full", daerah=REGION, periode="2025-S1")
    whole = chosen()
    here = chosen(sector="WILAYAH", labels={"sektor": "Pelayanan wilayah"})
    row = signals.signals(whole).query("kind == 'place'").iloc[0]
    assert scores.funnel(here, here.period)["centre"].iloc[0] != scores.funnel(whole, whole.period)["centre"].iloc[0]
    assert "daerah (" in sentences.signal(row, "Contoh", sentences.whole_of(whole))
    assert "Pelayanan wilayah (" in sentences.signal(row, "Contoh", sentences.whole_of(here))
