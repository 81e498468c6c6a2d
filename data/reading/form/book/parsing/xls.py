"""XLS by xlrd: number formats, errors, merges and what is hidden; formulas that nobody worked out are told apart."""

import io
import struct
from pathlib import Path
from typing import Any

from . import cells
from .number_formats import Form, shown
from .sheet_file import MAX_COLUMNS, MAX_MERGES, Described, SheetFile, Unreadable

_FORMULA = (0x0006, 0x0206, 0x0406)
_EOF = 0x000A
_BLANK_RESULT, _MARK = 3, b"\xff\xff"


def read(path: Path, folder: Path) -> list[Described]:
    """Write the rows of every sheet below `folder`; describes all sheets in the workbook's order."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            str(path), formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        blank = _without_result(book)
        sheets = (book.get_sheet(place) for place in range(book.nsheets))
        return [_read(book, sheet, folder / f"{place}.jsonl", blank[place]) for place, sheet in enumerate(sheets)]
    except xlrd.XLRDError as fault:
        raise Unreadable("encrypted" if "encrypt" in str(fault).lower() else "damaged", "xls") from fault
    except (AssertionError, LookupError, ValueError, TypeError, AttributeError, struct.error) as fault:
        raise Unreadable("damaged", "xls") from fault  # xlrd trusts what it reads


def _read(book: Any, sheet: Any, path: Path, blank: set[tuple[int, int]]) -> Described:
    described = Described(sheet.name, sheet.visibility == 0)
    for top, bottom, left, right in sheet.merged_cells[:MAX_MERGES]:
        described.merges.append([top, left, bottom - 1, right - 1])
    for column, info in sorted(sheet.colinfo_map.items()):
        if info.hidden:
            described.hide_columns(column, column)
    hidden = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    reader = _Cells(book, sheet, blank)
    with SheetFile(path, described) as out:
        for row in range(sheet.nrows):
            held = [reader.cell(row, column) for column in range(min(sheet.row_len(row), MAX_COLUMNS + 1))]
            if row in hidden and any(cell != "" for cell in held):
                described.hide_row(row)
            out.add(row, held)
    return described


class _Cells:
    def __init__(self, book: Any, sheet: Any, blank: set[tuple[int, int]]) -> None:
        self._book, self._sheet, self._blank = book, sheet, blank
        self._forms: dict[int, Form | None] = {}

    def cell(self, row: int, column: int) -> Any:
        import xlrd

        kind, value = self._sheet.cell_type(row, column), self._sheet.cell_value(row, column)
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            form = self._form(self._sheet.cell_xf_index(row, column))
            return float(value) if form is None else shown(value, form.of(value), self._book.datemode == 1)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return cells.error(xlrd.error_text_from_code.get(value, "#?"), row, column)
        if (row, column) in self._blank:
            return cells.uncomputed(row, column)
        return cells.text(value, row, column) if kind == xlrd.XL_CELL_TEXT else ""

    def _form(self, index: int) -> Form | None:
        if index not in self._forms:
            number = self._book.xf_list[index].format_key
            code = self._book.format_map[number].format_str if number in self._book.format_map else ""
            form = Form(code)
            self._forms[index] = Form.builtin(number) or (None if form.only == "plain" else form)
        return self._forms[index]


def _without_result(book: Any) -> list[set[tuple[int, int]]]:
    """For each sheet its formulas whose result is an empty text, where no formula of the workbook has another one:
    then nobody worked them out. Excel leaves such results too, but beside others."""
    found: list[set[tuple[int, int]]] = []
    results = 0
    for start in book._sh_abs_posn:  # on demand, xlrd keeps the stream for it
        blank: set[tuple[int, int]] = set()
        for place, is_blank in _formulas(book.mem, start):
            results += not is_blank
            if is_blank:
                blank.add(place)
        found.append(blank)
    return [set() for _ in found] if results else found


def _formulas(stream: bytes, at: int) -> Any:
    """(row, column) of each formula of a sheet's records, and whether its result is an empty text."""
    depth = 0
    while at >= 0 and at + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, at)
        if code in _FORMULA and size >= 14:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            result = bytes(stream[at + 10 : at + 18])
            yield (row, column), result[6:] == _MARK and result[0] == _BLANK_RESULT
        depth += (code in (0x0809, 0x0409, 0x0209)) - (code == _EOF)
        if code == _EOF and depth <= 0:
            return
        at += 4 + size
