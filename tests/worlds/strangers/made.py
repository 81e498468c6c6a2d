"""Files as strangers make them: what one is, what a careful clerk gets from it, and the pens that write them."""

import csv
import io
import zipfile
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

import openpyxl
import pandas as pd

REGION = {"region": "3403"}
A, B, C, D = "198503152010011001", "199001012012022002", "197912312005011999", "199001012025242003"
NAMES = {
    A: "dr. Sri Wahyuni, M.Kes.",
    B: "Bambang Susilo, S.E., M.M.",
    C: "R. Aj. Ratna Dewi",
    D: "Andi Pratama, A.Md.",
}
AGENCIES = (
    ("DINKES", "Dinas Kesehatan", "Dinkes", "KES"),
    ("DISDIK", "Dinas Pendidikan", "Disdik", "PEND"),
    ("DUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "WIL"),
    ("BKPPD", "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah", "BKPPD", "ADM"),
    ("SETDA", "Sekretariat Daerah", "Setda", "ADM"),
    ("WONOSARI", "Kapanewon Wonosari", "Wonosari", "WIL"),
    ("DPUPR", "Dinas Pekerjaan Umum, Penataan Ruang dan Perumahan Rakyat", "DPUPRKP", "INF"),
)


@dataclass(frozen=True)
class Case:
    """One file and what must come of it.

    `asked`: what may be asked (`Question.detail["ask"]`), `must_ask`: what has to be; `answers` are then given.
    `rows`: one tuple per accepted row in the columns `by`; None where no row may come of it. `places`: (line,
    heading) of the blocking problems, all of them.
    """

    name: str
    kind: str
    content: bytes
    file_name: str
    by: tuple[str, ...] = ()
    rows: frozenset | None = None
    mapping: dict = field(default_factory=lambda: REGION)
    asked: tuple[str, ...] = ()
    must_ask: tuple[str, ...] = ()
    answers: dict = field(default_factory=dict)
    places: tuple = ()
    warns: tuple[str, ...] = ()


def office(known):
    """The shipped tables with the agencies of an office that is in use."""
    rows = [("3403", code, name, short, sector, "") for code, name, short, sector in AGENCIES]
    return replace(known, agencies=pd.DataFrame(rows, columns=known.agencies.columns))


def text(rows, delimiter=",", end="\r\n", encoding="utf-8", quoting=csv.QUOTE_MINIMAL) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue().encode(encoding)


def sheet(rows, name="Sheet1", merged=(), hidden=(), formats=(), more=(), epoch_1904=False) -> bytes:
    """A workbook; `more` are further (name, rows); `formats` are (cell, number format); `hidden` are columns."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    page = book.active
    page.title = name
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    for column in hidden:
        page.column_dimensions[column].hidden = True
    for cell, shape in formats:
        page[cell].number_format = shape
    for title, others in more:
        other = book.create_sheet(title)
        for row in others:
            other.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows, name="Sheet1", more=()) -> bytes:
    """An OpenDocument sheet, with runs of equal cells written once as LibreOffice does."""
    tables = "".join(
        f'<table:table table:name="{escape(n)}">{"".join(map(_ods_row, r))}</table:table>'
        for n, r in ((name, rows), *more)
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _ods_row(row) -> str:
    cells, at = [], 0
    while at < len(row):
        until = at + 1
        while until < len(row) and row[until] == row[at]:
            until += 1
        run = f' table:number-columns-repeated="{until - at}"' if until - at > 1 else ""
        cells.append(_ods_cell(row[at], run))
        at = until
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _ods_cell(value, run: str) -> str:
    if value is None:
        return f"<table:table-cell{run}/>"
    kind = f'float" office:value="{value}' if isinstance(value, int | float) else "string"
    said = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{run}>{said}</table:table-cell>'
