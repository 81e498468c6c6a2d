"""Users: who may come in, and as what. Each change is one line of the journal, and the newest state of a login counts.

What a person types never reaches this module but as a hash: passwords are judged and hashed by whoever asks for them. A
one-time code is made here, told once, and kept as its hash.
"""

import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

import duckdb

from data.store import codes
from data.store.engine import run
from data.store.recording import recording
from data.store.store import Store
from data.terms.actors import EMPLOYEE, Actor, permit
from data.terms.problems import Problem, Refused

_RIGHTS = {"password": "password", "letter-opened": "password"}  # changes by whom a user is: the right they want
CODE_DAYS = 7  # a one-time code is good for
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,31}")
_PERSONAL = re.compile(r"\d{6}")  # a NIP, a NIK and a date of birth hold as many digits in a row


@dataclass(frozen=True)
class User:
    """One user as of now. `region`, `agencies`: what they are bound to (`data.terms.actors`). `until`: the last day of
    a deputy; `password`: its Argon2id hash; `code`: the hash of the open one-time code, good until `code_until`;
    `employee`: the pseudonym of whom an employee's record is about, which no line of the journal says."""

    login: str
    name: str
    role: str
    region: str | None
    agencies: list[str] | None
    active: bool
    until: date | None
    password: str | None
    code: str | None
    code_until: datetime | None
    employee: int | None = None

    @property
    def actor(self) -> Actor:
        """Who this user is to whatever asks for one."""
        agencies = None if self.agencies is None else frozenset(self.agencies)
        return Actor(self.login, self.role, self.region, agencies, self.employee)

    def stands(self, now: datetime) -> bool:
        """Whether this user may come in at all."""
        return self.active and (self.until is None or now.date() <= self.until)

    def opens(self, code: str, now: datetime) -> bool:
        """Whether this is the user's open code."""
        open_still = self.code is not None and self.code_until is not None and now < self.code_until
        return open_still and secrets.compare_digest(self.code or "", codes.hashed(code))


@dataclass(frozen=True)
class Bound:
    """What a user is bound to: a region (None: none), and agencies of it (none: the whole region)."""

    region: str | None
    agencies: frozenset[str]

    @property
    def listed(self) -> list[str] | None:
        return sorted(self.agencies) or None


UNBOUND = Bound(None, frozenset())


def known(store: Store) -> dict[str, User]:
    """Every user there is or was, by login."""
    with store.cursor() as cursor:
        return standing(cursor)


def add(
    store: Store, login: str, name: str, role: str, until: date | None, bound: Bound, actor: Actor, now: datetime
) -> str:
    """A new user, or one who was removed and comes back; returns the code by which they set a password. Raises Refused
    for a login or name that may be none, for one there is, and for bounds that are none."""
    permit(actor, "user")
    name = " ".join(name.split())
    problems = []
    if not _LOGIN.fullmatch(login) or _PERSONAL.search(login):
        problems.append(Problem("user_login"))
    if not 1 <= len(name) <= 60 or _PERSONAL.search(name):
        problems.append(Problem("user_name"))
    problems += _unbound(store, role, bound)
    if problems:
        raise Refused(problems)
    code, hashed = codes.new()
    added = User(
        login, name, role, bound.region, bound.listed, True, until, None, hashed, now + timedelta(days=CODE_DAYS)
    )
    with recording(store, "user", actor, now) as entry:
        before = standing(entry.cursor).get(login)
        if before is not None and before.active:
            raise Refused([Problem("user_taken", found=login)])
        keep(entry.cursor, entry.detail, "add", added)
    return code


def give_role(
    store: Store, login: str, role: str, until: date | None, bound: Bound, actor: Actor, now: datetime
) -> None:
    """Raises Refused for nobody, for bounds that are none, and where no admin would be left."""
    permit(actor, "user")
    if problems := _unbound(store, role, bound):
        raise Refused(problems)
    _change(store, login, "role", actor, now, role=role, region=bound.region, agencies=bound.listed, until=until)


def remove(store: Store, login: str, actor: Actor, now: datetime) -> None:
    """Let a user in no more; what they did stays theirs. Raises Refused for nobody, and for the last admin."""
    _change(store, login, "remove", actor, now, active=False, password=None, code=None, code_until=None)


def new_code(store: Store, login: str, actor: Actor, now: datetime) -> str:
    """Another one-time code, in place of the password and of an earlier code. Raises Refused for nobody."""
    code, hashed = codes.new()
    end = now + timedelta(days=CODE_DAYS)
    _change(store, login, "code", actor, now, password=None, code=hashed, code_until=end)
    return code


def choose_password(store: Store, login: str, code: str, password: str, now: datetime) -> bool:
    """Set the hash of the password that the bearer of a code chose; the code is then spent. False where it is not the
    open code of a user who may come in."""
    with store.writer:  # two who bear the same code: one of them comes too late
        user = known(store).get(login)
        if user is None or user.role == EMPLOYEE or not user.stands(now) or not user.opens(code, now):
            return False
        _change(store, login, "password", user.actor, now, password=password, code=None, code_until=None)
        return True


def spend(store: Store, user: User, now: datetime) -> None:
    """The code of a letter was used."""
    _change(store, user.login, "letter-opened", user.actor, now, code=None, code_until=None)


def apply(cursor: duckdb.DuckDBPyConnection, detail: dict) -> None:
    """Do again what a line of the journal says of a user."""
    run(cursor, "sql/users/keep.sql", **_whole(detail["user"]))


def differ(cursor: duckdb.DuckDBPyConnection, details: list[dict]) -> bool:
    """Whether the users of a store are others than these details of the journal's lines make of them."""
    stored = [_detail(User(*row)) for row in run(cursor, "sql/users/changes.sql").fetchall()]
    return stored != [_whole(detail["user"]) for detail in details]


def _change(store: Store, login: str, what: str, actor: Actor, now: datetime, **values: object) -> None:
    with recording(store, "user", actor, now, _RIGHTS.get(what, "user")) as entry:
        user = standing(entry.cursor).get(login)
        if user is None or not user.active:
            raise Refused([Problem("user_unknown", found=login if _LOGIN.fullmatch(login) else None)])
        keep(entry.cursor, entry.detail, what, replace(user, **values))  # type: ignore[arg-type]


def keep(cursor: duckdb.DuckDBPyConnection, line: dict, what: str, user: User) -> None:
    """Write a state and what the journal says of it. Users are never without an admin who stays."""
    line |= {"change": what, "user": _detail(user)}
    apply(cursor, line)
    if not any(one.active and one.role == "admin" and one.until is None for one in standing(cursor).values()):
        raise Refused([Problem("user_last_admin")])


def _unbound(store: Store, role: str, bound: Bound) -> list[Problem]:
    """What is wrong with these bounds: a region or an agency nobody knows, agencies without their region or of a role
    that sees no persons."""
    if bound.agencies and (bound.region is None or role != "planner"):
        return [Problem("user_agencies")]
    if bound.region is None:
        return []
    with store.cursor() as cursor:
        regions = {row[0] for row in run(cursor, "sql/users/regions.sql").fetchall()}
        agencies = {row[0] for row in run(cursor, "sql/users/agencies.sql", region=bound.region).fetchall()}
    if bound.region not in regions:
        return [Problem("user_region", found=bound.region, expected=", ".join(sorted(regions)) or "-")]
    return [Problem("user_agency", found=code, expected=bound.region) for code in sorted(bound.agencies - agencies)]


def _whole(detail: dict) -> dict:
    """A state as a line of the journal has it; those of before users could be bound say nothing of it."""
    return {"region": None, "agencies": None} | detail


def standing(cursor: duckdb.DuckDBPyConnection) -> dict[str, User]:
    """The users as a transaction finds them."""
    users = [User(*row) for row in run(cursor, "sql/users/current.sql").fetchall()]
    return {user.login: user for user in users}


def _detail(user: User) -> dict:
    """A state as the journal has it."""
    end, code_end = user.until, user.code_until
    said = {name: value for name, value in asdict(user).items() if name != "employee"}
    return said | {"until": end and end.isoformat(), "code_until": code_end and code_end.isoformat()}
