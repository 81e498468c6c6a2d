"""Backups that were opened before they are trusted, restoring them, and building the store again from its journal."""

import contextlib
import shutil
import subprocess
import sys
from pathlib import Path

from data.store import accepted, people
from data.store.engine import READABLE, connect
from data.store.journal import FILE as JOURNAL
from data.store.journal import Journal, scan, sync_file, sync_folder, write_whole
from data.store.store import Store
from data.terms.problems import Problem, Refused
from data.upkeep import recovery
from data.upkeep.opening import open_store
from data.upkeep.replay import hashes
from data.upkeep.verify import verify

KEEP = 3  # backups that stay
_NAME = "cermin-"


def backup(store: Store, folder: Path, keep: int = KEEP) -> Path:
    """Copy the home into a new folder below `folder`, open and verify the copy, then drop all but the newest `keep`.

    Writers wait while files are copied; readers do not. Where the engine's open file cannot be read (Windows), the
    copy's is built from its journal. Raises Refused (`backup_failed`) and leaves older ones alone where the copy is not
    equal to the store.
    """
    part = _fresh(folder)
    with store.writer, store.cursor() as cursor:
        with contextlib.suppress(*recovery.ENGINE_ERRORS):  # readers may be in its way; the log is copied too
            cursor.execute("checkpoint")
        store.must_write()
        last = _copy_truth(store.home, part)
        for name in (recovery.FILE, f"{recovery.FILE}.wal"):
            if READABLE and (store.home / name).exists():
                _copy_apart(store.home / name, part / name)
    return _trust(part, folder, last, keep)


def backup_running(home: Path, folder: Path, keep: int = KEEP) -> Path:
    """The same of a home that another process has open: journal, accepted files and key, from which the store is built.

    Safe beside a writer: a line is in the journal only after its files are on disk, and files are not written again (an
    erasure in the same second makes the check fail, and the backup is to be repeated).
    """
    part = _fresh(folder)
    last = _copy_truth(home, part)
    return _trust(part, folder, last, keep)


def restore(folder: Path, home: Path, aside: bool = False) -> list[Problem]:
    """Put a backup (the folder itself, or the newest one in it) in place of a home, verified first.

    Refuses a home that is not empty, unless `aside`: then the old one is renamed beside it, never deleted.
    """
    source = _newest(folder)
    filled = home.is_dir() and any(path.is_file() for path in home.rglob("*"))
    if filled and not aside:
        raise Refused([Problem("home_not_empty", found=home.name)])
    part = home.with_name(home.name + ".restoring")
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True, mode=0o700)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            _copy(path, part / path.relative_to(source))
    problems = _check(part)
    if any(problem.blocking for problem in problems):
        raise Refused(problems)
    if filled:
        _release(home)
        number = 1
        while (old := home.with_name(f"{home.name}.before-{number}")).exists():
            number += 1
        home.rename(old)
    elif home.exists():
        shutil.rmtree(home)
    part.rename(home)
    sync_folder(home.parent)
    return problems


def rebuild(home: Path, force: bool = False, threads: int | None = None) -> Store:
    """Put the store aside and build it again from the journal; `Store.recovered` says what could not be.

    Refuses while the store holds batches that the journal does not know, unless `force`.
    """
    _release(home)
    if not force:
        store = open_store(home, threads)
        try:
            lost = [problem for problem in verify(store) if problem.code == "batch_unjournaled"]
        finally:
            store.close()
        if lost:
            raise Refused(lost)
    files = [path for name in (recovery.FILE, f"{recovery.FILE}.wal") if (path := home / name).exists()]
    if files:
        accepted.aside(home, files)
    return open_store(home, threads)


def _release(home: Path) -> None:
    """Raises StoreInUse while another process has the store. A damaged one is nobody's."""
    if (home / recovery.FILE).exists():
        try:
            connect(home / recovery.FILE, None).close()
        except recovery.ENGINE_ERRORS:
            return


def _copy_truth(home: Path, part: Path) -> int:
    """Copy the journal's whole lines, the files they name and the key. Returns the number of the last event."""
    raw = (home / JOURNAL).read_bytes()
    # A line being written this moment is not whole, and nobody was told of it yet.
    whole = raw[: raw.rfind(b"\n") + 1]
    write_whole(part / JOURNAL, whole)
    events = scan(whole).events
    for name in hashes(events):
        if (home / accepted.FOLDER / name).exists():
            _copy(home / accepted.FOLDER / name, part / accepted.FOLDER / name)
    _copy(home / people.KEY, part / people.KEY)
    return events[-1].seq


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o600)
    sync_file(target)


def _copy_apart(source: Path, target: Path) -> None:
    """Copy the engine's open file in a process of its own: closing it in this one would give up the engine's lock."""
    copying = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
    subprocess.run([sys.executable, "-I", "-c", copying, str(source), str(target)], check=True)
    target.chmod(0o600)
    sync_file(target)


def _fresh(folder: Path) -> Path:
    part = folder / ".partial"
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True, mode=0o700)
    return part


def _check(part: Path) -> list[Problem]:
    """Open a copy as a store of its own and verify it; its incoming folder stays empty."""
    before = Journal(part).tail()
    store = open_store(part)
    try:
        problems = [*(problem for problem in store.recovered if problem.blocking), *verify(store)]
        # Opening the copy may mend it, which adds a line; the last one copied must still be what it was.
        if before is None or store.journal.read().events[before.seq - 1] != before:
            problems.append(Problem("journal_broken", found="?"))
        return problems
    finally:
        store.close()


def _trust(part: Path, folder: Path, seq: int, keep: int) -> Path:
    problems = [problem for problem in _check(part) if problem.blocking]
    if problems:
        raise Refused([Problem("backup_failed"), *problems])
    target = folder / f"{_NAME}{seq:08}"
    old = folder / f".old-{target.name}"
    if target.exists():
        target.rename(old)
    part.rename(target)
    sync_folder(folder)
    if old.exists():
        shutil.rmtree(old)
    # Only now, with the new one verified and in its place: at no moment is there no backup that was once opened.
    for path in sorted(folder.glob(f"{_NAME}*"))[:-keep]:
        shutil.rmtree(path)
    return target


def _newest(folder: Path) -> Path:
    for path in [folder, *sorted(folder.glob(f"{_NAME}*"), reverse=True)]:
        if (path / JOURNAL).is_file():
            return path
    raise Refused([Problem("backup_missing", found=folder.name)])
