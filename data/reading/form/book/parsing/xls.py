"""XLS by xlrd: number formats, errors, merges and what is hidden; formulas that nobody worked out are told apart."""

import io
import struct
from pathlib import Path
from typing import Any

from . import cells
from .number_formats import Form, shown
from .sheet_file import MAX_COLUMNS, MAX_MERGES, Described, SheetFile, Unreadable
from .xls_formulas import without_result


def read(path: Path, folder: Path) -> list[Described]:
    """Write the rows of every sheet below `folder`; describes all sheets in the workbook's order."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            str(path), formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        without = without_result(book)
        sheets = (book.get_sheet(place) for place in range(book.nsheets))
        return [_read(book, sheet, folder / f"{place}.jsonl", without[place]) for place, sheet in enumerate(sheets)]
    except xlrd.XLRDError as fault:
        raise Unreadable("encrypted" if "encrypt" in str(fault).lower() else "damaged", "xls") from fault
    except (AssertionError, LookupError, ValueError, TypeError, AttributeError, struct.error) as fault:
        raise Unreadable("damaged", "xls") from fault  # xlrd trusts what it reads


def _read(book: Any, sheet: Any, path: Path, without: set[tuple[int, int]]) -> Described:
    described = Described(sheet.name, sheet.visibility == 0)
    for top, bottom, left, right in sheet.merged_cells[:MAX_MERGES]:
        described.merges.append([top, left, bottom - 1, right - 1])
    for column, info in sorted(sheet.colinfo_map.items()):
        if info.hidden:
            described.hide_columns(column, column)
    hidden = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    reader = _Cells(book, sheet, without)
    with SheetFile(path, described) as out:
        for row in range(sheet.nrows):
            held = [reader.cell(row, column) for column in range(min(sheet.row_len(row), MAX_COLUMNS + 1))]
            if row in hidden and any(cell != "" for cell in held):
                described.hide_row(row)
            out.add(row, held)
    return described


class _Cells:
    def __init__(self, book: Any, sheet: Any, without: set[tuple[int, int]]) -> None:
        self._book, self._sheet, self._without = book, sheet, without
        self._forms: dict[int, Form | None] = {}

    def cell(self, row: int, column: int) -> Any:
        import xlrd

        if (row, column) in self._without:
            return cells.uncomputed(row, column)
        kind, value = self._sheet.cell_type(row, column), self._sheet.cell_value(row, column)
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            form = self._form(self._sheet.cell_xf_index(row, column))
            return float(value) if form is None else shown(value, form.of(value), self._book.datemode == 1)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return cells.error(xlrd.error_text_from_code.get(value, "#?"), row, column)
        return cells.text(value, row, column) if kind == xlrd.XL_CELL_TEXT else ""

    def _form(self, index: int) -> Form | None:
        if index not in self._forms:
            number = self._book.xf_list[index].format_key
            code = self._book.format_map[number].format_str if number in self._book.format_map else ""
            form = Form(code)
            self._forms[index] = Form.builtin(number) or (None if form.only == "plain" else form)
        return self._forms[index]
