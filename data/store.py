"""One DuckDB file, one connection, a cursor per call, one writer lock."""

import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from data import catalog

FOLDER = Path(__file__).parent
DEFAULT_HOME = FOLDER / "local"


class StoreInUse(Exception):
    """Another process holds the store; `pid` says which, 0 when the engine did not tell."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"the store is in use by process {pid}" if pid else "the store is in use")
        self.pid = pid


def home() -> Path:
    """Where everything local lives: `CERMIN_HOME`, else a git-ignored folder under `data/`."""
    return Path(os.environ.get("CERMIN_HOME") or DEFAULT_HOME)


@cache
def _statements(path: Path) -> tuple[tuple[str, frozenset[str]], ...]:
    """The statements of a file with the parameters each wants (the engine binds parameters one statement at a time)."""
    found = duckdb.extract_statements(path.read_text("utf-8"))
    return tuple((statement.query, frozenset(statement.named_parameters)) for statement in found)


@cache
def query_names() -> dict[str, Path]:
    """Every named query by name; a name stands once, in `leader` or in `planner`."""
    found = sorted((FOLDER / "queries").glob("*/*.sql"))
    names = {path.stem: path for path in found}
    assert len(names) == len(found), "two queries share a name"
    return names


def run(cursor: duckdb.DuckDBPyConnection, path: str, /, **params: object) -> duckdb.DuckDBPyConnection:
    """Run the statements of one file below `data/`; the cursor holds the result of the last."""
    for text, wanted in _statements(FOLDER / path):
        cursor.execute(text, {name: params[name] for name in wanted} or None)
    return cursor


class Store:
    """The open store. Safe to share between threads: every call has its own cursor."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self.home = folder.resolve()
        for name in ("accepted", "incoming"):
            (self.home / name).mkdir(exist_ok=True)
        shipped = catalog.load_checked(FOLDER / "reference")
        self._lock = threading.RLock()
        self._version = 0
        self._connection = _connect(self.home / "cermin.duckdb", threads)
        with self.writing() as cursor:
            run(cursor, "sql/tables.sql")
            run(cursor, "sql/current.sql")
            run(cursor, "sql/reference.sql")
            run(cursor, "sql/shown.sql")
            _load_shipped(cursor, shipped)
        self._restrict()

    def _restrict(self) -> None:
        """Uploads are hostile until proven otherwise: the engine may read and write below the home only."""
        cursor = self._connection.cursor()
        cursor.execute("set allowed_directories = [$home]", {"home": str(self.home)})
        cursor.execute("set enable_external_access = false")
        cursor.execute("set lock_configuration = true")

    @property
    def key(self) -> bytes:
        """The secret that pseudonyms are keyed with; it lives beside the store, never in it."""
        path = self.home / "key"
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(32))
        return path.read_bytes()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one piece of reading; closed at the end."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction under the writer lock: all of it, or nothing."""
        with self._lock, self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
            self._version += 1

    def query(self, name: str, **params: object) -> pd.DataFrame:
        """The frame of a named query. Parameters left out are NULL, which every query reads as "no filter"."""
        ((text, wanted),) = _statements(query_names()[name])
        if unknown := set(params) - wanted:
            raise TypeError(f"query {name} has no parameter {', '.join(sorted(unknown))}")
        with self.cursor() as cursor:
            return cursor.execute(text, {key: params.get(key) for key in wanted} or None).df()

    def version(self) -> int:
        """Changes with every write of this process: the cache key for everything read from the store."""
        return self._version

    def close(self) -> None:
        self._connection.close()


def open_store(folder: Path | None = None, threads: int | None = None) -> Store:
    """Open (or make) the store of a home; `StoreInUse` if another process has it."""
    return Store(folder or home(), threads)


def _connect(path: Path, threads: int | None) -> duckdb.DuckDBPyConnection:
    config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    try:
        return duckdb.connect(path, config=config | ({"threads": threads} if threads else {}))
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
        pid = re.search(r"PID (\d+)", str(error))
        raise StoreInUse(int(pid[1]) if pid else 0) from None


def _load_shipped(cursor: duckdb.DuckDBPyConnection, shipped: catalog.Shipped) -> None:
    """Shipped reference rows are batch 0, replaced as a whole when the files have changed."""
    known = cursor.execute("select value from meta where key = 'reference_sha'").fetchone()
    if known and known[0] == shipped.sha256:
        return
    cursor.register("shipped_rows", shipped.rows)
    run(cursor, "sql/shipped.sql", sha256=shipped.sha256)
    cursor.unregister("shipped_rows")
