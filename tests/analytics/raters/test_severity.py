"""Severity is told where common people connect raters, and a unit's level is never taken for it."""

import numpy as np
import pandas as pd
import pytest

from analytics.raters.severity import COLUMNS, FEWEST_RATEES, pairs, severities
from tests.twins import severity as twin
from tests.worlds.rated import rated


def known(told: pd.DataFrame) -> pd.DataFrame:
    return told[told["severity"].notna()]


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_whole_matrices_give(seed):
    ratings, _ = rated(np.random.default_rng(seed), units=3, size=12, raters=2, pool=4)
    given = pairs(ratings)
    told = severities(given)
    slow = twin.severities(list(given.itertuples(index=False, name=None)))
    connected = twin.groups(list(given.itertuples(index=False, name=None)))
    for row in known(told).itertuples():
        value, se = slow[row.rater]
        assert row.severity == pytest.approx(value, abs=1e-6)
        assert (row.high - row.low) / 2 == pytest.approx(1.959964 * se, abs=1e-6)
        assert set(told.loc[told["group"].eq(row.group), "rater"]) == connected[row.rater]
    assert len(known(told)) > 6


def test_planted_severity_is_recovered_and_no_level_of_a_unit_with_it():
    """Fifteen people a rater, three raters a person."""
    right, covered = [], []
    for seed in range(8):
        ratings, planted = rated(np.random.default_rng(seed), units=6, size=30, unit_level=12.0)
        told = known(severities(pairs(ratings)))
        true = told["rater"].map(planted)
        true -= true.groupby(told["group"]).transform("mean")
        right.append(np.corrcoef(true, told["severity"])[0, 1])
        covered.append((told["low"].le(true) & told["high"].ge(true)).mean())
    assert min(right) >= 0.8 and np.mean(covered) >= 0.9


def test_where_raters_are_alike_hardly_anybody_is_called_strict_or_lenient():
    told = [
        known(severities(pairs(rated(np.random.default_rng(seed), severity=0.0, size=30)[0]))) for seed in range(15)
    ]
    called = pd.concat(told)["verdict"]
    assert called.isin(["strict", "lenient"]).mean() <= 0.05 and len(called) > 400


def test_one_superior_for_everybody_says_nothing_of_severity():
    ratings, _ = rated(np.random.default_rng(1), raters=1, pool=1, unit_level=12.0)
    told = severities(pairs(ratings))
    assert set(told["verdict"]) == {"alone"} and told["severity"].isna().all() and told["group"].eq(-1).all()


def test_groups_that_nobody_connects_are_not_compared():
    """All of a group ten points higher: nothing of it is told, inside the group nothing moves."""
    ratings, _ = rated(np.random.default_rng(2), units=2, size=30)
    lifted = ratings.assign(score=ratings["score"] + 10.0 * ratings["rater"].ge(100))
    before, after = severities(pairs(ratings)), severities(pairs(lifted))
    assert before["group"].nunique() == 2
    assert np.allclose(before["severity"], after["severity"], equal_nan=True)
    means = known(after).groupby("group")["severity"].mean()
    assert np.allclose(means, 0.0, atol=1e-9)


def test_few_people_self_ratings_and_lines_without_a_rater_tell_nothing():
    ratings, _ = rated(np.random.default_rng(3), units=1, size=FEWEST_RATEES - 1, raters=2, pool=2)
    assert severities(pairs(ratings))["severity"].isna().all()
    nobody = ratings.assign(rater=np.nan)
    assert pairs(nobody).empty and list(severities(pairs(nobody)).columns) == COLUMNS
    assert pairs(ratings.assign(source="self")).empty
