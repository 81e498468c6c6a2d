"""What stands behind a score, and what is said of the cells that stand out, row by row."""

import numpy as np
import pandas as pd
import pytest

from analytics.comparison.coverage import add_coverages, mean_coverage
from analytics.comparison.differences import weak_spot
from analytics.comparison.raters import FEWEST_RATERS, rater_shares
from analytics.comparison.what_if import reweighted


def scores(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    n = 40
    known = pd.Series(rng.integers(1, 80, n), dtype="Int32")
    return pd.DataFrame({
        "coverage": np.where(rng.random(n) < 0.1, np.nan, rng.uniform(0.2, 1, n)),
        "n_people": known.where(rng.random(n) > 0.2), "n_roster": pd.Series(rng.integers(1, 80, n), dtype="Int32")
        .where(rng.random(n) > 0.2),
    })  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_coverage_is_the_smaller_of_the_two_that_are_known(seed):
    frame = scores(seed)
    covered = add_coverages(frame)
    for given, row in zip(frame.itertuples(), covered.itertuples(), strict=True):
        known = not (pd.isna(given.n_people) or pd.isna(given.n_roster))
        staff = min(int(given.n_people) / int(given.n_roster), 1.0) if known else np.nan
        told = [share for share in (given.coverage, staff) if not pd.isna(share)]
        assert row.staff_coverage == pytest.approx(staff, nan_ok=True)
        assert row.weight_coverage == pytest.approx(given.coverage, nan_ok=True)
        assert row.coverage == pytest.approx(min(told) if told else np.nan, nan_ok=True)
    part = add_coverages(frame, staff=False)
    assert part["staff_coverage"].isna().all()
    assert part["coverage"].to_numpy() == pytest.approx(frame["coverage"].to_numpy(), nan_ok=True)


@pytest.mark.parametrize("seed", range(5))
def test_mean_coverage_weighs_by_people_and_by_one_where_nobody_was_rated(seed):
    frame = add_coverages(scores(seed))
    total = heads = 0.0
    for row in frame.itertuples():
        if not pd.isna(row.weight_coverage):
            people = 1.0 if pd.isna(row.n_people) else float(row.n_people)
            total, heads = total + people * row.weight_coverage, heads + people
    assert mean_coverage(frame) == pytest.approx(total / heads)
    assert np.isnan(mean_coverage(frame.iloc[:0]))


def test_the_raters_share_is_of_one_rating_and_needs_ten_raters():
    spread = pd.DataFrame({
        "indicator": list("ABCD"), "var_person": [3.0, 1.0, 1.0, 0.0], "var_rater": [1.0, 3.0, 9.0, 0.0],
        "n_raters": [FEWEST_RATERS, FEWEST_RATERS, FEWEST_RATERS - 1, FEWEST_RATERS],
    })  # fmt: skip
    shares = rater_shares(spread)
    wanted = []
    for row in spread.itertuples():
        if row.n_raters >= FEWEST_RATERS and row.var_rater + row.var_person > 0:
            wanted.append((row.indicator, row.var_rater / (row.var_rater + row.var_person)))
    wanted.sort(key=lambda pair: -pair[1])
    assert list(zip(shares["indicator"], shares["share"], strict=True)) == wanted == [("B", 0.75), ("A", 0.25)]


@pytest.mark.parametrize("seed", range(20))
def test_the_weak_spot_is_where_most_lie_below_for_sure(seed):
    rng = np.random.default_rng(seed)
    n = 30
    cells = pd.DataFrame({
        "agency": [f"A{number}" for number in range(n)], "indicator": rng.choice(["X", "Y", "Z"], n),
        "score": rng.uniform(60, 80, n), "centre": 70.0, "certain": rng.random(n) < 0.3,
    })  # fmt: skip
    counts: dict[str, list] = {}
    for row in cells.itertuples():
        if row.certain and row.score < row.centre:
            counts.setdefault(row.indicator, []).append((row.score, row.agency))
    most = max((len(rows) for rows in counts.values()), default=0)
    first = min((code for code, rows in counts.items() if len(rows) == most), default=None)
    weakest = weak_spot(cells)
    assert weakest["agency"].tolist() == [agency for _, agency in sorted(counts.get(first, []))]
    assert set(weakest["indicator"]) <= {first}


def test_nothing_sure_is_no_weak_spot():
    cells = pd.DataFrame({"agency": ["A"], "indicator": ["X"], "score": [60.0], "centre": [70.0], "certain": [False]})
    assert weak_spot(cells).empty


def test_other_weights_are_scaled_to_one_and_a_position_left_without_any_keeps_its_own():
    stated = np.array([[0.5, 0.5, 0.0], [0.0, 1.0, 0.0], [0.2, 0.3, 0.5]])
    factors = np.array([2.0, 0.0, 1.0])
    scaled = reweighted(stated, factors)
    for place, row in enumerate(stated):
        moved = [weight * factor for weight, factor in zip(row, factors, strict=True)]
        wanted = [weight / sum(moved) for weight in moved] if sum(moved) > 0 else row.tolist()
        assert scaled[place].tolist() == pytest.approx(wanted)
