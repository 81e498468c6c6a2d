"""Kill -9 at random moments of import, publish, undo, erase, checkpoint and backup.

`python -m tests.campaigns.kill_loop N [SEED]`: one process works and is killed, the next opens the home and checks:
everything that was acknowledged is there and whole, what was not is whole or absent, and sending it again is
recognised. A work process is a fork of this one, which itself never opens a store.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from data.batches import batches
from data.publishing import freezing, publish
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep import backups as safekeeping
from data.upkeep import erasure
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip, prepare

BKD = system("bkd")
PERIODS = ("2025-S1", "2025-S2", "2026-S1")
FRESH_AFTER = 25  # kills of one home
EXPECTED = {"events_replayed", "journal_torn"}


def work(home: Path, start: int, seed: int, tell: int) -> None:
    """Do things for ever, and tell each before it begins and after it was acknowledged."""
    rng = random.Random(seed)
    store = open_store(home, threads=1)
    say(tell, "open")
    number = start
    while True:
        number += 1
        deed = rng.choices(
            ("import", "publish", "undo", "erase", "checkpoint", "backup"), (10, 5, 2, 1, 2, 1)
        )[0]  # fmt: skip
        period, people = rng.choice(PERIODS), rng.choice((30, 30, 300))
        say(tell, f"begin {deed} {number} {period} {people}")
        try:
            if deed == "import":
                upload = evaluation(home / "incoming", number, period, people)
                say(tell, f"done import {upload.sha256} {batches.accept(store, upload, BKD, NOW)}")
            elif deed == "publish":
                say(tell, f"done publish {period} {publish.publish(store, REGION, period, BKD, NOW).version}")
            elif deed == "undo":
                live = store.query(SYSTEM, "batch_list").query("undone_at.isna() and kind == 'evaluation'")["batch_id"]
                if len(live):
                    batch = int(rng.choice(live.tolist()))
                    batches.undo(store, batch, BKD, NOW, "uji")
                    say(tell, f"done undo {batch} -")
            elif deed == "erase":
                person = nip(rng.randrange(300))
                erasure.erase(store, person, BKD, NOW)
                say(tell, f"done erase {person} -")
            elif deed == "checkpoint":
                with store.cursor() as cursor:
                    cursor.execute("checkpoint")
            else:
                say(tell, f"done backup {safekeeping.backup(store, home.with_name('backups'), keep=2).name} -")
        except (Refused, freezing.TooSmall, OverflowError):
            say(tell, f"refused {deed} {number}")


def say(tell: int, words: str) -> None:
    os.write(tell, words.encode() + b"\n")


def check(home: Path, acknowledged: list[list[str]], last: list[str], tell: int) -> None:
    """What the next start finds: one line per fault, then `checked`."""
    store = open_store(home, threads=1)
    faults = [f"recovered {p.code} {p.found}" for p in store.recovered if p.code not in EXPECTED]
    say(tell, f"recovered {' '.join(p.code for p in store.recovered)}")
    faults += [f"verify {problem.code} {problem.found}" for problem in verify(store) if problem.blocking]
    listed = store.query(SYSTEM, "batch_list").set_index("batch_id")
    with store.cursor() as cursor:
        versions = dict(cursor.execute("select period, max(version) from snapshot group by period").fetchall())
        people = {row[0] for row in cursor.execute("select nip from person").fetchall()}
    erased: set[str] = set()
    for deed, what, got in acknowledged:
        if deed == "import" and (int(got) not in listed.index or listed.loc[int(got), "sha256"] != what):
            faults.append(f"lost batch {got}")
        if deed == "publish" and versions.get(what, 0) < int(got):
            faults.append(f"lost release {what} {got}")
        if deed == "undo" and listed["undone_at"].isna().get(int(what), True):
            faults.append(f"lost undo {what}")
        # A later import may bring an erased person back; the last word counts.
        erased = (erased | {what}) if deed == "erase" else set() if deed == "import" else erased
    twice = listed[listed["undone_at"].isna() & (listed["sha256"] != "")]["sha256"]
    faults += ["stored twice"] if twice.duplicated().any() else []
    if last[:2] == ["begin", "import"]:
        upload = evaluation(home / "incoming", int(last[2]), last[3], int(last[4]))
        there = twice[twice == upload.sha256].index
        if len(there):  # whole, though nobody was told: from now on it must stay
            erased = set()
            say(tell, f"done import {upload.sha256} {there[0]}")
        try:
            say(tell, f"done import {upload.sha256} {batches.accept(store, upload, BKD, NOW)}")
            faults += ["not recognised when sent again"] if len(there) else []
        except Refused as refused:
            known = [problem.code for problem in refused.problems] == ["file_known"]
            faults += [] if len(there) and known else ["refused when sent again"]
        say(tell, "stored though never acknowledged" if len(there) else "absent as never acknowledged")
    faults += [f"erased person is back {number}" for number in range(300) if nip(number) in erased & people]
    store.close()
    backups = sorted(home.with_name("backups").glob("cermin-*"))
    if any(deed == "backup" for deed, _, _ in acknowledged) and not backups:
        faults.append("lost backup")
    for fault in faults:
        say(tell, f"fault {fault}")
    say(tell, "checked")


def apart(deed, *values, seconds: float | None = None) -> list[str]:
    """Run a deed in a fork, killed after so many seconds; what it told, line by line."""
    reading, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            deed(*values, telling)
        except BaseException as error:
            say(telling, f"fault {deed.__name__} {type(error).__name__} {str(error)[:300]!r}")
        finally:
            os._exit(0)
    os.close(telling)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as told:
        lines = told.read().decode().split("\n")[:-1]
    os.waitpid(child, 0)
    return lines


def first(home: Path, tell: int) -> None:
    store = open_store(home, threads=1)
    prepare(store)
    batches.accept(store, evaluation(home / "incoming", 0, PERIODS[0]), BKD, NOW)
    store.close()


def campaign(kills: int, seed: int = 1, longest: float = 1.5, progress: bool = False) -> tuple[Counter, list[str]]:
    """Kill that often; what was interrupted and acknowledged, and every fault found."""
    rng = random.Random(seed)
    counts: Counter = Counter()
    faults: list[str] = []
    folder = None
    for kill in range(kills):
        if kill % FRESH_AFTER == 0:
            if folder and not faults:
                shutil.rmtree(folder)
            folder = Path(tempfile.mkdtemp(prefix="cermin-kill-"))
            acknowledged: list[list[str]] = []
            faults += [line for line in apart(first, folder / "home") if line.startswith("fault")]
        told = apart(work, folder / "home", kill * 1000, rng.randrange(1 << 30), seconds=rng.uniform(0.02, longest))
        acknowledged += [line.split()[1:] for line in told if line.startswith("done")]
        counts.update("done " + line.split()[1] for line in told if line.startswith("done"))
        counts["killed in " + (told[-1].split()[1] if told and told[-1].startswith("begin") else "opening")] += 1
        last = told[-1].split() if told else []
        found = apart(check, folder / "home", acknowledged, last)
        acknowledged += [line.split()[1:] for line in found if line.startswith("done")]
        counts.update(line for line in found if line.endswith("never acknowledged"))
        counts.update(code for line in found if line.startswith("recovered") for code in line.split()[1:])
        if not found or found[-1] != "checked":
            found.append("fault the check did not end")
        faults += [f"kill {kill}: {line} (after {told[-1:]}; {folder})" for line in found if line.startswith("fault")]
        faults += [f"kill {kill}: {line}" for line in told if line.startswith("fault")]
        if progress and (kill + 1) % FRESH_AFTER == 0:
            print(f"{kill + 1} kills, {len(faults)} faults, {dict(sorted(counts.items()))}", flush=True)
    if folder and not faults:
        shutil.rmtree(folder)
    return counts, faults


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    began = time.time()
    counts, faults = campaign(*(numbers or [50]), progress=True)
    print(f"{numbers[0] if numbers else 50} kills in {time.time() - began:.0f} s")
    for what, number in sorted(counts.items()):
        print(f"{number:6} {what}")
    print("\n".join(faults) if faults else "0 lost, 0 half, 0 twice")
    sys.exit(bool(faults))
