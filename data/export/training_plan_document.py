"""The training plan as a document to sign: A4, nobody by name. Who takes part stands in the workbook."""

import io
from collections.abc import Sequence

import docx
import pandas as pd
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from data.export.training_plan import Papers, as_written, shape, total_of
from data.export.training_plan_columns import ADDED, AGENCIES, NOTES, PLAN, SEATED
from data.terms.actors import Actor, permit

SIGNERS = ("Disusun oleh,\nPerencana", "Disetujui oleh,\nKepala badan yang membidangi kepegawaian")
TO_SIGN = ("", "", "", "Nama: ", "Pangkat/golongan: ", "NIP: ")
BLANK = "." * 40


def document(papers: Papers, actor: Actor) -> bytes:
    """The plan as DOCX: the batches, the agencies, the notes, whom to sign, and the participants as totals."""
    permit(actor, "export")
    paper = docx.Document()
    _on_a4(paper)
    paper.sections[0].footer.paragraphs[0].text = papers.taken
    paper.add_heading(f"Rencana pengembangan kompetensi {papers.plan_year}", 0)
    paper.add_paragraph(papers.region)
    if papers.filters:
        paper.add_paragraph(papers.filters)
    short = ["month", "competency", "form", "path", "programme", "organiser", "hours", "batches", "seats", "course",
             "travel", "allowance", "cost", "fund", "activity", "account"]  # fmt: skip
    _table(paper, "Rencana per program dan bulan", papers.plan, {code: PLAN[code] for code in short}, total=True)
    _table(paper, "AKPK per perangkat daerah", papers.agencies, AGENCIES, total=True)
    _table(paper, "Keterangan", pd.DataFrame(papers.notes, columns=["what", "value"]), NOTES, total=False)
    _to_sign(paper)
    paper.add_page_break()
    _table(paper, "Lampiran: peserta per perangkat daerah dan program", seated(papers.participants), SEATED, total=True)
    paper.add_paragraph("Nama dan NIP peserta ada pada lembar Peserta di buku kerja (Excel) rencana ini.")
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def seated(participants: pd.DataFrame) -> pd.DataFrame:
    """One row: the participants of one agency in one programme, and what they cost."""
    rows = participants.assign(seats=1, pns=participants["employee_type"].eq("PNS").astype(int))
    rows = rows.assign(pppk=1 - rows["pns"])
    added = [code for code in SEATED if code in rows and code not in ("agency", "programme")]
    return rows.groupby(["agency", "programme"], as_index=False, sort=True)[added].sum()


def _on_a4(paper) -> None:
    """A sheet of A4 across, with margins a printer keeps."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)


def _to_sign(paper) -> None:
    """Two blocks side by side with room for name, rank and NIP; nothing is filled in."""
    paper.add_paragraph(f"\n{BLANK}, {BLANK}").paragraph_format.keep_with_next = True
    table = paper.add_table(rows=0, cols=len(SIGNERS))
    for texts in (SIGNERS, *([line + BLANK if line else ""] * len(SIGNERS) for line in TO_SIGN)):
        cells = table.add_row().cells
        _write(cells, texts, 9)
        for cell in cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = texts[0] != TO_SIGN[-1] + BLANK


def _write(cells: Sequence, texts: Sequence[str], size: float, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.font.size, run.bold = Pt(size), bold


def _table(paper, title: str, frame: pd.DataFrame, headings: dict[str, str], total: bool) -> None:
    paper.add_heading(title, 1)
    columns = {code: [as_written(code, cell) for cell in frame[code]] for code in headings}
    lines = [list(headings.values())]
    lines += [[_words(code, cells[row]) for code, cells in columns.items()] for row in range(len(frame))]
    if total:
        sums = [_words(code, total_of(cells)) if code in ADDED else "" for code, cells in columns.items()]
        lines.append(["JUMLAH", *sums[1:]])
    table = paper.add_table(rows=len(lines), cols=len(headings), style="Table Grid")
    cells = table._cells
    for number, texts in enumerate(lines):
        row = cells[number * len(headings) : (number + 1) * len(headings)]
        _write(row, texts, 7, bold=number == 0 or texts[0] == "JUMLAH")


def _words(code: str, cell: str | int | float | None) -> str:
    """A cell in words: thousands with a point, decimals with a comma; XML cannot carry control signs."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return "".join(sign for sign in cell if sign >= " " or sign in "\t\n")
    plain = f"{cell:,.1f}" if shape(code) == "#,##0.0" else f"{cell:,.0f}"
    return plain.translate(str.maketrans(",.", ".,"))
