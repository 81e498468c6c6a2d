"""What publishing pools from persons (spreads, loads, shares below standard) against persons scored in plain loops."""

from collections import Counter, defaultdict
from math import floor

import numpy as np
import pandas as pd
import pytest

from data.publishing import publish
from data.terms.actors import system
from tests.twins import persons
from tests.twins import publish as twin
from tests.worlds import components
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_agencies, add_rows, random_world

REGION, PERIOD = "3403", "2025-S1"
MIN_RATERS = {"self": 1, "superior": 1, "peer": 3, "subordinate": 3, "citizen": 1}


@pytest.fixture(params=range(4))
def world(request, store):
    """(store, rows, home, agency and score of everybody) of a published region of agencies that stand alone."""
    rng = np.random.default_rng(request.param)
    rows, sectors = random_world(rng, rng.integers(25, 70, 4).tolist())
    add_agencies(store, REGION, sectors)
    add_rows(store, REGION, PERIOD, rows)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    home = twin.homes(rows, [])
    members = twin.blocks(home, sectors, 5)
    with store.cursor() as cursor:
        weights = cursor.execute("select position, indicator, weight from snapshot_weight").fetchall()
        sources = dict(cursor.execute("select source, weight from snapshot_source").fetchall())
    cell, figure = twin.cells(rows, members, MIN_RATERS, 5), twin.figures(rows, 5)
    known = {(position, indicator): weight for position, indicator, weight in weights}
    return store, rows, home, persons.scores(rows, members, home, cell, figure, known, sources)


def test_spreads_of_combined_scores_are_those_of_the_persons(world):
    store, rows, home, scores = world
    given = defaultdict(Counter)
    for row in rows:
        if row["employee"] is not None and row["source"] == "superior" and row["rater"] is not None:
            given[row["employee"]][row["rater"]] += 1
    rater = {who: min(raters, key=lambda one: (-raters[one], one)) for who, raters in given.items()}
    found = store.query(SYSTEM, "spread", region=REGION, source="all").set_index("indicator")
    loads = store.query(SYSTEM, "rater_load", region=REGION, source="all").set_index(["indicator", "agency"])
    assert {indicator for _, indicator in scores} == set(found.index)
    for indicator in found.index:
        ratings = pd.DataFrame(
            [(home[who][0], rater.get(who), score) for (who, about), score in scores.items() if about == indicator],
            columns=["agency", "rater", "value"],
        )
        want, got = components.one_way(ratings), found.loc[indicator]
        assert got["n_people"] == len(ratings) and got["n_raters"] == want.n_raters
        assert got[["var_person", "var_rater", "median_load"]].tolist() == pytest.approx(
            [want.var_person, want.var_rater, want.median_load], abs=1e-6
        )
        for load in components.rater_load(ratings).itertuples():
            assert loads.loc[(indicator, load.agency), "sum_nr2"] == pytest.approx(load.sum_nr2)


def in_steps(below, n):
    """The share in the finest step that five of the people make up."""
    step = next(step for step in (0.05, 0.1, 0.2, 0.25) if step * n >= 5)
    return floor(below / n / step + 0.5) * step


def test_shares_below_standard_are_counted_over_the_persons(world):
    store, _, home, scores = world
    with store.cursor() as cursor:
        standard = {
            (position, indicator): value
            for position, indicator, value in cursor.execute(
                "select position, indicator, standard from ref_standard where valid_from = ''"
            ).fetchall()
        }
        stored = cursor.execute("select agency, indicator, n_people, share from share_below").fetchall()
    below = defaultdict(list)
    for (who, indicator), score in scores.items():
        agency, _, position = home[who]
        if (position, indicator) in standard:
            below[agency, indicator].append(score < standard[position, indicator] - 1e-9)
    want = {
        key: (len(marks), pytest.approx(in_steps(sum(marks), len(marks))))
        for key, marks in below.items()
        if len(marks) >= 20 and min(sum(marks), len(marks) - sum(marks)) >= 5
    }
    assert want
    assert {(agency, indicator): (n, share) for agency, indicator, n, share in stored} == want
