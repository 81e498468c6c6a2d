"""Opening a store: where recovery and the shipped reference rows are handed in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from data.catalog import files, shipped
from data.store.store import Store, home, office_time
from data.upkeep.recovery import open_home


def open_store(
    folder: Path | None = None, threads: int | None = None, clock: Callable[[], datetime] = office_time
) -> Store:
    """Open (or make) the store of a home, mended from its journal where it was damaged (`Store.recovered` says what),
    with the reference rows that ship with this version.

    Raises `StoreInUse` if another process has it, Refused where it cannot be opened without losing something, and
    `catalog.BrokenReference` where a shipped row is wrong: the store is not touched then.
    """
    rows = files.load_checked()
    store = Store(folder or home(), threads, clock, open_home)
    if not store.readonly:
        shipped.take_in(store, rows, clock())
    return store
