"""Every reading page, in both languages, on an empty store, one period and the demo; and what its controls do."""

import re
import subprocess
import sys

import pytest
import streamlit as st

from pages.ui.page import cached
from pages.ui.words import formats, strings, t
from tests.pages.visits import DASHBOARD, fine, opened, said
from tests.worlds.homes import REGION
from tests.worlds.layers import some

PAGES = ("home", "agency_trends", "sector_comparison", "citizens", "method")


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
@pytest.mark.parametrize("state", ["empty", "one", "demo"])
@pytest.mark.parametrize("page", PAGES)
def test_page_stands(visit, page, state, lang):
    session = fine(visit(page, state, lang=lang))
    text = said(session)
    assert not re.search(r"\b(None|nan|NaN|<NA>)\b", text)
    if page != "method":
        empty = t("state.empty_title", lang)
        assert (empty in [info.proto.title for info in session.info]) == (state == "empty")
    if state == "demo" and page != "method":
        assert t("demo.notice", lang) in text
        assert len(session.get("plotly_chart")) >= 1
        assert text.count(t("stamp.source", lang)) >= len(session.get("plotly_chart"))


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_says_nothing_indonesian(visit, page):
    """No text appears in its Indonesian form once English is chosen."""
    text = said(fine(visit(page, lang="en")))
    whole = {one["id"] for key, one in strings().items() if "{" not in one["id"] and one["id"] != one["en"]}
    whole = {one for one in whole if len(one) > 18}
    assert [one for one in whole if one in text] == []


def test_an_empty_store_offers_both_ways_out(visit):
    session = visit("home", "empty")
    assert [button.label for button in session.button] == [t("state.upload", "id"), t("state.demo", "id")]
    session.button("empty_upload").click().run()
    assert session.title[0].value == t("upload.page", "id")
    assert not visit("home", "empty", peran="leader").button


def test_one_period_gives_points_and_no_word_of_change(visit):
    for page in ("home", "agency_trends"):
        text = said(visit(page, "one"))
        assert not re.search(r"\bnaik nyata\b|\bturun nyata\b|kemungkinan (naik|turun)", text)
        assert t("state.one_period", "id") in text


def test_choices_stand_in_the_url_and_travel_between_pages(visit):
    session = visit("sector_comparison")
    session.selectbox("choose_sektor").set_value("KES").run()
    session.selectbox("choose_periode").set_value("2025-S2").run()
    assert session.query_params["sektor"] == "KES" and session.query_params["periode"] == "2025-S2"
    session.switch_page("pages/agency_trends.py").run()
    assert session.selectbox("choose_sektor").value == "KES"
    again = visit("sector_comparison", sektor="KES", periode="2025-S2")
    assert (again.selectbox("choose_sektor").value, again.selectbox("choose_periode").value) == ("KES", "2025-S2")


def test_undo_and_reset_bring_filters_back(visit):
    session = visit("sector_comparison")
    session.selectbox("choose_sektor").set_value("KES").run()
    session.selectbox("choose_jabatan").set_value("JF_LAYANAN").run()
    session.button("filter_undo").click().run()
    assert (session.selectbox("choose_sektor").value, session.selectbox("choose_jabatan").value) == ("KES", "")
    session.button("filter_reset").click().run()
    assert session.selectbox("choose_sektor").value == "" and "sektor" not in session.query_params


def test_an_unknown_code_in_a_link_is_ignored_with_a_notice(visit):
    session = fine(visit("home", sektor="<b>x</b>", periode="1999-S1"))
    assert session.selectbox("choose_periode").value == "2026-S1"
    assert sum("tidak dikenal di sini" in info.value for info in session.info) == 2
    assert "<b>x" not in said(session)


def test_a_choice_without_rows_names_the_filters_in_the_way(visit):
    session = fine(visit("sector_comparison", sektor="KES", jabatan="JPT", indikator="TG", sumber="citizen"))
    drops = [button for button in session.button if str(button.key).startswith("drop_")]
    assert drops and all(button.label.startswith("Hapus") for button in drops)
    kept = len(drops)
    drops[0].click().run()
    assert len([button for button in fine(session).button if str(button.key).startswith("drop_")]) < kept


def test_figures_agree_between_title_figure_and_table(visit):
    session = visit("home")
    score = session.metric[0].value
    assert score in session.title[0].value
    row = cached.ask("region_scores", region=REGION, periods=["2026-S1"]).iloc[0]
    assert score == formats.number(row["score"], lang="id")
    before = cached.ask("region_scores", region=REGION, periods=["2025-S2"]).iloc[0]
    assert session.metric[1].value == formats.signed(formats.difference(row["score"], before["score"]), lang="id")


def test_a_leader_sees_leaders_pages_and_asks_leaders_queries_only(visit):
    session = fine(visit("home", peran="leader"))
    assert session.selectbox("role_switch").value == "leader"
    assert not [button for button in session.button if button.key == "demo_remove"]
    assert t("guard.title", "id") not in said(session)


def test_one_button_removes_the_demo(visit):
    session = visit("home")
    session.button("demo_remove").click().run()
    assert t("state.empty_title", "id") in [info.proto.title for info in fine(session).info]


def test_a_store_in_use_is_said_in_words(visit):
    visit("home", "one")
    cached.store().close()
    st.cache_resource.clear()
    hold = (
        "import sys; from data.upkeep.opening import open_store; s = open_store(); "
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=DASHBOARD.parent
    ) as other:
        assert other.stdout.readline() == b"held\n"
        session = opened("home")
        assert str(other.pid) in session.error[0].value
        other.stdin.close()
        other.wait()
    st.cache_resource.clear()
