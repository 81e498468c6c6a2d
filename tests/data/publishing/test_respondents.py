"""Who answered an agency's survey is counted once, apart from who was rated by name."""

import numpy as np
import pandas as pd
import pytest

from data.publishing import publish
from data.store.engine import FOLDER, statements
from data.terms.actors import system
from tests.twins import publish as twin
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import (
    MIN_RATERS,
    NOW,
    PERIOD,
    POSITIONS,
    REGION,
    add_agencies,
    add_rows,
    random_world,
    row,
    score,
)
from tests.worlds.layers import some

COUNTS = ["n_people", "n_respondents", "n_range", "coverage"]
SECTORS = {"A": "KES", "B": "KES", "C": "KES", "D": "PEND"}


def said(store, query, **asked):
    """The one row of a named query: people, respondents, what a range may stand on, coverage; None where missing."""
    found = store.query(SYSTEM, query, region=REGION, periods=[PERIOD], **asked)
    assert len(found) == 1
    one = found.iloc[0].astype(object)
    return tuple(None if pd.isna(one[name]) else one[name] for name in COUNTS)


@pytest.fixture
def surveyed(store):
    """Agency A of four blocks of six and agency B of one block of twelve, rated by their superiors and by 6 and 310
    citizens; C, of eight, answered for by an unknown number; D, whose people nobody rated by name, by 50."""
    rng, rows, employee = np.random.default_rng(5), [], 0
    for agency, sizes in (("A", (6, 6, 6, 6)), ("B", (12,)), ("C", (8,))):
        for position, size in zip(POSITIONS, sizes, strict=False):
            for _ in range(size):
                employee += 1
                rows += [row(employee, agency, None, position, "BP", "superior", score(rng), 900 + employee % 3)]
    for agency, asked in (("A", 6), ("B", 310), ("C", None), ("D", 50)):
        rows += [row(None, agency, None, None, code, "citizen", score(rng), None, asked) for code in ("BP", "U1")]
    add_agencies(store, REGION, SECTORS)
    add_rows(store, REGION, PERIOD, rows)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    return store


def test_respondents_count_once_and_not_as_staff(surveyed):
    of_citizens = {"indicator": "BP", "source": "citizen"}
    for query in ("indicator_scores", "agency_scores"):
        assert said(surveyed, query, agencies=["A"], **of_citizens) == (None, 6, None, None)
        assert said(surveyed, query, agencies=["B"], **of_citizens) == (None, 310, None, None)
        assert said(surveyed, query, agencies=["C"], **of_citizens) == (None, None, None, None)
        assert said(surveyed, query, agencies=["A"], indicator="BP") == (24, 6, 24, 1.0)
        assert said(surveyed, query, agencies=["B"], indicator="BP") == (12, 310, 12, 1.0)
        assert said(surveyed, query, agencies=["A"], indicator="U1") == (None, 6, None, None)


def test_agencies_add_up_their_respondents_or_say_that_they_cannot(surveyed):
    both = {"indicator": "BP", "source": "citizen", "agencies": ["A", "B"]}
    for query in ("sector_indicators", "sector_scores", "region_scores"):
        assert said(surveyed, query, **both) == (None, 316, None, None)  # weighed by staff: no range
        assert said(surveyed, query, **(both | {"agencies": ["A"]})) == (None, 6, None, None)
        assert said(surveyed, query, **(both | {"agencies": ["A", "C"]}))[:3] == (None, None, None)
        assert said(surveyed, query, indicator="BP", agencies=["A", "B"]) == (36, 316, 36, 1.0)
    assert said(surveyed, "sector_scores", agencies=["A", "B"])[:3] == (36, 316, 36)  # the composite


def test_an_agency_nobody_was_rated_in_by_name_has_respondents_only(surveyed):
    for query in ("agency_scores", "indicator_scores"):
        assert said(surveyed, query, agencies=["D"], indicator="BP", source="citizen") == (None, 50, None, None)


def test_a_group_of_a_position_says_whose_answers_stand_in_for_it(surveyed):
    found = surveyed.query(
        SYSTEM, "group_indicators", region=REGION, periods=[PERIOD], indicator="BP", source="citizen"
    )
    found = found[found["agency"] == "A"]
    assert len(found) == 4 and found["n_people"].isna().all() and found["coverage"].isna().all()
    assert set(found["heads"]) == {6} and set(found["n_respondents"]) == {6} and found["n_range"].isna().all()


@pytest.mark.parametrize("seed", some(range(8), quick=2))
def test_counts_agree_with_their_twin(store, seed):
    rng = np.random.default_rng(seed)
    rows, sectors = random_world(rng, list(rng.integers(5, 40, 5)))
    add_agencies(store, REGION, sectors)
    add_rows(store, REGION, PERIOD, rows)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    home = twin.homes(rows, [])
    members = twin.blocks(home, sectors, 5)
    cell, figure = twin.cells(rows, members, MIN_RATERS, 5), twin.figures(rows, 5)
    with store.cursor() as cursor:
        sources = dict(cursor.execute("select source, weight from snapshot_source").fetchall())
    seen = 0
    for source in ("all", *sources):
        found = store.query(
            SYSTEM, "indicator_scores", region=REGION, periods=[PERIOD], source=None if source == "all" else source
        )
        for one in found.astype(object).where(found.notna(), None).itertuples():
            if one.source != source:
                continue  # a source without weight that stands alone
            want = twin.counts(members, home, cell, figure, sources, one.agency, one.indicator, source)
            assert (one.n_people, one.n_respondents, one.n_range) == want, (source, one.agency, one.indicator)
            assert (one.coverage is None) == (one.n_people is None)
            seen += one.n_respondents is not None
    assert seen or not figure


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(4))
def test_an_older_store_is_counted_as_one_published_now(store, seed):
    """The step that brings the column makes of the released cells what publishing makes."""
    rng = np.random.default_rng(100 + seed)
    rows, sectors = random_world(rng, [*rng.integers(3, 40, 6)])
    for indicator, source, asked in (("U1", "citizen", 40), ("m2", "self", 30), ("U2", "citizen", None)):
        rows.append(row(None, "A0", None, None, indicator, source, score(rng), None, asked))
    add_agencies(store, REGION, sectors)
    add_rows(store, REGION, PERIOD, rows)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    with store.writing() as cursor:
        made = set(cursor.execute("from block_score").fetchall())
        cursor.execute(
            "create table older as select * exclude (n_respondents) replace (7 as n_people) from block_score"
        )
        cursor.execute("drop table block_score")
        cursor.execute("alter table older rename to block_score")
    with store.writing() as cursor:
        for text, _ in statements(FOLDER / "sql" / "migrations" / "005.sql"):
            cursor.execute(text)
        assert set(cursor.execute("from block_score").fetchall()) == made
    assert any(line[-1] == 0 for line in made) and any((line[-1] or 0) > 0 for line in made)


def test_a_source_of_staff_told_for_a_whole_agency_bears_the_range_of_its_number(store):
    """A recap of superiors' ratings without names beside an agency rated by name: the region's spread is of such
    people. Of what citizens answer it is not, even where citizens rate the people of another agency by name."""
    rng, rows = np.random.default_rng(9), []
    for employee in range(12):
        rows += [row(employee, "A", None, "PEL_ADM", "BP", source, score(rng)) for source in ("superior", "citizen")]
    rows += [row(None, "B", None, None, "BP", source, 70.0, None, 40) for source in ("superior", "citizen")]
    add_agencies(store, REGION, SECTORS)
    add_rows(store, REGION, PERIOD, rows)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    assert len(store.query(SYSTEM, "spread", region=REGION, indicator="BP", source="citizen")) == 1
    one = {"indicator": "BP", "agencies": ["B"]}
    assert said(store, "indicator_scores", source="superior", **one) == (None, 40, 40, None)
    assert said(store, "indicator_scores", source="citizen", **one) == (None, 40, None, None)
    assert said(store, "indicator_scores", source="citizen", indicator="BP", agencies=["A"]) == (12, None, 12, 1.0)
