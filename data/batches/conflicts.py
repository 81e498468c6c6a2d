"""What may not be stored beside what is: people beside figures of their agency, reference rows that do not fit, a file
that is there already; and what wants a second yes."""

from collections.abc import Mapping
from dataclasses import replace

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from data.catalog import catalog
from data.reading.judging.namesakes import TWO
from data.reading.upload import Upload
from data.store.engine import only, run
from data.store.store import Store
from data.terms.actors import Actor
from data.terms.problems import Problem


def of_upload(cursor: duckdb.DuckDBPyConnection, store: Store, upload: Upload, actor: Actor) -> list[Problem]:
    """What is wrong with a file's staged rows, and with the names its mapping adds, beside what is stored."""
    if upload.kind == "reference":
        return of_rows(cursor, pd.read_parquet(upload.rows), catalog.current_tables(store, actor))
    problems = _wrong_additions(store, upload, actor) if upload.additions else []
    if upload.kind == "evaluation" and only(run(cursor, "sql/accept/suspect.sql"))[0]:
        problems += [
            Problem("person_and_agency_rows", found=f"{row.agency} · {row.indicator} · {row.source} · {row.period}")
            for row in run(cursor, "sql/accept/conflicts.sql").df().itertuples()
        ]
    return problems + _twice(cursor, upload)


def _twice(cursor: duckdb.DuckDBPyConnection, upload: Upload) -> list[Problem]:
    """Whether somebody who stands in an agency and period under a NIP may stand there under another number, too."""
    columns = set(pq.read_schema(upload.rows).names)
    if not {"nip", "name", "agency", "period"} <= columns or upload.mapping.get("namesakes") == TWO:
        return []
    if not only(run(cursor, "sql/accept/other_ids.sql"))[0]:
        return []
    run(cursor, "sql/reading/person_name.sql")
    people = only(run(cursor, "sql/accept/namesakes.sql"))[0]
    return [Problem("person_twice", found=str(people))] if people else []


def of_rows(
    cursor: duckdb.DuckDBPyConnection, rows: pd.DataFrame, current: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    """What is wrong with rows of `reference_fact` beside the current tables, and which of those they take away stored
    rows still speak of; `Problem.row` is their line."""
    problems = catalog.validate_facts(rows, current)
    gone = rows[rows["retired"].astype(bool)]
    if gone.empty:
        return problems
    tables, keys = gone["table_name"].tolist(), gone["key"].tolist()
    line_of = dict(zip(zip(tables, keys, strict=True), gone["line"].tolist(), strict=True))
    for table, key, batches in run(cursor, "sql/accept/in_use.sql", tables=tables, keys=keys).fetchall():
        detail = {"table": table, "batches": batches}
        problems.append(Problem("reference_spoken_of", line_of[table, key], found=key, detail=detail))
    return problems


def _wrong_additions(store: Store, upload: Upload, actor: Actor) -> list[Problem]:
    """Names the mapping adds that cannot be rows, or point at a sector or region nobody knows. They have no row in the
    file. That a name may mean two things is for the planner to say, who gave it."""
    try:
        rows = catalog.rows_of(upload.additions)
    except catalog.BrokenReference as broken:
        return [replace(problem, row=None) for problem in broken.problems]
    problems = catalog.validate_facts(rows, catalog.current_tables(store, actor))
    wrong = [replace(problem, row=None) for problem in problems if problem.code == "reference_unknown"]
    return list(
        {(problem.column, problem.found): problem for problem in wrong}.values()
    )  # once, whoever is to be added


def same_file(store: Store, upload: Upload, actor: Actor) -> pd.DataFrame:
    """One row per live batch made from this very file: batch_id, received_at, actor, kind."""
    return store.query(actor, "same_file", sha256=upload.sha256, kind=upload.kind)


def already_stored(store: Store, upload: Upload, actor: Actor) -> list[Problem]:
    """That this very file was stored before: by whom, when and as which batch."""
    known = same_file(store, upload, actor)
    if known.empty:
        return []
    first = known.iloc[0]
    when = f"{first['received_at']:%Y-%m-%d %H:%M}"
    earlier = {"batch": int(first["batch_id"]), "actor": first["actor"], "when": when}
    return [Problem("file_known", found=upload.file_name, detail=earlier)]


def mostly_refused(upload: Upload) -> list[Problem]:
    """That more than half of a file's rows were refused, where they were: somebody has to say yes to that."""
    taken = upload.rows_kept + upload.detected.get("folded", 0)  # answers of respondents, many to a row that is kept
    if upload.rows_refused <= taken:
        return []
    judged = upload.rows_refused + taken
    return [Problem("mostly_refused", found=str(upload.rows_refused), expected=str(judged))]
