"""The attacker of `test_attack` with the sums of stayers, joiners and leavers of three periods, and a later correction.

Unknowns are the scores of each period; every cell of every version and every pair sum enters as the equation it is.
"""

import numpy as np
import pytest

from data.batches.decisions import settle_home
from data.publishing import publish
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.twins.attack import recovered
from tests.twins.pairs import Period, least
from tests.twins.rated import counting
from tests.worlds.facts import MIN_RATERS, NOW, REGION, add_agencies, add_rows, row
from tests.worlds.layers import some

PERIODS = ("2024-S2", "2025-S1", "2025-S2")
SECTORS = {"A": "PEND", "B": "KES", "C": "WILAYAH", "D": "SOSIAL"}
PARTS = ("TG", "KW")
K = 5


def ratings(rng, agency, position, people):
    return [
        row(e, agency, None, position, part, "superior", round(float(rng.uniform(40, 100)), 2), 9000)
        for e in people
        for part in PARTS
    ]


def planted(rng):
    """Three periods of people by (agency, position).

    A: one block stays whole, one person of the other stays. B: the stayers of both neighbours of the middle period are
    all but the same people. C: many come and go, here and there. D: nobody comes or goes.
    """
    b = [int(e) for e in rng.permutation(np.arange(300, 320))]
    c = list(range(400, 440))
    stayed, stay = ([int(e) for e in rng.permutation(c)[:size]] for size in (24, 26))
    changing = [
        (range(200, 212), [*b[:10], *range(340, 350)], [*stayed, *range(450, 460)]),
        ([200, *range(220, 231)], b, c),
        ([220, *range(240, 251)], [*b[1:11], *range(360, 370)], [*stay, *range(470, 480)]),
    ]
    groups = [
        {("A", "JPT"): range(100, 110), ("D", "PEL_ADM"): range(500, 520)}
        | {(agency, "PEL_ADM"): people for agency, people in zip("ABC", some, strict=True)}
        for some in changing
    ]
    return [[one for place, people in group.items() for one in ratings(rng, *place, people)] for group in groups]


def equation(period, key, people, values):
    return {(e, period, *key[1:], round(values[e, *key[1:]], 6)): 1.0 for e in people}


def told(now, before, names, key, parts):
    """The equations of the pair sums of one agency, indicator and source."""
    here, there = now.people(key), before.people(key)
    sums = {"stay": here & there, "join": here - there, "leave": there - here}
    found = []
    for part in parts:
        if part != "leave":
            found.append(equation(names[1], key, sums[part], now.value))
        if part != "join":
            found.append(equation(names[0], key, sums[part], before.value))
    return [one for one in found if one]


@pytest.mark.parametrize("seed", some(range(12), quick=1))
def test_nobody_is_recovered_from_pairs(tmp_path, seed):
    rng = np.random.default_rng(seed)
    worlds = planted(rng)
    store = open_store(tmp_path, threads=1)
    cells, pairs, naive, versions = [], [], [], []
    try:
        add_agencies(store, REGION, SECTORS)
        known = [Period(rows, SECTORS, MIN_RATERS, K) for rows in worlds]
        for number, (period, rows) in enumerate(zip(PERIODS, worlds, strict=True)):
            add_rows(store, REGION, period, rows)
            release = publish.publish(store, REGION, period, system("test"), NOW)
            for key, blocks in known[number].at.items():
                cells += [equation(period, key, people, known[number].value) for people in blocks.values()]
            if number == 0:
                continue
            names, pair = PERIODS[number - 1 : number + 1], (known[number], known[number - 1])
            with store.cursor() as cursor:
                rows = cursor.execute(
                    "select agency, indicator, source, list(part), list(n_people) from pair_sum where snapshot_id = $s"
                    " group by all",
                    {"s": release.snapshot_id},
                ).fetchall()
            for agency, indicator, source, parts, sizes in rows:
                assert all(n >= K for n in sizes)
                pairs += told(*pair, names, (agency, indicator, source), parts)
            assert {one[0] for one in rows} >= {"D"} and "A" not in {one[0] for one in rows}
            for key in known[number].at:
                here, there = pair[0].people(key), pair[1].people(key)
                if all(len(part) == 0 or len(part) >= K for part in (here & there, here - there, there - here)):
                    naive += told(*pair, names, key, ("stay", "join", "leave"))
        versions = later_versions(rng, store, worlds[1], known[1])
    finally:
        store.close()
    assert recovered([*cells, *pairs, *versions], twos=True) == []
    assert recovered([*cells, *naive]), (
        "the attack must find people in sums whose parts are each nobody or at least five"
    )
    assert any(set(group) & set(range(300, 320)) for group in recovered([*cells, *naive], twos=True))


def later_versions(rng, store, rows, first):
    """Corrections of the middle period, one after the other: people added, values corrected, people moved away by the
    roster; then some whom two agencies rated alike, who belong to neither until the last answers."""
    c = sorted(first.people(("C", "TG", "superior")))
    d = sorted(first.people(("D", "TG", "superior")))
    away = {int(e) for e in rng.permutation(c)[:9]}
    stay = [int(e) for e in rng.permutation(c) if int(e) not in away]
    moved = [{"employee": e, "agency": "D", "unit": None, "position": "PEL_ADM", "active": True} for e in sorted(away)]
    waves = [
        (ratings(rng, "C", "PEL_ADM", range(600, 606)) + ratings(rng, "D", "PEL_ADM", d[:8]), []),
        (ratings(rng, "D", "PEL_ADM", sorted(away)), moved),
        (ratings(rng, "C", "PEL_ADM", stay[: int(rng.integers(2, 8))]), []),
        (ratings(rng, "D", "PEL_ADM", stay[: int(rng.integers(2, 10))]), []),
    ]
    found, then, evaluations, rosters, answers = [], {}, [rows], [], {}
    period = PERIODS[1]
    for wave in [*waves, "D"]:
        if wave == "D":
            answers["C", "D"] = wave
            settle_home(store, REGION, period, "CD", wave, system("test"), NOW)
        else:
            add_rows(store, REGION, period, *wave)
            evaluations.append(wave[0])
            rosters.append(wave[1])
        release = publish.publish(store, REGION, period, system("test"), NOW)
        counted, waiting = counting(evaluations, rosters, answers)
        assert release.undecided == len(waiting) and bool(waiting) == (len(evaluations) == 5 and not answers)
        then[release.snapshot_id] = counted, [one for roster in rosters for one in roster]
        with store.cursor() as cursor:
            leaf = {
                (agency, position): block
                for agency, position, block in cursor.execute(
                    "select agency, position, block_id from leaf where period = $p", {"p": period}
                ).fetchall()
            }
            kept = cursor.execute(
                "select block_id, indicator, source, cell.n_people, total, released_from from cell"
                " join block using (snapshot_id, block_id) where snapshot_id = $s",
                {"s": release.snapshot_id},
            ).fetchall()
        for block, indicator, source, n_people, total, origin in kept:
            if origin not in then:
                continue
            counted, roster = then[origin]
            state = Period(counted, SECTORS, MIN_RATERS, K, roster)
            people = {
                e for e, (agency, _, position) in state.home.items()
                if leaf[agency, position] == block and (e, indicator, source) in state.value
            }  # fmt: skip
            assert len(people) == n_people
            assert sum(state.value[e, indicator, source] for e in people) == pytest.approx(total, abs=1e-6)
            found.append(equation(period, ("", indicator, source), people, state.value))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_the_five_groupings_cover_every_direction(seed):
    """Random weights of the two sums leave never fewer people than the six directions tried."""
    rng = np.random.default_rng(seed)
    blocks = {b: set(range(100 * b, 100 * b + int(rng.integers(5, 15)))) for b in range(3)}
    everyone = sorted(set().union(*blocks.values()))
    stayed, stay = ({e for e in everyone if rng.random() < 0.5} for _ in range(2))
    fewest = least(blocks, stayed, stay)
    for a, b in [*rng.normal(size=(200, 2)), *rng.integers(-3, 4, size=(200, 2))]:
        apart = 0
        for people in blocks.values():
            values = [round(a * (e in stayed) + b * (e in stay), 9) for e in people]
            apart += len(people) - max(values.count(value) for value in values)
        assert apart == 0 or apart >= fewest
