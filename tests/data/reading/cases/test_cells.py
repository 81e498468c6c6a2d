"""Cells as other programs and hands write them: signs nobody sees, digits of another width, dates in many spellings."""

import datetime

import pytest

DAYS = [datetime.date(2025, 3, 3), datetime.date(2025, 3, 5)]


@pytest.mark.parametrize(("name", "first"), [("fullwidth", 80), ("zwsp", 80), ("nbsp", 80)])
def test_numbers_and_nips_are_read_where_only_one_is_meant(case, name, first):
    upload, rows = case(f"12-nbsp/{name}.csv")
    assert upload.rows_refused == 0 and len(rows) == upload.rows_kept == 10
    assert rows["nip"].iloc[0] == "198503152010011001" and rows["raw"].iloc[0] == first
    assert rows.loc[rows["indicator"] == "DS", "raw"].eq(81).all()


def test_signs_of_doubtful_meaning_are_refused_and_shown(case):
    upload, rows = case("12-nbsp/paren.csv")
    refused = [(problem.code, problem.found) for problem in upload.problems if problem.code == "number_form"]
    assert refused == [("number_form", text) for text in ("(85)", "−5", "85-", "+85", "'85")]
    assert rows["raw"].eq(81).all() and len(rows) == 5


def test_a_sign_nobody_sees_is_named(read):
    text = "nip,perangkat_daerah,kelompok_jabatan,indikator,nilai\n198503152010011001,Dinas A,JF_TEKNIS,KOM,8\u200bO\n"
    upload, _ = read(text, {"region": "3403", "period": "2025-S1", "source": "superior"})
    assert [problem.found for problem in upload.problems if problem.code == "number_form"] == ["8[U+200B]O"]


def test_zeros_before_the_first_digit_do_not_count(case):
    upload, rows = case("w-13-number-long-counts-leading-zeros/long_digits.csv", {"scale": [0, 1]})
    assert upload.rows_refused == 0
    assert rows.loc[rows["nip"] == "198203122010031003", "raw"].tolist() == [0.010000000000000009, 0.30000000000000004]


def test_a_year_first_date_with_slashes_is_a_date(case):
    name = "w-14-year-first-date-with-slashes/gn_slash.csv"
    asked, _ = case(name)
    assert [question.code for question in asked.questions] == ["ask_cadence"]
    assert "period_unknown" not in asked.problem_counts
    _, rows = case(name, {"cadence": "semester"})
    assert set(rows["period"]) == {"2025-S1"}


def test_dates_in_words(case):
    upload, rows = case("20-date-serial/indonesian-text.csv")
    assert upload.rows_refused == 0
    days = rows[["starts", "ends"]].values.tolist()
    assert days[:3] == [DAYS] * 3 and days[4:] == [DAYS] * 2
    assert days[3] == [datetime.date(2025, 8, 3), datetime.date(2025, 8, 5)]


@pytest.mark.parametrize("name", ["serial.csv", "serial-general.xlsx"])
def test_numbers_of_days_are_refused_for_what_they_may_be(case, name):
    upload, rows = case(f"20-date-serial/{name}")
    assert rows.empty and set(upload.problem_counts) == {"date_serial"}


PLAIN = {"region": "3403", "period": "2025-S1", "source": "superior"}
KES = {"add": {"code": "KES1", "name": "Dinas A", "sector": "KES"}}


def test_a_contradiction_names_the_other_row(read):
    lines = "".join(f"{nip},Dinas A,JF_TEKNIS,KOM,{score},diri\n" for nip, score in (("198503152010011001", 80),
                    ("199001012012022002", 70), ("198503152010011001", 81)))  # fmt: skip
    text = f"nip,perangkat_daerah,kelompok_jabatan,indikator,nilai,sumber_penilai\n{lines}"
    upload, rows = read(text, PLAIN | {"scale": [0, 100], "values": {"agency": {"Dinas A": KES}}})
    conflicts = [(problem.row, problem.expected) for problem in upload.problems if problem.code == "row_conflict"]
    assert conflicts == [(2, "4"), (4, "2")]
    assert rows["line"].tolist() == [3]


def test_a_row_that_contradicts_itself_names_no_other(read):
    text = "nip,perangkat_daerah,kelompok_jabatan,A,B\n198503152010011001,Dinas A,JF_TEKNIS,80,70\n"
    columns = {name: {"indicator": "KOM", "source": "self"} for name in "AB"}
    mapping = PLAIN | {"scale": [0, 100], "columns": columns, "values": {"agency": {"Dinas A": KES}}}
    upload, rows = read(text, mapping)
    assert [(p.code, p.row) for p in upload.problems if p.blocking] == [("row_conflict_itself", 2)]
    assert rows.empty


@pytest.mark.parametrize("sign", ["-", "Tidak ada", "nihil"])
def test_a_sign_for_nothing_that_the_mapping_answers_is_not_empty(read, sign):
    text = f"nip,perangkat_daerah,kelompok_jabatan,indikator,nilai\n198503152010011001,{sign},{sign},KOM,80\n"
    answers = {"agency": {sign: KES}, "position": {sign: "JF_TEKNIS"}}
    upload, rows = read(text, PLAIN | {"missing": ["nihil"], "scale": [0, 100], "values": answers})
    assert not [problem for problem in upload.problems if problem.blocking]
    assert rows[["agency", "position"]].values.tolist() == [["KES1", "JF_TEKNIS"]]
