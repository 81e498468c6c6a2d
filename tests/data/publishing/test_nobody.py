"""Nobody is told by a figure: each way that gave single people away, tried on a small store. What is near an end of the
scale, alike in everybody, told of few more than before, or told once of an agency and once of its people."""

import numpy as np
import pandas as pd
import pytest

from data.batches import batches
from data.publishing import publish
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, PERIOD, REGION, add_agencies, add_rows, row

SECTORS = {"A": "KES", "B": "KES", "C": "PEND"}


@pytest.fixture
def store(store):
    add_agencies(store, REGION, SECTORS)
    return store


def rated(agency, scores, indicator="KOM", first=0, source="superior", position="PEL_ADM"):
    return [
        row(first + n, agency, None, position, indicator, source, score, 900 + (first + n) % 3)
        for n, score in enumerate(scores)
    ]


def figure(score, people, source="citizen", unit=None, n_raters=None, agency="A"):
    return [row(None, agency, unit, None, "KOM", source, score, None, people, n_raters=n_raters)]


def release(store, period=PERIOD):
    return publish.publish(store, REGION, period, system("test"), NOW)


def cells(store):
    """(agency, source) -> (n_people, mean) of the newest snapshot's cells on KOM."""
    with store.cursor() as cursor:
        return {
            (agency, source): (n, mean)
            for agency, source, n, mean in cursor.execute(
                "select agency, source, cell.n_people, total / coalesce(cell.n_people, 1) from cell"
                " join block using (snapshot_id, block_id)"
                " where snapshot_id = (select max(snapshot_id) from snapshot) and indicator = 'KOM'"
            ).fetchall()
        }


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ([100] * 5, 96),
        ([98.5, *[100] * 5], 100 - 20 / 6),
        ([0] * 5, 4),
        ([96] * 5, 96),
        ([100, 100, 100, 100, 79], 95.8),
    ],
)
def test_of_people_at_an_end_of_the_scale_a_bound_is_told(store, scores, told):
    add_rows(store, REGION, PERIOD, rated("A", scores) + rated("B", np.linspace(50, 90, 10), first=50))
    release(store)
    assert cells(store)["A", "superior"] == (len(scores), pytest.approx(told))
    shown = store.query(SYSTEM, "indicator_scores", region=REGION, agencies=["A"], indicator="KOM")
    assert shown["score"].tolist() == [pytest.approx(told)], "what stands above is made of it"


def test_five_newcomers_at_an_end_of_the_scale_wait_with_the_words_of_any_correction(store):
    add_rows(store, REGION, PERIOD, rated("A", np.linspace(50, 90, 10)))
    release(store)
    add_rows(store, REGION, PERIOD, rated("A", [100] * 5, first=20))
    assert release(store).held == 1
    assert cells(store)["A", "superior"] == (10, pytest.approx(70))
    add_rows(store, REGION, PERIOD, rated("A", [60] * 5, first=30))
    assert release(store).held == 0
    assert cells(store)["A", "superior"] == (20, pytest.approx(75))


def test_where_everybody_is_alike_no_spread_says_so(store):
    add_rows(store, REGION, PERIOD, rated("A", [80] * 12) + rated("B", [70] * 12, first=50))
    release(store)
    spread = store.query(SYSTEM, "spread", region=REGION)
    assert spread["var_person"].min() == 9
    shown = store.query(SYSTEM, "reference_rows", table="limits")
    assert list(shown["key"]).count("spread_floor") == 1, "the floor is a row that planners see"


@pytest.mark.parametrize("kinds", ["figure first", "people first"])
def test_one_kind_of_row_is_told_of_an_agency_indicator_source_and_period(store, kinds):
    """Of 18 as a figure, and later of 17 of them by name: the eighteenth."""
    scores = np.linspace(50, 90, 18)
    whole, by_name = figure(scores.mean(), 18, "superior"), rated("A", scores[:17])
    first, then = (whole, by_name) if kinds == "figure first" else (by_name, whole)
    others = rated("B", np.linspace(50, 90, 10), first=50) + rated("A", [70] * 18, "TG")
    batch = add_rows(store, REGION, PERIOD, first + others)
    release(store)
    before = cells(store)["A", "superior"]
    batches.undo(store, batch, system("test"), NOW, "berkas lain")
    add_rows(store, REGION, PERIOD, then + others)
    release(store)
    assert cells(store).get(("A", "superior"), before) == before
    next_period = "2025-S2"
    add_rows(store, REGION, next_period, then + others)
    release(store, next_period)
    assert cells(store)["A", "superior"][0] == (17 if kinds == "figure first" else 18)


@pytest.mark.parametrize(("first", "then"), [("A", "N"), ("N", "A")], ids=["by the new name", "by the old name"])
def test_one_kind_is_told_under_both_names_of_an_agency(store, first, then):
    """The figure's file, undone, spoke of the agency by its other name than the people's."""
    add_agencies(store, REGION, SECTORS | {"N": "KES"})
    renamed = [{"region": REGION, "old": "A", "new": "N", "kind": "rename", "period": "2024-S1"}]
    batches.accept_reference(store, {"successions": pd.DataFrame(renamed)}, "successions", system("test"), NOW)
    others = rated("B", np.linspace(50, 90, 10), first=50)
    batch = add_rows(store, REGION, PERIOD, figure(70.0, 18, "superior", agency=first) + others)
    release(store)
    assert cells(store)[first, "superior"][0] == 18
    batches.undo(store, batch, system("test"), NOW, "berkas lain")
    add_rows(store, REGION, PERIOD, rated(then, np.linspace(50, 90, 17)) + others)
    release(store)
    assert {agency for agency, _ in cells(store)} == {"B"}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ((9, 71.0), (9, 70.0)),
        ((10, 73.0), (9, 70.0)),
        ((13, 75.0), (9, 70.0)),
        ((14, 75.0), (14, 75.0)),
        ((14, (9 * 70 + 5 * 100) / 14), (9, 70.0)),
        ((None, 75.0), (9, 70.0)),
        ((30, 60.0), (30, 60.0)),
    ],
    ids=["corrected", "one more", "four more", "five more", "five at the end", "of unknown size", "many more"],
)
def test_a_figure_changes_by_five_respondents_or_waits(store, now, told):
    people, score = now
    add_rows(store, REGION, PERIOD, figure(70.0, 9) + rated("A", np.linspace(50, 90, 10), "TG"))
    release(store)
    add_rows(store, REGION, PERIOD, figure(score, people))
    release(store)
    assert cells(store)["A", "citizen"] == pytest.approx(told)
    with store.cursor() as cursor:
        held = cursor.execute("select held from block where kind = 'agency' order by snapshot_id").fetchall()
    assert held == [(False,), (told == (9, 70.0),)]


def test_a_figure_of_everybody_at_an_end_of_the_scale_is_told_as_a_bound(store):
    add_rows(store, REGION, PERIOD, figure(100.0, 9) + rated("B", np.linspace(50, 90, 10), first=50))
    release(store)
    assert cells(store)["A", "citizen"] == (9, pytest.approx(100 - 20 / 9))


@pytest.mark.parametrize(
    ("source", "people", "n_raters", "told"),
    [
        ("superior", None, None, False), ("superior", 4, None, False), ("superior", 5, None, True),
        ("self", None, None, False), ("self", 12, None, True),
        ("peer", 12, None, False), ("peer", 12, 2, False), ("peer", 12, 3, True), ("peer", None, 3, False),
        ("subordinate", 12, 2, False), ("subordinate", 12, 3, True),
        ("citizen", None, None, True), ("external", None, None, True),
    ],
)  # fmt: skip
def test_a_figure_by_staff_says_how_many_were_rated_and_by_how_many(store, source, people, n_raters, told):
    rows = figure(70.0, people, source, n_raters=n_raters) + rated("B", np.linspace(50, 90, 10), first=50)
    add_rows(store, REGION, PERIOD, rows)
    release(store)
    assert (("A", source) in cells(store)) == told


def test_a_figure_of_an_agency_is_never_added_to_those_of_its_units(store):
    """Its own of 20 beside its units' of 16 would tell of the four in none of them."""
    units = figure(60.0, 8, unit="Satu") + figure(80.0, 8, unit="Dua")
    others = rated("B", np.linspace(50, 90, 10), first=50)
    add_rows(store, REGION, PERIOD, units + others)
    release(store)
    assert cells(store)["A", "citizen"] == (16, 70.0)
    add_rows(store, REGION, PERIOD, figure(74.0, 20))
    release(store)
    assert cells(store)["A", "citizen"] == (16, 70.0), "four more than the units together"
    add_rows(store, REGION, PERIOD, figure(74.0, 26))
    release(store)
    assert cells(store)["A", "citizen"] == (26, 74.0), "the agency's own, and not 42 of both"


def shares(store):
    found = store.query(SYSTEM, "share_below", region=REGION)
    return {agency: (n, round(share, 9)) for agency, n, share in found[["agency", "n_people", "share"]].to_numpy()}


def test_a_share_below_standard_steps_by_five_people_and_waits_as_a_cell(store):
    """At 20 people a step of 5 % is one of them."""
    low, high = [60] * 9, [90] * 11
    add_rows(store, REGION, PERIOD, rated("A", low + high) + rated("B", [60] * 50 + [90] * 50, first=100))
    release(store)
    assert shares(store) == {"A": (20, 0.5), "B": (100, 0.5)}
    add_rows(store, REGION, PERIOD, rated("A", [60], first=19))
    assert release(store).held == 1
    assert shares(store)["A"] == (20, 0.5)
    add_rows(store, REGION, PERIOD, rated("A", [60] * 5, first=14))
    assert release(store).held == 0
    assert shares(store)["A"] == (20, 0.75)


def test_a_share_waits_for_somebody_no_cell_tells_of(store):
    """One citizen's judgement of one person stands in no cell, and moves this person over the standard."""
    add_rows(store, REGION, PERIOD, rated("A", [70] * 8 + [90] * 12) + rated("B", [60] * 20, first=100))
    release(store)
    before = shares(store)
    one = rated("A", [100], source="citizen")
    add_rows(store, REGION, PERIOD, one + rated("B", [70, 80, 75, 60, 65], source="citizen", first=100))
    assert release(store).held == 0
    assert ("A", "citizen") not in cells(store)
    assert shares(store) == before == {"A": (20, 0.5)}


@pytest.mark.parametrize(("more", "held"), [(1, 1), (0, 0), (5, 0)])
def test_a_file_under_a_wrong_period_is_a_version_of_the_right_one(store, more, held):
    """Published, undone, and published in its own period with one person more: the one."""
    scores = [*np.linspace(50.5, 90.25, 12).round(2)]
    wrong = add_rows(store, REGION, PERIOD, rated("A", scores))
    release(store)
    batches.undo(store, wrong, system("test"), NOW, "salah periode")
    late = np.linspace(55.5, 70, 5).round(2)[:more]
    add_rows(store, REGION, "2025-S2", rated("A", [*scores, *late]) + rated("B", np.linspace(50, 90, 10), first=50))
    assert release(store, "2025-S2").held == held
    assert (("A", "superior") in cells(store)) == (not held) and ("B", "superior") in cells(store)


@pytest.mark.parametrize(("fewer", "held"), [(1, 1), (0, 0), (5, 0)])
def test_a_file_under_a_wrong_source_is_a_version_of_the_right_one(store, fewer, held):
    scores = [*np.linspace(50.5, 90.25, 12).round(2)]
    others = rated("B", np.linspace(50, 90, 10), first=50)
    wrong = add_rows(store, REGION, PERIOD, rated("A", scores, source="external") + others)
    release(store)
    batches.undo(store, wrong, system("test"), NOW, "salah sumber")
    add_rows(store, REGION, PERIOD, rated("A", scores[fewer:], first=fewer) + others)
    release(store)
    assert (("A", "superior") in cells(store)) == (not held)


def test_a_correction_under_its_own_labels_is_linked_to_no_other(store):
    """On a scale of few values half of a file may repeat any other indicator or period by chance."""
    coarse = [60, 80] * 10
    rows = [one for i in ("KOM", "KW") for one in rated("A", coarse, i)]
    wrong = add_rows(store, REGION, PERIOD, rows)
    release(store)
    batches.undo(store, wrong, system("test"), NOW, "keliru")
    add_rows(store, REGION, PERIOD, [one | {"score": 70.0} if one["employee"] < 6 else one for one in rows])
    assert release(store).held == 0


@pytest.mark.parametrize(("more", "held"), [(1, 1), (0, 0), (5, 0)])
def test_a_file_in_a_wrong_region_is_a_version_of_the_right_one(store, more, held):
    elsewhere = "1571"
    add_agencies(store, elsewhere, SECTORS)
    scores = [*np.linspace(50.5, 90.25, 12).round(2)]
    wrong = add_rows(store, elsewhere, PERIOD, rated("A", scores))
    publish.publish(store, elsewhere, PERIOD, system("test"), NOW)
    batches.undo(store, wrong, system("test"), NOW, "salah daerah")
    late = np.linspace(55.5, 70, 5).round(2)[:more]
    add_rows(store, REGION, PERIOD, rated("A", [*scores, *late]) + rated("B", np.linspace(50, 90, 10), first=50))
    assert release(store).held == held
    assert (("A", "superior") in cells(store)) == (not held) and ("B", "superior") in cells(store)
