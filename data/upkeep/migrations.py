"""The version of the schema, and how an older store becomes a newer one: each step and its record in one."""

from pathlib import Path

import duckdb

from data.store.engine import FOLDER, first, run, statements
from data.terms.problems import Problem, Refused

STEPS = FOLDER / "sql" / "migrations"


def newest(steps: Path = STEPS) -> int:
    """The version that this code writes: the number of the last step."""
    return max(int(path.stem) for path in steps.glob("[0-9]*.sql"))


def version(cursor: duckdb.DuckDBPyConnection) -> int | None:
    """The version a file holds: 0 for a store older than versions, None for a file without any table."""
    tables = {row[0] for row in run(cursor, "sql/journal/tables.sql").fetchall()}
    if not tables:
        return None
    # Another program's file under our name is put aside whole, not given our tables.
    if not {"meta", "batch", "fact"} <= tables:
        raise ForeignFile
    recorded = first(run(cursor, "sql/meta.sql", key="schema"))
    return int(recorded[0]) if recorded else 0


class ForeignFile(Exception):
    """The file is an engine's file, but not one of Cermin's."""


def migrate(connection: duckdb.DuckDBPyConnection, steps: Path = STEPS) -> None:
    """Make the schema that of this code. Raises Refused for a store of a newer Cermin, which is left as it is."""
    with connection.cursor() as cursor:
        present, wanted = version(cursor), newest(steps)
        if present is not None and present > wanted:
            raise Refused([Problem("schema_newer", found=str(present), expected=str(wanted))])
        if present is None:
            _step(cursor, FOLDER / "sql" / "tables.sql", wanted)
            return
        for number in range(present + 1, wanted + 1):
            _step(cursor, steps / f"{number:03}.sql", number)


def _step(cursor: duckdb.DuckDBPyConnection, path: Path, number: int) -> None:
    cursor.begin()
    for text, _ in statements(path):
        cursor.execute(text)
    run(cursor, "sql/journal/schema.sql", version=str(number))
    cursor.commit()
