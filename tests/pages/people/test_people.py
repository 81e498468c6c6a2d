"""The lists of people as planners open them: names, a decision with its reason, and a line that says who looked."""

import pytest

from pages.answers.people import lists
from pages.ui.page import cached
from pages.ui.words import formats, t
from tests.pages.visits import chosen, fine, said
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION

URL = {"daerah": REGION, "periode": "2025-S2"}


def opened(session, which="guidance"):
    session.session_state["people_lists"] = True
    session.session_state["people_which"] = which
    return fine(session.run())


def listing(session):
    return next(table.value for table in session.table if "NIP" in table.value.columns)


def accesses(store) -> int:
    held = store.journal.last
    return held.seq if held.kind == "access" else 0


def test_a_list_is_by_agency_and_name_and_that_it_was_opened_is_recorded_once(planner_page):
    session = fine(planner_page("training_needs", **URL))
    assert t("people.guidance_note", "id") not in said(session)
    session = opened(session)
    told = lists.lists(chosen())
    own = told[told["list"].eq("guidance")]
    assert len(own) and t("people.guidance_note", "id") in said(session)
    lead = t("people.lead", "id", n=formats.count(len(own)), period=formats.period("2025-S2", "id"))
    assert lead.split(",")[0] in said(session)
    table = listing(session)
    rows = list(zip(table[t("table.agency", "id")], table[t("people.name", "id")], strict=True))
    assert rows == sorted(rows) and table["NIP"].str.len().eq(18).all()
    store = cached.store()
    first = store.journal.last
    assert (first.kind, first.detail["what"], first.detail["rows"]) == ("access", "people guidance", len(own))
    fine(session.run())
    assert store.journal.last.seq == first.seq


def test_a_decision_wants_a_reason_and_stands_beside_the_person(planner_page):
    opened(fine(planner_page("training_needs", **URL)))
    own = lists.lists(chosen())
    code, agency = own.loc[own["list"].eq("guidance"), ["subject", "agency"]].iloc[0]
    session = opened(fine(planner_page("training_needs", opd=agency, **URL)))
    assert listing(session)[t("table.agency", "id")].nunique() == 1
    session.multiselect(key="people_who").set_value([code])
    save = [button for button in session.button if button.label == t("training_needs.save", "id")][-1]
    session = fine(save.click().run())
    assert t("people.incomplete", "id") in [warning.value for warning in session.warning]
    session.text_input(key="people_why").set_value("dibimbing kepala bidang")
    save = [button for button in session.button if button.label == t("training_needs.save", "id")][-1]
    session = fine(save.click().run())
    kept = cached.store().query(SYSTEM, "decisions", region=REGION)
    assert kept["subject"].tolist() == [code] and kept["reason"].tolist() == ["dibimbing kepala bidang"]
    decided = listing(session)[t("training_needs.decision", "id")]
    assert decided.str.contains("dibimbing kepala bidang").sum() == 1


@pytest.mark.parametrize("which", ["recognition", "mentoring"])
def test_the_other_lists_open_with_what_they_are_for(planner_page, which):
    session = opened(fine(planner_page("training_needs", **URL)), which)
    assert t(f"people.{which}_note", "id") in said(session)


def test_with_one_period_nobody_is_listed(planner_page):
    session = opened(fine(planner_page("training_needs", daerah=REGION, periode="2025-S1")))
    assert t("people.one_period", "id") in said(session)
    assert not [table for table in session.table if "NIP" in table.value.columns]
