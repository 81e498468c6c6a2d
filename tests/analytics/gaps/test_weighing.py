"""What gaps are weighed by, against the same written out row by row."""

import math

import numpy as np
import pandas as pd
import pytest

from analytics.gaps.gaps import empty, gaps, heads, people_behind
from analytics.gaps.importance import stated_weights, within_positions
from analytics.gaps.levels import by_band, by_competency, job_person_match, level_gaps, required_levels


def cells(seed: int) -> pd.DataFrame:
    """Groups of agencies and positions on indicators: heads, people (some unknown), scores."""
    rng = np.random.default_rng(seed)
    rows = [
        (agency, position, indicator, period, int(rng.integers(5, 90)), float(rng.integers(5, 90)), rng.uniform(50, 90))
        for agency in "ABCDE"
        for position in ("JF", "PEL", "PENGAWAS")
        for indicator in ("KOM", "DS", "TG")
        for period in ("2025-S1", "2025-S2")
        if rng.random() < 0.7
    ]
    names = ["agency", "position", "indicator", "period", "heads", "n_people", "score"]
    frame = pd.DataFrame(rows, columns=names).assign(n_respondents=np.nan)
    frame.loc[rng.random(len(frame)) < 0.2, "n_people"] = np.nan
    return frame


@pytest.mark.parametrize("seed", range(3))
def test_heads_are_those_of_the_largest_cell(seed):
    frame = cells(seed)
    largest: dict[tuple, int] = {}
    for row in frame.itertuples():
        key = (row.agency, row.position)
        largest[key] = max(largest.get(key, 0), row.heads)
    counted = heads(frame, "agency", "position")
    assert dict(zip(zip(counted["agency"], counted["position"], strict=True), counted["n_people"], strict=True)) == (
        largest
    )


@pytest.mark.parametrize("seed", range(3))
def test_people_behind_are_one_cell_of_each_unit_and_nobody_is_no_number(seed):
    frame = cells(seed)
    most: dict[str, float] = {}
    for row in frame.dropna(subset="n_people").itertuples():
        most[row.agency] = max(most.get(row.agency, 0), row.n_people)
    people, respondents = people_behind(frame, "agency")
    assert people == sum(most.values()) and math.isnan(respondents)


@pytest.mark.parametrize("seed", range(3))
def test_stated_weights_are_head_count_means_over_the_positions_rated(seed):
    frame = cells(seed).dropna(subset="n_people")
    rows = [(p, i, w) for p, ws in {"JF": (50, 50, 0), "PEL": (20, 80, 0), "X": (0, 0, 9)}.items()
            for i, w in zip(("KOM", "DS", "TG"), ws, strict=True)]  # fmt: skip
    weights = pd.DataFrame(rows, columns=["position", "indicator", "weight"])
    people: dict[str, float] = {}
    for agency in "ABCDE":
        for position in ("JF", "PEL", "PENGAWAS"):
            own = [row.n_people for row in frame.itertuples() if (row.agency, row.position) == (agency, position)]
            people[position] = people.get(position, 0) + max(own, default=0)
    wanted = {
        code: sum(w * people.get(p, 0) for p, i, w in rows if i == code) / sum(people.values())
        for code in ("KOM", "DS")
    }
    assert stated_weights(weights, frame).to_dict() == pytest.approx(wanted)  # TG carries weight for nobody rated


def test_a_score_within_its_position_is_its_distance_from_the_others_of_the_post():
    frame = cells(1)
    for row, apart in zip(frame.itertuples(), within_positions(frame), strict=True):
        alike = [
            other.score for other in frame.itertuples()
            if (other.position, other.indicator) == (row.position, row.indicator)
        ]  # fmt: skip
        assert apart == pytest.approx(row.score - sum(alike) / len(alike))


def test_no_scores_have_the_columns_of_gaps():
    none = cells(1).iloc[:0].assign(region="R", se=np.nan)
    made = gaps(cells(1).assign(region="R", se=1.0), pd.DataFrame({"indicator": ["KOM"], "standard": [70.0]}))
    assert set(empty(none)) >= set(made) - {"mean_se", "shrunk"} and empty(none).empty


def test_the_level_asked_for_is_the_lowest_that_reaches_the_standard():
    standards = pd.DataFrame({"position": "JF", "competency": "KOM", "standard": np.arange(0, 101, 2.5)})
    for row in required_levels(standards).itertuples():
        level = next(level for level in range(1, 6) if 100 * (level - 1) / 4 >= standards["standard"][row.Index] - 1e-9)
        assert row.required == level


def assessed(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    held = pd.DataFrame(
        [(n, "JF", code, float(rng.integers(1, 6))) for n in range(30) for code in ("KOM", "DS") if rng.random() < 0.8],
        columns=["employee", "position", "competency", "level"],
    )
    few = held[held["competency"] == "KOM"].head(4).assign(competency="TG")
    required = pd.DataFrame({"position": "JF", "competency": ["KOM", "DS", "TG"], "required": 3})
    return level_gaps(pd.concat([held, few]), required)


@pytest.mark.parametrize("seed", range(3))
def test_a_competency_counts_its_people_by_state_and_few_are_left_out(seed):
    levels = assessed(seed)
    table = by_competency(levels, 5)
    assert set(table["competency"]) == {"KOM", "DS"} and table["share"].is_monotonic_decreasing
    for row in table.itertuples():
        own = levels.loc[levels["competency"] == row.competency, "gap"].tolist()
        rated = [gap for gap in own if not np.isnan(gap)]
        below = [gap for gap in rated if gap < 0]
        assert (row.below, row.met, row.above) == (
            len(below), rated.count(0.0), sum(gap > 0 for gap in rated)
        )  # fmt: skip
        assert (row.not_rated, row.n_people) == (len(own) - len(rated), len(rated))
        assert row.share == pytest.approx(len(below) / len(rated)) and row.depth == pytest.approx(np.mean(below))


def test_a_band_of_few_people_has_no_means():
    match = job_person_match(assessed(2)).dropna(subset="jpm")
    bands = pd.DataFrame({"code": ["low", "middle", "high"], "low": [0.0, 60.0, 160.0], "high": [60.0, 160.0, 1000.0]})
    table = by_band(match, bands, 5).set_index("band")
    assert list(table.index) == [code for code in bands["code"] if code in table.index]
    few = 0
    for band in bands.itertuples():
        own = match[(match["jpm"] >= band.low) & (match["jpm"] < band.high)]
        if own.empty:
            assert band.code not in table.index
            continue
        row = table.loc[band.code]
        assert row["n_people"] == len(own)
        few += len(own) < 5
        wanted = (
            [own["jpm"].mean(), own["jpm_capped"].mean(), own["n_deficit"].mean()] if len(own) >= 5 else [np.nan] * 3
        )
        assert row[["jpm", "capped", "deficits"]].tolist() == pytest.approx(wanted, nan_ok=True)
    assert few  # or the test shows little
