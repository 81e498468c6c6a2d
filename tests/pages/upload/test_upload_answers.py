"""Answers to a file's questions become the mapping it is read with next."""

from dataclasses import replace

import pandas as pd
import pytest

from data.reading import upload
from data.reading.meaning import mapping
from pages.ui.upload import answers as upload_answers
from tests.worlds import shipped

SURVEY = """kode_perangkat_daerah;perangkat_daerah;periode;indikator;nilai;skala_min;skala_maks;sumber_penilai
D0100;Dinas Percobaan Satu;2025;KOM;80;0;100;masyarakat
D0200;Dinas Percobaan Dua;2025;KOM;75;0;100;masyarakat
"""


@pytest.fixture(scope="module")
def known():
    return shipped.known()


@pytest.fixture
def read(known, tmp_path):
    def of(content, given):
        path = tmp_path / "incoming"
        path.write_text(content, encoding="utf-8")
        return upload.read(path, "berkas.csv", known, given, tmp_path)

    return of


def test_an_added_agency_keeps_the_code_of_its_file(read, known):
    got = read(SURVEY, {"region": "3403"})
    asked = [q for q in got.questions if q.code == "ask_agency"]
    assert {q.subject: q.detail["code"] for q in asked} == {
        "Dinas Percobaan Satu": "D0100", "Dinas Percobaan Dua": "D0200",
    }  # fmt: skip
    answers = {upload_answers.key(q): {"add": {"sector": "ADMIN"}} for q in asked}
    told = upload_answers.apply({"region": "3403"}, got.questions, answers, known)
    added = {name: given["add"]["code"] for name, given in told["values"]["agency"].items()}
    assert added == {"Dinas Percobaan Satu": "D0100", "Dinas Percobaan Dua": "D0200"}
    command_line = mapping.with_unknown_added(got.mapping, got.questions, "ADMIN", known)["values"]["agency"]
    assert added == {name: given["add"]["code"] for name, given in command_line.items()}
    again = read(SURVEY, told)
    assert not again.questions and again.rows_kept == 2


def test_a_code_that_another_agency_has_is_not_taken_over(read, known):
    got = read(SURVEY, {"region": "3403"})
    answers = {upload_answers.key(q): {"add": {"sector": "ADMIN"}} for q in got.questions}
    other = pd.DataFrame([{"region": "3404", "code": "D0100", "name": "Dinas Lain", "sector": "ADMIN"}])
    grown = replace(known, agencies=other)
    told = upload_answers.apply({"region": "3403"}, got.questions, answers, grown)
    codes = {name: given["add"]["code"] for name, given in told["values"]["agency"].items()}
    assert codes["Dinas Percobaan Dua"] == "D0200" and codes["Dinas Percobaan Satu"] not in ("D0100", "D0200")
