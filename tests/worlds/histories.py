"""A home with a history, and everything its store holds."""

from datetime import timedelta

from data.batches import batches
from data.publishing import publish
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare

LATER = NOW + timedelta(hours=1)


def filled(home, batches_of_periods=("2025-S1", "2025-S1", "2025-S2")):
    """A home with batches, an undo, publications and a withdrawal, closed again. Returns what it held."""
    store = open_store(home, threads=1)
    prepare(store)
    for number, period in enumerate(batches_of_periods):
        batches.accept(store, evaluation(home / "incoming", number, period), system("bkd"), NOW)
        publish.publish(store, REGION, period, system("bkd"), NOW)
    batches.undo(store, 3, system("bkd"), LATER, "salah berkas")
    publish.publish(store, REGION, "2025-S1", system("bkd"), LATER)
    publish.withdraw(store, REGION, "2025-S2", system("bkd"), LATER, "keliru")
    held = contents(store)
    store.close()
    return held


def contents(store) -> dict:
    """Every table as sorted rows; doubles to nine decimals, because sums may be taken in another order."""
    with store.cursor() as cursor:
        tables = cursor.execute("select table_name from duckdb_tables() where not temporary order by 1").fetchall()
        return {
            table: sorted(
                (
                    tuple(round(value, 9) if isinstance(value, float) else value for value in row)
                    for row in cursor.execute(f'select * from "{table}"').fetchall()  # noqa: S608
                ),
                key=repr,
            )
            for (table,) in tables
        }


def without_notes(held: dict) -> dict:
    """The contents but for the lines the program writes about itself."""
    return held | {"event": [row for row in held["event"] if row[1] not in ("recovery", "backup", "restore")]}
