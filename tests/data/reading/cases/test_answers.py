"""Answers of surveys in words: each asked once with the number it probably means, and counted as answered."""

import pytest

from data.reading.cells import worded
from pages.ui.upload import answers

PERSONS = {"position": "PEL_ADM"}
THREE = {"Cukup": 50.0, "Baik": 75.0, "Sangat baik": 100.0}
FORMS = "09-gforms/"
A_TO_C = [50, 75, 100, 50, 75, 100], [75, 100, 50, 75, 100, 50]


def by_indicator(rows) -> dict:
    return {code: part["score"].tolist() for code, part in rows.groupby("indicator")}


@pytest.mark.parametrize(
    ("name", "suggested", "communication", "discipline"),
    [
        ("13-words-and-numbers/a-4-Baik.csv", {"3 - Cukup": "3", "4 - Baik": "4", "5 - Sangat baik": "5"}, *A_TO_C),
        ("13-words-and-numbers/b-4(Baik).csv", {"3 (Cukup)": "3", "4 (Baik)": "4", "5 (Sangat baik)": "5"}, *A_TO_C),
        ("13-words-and-numbers/c-Baik(4).csv", {"Cukup (3)": "3", "Baik (4)": "4", "Sangat baik (5)": "5"}, *A_TO_C),
        ("13-words-and-numbers/d-4of5.csv", {"3/5": "3", "4/5": "4", "5/5": "5"}, *A_TO_C),
        ("13-words-and-numbers/e-4dari5.csv", {"3 dari 5": "3", "4 dari 5": "4", "5 dari 5": "5"}, *A_TO_C),
        (FORMS + "worded-numbers.csv", {"3 - Cukup": "3", "4 - Baik": "4", "5 - Sangat baik": "5"},
         [50, 75] * 3, [100] * 6),
        (FORMS + "out-of.csv", {"3 dari 5": "3", "4 dari 5": "4", "5/5": "5"}, [50, 75] * 3, [100] * 6),
        ("08-limesurvey/labels.csv",
         {"Sangat kurang": "1", "Kurang": "2", "Cukup": "3", "Baik": "4", "Sangat baik": "5"},
         [0, 25, 50, 75, 100], [75] * 6),
    ],
)  # fmt: skip
def test_each_answer_is_asked_once(case, known, name, suggested, communication, discipline):
    upload, rows = case(name, PERSONS)
    words = {q.subject: q.suggested for q in upload.questions if q.code == "ask_word"}
    assert upload.kind == "evaluation" and words == suggested and rows.empty
    assert upload.rows_refused == 0 and upload.rows_waiting + upload.rows_left_out == upload.rows_read
    proposed = {answers.key(q): answers.proposed(q) for q in upload.questions}
    told = answers.apply(upload.mapping, upload.questions, proposed, known)
    asked, _ = case(name, told)
    assert [q.code for q in asked.questions] == ["ask_scale"]
    done, rows = case(name, told | {"scale": [1, 5]})
    assert not done.questions and by_indicator(rows) == {"KOM": communication, "DS": discipline}


def test_codes_of_answers_are_asked_without_a_guess(case):
    upload, _ = case("08-limesurvey/codes.csv", PERSONS)
    assert {q.subject: q.suggested for q in upload.questions} == dict.fromkeys(["A1", "A2", "A3", "A4", "A5"])


def test_who_answered_twice_contradicts_himself_and_is_refused(case):
    upload, rows = case(FORMS + "edited-twice.csv", PERSONS | {"scale": [1, 5]})
    assert upload.problem_counts["row_conflict"] == 2 and "198503152010011001" not in set(
        rows.loc[rows["indicator"] == "KOM", "nip"]
    )
    assert by_indicator(rows) == {"KOM": [75, 50, 75, 50, 75], "DS": [100] * 6}


WORDS = (
    "nip;perangkat daerah;Seberapa rapi?\n198503152010011001;Dinas Kesehatan;Sangat baik\n"
    "199001012012022002;Dinas Kesehatan;Cukup\n"
)
HEALTH = {"add": {"code": "KES", "name": "Dinas Kesehatan", "sector": "KES"}}
BASE = {
    "region": "3403", "period": "2025-S1", "source": "superior", "position": "PEL_ADM",
    "values": {"agency": {"Dinas Kesehatan": HEALTH}},
}  # fmt: skip


def test_a_survey_in_words_is_no_list_of_staff_without_being_asked(read):
    got, rows = read(WORDS, BASE)
    assert [(q.code, q.choices, q.blocking) for q in got.questions] == [("ask_kind", ("evaluation", "roster"), True)]
    assert rows.empty
    survey, _ = read(WORDS, BASE | {"kind": "evaluation"})
    assert {q.code for q in survey.questions} == {"ask_indicator", "ask_word"}
    staff, rows = read(WORDS, BASE | {"kind": "roster"})
    assert not staff.questions and len(rows) == 2


def test_an_answer_is_not_taken_for_a_number_that_looks_like_it(read):
    """4/5 is an answer with a value; 4,5 is a number, though both have the same letters."""
    text = "nip;perangkat daerah;KOM\n198503152010011001;Dinas Kesehatan;4/5\n199001012012022002;Dinas Kesehatan;4,5\n"
    values = BASE["values"] | {"score": {"4/5": 4}}
    got, rows = read(text, BASE | {"values": values, "scale": [1, 5]})
    assert not got.questions and rows["raw"].tolist() == [4, 4.5]


@pytest.mark.parametrize("cell", ["3 - S1", "3 tahun", "2. SMA", "80", "III/d", "Dinas A (4)", "12/31"])
def test_what_is_no_answer(cell):
    assert not worded.numbered(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("(4) Baik", "4"), ("[4] Baik", "4"), ("Baik/4", "4"), ("4/Baik", "4"), ("85,5 - Baik", "85.5"),
        ("3,5/4", "3.5"),        ("80/100", "80"), ("05-Okt", None), ("Mei-25", None), ("10-Jan", None),
        ("Okt 25", None),
    ],
)  # fmt: skip
def test_the_number_in_an_answer(cell, number):
    assert worded.value_of(cell) == number


WORDED = {
    "letters": ["SB", "B", "C", "K", "B"], "agreement": ["Sangat Setuju", "Setuju", "Netral", "Tidak Setuju", "Setuju"],
    "short": ["SS", "S", "N", "TS", "STS"], "stars": ["★★★", "★★", "★", "★★★", "★"],
    "grades": ["A", "A-", "B+", "B", "A"], "in English": ["Agree", "Strongly agree", "N/A", "Disagree", "Agree"],
}  # fmt: skip


@pytest.mark.parametrize("answers", WORDED.values(), ids=WORDED)
@pytest.mark.parametrize("long", [False, True])
def test_one_indicator_in_words_beside_two_in_numbers_is_asked(read, answers, long):
    """Most values of the file are numbers; most of this indicator's are words, so none is a slip of the key."""
    people = [f"19850315201001{at % 2 + 1}{at:03d}" for at in range(1, 6)]
    columns = {"KOM": answers, "DS": [80, 81, 82, 83, 84], "AD": [70, 71, 72, 73, 74]}
    if long:
        lines = ["nip;perangkat daerah;indikator;nilai"]
        lines += [f"{person};Dinas Kesehatan;{code};{cell}" for code, cells in columns.items() for person, cell in
                  zip(people, cells, strict=True)]  # fmt: skip
    else:
        lines = ["nip;perangkat daerah;KOM;DS;AD"]
        lines += [f"{person};Dinas Kesehatan;{';'.join(map(str, row))}" for person, row in
                  zip(people, zip(*columns.values(), strict=True), strict=True)]  # fmt: skip
    got, rows = read("\n".join(lines), BASE)
    words = sorted({*answers} - {"N/A"})
    assert sorted(q.subject for q in got.questions if q.code == "ask_word") == words
    told = {word: 50.0 + at for at, word in enumerate(words)}
    got, rows = read("\n".join(lines), BASE | {"values": BASE["values"] | {"score": told}, "scale": [0, 100]})
    assert not got.questions and not got.rows_refused
    assert by_indicator(rows)["KOM"] == [told[word] for word in answers if word in told]


def test_a_word_among_numbers_stays_a_slip(read):
    text = "perangkat daerah;KOM;DS\n" + "".join(f"Dinas Kesehatan {at};8{at};7{at}\n" for at in range(8))
    got, _ = read(text.replace("83", "baik"), BASE)
    assert "ask_word" not in {question.code for question in got.questions}
    assert [(problem.code, problem.found) for problem in got.problems if problem.blocking] == [("number_text", "baik")]


def test_what_is_said_of_one_grade_is_not_said_of_another(read):
    """A mapping that is kept knows "A" and three stars; "A+" and one star are others."""
    text = "nip;perangkat daerah;KOM\n198503152010011001;Dinas Kesehatan;{}\n199001012012022002;Dinas Kesehatan;{}\n"
    for known_one, other in (("A", "A+"), ("★★★", "★"), ("B", "B-")):
        values = BASE["values"] | {"score": {known_one: 4}}
        got, rows = read(text.format(known_one, other), BASE | {"values": values, "scale": [1, 5]})
        asked = [q.subject for q in got.questions if q.code == "ask_word"]
        assert asked == [other] or (got.rows_refused == 1 and rows["raw"].tolist() == [4])


@pytest.mark.parametrize("cell", ["05-Okt", "Mei-25", "10-Jan"])
def test_a_number_that_a_spreadsheet_took_for_a_day_is_refused_as_that(read, cell):
    text = f"perangkat daerah;KOM;DS\nDinas Kesehatan;80;70\nDinas Kesehatan;{cell};71\nDinas Kesehatan;82;72\n"
    got, _ = read(text, BASE)
    assert [(problem.code, problem.row) for problem in got.problems if problem.code == "number_date"] == [
        ("number_date", 3)
    ]
