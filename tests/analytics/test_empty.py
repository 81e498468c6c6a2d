"""Every page has an empty store: frames without rows give frames without rows, with all their columns."""

import numpy as np
import pandas as pd
import pytest

from analytics.change.paired import paired_changes, same_people, unpaired_changes, year_ago
from analytics.change.parts import FACTORS, LEAF, PARTS, decompose
from analytics.comparison import adjust, differences, funnel, intervals, ranks, shrink, similar, what_if
from analytics.comparison.mentors import mentors
from analytics.statistics.control_chart import add_limits
from analytics.targets import add_plan_states
from analytics.trends.claims import claim
from analytics.trends.segments import with_segments
from analytics.trends.signals import new_signals
from analytics.trends.trends import trends
from analytics.verdicts import judge


def empty(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


SPREAD = empty("indicator", "source", "var_person", "var_rater", "n_people", "n_raters", "median_load")
LOADS = empty("agency", "indicator", "source", "n_people", "n_raters", "sum_nr2")
PAIR_SPREAD = SPREAD.assign(n_agencies=[], load=[])
PAIR_LOADS = LOADS.assign(n_fresh=[], sum_before2=[], sum_now2=[], sum_fresh2=[])
PAIR_SUMS = empty("agency", "position", "part", "n_people", "total_now", "total_before")
SCORES = empty("region", "agency", "period", "seq", "cadence", "score", "n_people", "coverage")
BREAKS = empty("region", "indicator", "period", "reason")
SUCCESSIONS = empty("region", "old", "new", "kind", "period")


def test_comparing_nobody():
    scores = shrink.add_shrunk(intervals.add_intervals(SCORES, SPREAD, LOADS))
    placed = funnel.add_funnel(scores)
    ranked, rankability, kind = ranks.add_ranks(scores, np.random.default_rng(0))
    assert placed.empty and ranked.empty and funnel.funnel_curve(placed).empty
    assert kind == "none" and np.isnan(rankability)
    assert differences.add_difference(scores).empty and differences.between(scores, "A", "B").empty
    assert {"se", "low", "high", "cap", "cap_reason", "rater_basis", "eb", "funnel", "low998"} <= set(placed)
    peers = similar.similar_agencies(empty("agency", "sector", "n_people"), empty("agency", "position", "n_people"))
    assert similar.peer_band(SCORES, peers).empty
    assert adjust.adjusted_for_positions(empty("agency", "position", "n_people", "score"))[0].empty


def test_changes_and_trends_of_nobody():
    scores = intervals.add_intervals(SCORES, SPREAD, LOADS)
    segments = with_segments(scores, BREAKS, SUCCESSIONS)
    judged = judge(trends(segments))
    assert judged.empty
    paired = paired_changes(same_people(PAIR_SUMS), PAIR_SPREAD, PAIR_LOADS, SPREAD, LOADS)
    assert judge(paired).empty and unpaired_changes(scores, scores).empty and year_ago(segments).empty
    leaves = empty("agency", *LEAF, *FACTORS, "seen")
    assert list(decompose(leaves, leaves, empty("agency", "score", "score_before"), PAIR_SUMS))[2:9] == PARTS
    assert new_signals(judged, judged, judged, funnel.add_funnel(scores), funnel.add_funnel(scores)).empty
    assert mentors(scores.assign(sector=[], eb=[]), judged).empty
    assert add_limits(empty("seq", "score")).empty
    assert add_plan_states(empty("value", "target", "polarity", "verdict", "slope", "periods_left")).empty


def test_other_weights_for_nobody():
    weights = empty("position", "indicator", "weight")
    scored = what_if.scored(empty("agency", "position", "indicator", "score", "n_people"), weights)
    table = what_if.weight_table(scored, weights)
    assert what_if.what_if(
        scored, table, table, empty("agency", "score", "se", "n_people"), np.random.default_rng(0)
    ).empty


def test_one_period_of_one_agency_says_nothing_yet():
    scores = pd.DataFrame(
        {"region": "X", "agency": ["A"], "period": "2025", "seq": 2025, "cadence": "year", "score": [70.0],
         "n_people": [12], "coverage": [0.9]}
    )  # fmt: skip
    found = intervals.add_intervals(scores, SPREAD, LOADS)
    assert found["rater_basis"].tolist() == ["none"] and np.isnan(found["se"].iloc[0])
    judged = judge(trends(with_segments(found, BREAKS, SUCCESSIONS)))
    assert claim(judged.iloc[0].to_dict()).would_change[0].code == "periods_needed"


@pytest.mark.parametrize("people", [None, 12])
def test_a_change_without_any_spread_is_not_enough_data(people):
    stayers = pd.DataFrame({"agency": ["A"], "n_people": [people or 3], "total_now": [900.0], "total_before": [880.0]})
    found = judge(paired_changes(stayers, PAIR_SPREAD, PAIR_LOADS, SPREAD, LOADS))
    assert found["verdict"].tolist() == ["insufficient"]
    assert found["reason"].tolist() == ["spread" if people else "people"]
