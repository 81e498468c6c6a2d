"""Who rates and who is rated, where it is not a superior with a NIP: external assessors, agencies by their codes."""

from dataclasses import replace

import pandas as pd
import pytest

from data.reading import upload
from tests.worlds.evaluation_files import AGENCIES, BASE, NIP, OTHER, file, row

ASSESSORS = ["Asesor eksternal", "Penilai Eksternal", "auditor", "APIP", "BPK", "BPKP", "Asesor SPBE",
             "Tim Penilai Eksternal", "External assessor", "eksternal"]  # fmt: skip


@pytest.mark.parametrize("word", ASSESSORS)
def test_an_assessor_from_outside_is_nobodys_superior(read, word):
    got, rows = read(file(row(sumber_penilai=word), row(nip=OTHER, sumber_penilai="atasan", nilai="70")), BASE)
    assert not got.questions and not got.problems
    assert rows[["source", "score"]].values.tolist() == [["external", 80], ["superior", 70]]


def test_an_assessor_may_head_a_column(read):
    text = f"nip;opd;indikator;kelompok jabatan;Nilai Atasan;Nilai Asesor Eksternal\n{NIP};Dinas A;KOM;JPT;80;61,5\n"
    got, rows = read(text, BASE | {"period": "2025"})
    assert not got.questions and rows[["source", "raw"]].values.tolist() == [["superior", 80], ["external", 61.5]]


def test_a_column_of_posts_called_auditor_names_no_source(read):
    """Inspektorat's staff are auditors by post: under a heading nobody knows that is not who rated them."""
    text = f"nip;opd;indikator;nilai;Tugas Pokok\n{NIP};Dinas A;KOM;80;Auditor\n{OTHER};Dinas A;KOM;70;Auditor\n"
    got, rows = read(
        text, {"region": "3403", "period": "2025", "position": "JF_TEKNIS", "values": {"agency": AGENCIES}}
    )
    assert rows.empty and [question.code for question in got.questions if question.blocking] == ["ask_source"]


@pytest.fixture
def offices(known):
    """Three agencies known by their codes."""
    rows = [("DINKES", "Dinas Kesehatan"), ("1.01.01", "Dinas Pendidikan"), ("7", "Kecamatan Wonosari")]
    frame = pd.DataFrame(
        [
            {"region": "3403", "code": code, "name": name, "short": name, "sector": "KES", "affair": ""}
            for code, name in rows
        ]
    )
    return replace(known, agencies=frame)


COLUMNS = ["agency", "raw"]
OF_FILE = {"region": "3403", "period": "2025", "source": "citizen", "scale": [0, 100], "indicator": "BP"}


def coded(heading, *rows):
    return f"{heading};Nama OPD;Nilai\n" + "".join(";".join(map(str, row)) + "\n" for row in rows)


@pytest.mark.parametrize("heading", ["Kode OPD", "Kode Unit Kerja", "kode_skpd", "Kode Perangkat Daerah", "KD_SKPD"])
def test_a_code_stands_for_its_agency_and_contradicts_a_wrong_name(read, offices, heading):
    text = coded(heading, ("DINKES", "Dinas Kesehatan", 80), ("1.01.01", "", 70), ("dinkes", "Dinas Pendidikan", 60))
    got, rows = read(text, OF_FILE, base=offices)
    assert not got.questions and rows[COLUMNS].values.tolist() == [["DINKES", 80], ["1.01.01", 70]]
    wrong = [(problem.code, problem.row, problem.found) for problem in got.problems if problem.blocking]
    assert wrong == [("agency_code_conflict", 4, "dinkes ≠ Dinas Pendidikan")]


@pytest.mark.parametrize("heading", ["Kode OPD", "Kode Unit Kerja", "kode_skpd", "Kode Perangkat Daerah"])
def test_a_code_alone_is_the_agency(read, offices, heading):
    got, rows = read(f"{heading};Nilai\nDINKES;80\n1.01.01;70\n9.99;60\n", OF_FILE, base=offices)
    assert rows.empty and [(q.code, q.subject) for q in got.questions] == [("ask_agency", "9.99")]
    told = OF_FILE | {"values": {"agency": {"9.99": {"leave_out": True}}}}
    got, rows = read(f"{heading};Nilai\nDINKES;80\n1.01.01;70\n9.99;60\n", told, base=offices)
    assert not got.questions and rows[COLUMNS].values.tolist() == [["DINKES", 80], ["1.01.01", 70]]


def test_an_unknown_code_is_asked_with_its_name_and_kept(read, offices):
    text = coded("Kode OPD", ("2.15.01", "Dinas Perhubungan", 80), ("DINKES", "Dinas Kesehatan", 70))
    got, rows = read(text, OF_FILE, base=offices)
    asked = [(q.code, q.subject, q.detail["code"]) for q in got.questions]
    assert rows.empty and asked == [("ask_agency", "Dinas Perhubungan", "2.15.01")]
    got, rows = read(text, upload.add_unknown(got, "KES", offices), base=offices)
    assert not got.questions and rows[COLUMNS].values.tolist() == [["2.15.01", 80], ["DINKES", 70]]


def test_an_unknown_name_is_asked_with_the_agency_of_its_code_first(read, offices):
    text = coded("Kode OPD", ("DINKES", "Dinkes Gunungkidul", 80), ("1.01.01", "Dinas Pendidikan", 70))
    got, rows = read(text, OF_FILE, base=offices)
    assert rows.empty and [(q.code, q.subject, q.suggested) for q in got.questions] == [
        ("ask_agency", "Dinkes Gunungkidul", "DINKES")
    ]


def test_a_name_that_is_missing_is_that_of_the_same_code_elsewhere(read, offices):
    text = "Kode OPD;Nama OPD;Unit;Nilai\n4.01;Dinas Kesehatan;A;80\n4.01;;B;70\n4.02;Dinas Pendidikan;;60\n4.03;;;50\n"
    got, rows = read(text, OF_FILE, base=offices)
    assert rows.empty and [(q.code, q.subject) for q in got.questions] == [("ask_agency", "4.03")]
    got, rows = read(text, OF_FILE | {"values": {"agency": {"4.03": "7"}}}, base=offices)
    assert not got.questions and rows["agency"].tolist() == ["DINKES", "DINKES", "1.01.01", "7"]


def test_a_code_of_two_agencies_is_asked_once_and_then_refuses_the_other(read, offices):
    rows_of = [("4.01", "Dinas Kesehatan", 80), ("4.01", "Dinas Pendidikan", 70), ("4.02", "Dinas Pendidikan", 60)]
    text = coded("Kode OPD", *rows_of)
    got, rows = read(text, OF_FILE, base=offices)
    assert rows.empty and [(q.code, q.subject, q.choices) for q in got.questions] == [
        ("ask_agency_code", "4.01", ("DINKES", "1.01.01", "leave_out"))
    ]
    told = OF_FILE | {"values": {"agency_code": {"4.01": "DINKES"}}}
    got, rows = read(text, told, base=offices)
    assert rows[COLUMNS].values.tolist() == [["DINKES", 80], ["1.01.01", 60]]
    assert got.problem_counts["agency_code_conflict"] == 1


def test_codes_of_what_is_inside_the_agencies_are_not_used_and_said(read, offices):
    pairs = [
        (code, name, 60 + at)
        for at, name in enumerate(("Dinas Kesehatan", "Dinas Pendidikan"))
        for code in ("01", "02")
    ]
    text = "Kode Unit Kerja;Nama OPD;Unit;Nilai\n" + "".join(f"{code};{name};U{code};{v}\n" for code, name, v in pairs)
    got, rows = read(text, OF_FILE, base=offices)
    assert not got.questions and len(rows) == 4 and got.problem_counts["agency_codes_shared"] == 1


def test_a_unit_in_its_agency_keeps_its_code_out_of_it(read, offices):
    text = "Kode Unit Kerja;Unit Kerja;Nilai\n1.1;Puskesmas Wonosari;80\n1.2;Puskesmas Semin;70\n"
    got, rows = read(text, OF_FILE | {"agency": "DINKES"}, base=offices)
    assert not got.questions and rows[["agency", "unit"]].values.tolist() == [
        ["DINKES", "Puskesmas Wonosari"], ["DINKES", "Puskesmas Semin"],
    ]  # fmt: skip
