"""What a change is made of: against the twin, on changes of one known kind, and on pairs that tell a part."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.change.parts import FACTORS, LEAF, LEAST_TOLD, PARTS, decompose, tenths_that_sum
from tests.twins import parts as twin

NO_PAIRS = pd.DataFrame(
    columns=["agency", "part", "n_people", "total_now", "total_before", "weight_shared", "complete"]
)  # fmt: skip
WEIGHTS = {"DS": 0.4, "KW": 0.6}
SOURCES = {"superior": 0.75, "peer": 0.25}


def leaves(shares=None, weights=None, sources=None, means=None, seen=None) -> dict:
    """The leaves of a period: positions -> share, indicator -> weight, source -> weight; means and seen by leaf."""
    made = {}
    for positions, share in (shares or {"ADM": 0.5, "GURU": 0.5}).items():
        for indicator, weight in (weights or WEIGHTS).items():
            for source, source_weight in (sources or SOURCES).items():
                leaf = (positions, indicator, source)
                made[leaf] = {
                    "share": share, "weight": weight, "source_weight": source_weight,
                    "mean": (means or {}).get(leaf, 70.0), "seen": (seen or {}).get(leaf, 1.0),
                }  # fmt: skip
    return made


def frame(period: dict) -> pd.DataFrame:
    rows = [dict(zip(LEAF, leaf, strict=True), agency="A", **held) for leaf, held in period.items()]
    return pd.DataFrame(rows, columns=["agency", *LEAF, *FACTORS, "seen"])


def split(now: dict, before: dict, pairs: pd.DataFrame = NO_PAIRS) -> pd.Series:
    shown = pd.DataFrame({"agency": ["A"], "score": [twin.score(now)], "score_before": [twin.score(before)]})
    return decompose(frame(now), frame(before), shown, pairs).iloc[0]


def drawn(rng: random.Random) -> dict:
    """A period whose positions, indicators and sources are some of a few."""

    def some(names, least):
        chosen = rng.sample(names, rng.randint(least, len(names)))
        sizes = [rng.uniform(0.2, 1) for _ in chosen]
        return {name: size / sum(sizes) for name, size in zip(chosen, sizes, strict=True)}

    made = leaves(
        some(["ADM", "GURU", "JPT"], 1), some(["DS", "KW", "KOM"], 1), some(["superior", "peer", "citizen"], 1)
    )
    for held in made.values():
        held |= {"mean": rng.uniform(40, 95), "seen": rng.choice([0.0, 0.4, 1.0, 1.0])}
    return made


@pytest.mark.parametrize("seed", range(40))
def test_the_parts_are_the_twins(seed):
    rng = random.Random(seed)
    now, before = drawn(rng), drawn(rng)
    found, expected = split(now, before), twin.effects(now, before)
    assert sum(expected.values()) == pytest.approx(twin.score(now) - twin.score(before))
    assert np.nansum(found[PARTS].to_numpy(float)) == pytest.approx(found["change"])
    for part, value in expected.items():
        assert found[part] == pytest.approx(value, abs=0.21), part  # of rounding, which the largest part takes in


def moved(by: float, leaf_of=lambda leaf: True) -> dict:
    return {leaf: 70.0 + by for leaf in leaves() if leaf_of(leaf)}


HIGH_GURU = {leaf: 80.0 for leaf in leaves() if leaf[0] == "GURU"}
HIGH_DS = {leaf: 80.0 for leaf in leaves() if leaf[1] == "DS"}
LENIENT = {leaf: 78.0 for leaf in leaves() if leaf[2] == "peer"}


@pytest.mark.parametrize(
    ("now", "before", "part"),
    [
        (leaves({"ADM": 0.2, "GURU": 0.8}, means=HIGH_GURU), leaves(means=HIGH_GURU), "position_mix"),
        (leaves({"ADM": 0.7, "GURU": 0.3}, means=HIGH_GURU), leaves({"ADM": 1.0}, means=HIGH_GURU), "position_mix"),
        (leaves(weights={"DS": 0.8, "KW": 0.2}, means=HIGH_DS), leaves(means=HIGH_DS), "weights"),
        (leaves(means=LENIENT), leaves(sources={"superior": 1.0}), "sources"),
        (leaves(means=LENIENT), leaves(seen=dict.fromkeys(LENIENT, 0.0)), "sources"),
        (leaves(means=moved(-4)), leaves(), "people"),
    ],
)  # fmt: skip
def test_what_changed_alone_is_the_whole_change(now, before, part):
    found = split(now, before)
    assert abs(found["change"]) >= 1.5 and found["known"]
    assert found[part] == pytest.approx(found["change"])


def test_what_nobody_of_the_agency_said_is_other_and_not_known():
    unseen = dict.fromkeys(leaves(), 0.0)
    found = split(leaves(means=moved(3), seen=unseen), leaves(seen=unseen))
    assert found["other"] == found["change"] == 3.0 and not found["known"]


def test_positions_cut_otherwise_are_taken_together():
    """GURU and JPT stood in one group of at least five, and stand apart now: nothing is known of their mix."""
    now = leaves({"ADM": 0.4, "GURU": 0.5, "JPT": 0.1}, means=moved(2))
    found = split(now, leaves({"ADM": 0.4, "GURU+JPT": 0.6}))
    assert found["position_mix"] == 0 and found["people"] == found["change"] > 0


def pairs(stay: int, join: int, leave: int, told: float = 1.0, by: float = 2.0) -> pd.DataFrame:
    """Stayers who moved by `by`, joiners and leavers at the stayers' earlier level, on a share of the weight."""
    counts = {part: n for part, n in (("stay", stay), ("join", join), ("leave", leave)) if n}
    level = 70.0 * told
    return pd.DataFrame(
        [
            {
                "agency": "A", "part": part, "n_people": n, "total_now": n * (level + by * (part == "stay")),
                "total_before": n * level, "weight_shared": told, "complete": told == 1,
            }
            for part, n in counts.items()
        ]
    )  # fmt: skip


@pytest.mark.parametrize(("stay", "join", "leave"), [(20, 0, 0), (20, 5, 0), (20, 3, 2), (20, 10, 10)])
def test_people_are_cut_where_those_who_moved_are_none_or_five(stay, join, leave):
    mean = 70 + 2 * stay / (stay + join)
    found = split(leaves(means=dict.fromkeys(leaves(), mean)), leaves(), pairs(stay, join, leave))
    assert found["same_people"] == 2.0 and found["people"] == 0.0
    assert found["joiners_leavers"] == pytest.approx(found["change"] - 2.0)
    assert (found["n_stay"], found["n_join"], found["n_leave"]) == (stay, join, leave)


@pytest.mark.parametrize("given", [pairs(4, 0, 0), pairs(20, 4, 0), pairs(20, 2, 2), pairs(20, 0, 0, LEAST_TOLD - 0.1)])
def test_people_are_not_cut_where_few_stayed_or_moved_or_little_is_told(given):
    found = split(leaves(means=moved(2)), leaves(), given)
    assert found[["same_people", "joiners_leavers"]].isna().all() and found["n_stay"] == 0
    assert found["people"] == found["change"] == 2.0


def test_pairs_of_a_part_of_the_weight_leave_the_rest_to_people():
    found = split(leaves(means=moved(3)), leaves(), pairs(20, 0, 0, 0.6, by=1.8))
    assert found["same_people"] == pytest.approx(1.8) and found["joiners_leavers"] == 0
    assert found["people"] == pytest.approx(1.2) and found["told"] == 0.6


def test_a_score_that_is_not_of_leaves_is_not_split():
    shown = pd.DataFrame({"agency": ["A", "B"], "score": [71.0, 60.0], "score_before": [70.0, 61.0]})
    found = decompose(frame(leaves()), frame(leaves()), shown, NO_PAIRS).set_index("agency")
    assert found.loc["B", "reason"] == "no_leaves" and found.loc["B", PARTS].isna().all()
    assert found.loc["B", "change"] == -1.0 and not found.loc["B", "known"]


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=6))
def test_rounded_parts_sum_to_the_rounded_total(parts):
    total = round(sum(parts), 1)
    parts = np.append(parts, total - sum(parts))
    rounded = tenths_that_sum(parts, total)
    assert round(rounded.sum(), 1) == total
    assert np.abs(rounded - parts).max() < 0.1 + 1e-9
