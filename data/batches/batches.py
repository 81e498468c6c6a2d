"""Batches: one accepted file each. Accepting and undoing are the only ways what the dashboard says can change."""

import json
from collections.abc import Sequence
from datetime import datetime

import duckdb
import pandas as pd

from data.batches import comparing, conflicts, kinds, own
from data.batches.comparing import Comparison, RatedTwice
from data.catalog import catalog
from data.reading.upload import Upload
from data.store import accepted, people
from data.store.engine import first, only, run
from data.store.journal import masked
from data.store.recording import Recording, recording
from data.store.store import Store
from data.terms.actors import Actor, permit
from data.terms.problems import Problem, Refused

_WITH_PEOPLE = {"evaluation", "roster", "predicate", "attendance"}
_NO_FILES = {"reference", "decision"}  # said again later, they are said anew


class Overtaken(Refused):
    """Somebody else changed what the planner was shown; `comparison` is how the file stands now."""

    def __init__(self, problem: Problem, comparison: Comparison) -> None:
        super().__init__([problem])
        self.comparison = comparison


def compare(store: Store, upload: Upload, actor: Actor) -> Comparison:
    """What it would do if this actor had the file accepted. Writes nothing."""
    permit(actor, own.right(upload))
    version = store.version()
    with store.cursor() as cursor:
        _stage(cursor, store, upload)
        return comparing.compared(cursor, store, upload, actor, version)


def rated_twice(store: Store, uploads: Sequence[Upload], actor: Actor) -> tuple[RatedTwice, ...]:
    """Who is rated by two agencies once all of these files are stored: among them, or beside what stands. A roster
    among them is not looked at."""
    permit(actor, "persons")
    evaluations = [upload for upload in uploads if upload.kind == "evaluation"]
    if not evaluations:
        return ()
    with store.cursor() as cursor:
        _stage(cursor, store, *evaluations)
        run(cursor, "sql/accept/marks.sql")
        return comparing.rated_twice(cursor)


def accept(
    store: Store, upload: Upload, actor: Actor, now: datetime, reason: str | None = None, demo: bool = False,
    shown: Comparison | None = None, partial: bool = False, unpublished: bool = False,
) -> int:  # fmt: skip
    """Store a file's accepted rows as one batch, in one transaction, and return its number.

    Names the file adds (agencies, indicators, regions) become a reference batch just before it. Raises NotAllowed for
    who may not store such a file, and Refused for one that is already stored, that has rows of agencies which are not
    the actor's, that still has open questions, whose rows may not stand beside what is stored, or (but for `partial`)
    most of whose rows were refused or (but for `unpublished`) some of whose rows are of the kind that is not published;
    and `Overtaken` where it would do something else than `shown`, the comparison the planner agreed to.
    """
    with recording(store, "batch", actor, now, own.right(upload)) as entry:
        if problems := refusals(entry.cursor, store, upload, actor, shown):
            raise Refused(problems)
        if not partial and (problems := conflicts.mostly_refused(upload)):
            raise Refused(problems)
        if not unpublished and (problems := kinds.problems(kinds.unpublished(entry.cursor, upload))):
            raise Refused(problems)
        return add(entry, store, upload, actor, now, reason, demo)


def refusals(
    cursor: duckdb.DuckDBPyConnection, store: Store, upload: Upload, actor: Actor, shown: Comparison | None
) -> list[Problem]:
    """Under the writer's lock: why a file may not be stored. Raises `Overtaken` where it would do something else than
    `shown`, the comparison the planner agreed to."""
    _stage(cursor, store, upload)
    if problems := own.problems(cursor, upload, actor):
        return problems
    if shown is not None and store.version() != shown.version:
        _not_overtaken(cursor, store, upload, actor, shown)
    problems = [] if upload.kind in _NO_FILES else conflicts.already_stored(store, upload, actor)
    if any(question.blocking for question in upload.questions):
        problems.append(Problem("questions_open", found=str(len(upload.questions))))
    return problems + conflicts.of_upload(cursor, store, upload, actor)


def add(
    entry: Recording, store: Store, upload: Upload, actor: Actor, now: datetime, reason: str | None = None,
    demo: bool = False, added: set[tuple[str, str]] | None = None,
) -> int:  # fmt: skip
    """Store a file's accepted rows as one batch of what is being recorded, and return its number.

    Names the file adds become a reference batch just before it; `added` are those (table, key) that other files of the
    same go brought already, and these come to them.
    """
    _stage(entry.cursor, store, upload)
    batch_id = only(run(entry.cursor, "sql/accept/next.sql"))[0]
    about = {
        "file_name": upload.file_name, "sha256": upload.sha256, "actor": actor.login, "received_at": now,
        "reason": reason, "mapping": json.dumps(upload.mapping, ensure_ascii=False), "demo": demo,
    }  # fmt: skip
    if upload.additions:
        additions = _not_yet(entry.cursor, catalog.rows_of(upload.additions), set() if added is None else added)
        if len(additions):
            _add(entry, store, batch_id, about, additions)
            batch_id += 1
    if upload.kind == "reference":
        _add(entry, store, batch_id, about, pd.read_parquet(upload.rows))
    else:
        counts = (upload.rows_read, upload.rows_kept, upload.rows_refused)
        head = _head(batch_id, upload.kind, about, *counts)
        head |= {"people": upload.kind in _WITH_PEOPLE, "periods": _periods(entry.cursor)}
        entry.add(head, accepted.write(entry.cursor, store.home, head))
    return batch_id


def _not_yet(cursor: duckdb.DuckDBPyConnection, rows: pd.DataFrame, added: set[tuple[str, str]]) -> pd.DataFrame:
    """The reference rows whose key was not added before; it is afterwards. What a remembered answer adds once more
    stands there already, and what a planner has changed of it since (its sector, a short name) stays."""
    keys = list(zip(rows["table_name"], rows["key"], strict=True))
    current = {(table, key): name for table, key, name in run(cursor, "sql/accept/current_names.sql").fetchall()}
    told = [json.loads(text) for text in rows["row_json"]]
    there = {
        key for key, row in zip(keys, told, strict=True) if current.get(key) == row.get("name", row.get("name_id"))
    }
    new = [key not in added and key not in there for key in keys]
    added.update(keys)
    return rows[new]


def accept_reference(
    store: Store, tables: dict[str, pd.DataFrame | list[dict]], file_name: str, actor: Actor, now: datetime,
    reason: str | None = None, demo: bool = False, shown: dict[str, pd.DataFrame] | None = None,
) -> int:  # fmt: skip
    """Store reference rows edited in the browser (or made by the sample) as one batch, and return its number.

    Raises Refused where they and the current rows would be wrong together, or where a table is not as `shown` any more.
    """
    rows = catalog.rows_of(tables)
    about = {
        "file_name": file_name, "sha256": "", "actor": actor.login, "received_at": now, "reason": reason,
        "mapping": None, "demo": demo,
    }  # fmt: skip
    with recording(store, "batch", actor, now, "reference") as entry:
        current = catalog.current_tables(store, actor)
        if any(not seen.equals(current[name]) for name, seen in (shown or {}).items()):
            raise Refused([_changed_by(entry.cursor, file_name)])
        if problems := conflicts.of_rows(entry.cursor, rows, current):
            raise Refused(problems)
        batch_id = only(run(entry.cursor, "sql/accept/next.sql"))[0]
        _add(entry, store, batch_id, about, rows)
        return batch_id


def undo(store: Store, batch_id: int, actor: Actor, now: datetime, reason: str) -> None:
    """Mark a batch undone; its rows stay and older values count again. Raises Refused, naming what stands on it."""
    reason = masked(reason)
    with recording(store, "undo", actor, now) as entry:
        cursor = entry.cursor
        if first(run(cursor, "sql/accept/live.sql", batch_id=batch_id)) is None:
            raise Refused([not_live(cursor, batch_id)])
        own.only(cursor, [batch_id], actor)
        standing = [row[0] for row in run(cursor, "sql/accept/standing_on.sql", batches=[batch_id]).fetchall()]
        if standing:
            raise Refused(
                [Problem("batch_stood_on", found=str(batch_id), detail={"batches": ", ".join(map(str, standing))})]
            )
        entry.detail |= {"batch": batch_id, "reason": reason}
        run(cursor, "sql/accept/undo.sql", batch_id=batch_id, actor=actor.login, happened_at=now, reason=reason)


def not_live(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> Problem:
    """Why a batch cannot be undone: it was never there, or somebody was quicker, and who and when."""
    undone = first(run(cursor, "sql/accept/undone.sql", batch_id=batch_id))
    if undone is None:
        return Problem("batch_unknown", found=str(batch_id))
    return Problem(
        "batch_undone", found=str(batch_id), detail={"actor": undone[0], "when": f"{undone[1]:%Y-%m-%d %H:%M}"}
    )


def remove_demo(store: Store, actor: Actor, now: datetime) -> None:
    """Delete the demo: its batches, facts, people and every snapshot made with them. Real batches stay, and with them,
    as a batch of their own, the reference rows of agencies, indicators and regions they speak of."""
    permit(actor, "demo-removal")
    with store.cursor() as cursor:
        kept = run(cursor, "sql/accept/demo_names.sql").df()
    if len(kept):
        tables = {name: [json.loads(row) for row in rows] for name, rows in kept.groupby("table_name")["row_json"]}
        accept_reference(store, tables, "contoh-yang-dipakai", actor, now)
    with recording(store, "demo-removal", actor, now) as entry:
        run(entry.cursor, "sql/accept/remove_demo.sql")


def _stage(cursor: duckdb.DuckDBPyConnection, store: Store, *uploads: Upload) -> None:
    run(cursor, "sql/accept/staged.sql", paths=[str(upload.rows) for upload in uploads])
    columns = _staged_columns(cursor)
    if "nip" not in columns:
        return
    run(cursor, "sql/accept/identities.sql" if "rater" in columns else "sql/accept/nips.sql")
    run(cursor, "sql/accept/pseudonym.sql", **people.pads(store.key))


def _not_overtaken(
    cursor: duckdb.DuckDBPyConnection, store: Store, upload: Upload, actor: Actor, shown: Comparison
) -> None:
    """Under the writer's lock: what the planner was shown still holds. Raises `Overtaken`, with who and when."""
    now = comparing.compared(cursor, store, upload, actor, store.version())
    if not now.agrees(shown):
        raise Overtaken(_changed_by(cursor, upload.file_name), now)


def _changed_by(cursor: duckdb.DuckDBPyConnection, file_name: str) -> Problem:
    """Who changed what is stored while this was looked at, and when."""
    actor, when = only(run(cursor, "sql/accept/last_change.sql"))
    return Problem("overtaken", found=file_name, detail={"actor": actor, "when": f"{when:%Y-%m-%d %H:%M}"})


def _head(batch_id: int, kind: str, about: dict, read: int, kept: int, refused: int) -> dict:
    """The row of a batch, with what its files need beside it: whether people come with it, and its period codes."""
    counts = {"rows_read": read, "rows_kept": kept, "rows_refused": refused}
    return {"batch_id": batch_id, "kind": kind} | about | counts | {"people": False, "periods": []}


def _add(entry: Recording, store: Store, batch_id: int, about: dict, rows: pd.DataFrame) -> None:
    """Store reference rows as one batch."""
    head = _head(batch_id, "reference", about, len(rows), len(rows), 0)
    entry.cursor.register("addition_rows", rows)
    entry.add(head, accepted.write(entry.cursor, store.home, head))
    entry.cursor.unregister("addition_rows")


def _periods(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The period codes of the staged rows."""
    if "period" not in _staged_columns(cursor):
        return []
    return [row[0] for row in run(cursor, "sql/accept/periods.sql").fetchall()]


def _staged_columns(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in cursor.execute("describe staged").fetchall()}
