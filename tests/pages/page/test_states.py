"""What pages say where there is no figure: never a crash, and only what is true of this store."""

import pytest

from data.batches import batches
from data.publishing import publish
from data.terms.actors import system
from pages.ui.words import t
from tests.pages.visits import fine, said
from tests.worlds.facts import NOW, add_agencies, add_rows, row
from tests.worlds.homes import REGION
from tests.worlds.layers import some

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
    publish.publish(store, REGION, "2025-S1", system("test"), NOW)


@pytest.mark.parametrize("page", some(PAGES, quick=2))
@pytest.mark.parametrize("prepare", [own_indicators, citizens_only])
def test_without_any_weight_pages_say_so(open_page, prepare, page):
    session = fine(open_page(page, None, prepare))
    assert "belum berbobot" in said(session) and "kurang dari 5" not in said(session).lower()
    assert session.selectbox("choose_daerah").value == REGION


def test_an_indicator_without_weight_still_has_its_scores(open_page):
    text = said(fine(open_page("sector_comparison", None, own_indicators, indikator="U1")))
    assert t("state.nothing_title", "id") not in text and "belum berbobot" not in text


def test_a_source_nobody_was_asked_for_is_not_called_fewer_than_five(visit):
    session = fine(visit("agency_trends", opd="3403-BPBD", indikator="BP", sumber="citizen"))
    text = said(session)
    assert t("state.suppressed", "id") not in text and "tidak ada penilaian" in text
    assert {"drop_agency_trends_opd", "drop_agency_trends_sumber"} <= {button.key for button in session.button}


def renamed_agency(store):
    """A0 of 2025-S1 is called B0 from 2025-S2 on."""
    add_agencies(store, REGION, {"A0": "KES", "B0": "KES", "A1": "PEND"})
    for period, codes in (("2025-S1", ("A0", "A1")), ("2025-S2", ("B0", "A1"))):
        people = [(person, codes[person % 2], indicator) for person in range(40) for indicator in ("TG", "KW", "KOM")]
        add_rows(store, REGION, period, [
            row(person, agency, None, "PEL_ADM", indicator, "superior", 60.0 + person % 30, 1000 + person % 5)
            for person, agency, indicator in people
        ])  # fmt: skip
        publish.publish(store, REGION, period, system("test"), NOW)
    step = {"region": REGION, "old": "A0", "new": "B0", "kind": "rename", "period": "2025-S2"}
    batches.accept_reference(store, {"successions": [step]}, "ganti nama", system("test"), NOW)


@pytest.mark.whole
@pytest.mark.parametrize("period", ["2025-S1", "2025-S2"])
def test_a_link_with_the_old_code_shows_the_agency_under_its_new_one(open_page, period):
    session = fine(open_page("agency_trends", None, renamed_agency, daerah=REGION, periode=period, opd="A0"))
    box = session.selectbox("choose_opd")
    assert box.value == "B0" and len(box.options) == 3  # everybody, A1 and B0
    assert t("state.nothing_title", "id") not in [info.proto.title for info in session.info]
    assert len(session.get("plotly_chart")) >= 1
