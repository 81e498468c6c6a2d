"""Publish against its slow twin, and the promises of later versions."""

import duckdb
import numpy as np
import pytest

from data.publishing import freezing, publish
from data.store.store import FOLDER
from data.terms.actors import system
from tests.twins import publish as twin
from tests.worlds.facts import MIN_RATERS, NOW, PERIOD, REGION, add_agencies, add_rows, random_world
from tests.worlds.layers import some


def released(store, period=PERIOD):
    """Cells by (agencies x leaves of the block, indicator, source), and scores by (leaves, basis, indicator)."""
    with store.cursor() as cursor:
        leaves = cursor.execute(
            "select block_id, list((agency, unit, position) order by agency, unit, position) from leaf"
            " where period = $p group by block_id",
            {"p": period},
        ).fetchall()
        name = {block: frozenset(map(tuple, members)) for block, members in leaves}
        snapshot = cursor.execute("select max(snapshot_id) from snapshot where period = $p", {"p": period}).fetchone()[
            0
        ]
        cells = cursor.execute(
            "select block_id, indicator, source, n_people, n_raters, total from cell where snapshot_id = $s",
            {"s": snapshot},
        ).fetchall()
        scores = cursor.execute(
            "select block_id, basis, indicator, score, coverage"
            " from block_score join block using (snapshot_id, block_id) where snapshot_id = $s and kind = 'people'",
            {"s": snapshot},
        ).fetchall()
    return (
        {(name[b], i, s): (n, r, t) for b, i, s, n, r, t in cells},
        {(name[b], basis, i): (score, coverage) for b, basis, i, score, coverage in scores},
    )


@pytest.mark.parametrize("seed", some(range(30), quick=4))
def test_sql_and_twin_agree(store, seed):
    rng = np.random.default_rng(seed)
    sizes = [*rng.integers(1, 30, 5), 230] if seed % 10 == 0 else None
    rows, sectors = random_world(rng, sizes)
    roster = [
        {"employee": employee, "agency": "A0", "unit": None, "position": "PEL_ADM", "active": bool(rng.random() < 0.7)}
        for employee in range(1, 4)
    ]
    add_agencies(store, REGION, sectors)
    add_rows(store, REGION, PERIOD, rows, roster)
    home = twin.homes(rows, roster)
    members = twin.blocks(home, sectors, 5)
    alone = {a for group in twin.groups_of_agencies(home, sectors, 5) if len(group) == 1 for a in group}
    if not members:
        with pytest.raises(freezing.TooSmall):
            publish.publish(store, REGION, PERIOD, system("test"), NOW)
        return
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    with store.cursor() as cursor:
        weights = {
            (p, i): w
            for p, i, w in cursor.execute("select position, indicator, weight from snapshot_weight").fetchall()
        }
        sources = dict(cursor.execute("select source, weight from snapshot_source").fetchall())
    got_cells, got_scores = released(store)

    split = {a for a in alone if sum(place[0] == a for place in home.values()) > 200}
    name = {
        number: frozenset((a, u if a in split else "", p) for a, u, p in (home[employee] for employee in block))
        for number, block in enumerate(members)
    }
    cells = twin.cells(rows, members, MIN_RATERS, 5)
    want = {(name[b], i, s): cell for (b, i, s), cell in cells.items()}
    people = {key: cell for key, cell in got_cells.items() if next(iter(key[0]))[1] != "*"}
    assert people.keys() == want.keys()
    for key in want:
        assert people[key][:2] == want[key][:2]
        assert people[key][2] == pytest.approx(want[key][2], abs=1e-9)

    figure = twin.figures(rows, 5)
    if any(agency not in alone for agency, _, _ in figure):
        return  # the twin scores agency-level figures of unmerged agencies only
    scores = {
        (name[b], basis, i): pair
        for (b, basis, i), pair in twin.scores(members, home, cells, figure, weights, sources).items()
    }
    assert got_scores.keys() == scores.keys()
    for key, (score, coverage) in scores.items():
        assert got_scores[key][1] == pytest.approx(coverage, abs=1e-9)
        assert (got_scores[key][0] is None) == (score is None)
        if score is not None:
            assert got_scores[key][0] == pytest.approx(score, abs=1e-9)


def test_every_statement_file_is_one_the_engine_reads():
    """A migration or query nobody runs in the tests would otherwise fail at an office first."""
    files = sorted(FOLDER.glob("sql/**/*.sql")) + sorted(FOLDER.glob("queries/**/*.sql"))
    assert len(files) > 80
    for path in files:
        assert duckdb.extract_statements(path.read_text("utf-8")), path
