"""Lines of the journal about who came in, who did not, and who looked at persons: they change nothing that is shown.

They stand in the one chain of the journal, so that what holds for it holds for them: a line that was cut off, edited or
moved is found by `verify`, and they come back with a backup. Nothing that was typed stands in them but a user's login.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from data.store.engine import only, run
from data.store.recording import recording
from data.store.store import SILENT, Store
from data.terms.actors import Actor, permit

PERSONAL = frozenset({"employee", "nip", "rater"})  # columns of a query one row of which is about one person
WHO = frozenset({"employee", "employees"})  # parameters that name persons: no line says them
QUARTER = 15  # minutes in which one look at a list is one line
KINDS = frozenset({"sign-in", "sign-in-failed", "sign-in-locked", "sign-out", "backup", "restore"})
_RIGHTS = {"backup": "erase", "restore": "erase"}  # of whoever keeps the home; else "noted"


def note(store: Store, kind: str, actor: Actor, now: datetime, address: str | None) -> None:
    """Record that this actor came in or went out, or that somebody tried to be them (`actor` without a login: to be
    somebody there is not), from this network address (None: by a button of a page); or that they backed the home up, or
    put a backup in its place."""
    if kind not in KINDS:
        raise ValueError(kind)
    with recording(store, kind, actor, now, _RIGHTS.get(kind, "noted")) as entry:
        entry.detail |= {"address": address} if address else {}


def looked(
    store: Store, actor: Actor, now: datetime, what: str, rows: int, query: str = "",
    asked: Mapping[str, object] | None = None, people: Iterable[int] | None = None,
) -> None:  # fmt: skip
    """Record that somebody looked at persons, before they are shown: which list (`what`), how many rows, and by which
    named query with which parameters, so that it can be asked again (`data.store.employees.seen`); never whose. Once
    for a login, a list and a quarter of an hour. `people`: who stands on a list that no query gives again; each such is
    a line.
    """
    permit(actor, "access")
    with store.cursor() as cursor:
        (version,) = only(run(cursor, "sql/audit/version.sql", silent=sorted(SILENT)))
        since = now.replace(minute=now.minute - now.minute % QUARTER, second=0, microsecond=0)
        lately = run(cursor, "sql/audit/lately.sql", login=actor.login, since=since).fetchall()
    own = None if actor.agencies is None else sorted(actor.agencies)
    given = {name: value for name, value in sorted((asked or {}).items()) if value is not None and name not in WHO}
    said = {
        "role": actor.role, "what": what, "rows": rows, "version": version, "query": query, "asked": given,
        "region": actor.region, "own": own, "list": None if people is None else secrets.token_hex(8),
    }  # fmt: skip
    said = json.loads(json.dumps({name: value for name, value in said.items() if value not in (None, "", {})}))
    if people is None and any(json.loads(line)["detail"] == said for (line,) in lately):
        return
    with recording(store, "access", actor, now) as entry:
        entry.detail |= said
        if people is not None:
            run(entry.cursor, "sql/audit/on_list.sql", list=said["list"], people=sorted({int(one) for one in people}))


def invented(store: Store) -> bool:
    """Whether nobody whom the store knows of is more than demo data."""
    with store.cursor() as cursor:
        return not run(cursor, "sql/audit/real.sql").fetchall()
