"""The reference tables as they ship: one CSV file a table, read strictly."""

import csv
import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from data.catalog import catalog, rules
from data.catalog.declaration import TABLES, Table
from data.catalog.rules import Rows
from data.terms.problems import Problem

FOLDER = Path(__file__).parents[1] / "reference"


@dataclass(frozen=True)
class Shipped:
    """The reference rows that come with Cermin, as rows of `reference_fact` without a batch, and their hash."""

    rows: pd.DataFrame
    sha256: str


def load_shipped(folder: Path = FOLDER) -> tuple[pd.DataFrame, list[Problem]]:
    """Every shipped table as rows of `reference_fact` (FACT_COLUMNS), and everything that is wrong with them.

    `line` is the line of the file where the row begins.
    """
    rows, problems = _shipped(folder)
    return catalog.facts(rows), problems


def load_checked(folder: Path = FOLDER) -> Shipped:
    """The shipped rows; raises `catalog.BrokenReference` when anything is wrong with one of them."""
    return _checked(folder, reference_sha(folder))


@lru_cache(maxsize=1)
def _checked(folder: Path, sha256: str) -> Shipped:
    """Remembered while the files stay as they are: a backup opens a second store, tests open hundreds."""
    rows, problems = load_shipped(folder)
    if problems:
        raise catalog.BrokenReference(problems)
    return Shipped(rows, sha256)


def reference_sha(folder: Path = FOLDER) -> str:
    """SHA-256 of all shipped files; changes when a row does."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _shipped(folder: Path) -> tuple[Rows, list[Problem]]:
    """Every table checked; between tables only where each is right by itself."""
    rows, problems = {}, []
    for table in TABLES.values():
        records, unreadable = _read(folder / f"{table.name}.csv", table)
        rows[table.name], wrong = catalog.typed_lines(table, records)
        problems += [*unreadable, *wrong, *rules.duplicates(table, rows[table.name])]
    return rows, problems or catalog.together(rows)


def _read(path: Path, table: Table) -> tuple[list[tuple[int, dict]], list[Problem]]:
    """The records of a shipped file with the lines they begin on. Strict: UTF-8, this header, this many cells."""

    def wrong(code: str, line: int | None, found: object, expected: str) -> Problem:
        return rules.problem(code, table.name, line, None, found, expected)

    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return [], [wrong("reference_file", None, None, path.name)]
    except UnicodeDecodeError as error:
        return [], [wrong("reference_encoding", error.object[: error.start].count(b"\n") + 1, None, "UTF-8")]
    records, problems = [], []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if line == 1:
                if cells != table.header:
                    return [], [wrong("reference_header", 1, ",".join(cells), ",".join(table.header))]
            elif len(cells) != len(table.header):
                problems.append(wrong("reference_cells", line, len(cells), str(len(table.header))))
            else:
                records.append((line, dict(zip(table.header, cells, strict=True))))
    except csv.Error:
        problems.append(wrong("reference_quotes", begins, None, '""'))
    if begins == 1 and not problems:
        problems.append(wrong("reference_header", 1, "", ",".join(table.header)))
    return records, problems
