"""The template reads back without a question; no export can act as a formula, and no number gets a quote."""

import csv
import dataclasses
import io
from datetime import date

import numpy as np
import openpyxl
import pandas as pd
import pytest

from data.export import tables
from data.reading.kinds import template

AGENCY = {"Dinas Kesehatan": {"add": {"code": "DINKES", "name": "Dinas Kesehatan", "sector": "KES"}}}


@pytest.mark.parametrize(("make", "name"), [(template.template_csv, "t.csv"), (template.template_xlsx, "t.xlsx")])
def test_the_template_imports_as_it_is(read, known, make, name):
    got, rows = read(make(known, 2025), {"region": "3403", "values": {"agency": AGENCY}}, name)
    assert not got.questions and not got.rows_refused and got.kind == "evaluation"
    assert rows[["indicator", "source", "score"]].values.tolist() == [
        ["KOM", "superior", 82.5], ["DS", "peer", 75], ["BP", "citizen", pytest.approx(220 / 3)],
        ["KOM", "peer", 81],
    ]  # fmt: skip
    assert rows["respondents"].tolist()[2:] == [120, 45] and rows["n_raters"].tolist()[3] == 12
    assert rows["nip"].isna().tolist() == [False, False, True, True]
    assert "figures_uncounted" not in {problem.code for problem in got.problems}


def offered(book) -> dict[str, list[str]]:
    """Column of the sheet to fill in -> what its list offers."""
    lists = {}
    for rule in book["nilai"].data_validations.dataValidation:
        (cells,) = rule.sqref.ranges
        sheet, _, corners = rule.formula1.strip("='").partition("'!")
        lists[template.HEADINGS[cells.min_col - 1]] = [cell.value for (cell,) in book[sheet][corners.replace("$", "")]]
    return lists


FIELDS = {"indikator": "indicator", "sumber_penilai": "source", "kelompok_jabatan": "position", "aturan": "rule_set",
          "periode": "period", "jenis_pegawai": "employee_type"}  # fmt: skip


def test_a_template_filled_in_from_its_lists_reads_as_the_codes_of_its_words(read, known):
    """Each word of each list stands in a row of its own; the rest of the row is the first example."""
    book = openpyxl.load_workbook(io.BytesIO(template.template_xlsx(known, 2025)))
    lists, sheet = offered(book), book["nilai"]
    assert lists.keys() == FIELDS.keys()  # no agency is known yet
    assert not {word for words in lists.values() for word in words} & set(known.indicators["code"])
    codes = {(heading, word): code for heading, word, code in book["isi yang diterima"].iter_rows(values_only=True)}
    tops = known.rule_sets.set_index("name_id")["scale_max"]
    example = dict(zip(template.HEADINGS, [cell.value or "" for cell in sheet[2]], strict=True))
    sheet.delete_rows(2, 9)
    wanted = [(heading, word) for heading, words in lists.items() for word in words]
    for number, (heading, word) in enumerate(wanted, 100):
        row = example | {"nip": f"198503152010011{number}", "penilai": f"penilai-{number}", heading: word}
        if heading == "aturan":
            row |= {"skala_min": "", "skala_maks": "", "nilai": "Baik" if pd.isna(tops[word]) else f"{tops[word]:g}"}
        sheet.append([row[heading] for heading in template.HEADINGS])
    buffer = io.BytesIO()
    book.save(buffer)
    got, rows = read(buffer.getvalue(), {"region": "3403", "values": {"agency": AGENCY}}, "t.xlsx")
    assert not got.questions
    found = rows.set_index(rows["nip"].str[-3:].astype(int) - 100)
    assert len(found) >= len(wanted) - 1  # a rule without numbers takes no score
    for number, row in found.iterrows():
        heading, word = wanted[number]
        code = codes[heading, word] or {"PNS": "pns", "PPPK": "pppk", "PPPK paruh waktu": "pppk_part_time"}[word]
        assert row[FIELDS[heading]] == code, word


def test_one_name_of_agencies_in_several_regions_is_offered_once(known):
    rows = [{"region": region, "code": f"{region}-DINKES", "name": "Dinas Kesehatan"} for region in ("3403", "7271")]
    listed = template.allowed(dataclasses.replace(known, agencies=pd.DataFrame(rows)), 2025)
    assert listed[listed["kolom"] == "perangkat_daerah"][["isi", "kode"]].values.tolist() == [
        ["Dinas Kesehatan", "3403-DINKES, 7271-DINKES"]
    ]


def test_a_day_is_a_day_in_a_workbook_and_written_out_in_a_csv():
    frame = pd.DataFrame({"mulai": [date(2025, 12, 31)], "% kebutuhan": [0.5]})
    sheet = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx({"s": frame}))).active
    assert sheet["A2"].is_date and sheet["A2"].value.date() == date(2025, 12, 31)
    assert tables.to_csv(frame).decode("utf-8-sig").splitlines() == ["mulai,% kebutuhan", "2025-12-31,0.5"]


def test_the_workbook_lists_allowed_values(known):
    book = openpyxl.load_workbook(io.BytesIO(template.template_xlsx(known, 2025)))
    assert book.sheetnames == ["nilai", "isi yang diterima"]
    listed = {row[0] for row in book["isi yang diterima"].iter_rows(min_row=2, values_only=True)}
    assert {"indikator", "sumber_penilai", "kelompok_jabatan", "jenis_pegawai", "periode"} <= listed
    assert [cell.value for cell in book["nilai"][1]] == template.HEADINGS
    assert book["nilai"].column_dimensions["B"].width > 8


ATTACKS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1+1",
           "＠x", " =1", "=HYPERLINK(\"http://x\")", "+62812", "=\u200b1", "--5", "-abc"]  # fmt: skip
NUMBERS = ["-5", "-1,5", "-1.250,75", "12%", "-3%", "85"]


@pytest.mark.parametrize("cell", ATTACKS)
def test_text_never_acts_as_a_formula(cell):
    frame = pd.DataFrame({"a": [cell], "=b": ["x"]})
    out = list(csv.reader(io.StringIO(tables.to_csv(frame).decode("utf-8-sig"), newline="")))
    assert out[1][0].startswith("'") and out[0][1] == "'=b"
    sheet = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx({"s": frame}))).active
    assert sheet["A2"].data_type == "s" and sheet["B1"].data_type == "s"


@pytest.mark.parametrize("cell", NUMBERS)
def test_numbers_as_text_stay_as_they_are(cell):
    assert tables.safe(cell) == cell


def test_numbers_stay_numbers():
    frame = pd.DataFrame(
        {"n": [-1.5, np.nan, 1 / 3], "i": np.array([-1, 2, 3]), "t": ["a", None, "-"], "b": [True, False, True]}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(tables.to_xlsx({"s": frame}))).active
    assert [cell.value for cell in sheet[2]] == [-1.5, -1, "a", True] and sheet["A3"].value is None
    lines = tables.to_csv(frame).decode("utf-8-sig").splitlines()
    assert lines[1] == "-1.5,-1,a,True" and lines[3].startswith("0.3333333333333333,")
    assert tables.to_csv(pd.read_csv(io.BytesIO(tables.to_csv(frame)), keep_default_na=False)) == tables.to_csv(frame)
