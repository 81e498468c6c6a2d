"""What pages say where there is no figure: never a crash, and only what is true of this store."""

import pytest

from data import publish
from pages.ui.words import t
from tests.data.world import NOW, add_agencies, add_rows, row
from tests.pages.conftest import REGION
from tests.pages.test_pages import fine, said

PAGES = ("home", "agency_trends", "sector_comparison", "competency_gaps", "rating_quality")


def own_indicators(store):
    """Forty people of two agencies rated on indicators that have no weight."""
    people = [(person, f"A{person % 2}", indicator) for person in range(40) for indicator in ("U1", "U2")]
    release(store, [
        row(person, agency, None, "PEL_ADM", indicator, "superior", 60.0 + person % 30, 1000 + person % 5)
        for person, agency, indicator in people
    ])  # fmt: skip


def citizens_only(store):
    """Two surveys of citizens, and nobody rated."""
    release(store, [
        row(None, agency, None, None, indicator, "citizen", 70.0, None, 50)
        for agency in ("A0", "A1") for indicator in ("U1", "U2", "U3")
    ])  # fmt: skip


def release(store, rows):
    add_agencies(store, REGION, {"A0": "KES", "A1": "PEND"})
    add_rows(store, REGION, "2025-S1", rows)
    publish.publish(store, REGION, "2025-S1", "test", NOW)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("prepare", [own_indicators, citizens_only])
def test_without_any_weight_pages_say_so(open_page, prepare, page):
    session = fine(open_page(page, None, prepare))
    assert "belum berbobot" in said(session) and "kurang dari 5" not in said(session).lower()
    assert session.selectbox("choose_daerah").value == REGION


def test_an_indicator_without_weight_still_has_its_scores(open_page):
    text = said(fine(open_page("sector_comparison", None, own_indicators, indikator="U1")))
    assert t("state.nothing_title", "id") not in text and "belum berbobot" not in text
