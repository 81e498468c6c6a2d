"""The store's own copy of the journal: what comes back when the journal's file loses a line, and how far it has got."""

import json

import duckdb

from data.store.engine import first, run
from data.store.journal import Event


def keep(cursor: duckdb.DuckDBPyConnection, event: Event) -> None:
    """Write the event into the store's own copy of the journal."""
    numbers = [batch["batch"] for batch in event.detail.get("batches", [])]
    run(
        cursor, "sql/journal/event.sql", seq=event.seq, kind=event.kind, at=event.time, actor=event.actor,
        hash=event.hash, last_batch=max(numbers, default=None), line=event.line.decode().rstrip("\n"),
    )  # fmt: skip


def head(cursor: duckdb.DuckDBPyConnection) -> str | None:
    """The hash of the newest event a store holds."""
    row = first(run(cursor, "sql/journal/head.sql"))
    return json.loads(row[0])["hash"] if row else None
