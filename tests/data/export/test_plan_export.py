"""The papers handed in: columns of the law, totals that recompute, nothing a spreadsheet would run."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from data.export import training_plan, training_plan_columns, training_plan_document
from data.export.training_plan import Papers
from tests.worlds.actors import SYSTEM
from tests.worlds.plan_papers import EVIL


def test_the_workbook_opens_and_its_totals_recompute_from_its_own_rows(papers):
    content = training_plan.workbook(papers, SYSTEM)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Rencana", "Peserta", "Bukti kesenjangan", "AKPK per perangkat daerah", "Keterangan"]
    for name, headings in (
        ("Rencana", training_plan_columns.PLAN),
        ("Peserta", training_plan_columns.PARTICIPANTS),
        ("AKPK per perangkat daerah", training_plan_columns.AGENCIES),
    ):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert rows[3] == list(headings.values())
        body, last = rows[4:-1], rows[-1]
        assert last[0] == "JUMLAH"
        for column, code in enumerate(headings):
            if code in training_plan_columns.ADDED:
                assert last[column] == pytest.approx(sum(row[column] for row in body))
    plan = book.get_sheet_by_name("Rencana").to_python(skip_empty_area=False)
    assert plan[4][1] == "Maret" and plan[4][list(training_plan_columns.PLAN).index("course")] == 54_000_000
    people = book.get_sheet_by_name("Peserta").to_python(skip_empty_area=False)
    assert people[4][1] == "198001012005012001"  # a NIP stays text, whole


def test_no_formula_and_no_link_in_the_workbook(papers):
    content = training_plan.workbook(papers, SYSTEM)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    risky = [cell.value for cell in cells if isinstance(cell.value, str) and re.match(r"[=+@]", cell.value)]
    assert risky == []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_every_sheet_with_names_says_who_took_it_out_and_when(papers):
    mark = "Diunduh oleh perencana-1 pada 31 Desember 2025 09.05"
    book = openpyxl.load_workbook(io.BytesIO(training_plan.workbook(papers, SYSTEM)))
    for name in ("Peserta", "Bukti kesenjangan"):
        assert mark in book[name]["A2"].value and mark in book[name].oddFooter.center.text
    assert book["Rencana"]["A2"].value is None
    paper = docx.Document(io.BytesIO(training_plan_document.document(papers, SYSTEM)))
    assert mark in paper.sections[0].footer.paragraphs[0].text


def test_the_document_says_the_same_as_the_workbook(papers):
    paper = docx.Document(io.BytesIO(training_plan_document.document(papers, SYSTEM)))
    plan, agencies, _, _, people = ([[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables)
    cost = plan[0].index("Jumlah biaya (Rp)")
    assert plan[-1][0] == "JUMLAH" and plan[-1][cost] == "154.750.000"
    assert agencies[-1][-1] == "154.750.000"
    assert people[0] == list(training_plan_columns.SEATED.values()) and len(people) == 4
    assert people[-1][people[0].index("Peserta")] == "2" and people[-1][-1] == "4.560.000"


def test_the_document_is_a4_names_nobody_and_waits_for_a_signature(papers):
    paper = docx.Document(io.BytesIO(training_plan_document.document(papers, SYSTEM)))
    (section,) = paper.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(line.text for line in paper.paragraphs), *cells])
    for name, nip in papers.participants[["name", "nip"]].to_numpy():
        assert nip not in said and name.partition("\x01")[0] not in said.replace(EVIL, "")
    assert all(part in said for part in ("Nama: ....", "Pangkat/golongan: ....", "NIP: ....", papers.filters))


def test_ten_times_as_many_people_make_no_longer_document(papers):
    many = replace(papers, participants=pd.concat([papers.participants] * 500, ignore_index=True))
    long, short = (docx.Document(io.BytesIO(training_plan_document.document(some, SYSTEM))) for some in (many, papers))
    assert [len(table.rows) for table in long.tables] == [len(table.rows) for table in short.tables]


def test_every_sheet_says_what_the_plan_was_made_for(papers):
    book = openpyxl.load_workbook(io.BytesIO(training_plan.workbook(papers, SYSTEM)))
    assert all(papers.filters in sheet["A3"].value for sheet in book)


def test_an_empty_plan_is_still_a_sound_workbook(papers):
    empty = Papers(
        papers.region,
        2026,
        papers.plan.iloc[:0],
        papers.participants.iloc[:0],
        papers.evidence.iloc[:0],
        papers.agencies.iloc[:0],
        [],
        "p",
        papers.taken_at,
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(training_plan.workbook(empty, SYSTEM)))
    assert book.get_sheet_by_name("Rencana").to_python(skip_empty_area=False)[-1][0] == "JUMLAH"
    assert docx.Document(io.BytesIO(training_plan_document.document(empty, SYSTEM))).tables
