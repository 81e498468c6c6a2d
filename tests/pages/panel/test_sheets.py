"""What is passed on holds the figures of the screen, on one page, and names nobody it must not name."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from pages.answers import attention, outside
from pages.answers.scores import agencies
from pages.ui.comparison import sheet as comparison
from pages.ui.gaps import sheet as gaps
from pages.ui.home import sheet as home
from pages.ui.page import naming
from pages.ui.panel import sheets
from pages.ui.quality import sheet as quality
from pages.ui.trends import sheet as trends
from pages.ui.words import formats, t
from tests.pages.visits import chosen, fine, text_of
from tests.worlds.homes import OTHER_CITY
from tests.worlds.layers import some

ROOT = Path(__file__).parents[3]
VIEWS = {
    "home": home.shared, "agency_trends": trends.shared, "sector_comparison": comparison.shared,
    "competency_gaps": gaps.shared, "rating_quality": quality.shared,
}  # fmt: skip


def made(view, lang: str = "id", **narrowed: object):
    choice = chosen(**narrowed)
    st.session_state["lang"] = lang
    return view(choice)


def other_city():
    """A region in which somebody is helped."""
    return replace(chosen(), region=OTHER_CITY, region_name="Kota Jambi")


def planted(choice) -> dict[str, set[str]]:
    """Group of home -> every name of its agencies."""
    rows = attention.named(choice)
    return {
        group: set(rows.loc[rows["group"] == group, ["agency_name", "short"]].to_numpy().ravel())
        for group in ("praise", "help", "ask")
    }


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_one_page_with_its_filters_source_and_mark(visit, name, lang):
    session = fine(visit(name, "full", lang=lang))
    text = text_of(made(VIEWS[name], lang))
    if name not in ("sector_comparison", "competency_gaps"):  # their heading names agencies; or is about another unit
        assert " ".join(formats.bare(session.title[0].value).split()) in text
    for said in (
        t("share.mark", lang),
        t("share.demo", lang),
        t("stamp.source", lang),
        t("share.left_out", lang, n=10),
    ):
        assert said in text
    for what, value in naming.chosen(chosen()) if lang == "id" else []:
        assert f"{what}: {value}" in text


def test_the_figures_of_home_are_those_of_its_page(visit):
    session = fine(visit("home", "full"))
    text = text_of(made(home.shared))
    assert len(session.metric) == 4
    for metric in session.metric:
        assert metric.label in text and metric.value in text


@pytest.mark.whole
@pytest.mark.parametrize("name", VIEWS)
def test_nobody_who_is_helped_is_named_in_what_leaves(visit, name):
    visit("method", "years")
    choice = other_city()
    names = planted(choice)
    assert names["help"]  # else this shows nothing
    page, link = VIEWS[name](choice), "https://contoh/?daerah=1"
    text, said = text_of(page), sheets.message(page, link)
    for name_ in names["help"]:
        assert name_ not in text and name_ not in said
    assert link in said and t("share.mark", "id") in said


@pytest.mark.whole
def test_a_page_of_who_is_helped_is_for_its_head_alone(visit):
    visit("method", "years")
    choice = other_city()
    (code,) = outside.helped(choice)
    own = replace(choice, agency=code, labels={"opd": "Dinas"})
    assert trends.shared(own) is None
    text = text_of(trends.for_head(own))
    here = agencies(choice)
    own = here[(here["agency"] == code) & (here["period"] == choice.period)].iloc[0]
    for said in (t("share.for_head", "id"), formats.number(own["score"]), t("share.training", "id"),
                 t("share.how_sure", "id"), formats.count(own["n_people"])):  # fmt: skip
        assert said in text
    assert t("share.left_out", "id", n=10) not in text


def test_who_is_praised_is_named_with_the_way(visit):
    visit("method", "full")
    names, text = planted(chosen())["praise"], text_of(made(home.shared))
    assert names and all(name in text for name in names)


def test_groups_under_ten_do_not_leave(visit):
    visit("method", "full")
    choice = chosen()
    sheet = made(quality.shared)
    here = agencies(choice)
    small = set(here.loc[~outside.large(here), "short"])
    marks = str([part.figure for part in sheet.parts])
    assert all(f"'{name}'" not in marks for name in small)
    nothing = replace(choice, sector="NONE")
    assert home.shared(nothing) is None and quality.shared(nothing) is None and gaps.shared(nothing) is None


def test_one_period_has_pages_without_a_word_of_change(visit):
    visit("method", "one")
    for view in VIEWS.values():
        text = text_of(made(view))
        assert "naik nyata" not in text.replace(t("agency_trends.panels_note", "id"), "")


def test_a_file_says_in_its_name_what_was_chosen(visit):
    visit("method", "full")
    choice = replace(chosen(sector="KES", indicator="KOM"), labels={"sektor": "Kesehatan", "indikator": "Komunikasi"})
    name = naming.file_name(naming.chosen(choice), "Tren perangkat daerah", "pdf")
    assert name.startswith("cermin_tren-perangkat-daerah_kabupaten-")
    assert name.endswith("_kesehatan_komunikasi_semua-sumber.pdf") and len(name) <= 150


def test_paper_does_not_say_where_to_click(visit):
    visit("method", "full")
    assert sheets.still("Satu. Klik titik untuk membuka. Dua.") == "Satu. Dua."
    assert sheets.still("Klik panel.") == ""


def test_one_who_is_helped_is_taken_out_of_every_view(visit, monkeypatch):
    """Whoever is named now, once they are helped, is named nowhere."""
    visit("method", "full")
    before = {name: text_of(made(view)) for name, view in VIEWS.items()}
    called = dict(agencies(chosen()).drop_duplicates("short")[["short", "agency"]].to_numpy())
    seen = {short for short in called if any(f" {short} " in text for text in before.values())}
    assert seen
    monkeypatch.setattr(outside, "helped", lambda choice: frozenset(called[short] for short in seen))
    for view in VIEWS.values():
        text = text_of(made(view))
        assert not [short for short in seen if f" {short} " in text]


def test_every_table_has_a_name_in_words():
    """In either language; what a table's key begins with is enough."""
    keys = {
        node.args[0].value
        for path in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("show_chart", "show_later"))
        and node.args and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert len(keys) > 20 and [key for key in keys if naming.called(key) == key] == []
