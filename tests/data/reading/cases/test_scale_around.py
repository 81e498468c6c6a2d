"""The scale a file names around its table: in a title, in a note below it, behind a heading."""

import io

import openpyxl
import pytest

BASE = {"region": "3403", "period": "2025-S1", "source": "superior", "agency": "A",
        "values": {"agency": {"A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip
HEADINGS = ["NIP", "Kelompok Jabatan", "Komunikasi"]


def book(above=(), below=(), heading="Komunikasi", values=(60, 90, 30, 15)):
    made, file = openpyxl.Workbook(), io.BytesIO()
    for line in above:
        made.active.append([line])
    made.active.append([*HEADINGS[:2], heading])
    for at, value in enumerate(values, 1):
        made.active.append([f"19850315201001{1 + at % 2}{at:03d}", "Pelaksana", value])
    for line in below:
        made.active.append([line])
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("around", "scale", "place"),
    [
        ({"above": ["REKAP NILAI SEMESTER I 2025 (SKALA 0-120)"]}, (0, 120), "title"),
        ({"above": ["Rekap nilai", "Skala penilaian: 0 s/d 120"]}, (0, 120), "title"),
        ({"below": [None, "Catatan: nilai memakai skala 0 - 120"]}, (0, 120), "footnote"),
        ({"above": ["Skala 1-100"], "below": [None, "Keterangan: skala 1-100"]}, (1, 100), "title"),
    ],
)
def test_what_stands_around_a_table_is_the_scale_of_its_values(read, around, scale, place):
    upload, rows = read(book(**around), BASE, "rekap.xlsx")
    assert not upload.questions and not upload.rows_refused
    assert rows[["scale_min", "scale_max"]].drop_duplicates().values.tolist() == [[*scale]]
    assert rows["score"].tolist() == pytest.approx([
        (value - scale[0]) * 100 / (scale[1] - scale[0]) for value in (60, 90, 30, 15)
    ])  # fmt: skip
    told = [(p.found, p.expected, p.detail["field"]) for p in upload.problems if p.code == "said_around"]
    assert told == [(f"{scale[0]}-{scale[1]}", place, "scale")]


@pytest.mark.parametrize(
    "around", [{"above": ["Skala 0-120", "Skala 0-100"]}, {"below": [None, "Skala prioritas 1 sampai selesai"]}, {}]
)
def test_two_that_differ_and_none_leave_it_to_the_values(read, around):
    upload, rows = read(book(**around), BASE, "rekap.xlsx")
    assert upload.problem_counts.get("scale_taken") == 1 and rows["score"].tolist() == [60, 90, 30, 15]


def test_what_the_planner_says_counts_before_it(read):
    _, rows = read(book(["Skala 0-120"]), BASE | {"scale": [0, 100]}, "rekap.xlsx")
    assert rows["score"].tolist() == [60, 90, 30, 15]


def test_the_most_behind_a_heading_is_the_upper_end(read):
    upload, rows = read(book(heading="Komunikasi (maks 25)", values=(20, 25, 15, 10)), BASE, "rekap.xlsx")
    assert not upload.questions and set(rows["indicator"]) == {"KOM"} and rows["score"].tolist() == [80, 100, 60, 40]


@pytest.mark.parametrize("name", ["Nilai maksimum", "Maksimum", "Skala"])
def test_a_first_row_of_ends_asks_which_they_are(read, name):
    content = (
        "NIP;Nama;Kelompok Jabatan;Komunikasi\n"
        + f";{name};;25\n"
        + "".join(f"19850315201001{1 + at % 2}{at:03d};Pegawai {at};Pelaksana;{15 + at}\n" for at in range(1, 6))
    )
    upload, rows = read(content, BASE)
    assert [(q.code, q.choices) for q in upload.questions] == [("ask_scale", ("0-100",))] and rows.empty
    upload, rows = read(content, BASE | {"scale": [0, 25]})
    assert not upload.questions and rows["score"].tolist() == [64, 68, 72, 76, 80]


def test_the_greatest_of_a_column_below_it_says_nothing_of_its_scale(read):
    content = "NIP;Nama;Kelompok Jabatan;Komunikasi\n" + "".join(
        f"19850315201001{1 + at % 2}{at:03d};Pegawai {at};Pelaksana;{15 + at}\n" for at in range(1, 6)
    ) + ";Nilai maksimum;;20\n"  # fmt: skip
    upload, rows = read(content, BASE)
    assert not upload.questions and rows["score"].tolist() == [16, 17, 18, 19, 20]
