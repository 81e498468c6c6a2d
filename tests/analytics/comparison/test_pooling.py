"""Means of groups from the means of their parts, against the same written out row by row."""

import numpy as np
import pandas as pd
import pytest

from analytics.comparison import intervals
from analytics.comparison.pooling import head_count_means, pooled_means
from tests.worlds import components, null_regions


def parts(seed: int) -> pd.DataFrame:
    """Thirty groups of agencies in two sectors, some without a range, some of whom nobody was rated."""
    rng = np.random.default_rng(seed)
    n = 30
    frame = pd.DataFrame({
        "sector": rng.choice(["health", "roads"], n), "period": rng.choice(["2025-S1", "2025-S2"], n),
        "score": rng.uniform(50, 95, n), "se": rng.uniform(0.5, 4, n), "heads": rng.integers(5, 200, n).astype(float),
        "n_people": rng.integers(5, 200, n).astype(float), "n_respondents": np.nan,
    })  # fmt: skip
    frame.loc[rng.random(n) < 0.1, "se"] = np.nan
    frame.loc[rng.random(n) < 0.1, "n_people"] = np.nan
    return frame


def slow_means(frame: pd.DataFrame) -> dict[tuple, dict]:
    groups: dict[tuple, dict] = {}
    for row in frame.itertuples():
        group = groups.setdefault((row.sector, row.period), {"total": 0.0, "square": 0.0, "heads": 0.0, "people": []})
        group["total"] += row.score * row.heads
        group["square"] += (row.se * row.heads) ** 2  # NaN stays: what one part lacks the whole lacks
        group["heads"] += row.heads
        group["people"] += [] if np.isnan(row.n_people) else [row.n_people]
    return groups


@pytest.mark.parametrize("seed", range(5))
def test_pooled_means_and_errors_are_those_of_the_loop(seed):
    frame = parts(seed)
    wanted = slow_means(frame)
    pooled = pooled_means(frame, "sector", "period")
    assert len(pooled) == len(wanted)
    for row in pooled.itertuples():
        group = wanted[row.sector, row.period]
        assert row.score == pytest.approx(group["total"] / group["heads"])
        assert row.se == pytest.approx(np.sqrt(group["square"]) / group["heads"], nan_ok=True)
        assert row.n_people == pytest.approx(sum(group["people"]) if group["people"] else np.nan, nan_ok=True)
        assert np.isnan(row.n_respondents)
    plain = head_count_means(frame, "sector", "period")
    assert plain["score"].to_numpy() == pytest.approx(pooled["score"].to_numpy())
    assert list(plain) == ["sector", "period", "score"]


def some_region() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    ratings = null_regions.rated(null_regions.teams(null_regions.SIZES, 8), np.random.default_rng(0), 0.5)
    return null_regions.scores(ratings), components.spread(ratings), components.rater_load(ratings)


def test_a_range_stands_on_whoever_rated_and_the_people_stay_as_they_are():
    scores, spread, loads = some_region()
    asked = scores.assign(n_range=scores["n_people"], n_people=np.nan)
    released = {"snapshot_id": range(len(loads))}
    ranges = intervals.ranged(asked, spread.assign(snapshot_id=7), loads.assign(**released))
    for number in range(len(scores)):  # one group at a time, and yet of the same region
        alone = intervals.add_intervals(scores.iloc[[number]], spread, loads)
        assert ranges["half_width"].iloc[number] == pytest.approx(alone["half_width"].iloc[0])
    assert ranges["n_people"].isna().all()


def test_groups_without_loads_of_their_own_take_the_regions_median():
    scores, spread, loads = some_region()
    asked = scores.rename(columns={"agency": "position"}).assign(n_range=scores["n_people"])
    ranges = intervals.ranged(asked, spread, loads, "position")
    assert ranges["n_raters"].isna().all() and set(ranges["rater_basis"]) <= {"median_load", "assumed"}
