import datetime

import pytest
import xlsxwriter

from data.reading.cells.formula import Fault
from tests.data.reading.opened import FILES, codes, opened, refused, rows


@pytest.fixture
def book(tmp_path):
    """Writes a workbook: a function of {sheet name: rows}, and of what else to do with the sheets."""

    def write(sheets, more=None, name="buku.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as workbook:
            made = {title: workbook.add_worksheet(title) for title in sheets}
            for title, lines in sheets.items():
                for i, line in enumerate(lines):
                    for j, cell in enumerate(line):
                        if isinstance(cell, datetime.date):
                            made[title].write_datetime(i, j, cell, workbook.add_format({"num_format": "dd/mm/yyyy"}))
                        elif cell != "":
                            made[title].write(i, j, cell)
            if more:
                more(workbook, made)
        return path

    return write


def test_cells_are_what_they_really_are(book):
    day = datetime.date(2025, 1, 31)
    line = ["Ani", "007", 198503172010011001, 0.58, True, day, ""]
    table = opened(
        book(
            {
                "a": [
                    ["Nama", "Kode", "NIP", "Nilai", "Aktif", "Tanggal", "Ket"],
                    line,
                    ["B", "1", 2, 3, False, day, "x"],
                ]
            }
        )
    )
    (found, _) = rows(table)
    assert found == ["Ani", "007", 1.98503172010011e17, 0.58, True, day, ""]
    assert [type(cell) for cell in found] == [str, str, float, float, bool, datetime.date, str]


def test_table_away_from_the_corner(book):
    lines = [["", "", ""], ["", "", ""], ["", "", "OPD", "Nilai"], ["", "", "Dinas A", 80], ["", "", "Dinas B", 70]]
    table = opened(book({"a": lines}))
    assert (table.header, rows(table)) == (["OPD", "Nilai"], [["Dinas A", 80.0], ["Dinas B", 70.0]])
    assert list(table.whole().lines) == [4, 5]


def test_merged_headings_and_merged_cells_of_the_body(book):
    def merge(workbook, sheets):
        sheet = sheets["a"]
        form = workbook.add_format()
        sheet.merge_range(0, 0, 0, 4, "REKAP NILAI 2025", form)
        sheet.merge_range(1, 0, 2, 0, "OPD", form)
        sheet.merge_range(1, 1, 2, 1, "Nama", form)
        sheet.merge_range(1, 2, 1, 3, "Penilaian", form)
        sheet.merge_range(1, 4, 2, 4, "Ket", form)
        sheet.merge_range(3, 0, 4, 0, "Dinas A", form)

    lines = [
        [],
        [],
        ["", "", "Disiplin", "Kualitas"],
        ["", "Ani", 80, 81],
        ["", "Budi", 70, 71, "x"],
        ["Dinas B", "Cici", 60, 61],
    ]
    table = opened(book({"a": lines}, merge))
    assert table.header == ["OPD", "Nama", "Penilaian / Disiplin", "Penilaian / Kualitas", "Ket"]
    assert [row[0] for row in rows(table)] == ["Dinas A", "Dinas A", "Dinas B"]
    assert table.detected["title_rows"] == [[1, "REKAP NILAI 2025"]]


def test_error_cells_are_not_empty_cells(book):
    def fail(workbook, sheets):
        sheets["a"].write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheets["a"].write_formula(2, 1, "=NA()", None, "#N/A")

    table = opened(book({"a": [["OPD", "Nilai"], ["Dinas A"], ["Dinas B"], ["Dinas C", 3]]}, fail))
    assert [row[1] for row in rows(table)] == [Fault("error", "#DIV/0!", "B2"), Fault("error", "#N/A", "B3"), 3.0]


def test_the_sheet_with_the_table_is_chosen_over_the_contents(book):
    sheets = {
        "Daftar isi": [["Lembar", "Isi"], ["Nilai", "Nilai pegawai"]],
        "Nilai": [["OPD", "Nilai"], ["Dinas A", 80], ["Dinas B", 70]],
        "Kosong": [],
    }
    table = opened(book(sheets))
    assert (table.detected["sheet"], table.questions) == ("Nilai", [])


def test_two_sheets_with_tables_are_asked_about(book):
    lines = [["OPD", "Nilai"], ["Dinas A", 80], ["Dinas B", 70]]
    path = book({"S1": lines, "S2": lines})
    (question,) = opened(path).questions
    assert (question.code, question.choices, question.blocking) == ("sheet", ("S1", "S2"), True)
    table = opened(path, sheet="S2")
    assert (table.detected["sheet"], table.questions) == ("S2", [])
    assert codes(refused(path, sheet="S3")) == ["sheet_missing"]


def test_known_headings_choose_the_sheet(book):
    sheets = {
        "Anggaran": [["Pos", "Rupiah"], ["Honor", 80], ["Sewa", 70]],
        "Nilai": [["OPD", "Nilai"], ["Dinas A", 80], ["Dinas B", 70]],
    }
    table = opened(book(sheets), header_words=frozenset({"opd", "nilai"}))
    assert (table.detected["sheet"], table.questions) == ("Nilai", [])


def test_hidden_sheets_are_not_read_but_said(book):
    lines = [["OPD", "Nilai"], ["Dinas A", 80], ["Dinas B", 70]]
    table = opened(book({"S1": lines, "Lama": lines}, lambda _, sheets: sheets["Lama"].hide()))
    assert (table.detected["sheet"], table.detected["hidden_sheets"], table.questions) == ("S1", ["Lama"], [])
    assert [note.code for note in table.notes] == ["sheets_hidden"]


def test_many_rows_come_in_chunks(book):
    lines = [["No", "OPD", "Nilai"]] + [[n, f"Dinas {n % 7}", n / 10] for n in range(25_000)]
    chunks = list(opened(book({"a": lines})).chunks())
    assert sum(len(chunk.lines) for chunk in chunks) == 25_000
    assert len(chunks) > 1
    assert [n for chunk in chunks for n in chunk.columns[0]] == [float(n) for n in range(25_000)]


def test_xls_is_read_and_has_headings_only():
    assert codes(refused(FILES / "csvlint" / "spreadsheet.xls")) == ["no_records"]


def test_the_folder_of_a_workbook_goes_with_its_table(book):
    import gc
    from pathlib import Path

    from data.reading.form.book.workbook import open_workbook

    path = book({"a": [["OPD", "Nilai"], ["Dinas A", 80]]})
    opened_book = open_workbook(path, "xlsx")
    folder: Path = opened_book.sheets[0].path.parent
    assert folder.exists()
    del opened_book
    gc.collect()
    assert not folder.exists()
