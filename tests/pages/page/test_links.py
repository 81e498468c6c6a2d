"""No link of a leader leads nowhere: each opens a page of theirs that stands, under the filters it names."""

from urllib.parse import parse_qsl

import pytest

from pages.ui.page.navigation import ORDER
from pages.ui.words import t
from tests.pages.visits import fine, said
from tests.worlds.layers import some

THEIRS = {name for name, right in ORDER if right == "figures"}
PAGES = ["home", "competency_gaps", "agency_trends", "sector_comparison", "citizens", "rating_quality", "method"]
ACTIONS = ("competency_gaps.to_needs", "training_needs.to_plan", "need_evidence.to_gaps")


def links(session) -> list[tuple[str, dict[str, str], str]]:
    """(page, filters, label) of every link on a page."""
    return [
        (link.proto.page.strip("/") or "home", dict(parse_qsl(link.proto.query_string)), link.proto.label)
        for link in session.get("page_link")
    ]


@pytest.mark.parametrize("page", some(PAGES, quick=2))
def test_every_link_of_a_leader_opens_a_page_that_shows_what_it_names(visit, page):
    session = fine(visit(page, "years" if page == "home" else "demo", peran="leader"))
    text = said(session)
    assert [action for action in ACTIONS if t(action, "id") in text] == []
    opened = {}
    for target, url, label in links(session):
        assert target in THEIRS, label
        opened[target, *sorted(url.items())] = label
    assert len(opened) >= (5 if page == "home" else 0)
    for (target, *url), label in opened.items():
        there = fine(visit(target, "years" if page == "home" else "demo", **dict(url)))
        notices = [info.proto.title or info.value for info in there.info]
        denied = {t("guard.title", "id"), t("state.nothing_title", "id"), t("state.empty_title", "id")}
        assert not denied & {*notices, there.title[0].value}, label
        assert not any("tidak dikenal di sini" in notice for notice in notices), label
