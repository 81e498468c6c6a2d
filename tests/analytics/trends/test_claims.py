"""Claims, signals, mentors and other weights: nothing is said that the interval does not carry."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.comparison import what_if
from analytics.comparison.mentors import mentors
from analytics.trends.claims import Claim, claim
from analytics.trends.signals import new_signals
from analytics.trends.trends import trends
from analytics.verdicts import INSUFFICIENT, MOVES, UNCERTAIN, judge
from tests.campaigns.calibration_leaders import noise


def claims(found: pd.DataFrame) -> list[Claim]:
    return [claim(row) for row in found.to_dict("records")]


def change(estimate: float = 4.0, half: float = 3.0, **columns) -> dict:
    row = {
        "agency": "A", "region": "X", "indicator": "*", "source": "all", "metric": "same_people",
        "estimate": estimate,
        "low": estimate - half, "high": estimate + half, "p": 0.0001, "in_family": True, "cap": None,
        "cap_reason": None,
        "reason": None, "n_people": 40, "n_raters": 5.0, "n_periods": 2, "coverage": 0.9, "se": half / 2, "df": 60.0,
    }  # fmt: skip
    return row | columns


def judged(*rows: dict) -> pd.DataFrame:
    return judge(pd.DataFrame(list(rows)))


@settings(max_examples=120)
@given(
    st.lists(
        st.tuples(st.floats(-15, 15), st.floats(0.01, 12), st.floats(0, 1), st.booleans(), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_no_claim_of_change_whose_interval_covers_zero(rows):
    frame = judged(
        *(
            change(estimate, half, p=p, cap="likely" if capped else None, cap_reason="one_rater" if capped else None,
                   reason="coverage" if thin else None)
            for estimate, half, p, capped, thin in rows
        )
    )  # fmt: skip
    for found in claims(frame):
        assert found.verdict in (UNCERTAIN, INSUFFICIENT) or not found.covers_zero
        assert found.verdict == INSUFFICIENT or found.low <= found.estimate <= found.high
        if found.verdict in ("up", "down"):
            assert found.why is None


def test_verdicts_and_what_would_change_them():
    frame = judged(
        change(),
        change(p=0.045),
        change(1.0, p=0.5),
        change(cap="likely", cap_reason="one_rater"),
        change(reason="coverage"),
        change(-4.0),
    )
    found = claims(frame)
    assert [one.verdict for one in found] == ["up", "likely_up", "uncertain", "likely_up", "insufficient", "down"]
    conditions = [{condition.code: condition.value for condition in one.would_change} for one in found]
    assert conditions[0] == {"change_back": 1.0}
    assert conditions[1] == {"family_of": 5}
    assert conditions[2] == {"change_needed": 3.1, "people_needed": 361}
    assert conditions[3] == {"raters_needed": 2}
    assert conditions[4] == {"coverage_needed": 0.6}
    assert found[5].estimate == -4.0 and found[5].why is None


def test_a_claim_is_frozen_and_refuses_a_verdict_that_covers_zero():
    good = claim(judged(change()).iloc[0].to_dict())
    with pytest.raises(dataclasses.FrozenInstanceError):
        good.verdict = "down"
    with pytest.raises(AssertionError):
        dataclasses.replace(good, low=-0.1)


def test_claims_of_trends_say_how_many_periods_are_missing():
    short, enough = noise(np.random.default_rng(1), 3, 3, 0.0), noise(np.random.default_rng(1), 3, 8, 0.0)
    first = claims(judge(trends(short)))[0]
    assert first.verdict == INSUFFICIENT and first.why == "periods"
    assert [(condition.code, condition.value) for condition in first.would_change] == [("periods_needed", 2)]
    rising = enough.assign(score=enough["score"] + 4 * enough["seq"])
    assert {one.verdict for one in claims(judge(trends(rising)))} <= {"up", "likely_up"}


EMPTY = pd.DataFrame()


def test_signals_are_new_few_and_strongest_first():
    rows = [change(agency=f"A{number}", p=0.001 * (number + 1)) for number in range(8)]
    noisy = [change(agency="B", indicator="KOM", p=0.04), change(agency="C", indicator="KOM", p=0.9, estimate=0.1)]
    changes = judge(pd.DataFrame(rows + noisy), family=("indicator",))
    found = new_signals(changes, EMPTY, EMPTY, EMPTY, EMPTY)
    assert len(found) == 5 and found["agency"].tolist() == ["A0", "A1", "A2", "A3", "A4"]
    assert "KOM" not in found["indicator"].tolist()


def test_a_trend_or_place_that_was_there_before_is_no_news():
    steady = noise(np.random.default_rng(3), 6, 9, 0.0)
    steady.loc[steady["agency"] == 0, "score"] += 5.0 * steady["seq"]
    now, before = judge(trends(steady)), judge(trends(steady[steady["seq"] < 8]))
    assert now.set_index("agency").loc[0, "verdict"] == "up"
    assert 0 not in new_signals(EMPTY, now, before, EMPTY, EMPTY).get("agency", pd.Series()).tolist()
    assert 0 in new_signals(EMPTY, now, EMPTY, EMPTY, EMPTY)["agency"].tolist()
    funnel = pd.DataFrame(
        {"agency": ["A", "B"], "score": [80.0, 70.0], "centre": 70.0, "low": [76.0, 66.0], "high": [84.0, 74.0],
         "funnel": ["above998", "inside"], "n_people": 40, "n_raters": 5, "coverage": 1.0}
    )  # fmt: skip
    found = new_signals(EMPTY, EMPTY, EMPTY, funnel, funnel.assign(funnel="inside"))
    assert found[["agency", "kind", "place", "estimate"]].values.tolist() == [["A", "place", "above998", 10.0]]
    assert new_signals(EMPTY, EMPTY, EMPTY, funnel, funnel).empty


def test_nothing_new_is_an_empty_frame():
    assert new_signals(EMPTY, EMPTY, EMPTY, EMPTY, EMPTY).empty


def test_mentors_are_improvers_then_the_strong_and_learners_come_from_the_same_sector_first():
    scores = pd.DataFrame(
        {"agency": list("abcdef"), "sector": ["X", "X", "Y", "X", "Y", "Y"], "indicator": "KOM", "n_people": 50,
         "coverage": 0.9, "score": [80.0, 72.0, 60.0, 61.0, 70.0, 90.0]}
    )  # fmt: skip
    scores = scores.assign(low=scores["score"] - 4, high=scores["score"] + 4, eb=scores["score"])
    improver = judged(change(agency="b", indicator="KOM"), change(agency="c", indicator="KOM"))
    found = mentors(scores, improver)
    assert found[["mentor", "why"]].drop_duplicates().values.tolist() == [
        ["b", "improver"],
        ["f", "strong"],
        ["a", "strong"],
    ]
    assert found[found["mentor"] == "b"]["learner"].tolist() == ["d", "c"]
    assert found[found["mentor"] == "f"]["learner"].tolist() == ["c", "d"]


MEANS = pd.DataFrame(
    [(agency, "P", indicator, score, 20)
     for agency, (kom, dis) in {"a": (90.0, 50.0), "b": (50.0, 90.0), "c": (70.0, 70.0)}.items()
     for indicator, score in (("KOM", kom), ("DS", dis))],
    columns=["agency", "position", "indicator", "score", "n_people"],
)  # fmt: skip
WEIGHTS = pd.DataFrame({"position": "P", "indicator": ["KOM", "DS"], "weight": [0.7, 0.3]})


def test_other_weights_flip_what_they_should():
    scored = what_if.scored(MEANS, WEIGHTS)
    stated = what_if.weight_table(scored, WEIGHTS)
    moved = what_if.weight_table(scored, WEIGHTS.assign(weight=[0.3, 0.7]))
    shown = pd.DataFrame({"agency": list("abc"), "score": [78.5, 62.0, 70.0], "se": 2.0, "n_people": 20})
    found = what_if.what_if(scored, stated, moved, shown, np.random.default_rng(0)).set_index("agency")
    assert found["score"].to_dict() == pytest.approx({"a": 78.5, "b": 62.0, "c": 70.0})
    assert found["score_moved"].to_dict() == pytest.approx({"a": 62.5, "b": 78.0, "c": 70.0})
    assert found["place"].tolist() == ["above", "below", "same"]
    assert found["flips"].tolist() == [True, True, False]
    assert found.loc["c", "holds"] == 1.0 and 0.8 < found.loc["a", "holds"] < 1.0


def test_a_position_scored_on_nothing_that_counts_for_it_is_left_out():
    weights = pd.concat([WEIGHTS, pd.DataFrame({"position": ["Q"], "indicator": ["m1"], "weight": [1.0]})])
    others = MEANS.head(1).assign(position="Q", score=10.0)
    scored = what_if.scored(pd.concat([MEANS, others]), weights)
    assert scored.positions == ["P"]
    assert what_if.weight_table(scored, weights).sum(axis=1) == pytest.approx([1.0])


def test_a_missing_mean_stands_at_the_regions_mean_and_moves_nobody():
    scored = what_if.scored(MEANS[~((MEANS["agency"] == "c") & (MEANS["indicator"] == "KOM"))], WEIGHTS)
    stated = what_if.weight_table(scored, WEIGHTS)
    assert what_if.composites(scored, stated)[2] == pytest.approx(70.0)
    by_position = what_if.position_composites(scored, stated)
    assert by_position["score"].tolist() == pytest.approx([78.0, 62.0, 70.0])


def test_random_weights_keep_zero_and_sum_to_one():
    drawn = what_if.random_weights(np.array([[0.5, 0.5, 0.0], [0.2, 0.0, 0.8]]), np.random.default_rng(1), 200)
    assert drawn.sum(axis=2) == pytest.approx(1.0)
    assert (drawn[:, 0, 2] == 0).all() and (drawn[:, 1, 1] == 0).all()
    assert drawn[:, 1, 0].mean() == pytest.approx(0.2, abs=0.03)


def test_random_stores_of_noise_raise_few_signals():
    count = 0
    for seed in range(20):
        frame = noise(np.random.default_rng(seed), 20, 9, 0.0)
        now, before = judge(trends(frame)), judge(trends(frame[frame["seq"] < 8]))
        found = new_signals(EMPTY, now, before, EMPTY, EMPTY)
        assert found.empty or found["verdict"].isin(MOVES).all()
        count += len(found)
    assert count / (20 * 20) <= 0.2
