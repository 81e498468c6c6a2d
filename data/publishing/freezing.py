"""Publishing turns the facts of one region and period into a frozen snapshot of blocks and cells.

The order is fixed: ratings that count -> homes -> blocks (frozen at the first release) -> cells -> what must wait ->
scores from released cells -> pooled spreads -> pairs with the period before -> the forms behind the cells. Everything a
leader sees afterwards comes from these tables. Every version that is compared is laid out in the same statements: on
one region and period the engine spends more on a statement than on its rows.
"""

import json
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.publishing import links, pairs, seats
from data.publishing.links import Link
from data.publishing.versions import RULES, Version, lay_out
from data.store.engine import only, run
from data.terms import periods

K = 5
_BIT_STATES = 62  # versions of one period that fit the pattern of a bigint


class TooSmall(Exception):
    """A region with fewer than k rated people in the period is not published."""


@dataclass(frozen=True)
class Release:
    """What one publish did: its snapshot, how many blocks wait with a correction, and how many people, rated by two
    agencies alike, wait in neither until somebody says which is their home."""

    snapshot_id: int
    version: int
    blocks: int
    held: int
    undecided: int


def released(cursor: duckdb.DuckDBPyConnection, snapshot_id: int) -> dict:
    """How many cells a snapshot released, and one hash of them: what a replay of the journal must come to."""
    cells, sha256 = only(run(cursor, "sql/journal/released.sql", snapshot_id=snapshot_id))
    return {"cells": cells, "sha256": sha256}


def freeze(
    cursor: duckdb.DuckDBPyConnection, region: str, period: str, actor: str, now: datetime, k: int, rules: int = RULES
) -> Release:
    """The publishing itself, inside a transaction; a replay of the journal runs the same, by the rules of its day."""
    here = {"region": region, "period": period}
    batches = [row[0] for row in run(cursor, "sql/publish/batches.sql", **here).fetchall()]
    snapshot_id, version, previous = only(run(cursor, "sql/publish/last.sql", **here))
    made = {"snapshot_id": snapshot_id, "previous": previous, "k": k, "rules": rules} | here

    earlier = run(cursor, "sql/publish/earlier.sql", **here).fetchall()
    if len(earlier) > _BIT_STATES:
        raise OverflowError("more versions of one period than can be compared")
    paired = pairs.before(cursor, here) if version == 1 else []
    versions = [
        Version(number, region, period, k_then, origin, json.loads(then), rules_then)
        for number, (origin, then, k_then, rules_then) in enumerate(earlier, start=1)
    ]
    linked = links.found(cursor, here | {"rules": rules}, batches, versions) if rules > 2 else []
    if rules > 1:
        run(cursor, "sql/publish/rename.sql", **made)
    lay_out(
        cursor, made, [Version(0, region, period, k, None, batches, rules), *versions, *paired, *links.fresh(linked)]
    )
    _reference(cursor, snapshot_id, region, period, rules)
    if not seats.take(cursor, here, k):
        raise TooSmall(region)
    for step in ("seat", "value", "candidate"):
        run(cursor, f"sql/publish/{step}.sql", **made)
    _wait(cursor, made, bool(earlier), linked)
    for step in ("release", "pseudo", "agencies", "score", "person"):
        run(cursor, f"sql/publish/{step}.sql", **made)
    _pooled(cursor, made, corrects=bool(earlier))
    if paired:
        pairs.keep(cursor, paired, snapshot_id, k)
    blocks, held, undecided = only(run(cursor, "sql/publish/counted.sql", snapshot_id=snapshot_id))
    run(
        cursor, "sql/publish/snapshot.sql", version=version, made_at=now, actor=actor, held=held,
        batches=json.dumps(batches, separators=(",", ":")), **made,
    )  # fmt: skip
    run(cursor, "sql/publish/instrument.sql", snapshot_id=snapshot_id)
    return Release(snapshot_id, version, blocks, held, undecided)


def _wait(cursor: duckdb.DuckDBPyConnection, made: dict, corrects: bool, linked: list[Link]) -> None:
    """Blocks whose correction must wait keep what they showed."""
    if corrects:
        run(cursor, "sql/publish/held.sql", **made)
    if linked:
        links.hold(cursor, linked, made)
    if corrects or linked:
        run(cursor, "sql/publish/carry.sql", **made)


def _pooled(cursor: duckdb.DuckDBPyConnection, made: dict, corrects: bool) -> None:
    """Spreads and shares below standard: made anew, or those of before where this version corrects by few."""
    waits = False
    if corrects:
        run(cursor, "sql/publish/stood.sql")
        waits = only(run(cursor, "sql/publish/spread_waits.sql", **made))[0]
        # Releases of before kept no shares, and are made again from the journal as they were.
        if made["rules"] > 2:
            run(cursor, "sql/publish/share_waits.sql", **made)
    for step in ("spread_kept" if waits else "spread", "share_below"):
        run(cursor, f"sql/publish/{step}.sql", **made)


def _reference(cursor: duckdb.DuckDBPyConnection, snapshot_id: int, region: str, period: str, rules: int) -> None:
    """Freeze the weights, sources and standards that are valid in the period into the snapshot; names of agencies."""
    codes = [row[0] for row in run(cursor, "sql/publish/reference_row.sql").fetchall()]
    since = periods.begun(codes, period)
    run(cursor, "sql/publish/reference.sql", snapshot_id=snapshot_id, region=region, since=since, rules=rules)
