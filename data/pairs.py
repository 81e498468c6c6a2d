"""Pairs of periods: what the same people's change is computed from, kept at publish.

Only the first versions of two periods in a row are paired: a correction would cut their people once more.
"""

import json

import duckdb

from data.engine import first, run


def keep(cursor: duckdb.DuckDBPyConnection, here: dict, snapshot_id: int, k: int) -> None:
    """Write the pair sums, spreads and loads of a first version whose ratings and seats are laid out. here: region,
    period. Writes nothing where the period before is not there, withdrawn or corrected. Lays out other periods."""
    previous = first(run(cursor, "sql/publish/pair_previous.sql", **here))
    if previous is None:
        return
    previous_id, period, batches, k_before = previous
    pair = {"snapshot_id": snapshot_id, "previous": previous_id, "k": max(k, k_before)}
    run(cursor, "sql/publish/pair_scratch.sql", **pair)
    run(cursor, "sql/publish/pair_side.sql", side="now", **pair)
    _side(cursor, here["region"], "before", (previous_id, period, batches), pair)
    older = first(run(cursor, "sql/publish/pair_older.sql", snapshot_id=previous_id))
    if older is not None:
        _side(cursor, here["region"], "older", older, pair)
    run(cursor, "sql/publish/pair_sum.sql", **pair)
    run(cursor, "sql/publish/pair_spread.sql", **pair)


def _side(
    cursor: duckdb.DuckDBPyConnection, region: str, side: str, snapshot: tuple[int, str, str], pair: dict
) -> None:
    """Lay out another snapshot (number, period, its batches as JSON) and note the people of its cells."""
    snapshot_id, period, batches = snapshot
    there = {"region": region, "period": period}
    run(cursor, "sql/publish/rating.sql", batches=json.loads(batches), **there)
    run(cursor, "sql/publish/home.sql", batches=json.loads(batches), **there)
    run(cursor, "sql/publish/seat.sql", **there)
    run(cursor, "sql/publish/pair_side.sql", **{**pair, "side": side, "snapshot_id": snapshot_id})
