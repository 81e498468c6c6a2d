"""Coming in at the machine Cermin runs on, without a password: by an address that only its window shows.

Whoever opens that address gets a cookie, which holds until its secret in the home is deleted: a restart asks nobody to
come in again. An address is good once, for the minutes a browser and the programs beside it take to open it; another is
printed on request.
"""

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

KEY = "local_visitor"  # file of the home: what the owner's browser shows
MINUTES = 15  # after it was first opened, an address opens nothing any more
_PAUSE = 5  # seconds between two addresses printed on request


def token(home: Path) -> str:
    """What the owner's browser shows; made at the first start. Only who may read the home can read it."""
    path = home / KEY
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        path.chmod(0o600)
    return path.read_text("ascii")


class Addresses:
    """The addresses that let in: each a code, and when it was first opened."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._opened: dict[str, float | None] = {}
        self._asked = float("-inf")

    def new(self) -> str:
        """Another code. Those that nobody has opened stop being good: of two in a window the last one counts."""
        now = self._clock()
        self._opened = {code: first for code, first in self._opened.items() if first is not None and self._fresh(first)}
        code = secrets.token_urlsafe(24)
        self._opened[code] = None
        self._asked = now
        return code

    def may_ask(self) -> bool:
        """Whether another may be printed already."""
        return self._clock() - self._asked >= _PAUSE

    def opens(self, code: str) -> bool:
        """Whether this code lets in, now that somebody opens it."""
        if code not in self._opened:
            return False
        first = self._opened[code]
        if first is None:
            first = self._opened[code] = self._clock()
        return self._fresh(first)

    def _fresh(self, first: float) -> bool:
        return self._clock() - first < MINUTES * 60
