"""The data dictionary says of the tables what the engine and the declarations say."""

from data.catalog import dictionary
from data.store.engine import FOLDER

DOCUMENT = FOLDER.parent / "docs" / "data-dictionary.md"


def test_the_document_is_what_the_command_makes():
    assert DOCUMENT.read_text("utf-8") == dictionary.markdown(), (
        "run: python -m data.catalog.dictionary > docs/data-dictionary.md"
    )


def test_every_table_of_the_store_is_read_with_its_columns(store):
    """The columns are cut out of the text; the engine, which made the tables from the same text, knows better."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "select table_name, column_name, lower(data_type), is_nullable from duckdb_columns() "
            "where table_name in (select table_name from duckdb_tables() where not temporary) order by column_index"
        ).fetchall()
    known: dict[str, list] = {}
    for table, *column in rows:
        known.setdefault(table, []).append(tuple(column))
    text = (dictionary.SQL / "tables.sql").read_text("utf-8")
    read = {
        name: [(one.name, one.type, one.optional) for one in columns]
        for name, _, columns in dictionary.stored_tables(text)
    }
    assert read == known


def test_every_table_and_view_says_what_a_row_is():
    tables = {
        name: about for name, about, _ in dictionary.stored_tables((dictionary.SQL / "tables.sql").read_text("utf-8"))
    }
    found = tables
    for name in ("current", "rated"):
        found |= dictionary.views((dictionary.SQL / f"{name}.sql").read_text("utf-8"))
    assert [name for name, about in found.items() if not about.startswith("One row:")] == []
