"""A page that reads people writes down that it did, once in a quarter of an hour; invented people are nobody."""

import json

import pytest

from data.batches import batches
from data.store.journal import FILE
from pages.ui.access.visitors import asking
from pages.ui.page import cached
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare

ASKED = {"region": REGION, "period": "2025-S1", "plan_year": 2026}


def real(store) -> None:
    prepare(store)
    batches.accept(store, evaluation(store.home / "incoming", 1), SYSTEM, NOW)


def looks() -> list[dict]:
    lines = (cached.store().home / FILE).read_text("utf-8").splitlines()
    return [line["detail"] for line in map(json.loads, lines) if line["kind"] == "access"]


@pytest.fixture
def here(open_page):
    """A visit of the owner to a store with real people."""
    return open_page("method", None, real)


def test_what_a_visit_reads_of_people_is_a_line_before_it_is_shown(here):
    before = asking.set(here.user["visit"])
    try:
        frame = cached.ask("plan_persons", **ASKED)
        cached.ask("plan_persons", **ASKED)
        cached.ask("agency_scores", region=REGION)
        cached.ask("person_names", region=REGION, employees=frame["employee"].tolist())
        (line,) = looks()
        assert (line["what"], line["rows"], line["query"]) == ("page plan_persons", len(frame), "plan_persons")
        assert line["asked"] == ASKED and line["role"] == "planner"
        cached.ask("plan_persons", **(ASKED | {"plan_year": 2027}))
        assert len(looks()) == 2
    finally:
        asking.reset(before)


def test_invented_people_are_nobody(planner_page):
    planner_page("training_needs")
    assert looks() == []
