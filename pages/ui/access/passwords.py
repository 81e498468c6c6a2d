"""Passwords: what may be one, and whether one is right, at a price that guessing cannot pay.

A guess costs 64 MiB and three passes over them (Argon2id). No more than three are looked at at once, so that nobody
fills the machine's memory by asking; and one is looked at for a login that nobody has, so that the time tells nothing.
"""

import asyncio
import re
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200  # characters
AT_ONCE, WAITING = 3, 60  # verifications under way, and requests that may wait for one
_NUMBER = re.compile(r"\d(?:[\s./-]*\d){5,}")  # a NIP, a date of birth, a telephone number
_OF_ITS_OWN = 8  # characters besides the login and numbers
_DIFFERENT = 5

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


class Busy(Exception):
    """Too many wait already."""


def refused(password: str, login: str) -> str | None:
    """Why this may not be the password of that login: `short`, `long` or `guessed`. None where it may."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    rest = _NUMBER.sub("", password.casefold().replace(login.casefold(), ""))
    return "guessed" if len(rest.strip()) < _OF_ITS_OWN or len(set(rest)) < _DIFFERENT else None


class Passwords:
    """Hashes and verifies, so many at once."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._asked = 0

    async def right(self, password: str, hashed: str | None) -> bool:
        """Whether this is the password with that hash; of nobody's (None) it never is, after as long. Raises Busy."""
        given = password[: LONGEST + 1]
        return await self._in_turn(lambda: _matches(hashed or _nobodys(), given)) and hashed is not None

    async def hashed(self, password: str) -> str:
        """Raises Busy."""
        return await self._in_turn(lambda: _hasher.hash(password))

    async def _in_turn(self, work):
        if self._asked >= WAITING:
            raise Busy
        self._asked += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(work)
        finally:
            self._asked -= 1


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """A hash that no password is compared with for its own sake."""
    return _hasher.hash("nobody has this password")


def prepare() -> None:
    """Have that hash, so that the first unknown login takes no longer than the second."""
    _nobodys()
