"""Who has come in, and how the server knows them again.

A session begins once somebody has shown who they are. Their browser holds 256 random bits for it, the server their hash
alone, which is also the session's handle: what everything on the server that belongs to a session is bound to.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock

asking: ContextVar[str] = ContextVar("asking", default="")
"""The handle of the session whose request is being answered, where no page is being run: set by the gate."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who may come in. `roles` are those they may look as, each allowed what those before it are; `begins` is
    what they look as at first; `region` and `agencies` what they are bound to (`data.terms.actors`). Who only looks
    (`guest`) changes nothing, whatever their role. `name` is what a user is called; "" where nobody had to sign in.
    `employee`: the pseudonym of whom the record is about that they may see."""

    login: str
    roles: tuple[str, ...]
    begins: str
    region: str | None
    agencies: frozenset[str] | None
    guest: bool = False
    name: str = ""
    employee: int | None = None


OWNER = Visitor(
    "lokal", ("leader", "planner", "admin"), "planner", None, None
)  # whoever sits at the machine Cermin runs on
GUEST = Visitor("tamu", ("leader",), "leader", None, None, guest=True)  # anybody, where there is nothing but demo data


@dataclass(frozen=True)
class Session:
    """One visitor in one browser. `begun` and `used` are of the sessions' clock; None: it does not end by time.
    `longest`: seconds it lasts at all."""

    handle: str
    login: str
    begun: float | None
    used: float
    longest: float


def handle_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """The sessions of this process. `who` gives the visitor of a login as of now, so that a role that was taken away is
    gone at once; None where there is none."""

    IDLE, LONGEST = 30 * 60, 8 * 3600  # seconds without a message of the visitor's; and at all

    def __init__(self, who: Callable[[str], Visitor | None], clock: Callable[[], float] = time.monotonic) -> None:
        self.who, self._clock = who, clock
        self._sessions: dict[str, Session] = {}
        self._lock = Lock()

    def begin(self, login: str, longest: float = LONGEST) -> str:
        """A new session, for at most so many seconds; returns what the browser has to show from now on."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._sessions = {handle: one for handle, one in self._sessions.items() if self._lasts(one, now)}
            self._sessions[handle_of(token)] = Session(handle_of(token), login, now, now, longest)
        return token

    def admit(self, token: str, login: str) -> None:
        """A session for a token that was given out before, and that lasts as long as the server."""
        with self._lock:
            self._sessions[handle_of(token)] = Session(handle_of(token), login, None, 0.0, self.LONGEST)

    def find(self, handle: str) -> Session | None:
        """The session with this handle, if it still stands."""
        one = self._sessions.get(handle)
        return one if one is not None and self._lasts(one, self._clock()) and self.who(one.login) else None

    def visitor(self, handle: str) -> Visitor | None:
        """Who has the session with this handle, if it still stands."""
        session = self.find(handle)
        return self.who(session.login) if session else None

    def touch(self, handle: str) -> None:
        """Its visitor has just done something."""
        with self._lock:
            if one := self._sessions.get(handle):
                self._sessions[handle] = replace(one, used=self._clock())

    def end(self, handle: str) -> None:
        with self._lock:
            self._sessions.pop(handle, None)

    def end_all(self, login: str) -> None:
        """End every session of a login, wherever it was begun."""
        with self._lock:
            self._sessions = {handle: one for handle, one in self._sessions.items() if one.login != login}

    def _lasts(self, one: Session, now: float) -> bool:
        return one.begun is None or (now - one.used < self.IDLE and now - one.begun < one.longest)


@cache
def sessions() -> Sessions:
    """Those of this process: at first the owner's alone."""
    return Sessions({OWNER.login: OWNER}.get)
