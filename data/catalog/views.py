"""The reference tables as typed views in SQL, written from their declaration.

    python -m data.catalog.views > data/sql/reference.sql

The file is kept, so that a reader of SQL finds the views where all SQL is; a test compares it with what this writes.
"""

import textwrap

from data.catalog.declaration import TABLES, Column, Table

_TYPES = {"number": "double", "integer": "integer", "boolean": "boolean", "date": "date"}
"""Type of a column -> what its text is cast to; every other type stays text."""
_HEAD = (
    "The reference tables as typed views over the current reference rows, written by `python -m data.catalog.views` "
    "from `data/catalog/declaration.py`: change that. Every row is checked before it is stored, so that no cast here "
    "can fail. Empty text is '', empty numbers are null."
)


def written() -> str:
    """The whole file."""
    return "\n".join([_comment(_HEAD), *map(_view, TABLES.values())])


def _view(table: Table) -> str:
    columns = ",\n".join(f"    {_value(column)} as {column.name}" for column in table.columns)
    return (
        f"{_comment(f'One row: {table.row}')}create or replace view {table.view} as\n"
        f"select\n{columns}\nfrom reference_current where table_name = '{table.name}';\n"
    )


def _value(column: Column) -> str:
    text = f"json_extract_string(row_json, '$.{column.name}')"
    return f"cast({text} as {_TYPES[column.type]})" if column.type in _TYPES else text


def _comment(text: str) -> str:
    return textwrap.fill(text, 120, initial_indent="-- ", subsequent_indent="-- ") + "\n"


if __name__ == "__main__":
    print(written(), end="")
