"""Two periods on the same people, the split of a change, plan against realisation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.change.paired import paired_changes, same_people, unpaired_changes, year_ago
from analytics.change.parts import PARTS, decompose, tenths_that_sum
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


def person_table(seed: int) -> pd.DataFrame:
    """One row is one person: position, before, now (NaN where absent)."""
    rng = np.random.default_rng(seed)
    n = 120
    people = pd.DataFrame(
        {"position": rng.choice(["P", "Q"], n), "before": rng.normal(70, 8, n), "now": rng.normal(73, 8, n)}
    )
    fate = rng.choice(["stay", "join", "leave"], n, p=[0.6, 0.2, 0.2])
    people.loc[fate == "join", "before"] = np.nan
    people.loc[fate == "leave", "now"] = np.nan
    return people.assign(part=fate)


def sums_of(people: pd.DataFrame) -> pd.DataFrame:
    groups = people.groupby(["position", "part"])
    sums = groups.agg(n_people=("part", "size"), total_now=("now", "sum"), total_before=("before", "sum"))
    return sums.reset_index().assign(agency="A")


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_parts_sum_to_the_change_that_is_shown(seed):
    people = person_table(seed)
    shown = pd.DataFrame({"agency": ["A"], "score": [people["now"].mean()], "score_before": [people["before"].mean()]})
    found = decompose(sums_of(people), shown, k=1).iloc[0]
    assert round(sum(found[PARTS]), 1) == found["change"]
    assert abs(found["other"]) <= 0.2  # rounding only: everything is explained by the people


def test_parts_agree_with_their_definition():
    people = person_table(4)
    shown = pd.DataFrame({"agency": ["A"], "score": [people["now"].mean()], "score_before": [people["before"].mean()]})
    found = decompose(sums_of(people), shown).iloc[0]
    stayers = turnover = mix = 0.0
    for _, rows in people.groupby("position"):
        now, before = rows["now"].dropna(), rows["before"].dropna()
        s1, s2 = len(before) / people["before"].count(), len(now) / people["now"].count()
        stay = rows[rows["part"] == "stay"]
        stayers += (s1 + s2) / 2 * (stay["now"] - stay["before"]).mean()
        turnover += (s1 + s2) / 2 * (now.mean() - before.mean() - (stay["now"] - stay["before"]).mean())
        mix += (s2 - s1) * (before.mean() + now.mean()) / 2
    assert found[["same_people", "joiners_leavers", "position_mix"]].tolist() == pytest.approx(
        [stayers, turnover, mix], abs=0.1
    )


def test_weights_are_a_part_of_their_own():
    people = person_table(5)
    score = people["now"].mean()
    shown = pd.DataFrame({"agency": ["A"], "score": [score], "score_before": [people["before"].mean()]})
    plain = decompose(sums_of(people), shown).iloc[0]
    found = decompose(sums_of(people), shown.assign(score_old_weights=score - 1.5)).iloc[0]
    assert found["weights"] == pytest.approx(1.5, abs=0.11)
    assert found["same_people"] == pytest.approx(plain["same_people"] - 1.5, abs=0.11)


@pytest.mark.parametrize(
    ("part", "reason"), [("stay", "few_stayers"), ("join", "few_joiners"), ("leave", "few_leavers")]
)
def test_a_part_of_few_people_hides_the_split(part, reason):
    people = person_table(6)
    few = people[people["part"] == part].head(3)
    kept = pd.concat([people[people["part"] != part], few])
    shown = pd.DataFrame({"agency": ["A", "B"], "score": [73.0, 60.0], "score_before": [70.0, 61.0]})
    found = decompose(sums_of(kept), shown).set_index("agency")
    assert found.loc["A", "reason"] == reason and found.loc["A", PARTS].isna().all()
    assert found.loc["A", "change"] == 3.0
    assert found.loc["B", "reason"] == "no_pairs"


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=6))
def test_rounded_parts_sum_to_the_rounded_total(parts):
    total = round(sum(parts), 1)
    parts = np.append(parts, total - sum(parts))
    rounded = tenths_that_sum(parts, total)
    assert round(rounded.sum(), 1) == total
    assert np.abs(rounded - parts).max() < 0.1 + 1e-9


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
