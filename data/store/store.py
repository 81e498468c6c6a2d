"""The open store: named queries, cursors, one writer at a time. One DuckDB file, one connection, a cursor per call."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from data.store import answers, journal_copy, machine_failures, people, scope
from data.store.engine import FOLDER, Engine, StoreInUse, statements
from data.store.journal import Journal
from data.terms.actors import Actor
from data.terms.problems import Problem, Refused

__all__ = ["FOLDER", "Recover", "Store", "StoreInUse", "home", "office_time", "query_names"]

DEFAULT_HOME = FOLDER / "local"
# (home, journal, threads, now, damaged) -> a connection to the mended store, and what had to be mended
Recover = Callable[[Path, Journal, int | None, datetime, bool], tuple[duckdb.DuckDBPyConnection, list[Problem]]]
# Events after which every figure is as before.
SILENT = {"access", "sign-in", "sign-in-failed", "sign-in-locked", "sign-out", "backup", "restore"}
_TAKES_BACK = {
    "undo",
    "erase",
    "withdraw",
    "demo-removal",
}  # events after which nothing of what was there may lie about


def home() -> Path:
    """Where everything local lives: `CERMIN_HOME`, else a git-ignored folder under `data/`."""
    return Path(os.environ.get("CERMIN_HOME") or DEFAULT_HOME)


def office_time() -> datetime:
    """The wall clock of the office, as the store keeps times."""
    return datetime.now().astimezone().replace(tzinfo=None)


@cache
def query_names() -> dict[str, Path]:
    """Every named query by name; a name stands once, in `leader` or in `planner`."""
    paths = sorted((FOLDER / "queries").glob("*/*.sql"))
    names = {path.stem: path for path in paths}
    assert len(names) == len(paths), "two queries share a name"
    return names


def query_parameters(name: str) -> frozenset[str]:
    """The parameters of a named query that whoever asks may give; those that hold several values have a plural for a
    name."""
    ((_, wanted),) = statements(query_names()[name])
    return wanted - {scope.OWN, scope.OWN_RECORD}


class Store:
    """The open store. Safe to share between threads: every call has its own cursor.

    `journal` is its journal, `writer` the lock of the one who writes; `recovered` says what opening had to mend,
    `readonly` whether the disk may only be read. `recover` connects to the engine's file and mends it: it is handed in
    by whoever opens the store (`upkeep.opening`), because mending publishes again, and publishing stands above this.
    """

    def __init__(self, folder: Path, threads: int | None, clock: Callable[[], datetime], recover: Recover) -> None:
        self.home = folder.resolve()
        self.writer = threading.RLock()
        self.recovered: list[Problem] = []
        self._at_first = self._threads = threads
        self._clock, self._recover = clock, recover
        self._version = 0
        self._prepare_home()
        self.readonly = not os.access(self.home, os.W_OK)
        self.journal = Journal(self.home)
        self._engine = Engine(self._open)

    def _prepare_home(self) -> None:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.home.chmod(0o700)
            for name in ("accepted", "incoming"):
                (self.home / name).mkdir(exist_ok=True)
        except OSError as error:
            if not machine_failures.closed(error) or not self.home.is_dir():
                raise Refused([machine_failures.sentence(error) or Problem("disk_closed")]) from error

    def _open(self, damaged: bool) -> duckdb.DuckDBPyConnection:
        """Connect, mend, and shut the engine in: uploads are hostile, so it reads and writes below the home only."""
        connection, recovered = self._recover(self.home, self.journal, self._threads, self._clock(), damaged)
        self.recovered = [*self.recovered, *recovered]
        with connection.cursor() as cursor:
            cursor.execute("set allowed_directories = [$home]", {"home": str(self.home)})
            cursor.execute("set enable_external_access = false")
            cursor.execute("set lock_configuration = true")
        return connection

    @property
    def key(self) -> bytes:
        """The secret that pseudonyms are keyed with. Raises Refused where it is not the one the home began with."""
        with self.cursor() as cursor:
            if people.key_lost(cursor, self.home):
                raise Refused([Problem("key_lost")])
        return people.key(self.home)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one piece of reading; closed at the end."""
        with self._engine.cursor() as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction under the writer lock, outside the journal: what it writes is not rebuilt after damage."""
        with self.writer, self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
            self._version += 1

    def must_write(self) -> None:
        """Raises Refused on a disk that may only be read."""
        if self.readonly:
            raise Refused([Problem("disk_closed")])

    def head(self) -> str | None:
        """The hash of the newest event the store holds."""
        with self.cursor() as cursor:
            return journal_copy.head(cursor)

    def distrust(self) -> None:
        """Have the store compared with its journal before the next use."""
        self._engine.distrust()

    def reopen(self, threads: int | None = None) -> None:
        """Have the engine opened again before the next use, with so many threads, or as many as at first. What it held
        in memory goes back to the system."""
        self._threads = threads or self._at_first
        self._engine.distrust()

    def changed(self, kind: str) -> None:
        """Something of this kind was recorded. What is taken back goes from the frozen answers too: those that still
        hold are made again."""
        if kind in _TAKES_BACK:
            answers.drop(self.home, None if kind in ("withdraw", "demo-removal") else answers.PERSONS)
        if kind not in SILENT:
            self._version += 1

    def query(self, actor: Actor, name: str, **params: object) -> pd.DataFrame:
        """The frame of a named query, as far as this actor may see it. Parameters left out are NULL, which every query
        reads as "no filter". Raises NotAllowed (`data.store.scope`).

        After a fatal error of the engine the file is opened again and the query repeated once.
        """
        path = query_names()[name]
        ((text, wanted),) = statements(path)
        if unknown := set(params) - query_parameters(name):
            raise TypeError(f"query {name} has no parameter {', '.join(sorted(unknown))}")
        params = scope.bound(actor, path.parent.name, wanted, params)
        values = {key: params.get(key) for key in wanted} or None
        for again in (True, False):
            try:
                with self.cursor() as cursor:
                    return cursor.execute(text, values).df()
            except duckdb.Error as error:
                if again and self._engine.reopens:
                    continue
                if problem := machine_failures.sentence(error):
                    raise Refused([problem]) from error
                raise
        raise AssertionError("unreachable")

    def version(self) -> int:
        """Changes with every write of this process: the cache key for everything read from the store."""
        return self._version

    def close(self) -> None:
        self._engine.close()
