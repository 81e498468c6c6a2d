"""The demo of fewer regions and periods, as a bench or a test asks for it."""

import pytest

from data.batches import batches
from data.publishing import publish
from data.terms.actors import system
from data.upkeep import demo
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, POSITIONS, add_rows, row

SMALLEST = "357823"


@pytest.mark.parametrize(
    ("period", "kinds"),
    [
        ("2025-S1", {"reference", "roster", "evaluation", "outcome", "attendance"}),  # no year ends: no predicate yet
        ("2025-S2", {"reference", "roster", "evaluation", "outcome", "attendance", "predicate"}),
    ],
)
def test_one_period_alone_is_made_and_published(store, period, kinds):
    demo.load(store, SYSTEM, NOW, regions=(SMALLEST,), chosen=(period,))
    loaded = store.query(SYSTEM, "batch_list")
    assert set(loaded.loc[loaded["demo"], "kind"]) == kinds
    published = store.query(SYSTEM, "published")
    assert published[["region", "period"]].to_numpy().tolist() == [[SMALLEST, period]]


def test_agencies_of_the_demo_that_real_data_speak_of_stay_without_it(store):
    demo.load(store, SYSTEM, NOW, regions=(SMALLEST,), chosen=("2025-S1",))
    agency = store.query(SYSTEM, "agency_scores")["agency"].iloc[0]
    rows = [row(e, agency, None, POSITIONS[0], "KOM", "superior", 80.0, 9000) for e in range(8)]
    add_rows(store, SMALLEST, "2025-S1", rows)
    batches.remove_demo(store, system("bkd"), NOW)
    left = store.query(SYSTEM, "batch_list")
    assert not left["demo"].any() and set(left["kind"]) == {"reference", "evaluation"}
    publish.publish(store, SMALLEST, "2025-S1", system("bkd"), NOW)
    scores = store.query(SYSTEM, "agency_scores", indicator="KOM")
    assert scores["agency"].tolist() == [agency] and scores["score"].tolist() == [80]
    batches.remove_demo(store, system("bkd"), NOW)
    assert len(store.query(SYSTEM, "batch_list")) == len(left), "nothing of the demo is left to keep"


def test_a_demo_nobody_used_goes_without_a_trace(store):
    demo.load(store, SYSTEM, NOW, regions=(SMALLEST,), chosen=("2025-S1",))
    batches.remove_demo(store, system("bkd"), NOW)
    assert store.query(SYSTEM, "batch_list").empty and verify(store) == []
