"""The training plan as it is handed in: a workbook and a document with the columns PP 11/2017 articles 205-207 ask for.

All totals are numbers, no formula is written, and no text can act as one. The list of participants names people: it
is made for planners only and says on every page who took it out and when.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docx
import pandas as pd
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from data.export.tables import safe
from data.export.training_plan_columns import ADDED, AGENCIES, EVIDENCE, NOTES, PARTICIPANTS, PLAN

_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip


@dataclass(frozen=True)
class Papers:
    """What goes on paper. Frames have the columns named above as codes, `month` as a number 1-12, money in rupiah.

    `plan_year` is the evaluation year + 1. `notes`: (what, value) pairs for the sheet Keterangan: sources, methods,
    shares of estimates. `taken_by` and `taken_at` are the watermark.
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

    @property
    def watermark(self) -> str:
        """Who took the list of names out, and when."""
        when = f"{self.taken_at.day} {_MONTHS[self.taken_at.month - 1]} {self.taken_at:%Y %H.%M}"
        return f"RAHASIA - data pribadi pegawai. Diunduh oleh {self.taken_by} pada {when}. Hanya untuk perencana BKD."


def workbook(papers: Papers) -> bytes:
    """The plan as XLSX: Rencana, Peserta, Bukti kesenjangan, AKPK per perangkat daerah, Keterangan."""
    buffer = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, settings) as book:
        title = f"Rencana pengembangan kompetensi {papers.plan_year} - {papers.region}"
        _sheet(book, "Rencana", title, papers.plan, PLAN, total=True)
        _sheet(book, "Peserta", title, papers.participants, PARTICIPANTS, total=True, mark=papers.watermark)
        _sheet(book, "Bukti kesenjangan", title, papers.evidence, EVIDENCE, total=False, mark=papers.watermark)
        _sheet(book, "AKPK per perangkat daerah", title, papers.agencies, AGENCIES, total=True)
        notes = pd.DataFrame(papers.notes, columns=["what", "value"])
        _sheet(book, "Keterangan", title, notes, NOTES, total=False)
    return buffer.getvalue()


def _sheet(
    book, name: str, title: str, frame: pd.DataFrame, headings: dict[str, str], total: bool, mark: str = ""
) -> None:
    """Title (and watermark) rows, headings, rows, and a last row of sums that are plain numbers."""
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
    top = 3
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    for column, (code, heading) in enumerate(headings.items()):
        cells = [_cell(code, cell) for cell in frame[code]]
        sheet.set_column(column, column, min(50, max([len(heading), *(len(str(cell)) for cell in cells[:200])]) + 2))
        sheet.write_string(top, column, heading, bold)
        for row, cell in enumerate(cells, top + 1):
            if isinstance(cell, str):
                sheet.write_string(row, column, str(safe(cell)), text)
            elif cell is not None:
                sheet.write_number(row, column, cell, number[_shape(code)])
        last = top + 1 + len(cells)
        if total and column == 0:
            sheet.write_string(last, 0, "JUMLAH", bold)
        elif total and code in ADDED:
            sheet.write_number(last, column, _sum(cells), strong[_shape(code)])


def _sum(cells: list) -> float:
    return round(float(sum(cell for cell in cells if isinstance(cell, int | float))), 6)


def _shape(code: str) -> str:
    return "#,##0.0" if code in {"gap", "score", "shrunken", "standard", "need", "closed", "reliability"} else "#,##0"


def _cell(code: str, cell: Any) -> str | int | float | None:
    """A cell as it is written: months by name, money in whole rupiah, indices as on screen (one decimal)."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return None
    if code == "month":
        return _MONTHS[int(cell) - 1]
    if isinstance(cell, str):
        return cell
    number = round(float(cell), 2 if code == "reliability" else 1 if _shape(code) == "#,##0.0" else 0)
    return int(number) if _shape(code) == "#,##0" else number


def document(papers: Papers) -> bytes:
    """The plan as DOCX: the batches, the agencies, the notes, and the list of participants as a marked annex."""
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.footer.paragraphs[0].text = papers.watermark
    paper.add_heading(f"Rencana pengembangan kompetensi {papers.plan_year}", 0)
    paper.add_paragraph(papers.region)
    short = ["month", "competency", "form", "path", "programme", "organiser", "hours", "batches", "seats", "course",
             "travel", "allowance", "cost", "fund", "activity", "account"]  # fmt: skip
    _table(paper, "Rencana per program dan bulan", papers.plan, {code: PLAN[code] for code in short}, total=True)
    _table(paper, "AKPK per perangkat daerah", papers.agencies, AGENCIES, total=True)
    _table(
        paper,
        "Keterangan",
        pd.DataFrame(papers.notes, columns=["what", "value"]),
        NOTES,
        total=False,
    )
    paper.add_page_break()
    named = ["name", "nip", "position", "unit", "competency", "gap", "form", "path", "programme", "organiser", "month",
             "hours", "course", "travel", "allowance", "fund", "activity", "account"]  # fmt: skip
    paper.add_paragraph(papers.watermark).runs[0].bold = True
    _table(paper, "Lampiran: peserta", papers.participants, {code: PARTICIPANTS[code] for code in named}, total=True)
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _table(paper, title: str, frame: pd.DataFrame, headings: dict[str, str], total: bool) -> None:
    paper.add_heading(title, 1)
    columns = {code: [_cell(code, cell) for cell in frame[code]] for code in headings}
    lines = [list(headings.values())]
    lines += [[_words(code, cells[row]) for code, cells in columns.items()] for row in range(len(frame))]
    if total:
        sums = [_words(code, _sum(cells)) if code in ADDED else "" for code, cells in columns.items()]
        lines.append(["JUMLAH", *sums[1:]])
    table = paper.add_table(rows=len(lines), cols=len(headings), style="Table Grid")
    for cell, text in zip(table._cells, (text for line in lines for text in line), strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.font.size = Pt(7)


def _words(code: str, cell: str | int | float | None) -> str:
    """A cell in words: thousands with a point, decimals with a comma; XML cannot carry control signs."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return "".join(sign for sign in cell if sign >= " " or sign in "\t\n")
    plain = f"{cell:,.1f}" if _shape(code) == "#,##0.0" else f"{cell:,.0f}"
    return plain.translate(str.maketrans(",.", ".,"))
