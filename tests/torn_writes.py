"""The engine's log and the journal cut at every byte of their last 8 KB: `python -m tests.torn_writes [EVERY]`.

Cuts of the log: the journal fills in what is missing, so the store is as it was. Cuts of the journal: the store mends
it. Cuts of the journal beside a lost store: exactly the events whose lines are whole.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from data import batches, publish
from data.journal import scan
from data.store import open_store
from tests.data.files import REGION, evaluation, prepare
from tests.data.world import NOW
from tests.kill_loop import apart, say

LAST = 8192
SHIPPED = 2  # the line of the journal that says which rows of reference came with the program


def leave_a_log(home: Path, tell: int) -> None:
    """Work and die without closing, so that the last things stand in the engine's log only."""
    store = open_store(home, threads=1)
    prepare(store)
    for number in range(6):
        batches.accept(store, evaluation(home / "incoming", number, "2025-S1"), "bkd", NOW)
        if number == 2:
            publish.publish(store, REGION, "2025-S1", "bkd", NOW)
            with store.cursor() as cursor:
                cursor.execute("checkpoint")
    publish.publish(store, REGION, "2025-S1", "bkd", NOW)
    batches.undo(store, 4, "bkd", NOW, "uji")
    os.kill(os.getpid(), signal.SIGKILL)


def open_and_tell(home: Path, tell: int) -> None:
    """The events, batches and releases of a home as it opens, in one line; then what was mended."""
    store = open_store(home, threads=1)
    with store.cursor() as cursor:
        events = cursor.execute(
            "select count(*), max(hash order by seq) from event where kind <> 'recovery'"
        ).fetchone()
        facts = cursor.execute("select count(*), round(sum(score), 6), count(distinct batch_id) from fact").fetchone()
        cells = cursor.execute("select count(*), round(sum(total), 6) from cell").fetchone()
        undone = cursor.execute("select count(*) from batch_undo").fetchone()
    say(tell, f"holds {events[0]} {facts} {cells} {undone}")
    say(tell, f"recovered {sorted(problem.code for problem in store.recovered)}")
    same = store.journal.read()
    say(tell, f"journal {len(same.events)} {same.breaks} {len(same.torn)}")
    store.close()


def cuts(size: int, every: int) -> range:
    return range(max(0, size - LAST), size, every)


def copy_of(home: Path, target: Path) -> Path:
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(home, target)
    return target


def campaign(every: int = 1) -> tuple[int, list[str]]:
    """Cut at every `every`-th byte; how many cuts were tried, and every fault found."""
    folder = Path(tempfile.mkdtemp(prefix="cermin-torn-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    home, trial = folder / "home", folder / "trial"
    apart(leave_a_log, home)
    log, journal = (home / "cermin.duckdb.wal").read_bytes(), (home / "journal.jsonl").read_bytes()
    whole = apart(open_and_tell, copy_of(home, trial))[0]
    tried, faults = 0, []

    for at in cuts(len(log), every):
        (copy_of(home, trial) / "cermin.duckdb.wal").write_bytes(log[:at])
        told = apart(open_and_tell, trial)
        tried += 1
        if told[:1] != [whole]:
            faults.append(f"log cut at {at} of {len(log)}: {told}")
    for at in cuts(len(journal), every):
        (copy_of(home, trial) / "journal.jsonl").write_bytes(journal[:at])
        told = apart(open_and_tell, trial)
        tried += 1
        if told[:1] != [whole] or (trial / "journal.jsonl").read_bytes() != journal:
            faults.append(f"journal cut at {at} of {len(journal)}: {told}")

    # Without the store a cut journal is all there is: the events of its whole lines, no more and no less, and the same
    # figures for the same lines.
    prefixes: dict[int, str] = {}
    for at in cuts(len(journal), every):
        copy_of(home, trial)
        for name in ("cermin.duckdb", "cermin.duckdb.wal"):
            (trial / name).unlink(missing_ok=True)
        (trial / "journal.jsonl").write_bytes(journal[:at])
        told = apart(open_and_tell, trial)
        tried += 1
        lines = len(scan(journal[:at]).events)
        if lines == 0:  # accepted files and no journal: not a new home
            faults += [] if "journal_broken" in " ".join(told) else [f"journal cut at {at}, store lost: {told}"]
            continue
        events = max(lines, SHIPPED)  # the rows of reference that come with the program are put in by every opening
        if not told or prefixes.setdefault(events, told[0]) != told[0] or not told[0].startswith(f"holds {events} "):
            faults.append(f"journal cut at {at} of {len(journal)} and store lost: {told}")
    if not faults:
        shutil.rmtree(folder)
    return tried, faults


if __name__ == "__main__":
    began = time.time()
    tried, faults = campaign(*(int(one) for one in sys.argv[1:]))
    print(f"{tried} cuts in {time.time() - began:.0f} s, {len(faults)} faults")
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))
