"""Batches: one accepted file each. Accepting and undoing are the only ways what the dashboard says can change."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from data import catalog, people, periods
from data.problems import Problem
from data.store import Store, run

if TYPE_CHECKING:
    from data.reading.upload import Upload

_WITH_PEOPLE = {"evaluation", "roster", "predicate", "attendance"}


@dataclass(frozen=True)
class Comparison:
    """Keys of a file against what stands. `earlier`: the live batch that was made from the very same file, if any."""

    new: int
    changed: int
    same: int
    conflicts: pd.DataFrame
    earlier: int | None


class Refused(Exception):
    """A batch cannot be accepted or undone; `problems` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(sorted({problem.code for problem in problems})))
        self.problems = problems


def same_file(store: Store, sha256: str) -> pd.DataFrame:
    """One row per live batch made from a file with this hash: batch_id, received_at, actor."""
    return store.query("same_file", sha256=sha256)


def compare(store: Store, upload: "Upload") -> Comparison:
    """What accepting the file would do. Writes nothing; other kinds than evaluation count every row as new."""
    known = same_file(store, upload.sha256)
    earlier = int(known["batch_id"].iloc[0]) if len(known) else None
    if upload.kind != "evaluation":
        return Comparison(upload.rows_kept, 0, 0, pd.DataFrame(), earlier)
    with store.cursor() as cursor:
        _stage(cursor, store, upload)
        new, changed, same = run(cursor, "sql/accept/compare.sql").fetchone()
        return Comparison(new, changed, same, run(cursor, "sql/accept/conflicts.sql").df(), earlier)


def accept(
    store: Store, upload: "Upload", actor: str, now: datetime, reason: str | None = None, demo: bool = False
) -> int:
    """Store a file's accepted rows as one batch, in one transaction, and return its number.

    Names the file adds (agencies, indicators, regions) become a reference batch just before it. Raises Refused for a
    file that is already stored, that still has open questions, or whose rows meet rows of the other sort.
    """
    with store.writing() as cursor:
        _stage(cursor, store, upload)
        if problems := _refusals(cursor, store, upload):
            raise Refused(problems)
        batch_id = run(cursor, "sql/accept/next.sql").fetchone()[0]
        if upload.additions:
            rows = _addition_rows(upload.additions)
            _record(cursor, batch_id, "reference", upload, actor, now, reason, demo, len(rows), len(rows), 0)
            _insert_reference(cursor, batch_id, rows)
            batch_id += 1
        _record(
            cursor, batch_id, upload.kind, upload, actor, now, reason, demo,
            upload.rows_read, upload.rows_kept, upload.rows_refused,
        )  # fmt: skip
        if upload.kind == "reference":
            _insert_reference(cursor, batch_id, pd.read_parquet(upload.rows))
        else:
            if upload.kind in _WITH_PEOPLE:
                people.remember(cursor, batch_id)
            run(cursor, f"sql/accept/{upload.kind}.sql", batch_id=batch_id)
            _periods(cursor)
        return batch_id


def accept_reference(
    store: Store, tables: dict[str, pd.DataFrame], file_name: str, actor: str, now: datetime,
    reason: str | None = None, demo: bool = False,
) -> int:  # fmt: skip
    """Store reference rows edited in the browser (or made by the sample) as one batch."""
    rows = _addition_rows(tables)
    with store.writing() as cursor:
        batch_id = run(cursor, "sql/accept/next.sql").fetchone()[0]
        run(
            cursor, "sql/accept/batch.sql", batch_id=batch_id, kind="reference", file_name=file_name, sha256="",
            actor=actor, received_at=now, reason=reason, mapping=None, demo=demo, rows_read=len(rows),
            rows_kept=len(rows), rows_refused=0,
        )  # fmt: skip
        _insert_reference(cursor, batch_id, rows)
        return batch_id


def undo(store: Store, batch_id: int, actor: str, now: datetime, reason: str) -> None:
    """Mark a batch undone; its rows stay and older values count again. Raises Refused, naming what stands on it."""
    with store.writing() as cursor:
        live = cursor.execute("select count(*) from live_batch where batch_id = $id and batch_id > 0", {"id": batch_id})
        if not live.fetchone()[0]:
            raise Refused([Problem("batch_unknown", found=str(batch_id))])
        standing = [row[0] for row in run(cursor, "sql/accept/standing_on.sql", batch_id=batch_id).fetchall()]
        if standing:
            raise Refused(
                [Problem("batch_stood_on", found=str(batch_id), detail={"batches": ", ".join(map(str, standing))})]
            )
        cursor.execute(
            "insert into batch_undo values ($batch_id, $actor, $happened_at, $reason)",
            {"batch_id": batch_id, "actor": actor, "happened_at": now, "reason": reason},
        )


def remove_demo(store: Store) -> None:
    """Delete the demo: its batches, facts, people and every snapshot made with them. Real batches stay."""
    with store.writing() as cursor:
        run(cursor, "sql/accept/remove_demo.sql")


def _stage(cursor: duckdb.DuckDBPyConnection, store: Store, upload: "Upload") -> None:
    run(cursor, "sql/accept/staged.sql", path=str(upload.rows))
    columns = {row[0] for row in cursor.execute("describe staged").fetchall()}
    if "nip" not in columns:
        return
    name = "identities" if "rater" in columns else "nips"
    identities = run(cursor, f"sql/accept/{name}.sql").df()["identity"]
    cursor.register("pseudonym_rows", people.pseudonyms(store.key, identities))
    cursor.execute("create or replace temp table pseudonym as select * from pseudonym_rows")
    cursor.unregister("pseudonym_rows")


def _refusals(cursor: duckdb.DuckDBPyConnection, store: Store, upload: "Upload") -> list[Problem]:
    problems = []
    known = same_file(store, upload.sha256)
    if len(known) and upload.kind != "reference":
        problems.append(Problem("file_known", found=upload.file_name, detail={"batch": int(known["batch_id"].iloc[0])}))
    if any(question.blocking for question in upload.questions):
        problems.append(Problem("questions_open", found=str(len(upload.questions))))
    if upload.kind == "evaluation":
        conflicts = run(cursor, "sql/accept/conflicts.sql").df()
        problems += [
            Problem("person_and_agency_rows", found=f"{row.agency} · {row.indicator} · {row.source} · {row.period}")
            for row in conflicts.itertuples()
        ]
    return problems


def _record(
    cursor: duckdb.DuckDBPyConnection, batch_id: int, kind: str, upload: "Upload", actor: str, now: datetime,
    reason: str | None, demo: bool, read: int, kept: int, refused: int,
) -> None:  # fmt: skip
    run(
        cursor, "sql/accept/batch.sql", batch_id=batch_id, kind=kind, file_name=upload.file_name, sha256=upload.sha256,
        actor=actor, received_at=now, reason=reason, mapping=json.dumps(upload.mapping, ensure_ascii=False), demo=demo,
        rows_read=read, rows_kept=kept, rows_refused=refused,
    )  # fmt: skip


def _addition_rows(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([catalog.fact_rows(table, rows) for table, rows in tables.items()], ignore_index=True)


def _insert_reference(cursor: duckdb.DuckDBPyConnection, batch_id: int, rows: pd.DataFrame) -> None:
    cursor.register("addition_rows", rows)
    run(cursor, "sql/accept/reference.sql", batch_id=batch_id)
    cursor.unregister("addition_rows")


def _periods(cursor: duckdb.DuckDBPyConnection) -> None:
    """Every period code has a row that says where it stands in time."""
    columns = {row[0] for row in cursor.execute("describe staged").fetchall()}
    if "period" not in columns:
        return
    codes = [row[0] for row in cursor.execute("select distinct period from staged").fetchall()]
    found = [periods.parse(code) for code in codes]
    rows = pd.DataFrame(
        [(period.code, period.cadence, period.starts, period.ends, period.seq) for period in found],
        columns=["period", "cadence", "starts", "ends", "seq"],
    )
    cursor.register("period_rows", rows)
    run(cursor, "sql/accept/period.sql")
    cursor.unregister("period_rows")
