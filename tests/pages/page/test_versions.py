"""Versions of reference rows: each period is measured by what was valid in it, and a later version changes no earlier
period."""

import pandas as pd
import pytest

from data.batches import batches
from data.terms import periods
from data.terms.actors import system
from pages.answers import reference
from pages.answers.gaps import gaps
from pages.ui.method import frames as method_frames
from pages.ui.page import cached, names
from pages.ui.words import formats
from tests.pages.visits import chosen, fine, said
from tests.worlds.homes import NOW, REGION

POSITION, INDICATOR, LATER = "PEL_LAYANAN", "KOM", 95.0


def a_new_standard(since):
    """In the open store, the standard of one position and indicator becomes 95 from `since` on."""
    row = {"position": POSITION, "indicator": INDICATOR, "valid_from": since, "standard": LATER, "note": "baru"}
    batches.accept_reference(cached.store(), {"standards": pd.DataFrame([row])}, "standar", system("test"), NOW)


def standing(period):
    wanted = reference.standards(cached.ask, period)
    return wanted[(wanted["position"] == POSITION) & (wanted["indicator"] == INDICATOR)]["standard"].item()


@pytest.mark.whole
@pytest.mark.parametrize("url", [{}, {"satuan": "position"}, {"indikator": INDICATOR}], ids=str)
def test_a_later_standard_changes_no_earlier_period(visit, url):
    before = said(fine(visit("competency_gaps", periode="2026-S1", **url)))
    a_new_standard("2027-S1")
    assert said(fine(visit("competency_gaps", periode="2026-S1", **url))) == before


@pytest.mark.whole
def test_a_planners_needs_stand_on_the_standards_of_their_period(planner_page):
    before = said(fine(planner_page("training_needs")))
    a_new_standard("2027")
    assert said(fine(planner_page("training_needs"))) == before


def test_a_history_is_measured_by_the_standards_of_each_period(visit):
    visit("method")
    a_new_standard("2025-S2")
    choice = chosen(indicator=INDICATOR)
    assert standing("2025-S1") != LATER == standing("2025-S2") == standing("2026-S1")
    found = gaps.unit_gaps(choice, "position", True)
    mine = found[(found["position"] == POSITION) & (found["indicator"] == INDICATOR)].set_index("period")["standard"]
    assert {period: standing(period) for period in mine.index} == mine.to_dict() and len(mine) > 2
    by_agency = gaps.unit_gaps(choice, "agency", True)
    raised = by_agency[by_agency["indicator"] == INDICATOR].groupby("period")["standard"].max()
    assert raised["2025-S1"] == raised["2024-S2"] < raised["2025-S2"] == raised["2026-S1"] <= LATER


@pytest.mark.whole
def test_the_method_page_shows_the_rules_of_the_period(visit):
    visit("method")
    a_new_standard("2026-S1")

    def shown(period):
        wide, _ = method_frames.standards(period)
        return wide.set_index("indicator").loc[INDICATOR, POSITION]

    assert shown("2025-S2") == standing("2025-S2") != LATER == shown("2026-S1")
    page = fine(visit("method", daerah=REGION, periode="2025-S2"))
    assert formats.period("2025-S2", lang="id") in said(page)


@pytest.mark.whole
def test_what_is_valid_is_the_newest_that_has_begun(visit):
    """The plain twin: row by row, whatever cadence `valid_from` is written in."""
    visit("method", "one")
    for since in ("2025", "2025-S2", "2025-07", "2026-Q3", "2027"):
        a_new_standard(since)
    everything = names.rows("standards").to_dict("records")
    for period in ("2024-S1", "2025", "2025-S2", "2026", "2026-S2", "2026-08", "2028-Q1"):
        best = {}
        for row in everything:
            start = periods.parse(row["valid_from"]).starts.isoformat() if row["valid_from"] else ""
            key, rank = (row["position"], row["indicator"]), (start, row["valid_from"])
            if start <= periods.parse(period).starts.isoformat() and rank >= best.get(key, (("", ""), {}))[0]:
                best[key] = (rank, row)
        found = names.valid("standards", period).to_dict("records")
        assert {(row["position"], row["indicator"]): row for row in found} == {
            key: row for key, (_, row) in best.items()
        }
