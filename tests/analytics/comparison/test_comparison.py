"""Who differs, against published examples, slow twins, and regions whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from analytics.comparison import adjust, differences, funnel, intervals, ranks, shrink, similar
from tests.worlds import components, null_regions

# Batting averages of 18 players after 45 times at bat, 1970: Efron & Morris (1977), Scientific American 236(5):119,
# table with the James-Stein estimates and the shrinking factor .212 they print.
BATTING = [
    *(0.400, 0.378, 0.356, 0.333, 0.311, 0.311, 0.289, 0.267, 0.244),
    *(0.244, 0.222, 0.222, 0.222, 0.222, 0.222, 0.200, 0.178, 0.156),
]
JAMES_STEIN = [
    *(0.294, 0.289, 0.285, 0.280, 0.275, 0.275, 0.270, 0.266, 0.261),
    *(0.261, 0.256, 0.256, 0.256, 0.256, 0.256, 0.251, 0.247, 0.242),
]

# BCG vaccine trials: Colditz et al. (1994), JAMA 271:698, as in Viechtbauer (2010), J. Stat. Software 36(3):
# (tuberculosis, none) among vaccinated and controls. There Q = 152.2330, tau^2 = 0.3088 (DerSimonian-Laird) and 0.3181
# (Paule-Mandel).
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip


def bcg() -> tuple[np.ndarray, np.ndarray]:
    a, b, c, d = np.array(BCG, float).T
    return np.log((a / (a + b)) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def test_shrinking_agrees_with_the_published_batting_averages():
    mean = np.mean(BATTING)
    scores = pd.DataFrame({"score": BATTING, "se": np.sqrt(mean * (1 - mean) / 45)})
    shrunk = shrink.add_shrunk(scores)
    assert shrunk["keep"].round(3).unique() == pytest.approx([0.212], abs=0.002)
    assert shrunk["eb"].to_numpy() == pytest.approx(JAMES_STEIN, abs=0.0011)


def test_between_variance_agrees_with_the_published_vaccine_trials():
    assert shrink.between_variance(*bcg()) == pytest.approx(0.3181, abs=5e-5)


def test_overdispersion_without_winsorising_is_dersimonian_laird_of_the_vaccine_trials():
    y, variance = bcg()
    centre = (y / variance).sum() / (1 / variance).sum()
    phi, tau2 = funnel.overdispersion(y, variance, centre, winsorised=0.0)
    assert phi * len(y) == pytest.approx(152.2330, abs=5e-5)
    assert tau2 == pytest.approx(0.3088, abs=5e-5)


def slow_components(ratings: pd.DataFrame) -> tuple[float, float, float]:
    """The definition of `one_way`, written out with loops."""
    people, raters = len(ratings), sum(1 for _ in ratings.groupby(["agency", "rater"]))
    agencies = ratings["agency"].nunique()
    inside = between = uneven = 0.0
    for _, agency in ratings.groupby("agency"):
        for _, rater in agency.groupby("rater"):
            inside += sum((value - rater["value"].mean()) ** 2 for value in rater["value"])
            between += len(rater) * (rater["value"].mean() - agency["value"].mean()) ** 2
            uneven += len(rater) ** 2 / len(agency)
    n0 = (people - uneven) / (raters - agencies)
    within = inside / (people - raters)
    return within, max(0.0, (between / (raters - agencies) - within) / n0), n0


def test_components_agree_with_their_definition():
    for seed in range(5):
        rng = np.random.default_rng(seed)
        ratings = null_regions.rated(null_regions.teams(rng.integers(5, 40, 6), 4), rng, 0.5)
        found = components.one_way(ratings)
        assert (found.var_person, found.var_rater, found.load) == pytest.approx(slow_components(ratings))


def test_components_without_rater_names_are_the_variance_within_agencies():
    rng = np.random.default_rng(1)
    ratings = null_regions.rated(null_regions.teams([10, 12], 4), rng, 0.5).assign(rater=None)
    found = components.one_way(ratings)
    assert found.var_rater is None
    inside = sum((group["value"] - group["value"].mean()).pow(2).sum() for _, group in ratings.groupby("agency"))
    assert found.var_person == pytest.approx(inside / 20)


def some_region(seed: int = 0, sizes=null_regions.SIZES, load: int = 8):
    ratings = null_regions.rated(null_regions.teams(sizes, load), np.random.default_rng(seed), 0.5)
    return null_regions.scores(ratings), components.spread(ratings), components.rater_load(ratings)


def test_variance_of_each_mean_is_the_contract_formula():
    scores, spread, loads = some_region()
    found = intervals.add_intervals(scores, spread, loads)
    n, sums = loads["n_people"], loads["sum_nr2"]
    expected = spread["var_person"][0] / n + spread["var_rater"][0] * sums / n**2
    assert (found["se"] ** 2).to_numpy() == pytest.approx(expected.to_numpy())
    assert found["rater_basis"].eq("named").all()
    assert found.loc[found["n_people"] > 8, "cap"].isna().all()


def test_equal_teams_get_the_exact_degrees_of_freedom():
    scores, spread, loads = some_region(sizes=[16] * 10)
    found = intervals.add_intervals(scores, spread, loads)
    assert found["df"].to_numpy() == pytest.approx(20 - 10)


def test_one_rater_is_wide_and_at_most_likely():
    scores, spread, loads = some_region()
    one = intervals.add_intervals(scores, spread, loads).query("one_rater")
    assert len(one) and (one["cap_reason"] == "one_rater").all()
    assert (one["se"] ** 2 > spread["var_rater"][0]).all()


def test_unnamed_raters_take_the_regions_median_load_and_say_so():
    scores, spread, loads = some_region()
    loads.loc[loads["agency"] == "A20", ["n_raters", "sum_nr2"]] = np.nan
    found = intervals.add_intervals(scores, spread, loads).set_index("agency").loc["A20"]
    assert found["rater_basis"] == "median_load"
    expected = (spread["var_person"][0] + spread["var_rater"][0] * spread["median_load"][0]) / found["n_people"]
    assert found["se"] ** 2 == pytest.approx(expected)


def test_a_region_without_rater_names_assumes_half_and_is_at_most_likely():
    scores, spread, loads = some_region()
    spread[["var_rater", "n_raters", "median_load"]] = np.nan
    loads[["n_raters", "sum_nr2"]] = np.nan
    found = intervals.add_intervals(scores, spread, loads)
    n = found["n_people"]
    expected = spread["var_person"][0] * (0.5 / n + 0.5 * np.minimum(1, 8 / n))
    assert (found["se"] ** 2).to_numpy() == pytest.approx(expected.to_numpy())
    assert found["cap_reason"].eq("assumed").all()


def test_whole_numbers_of_the_store_may_be_missing():
    scores, spread, loads = some_region()
    plain = intervals.add_intervals(scores, spread, loads.assign(n_raters=loads["n_raters"].where(loads.index != 7)))
    stored = loads.assign(n_raters=loads["n_raters"].astype("Int32").where(loads.index != 7))
    found = intervals.add_intervals(scores, spread.astype({"n_raters": "Int32"}), stored)
    assert found["se"].to_numpy() == pytest.approx(plain["se"].to_numpy())


def test_people_all_rated_alike_have_no_interval():
    scores, spread, loads = some_region()
    found = intervals.add_intervals(scores, spread.assign(var_person=0.0, var_rater=0.0), loads)
    assert found["se"].isna().all() and found["rater_basis"].eq("none").all()


def test_an_aggregate_of_unknown_size_has_no_interval():
    scores, spread, loads = some_region()
    scores["n_people"] = scores["n_people"].astype("Int64").where(scores["agency"] != "A03")
    found = intervals.add_intervals(scores, spread, loads).set_index("agency")
    assert np.isnan(found.loc["A03", "se"]) and found.loc["A03", "rater_basis"] == "none"
    assert np.isfinite(found.loc["A04", "se"])


def test_loads_of_sectors_are_sums_and_unknown_where_one_agency_is():
    counts = {"n_people": [5, 6, 7], "n_raters": [1, 2, np.nan], "sum_nr2": [25.0, 18.0, np.nan]}
    loads = pd.DataFrame({"agency": list("abc"), **counts})
    sectors = pd.DataFrame({"agency": list("abc"), "sector": ["X", "X", "Y"]})
    found = intervals.load_of_groups(loads, sectors, "sector").set_index("sector")
    assert found.loc["X", ["n_people", "n_raters", "sum_nr2"]].tolist() == [11, 3, 43]
    assert found.loc["Y", "n_people"] == 7 and np.isnan(found.loc["Y", "sum_nr2"])


def test_null_regions_raise_few_alarms_and_are_covered():
    hit, alarms = [], []
    for seed in range(25):
        found = funnel.add_funnel(intervals.add_intervals(*some_region(seed)))
        hit.append(((found["low"] <= 70) & (found["high"] >= 70)).mean())
        alarms.append(found["funnel"].str.endswith("998").mean())
    assert 0.92 <= np.mean(hit) <= 0.98
    assert np.mean(alarms) <= 0.006


def test_a_truly_different_agency_is_outside_the_funnel():
    people = null_regions.teams(null_regions.SIZES, 8)
    mean = pd.Series(70.0, people["agency"].unique())
    mean["A29"] = 60.0
    ratings = null_regions.rated(people, np.random.default_rng(3), 0.5, mean=mean)
    scores = null_regions.scores(ratings)
    found = intervals.add_intervals(scores, components.spread(ratings), components.rater_load(ratings))
    assert funnel.add_funnel(found, centre=70.0).set_index("agency").loc["A29", "funnel"] == "below998"


def test_fewer_than_ten_groups_have_no_funnel_and_fewer_than_five_no_shrinking():
    found = intervals.add_intervals(*some_region(sizes=[20] * 4))
    assert funnel.add_funnel(found)["funnel"].eq("none").all()
    assert shrink.add_shrunk(found)["eb"].isna().all()
    assert funnel.funnel_curve(funnel.add_funnel(found)).empty


def test_funnel_curve_narrows_with_size():
    curve = funnel.funnel_curve(funnel.add_funnel(intervals.add_intervals(*some_region())))
    assert (np.diff(curve["high998"]) <= 0).all() and (curve["low998"] <= curve["low95"]).all()


def test_no_rank_without_real_differences_and_ranks_with_large_ones():
    rng = np.random.default_rng(0)
    null = shrink.add_shrunk(intervals.add_intervals(*some_region(2)))
    _, rankability, kind = ranks.add_ranks(null, rng)
    assert kind == "none" and rankability < 0.5
    truth = np.linspace(40, 90, 12)
    real = shrink.add_shrunk(pd.DataFrame({"score": truth, "se": 2.0}))
    found, rankability, kind = ranks.add_ranks(real, rng)
    assert kind == "ranks" and rankability > 0.95
    assert found["rank"].tolist() == list(range(12, 0, -1))
    assert ((found["rank_low"] <= found["rank"]) & (found["rank"] <= found["rank_high"])).all()
    assert found["third"].iloc[0] == "lower" and found["third"].iloc[-1] == "upper"


def test_similar_agencies_are_near_in_size_mix_and_sector():
    agencies = pd.DataFrame({"agency": list("abcd"), "sector": ["X", "X", "Y", "X"], "n_people": [100, 110, 100, 2000]})
    mix = pd.DataFrame({"agency": list("abcd"), "position": ["P"] * 4, "n_people": [100, 110, 100, 2000]})
    found = similar.similar_agencies(agencies, mix, peers=2).groupby("agency")["peer"].agg(list)
    assert found["a"] == ["b", "c"]
    assert found["d"] == ["b", "a"]


def test_peer_band_counts_the_peers_an_agency_beats():
    codes = [f"A{number}" for number in range(11)]
    scores = pd.DataFrame({"agency": codes, "period": "2025", "seq": 2025, "score": np.arange(11.0)})
    pairs = pd.DataFrame([(a, b) for a in codes for b in codes if a != b], columns=["agency", "peer"])
    band = similar.peer_band(scores, pairs).set_index("agency")
    assert band["decile"].reindex(codes).tolist() == [int(min(share * 10 // 1, 9)) + 1 for share in np.arange(11) / 10]
    assert band.loc["A0", "p50"] == 5.5
    assert similar.peer_band(scores.head(4), pairs).empty


def test_adjusting_takes_out_exactly_what_positions_give():
    position = {"P": 60.0, "Q": 80.0}
    agency = {"a": 0.0, "b": 4.0, "c": -4.0}
    counts = {("a", "P"): 30, ("a", "Q"): 10, ("b", "P"): 10, ("b", "Q"): 30, ("c", "P"): 20, ("c", "Q"): 20}
    blocks = pd.DataFrame(
        [(a, p, n, position[p] + agency[a]) for (a, p), n in counts.items()],
        columns=["agency", "position", "n_people", "score"],
    )
    found, r2 = adjust.adjusted_for_positions(blocks)
    apart = found.set_index("agency")["adjusted"] - found.set_index("agency")["adjusted"]["a"]
    assert apart.to_dict() == pytest.approx({"a": 0.0, "b": 4.0, "c": -4.0})
    assert r2 > 0.3


def test_adjusting_is_withheld_where_positions_explain_nothing():
    blocks = pd.DataFrame(
        {"agency": list("aabb"), "position": list("PQPQ"), "n_people": 10, "score": [60, 60, 70, 70.0]}
    )
    found, r2 = adjust.adjusted_for_positions(blocks)
    assert r2 < 0.05 and found["adjusted"].isna().all()


def test_differences_from_the_region_are_rare_without_any_and_found_where_planted():
    false = []
    for seed in range(15):
        found = differences.add_difference(intervals.add_intervals(*some_region(seed)))
        false.append(found["place"].isin(["above", "below"]).any())
    assert np.mean(false) <= 0.2
    scores, spread, loads = some_region(1)
    scores.loc[scores["agency"] == "A27", "score"] += 10
    found = differences.add_difference(intervals.add_intervals(scores, spread, loads)).set_index("agency")
    assert found.loc["A27", "place"] == "above" and found.loc["A27", "difference_low"] > 0
    shown = found["score"].round(1) - found["centre"].round(1)
    assert found["difference"].to_numpy() == pytest.approx(shown.to_numpy())


def test_two_agencies_differ_by_what_both_intervals_allow():
    scores = intervals.add_intervals(*some_region()).assign(period="2025")
    found = differences.between(scores, "A29", "A20").iloc[0]
    one, two = (scores.set_index("agency").loc[code] for code in ("A29", "A20"))
    assert found["difference"] == pytest.approx(round(one["score"], 1) - round(two["score"], 1))
    assert found["high"] - found["low"] > 2 * 1.96 * np.hypot(one["se"], two["se"]) - 0.2
    assert differences.between(scores, "A29", "nobody").empty
