"""What an external assessor says stands beside the combined score and has no part in it."""

import numpy as np
import pytest

from data.publishing import publish
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, POSITIONS, REGION, add_agencies, add_rows, row, score


@pytest.fixture
def assessed(store):
    """An agency of twelve, rated by their superiors, then the same with 20 from an external assessor on each."""
    rng = np.random.default_rng(8)
    of_superiors = [row(n, "A", None, POSITIONS[0], "KOM", "superior", score(rng), 900 + n % 3) for n in range(1, 13)]
    of_assessor = [row(n, "A", None, POSITIONS[0], "KOM", "external", 20.0, 950) for n in range(1, 13)]
    add_agencies(store, REGION, {"A": "KES"})
    return store, of_superiors, of_assessor


def asked(store, source=None, indicator="KOM"):
    found = store.query(SYSTEM, "agency_scores", region=REGION, periods=[PERIOD], indicator=indicator, source=source)
    return found["score"].tolist()


def test_an_external_assessor_weighs_nothing_unless_set(assessed):
    store, of_superiors, of_assessor = assessed
    add_rows(store, REGION, PERIOD, of_superiors + of_assessor)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    mean = sum(rating["score"] for rating in of_superiors) / 12
    assert asked(store) == [pytest.approx(mean)], "20 of the assessor would have moved it"
    assert asked(store, "external") == [20.0]
    assert asked(store, "superior") == [pytest.approx(mean)]


def test_an_external_assessor_alone_makes_no_composite(assessed):
    store, _, of_assessor = assessed
    add_rows(store, REGION, PERIOD, of_assessor)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    assert asked(store, indicator=None) == []
    assert asked(store, "external") == [20.0], "what it said stands under its own name"
