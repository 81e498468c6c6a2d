"""Two planners at once against one store: `python -m tests.campaigns.planners SEEDS`.

Both get the same deeds in another order (the same files, undo of the same batch, publishing the same period), and each
a file of their own about the same people, saved as they were shown it. Whatever the interleaving: every file is stored
once, every deed has one winner, the loser is told who and when, and nobody saves what is not as it was shown.
"""

import random
import sys
import tempfile
import threading
from datetime import timedelta
from pathlib import Path

from data.batches import batches
from data.publishing import freezing, publish
from data.store.store import Store
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare

NAMES = ("siti", "budi")
KEYS = 90  # of one file: 30 people, 3 indicators


def interleave(home: Path, seed: int) -> list[str]:
    """One seeded interleaving; every fault found."""
    store = open_store(home, threads=1)
    prepare(store)
    first = batches.accept(store, evaluation(home / "incoming", 0), system("awal"), NOW)
    faults: list[str] = []
    won: list[tuple] = []
    shown: list[tuple[int, int, int]] = []
    start = threading.Barrier(len(NAMES))

    def plan(which: int) -> None:
        rng = random.Random(f"{seed} {which}")
        deeds = ["file 1", "file 2", "file 3", "undo", "publish", "publish", "own file"]
        rng.shuffle(deeds)
        start.wait()
        for deed in deeds:
            if rng.random() < 0.5:
                threading.Event().wait(rng.random() * 0.01)
            try:
                if deed == "own file":
                    shown.append(_own(store, home, which, rng, faults))
                    continue
                won.append((deed, NAMES[which], _do(store, home, deed, NAMES[which], first)))
            except Refused as refused:
                faults.extend(_loser_not_told(deed, NAMES[which], refused))
            except freezing.TooSmall:  # the only live batch was undone before another came
                pass
            except BaseException as error:
                faults.append(f"{deed}: {type(error).__name__} {error}")

    threads = [threading.Thread(target=plan, args=(which,)) for which in range(len(NAMES))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for deed in ("file 1", "file 2", "file 3", "undo"):
        if ((wins := [one for one in won if one[0] == deed]) and len(wins) != 1) or not wins:
            faults.append(f"{deed} was done {len(wins)} times")
    listed = store.query(SYSTEM, "batch_list")
    if sorted(shown) != [(0, KEYS, 0), (KEYS, 0, 0)]:
        faults.append(f"own files were saved as {shown}")
    if listed["batch_id"].duplicated().any() or len(listed) != 7:
        faults.append(f"{len(listed)} batches")
    versions = sorted(one[2] for one in won if one[0] == "publish")
    if versions != list(range(1, len(versions) + 1)):
        faults.append(f"versions {versions}")
    faults += [f"verify {problem.code} {problem.found}" for problem in verify(store)]
    store.close()
    return faults


def _do(store: Store, home: Path, deed: str, name: str, first: int) -> int:
    now = NOW + timedelta(minutes=NAMES.index(name) + 1)
    if deed == "undo":
        batches.undo(store, first, system(name), now, "uji")
        return first
    if deed == "publish":
        return publish.publish(store, REGION, "2025-S1", system(name), now).version
    number = int(deed.split()[1])
    return batches.accept(store, evaluation(home / f"incoming-{name}", number), system(name), now)


def _own(store: Store, home: Path, which: int, rng: random.Random, faults: list[str]) -> tuple[int, int, int]:
    """A file of one's own about a period both have: looked at, and saved as it was shown; new, changed, same."""
    name, other = NAMES[which], NAMES[1 - which]
    upload = evaluation(home / f"incoming-{name}", 10 + which, "2025-S2")
    comparison = batches.compare(store, upload, SYSTEM)
    while True:
        threading.Event().wait(rng.random() * 0.02)
        try:
            batches.accept(store, upload, system(name), NOW + timedelta(minutes=which + 1), shown=comparison)
        except batches.Overtaken as late:
            told = late.problems[0].detail
            if told["actor"] != other:
                faults.append(f"own file: {name} was told {told}")
            comparison = late.comparison
            continue
        return comparison.new, comparison.changed, comparison.same


def _loser_not_told(deed: str, name: str, refused: Refused) -> list[str]:
    (problem,) = refused.problems
    if problem.code not in ("file_known", "batch_undone"):
        return [f"{deed}: {problem.code}"]
    winner = NAMES[1 - NAMES.index(name)]
    when = f"{NOW + timedelta(minutes=NAMES.index(winner) + 1):%Y-%m-%d %H:%M}"
    if (problem.detail["actor"], problem.detail["when"]) != (winner, when):
        return [f"{deed}: {name} was told {problem.detail}"]
    return []


if __name__ == "__main__":
    found = []
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        with tempfile.TemporaryDirectory() as folder:
            if seed % 20 == 0:
                print(f"seed {seed}, {len(found)} faults", flush=True)
            found += [f"seed {seed}: {fault}" for fault in interleave(Path(folder) / "home", seed)]
    print("\n".join(found) if found else "no duplicate, no loss, every loser was told")
    sys.exit(bool(found))
