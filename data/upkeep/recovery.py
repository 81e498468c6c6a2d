"""Opening a home: the engine's file and the journal must tell the same story, and whichever is damaged is mended.

The journal with the accepted files is the truth. Nothing is deleted: what is damaged moves to `quarantine/`.
"""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from data.store import accepted, answers, machine_failures, people
from data.store.engine import FOLDER, connect, first, run
from data.store.journal import FIRST, Event, Journal, Scan, sync_file, written
from data.store.journal_copy import head, keep
from data.terms.problems import Problem, Refused
from data.upkeep import replay
from data.upkeep.migrations import ForeignFile, migrate

FILE = "cermin.duckdb"
VIEWS = ("current", "reference", "rated", "shown")
ACTOR = "cermin"  # of what the program does by itself
ENGINE_ERRORS = (duckdb.Error,)


def open_home(
    home: Path, journal: Journal, threads: int | None, now: datetime, damaged: bool = False
) -> tuple[duckdb.DuckDBPyConnection, list[Problem]]:
    """Connect to the store of a home, mended where needed, and say what was mended.

    `damaged`: the engine has found its file broken while it worked. Raises StoreInUse, and Refused where the home
    cannot be opened without losing something.
    """
    if not os.access(home, os.W_OK):
        return _look_only(home, journal, threads)
    problems = []
    try:
        if damaged:
            raise ForeignFile
        connection = _ready(home, threads)
    except (duckdb.Error, ForeignFile) as error:
        if not (isinstance(error, ForeignFile) or _broken(error)):
            if problem := machine_failures.sentence(error):
                raise Refused([problem]) from error
            raise
        files = [home / FILE, home / f"{FILE}.wal"]
        folder = accepted.aside(home, [path for path in files if path.exists()])
        problems.append(Problem("store_rebuilt", found=folder.name, blocking=False))
        connection = _ready(home, threads)
    try:
        problems += reconcile(connection, home, journal, now, rebuilt=bool(problems))
    except BaseException:
        connection.close()
        raise
    return connection, problems


def _ready(home: Path, threads: int | None) -> duckdb.DuckDBPyConnection:
    """Connect, with the schema and the views of this code."""
    connection = connect(home / FILE, threads)
    try:
        migrate(connection)
        with connection.cursor() as cursor:
            _make_views(cursor)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_views(cursor: duckdb.DuckDBPyConnection) -> None:
    """The views of this code, where they are not there yet: a start on a full disk must not need to write."""
    texts = [(FOLDER / "sql" / f"{name}.sql").read_bytes() for name in VIEWS]
    wanted = hashlib.sha256(b"\0".join(texts)).hexdigest()
    known = first(run(cursor, "sql/meta.sql", key="views_sha"))
    if known and known[0] == wanted:
        return
    cursor.begin()
    for name in VIEWS:
        run(cursor, f"sql/{name}.sql")
    run(cursor, "sql/journal/views.sql", sha256=wanted)
    cursor.commit()


def _look_only(home: Path, journal: Journal, threads: int | None) -> tuple[duckdb.DuckDBPyConnection, list[Problem]]:
    """A disk that may not be written: what is there can be read, and nothing is mended."""
    try:
        connection = connect(home / FILE, threads, read_only=True)
    except duckdb.Error as error:
        raise Refused([machine_failures.sentence(error) or Problem("disk_closed")]) from error
    with connection.cursor() as cursor:
        agrees = (tail := journal.tail()) is not None and tail.hash == head(cursor)
    problems = [Problem("disk_closed", blocking=False)]
    return connection, problems if agrees else [*problems, Problem("store_behind")]


def _broken(error: duckdb.Error) -> bool:
    """Whether an error at opening says that the file is broken, and not that the machine is full, closed or too old."""
    if machine_failures.full(error) or machine_failures.closed(error) or isinstance(error, duckdb.OutOfMemoryException):
        return False
    return not machine_failures.speaks_of(error, ("newer version", "storage version", "future version"))


def reconcile(
    connection: duckdb.DuckDBPyConnection, home: Path, journal: Journal, now: datetime, rebuilt: bool = False
) -> list[Problem]:
    """Make store and journal agree. Cheap when they do: the last line of each is compared."""
    if any((home / accepted.FOLDER).glob(f"*{accepted.NEW}")):
        accepted.settle_rewriting(home, replay.hashes(journal.read().events))
    with connection.cursor() as cursor:
        newest = head(cursor)
        tail = journal.tail()
        if tail is not None and tail.hash == newest:
            journal.adopt(tail)
            return []
        if tail is not None and tail == journal.unsettled and tail.previous == newest:
            return []  # its writer is still there and will settle it
        kept = [written(row[0].encode()) for row in run(cursor, "sql/journal/lines.sql").fetchall()]
    scan = journal.read()
    if not scan.events and not kept:
        _begin(connection, home, journal, now, bool(scan.torn or scan.breaks))
        return []
    events, problems = mend(scan, kept)
    if scan.breaks or scan.torn or len(events) > len(scan.events):
        _keep_copy(home, journal)
        journal.rewrite(events)
    else:
        journal.adopt(events[-1])
    missing = [event for event in events if event.seq > (kept[-1].seq if kept else 0)]
    if missing:
        answers.drop(home)
        problems += replay.replay(connection, home, missing, replay.hashes(events))
        problems.append(Problem("events_replayed", found=str(len(missing)), blocking=False))
    if not kept:
        problems += accepted.orphans(home, replay.hashes(events))
    # What was mended without loss leaves no line: the journal of a home that crashed is the one of a home that did not.
    if rebuilt or any(problem.blocking for problem in problems):
        detail = {"problems": [[problem.code, problem.found] for problem in problems], "replayed": len(missing)}
        note(connection, journal, "recovery", now, detail)
    return problems


def mend(scan: Scan, kept: list[Event]) -> tuple[list[Event], list[Problem]]:
    """One history from the journal as read and the store's copy of it.

    Lines the journal lost come from the store. What neither holds is named; later lines that are whole still count.
    """
    left = {event.hash: event for event in [*kept, *scan.events]}
    after: dict[str, str] = {}
    for digest, event in left.items():
        # Two lines follow from the same one: two histories, and mending would be choosing between them.
        if after.setdefault(event.previous, digest) != digest:
            raise Refused([Problem("journal_diverges", found=str(event.seq))])
    chain: list[Event] = []
    digest_reached = FIRST
    while digest_reached in after:
        digest_reached = after[digest_reached]
        chain.append(left.pop(digest_reached))
    unlinked = sorted(left.values(), key=lambda event: event.seq)
    problems = []
    if unlinked:
        problems.append(Problem("journal_broken", found=str(len(chain) + 1)))
        if unlinked[0].seq <= len(chain):
            raise Refused([Problem("journal_diverges", found=str(unlinked[0].seq))])
    elif scan.breaks or len(chain) > len(scan.events):
        problems.append(Problem("journal_mended", found=str(len(chain)), blocking=False))
    elif scan.torn:
        problems.append(Problem("journal_torn", blocking=False))
    return chain + unlinked, problems


def _begin(
    connection: duckdb.DuckDBPyConnection, home: Path, journal: Journal, now: datetime, unreadable: bool
) -> None:
    """The first line of a home: the fingerprint of its key, so that a lost or exchanged key is noticed."""
    if unreadable or any((home / accepted.FOLDER).iterdir()):
        raise Refused([Problem("journal_broken", found="1")])
    journal.adopt(None)
    note(connection, journal, "start", now, {"version": accepted.VERSION, "key": people.fingerprint(people.key(home))})


def note(connection: duckdb.DuckDBPyConnection, journal: Journal, kind: str, now: datetime, detail: dict) -> None:
    """Write an event of the program itself, which changes nothing else."""
    event = journal.follow(kind, ACTOR, now, detail)
    journal.append(event)
    with connection.cursor() as cursor:
        cursor.begin()
        keep(cursor, event)
        cursor.commit()
    journal.unsettled = None


def _keep_copy(home: Path, journal: Journal) -> None:
    """Before the journal is rewritten, the damaged one is copied aside; it stays until the new one is whole."""
    if not journal.path.exists():
        return
    copy = journal.path.with_suffix(".damaged")
    shutil.copyfile(journal.path, copy)
    copy.chmod(0o600)
    sync_file(copy)
    accepted.aside(home, [copy])
