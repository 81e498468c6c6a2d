"""How often somebody may guess: five times a quarter of an hour for a login from one network address.

Another address is not locked with it, so that nobody locks out whom they cannot be. What is tried from many addresses
is slowed down instead, for everybody who tries that login, by some seconds at most.
"""

import ipaddress
import time
from collections.abc import Callable, Hashable
from threading import Lock

WINDOW = 15 * 60  # seconds
TRIES = 5
SLOWEST = 8.0  # seconds that an answer is held back
_MOST = 20_000  # remembered attempts


class Attempts:
    """The attempts of the last quarter of an hour that did not succeed, oldest first: when, login, address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: list[tuple[float, str, str]] = []
        self._lock = Lock()

    def begin(self, login: str, address: str) -> bool:
        """Count an attempt, as failed until it has `succeeded`: many at once are counted before the first has an
        answer. False where that login is locked for this address."""
        with self._lock:
            now = self._clock()
            self._failed = [one for one in self._failed if now - one[0] < WINDOW][-_MOST:]
            pair = (login, network(address))
            if sum(one[1:] == pair for one in self._failed) >= TRIES:
                return False
            self._failed.append((now, *pair))
            return True

    def delay(self, login: str) -> float:
        """Seconds that the answer to an attempt that was begun is held back."""
        with self._lock:
            tried = sum(one[1] == login for one in self._failed) - 1
        return min(2.0 ** min(tried - TRIES, 9), SLOWEST) if tried >= TRIES else 0.0

    def unheard(self, login: str, address: str) -> None:
        """An attempt that was begun got no answer, for want of room: it says nothing about who made it."""
        with self._lock:
            pair = (login, network(address))
            for place in range(len(self._failed) - 1, -1, -1):
                if self._failed[place][1:] == pair:
                    del self._failed[place]
                    return

    def succeeded(self, login: str, address: str) -> None:
        """It was right: this address begins anew with that login."""
        with self._lock:
            pair = (login, network(address))
            self._failed = [one for one in self._failed if one[1:] != pair]


class Seldom:
    """Whether something is said for the first time in so many seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._said: dict[Hashable, float] = {}
        self._lock = Lock()

    def first(self, what: Hashable) -> bool:
        with self._lock:
            now = self._clock()
            self._said = {one: at for one, at in self._said.items() if now - at < self._seconds}
            if what in self._said:
                return False
            self._said[what] = now
            return True


def network(address: str) -> str:
    """What counts as one address: of the newer kind whoever has one has 2**64."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address
    if number.version == 4:
        return address
    return str(number.ipv4_mapped or ipaddress.ip_network((number, 64), strict=False))
