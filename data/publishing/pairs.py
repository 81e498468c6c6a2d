"""Pairs of periods: what the same people's change is computed from, kept at publish.

Only the first versions of two periods in a row are paired: a correction would cut their people once more.
"""

import json

import duckdb

from data.publishing.versions import Version
from data.store.engine import first, run


def before(cursor: duckdb.DuckDBPyConnection, here: dict) -> list[Version]:
    """What a first version is paired with: the period before (state -1), and the one before that (-2) where sums were
    released with it. Empty where the period before is not there, withdrawn or corrected. here: region, period."""
    previous = first(run(cursor, "sql/publish/pair_previous.sql", **here))
    # Not paired: without a first version shown just before, the same people would have to be looked for across a gap or
    # a correction.
    if previous is None:
        return []
    older = first(run(cursor, "sql/publish/pair_older.sql", snapshot_id=previous[0]))
    snapshots = [previous, older] if older else [previous]
    return [
        Version(-back, here["region"], period, k, snapshot_id, json.loads(batches), rules)
        for back, (snapshot_id, period, batches, k, rules) in enumerate(snapshots, start=1)
    ]


def keep(cursor: duckdb.DuckDBPyConnection, paired: list[Version], snapshot_id: int, k: int) -> None:
    """Write the pair sums, spreads and loads of a first version, laid out with what it is paired with."""
    previous, *older = paired
    about = {
        "snapshot_id": snapshot_id, "previous": previous.origin, "older": older[0].origin if older else None,
        "k": max(k, previous.k),
    }  # fmt: skip
    for step in ("pair_scratch", "pair_sum", "pair_spread"):
        run(cursor, f"sql/publish/{step}.sql", **about)
