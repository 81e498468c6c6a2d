"""Every table that leaves Cermin: CSV and XLSX in which no text acts as a formula and every number stays a number."""

import csv
import io
import numbers
from datetime import date

import pandas as pd
import xlsxwriter

_ROWS = 20_000  # of a sheet to be filled in that offer their lists
_OTHER = {"error_title": "Tidak ada di daftar",
          "error_message": "Bila memang baru, teruskan: saat diunggah akan ditanyakan."}  # fmt: skip
_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def safe(cell: object) -> object:
    """A cell that a spreadsheet takes as text or number, never as a formula: a quote goes before a leading sign.

    Numbers (also those that arrive as text, such as -1,5) are left alone. See OWASP, CSV injection; ASVS 1.2.10.
    """
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    if not cell.lstrip(" ").startswith(_LEADS) or _is_number(text):
        return text
    return "'" + text


def _is_number(text: str) -> bool:
    plain = text.strip().removeprefix("-").removesuffix("%")
    return plain == "" or (plain.isascii() and plain[0].isdigit() and plain.replace(".", "").replace(",", "").isdigit())


def to_csv(frame: pd.DataFrame, delimiter: str = ",") -> bytes:
    """The frame as UTF-8 CSV with BOM; empty for missing; full precision, point as decimal sign of numbers."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow([safe(str(column)) for column in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        writer.writerow(["" if _empty(cell) else safe(_plain(cell)) for cell in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def to_xlsx(sheets: dict[str, pd.DataFrame], fill_in: dict[str, str] | None = None) -> bytes:
    """A workbook of one sheet per frame: bold frozen headings, columns as wide as their content, all text as text, days
    as days.

    With `fill_in` (heading -> the cells that hold what its column may say) the first sheet is one to be filled in: its
    columns are formatted as text, so that a typed NIP stays whole, and those headings offer a list.
    """
    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        bold, as_text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        first = next(iter(sheets))
        for name, frame in sheets.items():
            sheet = book.add_worksheet(name[:31])
            to_fill = fill_in is not None and name == first
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(frame.columns):
                cells = [None if _empty(cell) else safe(_dated(cell)) for cell in frame.iloc[:, place]]
                width = max(
                    [len(str(column)), *(len(str(cell)) for cell in cells[:200] if cell is not None)], default=8
                )
                sheet.set_column(place, place, min(60, width + 2), as_text if to_fill else None)
                if fill_in and to_fill and column in fill_in:
                    offered = {"validate": "list", "source": fill_in[column], "error_type": "warning"}
                    sheet.data_validation(1, place, _ROWS, place, offered | _OTHER)
                sheet.write_string(0, place, str(safe(str(column))), bold)
                for row, cell in enumerate(cells, 1):
                    if isinstance(cell, str):
                        sheet.write_string(row, place, cell, as_text)
                    elif isinstance(cell, date):
                        sheet.write_datetime(row, place, cell, as_day)
                    elif cell is not None:
                        sheet.write(row, place, cell)
    return buffer.getvalue()


def _empty(cell: object) -> bool:
    return cell is None or (not isinstance(cell, str) and bool(pd.isna(cell)))


def _dated(cell: object) -> object:
    """A cell for a workbook, in which a day is a day."""
    return pd.Timestamp(cell).to_pydatetime() if isinstance(cell, date) else _plain(cell)


def _plain(cell: object) -> object:
    """A cell as Python writes it: numpy numbers become numbers, dates and anything else become text."""
    if isinstance(cell, bool | str):
        return cell
    if isinstance(cell, numbers.Integral):
        return int(cell)
    if isinstance(cell, numbers.Real):
        return float(cell)
    return str(cell)
