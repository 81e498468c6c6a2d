"""Whom to praise, help and ask: against a slow twin, silent where nothing is true, and what else explains a claim."""

import numpy as np
import pandas as pd
import pytest

from analytics.trends import attention as rule
from analytics.trends.attention import attention, certain, ways
from tests.campaigns.calibration_leaders import certain_in
from tests.twins import attention as twin
from tests.worlds import null_regions

NOTHING = {
    "told": pd.DataFrame(columns=["agency", "kind", "source", "points"]),
    "steps": pd.DataFrame(columns=["agency", "change", "fresh"]),
    "year_ago": pd.DataFrame(columns=["agency", "verdict"]),
}


def claim(agency: str = "A", kind: str = "trend", points: float = 10.0, cap: str | None = None, p=1e-4) -> dict:
    side = np.sign(points)
    verdict = None if kind == "place" else "up" if side > 0 else "down"
    ends = {"estimate": points, "low": points - 2, "high": points + 2}
    return {"agency": agency, "kind": kind, "side": side, "p": p, "verdict": verdict, "cap": cap, **ends}


def step(agency: str, change: float, fresh: float) -> dict:
    return {"agency": agency, "change": change, "fresh": fresh}


def said(agency: str, kind: str, *points: float) -> list[dict]:
    return [{"agency": agency, "kind": kind, "source": f"s{n}", "points": one} for n, one in enumerate(points)]


def where(claims: list[dict], told=(), steps=(), year_ago=None, most: int = 3) -> pd.DataFrame:
    frames = [pd.DataFrame([*rows], columns=[*NOTHING[name]]) for name, rows in (("told", told), ("steps", steps))]
    past = pd.DataFrame([*(year_ago or {}).items()], columns=["agency", "verdict"])
    return attention(pd.DataFrame(claims), *frames, past, most)


CALM = [step("A", 5.0, 0.0), step("A", 5.0, 0.1)]


@pytest.mark.parametrize(
    ("one", "told", "steps", "group", "why"),
    [
        (claim(), said("A", "trend", 12.0, 8.0), CALM, "praise", None),
        (claim(points=-10.0), said("A", "trend", -9.0), [step("A", -10.0, 0.0)], "help", None),
        (claim(), said("A", "trend", 12.0, -1.0), CALM, "ask", "sources"),
        (claim(), said("A", "trend", 12.0, 4.9), CALM, "ask", "sources"),
        (claim(), said("A", "place", -12.0), CALM, "praise", None),
        (claim(), (), [step("A", 8.0, 0.9), step("A", 2.0, 0.0)], "ask", "raters_changed"),
        (claim(), (), [step("A", 8.0, np.nan), step("A", 2.0, np.nan)], "ask", "assumed"),
        (claim(), (), [step("A", 4.0, np.nan), step("A", 6.0, 0.25)], "praise", None),
        (claim(kind="change", cap="raters_changed"), (), (), "ask", "raters_changed"),
        (claim(kind="place", cap="one_rater"), (), (), "ask", "one_rater"),
        (claim(kind="place"), said("A", "place", 9.0), [step("A", 0.0, 0.9)], "praise", None),
    ],
)
def test_what_else_would_explain_a_claim_makes_it_a_question(one, told, steps, group, why):
    named = where([one], told, steps).iloc[0]
    assert (named["group"], named["why"]) == (group, why)


def test_who_moves_as_a_year_ago_has_been_seen_and_who_stands_apart_stays():
    claims = [claim(points=-8.0), claim("A", "place", -9.0), claim("B", "trend", 9.0)]
    steps = [step("A", -8.0, 0.0), step("B", 9.0, 0.0)]
    named = where(claims, (), steps, {"A": "down", "B": "down"})
    assert dict(zip(named["agency"], named["kind"], strict=True)) == {"A": "place", "B": "trend"}
    assert where(claims[:1], (), steps, {"A": "down"}).empty


def test_an_agency_stands_once_and_three_of_a_group_are_enough():
    claims = [claim(f"A{n}", "place", 9.0, p=10.0**-n) for n in range(5)] + [claim("A0", "trend", 9.0)]
    named = where(claims, (), [step("A0", 9.0, 0.0)])
    assert named["agency"].tolist() == ["A0", "A4", "A3"] and named["kind"].tolist() == ["trend", "place", "place"]


def test_nobody_is_an_answer():
    named = attention(pd.DataFrame(columns=[*claim()]), **NOTHING)
    assert named.empty and {"group", "why", "agency"} <= set(named)


def test_the_fast_rule_is_the_slow_one_on_random_regions():
    rng = np.random.default_rng(13)
    groups = set()
    for _ in range(200):
        asked = [_random(rng, f"A{rng.integers(12)}") for _ in range(rng.integers(1, 30))]
        asked = list({(one["agency"], one["kind"]): one for one in asked}.values())
        found = _certain(asked)
        expected = twin.certain(asked)
        assert list(zip(found["agency"], found["kind"], strict=True)) == [(c["agency"], c["kind"]) for c in expected]
        told = [row for one in asked for row in said(one["agency"], one["kind"], *rng.normal(5, 6, rng.integers(0, 4)))]
        fresh = [np.nan, 0.0, 0.25, 0.6]
        steps = [step(f"A{n % 12}", rng.normal(4, 5), rng.choice(fresh)) for n in range(36)]
        past = {f"A{n}": str(rng.choice(["up", "down", "uncertain"])) for n in range(12)}
        named = where([*found.to_dict("records")], told, steps, past, 3) if len(found) else found.assign(group=[])
        slow = twin.grouped(expected, told, steps, past, 3)
        for group, rows in slow.items():
            own = named[named["group"] == group]
            assert list(zip(own["agency"], own["kind"], own.get("why", []), strict=True)) == rows
            groups |= {group} if rows else set()
    assert groups == {"praise", "help", "ask"}


def _random(rng: np.random.Generator, agency: str) -> dict:
    kind = str(rng.choice(["trend", "change", "place"]))
    points = float(rng.choice([-1, 1]) * rng.uniform(2, 15))
    cap = rng.choice([None, None, None, "one_rater", "assumed", "few_periods", "season"])
    one = claim(agency, kind, points, cap, p=float(10 ** rng.uniform(-5, -0.5)))
    shrunk = points * rng.uniform(0.2, 1.0)
    return one | {"shrunk_low": shrunk - 3, "shrunk_high": shrunk + 3, "told": bool(rng.random() < 0.8)}


def _certain(asked: list[dict]) -> pd.DataFrame:
    """`certain` of claims that are made already."""
    frame = pd.DataFrame(asked)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rule, "_moves", lambda *_: frame[rule._COLUMNS])
        patched.setattr(rule, "_places", lambda _: frame.iloc[:0][rule._COLUMNS])
        return certain(frame, frame, frame, frame)


def test_a_way_never_crosses_a_break_and_ends_in_scored_periods():
    scores = [50.0, 60.0, 70.0, 72.0, 90.0]
    rows = pd.DataFrame(
        {"agency": "A", "period": [f"202{n}" for n in range(5)], "seq": range(5), "score": scores, "se": 1.0,
         "segment": [0, 0, 1, 1, 1], "coverage": [1.0, 1.0, 1.0, 1.0, 0.4]}
    )  # fmt: skip
    way = ways(rows).iloc[0]
    assert (way["first"], way["last"], way["way"], way["scores"]) == ("2022", "2023", 2.0, (70.0, 72.0))
    assert (way["way_low"], way["way_high"]) == (
        pytest.approx(2 - 1.96 * 2**0.5, abs=0.01),
        pytest.approx(4.77, abs=0.01),
    )
    assert np.isnan(way["shrunk_low"])  # alone, it is drawn nowhere


def test_regions_in_which_nothing_is_true_name_nobody():
    people = null_regions.teams(null_regions.SIZES, 8)
    histories = (null_regions.history(people, np.random.default_rng([17, seed]), 0.5, 8) for seed in range(6))
    assert sum(len(certain_in(history)) > 0 for history in histories) == 0


def test_agencies_that_truly_rise_and_fall_are_certain():
    slope = pd.Series(0.0, [f"A{number:02d}" for number in range(len(null_regions.SIZES))])
    slope[["A25"]], slope[["A22"]] = 3.0, -3.0
    people = null_regions.teams(null_regions.SIZES, 8)
    history = null_regions.history(people, np.random.default_rng(5), 0.5, 8, lasting=0.8, slope=slope)
    found = certain_in(history)
    trends = found[found["kind"] == "trend"].set_index("agency")["side"]
    assert trends.to_dict() == {"A25": 1.0, "A22": -1.0}
    assert set(found["agency"]) == {"A25", "A22"}
