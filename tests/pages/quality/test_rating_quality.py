"""The rating-quality page on a real store: its states, its figures, what a leader and a planner see."""

import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from pages.answers.raters import calibration
from pages.ui.page import cached
from pages.ui.words import formats, t
from tests.pages.visits import bare, chosen
from tests.worlds.actors import SYSTEM
from tests.worlds.layers import some
from tests.worlds.visitors import owner

LARGE, SMALL = "3403", "357823"


@pytest.fixture
def page(homes, open_page):
    """page(**url) -> the page as a planner's session; `prepare(store)` may change the store before."""

    def begin(published=True, prepare=None, **url):
        url = {"peran": "planner", "daerah": LARGE, "periode": "2025-S2", **url}
        session = open_page("rating_quality", homes("predicates") if published else None, prepare, **url)
        assert len(session.title) == 1
        return session

    return begin


def said(session) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info")
    return "\n".join(element.value for kind in kinds for element in getattr(session, kind))


def forget_predicates(store):
    with store.writing() as cursor:
        for table in ("predicate_release", "predicate_group", "predicate_cell", "predicate_fact"):
            cursor.execute(f"delete from {table}")  # noqa: S608


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
@pytest.mark.parametrize("role", ["leader", "planner"])
def test_the_page_stands_for_both_roles_and_languages(page, role, lang):
    session = page(peran=role, lang=lang)
    text = said(session)
    assert len(session.get("plotly_chart")) == (5 if role == "planner" else 4)
    assert (t("rating_quality.rows_title", lang) in text) == (role == "planner")
    assert t("predicate.title", lang) in text and not re.search(r"\b(None|nan)\b", text)


def test_the_title_counts_what_the_table_shows(page):
    session = page()
    rows = cached.ask("agency_scores", region=LARGE, periods=["2025-S2"])
    short = (rows["n_people"] / rows["n_roster"] < 0.6).sum()
    assert session.title[0].value.split(" ")[0] in (formats.count(short), "Semua")


def test_shares_of_predicates_are_two_marks_and_no_range(page):
    """How many people are in a category was drawn as the range of its share."""
    charts = [json.loads(chart.proto.spec) for chart in page().get("plotly_chart")]
    shares = next(chart for chart in charts if t("predicate.most") in str(chart["layout"]))
    marks = [trace for trace in shares["data"] if trace.get("mode") == "markers"]
    assert len(marks) == 2 and not any("error_x" in trace for trace in marks)


def test_predicates_are_counts_and_small_units_have_no_pattern(page):
    session = page(daerah=SMALL)
    session.session_state["table_of_predicates_2025_org_good"] = True
    session.run()
    table = next(one.value for one in session.table if t("predicate.pattern", "id") in one.value.columns)
    small = table[table[t("predicate.n_people", "id")].str.replace(".", "").astype(int) < 10]
    assert len(small) and set(small[t("predicate.pattern", "id")]) == {"tidak berlaku"}
    assert not table[t("predicate.told", "id")].str.contains(r"(?<!\d)[1-4](?!\d)(?! ?%)", regex=True).any()


@pytest.mark.whole
def test_few_raters_give_no_share(page):
    def nine_raters(store):
        with store.writing() as cursor:
            cursor.execute("update spread set n_raters = 9")

    assert t("rating_quality.few_raters", "id", n=10) in said(page(prepare=nine_raters))


def test_a_planner_finds_the_rows_of_every_agency(page):
    session = page()
    session.session_state["table_of_rows"] = True
    session.run()
    late = t("rating_quality.n_late", "id")
    table = bare(next(one.value for one in session.table if late in one.value.columns))
    assert len(table) == len(cached.ask("agency_scores", region=LARGE, periods=["2025-S2"]))
    assert set(table[t("rating_quality.n_late", "id")]) == {"0"}  # demo data has no clock


def test_planners_alone_see_raters_and_whom_nobody_connects_is_not_compared(page):
    leader = said(page(peran="leader"))
    assert "kalibrasi" not in leader and "bernama dapat dibandingkan" not in leader
    session = page()
    told = calibration.raters(chosen())
    known = told[told["severity"].notna()]
    counts = {
        "told": len(known),
        "all": len(told),
        "groups": known["group"].nunique(),
        "alone": told["verdict"].eq("alone").sum(),
    }
    text = t("calibration.compared", "id", **{name: formats.count(n) for name, n in counts.items()})
    assert text in said(session) and len(told) > len(known) > 0
    assert told.loc[told["verdict"].eq("alone"), ["severity", "low", "high"]].isna().all().all()
    far = told["low"].gt(calibration.WORTH) | told["high"].lt(-calibration.WORTH)
    assert told["talk"].equals(far | told["habits"].map(len).gt(0))


def test_the_list_for_the_meeting_names_people_and_says_who_took_it_out(page):
    session = page()
    told = calibration.raters(chosen())
    assert t("calibration.take_out", "id") in [button.label for button in session.get("download_button")]
    taken = AppTest.from_function(_take_out)
    taken.user = owner()
    taken.run(timeout=120)
    assert not taken.exception
    last = cached.store().journal.last
    assert last.kind == "access" and (last.detail["what"], last.detail["rows"]) == ("calibration", told["talk"].sum())
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(taken.session_state["book"])).get_sheet_by_index(0).to_python()
    heads = sheet[0]
    assert len(sheet) - 1 == told["talk"].sum() and all(len(str(row[heads.index("NIP")])) == 18 for row in sheet[1:])
    agencies = [row[0] for row in sheet[1:]]
    assert agencies == sorted(agencies)


def _take_out():
    import streamlit as st

    from pages.ui.page import address, filters
    from pages.ui.quality import calibration

    st.session_state["view"] = {"daerah": "3403", "periode": "2025-S2", "peran": "planner"}
    address.begin()
    choice = filters.bar()
    told = calibration.listed(choice)
    st.session_state["book"] = calibration._named(choice, told[told["talk"]])


@pytest.mark.whole
def test_another_pattern_stands_in_the_url(page):
    session = page()
    session.selectbox(key="choose_pola").set_value("org_poor").run()
    assert not session.exception and session.query_params["pola"] == "org_poor"
    assert "Kurang (organisasi)" in said(session)


def test_without_predicates_the_page_says_where_they_come_from(page):
    session = page(prepare=forget_predicates)
    assert t("predicate.nothing_title", "id") in [one.proto.title for one in session.info]
    assert len(session.get("plotly_chart")) == 4


@pytest.mark.whole
def test_waiting_predicates_are_published_with_one_button(page):
    def undo_release(store):
        with store.writing() as cursor:
            for table in ("predicate_release", "predicate_group", "predicate_cell"):
                cursor.execute(f"delete from {table}")  # noqa: S608
        assert len(store.query(SYSTEM, "predicates_waiting")) == 2

    session = page(prepare=undo_release)
    session.button(key=f"publish_predicates_{LARGE}_2025").click().run()
    assert not session.exception and "Predikat diterbitkan untuk" in said(session)
    assert not [one for one in session.button if one.key == f"publish_predicates_{LARGE}_2025"]
    assert t("predicate.agencies_title", "id") in said(session)


def test_counts_too_small_to_tell_are_said_to_be_suppressed(page):
    def empty_groups(store):
        with store.writing() as cursor:
            cursor.execute("update predicate_group set n_people = 0")
            cursor.execute("delete from predicate_cell")

    assert t("state.suppressed_title", "id") in [one.proto.title for one in page(prepare=empty_groups).info]


def test_without_a_staff_list_nothing_is_claimed_about_completeness(page):
    def forget_roster(store):
        with store.writing() as cursor:
            cursor.execute("update snapshot_agency set n_roster = null")

    session = page(prepare=forget_roster)
    assert session.title[0].value == t("rating_quality.title_no_roster", "id")


def test_an_empty_store_says_what_will_be_here(page):
    session = page(published=False)
    assert any("predikat" in info.value.lower() for info in session.info)


@pytest.mark.whole
def test_an_agency_that_rated_under_60_percent_of_its_staff_gets_no_verdict(page):
    def more_staff(store):
        with store.writing() as cursor:
            cursor.execute("update snapshot_agency set n_roster = 2 * n_roster where agency_group = '3403-DINKES'")

    session = page(prepare=more_staff, opd="3403-DINKES")
    assert session.title[0].value.startswith("1 dari ")
    session.switch_page("pages/agency_trends.py").run()
    assert not session.exception and "belum cukup data" in session.title[0].value
