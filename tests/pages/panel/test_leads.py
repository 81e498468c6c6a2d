"""Every mark and every row that names something leads to the page that shows it, and to nothing that is not there."""

import re
from urllib.parse import parse_qsl

import pytest

from tests.pages.visits import agencies, fine, query
from tests.worlds.homes import REGION
from tests.worlds.layers import some


def tap(session, chart: str, *codes: str):
    """A tap on the mark of a chart that says `codes`, as Streamlit tells of it."""
    session.session_state[f"chart_{chart}"] = {"selection": {"points": [{"customdata": list(codes)}]}}
    return fine(session.run())


def links(table) -> list[tuple[str, dict[str, str]]]:
    """Page and address of each row's link."""
    found = [re.fullmatch(r"\[.*\]\((\w+)\?(.*)\)", cell) for cell in table.iloc[:, 0].astype(str)]
    return [(link[1], dict(parse_qsl(link[2]))) for link in found if link]


MARKS = [  # page, what is asked, chart, what its mark says, what is then asked
    ("agency_trends", {}, "agency_panels", ["AGENCY"], {"opd": "AGENCY"}),
    ("home", {}, "sector_strip", ["AGENCY", ""], {"opd": "AGENCY", "dari": "home"}),
    ("home", {}, "sector_strip", ["", "KES"], {"sektor": "KES"}),
    ("sector_comparison", {"indikator": "KOM"}, "funnel", ["AGENCY"], {"opd": "AGENCY", "indikator": "KOM"}),
    ("competency_gaps", {}, "gaps_agency", ["AGENCY", "DS", "x"], {"opd": "AGENCY", "indikator": "DS"}),
    ("sector_comparison", {}, "ranking", ["AGENCY"], {"opd": "AGENCY", "indikator": None}),
    ("sector_comparison", {}, "sector_trends", ["KES"], {"sektor": "KES"}),
    ("agency_trends", {"opd": "AGENCY", "dari": "home"}, "agency_indicators", ["DS"],
     {"opd": "AGENCY", "indikator": "DS", "dari": "home"}),
    ("agency_trends", {"opd": "AGENCY"}, "sources", ["superior"], {"opd": "AGENCY", "sumber": "superior"}),
    ("competency_gaps", {"indikator": "DS"}, "gap_distribution", ["AGENCY"], {"opd": "AGENCY", "indikator": "DS"}),
    ("rating_quality", {}, "roster_coverage", ["AGENCY"], {"opd": "AGENCY", "dari": None}),
]  # fmt: skip


@pytest.mark.parametrize(("page", "asked", "chart", "says", "then"), some(MARKS, quick=4))
def test_a_mark_opens_what_it_names(visit, page, asked, chart, says, then):
    session = visit("method")
    agency = agencies()[0]
    named = {name: agency if code == "AGENCY" else code for name, code in (asked | {"daerah": REGION}).items()}
    session = tap(fine(visit(page, **named)), chart, *(agency if code == "AGENCY" else code for code in says))
    wanted = {name: agency if code == "AGENCY" else code for name, code in then.items()}
    assert {name: query(session).get(name) for name in wanted} == wanted


def test_what_is_no_agency_here_and_what_is_open_already_lead_nowhere(visit):
    session = fine(visit("agency_trends"))
    before = query(session)
    assert query(tap(session, "agency_panels", "NOWHERE")) == before
    agency = agencies()[0]
    session = fine(visit("agency_trends", opd=agency, daerah=REGION))
    session.session_state["table_of_agency_trend"] = True
    assert links(fine(session.run()).table[0].value) == []  # its own line


@pytest.mark.whole
def test_rows_open_what_they_name(visit):
    """Agency and indicator, or the sector; whoever is on the page stays in the role and language chosen there."""
    session = visit("competency_gaps", lang="en")
    session.session_state["table_of_gaps_agency"] = True
    cells = fine(session.run()).table[0].value
    session = visit("sector_comparison")
    session.session_state["table_of_sector_trends"] = True
    sectors = fine(session.run()).table[0].value
    first = links(cells)[0]
    assert len(links(cells)) == len(cells) and first[0] == "agency_trends"
    assert first[1]["opd"] in agencies() and {"indikator", "dari", "lang"} <= first[1].keys()
    assert links(sectors)[0][0] == "agency_trends" and "sektor" in links(sectors)[0][1]
    assert "opd" not in links(sectors)[0][1]
