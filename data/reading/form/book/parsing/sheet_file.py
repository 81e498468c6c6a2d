"""What a reader writes of a workbook: one file of rows a sheet, and what is to be known of the sheet beside it.

A cell is what JSON has for it (text, number, truth; "" is empty), or an object of one key: `date`, `datetime`, `time`
(ISO), `duration` (seconds), `percent` (the number before the sign: 85.49 for 0.8549 shown as 85 %), `error` and
`uncomputed` (formulas without a value: Excel's word for it, and the cell's name on the sheet).
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

MAX_ROWS = 300_000
MAX_COLUMNS = 200
MAX_OUTPUT = 400_000_000  # characters of one sheet, and bytes of any file where the system can limit that
MAX_MERGES = 20_000
MAX_HIDDEN = 20_000  # stretches of hidden rows that are kept

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Unreadable(Exception):
    """A workbook that gives no rows; `code` is one the parent knows: damaged, encrypted, too_big, rows, columns."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code, found)
        self.code, self.found = code, found


@dataclass
class Described:
    """One sheet: `rows` and `columns` reach to its last cell with something in it. `merges` are [top, left, bottom,
    right], `hidden_rows` and `hidden_columns` stretches [first, last], all from 0 and both ends included."""

    name: str
    visible: bool
    rows: int = 0
    columns: int = 0
    merges: list[list[int]] = field(default_factory=list)
    hidden_rows: list[list[int]] = field(default_factory=list)
    hidden_columns: list[list[int]] = field(default_factory=list)

    def hide_row(self, row: int, times: int = 1) -> None:
        if self.hidden_rows and self.hidden_rows[-1][1] == row - 1:
            self.hidden_rows[-1][1] = row + times - 1
        elif len(self.hidden_rows) < MAX_HIDDEN:
            self.hidden_rows.append([row, row + times - 1])

    def hide_columns(self, first: int, last: int) -> None:
        if first <= last and first < MAX_COLUMNS:
            self.hidden_columns.append([first, min(last, MAX_COLUMNS - 1)])


class SheetFile:
    """The rows of one sheet, a line each from the sheet's first row on, with as many cells as the row has."""

    def __init__(self, path: Path, described: Described) -> None:
        self._file, self._described, self._written = path.open("w", encoding="utf-8"), described, 0

    def add(self, row: int, cells: list) -> None:
        """The cells of a row (from 0) that comes after all rows before it; rows between have none."""
        width = len(cells)
        while width and cells[width - 1] == "":
            width -= 1
        if not width:
            return
        described = self._described
        if row >= MAX_ROWS:
            raise Unreadable("rows", str(row + 1))
        if width > MAX_COLUMNS:
            raise Unreadable("columns", str(width))
        if row < described.rows:
            raise Unreadable("damaged", "order")
        if row > described.rows:
            self._file.write("[]\n" * (row - described.rows))
        self._written += self._file.write(_encode(cells[:width]) + "\n")
        if self._written > MAX_OUTPUT:  # not every system limits what a process may write
            raise Unreadable("too_big")
        described.rows = row + 1
        if width > described.columns:
            described.columns = width

    def __enter__(self) -> "SheetFile":
        return self

    def __exit__(self, *_) -> None:
        self._file.close()
