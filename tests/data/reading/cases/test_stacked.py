"""Tables one below the other under the same headings: rows of the second came in as the first's agency or scale."""

import io

import openpyxl
import pytest

NEW = {
    name: {"add": {"code": code, "name": name, "sector": "KES"}} for name, code in (("Dinas A", "A"), ("Dinas B", "B"))
}
BASE = {"region": "3403", "period": "2025-S1", "source": "superior", "values": {"agency": NEW}}
OF_AGENCIES = ["NIP", "Kelompok Jabatan", "Komunikasi"]
WITH_AGENCY = ["NIP", "Kelompok Jabatan", "Perangkat Daerah", "Komunikasi"]


def person(number, *values):
    return [f"19850315201001100{number}", "Pelaksana", *values]


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(held := io.BytesIO())
    return held.getvalue()


def padded(rows):
    return "".join(";".join(map(str, [*row, *[""] * (len(rows[-1]) - len(row))])) + "\n" for row in rows)


def ragged(rows):
    return "".join(";".join(map(str, row)) + "\n" for row in rows)


WRITERS = {"nilai.xlsx": workbook, "nilai.csv": padded, "ragged.csv": ragged}


def stacked(one, two, between=()):
    below = [person(3, 60), person(4, 65)]
    return [*one, OF_AGENCIES, person(1, 80), person(2, 75), *between, *two, OF_AGENCIES, *below]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("one", "two"),
    [
        (["Dinas A"], ["Dinas B"]),
        (["Perangkat Daerah : Dinas A"], ["Perangkat Daerah : Dinas B"]),
        (["REKAP PENILAIAN Dinas A"], ["REKAP PENILAIAN Dinas B"]),
        (["REKAPITULASI", "Dinas A", "Semester I 2025"], ["REKAPITULASI", "Dinas B", "Semester I 2025"]),
    ],
)
@pytest.mark.parametrize("between", [(), ([],), (["Halaman 1 dari 2"],), (["Mengetahui,"], ["Kepala Dinas A"])])
def test_each_has_the_agency_of_its_title(read, name, one, two, between):
    rows = stacked([[text] for text in one], [[text] for text in two], between)
    got, rows = read(WRITERS[name](rows), BASE, name)
    assert not got.questions and not got.rows_refused
    assert rows["agency"].tolist() == ["A", "A", "B", "B"] and rows["score"].tolist() == [80, 75, 60, 65]


@pytest.mark.parametrize("name", WRITERS)
def test_and_the_period_the_scale_or_the_source_of_its_title(read, name):
    def of(one, two, mapping, values=(80, 75)):
        rows = [
            [one],
            WITH_AGENCY,
            person(1, "Dinas A", values[0]),
            [two],
            WITH_AGENCY,
            person(1, "Dinas A", values[1]),
        ]
        return read(WRITERS[name](rows), mapping, name)

    without = {key: value for key, value in BASE.items() if key != "period"}
    got, rows = of("SEMESTER I TAHUN 2025", "SEMESTER II TAHUN 2025", without)
    assert not got.questions and rows[["period", "score"]].values.tolist() == [["2025-S1", 80], ["2025-S2", 75]]
    rows = [["Skala 0-100"], WITH_AGENCY, person(1, "Dinas A", 80), ["Skala 1-5"], WITH_AGENCY, person(2, "Dinas A", 4)]
    got, rows = read(WRITERS[name](rows), BASE, name)
    assert not got.questions and not got.rows_refused and rows["score"].tolist() == [80, 75]
    got, rows = of("Penilaian oleh Atasan", "Penilaian oleh Rekan", BASE)
    assert rows.empty and {question.code for question in got.questions} == {"ask_source"}


@pytest.mark.parametrize("name", ["nilai.xlsx", "nilai.csv"])
@pytest.mark.parametrize(
    ("one", "two"),
    [
        (["REKAP Dinas A SEMESTER I 2025"], ["REKAP Dinas B SEMESTER II 2025"]),  # two things at once
        (["Dinas A", "Semester I 2025"], ["Dinas B", "Semester II 2025"]),
        ([], ["Dinas B"]),  # whose rows stand above is not said
    ],
)
def test_what_titles_say_otherwise_refuses_the_rows_below(read, name, one, two):
    rows = stacked([[text] for text in one], [[text] for text in two])
    got, rows = read(WRITERS[name](rows), BASE | {"agency": "Dinas A"}, name)
    assert got.problem_counts["second_table"] == 2 and rows["score"].tolist() == [80, 75]


@pytest.mark.parametrize("name", ["nilai.xlsx", "nilai.csv"])
@pytest.mark.parametrize(
    "between", [["Halaman 1 dari 2"], ["Dinas A"], ["Dicetak 3 Juli 2025", "2"], ["Kepala Dinas A"]]
)
def test_a_new_page_is_the_same_table(read, name, between):
    rows = stacked([["REKAP"], ["Dinas A"]], [[text] for text in between])
    got, rows = read(WRITERS[name](rows), BASE, name)
    assert not got.questions and rows["agency"].tolist() == ["A"] * 4


@pytest.mark.parametrize("name", ["nilai.xlsx", "nilai.csv"])
@pytest.mark.parametrize("gap", [(), ([],)])
@pytest.mark.parametrize("titles", [["Dinas A"], ["REKAP NILAI", "Perangkat Daerah : Dinas A"]])
def test_an_agency_between_records_is_that_of_the_rows_below(read, name, gap, titles):
    rows = [*([each] for each in titles), OF_AGENCIES, person(1, 80), person(2, 75), *gap, ["Dinas B"], person(3, 60)]
    got, rows = read(WRITERS[name](rows), BASE, name)
    assert not got.questions and not got.rows_refused and rows["agency"].tolist() == ["A", "A", "B"]


@pytest.mark.parametrize("name", ["nilai.xlsx", "nilai.csv"])
@pytest.mark.parametrize("between", ["UPTD Puskesmas Wates", "Bidang Layanan", "Sekretariat"])
def test_parts_of_the_agency_of_the_title_stay_in_it(read, name, between):
    rows = [["Dinas A"], OF_AGENCIES, ["Umum"], person(1, 80), person(2, 75), [between], person(3, 60)]
    got, rows = read(WRITERS[name](rows), BASE, name)
    assert not got.questions and rows["agency"].tolist() == ["A"] * 3
    assert rows["unit"].tolist() == ["Umum", "Umum", between]


def test_two_rows_of_headings_are_known_again(read):
    heading = [["NIP", "Kelompok Jabatan", "Nilai", ""], ["", "", "Komunikasi", "Disiplin"]]
    one, two = [person(1, 80, 90), person(2, 75, 85), person(3, 70, 71)], [person(4, 60, 70), person(5, 65, 66)]
    rows = [["Dinas A"], *heading, *one, ["Dinas B"], *heading, *two]
    got, rows = read(workbook(rows), BASE, "nilai.xlsx")
    assert not got.questions and not got.rows_refused and rows["agency"].tolist() == ["A"] * 6 + ["B"] * 4


def test_names_of_parts_below_titles_of_tables_are_too_many_levels(read):
    """Two levels of names: the tables below the first are refused, and none of their people is of the first agency."""
    parts = [["Sekretariat"], person(3, 60), ["Bidang Layanan"], person(4, 65)]
    rows = [["Dinas A"], OF_AGENCIES, ["Sekretariat"], person(1, 80), ["Bidang Layanan"], person(2, 75)]
    got, rows = read(workbook([*rows, ["Dinas B"], OF_AGENCIES, *parts]), BASE, "nilai.xlsx")
    assert rows.empty and got.problem_counts["second_table"] == 4
