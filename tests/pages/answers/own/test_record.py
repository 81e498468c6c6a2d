"""What a person reads of their ratings: means of three or more, which tell nothing of one between two versions."""

import itertools

import numpy as np
import pandas as pd
import pytest

from data.store import users
from data.store.users import UNBOUND
from data.terms.actors import Actor, system
from pages.answers.own.record import told
from tests.worlds.actors import SYSTEM


def ratings(*versions: dict[object, float], source: str = "peer") -> pd.DataFrame:
    """Each version as what its raters gave; a rater of None is one without a name."""
    rows = [
        {
            "period": "2025-S1", "seq": 1, "version": number, "agency": "A", "agency_name": "A", "position": "P",
            "indicator": "KOM", "name_id": "K", "name_en": "C", "source": source, "source_id": "S", "source_en": "S",
            "rater": rater if isinstance(rater, int) else None, "score": score, "standard": 75.0,
        }
        for number, given in enumerate(versions, 1) for rater, score in given.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def shown(*versions: dict[object, float], source: str = "peer") -> list:
    table = told(ratings(*versions, source=source))
    return [
        (None if np.isnan(row.score) else round(row.score, 2), row.bound, row.n_raters) for row in table.itertuples()
    ]


A, B, C, D, E, F = ({number: score} for number, score in enumerate((60.0, 70.0, 80.0, 50.0, 55.0, 57.0), 1))


def test_peers_are_told_from_three_and_superiors_from_one():
    assert shown(A | B) == [(None, "", 0)]
    assert shown(A | B | C) == [(70.0, "", 3)]
    assert shown(A, source="superior") == [(60.0, "", 1)]
    assert shown({"a": 60.0, "b": 70.0, "c": 80.0}) == [(70.0, "", 3)]  # raters without a name


def test_a_number_changes_where_three_raters_did():
    abc = [(70.0, "", 3)]
    assert shown(A | B | C, A | B | C | D) == abc
    assert shown(A | B | C, A | B | {3: 90.0}) == abc
    assert shown(A | B | C, A | B) == abc
    assert shown(A | B | C, A | B | C | D | E) == abc
    assert shown(A | B | C, A | B | C | D | E | F) == [(62.0, "", 6)]
    assert shown(A | B | C, D | E | F) == [(54.0, "", 3)]
    assert shown(A | B | C, D | E) == [(None, "", 0)]  # all three went
    # Who has read the first version would read of one rater in the last.
    assert shown(A | B | C, D | E, A | B | C | D) == [(None, "", 0)]
    assert shown(A | B | C, D | E | F, A | B | {3: 90.0}) == [(54.0, "", 3)]


def test_near_the_ends_it_is_a_bound():
    assert shown({1: 100.0, 2: 100.0, 3: 100.0}) == [(92.0, "high", 3)]
    assert shown({1: 0.0, 2: 10.0, 3: 0.0}) == [(8.0, "low", 3)]
    assert shown({1: 92.0, 2: 92.0, 3: 92.0}) == [(92.0, "", 3)]
    assert shown({1: 100.0}, source="superior") == [(100.0, "", 1)]


@pytest.mark.parametrize("seed", range(5))
def test_no_two_readings_differ_by_fewer_than_three_raters(seed):
    """A slow reading of the rule: whatever was shown after each version, held against all that was shown before."""
    rng = np.random.default_rng(seed)
    versions = [{int(r): float(rng.choice([60, 70, 80])) for r in range(8) if rng.random() < 0.6} for _ in range(5)]
    seen = []
    for number in range(1, len(versions) + 1):
        ((score, _, n),) = shown(*versions[:number]) or [(None, "", 0)]
        match = [one for one in versions[:number] if len(one) == n and n and round(sum(one.values()) / n, 2) == score]
        seen += [match] if match else []
    for before, after in itertools.combinations(seen, 2):
        pairs = [
            ({r for r in {**one, **two} if one.get(r) != two.get(r)}, abs(len(one) - len(two)))
            for one in before for two in after
        ]  # fmt: skip
        assert any((not changed or len(changed) >= 3) and more not in (1, 2) for changed, more in pairs)


def test_the_groups_mean_is_what_leaders_read_where_ten_were_rated(homes, tmp_path):
    import shutil

    from data.upkeep.opening import open_store

    store = open_store(shutil.copytree(homes("planner"), tmp_path / "home"), threads=1)
    try:
        users.add(store, "ani", "Ani", "admin", None, UNBOUND, system("root"), store._clock())
        with store.cursor() as cursor:
            everybody = cursor.execute(
                "select employee, region from fact where employee is not null group by all order by employee"
            ).fetchall()
        released = {}
        for indicator in ("KOM", "BP"):
            here = store.query(SYSTEM, "source_scores", region="3403", indicator=indicator)
            released |= {
                (row.period, indicator, row.source, round(row.score, 9)): row.n_people for row in here.itertuples()
            }
        checked = 0
        for employee, region in everybody[:: len(everybody) // 12]:
            mine = store.query(Actor("x", "employee", region, None, employee), "own_group", region=region)
            assert (mine["n_people"] >= 10).all()
            for row in mine[mine["indicator"].isin(["KOM", "BP"])].itertuples():
                assert released[row.period, row.indicator, row.source, round(row.score, 9)] == row.n_people
                checked += 1
        assert checked > 20
    finally:
        store.close()
