"""The engine's log and the journal cut at every byte of their last 8 KB.

`python -m tests.campaigns.torn_writes [EVERY]`

Cuts of the log: the journal fills in what is missing, so the store is as it was. Cuts of the journal: the store mends
it. Cuts of the journal beside a lost store: exactly the events whose lines are whole.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from data.batches import batches
from data.catalog.files import load_checked
from data.publishing import publish
from data.store.journal import scan
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.campaigns.kill_loop import apart, say
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare

LAST = 8192
SHIPPED = 2  # the line of the journal that says which rows of reference came with the program
WAYS = ("log", "journal", "journal, store lost")
PASSES = (0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15)  # a run that is stopped has cut evenly
TOGETHER = 32  # cuts of one process: most of a cut was starting a process for it


def leave_a_log(home: Path, tell: int) -> None:
    """Work and die without closing, so that the last things stand in the engine's log only."""
    store = open_store(home, threads=1)
    prepare(store)
    for number in range(6):
        batches.accept(store, evaluation(home / "incoming", number, "2025-S1"), system("bkd"), NOW)
        if number == 2:
            publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
            with store.cursor() as cursor:
                cursor.execute("checkpoint")
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    batches.undo(store, 4, system("bkd"), NOW, "uji")
    os.kill(os.getpid(), signal.SIGKILL)


def close_well(home: Path, tell: int) -> None:
    """Open and close, which empties the engine's log: cuts of the journal need not read it again each time."""
    open_store(home, threads=1).close()


def opened(home: Path) -> list:
    """A home as it opens: its events, batches and releases; its journal's length and flaws; what was mended."""
    store = open_store(home, threads=1)
    with store.cursor() as cursor:
        events = cursor.execute("select count(*), arg_max(hash, seq) from event where kind <> 'recovery'").fetchone()
        facts = cursor.execute("select count(*), round(sum(score), 6), count(distinct batch_id) from fact").fetchone()
        cells = cursor.execute("select count(*), round(sum(total), 6) from cell").fetchone()
        undone = cursor.execute("select count(*) from batch_undo").fetchone()
    mended = sorted(problem.code for problem in store.recovered)
    journal = store.journal.read()
    store.close()
    return [[*events, *facts, *cells, *undone], [len(journal.events), len(journal.breaks), len(journal.torn)], mended]


def open_cuts(home: Path, way: str, places: list[int], tell: int) -> None:
    """Open a copy of the home for each cut; a line each: the place, what was found, whether the journal is whole."""
    name = "cermin.duckdb.wal" if way == "log" else "journal.jsonl"
    content, journal = (home / name).read_bytes(), (home / "journal.jsonl").read_bytes()
    for at in places:
        trial = copy_of(home, home.with_name(f"trial-{at}"))
        if way == WAYS[2]:
            for gone in ("cermin.duckdb", "cermin.duckdb.wal"):
                (trial / gone).unlink(missing_ok=True)
        (trial / name).write_bytes(content[:at])
        try:
            found = opened(trial)
        except Exception as error:
            found = f"{type(error).__name__} {error}"
        say(tell, json.dumps([at, found, (trial / "journal.jsonl").read_bytes() == journal]))
        shutil.rmtree(trial)


def places(content: bytes, every: int) -> range:
    return range(max(0, len(content) - LAST), len(content), every)


def copy_of(home: Path, target: Path) -> Path:
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(home, target)
    return target


def told(home: Path, way: str, wanted: list[int]) -> Iterator[tuple[int, list | str, bool]]:
    """What each cut found; a process that died has said nothing of the rest."""
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        lines = [json.loads(line) for line in apart(open_cuts, home, way, some) if line.startswith("[")]
        yield from lines
        yield from ((at, "nothing was told", False) for at in some[len(lines) :])


def campaign(every: int = 1, progress: bool = False) -> tuple[int, list[str]]:
    """Cut at every `every`-th byte; how many cuts were tried, and every fault found."""
    load_checked()  # once here, not in every process
    folder = Path(tempfile.mkdtemp(prefix="cermin-torn-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    home, closed = folder / "home", folder / "closed"
    apart(leave_a_log, home)
    shutil.rmtree(home / "incoming")
    apart(close_well, copy_of(home, closed))
    log, journal = (home / "cermin.duckdb.wal").read_bytes(), (home / "journal.jsonl").read_bytes()
    assert (closed / "journal.jsonl").read_bytes() == journal and not (closed / "cermin.duckdb.wal").exists()
    ((_, whole, _),) = told(closed, "journal", [len(journal)])
    tried, faults = 0, []
    prefixes: dict[int, list] = {}  # the same whole lines, the same figures

    def right(way: str, at: int, found: list | str, unbroken: bool) -> bool:
        if way != WAYS[2]:
            return unbroken and found[:2] == whole[:2]
        lines = len(scan(journal[:at]).events)
        if lines == 0:  # accepted files and no journal: not a new home
            return "journal_broken" in str(found)
        if isinstance(found, str):
            return False
        events = max(lines, SHIPPED)  # the rows of reference that come with the program are put in by every opening
        if lines < SHIPPED:
            found[0][1] = "an event of now"
        return found[0][0] == events and found[1] == [events, 0, 0] and prefixes.setdefault(lines, found[0]) == found[0]

    for first in PASSES:
        for way, start, content in zip(WAYS, (home, closed, closed), (log, journal, journal), strict=True):
            for at, found, unbroken in told(start, way, list(places(content, every))[first :: len(PASSES)]):
                tried += 1
                if not right(way, at, found, unbroken):
                    faults.append(f"{way} cut at {at} of {len(content)}: {found}")
            if progress:
                print(f"{tried} cuts, {len(faults)} faults; {way}, from {first}", flush=True)
    if not faults:
        shutil.rmtree(folder)
    return tried, faults


if __name__ == "__main__":
    began = time.time()
    tried, faults = campaign(*(int(one) for one in sys.argv[1:]), progress=True)
    print(f"{tried} cuts in {time.time() - began:.0f} s, {len(faults)} faults")
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))
