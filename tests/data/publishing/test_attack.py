"""An attacker who knows everything but the scores: who was rated, who is missing, the weights, every old version.

Unknowns are every person x indicator x source score, a corrected score being one more unknown. Every figure ever
released enters as the equation that defines it.
"""

from collections import defaultdict

import numpy as np
import pytest

from data.batches.decisions import settle_home
from data.publishing import publish
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.twins import publish as twin
from tests.twins.attack import recovered
from tests.twins.rated import counting
from tests.worlds.facts import MIN_RATERS, NOW, PERIOD, REGION, add_agencies, add_rows, random_world, row
from tests.worlds.layers import some

K = 5
ANSWER = []
"""The wave in which it is said that people whom A2 and A3 rated alike belong to A2."""


def cell_equations(cells, values, seats):
    """(block, indicator, source) -> equation of its total."""
    equations = {}
    for block, indicator, source in cells:
        members = [
            (employee, indicator, source, round(value, 6))
            for (employee, i, s), value in values.items()
            if (i, s) == (indicator, source) and seats.get(employee) == block
        ]
        equations[block, indicator, source] = dict.fromkeys(members, 1.0)
    return equations


def combine(equations, weights):
    total = defaultdict(float)
    for equation, weight in zip(equations, weights, strict=True):
        for name, one in equation.items() if weight else ():
            total[name] += weight * one
    return total


def score_equations(equations, cells, members, home, weights, sources):
    """Every combined and composite score as an equation over unknowns: the twin, fed with unit vectors for totals,
    returns each score's coefficients on the cells (scores are linear in them)."""
    names = sorted(cells)
    unit = np.eye(len(names))
    symbolic = {name: (*cells[name][:2], unit[number]) for number, name in enumerate(names)}
    scores = twin.scores(members, home, symbolic, {}, weights, sources)
    return [
        combine([equations[name] for name in names], coefficients)
        for coefficients, _ in scores.values()
        if coefficients is not None
    ]


def person_sums(rows, members, weights, sources):
    """The naive way: a block's composite summed from persons, each over the parts they happen to have."""
    values = twin.person_values(rows)
    home = twin.homes(rows, [])
    equations = []
    for block in members:
        equation = defaultdict(float)
        for employee in block:
            mine = {k[1:]: v for k, v in values.items() if k[0] == employee}
            parts = {
                k: weights.get((home[employee][2], k[0]), 0) * sources[k[1]]
                / sum(sources[s] for i, s in mine if i == k[0] and sources[s] > 0)
                for k in mine if sources[k[1]] > 0
            }  # fmt: skip
            whole = sum(parts.values())
            for (indicator, source), part in parts.items():
                if part:
                    equation[employee, indicator, source, round(mine[indicator, source], 6)] += part / whole
        equations.append(equation)
    return equations


def planted(rng):
    """A world and its later batches: somebody lacks a source, somebody an indicator, then a joiner, a correction, and a
    fifth person in an agency of four."""
    rows, _ = random_world(rng, [4, 6, 9, 13], missing=0.0, citizens=False)
    sectors = {"A0": "PEND", "A1": "PEND", "A2": "KES", "A3": "WILAYAH"}
    rows = [one for one in rows if one["indicator"] != "m1" and one["source"] != "self"]
    rows = [one | {"position": "PEL_ADM"} if one["agency"] == "A3" else one for one in rows]
    lacking = {(5, "peer"), (12, "superior"), (25, "peer")}
    rows = [one for one in rows if (one["employee"], one["source"]) not in lacking]
    rows = [one for one in rows if (one["employee"], one["indicator"]) != (11, "KOM")]
    late = [
        row(900, "A2", None, "PEL_ADM", i, "superior", float(rng.uniform(40, 99)), 1020)
        for i in ("TG", "KW", "BP", "KOM")
    ]
    fifth = [
        row(901, "A0", None, "PEL_ADM", i, "superior", float(rng.uniform(40, 99)), 1000)
        for i in ("TG", "KW", "BP", "KOM")
    ]
    first = next(one for one in rows if one["employee"] == 20 and one["source"] == "superior")
    corrected = [first | {"score": first["score"] - 7.5}]
    many = [
        one | {"score": one["score"] / 2}
        for one in rows
        if one["agency"] == "A3" and one["source"] == "superior" and rng.random() < 0.8
    ]
    # As many ratings as their own agency gave these: they leave it, until it is said where they belong.
    claimed = set(rng.permutation(range(20, 33))[: int(rng.integers(2, 9))].tolist())
    twice = [
        one | {"agency": "A2", "score": float(rng.uniform(40, 99))}
        for one in rows
        if one["agency"] == "A3" and one["employee"] in claimed
    ]
    return [rows, [*late, *corrected], fifth, many, twice, ANSWER], sectors


@pytest.mark.parametrize("seed", some(range(20), quick=2))
def test_nobody_is_recovered(tmp_path, seed):
    rng = np.random.default_rng(seed)
    waves, sectors = planted(rng)
    store = open_store(tmp_path, threads=1)
    equations, naive_versions, first_only = [], [], []
    try:
        add_agencies(store, REGION, sectors)
        then = {}
        for version, wave in enumerate(waves, start=1):
            if wave is ANSWER:
                settle_home(store, REGION, PERIOD, ("A2", "A3"), "A2", system("test"), NOW)
            else:
                add_rows(store, REGION, PERIOD, wave)
            release = publish.publish(store, REGION, PERIOD, system("test"), NOW)
            rows, waiting = counting(waves[:version], answers={("A2", "A3"): "A2"} if wave is ANSWER else {})
            assert release.undecided == len(waiting) and bool(waiting) == (wave is waves[4])
            then[release.snapshot_id] = rows
            with store.cursor() as cursor:
                weights = {
                    (p, i): w
                    for p, i, w in cursor.execute("select position, indicator, weight from snapshot_weight").fetchall()
                }
                sources = dict(cursor.execute("select source, weight from snapshot_source").fetchall())
                leaf = {
                    (a, u, p): b
                    for a, u, p, b in cursor.execute("select agency, unit, position, block_id from leaf").fetchall()
                }
                held_from = dict(
                    cursor.execute(
                        "select block_id, released_from from block where snapshot_id = $s", {"s": release.snapshot_id}
                    ).fetchall()
                )
                cells = {
                    (b, i, s): (n, r, t)
                    for b, i, s, n, r, t in cursor.execute(
                        "select block_id, indicator, source, n_people, n_raters, total from cell"
                        " where snapshot_id = $s",
                        {"s": release.snapshot_id},
                    ).fetchall()
                }  # fmt: skip
            released, members, home = {}, [], {}
            for block, origin in sorted(held_from.items()):
                homes = twin.homes(then[origin], [])
                seats = {e: leaf.get((a, u, p), leaf.get((a, "", p))) for e, (a, u, p) in homes.items()}
                mine = cell_equations([c for c in cells if c[0] == block], twin.person_values(then[origin]), seats)
                values = {name: name[3] for equation in mine.values() for name in equation}
                for name, equation in mine.items():
                    assert len(equation) == cells[name][0] >= K
                    assert sum(values[one] for one in equation) == pytest.approx(cells[name][2], abs=1e-4)
                released |= mine
                members.append({e for e, seat in seats.items() if seat == block})
                home |= {e: homes[e] for e in members[-1]}
            number = {block: n for n, block in enumerate(sorted(held_from))}
            numbered = {(number[b], i, s): cell for (b, i, s), cell in cells.items()}
            by_number = {(number[b], i, s): equation for (b, i, s), equation in released.items()}
            equations += list(released.values())
            equations += score_equations(by_number, numbered, members, home, weights, sources)
            if version == 1:
                first_only = list(equations)
                naive_sums = person_sums(rows, members, weights, sources)
            homes = twin.homes(rows, [])
            seats = {e: leaf.get((a, u, p), leaf.get((a, "", p))) for e, (a, u, p) in homes.items()}
            everyone = [{e for e, seat in seats.items() if seat == block} for block in sorted(held_from)]
            fresh = twin.cells(rows, everyone, MIN_RATERS, K)
            at = {e: n for n, block in enumerate(everyone) for e in block}
            naive_versions += cell_equations(fresh, twin.person_values(rows), at).values()
    finally:
        store.close()
    assert recovered(equations, twos=True) == []
    assert recovered(first_only + naive_sums), "the attack must find people when composites are summed from persons"
    assert recovered(naive_versions), "the attack must find people when corrections are released one by one"
