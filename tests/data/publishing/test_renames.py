"""One agency under two of its names in one period is one agency, by the name it had then."""

import numpy as np
import pandas as pd
import pytest

from data.batches import batches
from data.publishing import publish
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, REGION, add_agencies, add_rows, row

NAMES = dict.fromkeys("ABCD", "KES") | {"X": "KES"}


def rated(people, agency, score=70.0, indicator="TG"):
    return [row(e, agency, None, "PEL_ADM", indicator, "superior", score, 9) for e in people]


def rename(store, *steps):
    rows = [
        {"region": REGION, "old": old, "new": new, "kind": kind, "period": period} for old, new, kind, period in steps
    ]
    batches.accept_reference(store, {"successions": pd.DataFrame(rows)}, "successions", system("test"), NOW)


def shown(store, period=PERIOD):
    """Agency -> people rated in it, of the newest release."""
    publish.publish(store, REGION, period, system("test"), NOW)
    frame = store.query(SYSTEM, "indicator_scores", region=REGION, indicator="TG", periods=[period])
    return dict(zip(frame["agency"], frame["n_people"].astype(int), strict=True))


TWO = [("A", "B", "rename", "2025-S1")]
CHAIN = [("A", "B", "rename", "2024-S2"), ("B", "C", "rename", "2025-Q2")]


@pytest.mark.parametrize(
    ("steps", "period", "agencies", "expected"),
    [
        pytest.param(TWO, "2025-S1", "AB", "B", id="the new name from its period on"),
        pytest.param(TWO, "2025-07", "AB", "B", id="in a month after it"),
        pytest.param(TWO, "2024-S2", "AB", "A", id="the old one before"),
        pytest.param(CHAIN, "2025-S2", "ABC", "C", id="three names"),
        pytest.param(CHAIN, "2025-S2", "AC", "C", id="the name between is not spoken of"),
        pytest.param(CHAIN, "2025-S1", "ABC", "B", id="the last name it had by then"),
        pytest.param(CHAIN, "2024-S1", "BC", "B", id="names of later only: the first of them"),
    ],
)
def test_two_names_of_one_agency_in_one_period_are_one(store, steps, period, agencies, expected):
    add_agencies(store, REGION, NAMES)
    rename(store, *steps)
    other = rated(range(90, 100), "X")
    rows = [rated(range(6 * n, 6 * n + 6), agency) for n, agency in enumerate(agencies)]
    add_rows(store, REGION, period, other + rows[0])
    for part in rows[1:]:
        add_rows(store, REGION, period, part)
    assert shown(store, period) == {expected: 6 * len(agencies), "X": 10}
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from disputed_current").fetchone() == (0,)
        current = cursor.execute("select distinct agency from fact_current order by 1").fetchall()
    assert current == [(expected,), ("X",)]


@pytest.mark.parametrize("kind", ["merge", "split"])
def test_a_merge_and_a_split_leave_two_agencies(store, kind):
    add_agencies(store, REGION, NAMES)
    rename(store, ("A", "B", kind, "2025-S1"))
    add_rows(store, REGION, PERIOD, rated(range(6), "A") + rated(range(6, 12), "B"))
    assert shown(store) == {"A": 6, "B": 6}


@pytest.mark.parametrize("steps", [TWO, [("A", "B", "rename", "2025-S1"), ("B", "A", "rename", "2025-S2")]])
def test_one_name_alone_stays_as_the_file_says_it(store, steps):
    add_agencies(store, REGION, NAMES)
    rename(store, *steps)
    add_rows(store, REGION, PERIOD, rated(range(12), "A"))
    assert shown(store) == {"A": 12}


def test_a_file_under_the_new_name_replaces_rows_of_the_old(store):
    add_agencies(store, REGION, NAMES)
    rename(store, *TWO)
    add_rows(store, REGION, PERIOD, rated(range(12), "A", 50))
    add_rows(store, REGION, PERIOD, rated(range(12), "B", 80))
    assert shown(store) == {"B": 12}
    frame = store.query(SYSTEM, "indicator_scores", region=REGION, indicator="TG")
    assert frame["score"].tolist() == pytest.approx([80])


def test_a_release_of_two_names_is_compared_with_one_of_one_as_it_was_made(store):
    """The rename is told after the first release: everybody of the old name leaves it, all together."""
    add_agencies(store, REGION, NAMES)
    rng = np.random.default_rng(1)
    rows = [
        row(e, "A" if e < 6 else "B", None, "PEL_ADM", "TG", "superior", float(rng.uniform(50, 90)), 9)
        for e in range(12)
    ]
    add_rows(store, REGION, PERIOD, rows)
    assert shown(store) == {"A": 6, "B": 6}
    rename(store, *TWO)
    assert shown(store) == {"B": 12}
    add_rows(store, REGION, PERIOD, rated([0], "B", 99))
    assert publish.publish(store, REGION, PERIOD, system("test"), NOW).held == 1, "one corrected value of two releases"
