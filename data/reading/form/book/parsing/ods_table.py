"""One table of an ODS, cell by cell: repeated rows and columns, spans, kinds of values, formulas without a value."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import cells
from .sheet_file import MAX_COLUMNS, MAX_MERGES, MAX_ROWS, Described, SheetFile, Unreadable
from .xml_parts import pairs

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"

_CELLS = (f"{TABLE} table-cell", f"{TABLE} covered-table-cell")
_BROKEN = re.compile(r"#[A-Z][A-Z/0]*[!?]?|#N/A|Err:\d{3}")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST = 1_100_000  # rows or columns that one element may stand for

ERROR, UNCOMPUTED = object(), object()  # cells that get their names when it is known where they stand


class OdsTable:
    """Handlers of one table's events; `is_percentage(style, number)` says how a number is shown. `recalculated`: whose
    writer worked no formula out, and may have put 0 in its place."""

    def __init__(
        self, described: Described, path: Path, is_percentage: Callable[[str, float], bool], recalculated: bool
    ) -> None:
        self._described, self._out = described, SheetFile(path, described)
        self._is_percentage, self._recalculated = is_percentage, recalculated
        self._row = self._column = 0
        self._row_times = 1
        self._row_hidden = False
        self._row_style = ""
        self._columns: list[tuple[int, str]] = []  # (up to which column, default style)
        self._cells: list[Any] = []
        self._cell: dict[str, str] | None = None
        self._said: list[str] = []
        self._paragraphs = 0
        self._heard = False

    def close(self) -> None:
        self._out.__exit__()

    def start(self, name: str, attributes: list[str]) -> None:
        if name in _CELLS:
            self._cell, self._said, self._paragraphs = pairs(attributes), [], 0
        elif name == f"{TABLE} table-row":
            said = pairs(attributes)
            self._row_times = _times(said, "rows")
            self._row_hidden = said.get(f"{TABLE} visibility") in ("collapse", "filter")
            self._row_style = said.get(f"{TABLE} default-cell-style-name", "")
            self._cells, self._column = [], 0
        elif name == f"{TABLE} table-column":
            self._add_columns(pairs(attributes))
        elif self._cell is not None:
            self._start_text(name, attributes)

    def _add_columns(self, said: dict[str, str]) -> None:
        first = self._columns[-1][0] if self._columns else 0
        after = first + _times(said, "columns")
        self._columns.append((after, said.get(f"{TABLE} default-cell-style-name", "")))
        if said.get(f"{TABLE} visibility") in ("collapse", "filter"):
            self._described.hide_columns(first, after - 1)

    def _start_text(self, name: str, attributes: list[str]) -> None:
        if name in (f"{TEXT} p", f"{TEXT} h"):
            if self._paragraphs:
                self._said.append("\n")
            self._paragraphs += 1
            self._heard = True
        elif name == f"{TEXT} s":
            count = cells.whole(pairs(attributes).get(f"{TEXT} c", "1"))
            self._said.append(" " * min(1 if count is None else count, cells.MAX_TEXT))
        elif name == f"{TEXT} tab":
            self._said.append("\t")
        elif name == f"{TEXT} line-break":
            self._said.append("\n")
        elif name.endswith(" p"):  # text that is none by its namespace would be lost
            raise Unreadable("damaged", "xml")

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == f"{TABLE} table-row":
            self._end_row()
        elif name in (f"{TEXT} p", f"{TEXT} h"):
            self._heard = False

    def text(self, heard: str) -> None:
        if self._heard and self._cell is not None:
            self._said.append(_SPACES.sub(" ", heard))

    def _end_cell(self) -> None:
        said, self._cell, self._heard = self._cell or {}, None, False
        times, value = _times(said, "columns"), self._content(said)
        self._span(said)
        if value != "":
            if self._column + times > MAX_COLUMNS:
                raise Unreadable("columns", str(self._column + times))
            self._cells += [""] * (self._column - len(self._cells)) + [value] * times
        self._column += times

    def _end_row(self) -> None:
        if self._cells:
            if self._row + self._row_times > MAX_ROWS:
                raise Unreadable("rows", str(self._row + self._row_times))
            if self._row_hidden:
                self._described.hide_row(self._row, self._row_times)
            for row in range(self._row, self._row + self._row_times):
                self._out.add(row, [self._named(cell, row, column) for column, cell in enumerate(self._cells)])
        self._row = min(self._row + self._row_times, _MOST)

    def _named(self, cell: Any, row: int, column: int) -> Any:
        if type(cell) is not tuple:
            return cell
        kind, words = cell
        return cells.uncomputed(row, column) if kind is UNCOMPUTED else cells.error(words, row, column)

    def _span(self, said: dict[str, str]) -> None:
        down, across = (cells.whole(said.get(f"{TABLE} number-{way}-spanned", "1")) or 1 for way in ("rows", "columns"))
        bottom, right = self._row + down - 1, self._column + across - 1
        if len(self._described.merges) < MAX_MERGES and (bottom, right) != (self._row, self._column):
            self._described.merges.append([self._row, self._column, min(bottom, _MOST), min(right, _MOST)])

    def _content(self, said: dict[str, str]) -> Any:
        words = "".join(self._said)
        kind = said.get(f"{OFFICE} value-type") or said.get(f"{CALCEXT} value-type") or ""
        formula = f"{TABLE} formula" in said
        if said.get(f"{CALCEXT} value-type") == "error" or kind == "error":
            return ERROR, words.strip() or "#?"
        if formula and _BROKEN.fullmatch(words.strip()):
            return ERROR, words.strip()
        if kind == "string" or not kind:
            given = said.get(f"{OFFICE} string-value")
            heard = given if given and not words else words
            if formula and given is None and not words and (not kind or not self._paragraphs):
                return UNCOMPUTED, ""
            found = cells.text(heard, self._row, self._column)
            return (ERROR, heard.strip()) if isinstance(found, dict) else found
        value = said.get(f"{OFFICE} {_VALUES.get(kind, 'value')}")
        if value is None:
            return (UNCOMPUTED, "") if formula else words
        if formula and self._recalculated and kind not in _VALUES and not value.strip("0. "):
            return UNCOMPUTED, ""
        return self._typed(kind, value.strip(), said)

    def _typed(self, kind: str, value: str, said: dict[str, str]) -> Any:
        if kind == "boolean":
            return {"true": True, "false": False}.get(value, value)
        if kind == "date":
            return cells.iso(value)
        if kind == "time":
            return _duration(value)
        number = cells.number(value)
        if number is None or kind not in ("float", "percentage", "currency"):
            return value
        shown = kind == "percentage" or (kind == "float" and self._is_percentage(self._style(said), number))
        return cells.percent(number) if shown else number

    def _style(self, said: dict[str, str]) -> str:
        own = said.get(f"{TABLE} style-name") or self._row_style
        return own or next((style for after, style in self._columns if self._column < after), "")


_VALUES = {"boolean": "boolean-value", "date": "date-value", "time": "time-value"}


def _times(said: dict[str, str], what: str) -> int:
    return min(cells.whole(said.get(f"{TABLE} number-{what}-repeated", "1")) or 1, _MOST)


def _duration(value: str) -> Any:
    """PT08H30M00S: a time of the day, or a longer stretch of time."""
    match = _DURATION.fullmatch(value)
    if match is None:
        return value
    days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.groups()[1:])
    whole = days * 86_400 + hours * 3_600 + minutes * 60 + seconds
    if match[1] or whole >= 86_400:
        return {"duration": -whole if match[1] else whole}
    return cells.time(whole)
