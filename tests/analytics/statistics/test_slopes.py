"""Slopes of a family: against quadrature; false alarms and power in small; series that move together."""

import numpy as np
import pytest

from analytics.statistics.slopes import independent_share, periods_until_likely, slopes
from tests.campaigns import slopes as campaign
from tests.twins.slopes import plausible_p
from tests.worlds.series import carrying, families


@pytest.mark.parametrize("periods", [(0, 1, 2, 3, 4, 5, 6), (0, 1, 3, 4, 7)])
def test_p_is_that_of_the_integrals_written_out(periods):
    rng = np.random.default_rng(3)
    times = np.array(periods)
    family = [
        (times, 70 + slope * times + rng.normal(0, 2, len(times)), scale) for slope, scale in ((0, 4.0), (1, 8.0))
    ]
    assert slopes(family).p == pytest.approx(plausible_p(family), abs=0.01)


def test_range_and_p_agree_and_hold_the_slope():
    values, scale = carrying(np.random.default_rng(4), (20, 8, 8), 0.3, 2.0)
    values[:, 0] += 1.2 * np.arange(8)
    for family in families(values, scale):
        found = slopes(family)
        apart = (found.low > 0) | (found.high < 0)
        clear = np.abs(found.p - 0.05) > 0.001
        assert (apart == (found.p < 0.05))[clear].all()
        assert ((found.low <= found.slope) & (found.slope <= found.high)).all()


def test_the_lag_is_found_where_many_series_show_it():
    for lag in (0.0, 0.4, 0.7):
        values, scale = carrying(np.random.default_rng(6), (10, 40, 12), lag, 2.0)
        assert np.mean([slopes(family).lag for family in families(values, scale)]) == pytest.approx(lag, abs=0.07)


def test_series_that_move_together_count_as_fewer():
    shares = []
    for common in (0.0, 3.0):
        values, scale = carrying(np.random.default_rng(7), (20, 30, 8), 0.0, 2.0, common=common)
        shares.append(np.mean([independent_share(family) for family in families(values, scale)]))
    apart, together = shares
    assert apart > 0.9 and together < 0.1


@pytest.mark.parametrize("size", [(4, 8), (12, 8)])
@pytest.mark.parametrize("world", campaign.WORLDS[::3], ids=lambda world: world[0])
def test_nothing_is_said_of_noise(size, world):
    assert campaign.false_alarms(world, (40, *size), rivals=False)[0] <= 0.05 + 3.1 * campaign.error(0.05, 40)


def test_three_points_a_semester_are_seen():
    assert campaign.found(3.0, 2.5, 0.4, (40, 12, 8)) >= 0.8


def test_how_many_more_periods_of_the_same_slope():
    assert periods_until_likely(5, 1.0, 1.2) == 2
    assert periods_until_likely(5, 1.0, 1.0) == 1
    assert periods_until_likely(8, 0.05, 1.0) is None
