"""One flipped bit in the engine's file, its log, the journal or an accepted file.

`python -m tests.campaigns.bit_rot FLIPS [SEED]`: whatever is hit, the home either still holds the very same contents,
or says by name what is damaged; figures are never silently others.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

from data.terms.problems import Refused
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.campaigns.kill_loop import apart, say
from tests.campaigns.torn_writes import copy_of, leave_a_log
from tests.worlds.histories import contents

ABOUT_ITSELF = ("event", "meta")


def figures(store) -> str:
    """Everything a page could show."""
    held = contents(store)
    return repr({name: rows for name, rows in held.items() if name not in ABOUT_ITSELF})


def look(home: Path, want: Path, tell: int) -> None:
    """Open, verify and read everything; once more after a repair, where the first reading met damage."""
    try:
        store = open_store(home, threads=1)
        named = [problem.code for problem in [*store.recovered, *verify(store)]]
        for _ in range(2):
            try:
                found = figures(store)
                break
            except (duckdb.Error, Refused) as error:
                named.append(type(error).__name__)
                found = "unread"
        named += [problem.code for problem in store.recovered if problem.code not in named]
        store.close()
    except Refused as refused:
        named, found = [problem.code for problem in refused.problems], "refused"
    same = found == want.read_text("utf-8")
    say(tell, f"{'same' if same else 'other'} {'named' if named else 'silent'} {','.join(sorted(set(named)))}")


def keep_figures(home: Path, target: Path, tell: int) -> None:
    store = open_store(home, threads=1)
    target.write_text(figures(store), "utf-8")
    store.close()


def campaign(flips: int, seed: int = 1) -> tuple[Counter, list[str]]:
    """Flip that many bits, one at a time; outcomes, and every fault: other contents without a name, or a crash."""
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="cermin-rot-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    home, trial, want = folder / "home", folder / "trial", folder / "want"
    apart(leave_a_log, home)
    apart(keep_figures, copy_of(home, trial), want)
    counts: Counter = Counter()
    faults = []
    for _ in range(flips):
        kind = rng.choice(("cermin.duckdb", "cermin.duckdb.wal", "journal.jsonl", "accepted"))
        copy_of(home, trial)
        path = rng.choice(sorted((trial / kind).iterdir())) if kind == "accepted" else trial / kind
        raw = bytearray(path.read_bytes())
        at, bit = rng.randrange(len(raw)), rng.randrange(8)
        raw[at] ^= 1 << bit
        path.write_bytes(raw)
        told = apart(look, trial, want)
        counts[f"{kind}: {' '.join(told[-1].split()[:2]) if told else 'crash'}"] += 1
        if not told or told[-1].startswith(("other silent", "fault")):
            faults.append(f"{path.name} byte {at} bit {bit}: {told}")
        elif kind in ("journal.jsonl", "accepted") and " silent" in told[-1]:
            faults.append(f"{path.name} byte {at} bit {bit} was not noticed: {told}")
    shutil.rmtree(folder)
    return counts, faults


if __name__ == "__main__":
    counts, faults = campaign(*(int(one) for one in sys.argv[1:] or ["100"]))
    for what, number in sorted(counts.items()):
        print(f"{number:6} {what}")
    print("\n".join(faults) if faults else "nothing silent")
    sys.exit(bool(faults))
