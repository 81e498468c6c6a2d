"""Publishing turns the facts of one region and period into a frozen snapshot of blocks and cells.

The order is fixed: ratings that count -> homes -> blocks (frozen at the first release) -> cells -> what must wait ->
scores from released cells -> pooled spreads. Everything a leader sees afterwards comes from these tables.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

from data import pairs, periods
from data.blocks import Leaf, Partition, extend, partition
from data.engine import first, run
from data.journal import masked
from data.problems import Problem, Refused
from data.recording import recording
from data.store import Store

K = 5
_EVIDENCE = ("evaluation", "roster")
_BIT_STATES = 62  # versions of one period that fit the pattern of a bigint


class TooSmall(Exception):
    """A region with fewer than k rated people in the period is not published."""


@dataclass(frozen=True)
class Release:
    """What one publish did: its snapshot, and how many blocks wait with a correction."""

    snapshot_id: int
    version: int
    blocks: int
    held: int


def publishable(store: Store) -> pd.DataFrame:
    """One row per region and period with live facts; `fresh`: batches came or went since the last snapshot."""
    return store.query("publishable")


def publish(store: Store, region: str, period: str, actor: str, now: datetime, k: int = K) -> Release:
    """Freeze the region's period as it stands now. Raises TooSmall; the store is unchanged then."""
    assert k >= K, "k may only be raised"
    with recording(store, "publish", actor, now) as entry:
        release = freeze(entry.cursor, region, period, actor, now, k)
        entry.detail |= {
            "region": region, "period": period, "k": k, "snapshot": release.snapshot_id, "version": release.version,
            "blocks": release.blocks, "held": release.held,
        } | released(entry.cursor, release.snapshot_id)  # fmt: skip
        return release


def released(cursor: duckdb.DuckDBPyConnection, snapshot_id: int) -> dict:
    """How many cells a snapshot released, and one hash of them: what a replay of the journal must come to."""
    cells, sha256 = first(run(cursor, "sql/journal/released.sql", snapshot_id=snapshot_id))
    return {"cells": cells, "sha256": sha256}


def touched(store: Store, rows: Path) -> pd.DataFrame:
    """One row per region and period in a file's accepted evaluation or roster rows (Parquet): region, period, rows,
    version (of its newest snapshot; missing where it was never published), withdrawn."""
    with store.cursor() as cursor:
        return run(cursor, "sql/publish/touched.sql", path=str(rows)).df()


def withdraw(store: Store, region: str, period: str, actor: str, now: datetime, reason: str) -> int:
    """Take the newest snapshot of a region and period off every page, and return its number. Nothing is deleted;
    publishing again makes a new version. Raises Refused where nothing is shown."""
    reason = masked(reason)
    with recording(store, "withdraw", actor, now) as entry:
        cursor = entry.cursor
        shown = first(run(cursor, "sql/publish/shown.sql", region=region, period=period))
        if shown is None:
            raise Refused([Problem("nothing_to_withdraw", found=period)])
        run(
            cursor, "sql/publish/withdraw.sql", snapshot_id=shown[0], actor=actor, happened_at=now, reason=reason,
        )  # fmt: skip
        entry.detail |= {"region": region, "period": period, "snapshot": shown[0], "reason": reason}
        return shown[0]


def freeze(cursor: duckdb.DuckDBPyConnection, region: str, period: str, actor: str, now: datetime, k: int) -> Release:
    """The publishing itself, inside a transaction; publishing again from the journal runs the same."""
    here = {"region": region, "period": period}
    batches = [row[0] for row in run(cursor, "sql/publish/batches.sql", **here).fetchall()]
    last = first(run(cursor, "sql/publish/last.sql", **here))
    snapshot_id, version, previous = last
    run(cursor, "sql/publish/scratch.sql")
    _reference(cursor, snapshot_id, period)

    earlier = run(cursor, "sql/publish/earlier.sql", **here).fetchall()
    if len(earlier) > _BIT_STATES:
        raise OverflowError("more versions of one period than can be compared")
    for number, (origin, then, k_then) in enumerate(earlier, start=1):
        _lay_out(cursor, number, json.loads(then), here)
        _cells(cursor, number, origin, k_then)
    _lay_out(cursor, 0, batches, here, seat_at=k)
    _cells(cursor, 0, None, k)
    run(cursor, "sql/publish/held.sql", k=k, **here)

    run(cursor, "sql/publish/carry.sql", snapshot_id=snapshot_id, previous=previous)
    run(cursor, "sql/publish/release.sql", snapshot_id=snapshot_id, region=region, k=k)
    run(cursor, "sql/publish/pseudo.sql", snapshot_id=snapshot_id, k=k, **here)
    run(cursor, "sql/publish/agencies.sql", snapshot_id=snapshot_id, batches=batches, **here)
    run(cursor, "sql/publish/score.sql", snapshot_id=snapshot_id)
    run(cursor, "sql/publish/person.sql", snapshot_id=snapshot_id)
    run(cursor, "sql/publish/spread.sql", snapshot_id=snapshot_id, k=k)
    run(cursor, "sql/publish/share_below.sql", snapshot_id=snapshot_id)
    if version == 1:
        pairs.keep(cursor, here, snapshot_id, k)
    counted = "select count(*), count(*) filter (where held) from block where snapshot_id = $id"
    blocks, held = first(cursor.execute(counted, {"id": snapshot_id}))
    run(
        cursor, "sql/publish/snapshot.sql", snapshot_id=snapshot_id, version=version, made_at=now, actor=actor, k=k,
        batches=json.dumps(batches, separators=(",", ":")), held=held, **here,
    )  # fmt: skip
    return Release(snapshot_id, version, blocks, held)


def _lay_out(
    cursor: duckdb.DuckDBPyConnection, state: int, batches: list[int], here: dict, seat_at: int | None = None
) -> None:
    """One version of the period: its ratings and homes, everybody in a block, every person's values."""
    run(cursor, "sql/publish/rating.sql", batches=batches, **here)
    run(cursor, "sql/publish/home.sql", batches=batches, **here)
    if seat_at is not None:
        _seat(cursor, here, seat_at)
    run(cursor, "sql/publish/seat.sql", **here)
    run(cursor, "sql/publish/value.sql", state=state)


def _cells(cursor: duckdb.DuckDBPyConnection, state: int, origin: int | None, k: int) -> None:
    """The cells of a version: `candidate` as laid out last; `stored` keeps those it released (origin) or would."""
    run(cursor, "sql/publish/candidate.sql", state=state, k=k)
    run(cursor, "sql/publish/stored.sql", state=state, origin=origin)


def _reference(cursor: duckdb.DuckDBPyConnection, snapshot_id: int, period: str) -> None:
    """Freeze the weights, sources and standards that are valid in the period into the snapshot."""
    starts = periods.parse(period).starts
    for table, keys, columns in (
        ("weight", ["position", "indicator"], ["position", "indicator", "weight"]),
        ("source", ["code"], ["code", "weight", "min_raters"]),
        ("standard", ["position", "indicator"], ["position", "indicator", "standard"]),
    ):
        rows = run(cursor, f"sql/publish/{table}s.sql").df()
        since = rows["valid_from"].map(lambda code: periods.parse(code).starts.isoformat() if code else "")
        rows = rows.assign(since=since)[since <= starts.isoformat()]
        valid = rows.sort_values("since").drop_duplicates(keys, keep="last")[columns]
        cursor.register("valid_rows", valid)
        run(cursor, f"sql/publish/keep_{table}s.sql", snapshot_id=snapshot_id)
        cursor.unregister("valid_rows")


def _seat(cursor: duckdb.DuckDBPyConnection, here: dict, k: int) -> None:
    """Make the partition at the first release, extend it afterwards, and remember the leaves."""
    homes: dict[Leaf, int] = {
        (agency, unit, position): n for agency, unit, position, n in run(cursor, "sql/publish/homes.sql").fetchall()
    }
    figures = [row[0] for row in run(cursor, "sql/publish/figure_agencies.sql").fetchall()]
    sector_of = dict(run(cursor, "sql/publish/sectors.sql", region=here["region"]).fetchall())
    frozen = _frozen(cursor, here)
    people = {leaf: number for leaf, number in frozen.block_of.items() if leaf[1] != "*"}
    if people:
        seats = extend(Partition(people, frozen.group_of), homes, sector_of, k)
    else:
        seats = partition(homes, sector_of, k) or Partition({}, {})
    if not seats.block_of and not figures:
        raise TooSmall(here["region"])
    group_of = {agency: agency for agency in figures} | frozen.group_of | seats.group_of
    free = first(run(cursor, "sql/publish/next_block.sql"))[0]
    numbers = dict(frozen.block_of)
    fresh: dict[int, int] = {}
    for leaf, number in sorted(seats.block_of.items(), key=lambda item: (item[1], item[0])):
        if leaf in numbers:
            continue
        known = number if number in people.values() else fresh.setdefault(number, free + len(fresh))
        numbers[leaf] = known
    pseudo: dict[str, int] = {group_of[leaf[0]]: n for leaf, n in frozen.block_of.items() if leaf[1] == "*"}
    for agency in sorted(figures):
        group = group_of[agency]
        pseudo.setdefault(group, free + len(fresh) + len(pseudo))
        numbers.setdefault((agency, "*", "*"), pseudo[group])
    _remember(cursor, here, numbers, group_of, sector_of)


def _frozen(cursor: duckdb.DuckDBPyConnection, here: dict) -> Partition:
    rows = run(cursor, "sql/publish/leaves.sql", **here).fetchall()
    return Partition(
        {(agency, unit, position): block for agency, unit, position, block, _ in rows},
        {agency: group for agency, _, _, _, group in rows},
    )


def _remember(
    cursor: duckdb.DuckDBPyConnection, here: dict, numbers: dict[Leaf, int], group_of: dict, sector_of: dict
) -> None:
    """Write the leaves, and the shape of every block: its agency, and unit and position where they are one."""
    leaves = pd.DataFrame(
        [(*leaf, block, group_of[leaf[0]]) for leaf, block in sorted(numbers.items())],
        columns=["agency", "unit", "position", "block_id", "agency_group"],
    )
    inside: dict[int, list[Leaf]] = defaultdict(list)
    for leaf, block in numbers.items():
        inside[block].append(leaf)
    shapes = []
    for block, members in sorted(inside.items()):
        units, jobs = {leaf[1] for leaf in members}, {leaf[2] for leaf in members}
        group = group_of[members[0][0]]
        unit = units.pop() if len(units) == 1 else None
        kind = "agency" if unit == "*" else "people"
        job = jobs.pop() if len(jobs) == 1 and kind == "people" else None
        shapes.append((block, kind, group, sector_of[group], unit if unit not in ("", "*") else None, job))
    shape = pd.DataFrame(shapes, columns=["block_id", "kind", "agency", "sector", "unit", "position"])
    cursor.register("leaf_rows", leaves)
    cursor.register("shape_rows", shape)
    run(cursor, "sql/publish/keep_leaves.sql", **here)
    run(cursor, "sql/publish/keep_shapes.sql")
    cursor.unregister("leaf_rows")
    cursor.unregister("shape_rows")
