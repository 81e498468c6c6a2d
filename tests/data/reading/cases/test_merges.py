"""Cells under a merge, and the table on a sheet that is hidden: what they hold is said or read, in no silence."""

import io

import openpyxl
import pytest

PLAIN = {"region": "3403", "period": "2025-S1", "source": "superior"}
KES = {"values": {"agency": {"Dinas A": {"add": {"code": "KES1", "name": "Dinas A", "sector": "KES"}}}}}
HEADINGS = ["NIP", "Perangkat Daerah", "Kelompok Jabatan", "Komunikasi", "Disiplin", "Kerja Sama"]
RECORDS = [[f"19850315201001100{n}", "Dinas A", "Pelaksana", n + 80, n + 70, n + 60] for n in (1, 2, 3)]


def book(change):
    made, file = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADINGS, *RECORDS):
        made.active.append(row)
    change(made)
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ("D3:F3", [81, 71, 61, 82, 82, 82, 83, 73, 63]),
        ("E3:F4", [81, 71, 61, 82, 72, 72, 83, 72, 72]),
        ("D2:D4", [81, 71, 61, 81, 72, 62, 81, 73, 63]),
    ],
)
def test_every_cell_under_a_merged_value_has_it(read, merged, expected):
    upload, rows = read(book(lambda made: made.active.merge_cells(merged)), PLAIN | KES, "berkas.xlsx")
    assert (upload.questions, upload.rows_left_out) == ([], 0)
    assert rows["score"].tolist() == expected


def test_the_word_before_a_total_may_span_columns(read):
    def total(made):
        made.active.append(["Rata-rata", None, None, 82, 72, 62])
        made.active.merge_cells("A5:C5")

    upload, rows = read(book(total), PLAIN | KES, "berkas.xlsx")
    assert (upload.questions, upload.rows_left_out, len(rows)) == ([], 3, 9)


def test_a_year_over_all_columns_is_no_record(read):
    def year(made):
        made.active.insert_rows(4)
        made.active["A4"] = 2025
        made.active.merge_cells("A4:F4")

    _, rows = read(book(year), PLAIN | KES, "berkas.xlsx")
    assert rows["score"].tolist() == [81, 71, 61, 82, 72, 62, 83, 73, 63]


def test_a_table_on_a_hidden_sheet_alone_is_named(read):
    def hidden(made):
        made.active.title = "Nilai"
        made.active.sheet_state = "hidden"
        made.create_sheet("Petunjuk").append(["Isi lembar Nilai"])
        made.active = 1

    upload, _ = read(book(hidden), PLAIN | KES, "berkas.xlsx")
    assert [(p.code, p.found, p.blocking) for p in upload.problems] == [
        ("header_not_found", "Petunjuk", True), ("sheets_hidden", "Nilai", False),
    ]  # fmt: skip
