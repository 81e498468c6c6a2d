"""The briefing says what home says: every figure on paper stands on screen, and nothing on screen is missing."""

import io
import re

import docx
import pytest
import streamlit as st

from pages.answers.choice import Choice
from pages.ui.home import briefing
from pages.ui.page import cached
from pages.ui.words import formats, t
from tests.pages.visits import bare, fine, said
from tests.worlds.homes import REGION
from tests.worlds.layers import some

FIGURE = re.compile(r"[+−]?\d[\d.,]*\d|\d")


def paper(lang: str, **narrowed: object) -> docx.document.Document:
    st.session_state["lang"] = lang
    st.session_state["role"] = "leader"
    published = cached.ask("published", region=REGION).sort_values("seq")
    periods = tuple(published["period"])
    choice = Choice(REGION, published["region_name"].iloc[0], periods[-1], periods, True, cached.READER, **narrowed)
    return docx.Document(io.BytesIO(briefing.document(choice)))


def written(document: docx.document.Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def shown(session) -> str:
    """Everything home shows, with its cards and the rows of the sector table."""
    figures = "\n".join(f"{one.label} {one.value} {one.delta}" for one in session.metric)
    cards = "\n".join(one.label for one in session.expander)
    links = "\n".join(one.proto.label for one in session.get("page_link"))
    return "\n".join([formats.bare(said(session)), figures, formats.bare(cards), links])


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
def test_every_figure_of_the_briefing_stands_on_home(visit, lang):
    session = fine(visit("home", "full", lang=lang))
    session.session_state["table_of_sector_strip"] = True
    screen = shown(session.run())
    sectors = bare(session.table[0].value).to_numpy().ravel().tolist() if session.table else []
    known = set(FIGURE.findall(screen + "\n" + "\n".join(map(str, sectors))))
    document = paper(lang)
    made = {"1", "2", "3"} | set(FIGURE.findall(document.paragraphs[-1].text))
    assert sectors and set(FIGURE.findall(written(document))) - known - made == set()
    for metric in session.metric:
        assert metric.value in written(document) and metric.label in written(document)
    for link in session.get("page_link"):
        assert formats.bare(link.proto.label) in written(document) or link.proto.label == t("home.open_trend", lang)


def test_the_briefing_names_its_filters_and_source(visit):
    visit("method")
    text = written(paper("id", sector="KES", labels={"sektor": "Kesehatan"}))
    assert "Sektor: Kesehatan" in text and t("stamp.source", "id") in text


def test_a_single_period_has_a_briefing_without_a_word_of_change(visit):
    visit("method", "one")
    text = written(paper("id"))
    assert not re.search(r"\bnaik nyata\b|\bturun nyata\b|kemungkinan (naik|turun)", text)
