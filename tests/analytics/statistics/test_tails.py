"""The quick quantiles and tails beside SciPy's own distributions."""

import numpy as np
import pytest
from scipy import stats

from analytics.statistics import tails

VALUES = np.array([-40.0, -3.1, -0.2, 0.0, 1e-9, 0.7, 2.0, 12.0, np.inf, np.nan])
SHARES = np.array([1e-12, 0.025, 0.5, 0.9, 0.975, 0.999])
DEGREES = np.array([-1.0, 0.0, 0.4, 1.0, 2.7, 30.0, 1e6, np.inf, np.nan])


def test_normal():
    assert tails.normal_quantile(SHARES) == pytest.approx(stats.norm.ppf(SHARES))
    assert tails.normal_below(VALUES) == pytest.approx(stats.norm.cdf(VALUES), nan_ok=True)


@pytest.mark.parametrize("df", DEGREES)
def test_student(df):
    assert tails.t_quantile(SHARES, df) == pytest.approx(stats.t.ppf(SHARES, df), nan_ok=True, rel=1e-9)
    assert tails.t_both_sides(VALUES, df) == pytest.approx(2 * stats.t.sf(np.abs(VALUES), df), nan_ok=True)
