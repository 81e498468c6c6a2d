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
    run(cursor, "sql/publish/pair_side.sql", side="now", snapshot_id=snapshot_id)
    _lay_out(cursor, here["region"], period, batches)
    run(cursor, "sql/publish/pair_side.sql", side="before", snapshot_id=previous_id)
    older = first(run(cursor, "sql/publish/pair_older.sql", snapshot_id=previous_id))
    if older is not None:
        _lay_out(cursor, here["region"], *older[1:])
        run(cursor, "sql/publish/pair_older_side.sql", snapshot_id=older[0], previous=previous_id)
    run(cursor, "sql/publish/pair_sum.sql", **pair)
    run(cursor, "sql/publish/pair_spread.sql", **pair)


def _lay_out(cursor: duckdb.DuckDBPyConnection, region: str, period: str, batches: str) -> None:
    """The ratings and seats of another snapshot; batches: its list as JSON."""
    there = {"region": region, "period": period}
    run(cursor, "sql/publish/rating.sql", batches=json.loads(batches), **there)
    run(cursor, "sql/publish/home.sql", batches=json.loads(batches), **there)
    run(cursor, "sql/publish/seat.sql", **there)
