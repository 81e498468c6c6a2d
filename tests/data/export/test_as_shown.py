"""Leaders' queries leave the command line with the digits of a screen."""

import csv
import io

import numpy as np
import pytest

from data.publishing import publish
from data.store.store import home, query_names
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.worlds.facts import NOW, REGION, add_agencies, add_rows, row

LEADERS = sorted(name for name, path in query_names().items() if path.parent.name == "leader")
FINER = {
    "score": 1,
    "mean": 1,
    "coverage": 2,
    "share": 2,
    "var_person": 1,
    "var_rater": 1,
    "sum_nr2": 0,
    "median_load": 1,
}
GIVEN = {"weight", "value", "target"}


@pytest.fixture
def told(cermin):
    """told(query) -> its rows, of a region of two periods whose scores have many digits."""
    rng, store = np.random.default_rng(3), open_store(home(), threads=1)
    add_agencies(store, REGION, {"A": "KES", "B": "PEND"})
    for period in ("2025-S1", "2025-S2"):
        rows = [
            row(e, "AB"[e % 2], None, "PEL_ADM", i, "superior", float(rng.uniform(40, 95)), 900 + e % 7)
            for e in range(60)
            for i in ("KOM", "KW", "BP", "TG")
        ]
        add_rows(store, REGION, period, rows)
        publish.publish(store, REGION, period, system("test"), NOW)
    store.close()
    return lambda name: list(csv.DictReader(io.StringIO(cermin("query", name, "--csv").stdout)))


def test_no_leaders_query_gives_more_digits_than_a_screen(told):
    fine, seen = [], set()
    for name in LEADERS:
        for line in told(name):
            for column, text in line.items():
                if column in ("total_now", "total_before") and text:
                    seen.add(column)
                    mean = float(text) / float(line["n_people"])
                    fine += [(name, column, text)] if abs(mean - round(mean, 1)) > 1e-6 else []
                elif (digits := decimals(text)) and column not in GIVEN:
                    seen.add(column)
                    fine += [(name, column, text)] if digits > FINER.get(column, 2) else []
    assert fine == [] and {"score", "var_person", "total_now"} <= seen


def decimals(text):
    """How many digits of a number stand after its point; 0 of what is none."""
    try:
        float(text)
    except ValueError:
        return 0
    return len(text.partition(".")[2].rstrip("0"))
