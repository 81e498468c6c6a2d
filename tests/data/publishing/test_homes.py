"""Whose ratings count where two agencies rated one person: one answer whatever the packing, and the plain twin's."""

import shutil
from collections import Counter
from datetime import date

import numpy as np
import pytest

from data.batches import batches
from data.batches.decisions import settle_home
from data.publishing import freezing, publish
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.twins import publish as twin
from tests.twins.rated import counting
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import MIN_RATERS, NOW, PERIOD, REGION, add_agencies, add_rows, row
from tests.worlds.layers import some

AGENCIES = {"A": "PEND", "B": "KES", "C": "KES"}


def post(employee, agency, acting=None, active=True):
    return {
        "employee": employee, "agency": agency, "unit": None, "position": "PEL_ADM", "active": active, "acting": acting,
    }  # fmt: skip


def rated(people, agency, score=70.0, rater=9, **more):
    return [row(e, agency, None, "PEL_ADM", "TG", "superior", score, rater, **more) for e in people]


def claims(rng):
    """Rows of thirty people in a home of their own, every third claimed by a second or third agency in some way, and
    rosters that know some of them."""
    rows, roster = [], []
    for employee in range(30):
        own, *others = rng.permutation(list(AGENCIES)).tolist()
        places = [own, *others[: rng.choice([0, 0, 0, 1, 1, 2])]]
        for agency in places:
            acting = None if rng.random() < 0.5 else bool(rng.random() < 0.3)
            ends = date(2025, int(rng.integers(4, 7)), 1) if rng.random() < 0.5 else None
            for indicator in rng.permutation(["TG", "KW", "BP"])[: rng.integers(2, 4)]:
                for rater in rng.choice([1, 2, 3], 2 if rng.random() < 0.1 else 1, replace=False):
                    score = round(float(rng.uniform(40, 100)), 1)
                    rows.append(
                        row(
                            employee,
                            agency,
                            None,
                            "PEL_ADM",
                            indicator,
                            "superior",
                            score,
                            int(rater),
                            None,
                            acting,
                            ends,
                        )
                    )
        if rng.random() < 0.3:
            roster.append(post(employee, str(rng.choice(list(AGENCIES))), bool(rng.random() < 0.2), rng.random() < 0.8))
    return rows, roster


def cells(store):
    """What the newest snapshot released, by what its blocks are called."""
    with store.cursor() as cursor:
        return cursor.execute(
            "select agency, position, indicator, source, cell.n_people, n_raters, round(total, 6)"
            " from cell join block using (snapshot_id, block_id) join snapshot_current using (snapshot_id) order by all"
        ).fetchall()


def means(store):
    """Agency -> its mean on the one indicator."""
    return {agency: round(total / n, 6) for agency, _, _, _, n, _, total in cells(store)}


def release(store):
    return publish.publish(store, REGION, PERIOD, system("test"), NOW)


def named(rows):
    return Counter((one["employee"], one["agency"], one["indicator"], one["rater"], one["score"]) for one in rows)


@pytest.mark.parametrize("seed", some(range(40), quick=6))
def test_what_counts_is_what_the_twin_counts(store, seed):
    rng = np.random.default_rng(seed)
    files = [claims(rng) for _ in range(rng.integers(1, 4))]
    pairs = [("A", "B"), ("A", "C"), ("B", "C"), ("A", "B", "C")]
    answers = {pair: str(rng.choice(pair)) for pair in pairs if rng.random() < 0.4}
    add_agencies(store, REGION, AGENCIES)
    for rows, roster in files:
        add_rows(store, REGION, PERIOD, rows, roster)
    for pair, home in answers.items():
        settle_home(store, REGION, PERIOD, pair, home, system("test"), NOW)
    rosters = [roster for _, roster in files]
    counted, waiting = counting([rows for rows, _ in files], rosters, answers)
    with store.cursor() as cursor:
        current = cursor.execute("select employee, agency, indicator, rater, score from fact_current").fetchall()
        undecided = cursor.execute("select employee from disputed_current where agency is null").fetchall()
    assert Counter(current) == named(counted)
    assert {employee for (employee,) in undecided} == waiting
    homes = twin.homes(counted, [])
    post_of = {one["employee"]: one for roster in rosters for one in roster}
    own = {one["employee"]: one for roster in rosters for one in roster if not one["acting"]}
    homes |= {
        employee: (one["agency"], "", "PEL_ADM")
        for employee, one in (post_of | own).items()
        if one["active"] and employee in homes
    }
    members = twin.blocks(homes, AGENCIES, 5)
    assert release(store).undecided == len(waiting)
    want = twin.cells(counted, members, MIN_RATERS, 5)
    assert sorted((i, s, n, r, round(total, 6)) for (_, i, s), (n, r, total) in want.items()) == sorted(
        one[2:] for one in cells(store)
    )


@pytest.mark.parametrize("seed", some(range(12), quick=3))
def test_one_answer_whatever_the_packing_and_the_order(fresh_home, tmp_path, seed):
    """The same rows in one file, in a file an agency, in random files in random order, the roster before or after."""
    rng = np.random.default_rng(seed)
    rows, roster = claims(rng)
    by_agency = [[one for one in rows if one["agency"] == agency] for agency in AGENCIES]
    packings = [[rows], by_agency, by_agency[::-1]]
    for n in (2, 5):
        into = rng.integers(n, size=len(rows))
        packings.append(
            [part for k in range(n) if (part := [one for one, at in zip(rows, into, strict=True) if at == k])]
        )
    seen = []
    for number, files in enumerate(packings):
        store = open_store(shutil.copytree(fresh_home, tmp_path / str(number)), threads=1)
        add_agencies(store, REGION, AGENCIES)
        before = number % 2 == 0
        if before:
            settle_home(store, REGION, PERIOD, ("A", "B"), "B", system("test"), NOW)
        for place, part in enumerate(files):
            add_rows(store, REGION, PERIOD, part, roster if place == (0 if before else len(files) - 1) else ())
        if not before:
            settle_home(store, REGION, PERIOD, ("A", "B"), "B", system("test"), NOW)
        seen.append((release(store).undecided, cells(store)))
        store.close()
    assert all(one == seen[0] for one in seen) and seen[0][1]


def two(ends=None, acting=None, more=()):
    """People 0-9 of A, 20-29 of B, and 10-19 in both: what B says of them more."""
    return [
        *rated(range(10), "A", 70), *rated(range(20, 30), "B", 80), *rated(range(10, 20), "A", 60, ends=ends),
        *rated(range(10, 20), "B", 90, ends=ends and date(2025, 6, 30), acting=acting), *more,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "roster", "expected"),
    [
        pytest.param(two(), [], {"A": 70, "B": 80}, id="a tie is in neither"),
        pytest.param(two(), [post(e, "B") for e in range(10, 20)], {"A": 70, "B": 85}, id="the roster"),
        pytest.param(two(acting=True), [], {"A": 65, "B": 80}, id="an acting post goes out"),
        pytest.param(
            two(acting=True), [post(e, "B") for e in range(10, 20)], {"A": 70, "B": 70}, id="acting, before the roster"
        ),
        pytest.param(two(ends=date(2025, 3, 31)), [], {"A": 70, "B": 85}, id="the latest end"),
        pytest.param(
            two(more=rated(range(10, 20), "A", 60, rater=8)), [], {"A": 65, "B": 80}, id="most rows"
        ),
        pytest.param(
            two(), [post(e, "A") for e in range(10, 20)] + [post(e, "B", acting=True) for e in range(10, 20)],
            {"A": 65, "B": 80}, id="an acting row of the roster is no home",
        ),
        pytest.param(
            two(), [post(e, "B", active=False) for e in range(10, 20)], {"A": 70, "B": 80}, id="a roster that they left"
        ),
    ],
)  # fmt: skip
def test_the_order_of_the_rules(store, rows, roster, expected):
    add_agencies(store, REGION, AGENCIES)
    add_rows(store, REGION, PERIOD, rows, roster)
    release(store)
    assert means(store) == expected


def test_an_answer_seats_those_who_wait_and_undoing_it_takes_them_out(store):
    add_agencies(store, REGION, AGENCIES)
    add_rows(store, REGION, PERIOD, two())
    assert release(store).undecided == 10
    assert not store.query(SYSTEM, "publishable")["fresh"].any()
    answer = settle_home(store, REGION, PERIOD, ["B", "A"], "A", system("test"), NOW)
    assert store.query(SYSTEM, "publishable")["fresh"].all(), "the answer waits to be published"
    done = release(store)
    assert (done.undecided, done.held) == (0, 0)
    assert means(store) == {"A": 65, "B": 80}
    batches.undo(store, answer, system("test"), NOW, "wrong")
    assert release(store).undecided == 10


def test_a_later_file_replaces_rows_of_the_same_agency_only(store):
    add_agencies(store, REGION, AGENCIES)
    add_rows(store, REGION, PERIOD, two(), [post(e, "A") for e in range(10, 20)])
    add_rows(store, REGION, PERIOD, rated(range(10, 20), "B", 10))
    release(store)
    assert means(store) == {"A": 65, "B": 80}
    add_rows(store, REGION, PERIOD, rated(range(10, 20), "A", 90))
    release(store)
    assert means(store) == {"A": 80, "B": 80}


def test_a_few_who_wait_are_taken_out_of_no_released_cell(store):
    """Three of twelve are claimed by B after the release: without them A's cell would give them away."""
    add_agencies(store, REGION, AGENCIES)
    add_rows(store, REGION, PERIOD, rated(range(12), "A", 70) + rated(range(20, 30), "B", 80))
    release(store)
    before = cells(store)
    add_rows(store, REGION, PERIOD, rated(range(3), "B", 20))
    done = release(store)
    assert (done.undecided, done.held) == (3, 1)
    assert cells(store) == before


def test_a_region_of_people_who_wait_is_not_published(store):
    add_agencies(store, REGION, AGENCIES)
    add_rows(store, REGION, PERIOD, rated(range(10), "A") + rated(range(10), "B"))
    with pytest.raises(freezing.TooSmall):
        release(store)
