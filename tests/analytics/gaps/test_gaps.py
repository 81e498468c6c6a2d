"""Gaps against a slow plain twin, their states, and that P(gap > 0) means what it says."""

import math

import numpy as np
import pandas as pd
import pytest

from analytics.clusters import analyse
from analytics.comparison.shrink import add_shrunk
from analytics.gaps.gaps import gaps, mixed_standards, shortfalls

STANDARDS = pd.DataFrame(
    [("PEL", "KOM", 75.0), ("PEL", "TG", 80.0), ("JPT", "KOM", 70.0)], columns=["position", "indicator", "standard"]
)


def _scores(rows: list[tuple], **extra: object) -> pd.DataFrame:
    columns = ["agency", "position", "indicator", "score", "n_people", "se"]
    return pd.DataFrame(rows, columns=columns).assign(region="3403", period="2025-S1", **extra)


def _normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


def test_a_gap_is_what_the_slow_twin_says():
    rng = np.random.default_rng(1)
    rows = [(f"A{i}", "PEL", "KOM", 70 + 6 * rng.normal(), 10 + i, 2.0 + 0.1 * i) for i in range(12)]
    found = gaps(_scores(rows), STANDARDS[STANDARDS["indicator"] == "KOM"])
    shrunk = add_shrunk(_scores(rows))
    for row in found.itertuples():
        twin = shrunk[shrunk["agency"] == row.agency].iloc[0]
        assert row.mean == pytest.approx(twin["eb"])
        assert row.gap == pytest.approx(max(0.0, 75 - twin["eb"]))
        assert row.gap_low == pytest.approx(max(0.0, 75 - twin["eb_high"]))
        assert row.gap_high == pytest.approx(max(0.0, 75 - twin["eb_low"]))
        assert row.p_gap == pytest.approx(_normal((75 - twin["eb"]) / twin["eb_se"]))
        state = "below" if twin["eb_high"] < 75 else "met" if twin["eb_low"] > 75 else "uncertain"
        assert row.state == state
    assert found["shrunk"].all()


def test_not_rated_is_a_state_of_its_own_and_no_gap():
    rated = [("A", "PEL", "KOM", 70.0, 20, 2.0), ("C", "PEL", "TG", 85.0, 20, 2.0), ("C", "PEL", "KOM", 85.0, 20, 2.0)]
    scores = _scores(rated, sector="KES")
    groups = pd.DataFrame({"agency": ["A", "B", "C"], "position": "PEL", "region": "3403", "period": "2025-S1"})
    found = gaps(scores, STANDARDS, groups=groups).set_index(["agency", "indicator"])
    assert found.loc[("A", "TG"), "state"] == "not_rated"
    assert found.loc[("B", "KOM"), "state"] == "not_rated"
    assert found.loc[("A", "TG"), ["gap", "p_gap", "share_below"]].isna().all()
    assert found.loc[("A", "TG"), "sector"] == "KES"
    assert found.loc[("A", "KOM"), "gap"] == pytest.approx(5.0)
    assert len(found) == 6
    assert set(gaps(scores[:1], STANDARDS, groups=groups)["indicator"]) == {"KOM"}  # nobody was asked about TG


def test_positions_have_their_own_standards_and_some_have_none():
    scores = _scores([("A", "PEL", "KOM", 72.0, 20, 1.0), ("A", "JPT", "KOM", 72.0, 20, 1.0)])
    other = _scores([("A", "JPT", "TG", 50.0, 20, 1.0)])
    found = gaps(pd.concat([scores, other]), STANDARDS).set_index(["position", "indicator"])
    assert found.loc[("PEL", "KOM"), "gap"] == pytest.approx(3.0)
    assert found.loc[("JPT", "KOM"), "gap"] == 0.0
    assert found.loc[("JPT", "TG"), "state"] == "no_standard"
    assert math.isnan(found.loc[("JPT", "TG"), "gap"])


def test_a_group_of_unknown_size_has_a_gap_without_interval():
    found = gaps(_scores([("A", "PEL", "KOM", 70.0, None, None)]), STANDARDS[:1]).iloc[0]
    assert (found["state"], found["gap"]) == ("unknown_spread", 5.0)
    assert math.isnan(found["p_gap"]) and math.isnan(found["gap_low"]) and found["share_kind"] == "none"


def test_shares_are_given_where_released_else_estimated():
    scores = _scores([("A", "PEL", "KOM", 70.0, 20, 2.0), ("B", "PEL", "KOM", 71.0, 20, 2.0)]).drop(columns="position")
    spread = pd.DataFrame({"region": ["3403"], "period": ["2025-S1"], "indicator": ["KOM"], "var_person": [64.0]})
    shares = pd.DataFrame(
        {"region": ["3403"], "period": ["2025-S1"], "agency": ["A"], "indicator": ["KOM"], "share": [0.65]}
    )
    standards = pd.DataFrame({"indicator": ["KOM"], "standard": [75.0]})
    found = gaps(scores, standards, spread, shares, by=("agency",)).set_index("agency")
    assert (found.loc["A", "share_below"], found.loc["A", "share_kind"]) == (0.65, "given")
    assert found.loc["B", "share_kind"] == "estimated"
    assert found.loc["B", "share_below"] == pytest.approx(_normal((75 - 71) / 8))


def test_mixed_standards_are_head_count_means():
    people = pd.DataFrame({"agency": ["A", "A", "B"], "position": ["PEL", "JPT", "JPT"], "n_people": [30, 10, 5]})
    found = mixed_standards(people, STANDARDS, "agency").set_index(["agency", "indicator"])["standard"]
    assert found.to_dict() == {
        ("A", "KOM"): (30 * 75 + 10 * 70) / 40,
        ("A", "TG"): 80.0,
        ("B", "KOM"): 70.0,
    }


def test_no_scores_give_no_gaps():
    found = gaps(_scores([("A", "PEL", "KOM", 70.0, 20, 2.0)])[:0], STANDARDS)
    assert found.empty and {"gap", "p_gap", "state", "share_below"} <= set(found.columns)


def test_row_order_changes_nothing():
    rng = np.random.default_rng(2)
    rows = [
        (f"A{i}", p, k, 70 + 5 * rng.normal(), 12, 2.0) for i in range(8) for p in ("PEL", "JPT") for k in ("KOM", "TG")
    ]
    scores = _scores(rows)
    order = ["agency", "position", "indicator"]
    found = gaps(scores, STANDARDS).sort_values(order, ignore_index=True)
    other = gaps(scores.sample(frac=1, random_state=1), STANDARDS).sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(found, other)


def test_p_gap_is_calibrated():
    """Among groups with P(gap) near p, a share near p truly lies below the standard."""
    rng = np.random.default_rng(3)
    truth = 74 + 4 * rng.normal(size=4000)
    se = rng.uniform(1, 5, 4000)
    rows = [(f"A{i}", "PEL", "KOM", truth[i] + se[i] * rng.normal(), 10, se[i]) for i in range(4000)]
    found = gaps(_scores(rows), STANDARDS[:1])
    below = truth[found["agency"].str[1:].astype(int)] < 75
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0)):
        at = found["p_gap"].between(low, high).to_numpy()
        assert below[at].mean() == pytest.approx(found.loc[at, "p_gap"].mean(), abs=0.05)


def test_gaps_go_into_clusters():
    rng = np.random.default_rng(4)
    rows = []
    for i in range(60):
        people = int(rng.integers(5, 80))
        for indicator in ("AD", "BP", "DS", "KL", "KOM", "TG"):
            weak = indicator in (("KOM", "AD") if i % 2 else ("TG", "DS"))
            score = 80 - 14 * weak + 10 / math.sqrt(people) * rng.normal()
            rows.append((f"A{i:02}", "PEL", indicator, score, people, 10 / math.sqrt(people)))
    standards = pd.DataFrame({"indicator": ["AD", "BP", "DS", "KL", "KOM", "TG"], "standard": 78.0})
    matrix, noise, people = shortfalls(gaps(_scores(rows), standards))
    assert matrix.shape == noise.shape == (60, 6)
    found = analyse(matrix, 1, noise, people)
    assert found.verdict == "stable"
    pairs = {frozenset(pair) for pair in zip(found.clusters["first"], found.clusters["second"], strict=True)}
    assert pairs == {frozenset({"KOM", "AD"}), frozenset({"TG", "DS"})}
