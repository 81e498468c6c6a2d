"""Importance finds what was planted to matter, and says nothing on few groups."""

import numpy as np
import pandas as pd
import pytest

from analytics.gaps.importance import importance, quadrants

WEIGHTS = pd.Series({"KOM": 10.0, "TG": 30.0, "DS": 20.0})


def _groups(n: int, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(75 + 5 * rng.normal(size=(n, 3)) + 3 * rng.normal(size=(n, 1)), columns=["KOM", "TG", "DS"])


def test_what_drives_the_citizen_score_matters_more_than_its_weight():
    groups = _groups(120)
    citizens = 0.8 * groups["KOM"] + np.random.default_rng(2).normal(size=120) * 3
    found = importance(groups, WEIGHTS, np.random.default_rng(3), citizens).set_index("indicator")
    assert found["stated"].to_dict() == pytest.approx({"KOM": 1 / 6, "TG": 1 / 2, "DS": 1 / 3})
    assert found["derived"].sum() == pytest.approx(1)
    assert found["derived"].idxmax() == "KOM" and found.loc["KOM", "derived"] > 0.7
    assert found["disagreement"].to_dict() == {"KOM": "more", "TG": "less", "DS": "less"}
    assert set(found["basis"]) == {"citizen"}


def test_the_rest_leaves_the_indicator_itself_out():
    groups = _groups(80)
    found = importance(groups, WEIGHTS, np.random.default_rng(3)).set_index("indicator")
    share = WEIGHTS / WEIGHTS.sum()
    plain = {}
    for name in WEIGHTS.index:
        rest = sum(share[other] * groups[other] for other in WEIGHTS.index if other != name)
        plain[name] = max(0.0, np.corrcoef(groups[name], rest)[0, 1])
    total = sum(plain.values())
    assert found["derived"].to_dict() == pytest.approx({name: value / total for name, value in plain.items()})
    assert set(found["basis"]) == {"rest"}


def test_under_twenty_five_groups_nothing_is_derived():
    found = importance(_groups(24), WEIGHTS, np.random.default_rng(3))
    assert found["derived"].isna().all() and set(found["disagreement"]) == {"unknown"}
    table = quadrants(_groups(24), pd.Series(75.0, WEIGHTS.index), WEIGHTS, np.random.default_rng(3))
    assert table["quadrant"].isna().all() and table["membership"].isna().all()
    assert table["performance"].notna().all()


def test_quadrants_are_sure_where_the_difference_is_and_borders_where_it_is_not():
    groups = _groups(200).assign(AD=75.0, KL=75.0)
    rng = np.random.default_rng(5)
    groups = pd.DataFrame(rng.normal(size=(200, 4)), columns=["A", "B", "C", "D"]) * 4 + [64, 86, 75, 75]
    weights = pd.Series({"A": 40.0, "B": 30.0, "C": 10.0, "D": 20.0})
    found = quadrants(groups, pd.Series(75.0, weights.index), weights, rng).set_index("indicator")
    assert found.loc["A", "quadrant"] == "concentrate" and found.loc["A", "membership"] == 1
    assert found.loc["B", "quadrant"] == "keep_up"
    assert set(found.loc[["C", "D"], "quadrant"]) <= {"border", "low_priority", "more_than_needed"}
    assert (found.loc[["C", "D"], "membership"] < 0.999).all()
    assert found.loc["A", "above_diagonal"] and not found.loc["B", "above_diagonal"]


def test_the_same_seed_gives_the_same_figures():
    one = importance(_groups(60), WEIGHTS, np.random.default_rng(3))
    pd.testing.assert_frame_equal(one, importance(_groups(60), WEIGHTS, np.random.default_rng(3)))
