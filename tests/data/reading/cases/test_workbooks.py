"""Workbooks are read with what their cells say: percentages, formulas without a value, what is merged or hidden."""

import pandas as pd
import pytest

from data.terms.problems import Problem, words

W1 = "w-01-formulas-never-computed"
W4 = "w-04-error-cells-lost"
W7 = "w-07-good-workbooks-called-damaged-or-empty"


def told(upload, code):
    return [(problem.row, problem.column, problem.found) for problem in upload.problems if problem.code == code]


SECTIONED = [n for k in range(12) for n in (80 + k, 70.5 + k, 60.25 + k)]
MIXED = [85, 81, 90, 83, 100, 85, 95, 87, 88, 89, 79, 80]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("04-percent-format/a-mixed-heading-percent.xlsx", MIXED),
        ("04-percent-format/b-mixed.xlsx", MIXED),
        ("04-percent-format/c-only.xlsx", MIXED[::2]),
        ("04-percent-format/d-ods.ods", [85, 81, 85, 83, 85, 85, 85, 87, 85, 89]),
        *((f"w-16-ods-format-sections/{name}.ods", SECTIONED) for name in (
            "accounting", "above-one-plain", "three", "two-bounds", "up-to-one-percent",
        )),
        ("w-02-percent-cells-beside-0-100/exceljs_percent_mixed.xlsx", None),
    ],
)  # fmt: skip
def test_percent_cells_are_their_value_times_a_hundred(case, name, expected):
    upload, rows = case(name)
    assert not upload.questions
    if expected is None:
        expected = [n for k in range(12) for n in (80 + k, 80 + k, pytest.approx(65.5 + 2.1 * k))]
    assert rows.sort_values(["line"], kind="stable")["score"].tolist() == expected
    assert set(rows["scale_max"]) == {100}


def test_percent_cells_of_odfpy(case):
    _, rows = case("w-02-percent-cells-beside-0-100/odfpy.ods", {"cadence": "semester"})
    assert rows[rows["line"] == 2].sort_values("raw")["score"].tolist() == [65.5, 72.25, 80]


def test_percent_cells_of_outcomes(case):
    upload, rows = case("19-outcome-percent/iku.xlsx")
    assert (upload.kind, rows["value"].tolist(), rows["target"].tolist()) == (
        "outcome", [96.4, 98.1, 95], [95, 97, 98],
    )  # fmt: skip


ONE_ERROR = [(3, "Komunikasi")]


@pytest.mark.parametrize(
    ("name", "places", "kept"),
    [
        *((f"01-error-cells/{name}", ONE_ERROR, 9) for name in (
            "a-plain.xlsx", "b-long-formula.xlsx", "c-single-quote.xlsx", "d-prefixed.xlsx", "e-shared.xlsx",
            "f-no-r.xlsx", "g-space-v.xlsx", "h-newline.xlsx", "i-ods-error.ods",
        )),
        *((f"28-new-errors/{name}.xlsx", ONE_ERROR, 9) for name in (
            "BUSY", "CALC", "FIELD", "NAME", "NULL", "NUM", "REF", "SPILL", "VALUE",
        )),
        *((f"27-error-in-key/score-{name}.xlsx", ONE_ERROR, 9) for name in (
            "div0-long", "div0-short", "getting-data",
        )),
        (f"{W4}/long_formula_error.xlsx", [(6, "Kerja sama"), (7, "Kerja sama")], 34),
        (f"{W4}/prefixed.xlsx", [(6, "Kerja sama")], 35),
        (f"{W4}/xlwt_errors.xls", [(4, "Kerja sama"), (5, "Kerja sama"), (6, "Kerja sama")], 33),
        ("w-05-one-error-cell-asks-a-word/one_div0.xlsx", [(6, "Kerja sama")], 35),
    ],
)  # fmt: skip
def test_an_error_among_values_refuses_that_value(case, name, places, kept):
    upload, rows = case(name)
    assert not upload.questions
    assert (len(rows), upload.rows_refused) == (kept, len(places))
    found = told(upload, "number_excel_error")
    assert [(row, column) for row, column, _ in found] == places
    letter = "H" if places[0][1] == "Kerja sama" else "F"
    assert all(text.endswith(f"({letter}{row})") for row, _, text in found)


@pytest.mark.parametrize(
    ("name", "column", "cell", "found"),
    [
        ("agency-na", "perangkat daerah", "D3", "#N/A"),
        ("agency-na-long", "perangkat daerah", "D3", "#N/A"),
        ("nip-ref-long", "nip", "B3", "#REF!"),
        ("position-na-long", "kelompok jabatan", "E3", "#N/A"),
    ],
)
def test_an_error_among_names_refuses_its_row_and_asks_nothing(case, name, column, cell, found):
    upload, rows = case(f"27-error-in-key/{name}.xlsx")
    assert not upload.questions
    assert upload.problems[0] == Problem("cell_error", 3, column, found, detail={"cell": cell})
    assert cell in words(upload.problems[0])["what"]
    assert sorted(rows["score"]) == [80, 81, 84, 85, 86, 87, 88, 89]


def test_errors_in_the_agency_are_no_names(case):
    upload, rows = case("w-05-one-error-cell-asks-a-word/err_agency.xlsx")
    assert not upload.questions
    assert told(upload, "cell_error") == [(4, "Perangkat Daerah", "#N/A")]
    assert (len(rows), "#N/A" in set(rows["agency"])) == (19, False)


FIVE = "F2, F3, F4, F5, F6"


@pytest.mark.parametrize(
    ("name", "column", "cells", "left", "total"),
    [
        ("02-formula-no-cache/uncached.xlsx", "Komunikasi", FIVE, 5, 10),
        ("02-formula-no-cache/xlwt.xls", "Komunikasi", FIVE, 5, 10),
        ("02-formula-no-cache/some-uncached.xlsx", "Komunikasi", "F3, F5", 8, 10),
        ("02-formula-no-cache/dummy-zero.xlsx", "Komunikasi", "F3, F5", 8, 10),
        (f"{W1}/openpyxl_formula.xlsx", "Komunikasi", ", ".join(f"F{n}" for n in range(2, 14)), 24, 36),
        (f"{W1}/xlsxwriter_formula.xlsx", "Komunikasi", ", ".join(f"F{n}" for n in range(2, 14)), 24, 36),
        (f"{W1}/xlwt_formula.xls", "Komunikasi", ", ".join(f"F{n}" for n in range(2, 14)), 24, 36),
        (f"{W1}/excel4node.xlsx", "Disiplin", ", ".join(f"G{n}" for n in range(2, 14)), 24, 36),
        (f"{W1}/xlsx_populate.xlsx", "Disiplin", ", ".join(f"G{n}" for n in range(2, 14)), 24, 36),
    ],
)
def test_formulas_nobody_worked_out_are_asked_about(case, name, column, cells, left, total):
    upload, rows = case(name, {"cadence": "semester"})
    (question,) = upload.questions
    assert (question.code, question.subject, question.blocking) == ("ask_uncomputed", column, True)
    assert (question.detail["cells"], rows.empty) == (cells, True)
    said = words(Problem(question.code, found=question.subject, detail=question.detail))
    assert cells in said["what"]
    upload, rows = case(name, {"cadence": "semester", "uncomputed": [column]})
    assert (upload.questions, len(rows), upload.rows_left_out) == ([], left, total - left)
    assert rows["score"].min() > 0
    upload, rows = case(name, {"cadence": "semester", "columns": {column: "ignore"}})
    assert not upload.questions and 0 < len(rows) <= left


@pytest.mark.parametrize(
    ("name", "code", "found", "rows_said"),
    [
        ("03-hidden-rows/autofilter.xlsx", "rows_hidden", "2", "4-5"),
        ("03-hidden-rows/hidden-column.xlsx", "columns_hidden", "Disiplin", None),
        (f"{W4}/rich.xls", "rows_hidden", "1", "8"),
        (f"{W4}/rich.xlsx", "columns_hidden", "Nama", None),
    ],
)
def test_hidden_rows_and_columns_are_read_and_said(case, name, code, found, rows_said):
    upload, rows = case(name, {"cadence": "semester"})
    (note,) = [problem for problem in upload.problems if problem.code == code]
    assert (note.found, note.blocking, note.detail.get("rows")) == (found, False, rows_said)
    assert len(rows) == upload.rows_read - upload.rows_refused


@pytest.mark.parametrize("name", ["w-06-ods-merged-down/merged.ods", f"{W7}/merged.ods"])
def test_merged_cells_of_ods_are_those_of_xlsx(case, name):
    _, expected = case("w-06-ods-merged-down/merged.xlsx")
    upload, rows = case(name)
    assert (upload.rows_refused, len(rows)) == (0, 36)
    pd.testing.assert_frame_equal(rows, expected)


@pytest.mark.parametrize("name", [f"{W7}/sj_ods.ods", f"{W7}/odswriter.ods", "w-08-xls-text-with-nul/swe_text.xls"])
def test_workbooks_of_little_used_writers_are_read(case, name):
    odd = {"12345678901234567168": {"leave_out": True}}  # in a row of odswriter's that shows what cells can hold
    _, rows = case(name, {"cadence": "semester", "values": {"position": odd}})
    assert len(rows) == 36
    assert rows[rows["line"] == 2].sort_values("raw")["raw"].tolist() == [65.5, 72.25, 80]
    assert set(rows["period"]) == {"2025-S1"} and rows["agency"].nunique() == 2
    assert set(rows["nip"].str.len()) == {18}


def test_a_perl_workbook_without_nip(case):
    upload, rows = case("w-08-xls-text-with-nul/swe_agency.xls")
    assert (len(rows), upload.rows_refused) == (24, 0)
    assert rows["unit"].tolist()[0] == "Puskesmas 1"


def test_binary_workbooks_are_called_by_their_name(case):
    upload, _ = case(f"{W7}/sj_xlsb.xlsb")
    (problem,) = upload.problems
    assert problem.code == "workbook_binary"
    assert ".xlsx" in words(problem, "en")["fix"]


@pytest.mark.parametrize("name", ["tz_exceljs_juli.xlsx", "tz_write_excel_file_juli.xlsx"])
def test_midnight_written_in_utc_is_asked_about_where_it_moves_the_period(case, name):
    name = f"w-09-date-at-17-00-is-the-day-before/{name}"
    upload, rows = case(name, {"cadence": "semester"})
    (question,) = upload.questions
    assert (question.code, question.subject, rows.empty) == ("ask_evenings", "30/06/2025 16:00", True)
    for answer, period in (("same_day", "2025-S1"), ("next_day", "2025-S2")):
        upload, rows = case(name, {"cadence": "semester", "evenings": answer})
        assert (upload.questions, set(rows["period"]), len(rows)) == ([], {period}, 36)
    upload, rows = case(name, {"cadence": "year"})  # the year is the same whichever day it is
    assert (upload.questions, set(rows["period"])) == ([], {"2025"})


def test_scores_shown_as_days_are_asked_about(case):
    name = "w-12-gnumeric-xls-scores-as-days/rich.xls"
    upload, rows = case(name, {"cadence": "semester"})
    assert [(q.code, q.subject) for q in upload.questions] == [
        ("ask_serials", "Komunikasi"), ("ask_serials", "Disiplin"),
    ]  # fmt: skip
    assert upload.questions[0].detail["cells"].startswith("72.25, 73.75, 75.25")
    assert rows.empty and not told(upload, "number_date")
    _, rows = case(name, {"cadence": "semester", "serials": ["Komunikasi", "Disiplin"]})
    assert rows[rows["line"] == 2].sort_values("raw")["raw"].tolist()[1:3] == [72.25, 80]


def test_periods_that_are_numbers_of_days_are_read_and_said(case):
    upload, rows = case("20-date-serial/period-serial.xlsx", {"cadence": "semester"})
    assert (set(rows["period"]), told(upload, "serial_dates")) == ({"2025-S1"}, [(None, "periode", "30/06/2025")])


def test_sheets_passed_over_are_named(case):
    upload, _ = case(f"{W1}/xlsxwriter_formula.xlsx")
    assert told(upload, "sheets_passed_over") == [(None, None, "Rincian")]
