"""Who disagrees beyond chance: silent where nobody does, in both directions where somebody does."""

import itertools

import numpy as np
import pandas as pd
import pytest

from analytics.citizens.disagreement import (
    FEWEST_AGENCIES,
    KEPT,
    MIDDLE_OF_CHI2,
    add_disagreement,
    answer_variance,
    ordinary_variance,
    rank_correlation,
)

SPREAD = 16.0  # of one citizen's answer
FOUND = ("citizens_lower", "citizens_higher")


def world(rng, agencies=25, periods=4, ordinary=2.0, planted=0.0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(surveys over the periods, both views in the last one). Both see the same agency; citizens lie 5 points lower
    everywhere and another `ordinary` points this way or that. `planted`: what the citizens of agency 0 see besides."""
    asked, true = rng.integers(40, 200, agencies), rng.normal(75, 4, agencies)
    seen = true - 5 + rng.normal(0, ordinary, agencies)
    seen[0] += planted
    surveys = [
        pd.DataFrame(
            {
                "agency": np.arange(agencies), "seq": t, "segment": 0, "n_respondents": asked,
                "score": seen + rng.normal(0, SPREAD, agencies) / np.sqrt(asked),
            }
        )
        for t in range(periods)
    ]  # fmt: skip
    sure = rng.uniform(1, 3, agencies)
    last = surveys[-1].rename(columns={"score": "citizens"})
    both = last.assign(superior=true + rng.normal(0, sure), superior_se=sure, superior_df=40.0)
    return pd.concat(surveys, ignore_index=True), both


def judged(*given, **named) -> pd.DataFrame:
    series, both = world(*given, **named)
    return add_disagreement(both, answer_variance(series))


@pytest.mark.parametrize("ordinary", [0.0, 3.0])
def test_where_nobody_disagrees_a_region_seldom_hears_of_it(ordinary):
    """Nominal: 5 % of regions hear of anybody; that of 120 more than 13 do has a chance under 1 %."""
    rng = np.random.default_rng(7)
    alarms = sum(judged(rng, ordinary=ordinary)["place"].isin(FOUND).any() for _ in range(120))
    assert alarms <= 13


@pytest.mark.parametrize(("planted", "expected"), [(-18.0, FOUND[0]), (18.0, FOUND[1])])
def test_what_is_planted_is_found_in_both_directions(planted, expected):
    rng = np.random.default_rng(8)
    found = [judged(rng, planted=planted)["place"].iloc[0] == expected for _ in range(60)]
    assert np.mean(found) >= 0.8


def test_the_usual_distance_is_no_disagreement():
    """Citizens lie lower everywhere: that alone says nothing of anybody."""
    series, both = world(np.random.default_rng(9), ordinary=0.0)
    shifted = add_disagreement(both.assign(citizens=both["citizens"] - 12), answer_variance(series))
    plain = add_disagreement(both, answer_variance(series))
    assert np.allclose(shifted["usual"] + 12, plain["usual"]) and np.allclose(shifted["p"], plain["p"])


def test_too_few_agencies_or_no_error_give_no_word():
    few = judged(np.random.default_rng(1), agencies=FEWEST_AGENCIES - 1)
    assert few["place"].isna().all() and few["p"].isna().all() and few["gap"].notna().all()
    series, both = world(np.random.default_rng(1))
    both.loc[3, "superior_se"] = np.nan
    both.loc[4, "n_respondents"] = 0
    result = add_disagreement(both, answer_variance(series))
    assert result["place"].isna().tolist() == [row in (3, 4) for row in range(len(both))]


def test_one_survey_alone_takes_the_widest_spread_answers_can_have():
    series, both = world(np.random.default_rng(2), periods=1)
    assert np.isnan(answer_variance(series))
    widest = add_disagreement(both, np.nan)
    plain = add_disagreement(both, SPREAD**2)
    reach = widest["off_high"] - widest["off_low"]
    assert (reach > plain["off_high"] - plain["off_low"]).all()


def test_the_spread_of_answers_is_found_from_how_figures_jump():
    rng = np.random.default_rng(3)
    known = [answer_variance(world(rng, agencies=40, periods=8)[0]) for _ in range(40)]
    assert abs(np.mean(known) / SPREAD**2 - 1) < 0.1


def test_the_spread_of_answers_a_plain_second_way():
    """Pair by pair, nothing over a break or a missing period."""
    series = world(np.random.default_rng(4), agencies=14, periods=5)[0]
    series.loc[series["agency"].eq(2) & series["seq"].ge(3), "segment"] = 1
    series = series[~(series["agency"].eq(5) & series["seq"].eq(2))]
    jumps = []
    rows = list(series.itertuples())
    for one, other in itertools.permutations(rows, 2):
        if (one.agency, one.segment) == (other.agency, other.segment) and other.seq == one.seq + 1:
            jumps.append((other.seq, other.score - one.score, 1 / one.n_respondents + 1 / other.n_respondents))
    units = []
    for seq, jump, size in jumps:
        common = np.median([other for at, other, _ in jumps if at == seq])
        units.append((jump - common) ** 2 / size)
    assert answer_variance(series) == pytest.approx(np.median(units) / MIDDLE_OF_CHI2)


def test_the_constants_are_those_of_the_normal():
    z = np.random.default_rng(5).normal(size=400_000)
    low, high = np.quantile(z, [0.1, 0.9])
    assert abs((np.clip(z, low, high) ** 2).mean() - KEPT) < 0.006
    assert abs(np.median(z**2) - MIDDLE_OF_CHI2) < 0.006


def test_ordinary_variety_a_plain_second_way():
    """On a fine grid: the smallest addition at which the pulled-in scatter is that of a normal."""
    rng = np.random.default_rng(6)
    sampled = rng.uniform(2, 9, 30)
    off = rng.normal(0, np.sqrt(sampled + 16))

    def scatter(tau2):
        z = off / np.sqrt(sampled + tau2)
        return (np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2).mean()

    grid = np.arange(0, 80, 0.001)
    plain = next(tau2 for tau2 in grid if scatter(tau2) <= KEPT)
    assert ordinary_variance(off, sampled) == pytest.approx(plain, abs=0.002)
    assert ordinary_variance(off / 100, sampled) == 0.0


def test_the_correlation_is_of_ranks_with_its_range():
    rng = np.random.default_rng(12)
    first = rng.normal(size=20)
    second = np.exp(first)  # the same order
    assert rank_correlation(first, second)[0] == pytest.approx(1.0)
    assert np.isnan(rank_correlation(first[:9], second[:9])).all()
    assert np.isnan(rank_correlation(first, np.ones(20))).all()
    held = []
    for _ in range(200):
        one = rng.normal(size=30)
        other = 0.5 * one + np.sqrt(1 - 0.25) * rng.normal(size=30)
        _, low, high = rank_correlation(one, other)
        held.append(low <= 6 / np.pi * np.arcsin(0.5 / 2) <= high)  # Spearman's of a normal with Pearson's 0.5
    assert np.mean(held) >= 0.9
