"""Columns that number the answers of a survey's export: no indicators, no part in the scale, and named."""

import pytest

from data.reading.meaning import spare_columns

KIND = {"kind": "evaluation", "position": "PEL_ADM"}


@pytest.mark.parametrize(
    ("name", "ids", "scale"),
    [
        ("29-scale-suggestion/id-column.csv", {"Response ID"}, "3-5"),
        ("29-scale-suggestion/id-column-30.csv", {"Response ID"}, "3-5"),
        ("29-scale-suggestion/index-12-rows.csv", {"_index"}, "3-5"),
        ("08-limesurvey/numcodes.csv", {"lastpage"}, "1-5"),
    ],
)
def test_they_have_no_part_in_the_scale(case, name, ids, scale):
    upload, _ = case(name, KIND)
    assert [(q.code, q.subject) for q in upload.questions] == [("ask_scale", scale)]
    assert all(upload.mapping["columns"][heading] == "ignore" for heading in ids)
    (said,) = [problem for problem in upload.problems if problem.code == "columns_ids"]
    assert set(said.found.split(", ")) == ids
    told, rows = case(name, KIND | {"scale": [1, 5]})
    assert set(rows["indicator"]) <= {"KOM", "DS"} and not told.questions and len(rows) == 12


def test_row_numbers_without_a_heading_are_none_either(case):
    upload, rows = case("w-03-row-number-column-becomes-indicator/pandas_index.csv")
    assert upload.mapping["columns"]["(kolom 1)"] == "ignore" and "KOLOM1" not in set(rows["indicator"])


UP = ["1", "2", "3", "4"]
UUID = "f3a4b1c2-0d1e-4f5a-8b6c-7d8e9f0a1b2c"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("_id", ["1000", "1002", "1009"]), ("_submission__id", ["7", "7"]), ("ResponseId", ["9", "3"]),
        ("Respondent ID", ["118", "5"]), ("\"Response ID\"", UP), ("ID", ["12", "11"]),
        ("kunci", [UUID, "uuid:" + UUID]),
        ("Kode berkas", UP), ("No. urut isian", ["7", "8", "9"]), ("(kolom 1)", ["0", "1", "2", "3"]),
        ("Unnamed: 0", [0, 1, 2]), ("Indeks", [1.0, 2.0, 3.0]), ("lastpage", ["3", "3"]),
    ],
)  # fmt: skip
def test_ids(heading, cells):
    assert spare_columns.is_id(heading, cells)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Kerapian", UP), ("Indeks", ["3,1", "3,2", "3,3"]), ("Indeks pelayanan", ["80", "85", "79"]),
        ("(kolom 1)", ["80", "75", "90"]), ("Kode etik", ["4", "5", "4"]), ("Ide baru", ["1", "2"]), ("Progress", UP),
        ("Index", ["1", "2"]), ("Jumlah responden", ["9", "3"]),
    ],
)  # fmt: skip
def test_what_rates(heading, cells):
    assert not spare_columns.is_id(heading, cells)
