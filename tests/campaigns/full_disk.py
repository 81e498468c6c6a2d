"""A disk that fills up, at stepped sizes: `python -m tests.campaigns.full_disk STEPS`.

A file system in memory takes a home and shrinks to so much room; work goes on until it is full, and on. Whatever
fails says so in a sentence, what was acknowledged stays, readers go on in the same process, and with room again the
work is done. Where mounting is not allowed, a limit on the size of a file takes the disk's part.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import duckdb

from data.batches import batches
from data.publishing import freezing, publish
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.campaigns.kill_loop import apart, say
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare

ROOMY, SMALLEST, LARGEST = 400_000_000, 20_480, 3_000_000  # bytes
TRIES = 12


def fill(home: Path, room: int, limited: bool, tell: int) -> None:
    """Work on a disk that fills up. Tells faults, and what was refused."""
    store = open_store(home, threads=1)
    prepare(store)
    batches.accept(store, evaluation(home / "incoming", 0), system("bkd"), NOW)
    stored, refused, published, fatal = [], Counter(), 0, 0
    uploads = [evaluation(home / "incoming", one, "2025-S1", people=1000) for one in range(1, TRIES)]
    if limited:
        largest = max(path.stat().st_size for path in home.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, -1))
    else:
        used = os.statvfs(home)
        _resize(home.parent, (used.f_blocks - used.f_bfree) * used.f_frsize + room)
    for one, upload in enumerate(uploads):
        try:
            stored.append((batches.accept(store, upload, system("bkd"), NOW), upload.sha256))
        except Refused as why:
            refused[why.problems[0].code] += 1
        try:
            published = publish.publish(store, REGION, "2025-S1", system("bkd"), NOW).version
        except (Refused, freezing.TooSmall, OverflowError) as why:
            if isinstance(why, Refused):
                refused[why.problems[0].code] += 1
        try:
            with store.cursor() as cursor:
                cursor.execute("checkpoint")
        except duckdb.FatalException:
            fatal += 1
        except duckdb.Error:
            pass
        began = time.monotonic()
        try:
            listed = store.query(SYSTEM, "batch_list")
            if set(stored) - set(zip(listed["batch_id"], listed["sha256"], strict=True)):
                say(tell, f"fault acknowledged batches are gone after {one}")
            releases = store.query(SYSTEM, "published")["version"].max() if published else 0
            if releases != published:
                say(tell, f"fault release {releases} in place of {published}")
        except Refused as why:
            say(tell, f"fault a reader was refused: {why}")
        if time.monotonic() - began > 5:
            say(tell, "fault a reader waited more than 5 s")
        if refused.total() >= 4:
            break
    if limited:
        resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    else:
        _resize(home.parent, ROOMY)
    for code in refused:
        if code != "disk_full":
            say(tell, f"fault refused with {code}")
    batches.accept(store, evaluation(home / "incoming", 999, "2025-S1"), system("bkd"), NOW)
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    for problem in verify(store):
        if problem.blocking:
            say(tell, f"fault verify {problem.code} {problem.found}")
    store.close()
    again = open_store(home, threads=1)
    for problem in [*again.recovered, *verify(again)]:
        if problem.blocking:
            say(tell, f"fault after a restart {problem.code} {problem.found}")
    again.close()
    say(tell, f"filled {len(stored)} stored, {refused.total()} refused {fatal} fatal")


def campaign(steps: int = 200) -> list[str]:
    """Try that many sizes; every fault found."""
    faults, seen = [], Counter()
    for number in range(steps):
        with tempfile.TemporaryDirectory() as folder:
            disk = Path(folder) / "disk"
            disk.mkdir()
            mounted = _mount(disk)
            try:
                told = apart(fill, disk / "home", SMALLEST + LARGEST * number // steps, not mounted)
            finally:
                if mounted:
                    subprocess.run(["umount", str(disk)], check=True)
            if not told or not told[-1].startswith("filled"):
                told.append("fault the work did not end")
            else:
                words = told[-1].split()
                seen += Counter(stored=int(words[1]), refused=int(words[3]), fatal=int(words[5]))
            faults += [f"step {number}: {line}" for line in told if line.startswith("fault")]
    print(dict(seen))
    if not seen["refused"]:
        faults.append("the disk was never full: nothing was tried")
    return faults


def _mount(disk: Path) -> bool:
    if os.geteuid():
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOMY}", "tmpfs", str(disk)]
    return subprocess.run(command, capture_output=True).returncode == 0


def _resize(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


if __name__ == "__main__":
    found = campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    print("\n".join(found) if found else "nothing lost, every refusal a sentence, readers back")
    sys.exit(bool(found))
