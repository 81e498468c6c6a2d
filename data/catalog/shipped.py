"""The reference rows that ship with this version: taken in when they differ from those of the last start."""

from datetime import datetime

from data.catalog import files as reference_files
from data.store import accepted
from data.store.engine import first, run
from data.store.recording import recording
from data.store.store import Store
from data.terms.actors import system


def take_in(store: Store, shipped: reference_files.Shipped, now: datetime) -> None:
    """Make the shipped rows batch 0, as one event: publishing again from the journal must find the rows of that day."""
    with store.cursor() as cursor:
        known = first(run(cursor, "sql/meta.sql", key="reference_sha"))
    if known and known[0] == shipped.sha256:
        return
    with recording(store, "shipped", system("cermin"), now) as entry:
        files = accepted.write_shipped(entry.cursor, store.home, shipped.rows, shipped.sha256)
        entry.detail |= {"sha256": shipped.sha256, "files": files}
        entry.files += files
