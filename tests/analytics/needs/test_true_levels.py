"""What is believed of a person's true level: as slow plain twins have it, and right on average where truth is known."""

import math

import numpy as np
import pandas as pd
import pytest

from analytics.needs.true_levels import beliefs, clipped, latent_error
from tests.campaigns.persons import bands, believed, recovered
from tests.worlds.layers import some


def test_a_rating_near_the_end_of_the_scale_is_drawn_from_it_as_in_a_simulation():
    rng = np.random.default_rng(1)
    for level, error in ((97.0, 7.0), (50.0, 7.0), (3.0, 12.0), (104.0, 5.0)):
        drawn = np.clip(level + rng.normal(0, error, 400_000), 0, 100)
        mean, variance = clipped(np.array([level]), error)
        assert mean[0] == pytest.approx(drawn.mean(), abs=0.05)
        assert variance[0] == pytest.approx(drawn.var(), rel=0.02)


def test_the_error_before_the_end_cuts_it_is_found_again():
    levels = np.array([70.0, 85.0, 92.0, 98.0])
    seen = clipped(levels, 8.0)[1].mean()
    assert seen < 0.8 * 64 and latent_error(levels, seen) == pytest.approx(8.0, rel=0.05)
    assert latent_error(np.array([50.0]), 49.0) == pytest.approx(7.0)


def test_far_from_the_ends_normal_levels_are_believed_as_the_textbook_has_them():
    rng = np.random.default_rng(2)
    true = rng.normal(0, 6, 4_000)
    noise = np.where(rng.random(4_000) < 0.5, 4.0, 7.0)
    apart, centre, border = true + rng.normal(0, noise), np.full(4_000, 50.0), np.full(4_000, 47.0)
    found = beliefs(centre, apart, noise, 36.0, 49.0, border)
    for n in range(0, 4_000, 400):
        held = 36 / (36 + noise[n] ** 2)
        mean, sd = 50 + held * apart[n], math.sqrt(36 * (1 - held))
        z = (47 - mean) / sd
        bell, below = math.exp(-z * z / 2) / math.sqrt(2 * math.pi), 0.5 * math.erfc(-z / math.sqrt(2))
        assert found.mean[n] == pytest.approx(mean, abs=0.7) and found.sd[n] == pytest.approx(sd, rel=0.15)
        assert found.below[n] == pytest.approx(below, abs=0.07)
        assert found.shortfall[n] == pytest.approx(sd * (bell + z * below), abs=0.35)


def test_five_people_are_believed_as_if_levels_were_normal():
    apart = np.array([-9.0, -1.0, 0.0, 2.0, 8.0])
    found = beliefs(np.full(5, 50.0), apart, np.full(5, 5.0), 25.0, 25.0, np.full(5, 50.0))
    assert found.mean == pytest.approx(50 + apart / 2, abs=0.9)
    assert found.sd == pytest.approx(math.sqrt(12.5), rel=0.2)


def test_without_noise_a_score_is_the_level():
    found = beliefs(np.full(3, 90.0), np.array([-20.0, 0.0, 15.0]), np.zeros(3), 0.0, 0.0, np.full(3, 75.0))
    assert found.mean.tolist() == [70, 90, 100] and found.sd.tolist() == [0, 0, 0]
    assert found.below.tolist() == [1, 0, 0] and found.shortfall.tolist() == [5, 0, 0]


def test_people_who_are_many_are_believed_as_the_same_people_when_few():
    """More than `FITTED` and `BLOCK`: the spread comes from a part of them, the beliefs in blocks."""
    rng = np.random.default_rng(3)
    apart = rng.normal(0, 8, 3_000)
    few = beliefs(np.full(3_000, 80.0), apart, np.full(3_000, 5.0), 39.0, 25.0, np.full(3_000, 75.0))
    apart = np.tile(apart, 9)
    many = beliefs(np.full(27_000, 80.0), apart, np.full(27_000, 5.0), 39.0, 25.0, np.full(27_000, 75.0))
    assert many.below[-3_000:] == pytest.approx(few.below, abs=0.02)


@pytest.mark.parametrize(
    ("world", "off"), some([("plain", 0.03), ("ceiling", 0.05), ("fives", 0.03), ("skewed", 0.06)], quick=2)
)
def test_of_people_believed_to_be_below_with_p_so_many_are(world, off):
    found = pd.concat([believed(world, seed) for seed in range(6)], ignore_index=True)
    table = bands(found)
    assert (table["n"] > 200).all()
    assert (table["p"] - table["below"]).abs().max() < off
    every, listed = recovered(found)
    assert every == pytest.approx(1, abs=0.06) and listed == pytest.approx(1, abs=0.06)
