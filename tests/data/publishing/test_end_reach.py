"""How far scores may lie from the truth, because cells near an end of the scale are told as a bound."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from data.publishing import publish
from data.terms.actors import system
from tests.twins import publish as twin
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import MIN_RATERS, NOW, PERIOD, REGION, add_agencies, add_rows, random_world
from tests.worlds.layers import some

SOME = ["PEL_ADM", "JF_LAYANAN"]
ASKED = [
    ("*", None, None), (None, None, None), (None, "superior", None), (None, "citizen", None), ("*", "superior", None),
    ("TG", "self", None), ("*", None, SOME), (None, None, SOME),
]  # fmt: skip


def near(rng, rows):
    """The rows, some agencies near an end of the scale on some indicators; also what citizens say of some."""
    ends = {(a, i): rng.choice([None, 99.9, 0.1]) for a in {r["agency"] for r in rows} for i in ("TG", "BP", "m1")}
    return [
        one if (end := ends.get((one["agency"], one["indicator"]))) is None
        else one | {"score": float(np.clip(end + rng.normal(0, 0.05), 0, 100))}
        for one in rows
    ]  # fmt: skip


def raw(rows, members, cells, figures):
    """The cells and figures as they are, not as they are told: (key -> lowest), (key -> highest)."""
    ends = []
    for end in (0, 1):
        free = {
            key: (n, raters, 100 * n * end if total == (20, 100 * n - 20)[end] else total)
            for key, (n, raters, total) in cells.items()
        }  # fmt: skip
        told = {
            key: (n, 100 * end if n and abs(mean * n - (20, 100 * n - 20)[end]) < 1e-6 else mean)
            for key, (n, mean) in figures.items()
        }
        ends.append((free, told))
    return ends


@pytest.mark.parametrize("seed", some(range(24), quick=3))
def test_scores_at_both_ends_of_what_their_cells_may_be_agree_with_the_twin(store, seed):
    rng = np.random.default_rng(seed)
    rows, sectors = random_world(rng, list(rng.integers(5, 40, rng.integers(3, 8))), missing=0.4)
    rows = near(rng, rows)
    add_agencies(store, REGION, sectors)
    add_rows(store, REGION, PERIOD, rows)
    publish.publish(store, REGION, PERIOD, system("test"), NOW)
    home = twin.homes(rows, [])
    members = twin.blocks(home, sectors, 5)
    cells, figures = twin.cells(rows, members, MIN_RATERS, 5), twin.figures(rows, 5)
    with store.cursor() as cursor:
        asked = "select position, indicator, weight from snapshot_weight"
        weights = {(p, i): w for p, i, w in cursor.execute(asked).fetchall()}
        sources = dict(cursor.execute("select source, weight from snapshot_source").fetchall())

    def scored(cell, figure):
        return twin.scores(members, home, cell, figure, weights, sources)

    as_told = scored(cells, figures)
    lowest, highest = (scored(*end) for end in raw(rows, members, cells, figures))
    agency, seen = [home[min(block)][0] for block in members], 0
    for indicator, source, positions in ASKED:
        basis_asked = source or ("persons" if positions else "all")
        heads, below, above = Counter(), defaultdict(float), defaultdict(float)
        for key, (score, _) in as_told.items():
            b, basis, what = key
            narrowed = positions and not {home[one][2] for one in members[b]} <= set(positions)
            mine = what != "*" if indicator is None else what == indicator
            if score is None or basis != basis_asked or not mine or narrowed:
                continue
            heads[agency[b], what] += len(members[b])
            below[agency[b], what] += len(members[b]) * (score - lowest[key][0])
            above[agency[b], what] += len(members[b]) * (highest[key][0] - score)
        asked = {"region": REGION, "indicator": indicator, "source": source, "positions": positions}
        found = store.query(SYSTEM, "end_reach", **asked)
        found = found[found["indicator"] != "*"] if indicator is None else found
        whole = {what: sum(n for (_, one), n in heads.items() if one == what) for _, what in heads}
        assert (found["of_region"] == found["indicator"].map(whole)).all()
        found = {(r.agency, r.indicator): (r.below, r.above) for r in found.itertuples()}
        for key, count in heads.items():
            want = (below[key] / count, above[key] / count)
            assert found.pop(key, (0.0, 0.0)) == pytest.approx(want, abs=1e-6), (indicator, source, key)
            seen += sum(want) > 0
        assert not found
    assert seen
