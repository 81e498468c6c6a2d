"""Programs that write spreadsheets: each takes a table of cells with formats and makes a file of it.

Those from npm (`node_writers.mjs`), LibreOffice and odfpy, which has no wheel, run outside CI; files they made are kept
beside the tests.
"""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import openpyxl
import pandas as pd
import xlsxwriter
import xlwt

from tests.worlds.office_tables import GENERAL, Cell, OfficeTable

Writer = Callable[[OfficeTable, Path], None]


def by_openpyxl(table: OfficeTable, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for i, row in enumerate(table.rows, 1):
        for j, cell in enumerate(row, 1):
            if cell.value is not None:
                sheet.cell(i, j, cell.value).number_format = cell.format
    for first, last, place in table.merged:
        sheet.merge_cells(start_row=first + 1, end_row=last + 1, start_column=place + 1, end_column=place + 1)
    book.save(path)


def by_xlsxwriter(table: OfficeTable, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        formats = {cell.format: book.add_format({"num_format": cell.format}) for row in table.rows for cell in row}
        for i, row in enumerate(table.rows):
            for j, cell in enumerate(row):
                if cell.value is not None:
                    sheet.write(i, j, cell.value, formats[cell.format])
        for first, last, place in table.merged:
            sheet.merge_range(first, place, last, place, table.rows[first][place].value)


def by_pandas(table: OfficeTable, path: Path) -> None:
    """As somebody who reads and writes with pandas: no formats survive, no merges, no titles, and an index."""
    _frame(table).to_excel(path)


def by_pandas_without_index(table: OfficeTable, path: Path) -> None:
    _frame(table).to_excel(path, index=False, engine="xlsxwriter")


def by_pandas_csv(table: OfficeTable, path: Path) -> None:
    _frame(table).to_csv(path)


def by_styler(table: OfficeTable, path: Path) -> None:
    """Styled with pandas; number formats are taken along the way pandas does."""
    frame = _frame(table)
    style = frame.style
    for heading in frame.columns:
        shown = {cell.format for row in table.rows for cell in row if cell.format != GENERAL}
        if len(shown) == 1 and frame[heading].dtype == float:
            style = style.map(lambda _, shown=shown: f"number-format: {next(iter(shown))}", subset=[heading])
    style.to_excel(path, index=False)


def by_xlwt(table: OfficeTable, path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Rekap")
    styles = {cell.format: xlwt.easyxf(num_format_str=cell.format) for row in table.rows for cell in row}
    joined = {(first, place): last for first, last, place in table.merged}
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row):
            if (i, j) in joined:
                sheet.write_merge(i, joined[i, j], j, j, cell.value, styles[cell.format])
            elif cell.value is not None:
                sheet.write(i, j, cell.value, styles[cell.format])
    book.save(str(path))


def by_odfpy(table: OfficeTable, path: Path) -> None:
    number, style, sheets, text = (import_module(f"odf.{name}") for name in ("number", "style", "table", "text"))
    book = import_module("odf.opendocument").OpenDocumentSpreadsheet()
    shown = number.PercentageStyle(name="persen")
    shown.addElement(number.Number(decimalplaces="2", minintegerdigits="1"))
    shown.addElement(number.Text(text="%"))
    book.styles.addElement(shown)
    percent = style.Style(name="selpersen", family="table-cell", datastylename="persen")
    book.automaticstyles.addElement(percent)
    sheet = sheets.Table(name="Rekap")
    joined = {(first, place): last - first + 1 for first, last, place in table.merged}
    covered = {(i, place) for first, last, place in table.merged for i in range(first + 1, last + 1)}
    for i, row in enumerate(table.rows):
        line = sheets.TableRow()
        for j, cell in enumerate(row):
            spans = {"numberrowsspanned": joined[i, j], "numbercolumnsspanned": 1} if (i, j) in joined else {}
            if (i, j) in covered:
                line.addElement(sheets.CoveredTableCell())
            elif cell.value is None:
                line.addElement(sheets.TableCell())
            elif isinstance(cell.value, float) and cell.format.endswith("%"):
                made = sheets.TableCell(valuetype="percentage", value=repr(cell.value), stylename=percent, **spans)
                made.addElement(text.P(text=f"{cell.value * 100:.2f}%"))
                line.addElement(made)
            elif isinstance(cell.value, float):
                made = sheets.TableCell(valuetype="float", value=repr(cell.value), **spans)
                made.addElement(text.P(text=f"{cell.value:g}"))
                line.addElement(made)
            else:
                made = sheets.TableCell(valuetype="string", **spans)
                made.addElement(text.P(text=cell.value))
                line.addElement(made)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


def by_indonesian_excel_csv(table: OfficeTable, path: Path) -> None:
    """`;` between fields, decimal comma, numbers as they are shown; joined cells are empty below their first."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in table.rows:
        lines.writerow(
            [_shown(cell).replace(".", ",") if isinstance(cell.value, float) else _shown(cell) for cell in row]
        )
    path.write_text(out.getvalue(), "cp1252")


def _shown(cell: Cell) -> str:
    """The text of a cell, with all its decimals: a text file has only what is shown."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    return f"{round(cell.value * 100, 8):.10g}%" if cell.format.endswith("%") else f"{cell.value:.10g}"


def _frame(table: OfficeTable) -> pd.DataFrame:
    start = next(i for i, row in enumerate(table.rows) if sum(cell.value is not None for cell in row) > 2)
    headings = [str(cell.value) for cell in table.rows[start]]
    held = [[cell.value for cell in row] for row in table.rows[start + 1 :]]
    for first, last, place in table.merged:
        for i in range(first, last + 1):
            held[i - start - 1][place] = table.rows[first][place].value
    return pd.DataFrame(held, columns=headings)


PYTHON: dict[str, tuple[Writer, str]] = {
    "openpyxl": (by_openpyxl, "xlsx"),
    "XlsxWriter": (by_xlsxwriter, "xlsx"),
    "pandas": (by_pandas, "xlsx"),
    "pandas without index": (by_pandas_without_index, "xlsx"),
    "pandas csv": (by_pandas_csv, "csv"),
    "pandas Styler": (by_styler, "xlsx"),
    "xlwt": (by_xlwt, "xls"),
    "csv of an Indonesian Excel": (by_indonesian_excel_csv, "csv"),
}  # fmt: skip

ODFPY = "odfpy.ods"
NODE = ("exceljs.xlsx", "sheetjs.xlsx", "sheetjs.xls", "sheetjs.ods", "sheetjs.html.xls")
LIBREOFFICE = ("ods", "xls", "xlsx")
OUTSIDE = (ODFPY, *NODE, *(f"libreoffice.{ending}" for ending in LIBREOFFICE))
"""The writers outside CI, as their files are called: SEED.WRITER."""
WITHOUT_FORMATS = ("pandas", "pandas without index", "pandas csv", "pandas Styler", "sheetjs.ods")
"""Those whose files do not say that a cell is shown as percent: there 0.85 is 0.85 of something that must be asked."""


def by_node(tables: dict[str, OfficeTable], folder: Path, modules: Path) -> None:
    """Files of every table by the writers of `NODE`, as folder/NAME.WRITER; `modules` is where npm installed them."""
    told = {
        name: {
            "rows": [[[cell.value, cell.format] for cell in row] for row in table.rows], "merged": table.merged,
        }
        for name, table in tables.items()
    }  # fmt: skip
    script = shutil.copy(Path(__file__).with_name("node_writers.mjs"), modules.parent)
    subprocess.run(
        ["node", script, str(folder)], input=json.dumps(told), text=True, check=True, timeout=600, cwd=modules.parent
    )


def by_libreoffice(paths: list[Path], wanted: str, folder: Path) -> None:
    """The files opened and saved by LibreOffice, in another format ("ods", "xlsx", "xls", "csv", "html")."""
    subprocess.run(
        ["soffice", "--headless", "--convert-to", wanted, "--outdir", str(folder), *map(str, paths)],
        check=True, timeout=900, stdout=subprocess.DEVNULL,
    )  # fmt: skip
