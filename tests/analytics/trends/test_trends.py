"""Trends: the rules by number of periods, breaks, silence on noise."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.statistics.control_chart import add_limits
from analytics.statistics.noise import as_shown
from analytics.trends.segments import with_segments
from analytics.trends.trends import trends
from analytics.verdicts import benjamini_hochberg, judge
from pages.answers.rounding import shown
from tests.campaigns.calibration_leaders import noise

NO_BREAKS = pd.DataFrame(columns=["region", "indicator", "period", "reason"])
NO_SUCCESSIONS = pd.DataFrame(columns=["region", "old", "new", "kind", "period"])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_benjamini_hochberg_is_its_definition(p):
    order = sorted(p)
    kept = [rank for rank, value in enumerate(order, 1) if value <= 0.05 * rank / len(p)]
    limit = order[max(kept) - 1] if kept else -1.0
    assert benjamini_hochberg(np.array(p)).tolist() == [value <= limit for value in p]


def series(values, start: int = 0, agency: str = "A", **columns) -> pd.DataFrame:
    seq = np.arange(start, start + len(values))
    period = [f"{2018 + t // 2}-S{t % 2 + 1}" for t in seq]
    base = {"region": "X", "agency": agency, "period": period, "seq": seq, "cadence": "semester"}
    base |= {"n_people": 40, "coverage": 1.0}
    return pd.DataFrame({**base, "score": np.array(values, float), **columns})


def told(frame: pd.DataFrame, breaks=NO_BREAKS, successions=NO_SUCCESSIONS) -> pd.Series:
    return judge(trends(with_segments(frame, breaks, successions))).iloc[0]


@pytest.mark.parametrize(
    ("periods", "rule", "verdict"),
    [(1, "none", "insufficient"), (2, "pair", "insufficient"), (3, "show", "insufficient"), (4, "show", "insufficient"),
     (5, "likely_only", "likely_up"), (6, "likely_only", "likely_up"), (7, "family", "up"), (12, "family", "up")],
)  # fmt: skip
def test_number_of_periods_decides_what_may_be_said(periods, rule, verdict):
    wiggle = np.array([0.4, -0.5, 0.3, 0.1, -0.6, 0.5, -0.2, 0.3, -0.1, 0.2, -0.4, 0.1])[:periods]
    found = told(series(60 + 3 * np.arange(periods) + wiggle))
    assert (found["rule"], found["verdict"], found["n_periods"]) == (rule, verdict, periods)


def test_a_break_is_never_bridged():
    frame = series([60, 61, 62, 63, 64, 65, 66, 67, 90, 89, 91, 90])
    breaks = pd.DataFrame({"region": ["X"], "indicator": ["*"], "period": ["2022-S1"], "reason": ["instrumen baru"]})
    marked = with_segments(frame, breaks, NO_SUCCESSIONS)
    assert marked["segment"].tolist() == [0] * 8 + [1] * 4
    assert marked["line"].tolist() == [1] * 8 + [2] * 4
    assert marked.loc[8, ["starts_because", "starts_with"]].tolist() == ["break", "instrumen baru"]
    assert told(frame, breaks)["verdict"] == "insufficient"


def test_a_rename_continues_the_line_and_a_merge_starts_a_new_one():
    frame = pd.concat([series([60, 61, 62], agency="OLD"), series([63, 64, 65], start=3, agency="NEW")])
    rename = pd.DataFrame({"region": ["X"], "old": ["OLD"], "new": ["NEW"], "kind": ["rename"], "period": ["2019-S2"]})
    marked = with_segments(frame, NO_BREAKS, rename)
    assert marked["agency"].eq("NEW").all() and marked["line"].nunique() == 1
    assert marked["was"].tolist()[:3] == ["OLD"] * 3
    merge = rename.assign(kind="merge", old="GONE", new="NEW", period="2020-S1")
    marked = with_segments(frame, NO_BREAKS, pd.concat([rename, merge]))
    assert marked["segment"].tolist() == [0, 0, 0, 0, 1, 1]
    assert marked.loc[4, "starts_with"] == "GONE"


def test_a_missing_or_thin_period_or_new_weights_interrupt_the_line():
    frame = series([60, 61, 62, 63, 64, 65, 66, 67]).assign(shared_weight=[1, 1, 1, 1, 1, 1, 0.7, 1])
    frame.loc[frame["seq"] == 4, "coverage"] = 0.5
    marked = with_segments(frame[frame["seq"] != 1], NO_BREAKS, NO_SUCCESSIONS)
    assert marked["line"].isna().tolist() == [False, False, False, True, False, False, False]
    assert marked["line"].nunique() == 4
    assert marked["segment"].tolist() == [0, 0, 0, 0, 0, 1, 1]


def test_monthly_series_under_two_years_are_at_most_likely():
    months = series([60, 61, 63, 63.5, 64, 66, 66.2, 68, 69]).assign(cadence="month", segment=0)
    months["period"] = [f"2025-{month:02d}" for month in range(1, 10)]
    found = judge(trends(months)).iloc[0]
    assert (found["verdict"], found["cap_reason"]) == ("likely_up", "season")


@pytest.mark.parametrize("rho", [0.0, 0.7])
def test_noise_gives_no_sure_trend(rho):
    false = [
        judge(trends(noise(np.random.default_rng(seed), 30, 8, rho)))["verdict"].isin(["up", "down"]).any()
        for seed in range(20)
    ]
    assert np.mean(false) <= 0.15


def test_short_series_of_the_region_tell_of_the_noise_and_get_no_verdict():
    rng = np.random.default_rng(5)
    frame = noise(rng, 13, 8, 0.0, sd=1.5)
    frame.loc[frame["agency"] == 0, "score"] += 1.5 * frame["seq"]
    alone = trends(frame[frame["agency"] == 0]).iloc[0]
    together = trends(frame[(frame["agency"] == 0) | (frame["seq"] >= 5)]).set_index("agency")
    assert together.loc[0, "high"] - together.loc[0, "low"] < 0.8 * (alone["high"] - alone["low"])
    assert together.loc[1:, "p"].isna().all() and together.loc[1:, "reason"].eq("periods").all()


def test_planted_improvers_are_told_from_luck():
    rng = np.random.default_rng(2)
    for _ in range(5):
        frame = noise(rng, 30, 8, 0.0, sd=1.5)
        frame.loc[frame["agency"] < 2, "score"] += 3.0 * frame["seq"]
        found = judge(trends(frame)).set_index("agency")["verdict"]
        assert found.loc[[0, 1]].eq("up").all()


def test_control_limits_are_trial_until_twelve_and_mark_the_outlier():
    y = [70, 71, 69, 70, 71, 70, 69, 70, 71, 70, 69, 85]
    found = add_limits(series(y))
    moving = np.abs(np.diff(y)).mean()
    assert found["upper"].iloc[0] == pytest.approx(np.mean(y) + 2.66 * moving)
    assert not found["trial"].any() and found["rule"].iloc[-1] == "outside"
    assert add_limits(series(y[:11]))["trial"].all()
    assert add_limits(series(y[:4]))["upper"].isna().all()


def test_a_run_and_a_drift_are_marked():
    assert (
        add_limits(series([59, 61, 60, 59, 61, 60, 59, 63, 62, 64, 63, 62, 64, 63])).query("rule == 'run'").shape[0]
        == 14
    )
    drift = add_limits(series([70, 60, 61, 62, 63, 64, 65, 66, 60, 72, 58, 71, 59, 70]))
    assert drift["rule"].eq("drift").sum() == 7


@pytest.mark.parametrize("value", [83.3, 0.1, 100.0, 66.66666666666667])
@pytest.mark.parametrize("noise_of", [0.0, 1.4e-14, 1e-11], ids=["exact", "last bit", "sums"])
@pytest.mark.parametrize("n", [8, 14])
def test_a_constant_series_with_the_noise_of_sums_gives_no_sign(value, noise_of, n):
    rng = np.random.default_rng(3)
    shapes = [np.full(n, 1.0), np.arange(n), -np.arange(n), rng.normal(size=n), np.eye(n)[0], np.eye(n)[-1]]
    for shape in shapes:
        constant = series(value + noise_of * shape)
        assert add_limits(constant)["rule"].isna().all()
        row = trends(with_segments(constant, NO_BREAKS, NO_SUCCESSIONS)).iloc[0]
        assert (row["estimate"], row["p"]) == (0, 1)


@pytest.mark.parametrize("rise", [0.004, 0.012])
def test_what_looks_equal_is_no_sign(rise):
    """A reader who sees 83,3 every time, or 83,4 beside a limit of 83,4, is not told of anything."""
    for y in (83.3 + rise * np.arange(8) - 0.03, 83.3 + rise * np.eye(8)[-1], 83.32 + rise * (np.arange(8) % 7 > 3)):
        assert add_limits(series(y))["rule"].isna().all()
    on_the_limit = add_limits(series([83.3] * 7 + [83.4]))
    assert as_shown(on_the_limit["upper"])[-1] == 83.4 and on_the_limit["rule"].isna().all()


def test_scores_are_rounded_as_they_are_shown():
    scores = np.array([80.25, 80.75, 80.35, 0.05, -0.25, 79.949, 100.0])
    assert as_shown(scores).tolist() == [shown(score) for score in scores]


@pytest.mark.parametrize("step", [0.2, 10.0])
def test_one_true_difference_in_a_constant_series_is_a_sign(step):
    y = np.full(8, 83.3)
    y[-1] += step
    assert add_limits(series(y))["rule"].iloc[-1] == "outside"
