"""Readers walk the pages of a real server over real websockets, with time to think:

    python -m tests.readers --home HOME [--tree CHECKOUT] [--sessions N] [--think 8] [--rounds 20] [--planner]

A server of this checkout, or of the one named, starts on a copy of HOME. Each session opens a view, waits as long as
somebody reads (8 s on average), and opens another; the first two rounds are dropped, and whoever opens a view that
nobody has opened before is counted apart. Printed are median, 95th percentile and slowest of the time from the request
to the end of its script, errors, bytes sent, and the processor time of the server and of this load: on a machine whose
processors the load itself uses up, the times say nothing. Each session is a user of its own who has signed in by the
form; a checkout from before there were users is walked by nobody in particular. `--sessions 1 --think 0` opens view
after view and says each.
"""

import argparse
import asyncio
import collections
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import websockets
from argon2 import PasswordHasher
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.store import users
from data.store.store import office_time
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.worlds import server, signing_in
from tests.worlds.server import Client
from tests.worlds.users import password, settle

VIEWS = (
    ("", ""), ("agency_trends", ""), ("sector_comparison", ""), ("agency_trends", "opd=3403-DISDIK"),
    ("sector_comparison", "indikator=BP"), ("competency_gaps", ""), ("", "sektor=KES"), ("rating_quality", ""),
)  # fmt: skip
DROPPED = 2  # rounds before the steady window
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN, 3, 4)


@dataclass
class Walk:
    """What the sessions met: view -> seconds of each visit, once it was open to somebody; first: of first openings;
    used: seconds of the server's processor over those visits; sent: bytes of the last one."""

    place: str
    pid: int  # of the server
    views: tuple[tuple[str, str], ...]
    warm: dict[tuple[str, str], list[float]] = field(default_factory=lambda: collections.defaultdict(list))
    first: dict[tuple[str, str], float] = field(default_factory=dict)
    used: dict[tuple[str, str], float] = field(default_factory=lambda: collections.defaultdict(float))
    sent: dict[tuple[str, str], int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    async def visit(self, connection, view: tuple[str, str], counts: bool) -> None:
        fresh = view not in self.first
        self.first.setdefault(view, 0.0)  # whoever comes while it is made waits for it too, and is no first reader
        begun, used, size = time.perf_counter(), processor(self.pid), 0
        message = BackMsg()
        message.rerun_script.page_name, extra = view
        message.rerun_script.query_string = "&".join(filter(None, (self.place, extra)))
        await connection.send(message.SerializeToString())
        while True:
            packed = await connection.recv()
            size += len(packed)
            said = ForwardMsg.FromString(packed)
            if said.WhichOneof("type") == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
                self.errors.append(said.delta.new_element.exception.message)
            if said.WhichOneof("type") == "script_finished" and said.script_finished in ENDS:
                break
        if fresh:
            self.first[view] = time.perf_counter() - begun
        elif counts:
            self.warm[view].append(time.perf_counter() - begun)
            self.used[view] += processor(self.pid) - used  # of everybody's visits meanwhile: of one session its own
        self.sent[view] = size


async def session(walk: Walk, reader: Client, number: int, rounds: int, think: float) -> None:
    """One reader; with no time to think, every view in turn."""
    dice = random.Random(number)
    said, real = dict(reader.headers), urlsplit(reader.url)
    async with websockets.connect(
        f"ws://{said.pop('host', real.netloc)}/_stcore/stream", host=real.hostname, port=real.port,
        subprotocols=["streamlit"], origin=said.pop("origin", reader.url), additional_headers=said, max_size=None,
        compression=None, proxy=None, open_timeout=60,
    ) as connection:  # fmt: skip
        await asyncio.sleep(dice.uniform(0, think))
        for turn in range(rounds):
            for view in [dice.choice(walk.views)] if think else walk.views:
                await walk.visit(connection, view, turn >= DROPPED)
            await asyncio.sleep(dice.expovariate(1 / think) if think else 0)


async def walked(walk: Walk, readers: list[Client], rounds: int, think: float) -> None:
    walking = [session(walk, reader, number, rounds, think) for number, reader in enumerate(readers)]
    for done in asyncio.as_completed(walking):
        await done


@contextmanager
def served(home: Path, tree: Path, sessions: int, role: str) -> Iterator[tuple[list[Client], int]]:
    """A server of that checkout on a copy of the home: the browser of each session, and its process."""
    office = (tree / "pages" / "ui" / "serving" / "signin.py").exists()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(home, Path(folder) / "home")
        logins = settled(copy, sessions, role) if office else []
        root, server.ROOT = server.ROOT, tree
        try:
            behind = ("--proxy", "127.0.0.1", "--name", signing_in.NAME) if office else ()
            with server.serving(copy, Path(folder) / "log", *behind) as (url, process):
                browsers = [
                    signing_in.browser(url, f"10.0.{number // 200}.{number % 200 + 1}") for number in range(len(logins))
                ]
                signed = [signing_in.come_in(each, login) for each, login in zip(browsers, logins, strict=True)]
                yield signed or [Client(url, {})] * sessions, process.pid
        finally:
            server.ROOT = root


def settled(home: Path, sessions: int, role: str) -> list[str]:
    """The logins of new users of this role in a home, one for each session."""
    cheap, now, logins = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1), office_time(), []
    store = open_store(home, threads=1)
    settle(store)  # there is an admin before anybody else
    for number in range(sessions):
        login = f"pembaca{chr(ord('a') + number // 26)}{chr(ord('a') + number % 26)}"
        code = users.add(store, login, login.title(), role, None, users.UNBOUND, system("root"), now)
        assert users.choose_password(store, login, code, cheap.hash(password(login)), now)
        logins.append(login)
    store.close()
    return logins


def processor(pid: int) -> float:
    """Seconds of processor a process has used; 0 where the system does not say."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "none"
    last = ordered[int(0.95 * (len(ordered) - 1))]
    return f"median {statistics.median(ordered) * 1e3:.0f} p95 {last * 1e3:.0f} max {ordered[-1] * 1e3:.0f} ms"


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.readers", description=__doc__.splitlines()[0])
    asked.add_argument("--home", type=Path, required=True)
    asked.add_argument("--tree", type=Path, default=server.ROOT)
    asked.add_argument("--sessions", type=int, default=1)
    asked.add_argument("--think", type=float, default=8.0)
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--region", default="3403")
    asked.add_argument("--period", default="2026-S1")
    asked.add_argument("--planner", action="store_true", help="with the page of training needs, in the planner's role")
    given = asked.parse_args()
    role = "planner" if given.planner else "leader"
    views = VIEWS + ((("training_needs", ""),) if given.planner else ())
    with served(given.home, given.tree, given.sessions, role) as (readers, pid):
        walk = Walk(f"peran={role}&daerah={given.region}&periode={given.period}", pid, views)
        begun, own, theirs = time.perf_counter(), time.process_time(), processor(pid)
        asyncio.run(walked(walk, readers, given.rounds, given.think))
        took, own, theirs = time.perf_counter() - begun, time.process_time() - own, processor(pid) - theirs
    print(f"{given.sessions} sessions, {given.rounds} rounds, {given.think} s of thought, {took:.0f} s, {given.tree}")
    print(f"steady: {spread([second for each in walk.warm.values() for second in each])}")
    print(f"first openings: {spread(list(walk.first.values()))}")
    print(f"processor: server {theirs:.1f} s, this load {own:.1f} s, {own / took:.0%} of one processor")
    for view in views:
        if view in walk.sent:
            print(
                f"  {'/'.join(filter(None, view)) or 'home':32s} first {walk.first[view] * 1e3:5.0f} ms, "
                f"{spread(walk.warm[view])}, {walk.sent[view] / 1024:.0f} KB"
                + f", processor {walk.used[view] / max(len(walk.warm[view]), 1) * 1e3:.0f} ms"
                * (given.sessions == 1)
            )
    print(f"errors: {len(walk.errors)} {walk.errors[:2]}")
    sys.exit(bool(walk.errors))


if __name__ == "__main__":
    main()
