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
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from data.reading.cells.spans import Merge
from data.reading.form.book.child import MAX_COLUMNS, MAX_ROWS
from data.reading.form.book.package import look_through, sheet_entries
from data.terms.problems import Problem

CHILD = Path(__file__).with_name("child.py")
MEMORY_BYTES = 1_500_000_000  # address space: what a sheet of 300,000 x 20 needs, with half as much again
CPU_SECONDS = 20  # neither is to be had on Windows, and the first one not on macOS (`child.limit`)
WALL_SECONDS = 60
MAX_FILE = 100_000_000


@dataclass(frozen=True)
class Sheet:
    """One sheet with cells; rows are numbered from 1 as in the workbook and all have the same number of cells.

    `errors` are the cells Excel could not compute; they hold its text ("#N/A") here, as no reader keeps them.
    """

    name: str
    visible: bool
    row_count: int
    column_count: int
    merges: list[Merge]
    path: Path
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def rows(self, first: int = 0, many: int = 5_000, fill: bool = True) -> Iterator[tuple[range, list[list]]]:
        """(row numbers, rows) in stretches of `many`, from the row at index `first`.

        With `fill`, all cells merged downwards from there on hold the merged value.
        """
        down = [m for m in self.merges if fill and m.bottom > m.top >= first]
        held: dict[tuple[int, int], object] = {}
        row_number = 0
        with self.path.open(encoding="utf-8") as file:
            while lines := list(islice(file, many)):
                rows = json.loads(f"[{','.join(lines)}]", object_hook=_untagged)
                self._mend(rows, row_number, down, held)
                skip = max(0, first - row_number)
                if skip < len(rows):
                    yield range(row_number + skip + 1, row_number + len(rows) + 1), rows[skip:]
                row_number += len(rows)

    def _mend(self, rows: list[list], first_row: int, down: list[Merge], held: dict) -> None:
        for (i, j), text in self.errors.items():
            if first_row <= i < first_row + len(rows) and j < len(rows[i - first_row]) and rows[i - first_row][j] == "":
                rows[i - first_row][j] = text
        for merge in down:
            if merge.left >= self.column_count:
                continue
            if first_row <= merge.top < first_row + len(rows):
                held[merge.top, merge.left] = rows[merge.top - first_row][merge.left]
            value = held.get((merge.top, merge.left), "")
            for i in range(max(merge.top + 1, first_row), min(merge.bottom + 1, first_row + len(rows))):
                if rows[i - first_row][merge.left] == "":
                    rows[i - first_row][merge.left] = value


class Workbook:
    """The sheets of one file, kept in a folder of their own that goes when the last reference does."""

    def __init__(self, folder: Path, sheets: list[Sheet], notes: list[Problem]):
        self.sheets = sheets
        self.notes = notes
        self._gone = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)


def _untagged(tagged: dict) -> object:
    ((kind, value),) = tagged.items()
    if kind == "duration":
        return datetime.timedelta(seconds=value)
    return getattr(datetime, kind).fromisoformat(value)


def open_workbook(path: Path, kind: str) -> Workbook | Problem:
    """Parse a workbook of the given kind ("xlsx", "xlsm", "xlsb", "xls", "ods"), or say what is wrong with it."""
    size = path.stat().st_size
    if size > MAX_FILE:
        return Problem("file_too_big", found=f"{size / 1e6:.0f} MB", expected=f"{MAX_FILE // 1_000_000} MB")
    errors: dict = {}
    if kind != "xls":
        looked = look_through(path)
        if isinstance(looked, Problem):
            return looked
        errors = looked
    folder = Path(tempfile.mkdtemp(prefix="cermin-sheets-"))
    parsed = _parse(path, folder)
    if isinstance(parsed, Problem):
        shutil.rmtree(folder, ignore_errors=True)
        return parsed
    entries = sheet_entries(path) if kind in ("xlsx", "xlsm") else []
    sheets = [
        Sheet(
            name=sheet["name"],
            visible=sheet["visible"],
            row_count=sheet["rows"],
            column_count=sheet["columns"],
            merges=[Merge(*merge) for merge in sheet["merges"]],
            path=folder / f"{i}.jsonl",
            errors=errors.get(entries[i], {}) if i < len(entries) else {},
        )
        for i, sheet in enumerate(parsed)
        if sheet["rows"]
    ]
    notes = [Problem("workbook_macros", blocking=False)] if kind == "xlsm" else []
    book = Workbook(folder, sheets, notes)
    too_big = [s for s in sheets if s.row_count > MAX_ROWS or s.column_count > MAX_COLUMNS]
    if too_big:
        return _too_big(too_big[0])
    return book


def _too_big(sheet: Sheet) -> Problem:
    if sheet.row_count > MAX_ROWS:
        return Problem("workbook_too_many_rows", found=str(sheet.row_count), expected=str(MAX_ROWS))
    return Problem("workbook_too_many_columns", found=str(sheet.column_count), expected=str(MAX_COLUMNS))


def _environment() -> dict[str, str]:
    """All that the child may know: nothing of ours. Windows finds its own libraries by SYSTEMROOT."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {"LC_ALL": "C.UTF-8", **kept}


def _parse(path: Path, folder: Path) -> list[dict] | Problem:
    command = [sys.executable, "-I", str(CHILD), str(path.resolve()), str(folder), str(MEMORY_BYTES), str(CPU_SECONDS)]
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
    if isinstance(sheets, dict):
        return Problem(
            {"encrypted": "workbook_encrypted", "too_big": "workbook_too_much"}.get(sheets["error"], "workbook_damaged")
        )
    return sheets
