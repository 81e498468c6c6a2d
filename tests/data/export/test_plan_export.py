"""The papers handed in: columns of the law, totals that recompute, nothing a spreadsheet would run."""

import io
import re
import zipfile
from datetime import datetime

import docx
import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from data.export import training_plan, training_plan_columns
from data.export.training_plan import Papers

EVIL = '=HYPERLINK("http://x","y")'


@pytest.fixture
def papers():
    plan = pd.DataFrame(
        {
            "year": [2026, 2026],
            "month": [3, 5],
            "competency": ["Manajerial", "Teknis"],
            "form": ["teknis", "bimtek"],
            "path": ["klasikal", "klasikal"],
            "programme": ["Komunikasi efektif", EVIL],
            "organiser": ["BPSDM", "+62 811"],
            "hours": [20.0, 16.0],
            "batches": [1, 2],
            "seats": [30, 55],
            "pns": [20, 40],
            "pppk": [10, 15],
            "course": [54_000_000.0, 66_000_000.5],
            "travel": [4_500_000.0, 8_250_000.0],
            "allowance": [9_900_000.0, 12_100_000.0],
            "batch_cost": [0.0, 0.0],
            "cost": [68_400_000.0, 86_350_000.5],
            "price_note": ["harga perkiraan", ""],
            "fund": ["APBD", "APBD"],
            "activity": ["5.04.02.2.01", "-"],
            "account": ["5.1.02.02.12", "@x"],
        }
    )
    people = pd.DataFrame(
        {
            "name": ["Siti\x01 & Rekan", EVIL],
            "nip": ["198001012005012001", "199001012015011002"],
            "position": ["Perawat", "Analis"],
            "agency": ["Dinas Kesehatan", "BKD"],
            "unit": ["Puskesmas", None],
            "employee_type": ["PNS", "PPPK"],
            "competency": ["Manajerial"] * 2,
            "indicator": ["Komunikasi"] * 2,
            "gap": [6.25, 3.14],
            "form": ["teknis"] * 2,
            "path": ["klasikal"] * 2,
            "programme": ["Komunikasi efektif"] * 2,
            "organiser": ["BPSDM"] * 2,
            "month": [3, 3],
            "batch": [1, 1],
            "hours": [20.0] * 2,
            "course": [1_800_000.0] * 2,
            "travel": [150_000.0] * 2,
            "allowance": [330_000.0] * 2,
            "cost": [2_280_000.0] * 2,
            "fund": ["APBD"] * 2,
            "activity": [""] * 2,
            "account": [""] * 2,
        }
    )
    evidence = pd.DataFrame(
        {
            "name": ["Siti"],
            "nip": ["198001012005012001"],
            "agency": ["Dinas Kesehatan"],
            "indicator": ["Komunikasi"],
            "score": [61.0],
            "shrunken": [68.75],
            "reliability": [0.59],
            "standard": [75.0],
            "gap": [6.25],
            "sources_below": [2],
            "periods_below": [1],
            "status": ["terkonfirmasi"],
            "standard_note": ["perkiraan"],
        }
    )
    agencies = pd.DataFrame(
        {
            "agency": ["Dinas Kesehatan", "BKD"],
            "people": [200, 40],
            "below": [60, 4],
            "need": [12.34, 0.51],
            "closed": [3.2, 0.1],
            "seats": [80, 5],
            "seats_pns": [58, 2],
            "seats_pppk": [22, 3],
            "floor": [6, 1],
            "cost": [150_000_000.0, 4_750_000.0],
        }
    )
    taken = datetime(2025, 12, 31, 9, 5)
    notes = [("Standar", "perkiraan 100 %"), ("=1+1", "x")]
    return Papers("Kabupaten Gunungkidul", 2026, plan, people, evidence, agencies, notes, "perencana-1", taken)


def test_the_workbook_opens_and_its_totals_recompute_from_its_own_rows(papers):
    content = training_plan.workbook(papers)
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
    assert plan[4][1] == "Maret" and plan[4][12] == 54_000_000
    people = book.get_sheet_by_name("Peserta").to_python(skip_empty_area=False)
    assert people[4][1] == "198001012005012001"  # a NIP stays text, whole


def test_no_formula_and_no_link_in_the_workbook(papers):
    content = training_plan.workbook(papers)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    risky = [cell.value for cell in cells if isinstance(cell.value, str) and re.match(r"[=+@]", cell.value)]
    assert risky == []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_every_sheet_with_names_says_who_took_it_out_and_when(papers):
    mark = "Diunduh oleh perencana-1 pada 31 Desember 2025 09.05"
    book = openpyxl.load_workbook(io.BytesIO(training_plan.workbook(papers)))
    for name in ("Peserta", "Bukti kesenjangan"):
        assert mark in book[name]["A2"].value and mark in book[name].oddFooter.center.text
    assert book["Rencana"]["A2"].value is None
    paper = docx.Document(io.BytesIO(training_plan.document(papers)))
    assert mark in paper.sections[0].footer.paragraphs[0].text
    assert any(mark in paragraph.text for paragraph in paper.paragraphs)


def test_the_document_says_the_same_as_the_workbook(papers):
    paper = docx.Document(io.BytesIO(training_plan.document(papers)))
    plan, agencies, _, people = ([[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables)
    cost = plan[0].index("Jumlah biaya (Rp)")
    assert plan[-1][0] == "JUMLAH" and plan[-1][cost] == "154.750.000"
    assert agencies[-1][-1] == "154.750.000"
    assert people[1][0] == "Siti & Rekan" and people[1][people[0].index("Kesenjangan (poin)")] == "6,2"


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
    book = CalamineWorkbook.from_filelike(io.BytesIO(training_plan.workbook(empty)))
    assert book.get_sheet_by_name("Rencana").to_python(skip_empty_area=False)[-1][0] == "JUMLAH"
    assert docx.Document(io.BytesIO(training_plan.document(empty))).tables
