"""From a cell to its detail and back: the way stands in the address, and leads where one came from."""

import re
from urllib.parse import parse_qsl

import pytest

from pages.ui.gaps import frames
from pages.ui.page import address, trail
from pages.ui.words import t
from tests.pages.visits import agencies, chosen, fine, query, said
from tests.worlds.homes import REGION
from tests.worlds.layers import some


def way(session) -> list[str]:
    """The steps before the last on a detail: links by their label, buttons by theirs."""
    links = [link.proto.label for link in session.get("page_link")]
    return links + [button.label for button in session.button if str(button.key).startswith("trail_")]


@pytest.mark.whole
def test_a_row_opens_agency_and_indicator_with_the_way_back(visit):
    session = visit("sector_comparison", indikator="KOM")
    session.session_state["table_of_funnel"] = True
    cell = fine(session.run()).table[0].value.iloc[0, 0]
    name, asked = re.fullmatch(r"\[(.*)\]\(agency_trends\?(.*)\)", cell).groups()
    asked = dict(parse_qsl(asked))
    assert (asked["indikator"], asked["dari"]) == ("KOM", "sector_comparison.KOM")
    session = fine(visit("agency_trends", **asked))
    assert query(session) == asked and name in session.title[0].value
    (back,) = session.get("page_link")[:1]
    assert back.proto.label == t("sector_comparison.nav", "id") and "indikator=KOM" in back.proto.query_string
    assert "opd=" not in back.proto.query_string and "dari=" not in back.proto.query_string
    session.button("trail_1").click().run()
    assert "indikator" not in query(fine(session)) and query(session)["dari"] == "sector_comparison.KOM"


@pytest.mark.parametrize(
    ("unit", "opened"),
    some([("agency", {"opd": "{row}", "dari": "competency_gaps"}), ("sector", {"sektor": "{row}", "satuan": "agency"}),
     ("position", {"jabatan": "{row}", "satuan": "agency"})], quick=1),
)  # fmt: skip
def test_a_cell_of_the_gaps_opens_what_lies_behind_it(visit, unit, opened):
    session = fine(visit("competency_gaps", satuan=unit))
    choice = chosen()
    cell = frames.cells(choice, unit).iloc[0]
    session.session_state[f"chart_gaps_{unit}"] = {
        "selection": {"points": [{"customdata": [cell["row"], cell["column"], "x", "-1,0", "9"]}]}
    }
    session = fine(session.run())
    wanted = {name: code.format(row=cell["row"]) for name, code in opened.items()} | {"indikator": cell["column"]}
    assert wanted.items() <= query(session).items()


@pytest.mark.whole
def test_without_a_mark_the_way_leads_to_all_agencies_and_the_navigation_forgets_the_mark(visit):
    visit("method")
    agency = agencies()[0]
    session = fine(visit("home", opd=agency, dari="home", daerah=REGION))  # which has no use for the mark
    session.switch_page("pages/agency_trends.py").run()
    assert session.query_params.get("dari") is None
    assert way(fine(session)) == [t("agency_trends.nav", "id")]
    session.button("trail_0").click().run()
    assert "opd" not in query(fine(session)) and not way(session)


def test_an_unknown_origin_is_ignored_with_a_notice(visit):
    session = fine(visit("home", dari="<b>x</b>"))
    assert "dari" not in session.query_params and "<b>x" not in said(session)
    assert sum("tidak dikenal di sini" in info.value for info in session.info) == 1


def test_only_pages_with_a_way_to_a_detail_leave_a_mark():
    assert trail.mark("competency_gaps", "KOM") == "competency_gaps.KOM"
    assert trail.mark("home") == "home" and trail.mark("agency_trends", "KOM") is None
    assert address.ORIGIN in address.PARAMETERS and address.ORIGIN not in address.FILTERS
