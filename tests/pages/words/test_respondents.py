"""What citizens answered stands on those who answered, by the files, and never on employees."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from analytics.comparison.coverage import mean_coverage
from analytics.gaps.gaps import people_behind
from pages.answers import scores
from pages.answers.comparison.comparison import asked
from pages.answers.gaps import gaps
from pages.ui.comparison import frames as compare_frames
from pages.ui.gaps import frames as gap_frames
from pages.ui.page import cached
from pages.ui.panel import evidence, tables
from pages.ui.quality import frames as quality_frames
from pages.ui.trends import sources
from pages.ui.words import formats, t
from tests.pages.visits import chosen, fine, said
from tests.worlds.homes import REGION

PERIOD, AGENCY = "2025-S1", "3403-DINKES"


def answered(indicator: str, agency: str | None = None) -> int:
    """What the uploaded rows of agencies say, added up by hand."""
    with cached.store().cursor() as cursor:
        rows = cursor.execute("select period, agency, indicator, source, employee, respondents from fact").fetchall()
    return sum(
        n for period, code, what, source, employee, n in rows
        if (period, what, source, employee) == (PERIOD, indicator, "citizen", None) and agency in (None, code)
    )  # fmt: skip


@pytest.mark.parametrize("name", ["agency_trends", "sector_comparison", "competency_gaps"])
def test_a_page_of_what_citizens_say_counts_respondents(visit, name):
    one = {"opd": AGENCY} if name == "agency_trends" else {}
    page = visit(name, "full", periode=PERIOD, indikator="BP", sumber="citizen", **one)
    told = [caption.value for caption in fine(page).caption if caption.value.startswith(t("stamp.source", "id"))]
    wanted = formats.answered(None, answered("BP", AGENCY if one else None), "id")
    assert wanted.endswith("responden") and any(f"· {wanted} ·" in stamp for stamp in told), told
    assert not any("cakupan" in stamp for stamp in told)
    # One chart is of all sources side by side, whichever the others are of.
    assert sum("pegawai dinilai" in stamp for stamp in told) == (name != "sector_comparison")


def test_employees_and_respondents_are_both_said_and_not_added(visit):
    page = visit("agency_trends", "full", periode=PERIOD, indikator="BP", opd=AGENCY)
    rated = cached.ask("indicator_scores", region=REGION, periods=[PERIOD], agencies=[AGENCY], indicator="BP")
    people = rated["n_people"].iloc[0]
    assert 0 < people < answered("BP", AGENCY) + people
    both = formats.answered(people, answered("BP", AGENCY), "id")
    assert (
        both
        == f"{formats.count(people, 'id')} pegawai dinilai, {formats.count(answered('BP', AGENCY), 'id')} responden"
    )
    assert any(both in caption.value for caption in fine(page).caption)


def test_the_sum_of_a_page_is_that_of_its_rows(visit):
    visit("method", "full")
    choice = chosen(indicator="BP", source="citizen")
    here = compare_frames.compared(choice)
    assert asked(choice)[1] == here["n_respondents"].sum() == answered("BP")
    assert np.isnan(asked(choice)[0]) and np.isnan(mean_coverage(here))
    assert here["low"].isna().all() and here["n_range"].isna().all()  # nobody knows how far answers spread
    cells = gap_frames.cells(choice, "agency")
    assert people_behind(cells, "agency")[1] >= answered("BP") and np.isnan(people_behind(cells, "agency")[0])


def test_tables_head_respondents_by_their_own_word(visit):
    visit("method", "full")
    st.session_state["lang"] = "id"
    found = sources.lines(chosen(agency=AGENCY, indicator="BP"))
    headings = [column.heading for column in tables.counted(found)]
    assert headings == [t("table.n_people", "id"), t("table.n_respondents", "id")] == ["Pegawai dinilai", "Responden"]
    citizens = found[found["source"] == "citizen"]
    assert [column.heading for column in tables.counted(citizens)] == ["Responden"]
    text = tables.as_csv(citizens, tables.counted(citizens)).decode("utf-8-sig").splitlines()
    assert text[0] == "Responden" and str(answered("BP", AGENCY)) in text[1:]
    assert [column.heading for column in tables.counted(found.iloc[:0])] == ["Pegawai dinilai"]


def test_staff_rated_is_the_same_share_with_and_without_citizens(visit):
    """Coverage of an agency stands on those rated by name: taking every survey away leaves it as it is."""
    visit("method", "full")
    before = quality_frames.coverage(chosen()).set_index("agency")[["n_people", "coverage"]]
    with cached.store().writing() as cursor:
        cursor.execute("update block_score set n_respondents = null")
    cached.forget()
    after = quality_frames.coverage(chosen()).set_index("agency")[["n_people", "coverage"]]
    assert (before == after).all(axis=None) and before["coverage"].max() <= 1
    one = scores.agencies(chosen(indicator="BP")).set_index(["agency", "period"])
    assert (one["n_people"] <= one["n_roster"]).all()


def test_what_the_same_people_did_has_no_respondents():
    st.session_state["lang"] = "id"
    own = pd.Series({"n_respondents": 310, "n_raters": 5.0, "weight_coverage": 1.0, "staff_coverage": np.nan})
    about = evidence.Claim(
        "uncertain", "difference", "A", "BP", "all", 0.0, -1.0, 1.0, 84, 5, 2, 1.0, 0.5, None, (), ()
    )
    assert (t("evidence.respondents", "id"), "310") in evidence.facts_of(about, own)
    same = dataclasses.replace(about, metric="same_people")
    assert [name for name, _ in evidence.facts_of(same, own)][:2] == ["Pegawai dinilai", "Penilai"]


def test_a_survey_of_an_agency_says_nothing_of_its_positions(visit):
    page = visit("competency_gaps", "full", periode=PERIOD, indikator="BP", sumber="citizen", satuan="position")
    assert t("state.nothing_title", "id") in [info.proto.title for info in fine(page).info]
    choice = chosen(indicator="BP", source="citizen")
    assert gaps.group_gaps(choice, PERIOD).empty and len(gaps.unit_gaps(choice, "agency", False))
    assert len(gaps.group_gaps(chosen(indicator="BP"), PERIOD))


def test_why_answers_cannot_be_compared_is_not_that_no_indicator_is_chosen(visit):
    page = fine(visit("sector_comparison", "full", periode=PERIOD, indikator="BP", sumber="citizen"))
    assert t("sentence.compare_no_spread", "id") in said(page) and t("sentence.compare_no_range", "id") not in said(
        page
    )
    assert t("rank.say_no_range", "id") in said(page)
