"""Versions of periods that one publish lays out: the one being made, those before it, those it is paired with."""

from dataclasses import asdict, dataclass

import duckdb

from data.store.engine import run

RULES = 4
"""Which ratings of a person count: 1, those of the newest file; from 2, those of the home agency. What is told of them:
from 3, nothing near an end of the scale, no spread under the floor, and figures of agencies only as `pseudo.sql` says;
from 4, nothing beside what an undone file told of the same people in another region.
A release stays as it was made: it is compared with later ones, and made again from the journal, by the rules of its
day."""


@dataclass(frozen=True)
class Version:
    """One version of a period. state: 0 the one being made; 1, 2, ... released before of the same period; -1 the period
    before, -2 the one before that; from -10 down what undone files were in, of any region. origin: its snapshot; None:
    not made yet. rules: see `RULES`."""

    state: int
    region: str
    period: str
    k: int
    origin: int | None
    batches: list[int]
    rules: int


def lay_out(cursor: duckdb.DuckDBPyConnection, made: dict, versions: list[Version]) -> None:
    """The ratings and homes of all versions, in the same statements: on one region and period the engine spends more
    on a statement than on its rows. made: region, period and snapshot_id of the version being made, and previous, the
    snapshot before it (0: none)."""
    run(
        cursor, "sql/publish/scratch.sql", versions=[asdict(version) for version in versions],
        snapshot_id=made["snapshot_id"],
    )  # fmt: skip
    for step in ("rating", "kind", "disputed", "home") if made["previous"] else ("rating", "disputed", "home"):
        run(cursor, f"sql/publish/{step}.sql", **made)
