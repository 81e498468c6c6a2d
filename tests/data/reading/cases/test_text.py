"""Text files as programs write them: columns nobody named, cells that are formulas, headings of several levels."""

import csv

import pytest

from tests.data.reading.opened import FILES


def codes(upload):
    return [problem.code for problem in upload.problems]


def scores(rows):
    return {(row.nip, row.indicator, row.source): row.raw for row in rows.itertuples()}


def plainly(name, columns, source="superior", heading=0):
    """The same file by Python's csv: {(nip, indicator, source): raw} from columns by their place."""
    with (FILES / "cases" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    nip = next(j for j, cell in enumerate(rows[heading]) if cell.strip('="').casefold() == "nip")
    return {
        (row[nip].strip('="'), *(where if isinstance(where, tuple) else (where, source))): float(row[j])
        for row in rows[heading + 1 :]
        for j, where in columns.items()
        if row[j]
    }


def test_row_numbers_of_pandas_are_left_out_and_said(case):
    name = "w-03-row-number-column-becomes-indicator/pandas_index.csv"
    upload, rows = case(name)
    assert scores(rows) == plainly(name, {5: "KOM", 6: "DS", 7: "KL"})
    assert "column_unnamed" in codes(upload) and not upload.questions
    asked, _ = case(name, add=None)
    assert {question.code for question in asked.questions} == {"ask_agency"}


def test_row_numbers_of_r_are_left_out_and_said(case):
    name = "w-03-row-number-column-becomes-indicator/r_csv.csv"
    asked, _ = case(name, add=None)
    assert "(kolom 1)" not in [question.subject for question in asked.questions]
    assert "column_unnamed" in codes(asked) and "columns_ignored" in codes(asked)


@pytest.mark.parametrize("heading", ["", "Unnamed: 0", "...1"])
@pytest.mark.parametrize("first", [0, 1, 7])
def test_numbers_under_no_heading_are_no_indicator(read, heading, first):
    lines = "".join(f"{first + n},19850315201001100{n + 1},Dinas A,JF_TEKNIS,{80 + n}\n" for n in range(5))
    text = f"{heading},NIP,Perangkat Daerah,Kelompok Jabatan,Komunikasi\n{lines}"
    upload, _ = read(text, {"region": "3403", "period": "2025-S1", "source": "superior"})
    assert [question.code for question in upload.questions] == ["ask_agency"]
    assert "columns_ignored" in codes(upload)


def test_formulas_of_one_text_are_the_text(case):
    name = "w-11-equals-quoted-csv/json2csv_excel.csv"
    upload, rows = case(name)
    assert scores(rows) == plainly(name, {5: "KOM", 6: "DS", 7: "KL"})
    assert upload.rows_refused == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_pivot_of_two_levels_is_read(case, ending):
    name = "w-10-pandas-pivot-three-heading-rows/pivot"
    upload, rows = case(f"{name}.{ending}")
    columns = {3 + i: (code, source) for i, (code, source) in enumerate(
        (code, source) for code in ("DS", "KL", "KOM") for source in ("superior", "peer")
    )}  # fmt: skip
    assert scores(rows) == plainly(f"{name}.csv", columns, heading=2)
    assert not upload.questions and upload.rows_refused == 0


RECORDS = [f"19850315201001{at % 2 + 1}{at:03d};Dinas Kesehatan;PEL_ADM;8{at};7{at}" for at in range(1, 7)]
HEADINGS = "NIP;Perangkat Daerah;Kelompok Jabatan;KOM;DS"
HALVES = {"region": "3403", "period": "2025-S1", "source": "superior"} | {
    "values": {"agency": {"Dinas Kesehatan": {"add": {"code": "KES", "name": "Dinas Kesehatan", "sector": "KES"}}}}
}


def in_two(between, first=4):
    return "\n".join([HEADINGS, *RECORDS[:first], *between, *RECORDS[first:]])


@pytest.mark.parametrize("between", [[HEADINGS], ["\ufeff" + HEADINGS], ["", HEADINGS]])
def test_headings_that_come_again_are_none_of_the_records(read, between):
    got, rows = read(in_two(between), HALVES)
    assert not got.questions and not got.rows_refused and len(rows) == 12


@pytest.mark.parametrize("between", [["NIP;Perangkat Daerah;Kelompok Jabatan;DS;KOM"], ["", "NIP;OPD;Jabatan;DS;KOM"]])
def test_columns_that_change_places_below_are_not_read_as_before(read, between):
    got, rows = read(in_two(between), HALVES)
    assert not got.questions and set(codes(got)) >= {"second_table"}
    assert {code: part["raw"].tolist() for code, part in rows.groupby("indicator")} == {
        "KOM": [81, 82, 83, 84], "DS": [71, 72, 73, 74],
    }  # fmt: skip


def test_nor_are_those_of_a_recap(read):
    recap = "Perangkat Daerah;KOM;DS\nA;80;70\nB;81;71\nC;82;72\nPerangkat Daerah;DS;KOM\nD;73;83\n"
    values = {"agency": {name: {"add": {"code": f"OPD{name}", "name": name, "sector": "KES"}} for name in "ABCD"}}
    got, rows = read(recap, HALVES | {"values": values})
    assert set(codes(got)) >= {"second_table"} and set(rows["agency"]) == {"OPDA", "OPDB", "OPDC"}
