"""Planted habits of rating are named, and hardly anybody where nobody has one."""

import numpy as np
import pandas as pd
import pytest

from analytics.raters.habits import COLUMNS, habits
from analytics.raters.reliability import reliability
from analytics.raters.severity import pairs
from tests.worlds.rated import rated


def world(seed: int, **kinds) -> tuple[pd.DataFrame, list[int]]:
    ratings, planted = rated(np.random.default_rng(seed), units=6, size=30, **kinds)
    return ratings.assign(score=ratings["score"].clip(0, 100).round()), sorted(planted)


def test_each_planted_habit_is_named():
    ratings, who = world(1)
    score = ratings["score"].copy()
    by_person = ratings.groupby(["rater", "employee"])["score"].transform("mean")
    own = [ratings["rater"].eq(rater) for rater in who[:4]]
    score[own[0]] = by_person[own[0]].round()
    score[own[1]] = (score[own[1]] / 10).round() * 10
    score[own[2]] = by_person[own[2]] + 0.3 * (score[own[2]] - by_person[own[2]])
    score[own[3]] = 70 + score[own[3]] - by_person[own[3]]
    told = habits(ratings.assign(score=score)).set_index("rater")["named"]
    assert "flat" in told[who[0]] and told[who[1]] == ("round",) and told[who[2]] == ("halo",)
    assert told[who[3]] == ("central",)
    assert told.drop(who[:4]).map(len).sum() == 0


def test_where_nobody_has_a_habit_few_regions_hear_of_one():
    """At 5 % of regions more than 5 of 30 have a chance of 1 %."""
    named = [habits(world(seed)[0])["named"].map(len).gt(0).any() for seed in range(30)]
    assert sum(named) <= 5


def test_on_a_coarse_scale_tens_are_no_habit():
    ratings, _ = world(2)
    coarse = ratings.assign(score=(ratings["score"] / 20).round() * 20)
    assert not habits(coarse)["named"].map(lambda names: "round" in names).any()


def test_nobody_named_or_too_few_gives_an_empty_table():
    ratings, _ = world(3)
    assert list(habits(ratings.assign(rater=np.nan)).columns) == COLUMNS
    assert habits(ratings[ratings["employee"] < 3]).empty


def test_reliability_is_the_plain_analysis_of_variance_and_the_raters_it_takes():
    ratings, _ = world(4)
    given = pairs(ratings).assign(source="superior")
    told = reliability(given).iloc[0]
    groups = [part["value"].to_numpy() for _, part in given.groupby("employee")]
    n, k = len(groups), len(groups[0])
    grand = given["value"].mean()
    across = sum(k * (part.mean() - grand) ** 2 for part in groups) / (n - 1)
    inside = sum(((part - part.mean()) ** 2).sum() for part in groups) / (n * (k - 1))
    single = (across - inside) / (across + (k - 1) * inside)
    assert told["single"] == pytest.approx(single) and told["each"] == k == 3
    assert told["mean"] == pytest.approx(k * single / (1 + (k - 1) * single))
    needed = int(told["needed"])
    reach = [m * single / (1 + (m - 1) * single) for m in (needed - 1, needed)]
    assert reach[0] < 0.7 <= reach[1]
    few = reliability(given[given["employee"] < 5]).iloc[0]
    assert np.isnan(few["single"]) and np.isnan(few["needed"])
