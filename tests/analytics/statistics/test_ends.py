"""A verdict on what is told as a bound holds wherever in it the truth lies; elsewhere nothing changes."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analytics.change.paired import unpaired_changes
from analytics.comparison.differences import add_difference, between
from analytics.comparison.funnel import add_funnel
from analytics.statistics.ends import ENDS, of_difference, t_range
from analytics.statistics.slopes import LAGS, slopes
from analytics.trends.attention import certain, ways
from analytics.trends.claims import claim
from analytics.trends.trends import trends
from analytics.verdicts import MOVES, judge


def scores(values: dict[str, list[float]], **columns: object) -> pd.DataFrame:
    """One row: one agency in one period, of 30 people."""
    rows = [
        {"region": "X", "agency": agency, "period": f"{2016 + t}", "seq": t, "cadence": "year", "segment": 0,
         "indicator": "*", "source": "all", "score": score, "se": 0.6, "df": 80.0, "n_people": 30, "coverage": 1.0}
        for agency, own in values.items() for t, score in enumerate(own)
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(**columns)


def test_a_range_holds_those_of_every_place_the_truth_may_have_and_p_is_the_largest():
    rng = np.random.default_rng(1)
    for _ in range(60):
        estimate, se, df = rng.normal(0, 4), rng.uniform(0.3, 3), rng.integers(3, 60)
        below, above = rng.choice([0.0, 0.7, 3.0], 2)
        low, high, p = t_range(*(np.array([one]) for one in (estimate, se, df)), (np.array([below]), np.array([above])))
        places = np.linspace(estimate - below, estimate + above, 601)
        ends = [stats.t.interval(0.95, df, place, se) for place in places]
        assert low[0] == pytest.approx(min(end[0] for end in ends))
        assert high[0] == pytest.approx(max(end[1] for end in ends))
        worst = max(2 * stats.t.sf(abs(place) / se, df) for place in places)
        assert p[0] == pytest.approx(worst, abs=0.02) and p[0] >= worst - 1e-12


def test_a_difference_may_be_off_by_both_of_its_sides():
    now, before = (np.array([1.0]), np.array([2.0])), (np.array([4.0]), np.array([8.0]))
    assert of_difference(now, before) == (9.0, 6.0)


def test_a_slope_moves_no_further_than_its_ends_say_under_any_correlation():
    rng = np.random.default_rng(2)
    times = np.array([0, 1, 2, 4, 5])
    below, above = (rng.choice([0.0, 1.0, 4.0], 5) for _ in range(2))
    found = slopes([(times, 90 + rng.normal(0, 1, 5), 1.0)] * 2, [(below, above), (0 * below, 0 * above)])
    moved = []
    for lag in LAGS:
        inverse = np.linalg.inv(np.array([[lag ** abs(a - b) for a in times] for b in times]))
        design = np.column_stack([np.ones(5), times - times.mean()])
        line = np.linalg.inv(design.T @ inverse @ design) @ design.T @ inverse
        moved += [(line @ np.array(corner))[1] for corner in product(*zip(-below, above, strict=True))]
    assert found.less[0] == pytest.approx(-min(moved)) and found.more[0] == pytest.approx(max(moved))
    assert found.less[1] == found.more[1] == 0
    assert found.low[1] - found.low[0] == pytest.approx(found.less[0])
    assert found.high[0] - found.high[1] == pytest.approx(found.more[0])
    assert found.p[0] >= found.p[1]


BOTH = {"A": [80.0, 83.0], "B": [75.0, 75.5], "C": [90.0, 86.0]}
LONG = {
    name: list(np.linspace(70, 70 + slope * 8, 9) + np.sin(np.arange(9)))
    for name, slope in zip("ABCDEFGH", range(8), strict=True)
}


def test_where_nothing_is_near_an_end_every_figure_is_the_same():
    plain, zero = scores(BOTH), scores(BOTH, ends_below=0.0, ends_above=0.0)
    one, other = (unpaired_changes(frame[frame["seq"] == 1], frame[frame["seq"] == 0]) for frame in (plain, zero))
    pd.testing.assert_frame_equal(judge(one), judge(other)[judge(one).columns], check_exact=True)
    assert one["low"].to_numpy() == pytest.approx(one["estimate"] - stats.t.ppf(0.975, one["df"]) * one["se"])
    plain, zero = scores(LONG), scores(LONG, ends_below=0.0, ends_above=0.0)
    pd.testing.assert_frame_equal(judge(trends(plain)), judge(trends(zero)), check_exact=True)
    without = slopes([(np.arange(9), np.array(own), 1.0) for own in LONG.values()])
    with_none = slopes([(np.arange(9), np.array(own), 1.0) for own in LONG.values()], [(np.zeros(9), np.zeros(9))] * 8)
    assert all((getattr(without, name) == getattr(with_none, name)).all() for name in ("low", "high", "p"))
    pd.testing.assert_frame_equal(ways(plain), ways(zero), check_exact=True)


def near_end(values: dict[str, list[float]], agency: str, above: list[float]) -> pd.DataFrame:
    rows = scores(values, ends_below=0.0, ends_above=0.0)
    rows.loc[rows["agency"] == agency, "ends_above"] = above
    return rows


def test_a_rise_that_a_bound_alone_may_make_is_not_certain_and_says_so():
    rows = near_end({"A": [96.0, 99.0], "B": [80.0, 83.0]}, "A", [4.0, 1.0])
    found = judge(unpaired_changes(rows[rows["seq"] == 1], rows[rows["seq"] == 0])).set_index("agency")
    assert found["verdict"].to_dict() == {"A": "uncertain", "B": "likely_up"}
    assert found["cap_reason"].to_dict() == {"A": "ends", "B": "unpaired"}
    assert found.loc["A", [*ENDS]].tolist() == [4.0, 1.0] and found.loc["A", "p"] == 1.0
    said = claim(found.reset_index().to_dict("records")[0])
    needed = {condition.code: condition.value for condition in said.would_change}
    assert said.why == "ends" and set(needed) == {"change_needed"}
    assert needed["change_needed"] == pytest.approx(3.0 - found.loc["A", "low"], abs=0.11)


def test_a_fall_from_a_bound_is_as_certain_as_before():
    """The truth of what is told as 96 lies higher still."""
    rows = near_end({"A": [96.0, 92.0]}, "A", [4.0, 0.0])
    bounded = judge(unpaired_changes(rows[rows["seq"] == 1], rows[rows["seq"] == 0])).iloc[0]
    plain = scores({"A": [96.0, 92.0]})
    plain = judge(unpaired_changes(plain[plain["seq"] == 1], plain[plain["seq"] == 0])).iloc[0]
    assert bounded["verdict"] == plain["verdict"] == "likely_down"
    assert bounded["p"] == plain["p"] and bounded["high"] == plain["high"] and bounded["low"] < plain["low"]


def test_a_trend_that_a_bound_alone_may_make_is_not_certain_and_the_others_stay():
    values = {f"B{n}": list(80 + np.sin(np.arange(8) * (n + 1))) for n in range(8)}
    values["A"] = [96.0, 96.1, 96.0, 96.0, 99.0, 99.1, 99.0, 99.0]
    bounded = judge(trends(near_end(values, "A", [4.0] * 4 + [1.0] * 4))).set_index("agency")
    plain = judge(trends(scores(values))).set_index("agency")
    assert plain.loc["A", "verdict"] == "likely_up"
    assert (bounded.loc["A", "verdict"], bounded.loc["A", "cap_reason"]) == ("uncertain", "ends")
    others = plain.index.drop("A")
    columns = ["estimate", "low", "high", "p"]
    assert (bounded.loc[others, columns] == plain.loc[others, columns]).all(axis=None)


def test_nobody_is_praised_for_a_way_that_a_bound_alone_may_make():
    values = {f"B{n}": [80.0 + n, 80.5 + n] for n in range(6)} | {"A": [96.0, 99.0]}
    bounded, plain = (ways(frame).set_index("agency") for frame in (near_end(values, "A", [4.0, 1.0]), scores(values)))
    assert plain.loc["A", "way_low"] > 0 > bounded.loc["A", "way_low"]
    assert plain.loc["A", "way_low"] - bounded.loc["A", "way_low"] == pytest.approx(4.0)
    assert bounded.loc["A", "way_high"] - plain.loc["A", "way_high"] == pytest.approx(1.0)
    assert plain.loc["A", "shrunk_low"] - bounded.loc["A", "shrunk_low"] == pytest.approx(4.0)


def apart(**ends: float) -> pd.DataFrame:
    """Twelve agencies of one period, of which A stands five points under the others; `ends` are A's."""
    values = {f"B{n:02d}": [95.0 + n % 3 / 10] for n in range(11)} | {"A": [90.0]}
    rows = scores(values, ends_below=0.0, ends_above=0.0)
    for name, points in ends.items():
        rows.loc[rows["agency"] == "A", name] = points
    return rows


def test_a_place_holds_at_both_ends_of_a_bound():
    def of_a(rows: pd.DataFrame) -> pd.Series:
        return rows.set_index("agency").loc["A"]

    plain, bounded, beside = apart(), apart(ends_above=4.0), apart(ends_below=4.0)
    without = plain.drop(columns=ENDS)
    for frame in (plain, beside, without):
        assert of_a(add_funnel(frame))["funnel"] == "below998" and of_a(add_difference(frame))["place"] == "below"
        assert between(frame, "A", "B00")["place"].eq("below").all()
    assert of_a(add_funnel(bounded))["funnel"] == "inside" and of_a(add_difference(bounded))["place"] == "same"
    assert between(bounded, "A", "B00")["place"].eq("same").all()
    pd.testing.assert_frame_equal(add_difference(plain).drop(columns=ENDS), add_difference(without), check_exact=True)
    pd.testing.assert_frame_equal(add_funnel(plain).drop(columns=ENDS), add_funnel(without), check_exact=True)


def test_the_middle_may_be_a_bound_too():
    middle = {"centre": 92.4, "overdispersed": False}
    assert add_funnel(apart(), **middle).set_index("agency").loc["A", "funnel"] == "below998"
    held = add_funnel(apart(), **middle, centre_ends=(1.5, 0.0)).set_index("agency")
    assert held.loc["A", "funnel"] == "inside" and held["ends_below_centre"].eq(1.5).all()
    rows = apart()
    rows.loc[rows["agency"] != "A", "ends_below"] = 4.0
    found = add_difference(rows).set_index("agency").loc["A"]
    assert found["difference_high"] > 0 and found["place"] == "same"


def test_nobody_is_named_for_a_place_that_a_bound_alone_may_make():
    moves = judge(trends(apart()))
    way = ways(apart())
    named = {
        name: set(
            certain(
                moves,
                add_funnel(frame, 95.1).assign(
                    low=lambda r: r["score"] - 1.2, high=lambda r: r["score"] + 1.2, cap_reason=None
                ),
                way,
                way,
            )["agency"]
        )
        for name, frame in (("plain", apart()), ("bounded", apart(ends_above=4.0)))
    }
    assert "A" in named["plain"] and "A" not in named["bounded"]


def told(people: np.ndarray, size: int) -> tuple[float, float]:
    """What is shown of people in blocks of `size`, and by how much the truth may lie over it."""
    totals = people.reshape(-1, size).sum(axis=1)
    bounded = totals > 100 * size - 20
    return float(np.where(bounded, 100 * size - 20, totals).sum() / people.size), 20 * bounded.sum() / people.size


@pytest.mark.parametrize(("true", "moved"), [(99.0, 0.0), (97.0, 0.0), (80.0, 0.0), (80.0, 3.0)])
def test_nobody_changes_when_people_are_only_grouped_otherwise(true, moved):
    """40 people in blocks of five, then of twenty, whose truth moves by `moved`: how often that is said."""
    rng = np.random.default_rng(11)
    sd, rows = 2.0, []
    for agency in range(400):
        for seq, size in enumerate((5, 20)):
            people = np.clip(rng.normal(true + moved * seq, sd, 40), 0, 100)
            score, above = told(people, size)
            rows.append({"agency": f"A{agency}", "seq": seq, "period": str(seq), "score": score, "ends_above": above})
    frame = pd.DataFrame(rows).assign(
        se=sd / 40**0.5, df=500.0, n_people=40, coverage=1.0, indicator="*", source="all", ends_below=0.0
    )
    now, before = frame[frame["seq"] == 1], frame[frame["seq"] == 0]
    said = judge(unpaired_changes(now, before))["verdict"].isin(MOVES).mean()
    without = judge(unpaired_changes(now.drop(columns=ENDS), before.drop(columns=ENDS)))["verdict"].isin(MOVES).mean()
    if moved:
        assert said == without > 0.95
    else:
        assert said <= 0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5
        assert without > 0.9 if true == 99.0 else without >= said
