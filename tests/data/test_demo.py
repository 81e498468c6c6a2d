"""The demo of fewer regions and periods, as a bench or a test asks for it."""

import pytest

from data import demo
from tests.data.world import NOW

SMALLEST = "357823"


@pytest.mark.parametrize(
    ("period", "kinds"),
    [
        ("2025-S1", {"reference", "roster", "evaluation", "outcome", "attendance"}),  # no year ends: no predicate yet
        ("2025-S2", {"reference", "roster", "evaluation", "outcome", "attendance", "predicate"}),
    ],
)
def test_one_period_alone_is_made_and_published(store, period, kinds):
    demo.load(store, NOW, regions=(SMALLEST,), chosen=(period,))
    loaded = store.query("batch_list")
    assert set(loaded.loc[loaded["demo"], "kind"]) == kinds
    published = store.query("published")
    assert published[["region", "period"]].to_numpy().tolist() == [[SMALLEST, period]]
