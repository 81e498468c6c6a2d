"""The one connection to the engine's file: a cursor per call, and a way back when the engine gave up.

After a fatal error (a full disk during a checkpoint, a damaged block) DuckDB refuses every statement until each handle
of the file is closed. So cursors are counted: the first caller after the last one has left opens the file again.
"""

import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from data.store import machine_failures
from data.terms.problems import Problem, Refused

MEMORY = "512MB"
READABLE = sys.platform != "win32"  # whether another process may read the engine's file while it is open here
_PATIENCE = 20.0  # seconds to wait for others to leave a dead engine


class StoreInUse(Exception):
    """Another process holds the store; `pid` says which, 0 when the engine did not tell."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"the store is in use by process {pid}" if pid else "the store is in use")
        self.pid = pid


class Engine:
    """`opening(damaged)` connects to the file and makes it ready; it is called again after a fatal error."""

    def __init__(self, opening: Callable[[bool], duckdb.DuckDBPyConnection]) -> None:
        self._opening = opening
        self._gate = threading.Condition()
        self._inside = 0
        self._mine = threading.local()
        self._dead = False
        self._damaged = False
        self._connection = opening(False)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._enter()
        try:
            yield cursor
        except duckdb.Error as error:
            if machine_failures.dead(error) or machine_failures.damaged(error):
                self._dead = True
                self._damaged = self._damaged or machine_failures.damaged(error)
            raise
        finally:
            self._leave(cursor)

    @property
    def reopens(self) -> bool:
        """Whether the next cursor of this thread will open the file again: a failed reading may then be repeated."""
        return self._dead and not getattr(self._mine, "depth", 0)

    def distrust(self) -> None:
        """Have the next cursor open the file again: what it holds is not certain."""
        self._dead = True

    def close(self) -> None:
        self._connection.close()

    def _enter(self) -> duckdb.DuckDBPyConnection:
        with self._gate:
            # A thread that already holds a cursor must not wait for itself: it gets the dead engine's error instead.
            if self._dead and not getattr(self._mine, "depth", 0):
                self._reopen()
            cursor = self._connection.cursor()
            self._inside += 1
            self._mine.depth = getattr(self._mine, "depth", 0) + 1
            return cursor

    def _leave(self, cursor: duckdb.DuckDBPyConnection) -> None:
        with self._gate:
            cursor.close()
            self._inside -= 1
            self._mine.depth -= 1
            self._gate.notify_all()

    def _reopen(self) -> None:
        """Called inside the gate, so one thread does it and the others wait."""
        until = time.monotonic() + _PATIENCE
        while self._dead and self._inside:
            if not self._gate.wait(until - time.monotonic()):
                raise Refused([Problem("engine_stopped")])
        if not self._dead:
            return
        self._connection.close()
        self._connection = self._opening(self._damaged)
        self._dead = self._damaged = False


def connect(path: Path, threads: int | None, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a file of the engine; `StoreInUse` if another process has it.

    It holds at most `CERMIN_MEMORY` (default 512MB) and puts the rest on disk; what big work freed goes back to the
    system within seconds, for which its allocator needs threads of its own.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        # Nothing is fetched while a file is read: the only code that runs is what was installed.
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        "memory_limit": os.environ.get("CERMIN_MEMORY") or MEMORY, "allocator_background_threads": True,
    }  # fmt: skip
    try:
        return duckdb.connect(path, read_only=read_only, config=config | ({"threads": threads} if threads else {}))
    except duckdb.IOException as error:
        if not machine_failures.held(error):
            raise
        pid = re.search(r"PID (\d+)", str(error))
        # Without its cause: the engine's message holds the path of the home.
        raise StoreInUse(int(pid[1]) if pid else 0) from None


@cache
def statements(path: Path) -> tuple[tuple[str, frozenset[str]], ...]:
    """The statements of a file with the parameters each wants (the engine binds parameters one statement at a time)."""
    parsed = duckdb.extract_statements(path.read_text("utf-8"))
    return tuple((statement.query, frozenset(statement.named_parameters)) for statement in parsed)


FOLDER = Path(__file__).parents[1]


def run(cursor: duckdb.DuckDBPyConnection, path: str, /, **params: object) -> duckdb.DuckDBPyConnection:
    """Run the statements of one file below `data/`; the cursor holds the result of the last."""
    for text, wanted in statements(FOLDER / path):
        cursor.execute(text, {name: params[name] for name in wanted} or None)
    return cursor


def only(cursor: duckdb.DuckDBPyConnection) -> tuple:
    """The row of a statement that always has one (a count, the next number). Raises LookupError where it has not."""
    rows = cursor.fetchall()
    if len(rows) != 1:
        raise LookupError(f"one row was expected, not {len(rows)}")
    return rows[0]


def first(cursor: duckdb.DuckDBPyConnection) -> tuple | None:
    """The first row of a short result, read to its end: DuckDB 2 refuses other work while a result stays open."""
    return next(iter(cursor.fetchall()), None)
