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
        ("#", UP), ("Urutan", UP), ("Kolom1", UP), ("Id tanggapan", ["55", "57", "60", "61", "70"]),
        ("Points - Komunikasi", ["0", "1"]), ("Feedback - Komunikasi", ["", ""]), ("Total poin", ["9", "0"]),
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
        ("Indeks", ["70", "75", "80", "88", "90"]), ("Kode etik", ["70", "75", "75", "88", "90"]),
        ("No. telepon dijawab", ["70", "75", "80", "88"]), ("Urutan", ["4", "5", "3"]),
    ],
)  # fmt: skip
def test_what_rates(heading, cells):
    assert not spare_columns.is_id(heading, cells)


NUMBERS = ["4", "5", "3", "4", "5"]
TICKS = ["0", "1", "1", "0", "0"]


@pytest.mark.parametrize(
    ("heading", "beside", "cells", "rates"),
    [
        ("keluhan/waktu", ["keluhan"], TICKS, False), ("keluhan/waktu", [], TICKS, True),
        ("Sikap/Disiplin", ["Sikap"], NUMBERS, True),
        ("Sum of KOM", [], NUMBERS, False), ("Count of KOM", [], NUMBERS, False),
        ("Jumlah dari KOM", [], NUMBERS, False),
        ("Average of KOM", [], NUMBERS, True), ("Rata-rata dari KOM", [], NUMBERS, True),
        ("Progress", ["StartDate", "EndDate", "Finished", "ResponseId"], NUMBERS, False),
        ("Progress", ["Status", "Disiplin"], NUMBERS, True),
    ],
)  # fmt: skip
def test_columns_that_rate_nobody(heading, beside, cells, rates):
    assert spare_columns.rates_nobody(heading, [*beside, heading], cells) is not rates


def test_they_are_left_out_and_said(read):
    lines = ["opd;keluhan;keluhan/waktu;Sum of DS;Komunikasi"]
    lines += [f"Dinas Kesehatan;waktu;{tick};{number};8{number}" for tick, number in zip(TICKS, NUMBERS, strict=True)]
    columns = {"keluhan/waktu": "ignore", "Sum of DS": "ignore"}
    for mapping in ({}, {"columns": columns}):
        got, _ = read("\n".join(lines), {"region": "3403", "period": "2025-S1", "source": "citizen"} | mapping)
        assert "ask_indicator" not in {question.code for question in got.questions}
        (said,) = [problem for problem in got.problems if problem.code == "columns_ignored"]
        assert {"keluhan/waktu", "Sum of DS"} <= set(said.found.split(", "))


FORM = {"region": "3403", "period": "2025-S1", "source": "citizen", "scale": [1, 5], "rows": "respondents"}
EXPORTS = {
    "Microsoft Forms": (
        "ID;Start time;Completion time;Email;Name;Total points;OPD;Komunikasi;Points - Komunikasi;Disiplin",
        "{0};3/1/25 8:00:00;3/1/25 8:05:00;anonymous;;0;Dinas Kesehatan;{1};0;{2}",
    ),
    "Microsoft Forms in Indonesian": (
        "Id;Waktu mulai;Waktu penyelesaian;Email;Nama;Perangkat Daerah;Komunikasi;Disiplin",
        "{0};3/1/25 8:00:00;3/1/25 8:05:00;anonymous;;Dinas Kesehatan;{1};{2}",
    ),
    "Qualtrics": (
        "StartDate;EndDate;Status;Progress;Finished;RecordedDate;ResponseId;Q1;Q2;Q3\n"
        "Start Date;End Date;Response Type;Progress;Finished;Recorded Date;Response ID;OPD;Komunikasi;Disiplin\n"
        + ";".join(['"{{""ImportId"":""x""}}"'] * 10),
        "2025-03-01 08:00:00;2025-03-01 08:00:00;0;100;1;2025-03-01 08:00:00;R_{0};Dinas Kesehatan;{1};{2}",
    ),
    "SurveyMonkey": (
        "Respondent ID;Collector ID;Start Date;Perangkat Daerah;Bagaimana penilaian Anda?;\n"
        ";;;Response;Komunikasi;Disiplin",
        "11800{0};44;03/01/2025;Dinas Kesehatan;{1};{2}",
    ),
    "LimeSurvey": (
        "Response ID;Last page;Seed;Perangkat Daerah;Q1. Komunikasi;Q2. Disiplin",
        "{0};3;12345{0};Dinas Kesehatan;{1};{2}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "row"), EXPORTS.values(), ids=EXPORTS)
def test_exports_of_survey_programs(read, head, row):
    lines = [
        head.format(),
        *(row.format(at, *pair) for at, pair in enumerate(((3, 4), (4, 5), (5, 5), (4, 4), (4, 3)), 1)),
    ]
    health = {"add": {"code": "KES", "name": "Dinas Kesehatan", "sector": "KES"}}
    got, rows = read("\n".join(lines), FORM | {"values": {"agency": {"Dinas Kesehatan": health}}})
    assert not [question for question in got.questions if question.blocking] and not got.rows_refused
    assert dict(zip(rows["indicator"], rows["raw"], strict=True)) == {"KOM": pytest.approx(4), "DS": pytest.approx(4.2)}
    assert rows["respondents"].tolist() == [5, 5]
