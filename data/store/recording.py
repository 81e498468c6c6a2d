"""One thing that happens: a transaction of the store and a line of the journal, both or neither.

The order: rows into the open transaction, accepted files on disk, the journal line on disk, commit, and only then is
success told. A crash before the line leaves nothing; a crash after it is made good at the next start by replay.
"""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from data.store import accepted, machine_failures
from data.store.journal import Event
from data.store.journal_copy import keep
from data.store.store import Store
from data.terms.actors import Actor, permit
from data.terms.problems import Problem, Refused


@dataclass
class Recording:
    """What is being recorded: the cursor of its transaction, and what its journal line will say."""

    cursor: duckdb.DuckDBPyConnection
    detail: dict = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def add(self, head: dict, hashes: dict[str, str]) -> None:
        """A batch was written: its number, kind, counts and the hashes of its files go into the line."""
        counts = {name: head[name] for name in ("kind", "demo", "rows_read", "rows_kept", "rows_refused")}
        self.detail.setdefault("batches", []).append({"batch": head["batch_id"], "files": hashes} | counts)
        self.files += hashes


@contextmanager
def recording(store: Store, kind: str, actor: Actor, now: datetime, right: str | None = None) -> Iterator[Recording]:
    """Record one event. Raises NotAllowed, before anything is done, where the actor has not the `right` (where none is
    given, the one that is called as the kind of event), and Refused with a sentence where the disk or the engine fails;
    nothing is stored then."""
    permit(actor, right or kind)
    event, entry = None, None
    with store.writer:
        store.must_write()
        before = store.journal.last
        try:
            with store.cursor() as cursor:
                cursor.begin()
                entry = Recording(cursor, {"role": actor.role})
                try:
                    yield entry
                    line = store.journal.follow(kind, actor.login, now, entry.detail)
                    keep(cursor, line)
                    store.journal.append(line)
                    # From here on a crash is made good by replay; before, nothing has happened.
                    event = line
                except BaseException:
                    with contextlib.suppress(duckdb.Error):
                        cursor.rollback()
                    raise
                cursor.commit()
                store.journal.unsettled = None
        except BaseException as error:
            # The line is on disk and something raised all the same: only the store can say whether the commit was.
            if event is None or not _stored_after_all(store, event, before):
                _discard(store, entry.files if entry else [])
                sentence = machine_failures.sentence(error)
                if sentence is None:
                    raise
                raise Refused([sentence]) from error
        store.changed(kind)


def _stored_after_all(store: Store, event: Event, before: Event | None) -> bool:
    """A commit that raised may have reached the disk all the same. If not, the journal line is taken back."""
    try:
        head = store.head()
    except (duckdb.Error, Refused) as error:
        # Nobody can say now. The line stays, and the store is compared with the journal before its next use.
        store.journal.unsettled = None
        store.distrust()
        raise Refused([Problem("store_unsure")]) from error
    if head == event.hash:
        store.journal.unsettled = None
        return True
    store.journal.take_back(event, before)
    return False


def _discard(store: Store, files: list[str]) -> None:
    """Files of an event that did not happen."""
    for name in files:
        with contextlib.suppress(OSError):
            (store.home / accepted.FOLDER / name).unlink(missing_ok=True)
