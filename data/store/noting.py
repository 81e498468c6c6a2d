"""Lines of the journal about who came in and who did not: they change nothing that is shown.

They stand in the one chain of the journal, so that what holds for it holds for them: a line that was cut off, edited or
moved is found by `verify`, and they come back with a backup. Nothing that was typed stands in them but a user's login.
"""

from datetime import datetime

from data.store.recording import recording
from data.store.store import Store
from data.terms.actors import Actor

KINDS = frozenset({"sign-in", "sign-in-failed", "sign-in-locked", "sign-out"})


def note(store: Store, kind: str, actor: Actor, now: datetime, address: str | None) -> None:
    """Record that this actor came in or went out, or that somebody tried to be them (`actor` without a login: to be
    somebody there is not), from this network address (None: by a button of a page)."""
    if kind not in KINDS:
        raise ValueError(kind)
    with recording(store, kind, actor, now, "noted") as entry:
        entry.detail |= {"address": address} if address else {}
