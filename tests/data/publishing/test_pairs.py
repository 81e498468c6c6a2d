"""Sums over stayers, joiners and leavers against their slow twin; components of changes against theirs."""

import numpy as np
import pandas as pd
import pytest

from analytics.change.parts import FACTORS, LEAST_TOLD, PARTS, decompose
from data.publishing import publish
from data.terms.actors import system
from data.upkeep import demo
from data.upkeep.opening import open_store
from tests.twins.pairs import Period, next_period, pair_sums
from tests.worlds import components
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import MIN_RATERS, NOW, POSITIONS, REGION, add_agencies, add_rows, random_world
from tests.worlds.layers import some

PERIODS = ("2024-S2", "2025-S1", "2025-S2")


def three_periods(rng):
    """A world in three periods: agencies with much coming and going, and agencies with none."""
    rows, sectors = random_world(rng, [4, 12, 25, 40, 60], missing=0.0 if rng.random() < 0.5 else 0.1)
    still = {"A3", "A4"} if rng.random() < 0.5 else {"A4"}
    worlds = [rows]
    for _ in PERIODS[1:]:
        last = worlds[-1]
        busy = [one for one in last if one["agency"] not in still]
        calm = [one for one in last if one["agency"] in still]
        calm = [one | {"score": round(float(rng.uniform(40, 100)), 1)} for one in calm]
        if rng.random() < 0.6:
            later = next_period(rng, busy, sorted(sectors), POSITIONS, leave=0.3, join=0.0, move=0.02)
        else:
            later = next_period(rng, busy, sorted(sectors), POSITIONS, leave=0.0, join=0.0, move=0.0, missing=0.0)
        fresh = next_period(rng, busy, sorted(sectors), POSITIONS, leave=1.0, join=0.3, move=0.0)
        highest = max(one["employee"] or 0 for world in worlds for one in world)
        shift = highest + 1
        fresh = [one | {"employee": one["employee"] + shift} for one in fresh]
        worlds.append(calm + later + fresh)
    return worlds, sectors


@pytest.mark.parametrize("seed", some(range(24), quick=2))
def test_sums_and_components_agree_with_their_twins(store, seed):
    rng = np.random.default_rng(seed)
    worlds, sectors = three_periods(rng)
    add_agencies(store, REGION, sectors)
    known, older_keys = [], set()
    for number, (period, rows) in enumerate(zip(PERIODS, worlds, strict=True)):
        add_rows(store, REGION, period, rows)
        snapshot = publish.publish(store, REGION, period, system("test"), NOW).snapshot_id
        known.append(Period(rows, sectors, MIN_RATERS, 5))
        with store.cursor() as cursor:
            found = cursor.execute(
                "select agency, indicator, source, part, n_people, total_now, total_before from pair_sum"
                " where snapshot_id = $s",
                {"s": snapshot},
            ).fetchall()
        if number == 0:
            assert found == []
            continue
        want, older_keys = pair_sums(
            known[number], known[number - 1], known[number - 2] if number > 1 else None, older_keys, 5
        )
        got = {tuple(one[:4]): one[4:] for one in found}
        assert got.keys() == want.keys()
        for key, sums in want.items():
            assert got[key] == pytest.approx(sums, abs=1e-6)
        if number == 1:
            pairs = pairs_of(known[1], known[0], worlds[:2], *weights_of(store, snapshot))
            assert_components_agree(store, pairs)


def test_the_worlds_of_the_twin_hold_safe_and_unsafe_pairs():
    safe = unsafe = 0
    for seed in range(24):
        worlds, sectors = three_periods(np.random.default_rng(seed))
        first, second = (Period(rows, sectors, MIN_RATERS, 5) for rows in worlds[:2])
        _, keys = pair_sums(second, first, None, set(), 5)
        safe += len(keys)
        unsafe += len(set(first.at) & set(second.at)) - len(keys)
    assert safe > 200 and unsafe > 200


def weights_of(store, snapshot):
    with store.cursor() as cursor:
        weights = cursor.execute(
            "select position, indicator, weight from snapshot_weight where snapshot_id = $s", {"s": snapshot}
        ).fetchall()
        sources = cursor.execute(
            "select source, weight from snapshot_source where snapshot_id = $s", {"s": snapshot}
        ).fetchall()
    return {(p, i): w for p, i, w in weights if w > 0}, {s: w for s, w in sources if w > 0}


def rater_of(rows):
    """(employee, indicator, source) -> the one named rater, or None."""
    seen = {}
    for one in rows:
        if one["employee"] is not None:
            seen.setdefault((one["employee"], one["indicator"], one["source"]), set()).add(one["rater"])
    return {key: next(iter(raters)) if len(raters) == 1 else None for key, raters in seen.items()}


def singles_of(now, before, raters):
    """(agency, employee, indicator, source, change, rater before, rater now) of everybody rated twice by others, in
    agencies whose people are the same."""
    found = []
    for agency, indicator, source in sorted(set(now.at) & set(before.at)):
        key = agency, indicator, source
        if source == "self" or now.members[agency] != before.members[agency]:
            continue
        for employee in now.people(key) & before.people(key):
            who = employee, indicator, source
            found.append((agency, *who, now.value[who] - before.value[who], raters[0][who], raters[1][who]))
    return found


def pairs_of(now, before, rows, weights, sources):
    """(indicator, source) -> rows of agency, rater_before, rater_now, before, now, as `components` wants them."""
    singles, superiors = singles_of(now, before, (rater_of(rows[0]), rater_of(rows[1]))), {}
    for _, employee, _, source, _, *pair in singles:
        if source == "superior":
            mine = superiors.setdefault(employee, ([], []))
            mine[0].append(pair[0]), mine[1].append(pair[1])
    superior = {e: tuple(min((r for r in side if r is not None), default=None) for side in both)
                for e, both in superiors.items()}  # fmt: skip
    combined = {}
    for agency, employee, indicator, source, change, _, _ in singles:
        if source in sources:
            combined.setdefault((agency, employee, indicator), []).append((change, sources[source]))
    found = list(singles)
    composite = {}
    for (agency, employee, indicator), parts in combined.items():
        change = sum(c * w for c, w in parts) / sum(w for _, w in parts)
        found.append((agency, employee, indicator, "all", change, *superior.get(employee, (None, None))))
        position = now.home[employee][2]
        if (position, indicator) in weights:
            composite.setdefault((agency, employee), []).append((change, weights[position, indicator]))
    for (agency, employee), parts in composite.items():
        whole = sum(w for (position, _), w in weights.items() if position == now.home[employee][2])
        seen = sum(w for _, w in parts)
        if seen >= 0.6 * whole - 1e-9:
            change = sum(c * w for c, w in parts) / seen
            found.append((agency, employee, "*", "all", change, *superior.get(employee, (None, None))))
    frame = pd.DataFrame(
        found, columns=["agency", "employee", "indicator", "source", "now", "rater_before", "rater_now"]
    )
    return dict(iter(frame.assign(before=0.0).groupby(["indicator", "source"])))


def assert_components_agree(store, pairs):
    """The components of changes between the two periods published so far, against their slow twin."""
    with store.cursor() as cursor:
        spread = cursor.execute("select * from pair_spread").df().set_index(["indicator", "source"])
        loads = cursor.execute("select * from pair_load").df().set_index(["indicator", "source", "agency"])
    spread, loads = spread.astype(float), loads.astype(float)
    assert ("*", "all") in spread.index
    for key, frame in pairs.items():
        want = components.pair_spread(frame, *key).iloc[0]
        if want["n_people"] >= 5:
            for column in ("var_person", "var_rater", "n_people", "n_raters", "median_load", "n_agencies", "load"):
                assert spread.loc[key, column] == pytest.approx(want[column], rel=1e-6, abs=1e-6, nan_ok=True), column
        else:
            assert key not in spread.index
        for row in components.pair_load(frame, *key).itertuples():
            if row.n_people < 5:
                assert (*key, row.agency) not in loads.index
                continue
            got = loads.loc[(*key, row.agency)]
            for column in ("n_people", "n_raters", "n_fresh", "sum_before2", "sum_now2", "sum_fresh2"):
                assert got[column] == pytest.approx(getattr(row, column), nan_ok=True), column


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("demo"), threads=2)
    demo.load(store, SYSTEM, NOW, regions=("7271",), chosen=("2025-S2", "2026-S1"))
    yield store
    store.close()


CHOSEN = [(None, None), ("KOM", None), ("KW", "superior"), (None, "superior")]


@pytest.mark.parametrize(("indicator", "source"), CHOSEN)
@pytest.mark.parametrize("positions", [None, ["PEL_ADM"]])
def test_a_score_is_the_sum_of_its_leaves(demonstration, indicator, source, positions):
    asked = {"region": "7271", "indicator": indicator, "source": source, "positions": positions}
    leaves = demonstration.query(SYSTEM, "score_leaves", **asked)
    brought = leaves.assign(brought=leaves[FACTORS].prod(axis=1)).groupby(["agency", "period"])["brought"].sum()
    scores = demonstration.query(SYSTEM, "agency_scores", **asked).set_index(["agency", "period"])["score"].dropna()
    assert len(scores) and brought.reindex(scores.index).to_numpy() == pytest.approx(scores.to_numpy())
    shares = leaves.drop_duplicates(["agency", "period", "positions"]).groupby(["agency", "period"])["share"].sum()
    assert shares.to_numpy() == pytest.approx(1) and leaves["seen"].between(0, 1).all()


@pytest.mark.parametrize(("indicator", "source"), CHOSEN)
def test_the_parts_of_the_demo_add_up_to_the_change_shown(demonstration, indicator, source):
    asked = {"region": "7271", "indicator": indicator, "source": source}
    basis = {"indicator": indicator or "*", "source": source or "all"}
    sums = demonstration.query(SYSTEM, "pair_sums", region="7271", **basis, periods=["2026-S1"])
    leaves = demonstration.query(SYSTEM, "score_leaves", **asked)
    scores = demonstration.query(SYSTEM, "agency_scores", **asked)
    wide = scores.pivot(index="agency", columns="period", values="score").reset_index()
    shown = wide.rename(columns={"2026-S1": "score", "2025-S2": "score_before"}).dropna()
    now = leaves["period"] == "2026-S1"
    found = decompose(leaves[now], leaves[~now], shown[["agency", "score", "score_before"]], sums)
    assert found["reason"].isna().all() and len(found) >= 20
    assert (found[PARTS].sum(axis=1).round(1) == found["change"]).all()
    assert found["known"].mean() >= (0.8 if indicator else 0.95)
    cut = found[found["same_people"].notna()]
    assert len(cut) >= 3 and cut["told"].ge(LEAST_TOLD).all()
    assert (sums["n_people"] >= 5).all() and sums["weight_shared"].between(0, 1 + 1e-9).all()


def test_sums_vanish_when_either_period_is_corrected_or_withdrawn(store):
    worlds, sectors = three_periods(np.random.default_rng(3))
    add_agencies(store, REGION, sectors)
    for period, rows in zip(PERIODS[:2], worlds[:2], strict=True):
        add_rows(store, REGION, period, rows)
        publish.publish(store, REGION, period, system("test"), NOW)
    asked = {"indicator": "TG", "source": "superior"}
    assert len(store.query(SYSTEM, "pair_sums", region=REGION, **asked))
    publish.publish(store, REGION, PERIODS[0], system("test"), NOW)
    assert store.query(SYSTEM, "pair_sums", region=REGION, **asked).empty
    assert (
        store.query(SYSTEM, "pair_spread", region=REGION).empty
        and store.query(SYSTEM, "pair_load", region=REGION).empty
    )
    add_rows(store, REGION, PERIODS[2], worlds[2])
    publish.withdraw(store, REGION, PERIODS[1], system("test"), NOW, "uji")
    publish.publish(store, REGION, PERIODS[2], system("test"), NOW)
    assert store.query(SYSTEM, "pair_sums", region=REGION, **asked).empty
