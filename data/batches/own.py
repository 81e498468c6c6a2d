"""Whose rows a batch holds: who is bound to a region, or to agencies of it, stores and takes back those alone."""

from collections.abc import Sequence

import duckdb
import pyarrow.parquet as pq

from data.reading.upload import Upload
from data.store.engine import first, run
from data.terms.actors import Actor, NotAllowed
from data.terms.problems import Problem

_OF_ALL = {"reference", "attendance"}  # kinds that name no agency a row could be bound to


def right(upload: Upload) -> str:
    """The right that storing this file wants."""
    if upload.kind == "reference":
        return "reference"
    if upload.kind != "decision":
        return "batch"
    decided = set(pq.read_table(upload.rows, columns=["decision"])["decision"].to_pylist())
    return "view" if decided == {"view"} else "settle" if decided & {"name", "home", "plan"} else "batch"


def problems(cursor: duckdb.DuckDBPyConnection, upload: Upload, actor: Actor) -> list[Problem]:
    """Which of a file's staged rows are not the actor's: one for each agency, at its first row."""
    if actor.region is None and actor.agencies is None:
        return []
    mine = _in_words(actor)
    if actor.agencies is not None and (upload.kind in _OF_ALL or upload.additions):
        return [Problem("whole_region", found=upload.file_name, expected=mine)]
    if upload.kind == "reference":
        return []
    kind = upload.kind if upload.kind in ("attendance", "decision") else "agency"
    foreign = run(cursor, f"sql/accept/foreign/{kind}.sql", **_bounds(actor)).fetchall()
    return [
        Problem("rows_not_yours", row=line, column="agency", found=" ".join(filter(None, (region, place))),
                expected=mine, detail={"n": n})
        for region, place, line, n in foreign
    ]  # fmt: skip


def only(cursor: duckdb.DuckDBPyConnection, batches: Sequence[int], actor: Actor) -> None:
    """Raises NotAllowed where one of these batches holds rows that are not the actor's."""
    if actor.region is None and actor.agencies is None:
        return
    if first(run(cursor, "sql/accept/foreign/batches.sql", batches=list(batches), **_bounds(actor))) is not None:
        raise NotAllowed


def _bounds(actor: Actor) -> dict[str, object]:
    return {"region": actor.region, "agencies": None if actor.agencies is None else sorted(actor.agencies)}


def _in_words(actor: Actor) -> str:
    return f"{actor.region or ''} {', '.join(sorted(actor.agencies or ()))}".strip()
