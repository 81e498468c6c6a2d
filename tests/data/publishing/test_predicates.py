"""Official predicates become counts that tell of nobody, and the counts stay what they were."""

import itertools
from collections import Counter
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from data.batches import batches
from data.publishing import freezing, predicates
from data.publishing.pooling import pool
from data.reading.upload import Upload
from data.terms.actors import system
from data.upkeep import verify
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_agencies

REGION, YEAR = "9901", "2025"
ORDER = ("very_good", "good", "needs_improvement", "poor_misconduct", "very_poor")
MATRIX = {
    ("above", "below"): "poor_misconduct", ("above", "meets"): "good", ("above", "above"): "very_good",
    ("meets", "below"): "poor_misconduct", ("meets", "meets"): "good", ("meets", "above"): "good",
    ("below", "below"): "very_poor", ("below", "meets"): "needs_improvement", ("below", "above"): "needs_improvement",
}  # fmt: skip


@pytest.fixture
def store(store):
    reference = {"regions": pd.DataFrame([{"code": REGION, "name": "Kabupaten Contoh"}])}
    batches.accept_reference(store, reference, "regions", system("test"), NOW)
    add_agencies(store, REGION, {f"A{number}": "KES" for number in range(6)})
    return store


def person(
    number: int, agency: str, predicate: str | None, work_result=None, work_behavior=None, acting=False, ends=12
):
    return {
        "nip": f"1980{number:014d}", "agency": agency, "predicate": predicate, "work_result": work_result,
        "work_behavior": work_behavior, "acting": acting, "ends": pd.Timestamp(2025, ends, 28).date(),
    }  # fmt: skip


def accept(store, people: list[dict], name: str = "predikat") -> int:
    rows = pd.DataFrame(people).assign(
        line=range(2, len(people) + 2), region=REGION, period=YEAR, name=None, unit=None, position=None,
        employee_type="pns", skp_status="persetujuan",
    )  # fmt: skip
    path = store.home / "incoming" / f"{name}.parquet"
    text = ["nip", "name", "unit", "position", "work_result", "work_behavior", "predicate", "agency"]
    rows.astype(dict.fromkeys(text, "string")).to_parquet(path, index=False)
    n = len(rows)
    upload = Upload("predicate", path, n, n, 0, 0, [], [], {"kind": "predicate"}, {}, rows.head(), path.name, name)
    return batches.accept(store, upload, system("test"), NOW)


def told(store, about: str = "predicate") -> dict:
    cells = store.query(SYSTEM, "predicate_cells", region=REGION, period=YEAR)
    cells = cells[cells["about"] == about]
    return {(row.agency, row.categories): (row.n_people, row.at_least) for row in cells.itertuples()}


def release(store):
    return predicates.publish(store, REGION, YEAR, system("test"), NOW)


def many(agency: str, start: int, **counts: int) -> list[dict]:
    codes = [code for code, n in counts.items() for _ in range(n)]
    return [person(start + at, agency, code) for at, code in enumerate(codes)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"good": 50}, [("good", 50, True)]),
        ({"good": 48, "needs_improvement": 2}, [("good", 50, True)]),
        ({"good": 30, "needs_improvement": 4}, [("good|needs_improvement", 34, False)]),
        ({"very_good": 6, "good": 30, "poor_misconduct": 1},
         [("very_good", 6, False), ("good", 31, True)]),
        ({"very_good": 9, "good": 30, "needs_improvement": 2, "poor_misconduct": 2, "very_poor": 1},
         [("very_good", 9, False), ("good", 30, False), ("needs_improvement|poor_misconduct|very_poor", 5, False)]),
        ({"very_good": 77, "good": 539, "needs_improvement": 2, "poor_misconduct": 2},
         [("very_good", 77, False), ("good", 543, True)]),
        ({"very_good": 2, "good": 2}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_small_categories_are_pooled_with_a_neighbour(counts, expected):
    assert [(one.code, one.n_people, one.at_least) for one in pool(counts, ORDER, 5)] == expected


def test_no_pool_is_small_and_pools_cover_every_group():
    rng = np.random.default_rng(3)
    for _ in range(2000):
        counts = {code: int(n) for code, n in zip(ORDER, rng.choice([0, 1, 3, 7, 40], 5), strict=True)}
        pools = pool(counts, ORDER, 5)
        assert all(one.n_people >= 5 for one in pools)
        total = sum(counts.values())
        assert sum(one.n_people for one in pools) == (total if total >= 5 else 0)
        for one in pools:
            inside = sum(counts[code] for code in one.categories)
            assert one.n_people == inside or (one.at_least and 0.95 * one.n_people <= inside <= one.n_people)
        assert sum(one.at_least for one in pools) <= 1


def test_every_one_of_the_nine_cells_is_checked_against_the_matrix_and_unknown_ratings_are_not(store):
    people, number = [], 0
    for (work_result, work_behavior), right in MATRIX.items():
        swapped = MATRIX[work_behavior, work_result]
        for agency, said in (("A0", right), ("A1", swapped if swapped != right else right)):
            people += [person(number := number + 1, agency, said, work_result, work_behavior) for _ in range(5)]
    people += [person(number := number + 1, "A2", "good", "meets", None) for _ in range(6)]
    people += [person(number := number + 1, "A2", "good", "luar biasa", "meets") for _ in range(5)]
    accept(store, people)
    release(store)
    asymmetric = sum(MATRIX[a, b] != MATRIX[b, a] for a, b in MATRIX)
    assert told(store, "consistency") == {
        ("A0", "consistent"): (45, True), ("A1", "consistent"): (45 - 5 * asymmetric, False),
        ("A1", "inconsistent"): (5 * asymmetric, False), ("A2", "unchecked"): (11, True),
    }  # fmt: skip


def test_one_person_counts_once_where_the_newest_row_says_and_acting_rows_never(store):
    moved = [
        person(1, "A1", "very_good", ends=6),
        person(1, "A0", "good", ends=12),
        person(2, "A1", "good", acting=True),
    ]
    accept(store, moved + many("A0", 10, good=9) + many("A1", 30, good=5))
    release(store)
    groups = store.query(SYSTEM, "predicate_groups", region=REGION).set_index("agency")["n_people"]
    assert groups["A0"] == 10 and groups["A1"] == 5
    accept(store, [person(1, "A0", None)], "tanpa-predikat")  # the other export of BKN has no predicates
    assert store.query(SYSTEM, "predicates_waiting").empty


def test_small_agencies_join_and_a_region_of_four_is_not_told(store):
    accept(store, many("A0", 0, good=4))
    with pytest.raises(freezing.TooSmall):
        release(store)
    accept(store, many("A1", 10, good=3, very_good=6) + many("A2", 30, good=12), "lagi")
    release(store)
    groups = store.query(SYSTEM, "predicate_groups", region=REGION)
    assert set(groups["n_people"]) == {13, 12} and groups["merged"].sum() == 1


def test_a_correction_of_fewer_than_five_waits_and_one_of_five_does_not(store):
    accept(store, many("A0", 0, good=20, very_good=10) + many("A1", 50, good=20, very_good=10))
    release(store)
    before = told(store)
    accept(store, [person(number, "A0", "very_good") for number in range(4)], "koreksi-kecil")
    again = release(store)
    assert (again.version, again.held) == (2, 1) and told(store) == before
    accept(store, [person(number, "A0", "very_good") for number in range(5)], "koreksi")
    third = release(store)
    assert third.held == 0 and told(store)["A0", "very_good"] == (15, False)


def test_no_difference_of_releases_or_of_groups_tells_of_fewer_than_five(store):
    """Random corrections: the people behind every sum and difference of released counts come in fives or not at all."""
    rng = np.random.default_rng(11)
    now: dict[int, tuple[str, str]] = {
        number: (f"A{rng.integers(3)}", ORDER[rng.choice(3, p=[0.2, 0.7, 0.1])]) for number in range(60)
    }
    seen: list[tuple[dict, dict]] = []  # released counts with the people then
    origin: dict[str, dict] = {}
    for step in range(8):
        changed = now if step == 0 else dict(itertools.islice(now.items(), 0, int(rng.choice([1, 3, 6, 12]))))
        now |= {number: (agency, ORDER[rng.choice(3)]) for number, (agency, _) in changed.items()} if step else {}
        accept(store, [person(number, *now[number]) for number in changed], f"langkah-{step}")
        release(store)
        groups = store.query(SYSTEM, "predicate_groups", region=REGION)
        fresh = {row.agency for row in groups.itertuples() if not row.held}
        origin |= {group: dict(now) for group in fresh}
        seen.append((told(store), dict(origin)))
    group_of = {f"A{number}": f"A{number}" for number in range(3)}
    assert set(groups["agency"]) == set(group_of)  # every agency is a group here
    for group in group_of:
        paths: Counter = Counter()
        for number in now:
            path = []
            for counts, then in seen:
                agency, code = then[group][number]
                pools = [pooled for place, pooled in counts if place == group]
                rest = [pooled for pooled in pools if counts[group, pooled][1]]
                named = [pooled for pooled in pools if code in pooled.split("|")]
                path.append(None if agency != group else (named or rest)[0])
            paths[tuple(path)] += 1
        assert min(n for path, n in paths.items() if set(path) != {None}) >= 5
    first = seen[0][0]
    assert sum(n for n, _ in first.values()) == 60  # nested: a region is the sum of its groups and nothing else


def test_an_agency_without_a_single_predicate_is_listed_with_its_staff(store):
    accept(store, many("A0", 0, good=9))
    with store.writing() as cursor:
        batch = cursor.execute("select max(batch_id) from batch").fetchone()[0]
        for number in range(7):
            cursor.execute(
                "insert into roster_fact values ($b, $n, $r, '2025-S2', $n, 'pns', 'A3', null, null, true, null)",
                {"b": batch, "n": number, "r": REGION},
            )
        cursor.execute("insert into period values ('2025-S2', 'semester', '2025-07-01', '2025-12-31', 4051)")
    release(store)
    groups = store.query(SYSTEM, "predicate_groups", region=REGION).set_index("agency")
    assert (groups.loc["A3", "n_people"], groups.loc["A3", "n_roster"]) == (0, 7)


def test_a_rebuilt_store_tells_the_same(store, tmp_path):
    accept(store, many("A0", 0, good=20, very_good=10) + many("A1", 50, good=9))
    release(store)
    accept(store, [person(number, "A0", "very_good") for number in range(7)], "koreksi")
    predicates.publish(store, REGION, YEAR, system("test"), NOW + timedelta(days=1))
    assert verify.verify(store) == []
    before = (told(store), told(store, "consistency"))
    home = store.home
    store.close()
    (home / "cermin.duckdb").unlink()
    again = open_store(home, threads=1)
    assert (told(again), told(again, "consistency")) == before and verify.verify(again) == []
    again.close()


def test_removing_the_demo_removes_its_counts(store):
    accept(store, many("A0", 0, good=9))
    with store.writing() as cursor:
        cursor.execute("update batch set demo = true where kind = 'predicate'")
    release(store)
    assert store.query(SYSTEM, "predicate_groups")["demo"].all()
    batches.remove_demo(store, system("test"), NOW)
    assert store.query(SYSTEM, "predicate_groups").empty and store.query(SYSTEM, "predicates_waiting").empty
