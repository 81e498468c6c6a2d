"""Doing again what the journal says was done: each event through the very functions that did it the first time."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from data.publishing import freezing, predicate_freezing
from data.store import accepted, users
from data.store.employees import objections
from data.store.engine import run
from data.store.journal import Event
from data.store.journal_copy import keep
from data.terms.problems import Problem


def hashes(events: Iterable[Event]) -> dict[str, str]:
    """The hash every accepted file must have now: as accepted, or as the last erasure of a person left it."""
    hash_of: dict[str, str] = {}
    for event in events:
        for batch in event.detail.get("batches", []):
            hash_of |= batch["files"]
        if event.kind in ("shipped", "objection"):
            hash_of |= event.detail["files"]
        # Later events win: an erasure has written these files anew, and the first hash is of what must be forgotten.
        if event.kind == "erase":
            hash_of |= {name: after for name, (_, after) in event.detail["files"].items()}
    return hash_of


def replay(
    connection: duckdb.DuckDBPyConnection, home: Path, events: list[Event], hash_of: dict[str, str]
) -> list[Problem]:
    """Do the events again, each in a transaction of its own; `hash_of` are the hashes files must have (see `hashes`).

    What cannot be done again is left out and named: a batch whose files are damaged, a snapshot whose figures differ.
    """
    problems = []
    for event in events:
        with connection.cursor() as cursor:
            cursor.begin()
            problems += _apply(cursor, home, event, hash_of)
            keep(cursor, event)
            cursor.commit()
    return problems


def _apply(cursor: duckdb.DuckDBPyConnection, home: Path, event: Event, hash_of: dict[str, str]) -> list[Problem]:
    detail = event.detail
    match event.kind:
        case "batch":
            return [problem for batch in detail["batches"] for problem in _batch(cursor, home, batch, hash_of)]
        case "shipped":
            return _shipped(cursor, home, event)
        case "undo":
            _undo(cursor, event)
        case "publish":
            return _publish(cursor, event)
        case "publish-predicates":
            return _publish_predicates(cursor, event)
        case "withdraw":
            run(
                cursor, "sql/publish/withdraw.sql", snapshot_id=detail["snapshot"], actor=event.actor,
                happened_at=event.time, reason=detail["reason"],
            )  # fmt: skip
        case "demo-removal":
            run(cursor, "sql/accept/remove_demo.sql")
        case "user":
            users.apply(cursor, detail)
        case "objection" | "erase":
            return (_erase if event.kind == "erase" else _objection)(cursor, home, event, hash_of)
    return []


def _objection(
    cursor: duckdb.DuckDBPyConnection, home: Path, event: Event, hash_of: dict[str, str]
) -> list[Problem]:  # fmt: skip
    bad = accepted.damaged(home, {name: hash_of[name] for name in event.detail["files"]})
    whole = objections.apply(cursor, home, event.detail, event.actor, event.time)
    return [] if whole and not bad else [Problem("shipped_damaged", found=str(event.seq), blocking=False)]


def _shipped(cursor: duckdb.DuckDBPyConnection, home: Path, event: Event) -> list[Problem]:
    if accepted.damaged(home, event.detail["files"]):
        return [Problem("shipped_damaged", found=str(event.seq), blocking=False)]
    (name,) = event.detail["files"]
    run(cursor, "sql/shipped.sql", sha256=event.detail["sha256"], path=str(home / accepted.FOLDER / name))
    return []


def _batch(cursor: duckdb.DuckDBPyConnection, home: Path, batch: dict, hash_of: dict[str, str]) -> list[Problem]:
    bad = accepted.damaged(home, {name: hash_of[name] for name in batch["files"]})
    if bad:
        return [Problem("batch_damaged", found=str(batch["batch"]), detail={"files": ", ".join(bad)})]
    accepted.load(cursor, home, batch["batch"])
    return []


def _undo(cursor: duckdb.DuckDBPyConnection, event: Event) -> None:
    """One batch, or all of one go that still counted."""
    detail = event.detail
    for number in detail["undone"] if "undone" in detail else [detail["batch"]]:
        run(
            cursor, "sql/accept/undo.sql", batch_id=number, actor=event.actor, happened_at=event.time,
            reason=detail["reason"],
        )  # fmt: skip


def _publish(cursor: duckdb.DuckDBPyConnection, event: Event) -> list[Problem]:
    detail = event.detail
    differs = Problem(
        "figures_differ", found=f"{detail['region']} {detail['period']}", detail={"version": detail["version"]}
    )
    try:
        release = freezing.freeze(
            cursor, detail["region"], detail["period"], event.actor, event.time, detail["k"], detail.get("rules", 1)
        )
    except freezing.TooSmall:
        return [differs]
    released = freezing.released(cursor, release.snapshot_id)
    return [] if released == {name: detail[name] for name in released} else [differs]


def _publish_predicates(cursor: duckdb.DuckDBPyConnection, event: Event) -> list[Problem]:
    detail = event.detail
    place = f"{detail['region']} {detail['period']}"
    differs = Problem("figures_differ", found=place, detail={"version": detail["version"]})
    try:
        release = predicate_freezing.freeze(
            cursor, detail["region"], detail["period"], event.actor, event.time, detail["k"]
        )
    except freezing.TooSmall:
        return [differs]
    released = predicate_freezing.released(cursor, release.release_id)
    return [] if released == {name: detail[name] for name in released} else [differs]


def _erase(cursor: duckdb.DuckDBPyConnection, home: Path, event: Event, hash_of: dict[str, str]) -> list[Problem]:
    """Read the rewritten batches again."""
    problems, detail = [], event.detail
    for batch_id in detail["batches_rewritten"]:
        bad = accepted.damaged(home, {name: hash_of[name] for name in accepted.names(batch_id) if name in hash_of})
        if bad:
            problems.append(Problem("batch_damaged", found=str(batch_id), detail={"files": ", ".join(bad)}))
        elif (batch_id,) in run(cursor, "sql/journal/batches.sql").fetchall():
            accepted.reload(cursor, home, batch_id)
    run(cursor, "sql/journal/erase/traces.sql")
    return problems
