"""The training plan as it is handed in: what goes on paper, and the workbook with the columns PP 11/2017 articles
205-207 ask for. The document is `training_plan_document`.

All totals are numbers, no formula is written, and no text can act as one. The list of participants names people: it
is made for planners only and says on every page who took it out and when.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from data.export.tables import safe
from data.export.training_plan_columns import ADDED, AGENCIES, EVIDENCE, NOTES, PARTICIPANTS, PLAN
from data.terms.actors import Actor, permit

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip


@dataclass(frozen=True)
class Papers:
    """What goes on paper. Frames have the columns named above as codes, `month` as a number 1-12, money in rupiah.

    `plan_year` is the evaluation year + 1. `notes`: (what, value) pairs for the sheet Keterangan: sources, methods,
    shares of estimates. `taken_by` and `taken_at` are the watermark, `filters` what the plan was made for, in words.
    """

    region: str
    plan_year: int
    plan: pd.DataFrame
    participants: pd.DataFrame
    evidence: pd.DataFrame
    agencies: pd.DataFrame
    notes: list[tuple[str, str]]
    taken_by: str
    taken_at: datetime
    filters: str = ""

    @property
    def taken(self) -> str:
        """Who took the papers out, and when."""
        when = f"{self.taken_at.day} {MONTHS[self.taken_at.month - 1]} {self.taken_at:%Y %H.%M}"
        return f"Diunduh oleh {self.taken_by} pada {when}."

    @property
    def watermark(self) -> str:
        """The same on a list of names."""
        return f"RAHASIA - data pribadi pegawai. {self.taken} Hanya untuk perencana BKD."


def workbook(papers: Papers, actor: Actor) -> bytes:
    """The plan as XLSX: Rencana, Peserta, Bukti kesenjangan, AKPK per perangkat daerah, Keterangan."""
    permit(actor, "export")
    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        title = f"Rencana pengembangan kompetensi {papers.plan_year} - {papers.region}"
        about = {"title": title, "filters": f"{papers.filters}. {papers.taken}".removeprefix(". ")}
        named = about | {"mark": papers.watermark, "filters": papers.filters}
        _sheet(book, "Rencana", papers.plan, PLAN, total=True, **about)
        _sheet(book, "Peserta", papers.participants, PARTICIPANTS, total=True, **named)
        _sheet(book, "Bukti kesenjangan", papers.evidence, EVIDENCE, total=False, **named)
        _sheet(book, "AKPK per perangkat daerah", papers.agencies, AGENCIES, total=True, **about)
        notes = pd.DataFrame(papers.notes, columns=["what", "value"])
        _sheet(book, "Keterangan", notes, NOTES, total=False, **about)
    return buffer.getvalue()


def _sheet(
    book, name: str, frame: pd.DataFrame, headings: dict[str, str], total: bool, *, title: str, filters: str,
    mark: str = "",
) -> None:  # fmt: skip
    """Title, watermark and filters, headings, rows, and a last row of sums that are plain numbers."""
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    number = {kind: book.add_format({"num_format": kind}) for kind in ("#,##0", "#,##0.0")}
    strong = {kind: book.add_format({"num_format": kind, "bold": True}) for kind in number}
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if mark:
        sheet.set_footer("&C&8" + mark.replace("&", "&&"))
    sheet.write_string(0, 0, str(safe(title)), bold)
    if mark:
        sheet.write_string(1, 0, str(safe(mark)), bold)
    sheet.write_string(2, 0, str(safe(filters)))
    top = 3
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    for column, (code, heading) in enumerate(headings.items()):
        cells = [as_written(code, cell) for cell in frame[code]]
        sheet.set_column(column, column, min(50, max([len(heading), *(len(str(cell)) for cell in cells[:200])]) + 2))
        sheet.write_string(top, column, heading, bold)
        for row, cell in enumerate(cells, top + 1):
            if isinstance(cell, str):
                sheet.write_string(row, column, str(safe(cell)), text)
            elif cell is not None:
                sheet.write_number(row, column, cell, number[shape(code)])
        last = top + 1 + len(cells)
        if total and column == 0:
            sheet.write_string(last, 0, "JUMLAH", bold)
        elif total and code in ADDED:
            sheet.write_number(last, column, total_of(cells), strong[shape(code)])


def total_of(cells: list) -> float:
    return round(float(sum(cell for cell in cells if isinstance(cell, int | float))), 6)


def shape(code: str) -> str:
    return "#,##0.0" if code in {"gap", "score", "shrunken", "standard", "need", "closed", "reliability"} else "#,##0"


def as_written(code: str, cell: Any) -> str | int | float | None:
    """A cell as it is written: months by name, money in whole rupiah, indices as on screen (one decimal)."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return None
    if code == "month":
        return MONTHS[int(cell) - 1]
    if isinstance(cell, str):
        return cell
    number = round(float(cell), 2 if code == "reliability" else 1 if shape(code) == "#,##0.0" else 0)
    return int(number) if shape(code) == "#,##0" else number
