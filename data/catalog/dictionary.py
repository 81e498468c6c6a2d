"""The data dictionary, made from what declares the tables: nothing in it is written twice.

python -m data.catalog.dictionary > docs/data-dictionary.md

Tables of the store and their comments come from `data/sql/tables.sql`, the views of what counts from
`data/sql/current.sql` and `data/sql/rated.sql`, reference tables from `data/catalog/declaration.py`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from data.catalog.declaration import TABLES, Column, Table

SQL = Path(__file__).parents[1] / "sql"
_COMMENT = r"((?:^--[^\n]*\n)*)"
_TABLE = re.compile(_COMMENT + r"^create table if not exists (\w+) \((.*?)\);\n", re.MULTILINE | re.DOTALL)
_VIEW = re.compile(_COMMENT + r"^create or replace view (\w+) as$", re.MULTILINE)
_ABOUT = re.compile(r"^-- ?", re.MULTILINE)


@dataclass(frozen=True)
class Stored:
    """One column of a stored table: name, type of the engine, whether it may be null, and the comment beside it."""

    name: str
    type: str
    optional: bool
    note: str


def stored_tables(text: str) -> Iterator[tuple[str, str, list[Stored]]]:
    """(name, what one row is, columns) of every table of a file like `tables.sql`."""
    for comment, name, body in _TABLE.findall(text):
        yield name, _sentence(comment), [column for line in body.splitlines() for column in _columns(line)]


def _columns(line: str) -> list[Stored]:
    """The columns of one line; a comment at its end speaks of the last of them, a line of comment of none."""
    code, _, note = line.partition("--")
    columns = []
    for part in filter(None, (part.strip() for part in code.split(","))):
        name, kind, *rest = part.split()
        columns.append(Stored(name, kind, not rest, ""))
    if columns:
        columns[-1] = replace(columns[-1], note=note.strip())
    return columns


def views(text: str) -> dict[str, str]:
    """View -> what one row of it is, of a file of views; '' where the file does not say."""
    return {name: _sentence(comment) for comment, name in _VIEW.findall(text)}


def _sentence(comment: str) -> str:
    """A comment as one line. What stands over the first view of a file may begin with a word about the file."""
    words = " ".join(_ABOUT.sub("", comment).split())
    return words[words.find("One row:") :] if "One row:" in words else words


def meaning(column: Column) -> str:
    """What a cell of a reference table may hold, in words."""
    words = []
    if column.ref:
        words.append(f"codes of `{column.ref}`, joined" if column.type == "list" else f"a code of `{column.ref}`")
    if column.allowed:
        words.append(" ".join(f"`{value}`" for value in column.allowed))
    if column.low is not None:
        words.append(f"at least {column.low:g}")
    if column.high is not None:
        words.append(f"at most {column.high:g}")
    return ", ".join(words)


def markdown() -> str:
    """The whole dictionary."""
    return "\n\n".join([_HEAD, *_store(), *_current(), *_reference()]) + "\n"


_HEAD = """# Data dictionary

Made by `python -m data.catalog.dictionary > docs/data-dictionary.md`; a test holds it equal to its sources.
Words are explained in [words.md](words.md)."""


def _store() -> Iterator[str]:
    yield "## Tables of the store"
    for name, about, columns in stored_tables((SQL / "tables.sql").read_text("utf-8")):
        yield f"### {name}"
        if about:
            yield about
        rows = [(f"`{column.name}`", column.type, "yes" if column.optional else "", column.note) for column in columns]
        yield _grid(("column", "type", "may be null", ""), rows)


def _current() -> Iterator[str]:
    yield "## Views of what counts now"
    current = views("\n".join((SQL / f"{name}.sql").read_text("utf-8") for name in ("current", "rated")))
    yield _grid(("view", ""), [(f"`{name}`", about) for name, about in current.items()])


def _reference() -> Iterator[str]:
    yield "## Reference tables"
    yield "Rows of `reference_fact`, shipped as `data/reference/*.csv`, edited by planners."
    for table in TABLES.values():
        yield f"### {table.name}"
        yield f"One row: {table.row}"
        yield f"View `{table.view}`. {_key(table)}"
        rows = [
            (f"`{column.name}`", column.type, "yes" if column.required else "", meaning(column))
            for column in table.columns
        ]
        yield _grid(("column", "type", "must be filled", ""), rows)


def _grid(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [heads, ("---",) * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |".replace("  ", " ") for line in lines)


def _key(table: Table) -> str:
    key = "Key: " + ", ".join(f"`{name}`" for name in table.key)
    links = [
        f" {', '.join(f'`{name}`' for name in here)} must be a row of `{there}`." for here, there, _ in table.links
    ]
    return f"{key}{'; a row has versions by `valid_from`' if table.dated else ''}.{''.join(links)}"


if __name__ == "__main__":
    sys.stdout.write(markdown())
