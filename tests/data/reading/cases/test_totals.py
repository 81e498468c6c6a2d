"""Rows of sums and means that spreadsheets put between the agencies are left out, and never become agencies."""

import pytest

from data.reading import upload as reading
from data.terms import spelling

TWO = {"KOM": [80, 70], "DS": [82, 72]}


@pytest.mark.parametrize(
    ("name", "mapping", "left_out"),
    [
        ("10-subtotal/average-suffix.xlsx", {}, 6),
        ("10-subtotal/excel-subtotal-en.xlsx", {}, 6),
        ("17-packing/subtotal.xlsx", {}, 8),
        ("10-subtotal/pivot.xlsx", {"columns": {"Row Labels": "agency"}}, 4),
    ],
)
def test_subtotals_are_no_agencies(case, name, mapping, left_out):
    upload, rows = case(name, mapping)
    assert not upload.questions and upload.rows_left_out == left_out and upload.rows_refused == 0
    assert sorted(upload.additions["agencies"]["name"]) == ["Dinas Kesehatan", "Dinas Pendidikan"]
    assert {code: part["score"].tolist() for code, part in rows.groupby("indicator")} == TWO


@pytest.mark.parametrize(
    ("name", "of", "alone"),
    [
        ("Dinas Kesehatan Total", "dinas kesehatan", True), ("DINAS KESEHATAN  TOTAL", "dinas kesehatan", True),
        ("Dinas Kesehatan Rata-rata", "dinas kesehatan", True), ("Dinas Kesehatan Average", "dinas kesehatan", True),
        ("Dinas Kesehatan Subtotal", "dinas kesehatan", True), ("(blank)", "", True), ("(Kosong)", "", True),
        ("Median", "", True), ("MEAN", "", True), ("Nilai tertinggi", "", True), ("Max", "", True), ("Σ", "", True),
        ("Standar Deviasi:", "", True), ("Terendah", "", True), ("Nilai Maksimal", "", True),
        ("Dinas Kesehatan Count", "dinas kesehatan", False), ("Dinas Kesehatan Max", "dinas kesehatan", False),
    ],
)  # fmt: skip
def test_names_of_subtotals(name, of, alone):
    assert spelling.subtotal_of(name) == (of, alone)


@pytest.mark.parametrize(
    "name",
    [
        "Dinas Kesehatan",
        "Total",
        "Kecamatan Totalan",
        "Dinas Total Solusi",
        "Rata",
        "Blank",
        "Sekolah Median",
        "MIN 1 Sleman",
        "Maksimum Jaya",
    ],
)
def test_names_that_only_look_like_it(name):
    assert spelling.subtotal_of(name) is None


def test_a_name_that_may_be_a_subtotal_is_one_only_beside_its_agency(read):
    text = "perangkat daerah;KOM\nDinas Kesehatan;80\nDinas Kesehatan Max;90\nKelurahan Air Max;70\n"
    got, _ = read(text, {"region": "3403", "period": "2025-S1", "source": "superior"})
    assert {q.subject for q in got.questions} == {"Dinas Kesehatan", "Kelurahan Air Max"} and got.rows_left_out == 1


def test_a_person_is_no_subtotal_whatever_the_unit_is_called(read):
    text = (
        "perangkat daerah;nip;kelompok jabatan;KOM\n"
        "Dinas Kesehatan Total;198503152010011001;PEL_ADM;80\nDinas Kesehatan Total;;;85\n"
    )
    got, _ = read(text, {"region": "3403", "period": "2025-S1", "source": "superior"})
    assert got.rows_left_out == 1 and {q.subject for q in got.questions} == {"Dinas Kesehatan Total"}


def test_what_the_reader_calls_a_total_is_never_added(read, known):
    text = "perangkat daerah;KOM\nDinas Kesehatan;80\nJumlah Dinas Sosial;90\n"
    given = {"region": "3403", "period": "2025-S1", "source": "superior"}
    got, _ = read(text, given)
    assert {q.subject: q.suggested for q in got.questions} == {
        "Dinas Kesehatan": None,
        "Jumlah Dinas Sosial": "leave_out",
    }
    told, rows = read(text, reading.add_unknown(got, "KES", known))
    assert told.additions["agencies"]["name"].tolist() == ["Dinas Kesehatan"] and rows["score"].tolist() == [80]


@pytest.mark.parametrize(
    "name",
    ["Jml", "JLH.", "Jml Pegawai", "Tertinggi", "Nilai Terendah", "MEDIAN", "Skor maksimum", "Standar Deviasi"],
)
def test_what_is_said_of_a_column_below_it_is_no_agency(read, name):
    text = f"perangkat daerah;KOM\nDinas Kesehatan;80\nDinas Pendidikan;84\n{name};82\n"
    got, _ = read(text, {"region": "3403", "period": "2025-S1", "source": "superior"})
    assert {q.subject for q in got.questions} == {"Dinas Kesehatan", "Dinas Pendidikan"} and got.rows_left_out == 1


@pytest.mark.parametrize("name", ["Jumlah OPD", "Jumlah responden"])
def test_a_count_below_the_figures_asks_for_no_scale(read, known, name):
    text = f"perangkat daerah;KOM;DS\nDinas Kesehatan;80;70\nDinas Pendidikan;84;75\nDinas Sosial;88;60\n{name};3;3\n"
    got, _ = read(text, {"region": "3403", "period": "2025-S1", "source": "superior"})
    got, rows = read(text, reading.add_unknown(got, "KES", known))
    assert (got.questions, got.rows_left_out) == ([], 2)
    assert rows["score"].tolist() == [80, 70, 84, 75, 88, 60]


@pytest.mark.parametrize("heading", ["#", "No", "(kolom 1)"])
def test_numbers_of_rows_that_begin_anew_are_no_values(read, heading):
    text = f"{heading};perangkat daerah;KOM\n1;Dinas Kesehatan;80\n2;Dinas Pendidikan;84\n1;Dinas Sosial;88\n"
    got, _ = read(text, {"region": "3403", "period": "2025-S1", "source": "superior"})
    assert {q.code for q in got.questions} == {"ask_agency"}


@pytest.mark.parametrize("name", ["Kabupaten", "Seluruh OPD", "Semua Perangkat Daerah", "Target", "Bobot"])
def test_what_speaks_of_all_agencies_is_none(read, known, name):
    given = {"region": "3403", "period": "2025-S1", "source": "superior"}
    got, _ = read(f"perangkat daerah;KOM\nDinas Kesehatan;80\n{name};90\n", given)
    assert {q.subject: q.suggested for q in got.questions}[name] == "leave_out"
    told, _ = read(f"perangkat daerah;KOM\nDinas Kesehatan;80\n{name};90\n", reading.add_unknown(got, "KES", known))
    assert told.additions["agencies"]["name"].tolist() == ["Dinas Kesehatan"]
