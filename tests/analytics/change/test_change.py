"""Two periods on the same people, the split of a change, plan against realisation."""

import numpy as np
import pandas as pd
import pytest

from analytics.change.paired import paired_changes, same_people, unpaired_changes, year_ago
from analytics.comparison.intervals import add_intervals
from analytics.targets import add_plan_states
from analytics.verdicts import MOVES, judge
from tests.worlds import components, null_regions


def changes(pairs: pd.DataFrame) -> pd.DataFrame:
    later = pairs.rename(columns={"rater_now": "rater", "now": "value"})
    sums = pairs.groupby("agency").agg(
        n_people=("now", "size"), total_now=("now", "sum"), total_before=("before", "sum")
    )
    return paired_changes(
        same_people(sums.reset_index().assign(part="stay")), components.pair_spread(pairs), components.pair_load(pairs),
        components.spread(later), components.rater_load(later),
    )  # fmt: skip


def region(seed: int = 0, share: float = 0.5, load: int = 8, **how) -> pd.DataFrame:
    people = null_regions.teams(null_regions.SIZES, load)
    return null_regions.two_periods(people, np.random.default_rng(seed), share, **how)


def test_interval_of_a_change_is_the_formula_with_fresh_raters_counted_twice():
    pairs = region(fresh=0.2)
    found = changes(pairs).set_index("agency")
    change, level = (
        components.pair_spread(pairs),
        components.spread(pairs.rename(columns={"rater_now": "rater", "now": "value"})),
    )
    period = change["var_rater"][0] / 2
    lasting = max(0.0, level["var_rater"][0] - period)
    for agency, people in pairs.groupby("agency"):
        squares = sum(people[rater].value_counts().pow(2).sum() for rater in ("rater_before", "rater_now"))
        fresh = people[people["rater_before"] != people["rater_now"]]
        fresh_squares = sum(fresh[rater].value_counts().pow(2).sum() for rater in ("rater_before", "rater_now"))
        n = len(people)
        expected = change["var_person"][0] / n + (period * squares + lasting * fresh_squares) / n**2
        assert found.loc[agency, "se"] ** 2 == pytest.approx(expected)


def test_null_changes_are_rarely_called():
    judged = pd.concat([judge(changes(region(seed, fresh=0.1)).assign(region="X")) for seed in range(20)])
    assert judged["verdict"].isin(["up", "down"]).mean() <= 0.01
    assert judged["verdict"].isin(MOVES).mean() <= 0.075


def test_a_true_change_is_seen_and_many_new_raters_forbid_certainty():
    truth = pd.Series(0.0, [f"A{number:02d}" for number in range(30)])
    truth["A25"] = 12.0
    seen = judge(changes(region(1, rater_lasting=0.9, change=truth)).assign(region="X")).set_index("agency").loc["A25"]
    assert seen["verdict"] == "up"
    moved = judge(changes(region(1, fresh=0.9, rater_lasting=0.9, change=truth)).assign(region="X")).set_index("agency")
    assert moved.loc["A25", "verdict"] == "likely_up" and moved.loc["A25", "cap_reason"] == "raters_changed"


def test_without_rater_names_a_change_is_at_most_likely():
    found = changes(region(2).assign(rater_before=None, rater_now=None))
    assert found["cap_reason"].eq("assumed").all() and found["se"].notna().all()


def test_everybody_moving_alike_is_no_proof():
    pairs = region(2)
    found = changes(pairs.assign(now=pairs["before"] + 2.0))
    assert judge(found)["verdict"].eq("insufficient").all() and found["reason"].eq("spread").all()


def test_thin_coverage_is_not_enough_data():
    pairs = region(3)
    later = pairs.rename(columns={"rater_now": "rater", "now": "value"})
    sums = pairs.groupby("agency").agg(
        n_people=("now", "size"), total_now=("now", "sum"), total_before=("before", "sum")
    )
    stayers = same_people(sums.reset_index().assign(part="stay")).assign(coverage=0.55)
    found = paired_changes(
        stayers, components.pair_spread(pairs), components.pair_load(pairs),
        components.spread(later), components.rater_load(later),
    )  # fmt: skip
    assert judge(found)["verdict"].eq("insufficient").all()


def semesters() -> pd.DataFrame:
    frames = []
    for seq in range(4):
        rng = np.random.default_rng(seq)
        ratings = null_regions.rated(null_regions.teams([40, 60, 80, 30, 25], 8), rng, 0.5)
        scores = null_regions.scores(ratings)
        found = add_intervals(scores, components.spread(ratings), components.rater_load(ratings))
        frames.append(
            found.assign(region="X", period=f"{2024 + seq // 2}-S{seq % 2 + 1}", seq=seq, cadence="semester", segment=0)
        )
    return pd.concat(frames, ignore_index=True)


def test_a_year_ago_is_the_same_season_and_never_across_a_break():
    scores = semesters()
    found = year_ago(scores)
    assert found["period"].unique().tolist() == ["2025-S2"] and found["period_before"].unique().tolist() == ["2024-S2"]
    now, before = (scores[scores["seq"] == seq]["score"].round(1).to_numpy() for seq in (3, 1))
    assert found["estimate"].to_numpy() == pytest.approx(now - before)
    assert judge(found)["verdict"].isin(["up", "down"]).sum() == 0
    assert year_ago(scores.assign(segment=(scores["seq"] > 2).astype(int))).empty


def test_an_unpaired_difference_adds_both_variances():
    scores = semesters()
    found = unpaired_changes(scores[scores["seq"] == 1], scores[scores["seq"] == 0])
    expected = np.hypot(*(scores[scores["seq"] == seq]["se"].to_numpy() for seq in (0, 1)))
    assert found["se"].to_numpy() == pytest.approx(expected)
    assert found["cap_reason"].eq("unpaired").all()


def test_plan_states_are_level_and_direction_together():
    rows = [
        ("met", 80, 75, 1, "uncertain", 0.0, 2),
        ("on_track", 70, 75, 1, "up", 3.0, 2),
        ("behind_moving", 70, 75, 1, "likely_up", 1.0, 2),
        ("behind_still", 70, 75, 1, "uncertain", 3.0, 2),
        ("on_track", 12, 10, -1, "down", -1.0, 2),
        ("behind_still", 12, 10, -1, "up", 1.0, 2),
        ("behind_moving", 12, 10, -1, "down", -1.0, np.nan),
        (None, np.nan, 10, -1, None, np.nan, np.nan),
    ]
    frame = pd.DataFrame(rows, columns=["expected", "value", "target", "polarity", "verdict", "slope", "periods_left"])
    found = add_plan_states(frame)
    assert found["state"].where(found["state"].notna(), None).tolist() == [row[0] for row in rows]
    assert found["slipping"].tolist() == [False, False, False, False, False, True, False, False]
    assert found["gap"].tolist()[:2] == [0.0, 5.0]
