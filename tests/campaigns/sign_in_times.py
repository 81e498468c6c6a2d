"""Does the work of an answer tell which logins there are?

python -m tests.campaigns.sign_in_times [PAIRS]

Guesses at the real way in, in this process: a login of somebody's and one of nobody's in turn, with wrong passwords.
Counted is processor time, which other work on the machine does not stretch. Prints both medians and their ratio with
its interval; ends with 1 where that reaches beyond five per cent.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from data.store import users
from data.store.store import Store, office_time
from data.store.users import UNBOUND
from data.terms.actors import system
from data.upkeep.opening import open_store
from pages.ui.access import passwords
from pages.ui.access.attempts import Attempts
from pages.ui.access.directory import Directory
from pages.ui.access.passwords import Passwords
from pages.ui.serving import forms
from pages.ui.serving.signin import SignIn

LIMIT = 0.05
EACH = 4  # guesses of a login: from the sixth on answers are held back


def settle(store: Store, people: int) -> None:
    """So many users with passwords of the full price."""
    hashed, now = asyncio.run(Passwords().hashed("kuda hitam di tepi sawah")), office_time()
    for number in range(people):
        code = users.add(store, f"orang.{number}", "Orang", "admin", None, UNBOUND, system("root"), now)
        assert users.choose_password(store, f"orang.{number}", code, hashed, now)


async def seconds(entrance: SignIn, login: str, address: str) -> float:
    """Processor time of the answer to one guess."""
    given = {"login": login, "sandi": "bukan ini sama sekali", "tanda": forms.mark("form"), "ke": "/"}
    scope = {
        "type": "http", "scheme": "https", "method": "POST", "path": forms.PLACES["in"], "query_string": b"",
        "headers": [(b"cookie", f"{forms.COOKIE}=form".encode())], "client": (address, 1),
    }  # fmt: skip
    said = []

    async def receive() -> dict:
        return {"type": "http.request", "body": urlencode(given).encode(), "more_body": False}

    async def send(message) -> None:
        said.append(message)

    began = time.process_time()
    await entrance.answers(scope)(scope, receive, send)
    assert said[0]["status"] == 401
    return time.process_time() - began


async def guesses(store: Store, pairs: int) -> tuple[list[float], list[float]]:
    entrance = SignIn(Attempts())
    entrance.directory = Directory(store)
    passwords.prepare()
    times: dict[str, list[float]] = {"orang": [], "siapa": []}
    for number in range(pairs):
        for who in ("orang", "siapa") if number % 2 else ("siapa", "orang"):
            address = f"10.{number // 250}.{number % 250}.1"
            times[who].append(await seconds(entrance, f"{who}.{number // EACH}", address))
    return times["orang"], times["siapa"]


def interval(known: list[float], unknown: list[float]) -> tuple[float, float]:
    """Where the ratio of the medians lies in 95 of 100 draws of the pairs."""
    draw, pairs = random.Random(1), list(zip(known, unknown, strict=True))
    ratios = []
    for _ in range(2000):
        some = draw.choices(pairs, k=len(pairs))
        ratios.append(statistics.median(one for one, _ in some) / statistics.median(other for _, other in some))
    ratios.sort()
    return ratios[50], ratios[-51]


def main(pairs: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "home", threads=1)
        settle(store, -(-pairs // EACH))
        known, unknown = asyncio.run(guesses(store, pairs))
        store.close()
    low, high = interval(known, unknown)
    print(f"known {statistics.median(known):.4f} s, unknown {statistics.median(unknown):.4f} s, {pairs} pairs")
    print(f"ratio of the medians {statistics.median(known) / statistics.median(unknown):.3f} ({low:.3f} to {high:.3f})")
    return int(low < 1 - LIMIT or high > 1 + LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
