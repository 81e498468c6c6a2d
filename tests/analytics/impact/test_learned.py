"""What is expected of programmes: the prior where nothing was seen, what was seen where much was, and in between."""

import numpy as np
import pandas as pd
import pytest

from analytics.impact.effect import COLUMNS, POINTS_OF, SELECTED, effect
from analytics.impact.learned import PRIOR_WEIGHT, SPREAD, learned, seen
from tests.campaigns import effects as campaign
from tests.twins import learned as twin
from tests.worlds.trained import trained_people


def runs(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["programme", "value", "se"])


@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_most_likely_by_every_mean_and_spread_of_a_grid(seed):
    rng = np.random.default_rng(seed)
    held = [(f"P{n % 4}", float(rng.normal(0.1 * seed, 0.4)), float(rng.uniform(0.05, 0.5))) for n in range(9)]
    told = learned(runs(*held), 0.3)
    effects, mean, spread = twin.learned(held, 0.3, SPREAD, PRIOR_WEIGHT)
    assert told["mean"].iloc[0] == pytest.approx(mean, abs=0.004)
    assert told["spread"].iloc[0] == pytest.approx(spread, abs=0.004)
    for row in told.itertuples():
        assert (row.effect, row.se) == pytest.approx(effects[row.programme], abs=0.006)
        assert row.n == sum(code == row.programme for code, _, _ in held)


def test_nothing_seen_moves_nothing_and_much_seen_is_what_it_is():
    assert learned(runs(), 0.3).empty
    blurred = learned(runs(("A", 2.0, 50.0)), 0.3)
    assert blurred["effect"].iloc[0] == pytest.approx(0.3, abs=0.01)
    sharp = learned(runs(("A", 0.9, 0.001), ("B", 0.0, 0.001)), 0.3)
    assert sharp["effect"].tolist() == pytest.approx([0.9, 0.0], abs=0.001)
    assert 0.3 < sharp["mean"].iloc[0] < 0.45


def test_one_that_is_seen_to_do_little_lowers_what_the_others_are_expected_to_do():
    told = learned(runs(*[(f"P{n}", 0.0, 0.1) for n in range(6)]), 0.3)
    assert told["effect"].lt(0.15).all() and told["effect"].gt(0).all() and told["mean"].iloc[0] < 0.3


def test_where_the_comparisons_disagree_what_was_expected_stands_as_far_as_it_lies_between():
    held = dict.fromkeys(COLUMNS, np.nan) | {
        "sd": 10.0, "level": 1.0, "level_low": -1.0, "level_high": 3.0, "change": 8.0, "change_low": 6.0,
        "change_high": 10.0, "excess": 2.0, "excess_low": -1.0, "excess_high": 5.0,
    }  # fmt: skip
    width = 2 * 1.959964
    assert seen(held, "unknown", 0.3, 1.0) == pytest.approx((0.3, 1.1 / width))
    assert seen(held, "score", 0.3, 1.0) == pytest.approx((0.2, 0.6 / width))
    assert seen(held, "nomination", 0.3, 1.0) == pytest.approx((0.3, 1.1 / width))
    assert seen(held, "score", 0.3, 0.5) == pytest.approx((0.3, 1.2 / width))
    assert np.isnan(seen(held, "all", 0.3, 1.0)).all()
    assert np.isnan(seen(dict.fromkeys(COLUMNS, np.nan), "unknown", 0.3, 1.0)).all()
    assert set(POINTS_OF) == set(SELECTED)


def test_raters_who_favour_the_trained_teach_little():
    rng = np.random.default_rng(4)
    favoured = [seen(effect(trained_people(rng, halo=0.8, how="lot", n=240)), "unknown", 0.3, 1.0) for _ in range(10)]
    told = learned(runs(*[(f"P{n}", *each) for n, each in enumerate(favoured)]), 0.3)
    assert told["effect"].max() < 0.45


def test_programmes_stand_in_their_true_order_more_often_after_ten_years_than_by_the_prior():
    rng = np.random.default_rng(5)
    true = rng.normal(0.3, 0.2, campaign.PROGRAMMES)
    expected = campaign.after(rng, true, "score", "score", years=4)
    assert campaign.ordered(true, expected) > 0.7
    assert campaign.ordered(true, np.full(len(true), 0.3)) == pytest.approx(0.5)
    assert ((expected - true) ** 2).sum() < 0.7 * ((0.3 - true) ** 2).sum()
