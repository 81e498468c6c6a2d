"""Versions of periods that one publish lays out: the one being made, those before it, those it is paired with."""

from dataclasses import dataclass

import duckdb

from data.store.engine import run


@dataclass(frozen=True)
class Version:
    """One version of a period. state: 0 the one being made; 1, 2, ... released before of the same period; -1 the period
    before, -2 the one before that. origin: its snapshot; None: not made yet."""

    state: int
    period: str
    k: int
    origin: int | None
    batches: list[int]


def lay_out(cursor: duckdb.DuckDBPyConnection, region: str, versions: list[Version]) -> None:
    """The ratings and homes of all versions, in the same statements: on one region and period the engine spends more
    on a statement than on its rows."""
    run(
        cursor, "sql/publish/scratch.sql", states=[version.state for version in versions],
        periods=[version.period for version in versions], ks=[version.k for version in versions],
        origins=[version.origin for version in versions], batches=[version.batches for version in versions],
    )  # fmt: skip
    run(cursor, "sql/publish/rating.sql", region=region)
    run(cursor, "sql/publish/home.sql", region=region)
