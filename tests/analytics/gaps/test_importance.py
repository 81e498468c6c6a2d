"""Importance finds what was planted to matter, and says nothing on few groups."""

import numpy as np
import pandas as pd
import pytest

from analytics.gaps.association import Association, clusters
from analytics.gaps.importance import importance, quadrants
from tests.campaigns.importance import firm, region, said

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
    assert table["quadrant"].isna().all() and table["certainty"].isna().all()
    assert table["performance"].notna().all()


def test_quadrants_are_sure_where_the_difference_is_and_borders_where_it_is_not():
    groups = _groups(200).assign(AD=75.0, KL=75.0)
    rng = np.random.default_rng(5)
    groups = pd.DataFrame(rng.normal(size=(200, 4)), columns=["A", "B", "C", "D"]) * 4 + [64, 86, 75, 75]
    weights = pd.Series({"A": 40.0, "B": 30.0, "C": 10.0, "D": 20.0})
    found = quadrants(groups, pd.Series(75.0, weights.index), weights, rng).set_index("indicator")
    assert found.loc["A", "quadrant"] == "concentrate" and found.loc["A", "certainty"] == 1
    assert found.loc["B", "quadrant"] == "keep_up"
    assert set(found.loc[["C", "D"], "quadrant"]) <= {"border", "low_priority", "more_than_needed"}
    assert (found.loc[["C", "D"], "certainty"] < 0.95).all()
    assert found.loc["A", "above_diagonal"] and not found.loc["B", "above_diagonal"]


def test_the_same_seed_gives_the_same_figures():
    one = importance(_groups(60), WEIGHTS, np.random.default_rng(3))
    pd.testing.assert_frame_equal(one, importance(_groups(60), WEIGHTS, np.random.default_rng(3)))


def _plain(cells, weights, outcome):
    """The associations of one table, by corrcoef and by regression residuals."""
    found = []
    for column in range(len(weights)):
        if outcome:
            others = np.c_[np.ones(len(cells)), np.delete(cells[:, :-1], column, axis=1)]
            left = [y - others @ np.linalg.lstsq(others, y, rcond=None)[0] for y in (cells[:, column], cells[:, -1])]
        else:
            left = [cells[:, column], np.delete(cells, column, axis=1) @ np.delete(weights, column)]
        found.append(np.corrcoef(*left)[0, 1])
    return np.array(found)


@pytest.mark.parametrize("outcome", [False, True])
def test_associations_and_their_errors_are_those_of_a_plain_count(outcome):
    rng = np.random.default_rng(4)
    cells = rng.normal(size=(40, 4)) + rng.normal(size=(40, 1))
    weights = np.array([0.5, 0.3, 0.2]) if outcome else np.array([0.4, 0.3, 0.2, 0.1])
    agencies = pd.DataFrame(cells, index=pd.Index(np.repeat(range(20), 2), name="agency"))
    places = clusters(agencies)
    found = Association(cells, weights, places, outcome)
    found._shrunk = 0.0  # shrinking is Ledoit and Wolf's; what is compared here are the associations
    effects = found._effects(np.ones(20))
    assert effects == pytest.approx(_plain(cells, weights, outcome))
    left = np.array([_plain(np.delete(cells, place, axis=0), weights, outcome) for place in places])
    apart = left - weights * left.sum(1, keepdims=True)
    _, error, _ = found._compared(np.ones(20))
    assert error == pytest.approx(np.sqrt(19 / 20 * ((apart - apart.mean(0)) ** 2).sum(0)))


def test_an_interval_leaves_out_just_the_weights_that_would_be_refused():
    """Fieller: a share lies at its end where its difference is as many errors as chance goes."""
    cells, weights, citizens = region("planted", 90, np.random.default_rng(0))
    table = importance(cells, weights, np.random.default_rng(1), citizens).set_index("indicator")
    assert ((table["low"] <= table["derived"]) & (table["derived"] <= table["high"])).all()
    told = table[table["disagreement"] != "agrees"]
    assert len(told) and ((told["stated"] < told["low"]) | (told["stated"] > told["high"])).all()


@pytest.mark.parametrize("world", ["nobody asked", "citizens at random", "citizens as weighted", "in agencies"])
def test_where_weights_are_right_few_regions_hear_that_they_are_not(world):
    told = sum(said(world, 47, seed, draws=150).any() for seed in range(24))
    assert told <= 4  # of 24 at .05: more in .6 % of such tests


def test_what_is_planted_is_found():
    assert sum(said("planted", 90, seed, draws=150)[3] for seed in range(6)) >= 5


def test_citizens_at_random_leave_every_share_open():
    cells, weights, citizens = region("citizens at random", 47, np.random.default_rng(2))
    table = importance(cells, weights, np.random.default_rng(3), citizens)
    assert (table["high"] - table["low"]).median() > 0.3


def test_where_all_perform_alike_few_are_placed():
    assert sum(firm(47, seed, draws=1000).any() for seed in range(24)) <= 4


@pytest.mark.parametrize("k", [3, 7, 12])
def test_of_equal_weights_none_matters_less(k):
    cells = pd.DataFrame(np.random.default_rng(1).normal(size=(40, k)), columns=range(k))
    placed = quadrants(cells, pd.Series(0.0, range(k)), pd.Series(0.1, range(k)), np.random.default_rng(1), draws=100)
    assert not placed["quadrant"].isin(["low_priority", "more_than_needed"]).any()
    assert placed["certainty"].notna().all()


def test_few_agencies_say_nothing_however_many_groups():
    cells, weights, _ = region("in agencies", 33, np.random.default_rng(1))
    found = importance(cells, weights, np.random.default_rng(1))
    assert set(found["disagreement"]) == {"unknown"}
