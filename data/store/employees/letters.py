"""Letters: how an employee comes to their own record. A planner hands one over at the desk, to whom they know.

A letter is a number and a code that opens one visit. To the journal it is a user without a name; whose it is stands in
one table of the store and nowhere else, so that an erased person leaves no trace. A store that was built anew has lost
it: the letter then opens nothing, and another is printed.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from data.store import codes, people, users
from data.store.engine import first, run
from data.store.recording import recording
from data.store.store import Store
from data.store.users import User
from data.terms.actors import EMPLOYEE, Actor, NotAllowed, permit
from data.terms.problems import Problem, Refused

DAYS = 30  # a letter is good for
_SIGNS = "abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Letter:
    """What stands on the paper: the number of the letter, its code, and until when it is good."""

    number: str
    code: str
    until: datetime


def write(store: Store, nip: str, region: str, actor: Actor, now: datetime) -> Letter:
    """A letter for the person with this NIP, in place of any before. Raises NotAllowed, and Refused for a NIP that
    nobody has whose rows this actor may see in the region."""
    permit(actor, "letter", [region])
    employee = people.pseudonym(store.key, nip)
    own = None if actor.agencies is None else sorted(actor.agencies)
    with recording(store, "user", actor, now, "letter") as entry:
        cursor = entry.cursor
        if first(run(cursor, "sql/users/seen.sql", employee=employee, region=region, own=own)) is None:
            raise Refused([Problem("person_unknown")])
        before = first(run(cursor, "sql/users/letter_of.sql", employee=employee, region=region))
        number = before[0] if before else "".join(secrets.choice(_SIGNS) for _ in range(10))
        code, hashed = codes.new()
        until = now + timedelta(days=DAYS)
        holder = User(number, number, EMPLOYEE, region, None, True, None, None, hashed, until)
        if before is None:
            run(cursor, "sql/users/bind.sql", login=number, employee=employee)
        users.keep(cursor, entry.detail, "letter", holder)
    return Letter(number, code, until)


def renew(store: Store, actor: Actor, now: datetime) -> Letter:
    """Another code for the letter of whoever asks: by it they come back to read an answer. Raises NotAllowed for
    whoever has none."""
    permit(actor, "own")
    holder = users.known(store).get(actor.login)
    if holder is None or holder.employee is None:
        raise NotAllowed
    code, hashed = codes.new()
    until = now + timedelta(days=DAYS)
    with recording(store, "user", actor, now, "own") as entry:
        users.keep(entry.cursor, entry.detail, "letter", replace(holder, code=hashed, code_until=until))
    return Letter(holder.login, code, until)


def open_with(store: Store, number: str, code: str, now: datetime) -> bool:
    """Spend the code of a letter. False where it is not the open code of one."""
    with store.writer:  # two who bear the same letter: one of them comes too late
        holder = users.known(store).get(number)
        if holder is None or holder.employee is None or not holder.stands(now) or not holder.opens(code, now):
            return False
        users.spend(store, holder, now)
        return True
