"""Kill -9 before every write to disk, one after the other: `python -m tests.campaigns.kill_steps [EVERY]`.

A child does one of everything and dies at its n-th fsync, rename, truncation or commit; the next start must find all
that was acknowledged, and nothing by halves. n goes up until the child lives.
"""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from data.batches import batches, together
from data.publishing import publish
from data.store.journal import Journal
from data.store.store import Store
from data.terms.actors import system
from data.upkeep import erasure
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.campaigns.kill_loop import EXPECTED, apart, say
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip, prepare

STEPS = ("fsync", "replace", "ftruncate", "unlink")
PERIOD = "2025-S1"


class Dying:
    """A cursor whose commit counts as a step."""

    def __init__(self, cursor, step) -> None:
        self._cursor, self._step = cursor, step

    def __getattr__(self, name: str):
        return getattr(self._cursor, name)

    def commit(self) -> None:
        self._step()
        self._cursor.commit()
        self._step()


def deeds(store: Store, home: Path) -> dict:
    return {
        "prepare": lambda: prepare(store),
        "import": lambda: batches.accept(store, evaluation(home / "incoming", 1), system("bkd"), NOW),
        "publish": lambda: publish.publish(store, REGION, PERIOD, system("bkd"), NOW),
        "again": lambda: batches.accept(store, evaluation(home / "incoming", 2), system("bkd"), NOW),
        "undo": lambda: batches.undo(store, 3, system("bkd"), NOW, "uji"),
        "several": lambda: several(store, home),
        "undo several": lambda: together.undo(store, 5, system("bkd"), NOW, "uji"),
        "withdraw": lambda: publish.withdraw(store, REGION, PERIOD, system("bkd"), NOW, "uji"),
        "erase": lambda: erasure.erase(store, nip(1), system("bkd"), NOW),
    }


def several(store: Store, home: Path) -> None:
    """Two files in one go: batches 4 and 5."""
    files = [evaluation(home / "incoming", number, period) for number, period in ((3, "2025-S2"), (4, "2026-S1"))]
    together.accept(store, together.look(store, files, SYSTEM), system("bkd"), NOW)


def die_at(home: Path, number: int, tell: int) -> None:
    """One of everything; death at step `number`."""
    left = [number]

    def step() -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    for name in STEPS:
        real = getattr(os, name)
        setattr(os, name, lambda *values, real=real, **named: (step(), real(*values, **named))[1])
    store = open_store(home, threads=1)
    real_cursor = store._engine._enter
    store._engine._enter = lambda: Dying(real_cursor(), step)
    for name, deed in deeds(store, home).items():
        deed()
        say(tell, f"done {name}")
    store.close()
    say(tell, "alive")


def go_on(home: Path, done: list[str], tell: int) -> None:
    """Check what was left, do the rest, check again."""
    store = open_store(home, threads=1)
    kinds = [event.kind for event in Journal(home).read().events if event.kind not in ("start", "shipped", "recovery")]
    faults = [f"recovered {one.code}" for one in store.recovered if one.code not in EXPECTED]
    if len(kinds) not in (len(done), len(done) + 1):
        faults.append(f"{len(done)} acknowledged, {len(kinds)} in the journal")
    faults += [f"verify {one.code} {one.found}" for one in verify(store) if one.blocking]
    for name, deed in list(deeds(store, home).items())[len(kinds) :]:
        deed()
        faults += [f"verify after {name}: {one.code} {one.found}" for one in verify(store) if one.blocking]
    with store.cursor() as cursor:
        held = cursor.execute(
            "select (select count(*) from batch), (select count(*) from fact), (select count(*) from batch_undo),"
            " (select count(*) from snapshot_withdrawn), (select count(*) from person), (select count(*) from cell)"
        ).fetchone()
    store.close()
    for fault in faults:
        say(tell, f"fault {fault}")
    say(tell, f"held {held}")


def campaign(every: int = 1) -> tuple[int, list[str]]:
    """Die at every `every`-th step; how many steps there are, and every fault found."""
    faults: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="cermin-steps-"))
    whole = None
    number = 0
    while True:
        home = folder / str(number)
        told = apart(die_at, home, number)
        faults += [f"step {number}: {line}" for line in told if line.startswith("fault")]
        alive = told[-1:] == ["alive"]
        found = apart(go_on, home, [line for line in told if line.startswith("done")])
        whole = whole or found[-1]
        if found[-1] != whole:
            found.append(f"fault {found[-1]} in place of {whole}")
        faults += [f"step {number} after {told[-1:]}: {line}" for line in found if line.startswith("fault")]
        shutil.rmtree(home)
        if alive or faults:
            return number, faults
        number += every


if __name__ == "__main__":
    steps, faults = campaign(*(int(one) for one in sys.argv[1:]))
    print(f"{steps} steps, {len(faults)} faults")
    print("\n".join(faults))
    sys.exit(bool(faults))
