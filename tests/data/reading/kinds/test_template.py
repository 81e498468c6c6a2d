"""The template reads back without a question; no export can act as a formula, and no number gets a quote."""

import csv
import io

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
    ]  # fmt: skip
    assert rows["respondents"].tolist()[-1] == 120 and rows["nip"].isna().tolist() == [False, False, True]


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
