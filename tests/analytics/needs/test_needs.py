"""Needs found where they were planted, and honest about what is not training's business."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.needs.causes import causes, training_gaps
from analytics.needs.persons import person_scores, reliability, source_scores
from analytics.needs.programmes import matches, prepare, uncovered, unused
from analytics.needs.ranking import group_needs, robustness
from tests.worlds import needs as need_world


def found(ratings, **changes):
    gaps = need_world.gaps_of(ratings)
    needs = group_needs(gaps, changes.get("indicators", need_world.TRAINABLE))
    newest = ratings.loc[ratings["seq"] == ratings["seq"].max()]
    return causes(needs, gaps, newest).set_index(["agency", "indicator"])


def test_the_spread_between_people_is_what_two_sources_agree_on():
    ratings, _ = need_world.region(np.random.default_rng(1), agencies=20)
    spread = reliability(source_scores(ratings, need_world.SOURCES)).set_index(["indicator", "source"])
    assert not spread["assumed"].any()
    assert spread["var_true"].mean() == pytest.approx(40, rel=0.1)  # 6² + 2²
    assert spread.loc[("KOM", "superior"), "var_error"] == pytest.approx(49, rel=0.2)
    assert spread.loc[("KOM", "peer"), "var_error"] == pytest.approx(49, rel=0.2)  # of one of the two peers


def test_one_source_alone_is_trusted_as_far_as_the_literature_says():
    ratings, _ = need_world.region(np.random.default_rng(2), sources=("superior",))
    spread = reliability(source_scores(ratings, need_world.SOURCES))
    assert spread["assumed"].all() and spread["reliability"].between(0.44, 0.46).all()


def test_raw_scores_double_the_need_and_believed_ones_are_right_on_average():
    ratings, truth = need_world.region(np.random.default_rng(3), agencies=12, sources=("superior", "peer"), mean=82)
    gaps = need_world.gaps_of(ratings).merge(truth, on=["employee", "indicator"])
    true = (gaps["weight"] * (gaps["standard"] - gaps["true"]).clip(lower=0)).sum()
    raw = (gaps["weight"] * (gaps["standard"] - gaps["score"]).clip(lower=0)).sum()
    assert raw > 1.9 * true  # measured 2.07
    assert (gaps["weight"] * gaps["shortfall"]).sum() == pytest.approx(true, rel=0.08)
    below = gaps.loc[gaps["gap"] > 0]
    missing = (below["weight"] * (below["standard"] - below["true"]).clip(lower=0)).sum()
    assert below["need"].sum() == pytest.approx(missing, rel=0.15)
    assert (gaps["need"] > 0).equals(gaps["gap"] > 0)
    assert ((gaps["shrunken"] - gaps["true"]) ** 2).mean() < 0.8 * ((gaps["score"] - gaps["true"]) ** 2).mean()
    assert np.sqrt(((gaps["shrunken"] - gaps["true"]) ** 2).mean()) == pytest.approx(gaps["sd"].mean(), rel=0.15)


def test_a_missing_source_contributes_its_anchor_as_in_a_plain_loop():
    ratings, _ = need_world.region(
        np.random.default_rng(4), agencies=3, people=12, periods=1, sources=("superior", "peer", "citizen")
    )
    ratings = ratings.drop(ratings.index[(ratings["source"] == "peer") & (ratings["employee"] % 3 == 0)])
    by_source = source_scores(ratings, need_world.SOURCES)
    scores = person_scores(by_source, reliability(by_source)).set_index(["employee", "indicator"])
    weight = {"superior": 0.5, "peer": 0.2, "citizen": 0.2}
    for employee, position in ratings[["employee", "position"]].drop_duplicates().itertuples(index=False):
        total = 0.0
        for source, share in weight.items():
            same = ratings.loc[
                (ratings["source"] == source) & (ratings["indicator"] == "KOM") & (ratings["position"] == position)
            ]
            own = same.loc[same["employee"] == employee, "score"]
            people = same.groupby("employee")["score"].mean()
            total += share * (own.mean() if len(own) else people.mean())
        assert scores.loc[(employee, "KOM"), "score"] == pytest.approx(total / 0.9)


def test_a_planted_weakness_is_the_first_need_and_stays_there_whatever_the_weights():
    ratings, _ = need_world.region(np.random.default_rng(5), shift={("A3", "BP"): -14, ("A4", "KW"): -14})
    gaps = need_world.gaps_of(ratings)
    needs = robustness(
        group_needs(gaps, need_world.TRAINABLE), gaps, need_world.weights(), np.random.default_rng(0), top=5
    )
    assert set(zip(needs["agency"][:2], needs["indicator"][:2], strict=True)) == {("A3", "BP"), ("A4", "KW")}
    assert (needs["robust"][:2] > 0.95).all() and needs["confirmed"][:2].all() and (needs["estimated"] == 1).all()
    product = needs["weight"] * needs["people"] * needs["shortfall"] * needs["trainable"]
    assert needs["need"].to_numpy() == pytest.approx(product.to_numpy())
    assert needs["need"].is_monotonic_decreasing


def test_group_needs_equal_plain_loops():
    ratings, _ = need_world.region(np.random.default_rng(6), agencies=3, people=20, mean=77)
    gaps = need_world.gaps_of(ratings)
    for row in group_needs(gaps, need_world.TRAINABLE, by=("sector",)).itertuples():
        own = [g for g in gaps.itertuples() if (g.sector, g.indicator) == (row.sector, row.indicator) and g.gap > 0]
        assert row.people == len(own) and row.shortfall == pytest.approx(sum(g.shortfall for g in own) / len(own))
        assert row.need == pytest.approx(sum(g.weight * g.shortfall for g in own))
        assert row.mean_gap == pytest.approx(sum(g.gap for g in own) / len(own))


def test_robustness_equals_a_plain_loop_over_the_draws():
    ratings, _ = need_world.region(np.random.default_rng(7), agencies=3, people=16, mean=76)
    gaps = need_world.gaps_of(ratings)
    needs, weights = group_needs(gaps, need_world.TRAINABLE), need_world.weights()
    quick = robustness(needs, gaps, weights, np.random.default_rng(1), draws=20, top=4)
    rng, inside = np.random.default_rng(1), np.zeros(len(needs))
    positions, indicators = sorted(set(weights["position"])), sorted(set(weights["indicator"]))
    value = {(w.position, w.indicator): w.weight for w in weights.itertuples()}
    for _ in range(20):
        drawn = {}
        noise = rng.uniform(0.5, 1.5, (len(positions), len(indicators)))
        for p, position in enumerate(positions):
            row = [value[(position, indicator)] * noise[p, i] for i, indicator in enumerate(indicators)]
            for i, indicator in enumerate(indicators):
                drawn[(position, indicator)] = row[i] / sum(row)
        worth = []
        for need in needs.itertuples():
            own = gaps.loc[(gaps["agency"] == need.agency) & (gaps["indicator"] == need.indicator) & (gaps["gap"] > 0)]
            worth.append(sum(drawn[(one.position, need.indicator)] * one.shortfall for one in own.itertuples()))
        for k in np.argsort(-np.array(worth), kind="stable")[:4]:
            inside[k] += 1
    assert quick["robust"].to_numpy() == pytest.approx(inside / 20)


def test_a_gap_seen_once_by_one_source_is_provisional():
    low = {("A1", "KOM"): -14}
    once, _ = need_world.region(np.random.default_rng(8), periods=1, sources=("superior",), shift=low)
    assert not need_world.gaps_of(once)["confirmed"].any()
    twice, _ = need_world.region(np.random.default_rng(8), periods=2, sources=("superior",), shift=low)
    assert group_needs(need_world.gaps_of(twice), need_world.TRAINABLE).iloc[0][
        ["agency", "indicator", "confirmed"]
    ].tolist() == [
        "A1",
        "KOM",
        True,
    ]


@pytest.mark.parametrize("seed", range(4))
def test_each_planted_reason_is_named_and_a_true_weakness_has_none(seed):
    rng = np.random.default_rng([9, seed])
    ratings, _ = need_world.region(
        rng,
        shift={(f"A{a}", "DS"): -11 for a in range(8)} | {("A2", "KOM"): -14, ("A7", "TG"): -12},
        severity={("A4", 0, "AD"): -24},
        by_source={("A5", "peer", "BP"): -26},
    )
    named = found(ratings)["reason"]
    assert named[("A2", "KOM")] == ""
    assert named[("A7", "TG")] == "target_unrealistic"
    assert named[("A4", "AD")] == "one_rater"
    assert named[("A5", "BP")] == "one_source"
    assert (named.xs("DS", level="indicator") == "everywhere_low").all()


def test_most_chance_needs_get_no_reason_and_what_cannot_be_trained_always_does():
    ratings, _ = need_world.region(np.random.default_rng(10), mean=78)
    table = found(ratings)
    large = table.loc[table["people"] >= 10]
    assert (large["reason"] == "").mean() > 0.8
    fixed = need_world.TRAINABLE.assign(trainable=need_world.TRAINABLE["indicator"] != "KW")
    table = found(ratings, indicators=fixed)
    assert (table.xs("KW", level="indicator")["reason"] == "not_trainable").all()
    assert (table.xs("KW", level="indicator")["need"] == 0).all()


def test_a_planner_may_overrule_a_reason_and_the_plan_then_hears_of_it():
    ratings, _ = need_world.region(np.random.default_rng(11), shift={(f"A{a}", "DS"): -11 for a in range(8)})
    gaps = need_world.gaps_of(ratings)
    needs = group_needs(gaps, need_world.TRAINABLE)
    plain = training_gaps(gaps, causes(needs, gaps, ratings))
    assert "DS" not in set(plain["indicator"])
    insisted = causes(needs, gaps, ratings, frozenset({("A1", "DS")}))
    kept = training_gaps(gaps, insisted)
    assert set(kept.loc[kept["indicator"] == "DS", "agency"]) == {"A1"}
    assert training_gaps(gaps, insisted, accepted=frozenset({("A1", "DS")}))["indicator"].unique().tolist() == ["DS"]


def shipped(name):
    frame = pd.read_csv(
        Path("data/reference") / f"{name}.csv",
        keep_default_na=False,
        na_values={"jp_min": "", "capacity": "", "price_max": ""},
    )
    return frame


def test_the_shipped_catalogue_is_ready_for_planning():
    programmes, left = prepare(shipped("programmes"), travel=150_000.0, allowance=110_000.0)
    assert left.to_numpy().tolist() == [["NON-03", "hours"]]
    nothing = shipped("programmes").replace("", None)  # an empty cell may also arrive as None or NaN
    assert prepare(nothing, 150_000.0, 110_000.0)[0].equals(programmes)
    table = programmes.set_index("programme")
    assert table.loc["STR-01", "structural"] and not table.loc["PUB-01", "structural"]
    assert table.loc["PUB-02", "sectors"] == ("KES", "WILAYAH") and table.loc["DIG-01", "remote"]
    assert table.loc["SOS-05", "allowance"] == 330_000 and table.loc["DIG-01", "allowance"] == 0
    assert table.loc["MAN-01", "course"] == 1_200_000 and table["estimated"].all()


def test_a_match_is_explained_by_its_top_indicators_and_structural_programmes_never_appear():
    ratings, _ = need_world.region(np.random.default_rng(12), shift={(f"A{a}", "KOM"): -12 for a in (1, 3, 5)})
    gaps = need_world.gaps_of(ratings)
    programmes, _ = prepare(shipped("programmes"), 0.0, 0.0)
    links = shipped("programme_links")
    persons = gaps.drop_duplicates("employee")
    table = matches(gaps, persons, programmes, links).set_index("programme")
    assert not any(code.startswith("STR") for code in table.index)
    assert "KOM" in set(table.loc[table.index[:6], "first"])
    code = table.index[0]
    strength = {(r.programme, r.indicator): r.strength for r in links.itertuples()}
    sectors = dict(zip(programmes["programme"], programmes["sectors"], strict=True))
    positions = dict(zip(programmes["programme"], programmes["positions"], strict=True))
    plain = sum(
        g.need * 0.3 * strength.get((code, g.indicator), 0)
        for g in gaps.itertuples()
        if (not sectors[code] or g.sector in sectors[code]) and (not positions[code] or g.position in positions[code])
    )
    assert table.loc[code, "closed"] == pytest.approx(plain)
    bare = uncovered(gaps, programmes, links.loc[links["indicator"] != "KOM"])
    assert "KOM" in set(bare["indicator"])
    assert "no link" in set(unused(gaps, programmes, links.loc[links["programme"] != "PUB-01"])["why"])


def test_the_matches_of_parts_are_those_of_each_alone():
    ratings, _ = need_world.region(np.random.default_rng(12), shift={(f"A{a}", "KOM"): -12 for a in (1, 3, 5)})
    gaps = need_world.gaps_of(ratings)
    offered, links = prepare(shipped("programmes"), 0.0, 0.0)[0], shipped("programme_links")
    persons = gaps.drop_duplicates("employee")
    for by in (("agency",), ("agency", "indicator")):
        together = matches(gaps, persons, offered, links, by)
        parts = gaps.groupby(list(by))
        alone = [
            matches(own, persons, offered, links).assign(**dict(zip(by, part, strict=True))) for part, own in parts
        ]
        pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True)[list(together)], rtol=1e-12)
        assert together[list(by)].drop_duplicates().shape[0] > 4
    nobody = matches(gaps.iloc[:0], persons, offered, links, ("agency",))
    assert nobody.empty and list(nobody) == list(matches(gaps, persons, offered, links, ("agency",)))


@pytest.mark.parametrize("seed", range(3))
def test_a_harsh_rater_whose_people_nobody_else_rated_is_named_and_an_even_world_names_nobody(seed):
    rng = np.random.default_rng([31, seed])
    harsh = {("A4", 0, indicator): -20 for indicator in need_world.INDICATORS}
    ratings, _ = need_world.region(rng, sources=("superior",), severity=harsh)
    named = found(ratings)["reason"]
    assert (named[named == "one_rater"].index.get_level_values("agency") == "A4").all()
    assert (named.loc["A4"] == "one_rater").sum() >= 5
    even, _ = need_world.region(np.random.default_rng([32, seed]), sources=("superior",))
    assert (found(even)["reason"] != "one_rater").all()


def test_a_shortfall_is_everywhere_alike_up_to_twice_the_middle_and_at_least_three_points_more():
    """Where all fall little short, chance alone doubles a shortfall; the one that is clearly worse is no part of it."""

    def everywhere(shorts):
        people = [(f"A{n}", short, 5 * n + one) for n, short in enumerate(shorts) for one in range(5)]
        frame = pd.DataFrame(people, columns=["agency", "short", "employee"])
        gaps = frame.assign(
            indicator="DS",
            period="2026-S1",
            standard=75.0,
            shrunken=75.0 - frame["short"],
            gap=frame["short"],
            weight=10.0,
        )
        needs = pd.DataFrame({"agency": [f"A{n}" for n in range(len(shorts))], "indicator": "DS", "trainable": True})
        ratings = pd.DataFrame(columns=["agency", "employee", "indicator", "period", "source", "rater", "score"])
        named = causes(needs, gaps, ratings.astype({"score": float}))
        return named["reason"].eq("everywhere_low").tolist()

    assert everywhere([1, 1, 1, 3.9, 4.1]) == [True] * 4 + [False]
    assert everywhere([6, 6, 6, 11.9, 12.1]) == [True] * 4 + [False]
    assert everywhere([1, 1, -1, -1]) == [False] * 4
