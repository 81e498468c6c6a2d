"""XLSX, XLS and ODS: refused where hostile, parsed in a limited process, cells kept as what they really are."""

import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.reading.cells.formula import Fault, Percent
from data.reading.cells.spans import Merge
from data.reading.form.book.package import look_through
from data.reading.form.book.parsing.sheet_file import MAX_COLUMNS, MAX_ROWS
from data.terms.problems import Problem

CHILD = Path(__file__).with_name("child.py")
MEMORY_BYTES = 1_500_000_000  # address space: what a sheet of 300,000 x 20 needs, with half as much again
CPU_SECONDS = 45  # neither is to be had on Windows, and the first one not on macOS (`child.limit`)
WALL_SECONDS = 90
MAX_FILE = 100_000_000


@dataclass(frozen=True)
class Sheet:
    """One sheet with cells; rows are numbered from 1 as in the workbook and all have the same number of cells.

    `hidden_rows` and `hidden_columns` are stretches (first, last), from 0 and both ends included.
    """

    name: str
    visible: bool
    row_count: int
    column_count: int
    merges: list[Merge]
    path: Path
    hidden_rows: list[tuple[int, int]]
    hidden_columns: list[tuple[int, int]]

    def rows(self, first: int = 0, many: int = 5_000, fill: bool = True) -> Iterator[tuple[range, list[list]]]:
        """(row numbers, rows) in stretches of `many`, from the row at index `first`.

        With `fill`, all cells merged downwards from there on hold the merged value, and those merged across where it
        is a value of a row that begins before it: other cells over several columns are a title, a section or a total.
        """
        merges = [m for m in self.merges if fill and m.top >= first]
        held: dict[tuple[int, int], object] = {}
        row_number = 0
        with self.path.open(encoding="utf-8") as file:
            while lines := list(islice(file, many)):
                rows = json.loads(f"[{','.join(lines)}]", object_hook=_untagged)
                for row in rows:
                    if len(row) < self.column_count:
                        row += [""] * (self.column_count - len(row))
                self._fill(rows, row_number, merges, held)
                skip = max(0, first - row_number)
                if skip < len(rows):
                    yield range(row_number + skip + 1, row_number + len(rows) + 1), rows[skip:]
                row_number += len(rows)

    def _fill(self, rows: list[list], first_row: int, merges: list[Merge], held: dict) -> None:
        for merge in merges:
            if merge.left >= self.column_count:
                continue
            if first_row <= merge.top < first_row + len(rows):
                top = rows[merge.top - first_row]
                alone = isinstance(top[merge.left], str) or not any(cell != "" for cell in top[: merge.left])
                held[merge.top, merge.left] = top[merge.left], merge.left if alone else merge.right
            value, right = held.get((merge.top, merge.left), ("", -1))
            for i in range(max(merge.top, first_row), min(merge.bottom + 1, first_row + len(rows))):
                row = rows[i - first_row]
                for j in range(merge.left, min(right + 1, self.column_count)):
                    if row[j] == "":
                        row[j] = value


class Workbook:
    """The sheets of one file, kept in a folder of their own that goes when the last reference does."""

    def __init__(self, folder: Path, sheets: list[Sheet], notes: list[Problem]):
        self.sheets = sheets
        self.notes = notes
        self._gone = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)


def _untagged(tagged: dict) -> object:
    ((kind, value),) = tagged.items()
    if kind == "percent":
        return Percent(value)
    if kind in ("error", "uncomputed"):
        return Fault(kind, *value)
    if kind == "duration":
        return datetime.timedelta(seconds=value)
    return getattr(datetime, kind).fromisoformat(value)


_READERS = {"xlsx": "xlsx", "xlsm": "xlsx", "ods": "ods", "xls": "xls"}


def open_workbook(path: Path, kind: str) -> Workbook | Problem:
    """Parse a workbook of the given kind ("xlsx", "xlsm", "xls", "ods"), or say what is wrong with it."""
    size = path.stat().st_size
    if size > MAX_FILE:
        return Problem("file_too_big", found=f"{size / 1e6:.0f} MB", expected=f"{MAX_FILE // 1_000_000} MB")
    if kind != "xls" and (hostile := look_through(path)):
        return hostile
    folder = Path(tempfile.mkdtemp(prefix="cermin-sheets-"))
    parsed = _parse(path, folder, _READERS[kind])
    if isinstance(parsed, Problem):
        shutil.rmtree(folder, ignore_errors=True)
        return parsed
    sheets = [
        Sheet(
            name=sheet["name"],
            visible=sheet["visible"],
            row_count=sheet["rows"],
            column_count=sheet["columns"],
            merges=[Merge(*merge) for merge in sheet["merges"]],
            path=folder / f"{i}.jsonl",
            hidden_rows=[(first, last) for first, last in sheet["hidden_rows"]],
            hidden_columns=[(first, last) for first, last in sheet["hidden_columns"]],
        )
        for i, sheet in enumerate(parsed)
        if sheet["rows"]
    ]
    notes = [Problem("workbook_macros", blocking=False)] if kind == "xlsm" else []
    return Workbook(folder, sheets, notes)


def _environment() -> dict[str, str]:
    """All that the child may know: nothing of ours. Windows finds its own libraries by SYSTEMROOT."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {"LC_ALL": "C.UTF-8", **kept}


def _parse(path: Path, folder: Path, reader: str) -> list[dict] | Problem:
    where = [str(path.resolve()), str(folder), reader]
    command = [sys.executable, "-I", str(CHILD), *where, str(MEMORY_BYTES), str(CPU_SECONDS)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Problem("workbook_too_much")
    described = folder / "sheets.json"
    if done.returncode != 0 or not described.exists():
        # Killed by a limit (signal), out of memory inside the parser, or the parser's own panic.
        return Problem("workbook_too_much" if done.returncode < 0 else "workbook_damaged", found=str(done.returncode))
    sheets = json.loads(described.read_text("utf-8"))
    return _unreadable(**sheets) if isinstance(sheets, dict) else sheets


def _unreadable(error: str, found: str) -> Problem:
    if error == "rows":
        return Problem("workbook_too_many_rows", found=found, expected=str(MAX_ROWS))
    if error == "columns":
        return Problem("workbook_too_many_columns", found=found, expected=str(MAX_COLUMNS))
    if error == "damaged":
        return Problem("workbook_damaged", found=found)
    return Problem({"encrypted": "workbook_encrypted", "too_big": "workbook_too_much"}[error])
