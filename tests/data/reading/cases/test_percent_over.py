"""Percentages above 100: a scale that goes so far, or a number of 0-100 that was formatted as one."""

import io

import openpyxl
import pytest

from data.batches import mapping_file
from pages.ui.upload import answers

NAMES = {
    name: {"add": {"code": code, "name": name, "sector": "KES"}} for name, code in (("Dinas A", "A"), ("Dinas B", "B"))
}
BASE = {"region": "3403", "period": "2025-S1", "source": "superior", "values": {"agency": NAMES}}
HEADINGS = ["NIP", "Perangkat Daerah", "Kelompok Jabatan", "Komunikasi", "Disiplin"]
SOUND = [0.85, 0.9, 0.7, 0.95]


def book(komunikasi, disiplin=(80, 75, 90, 70), form="0%"):
    """A workbook of four people, two in each agency; the first column of values is shown as percent."""
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.active.append(HEADINGS)
    for at, values in enumerate(zip(komunikasi, disiplin, strict=True)):
        made.active.append([f"19850315201001100{at + 1}", f"Dinas {'AABB'[at]}", "Pelaksana", *values])
        made.active.cell(at + 2, 4).number_format = form
    made.save(file)
    return file.getvalue()


def text(komunikasi, disiplin=(80, 75, 90, 70)):
    """The same as a text file says it."""
    lines = [";".join(HEADINGS)]
    for at, (percentage, value) in enumerate(zip(komunikasi, disiplin, strict=True)):
        lines.append(f"19850315201001100{at + 1};Dinas {'AABB'[at]};Pelaksana;{percentage * 100:g}%;{value}")
    return "\n".join(lines) + "\n"


def scores(rows, indicator="KOM"):
    return dict(rows.loc[rows["indicator"] == indicator, ["line", "score"]].itertuples(index=False))


@pytest.fixture(params=[(book, "berkas.xlsx"), (text, "berkas.csv")], ids=["cells", "text"])
def answered(read, known, request):
    """answered(values, answer) -> (the questions, what the file gives once that is the answer to all of them)."""
    make, name = request.param

    def of(values, answer, **more):
        content = make(values, **more)
        got, rows = read(content, BASE, name)
        assert rows.empty == bool(got.questions) and (not got.questions or not got.rows_refused)
        given = answers.apply(got.mapping, got.questions, {answers.key(q): answer for q in got.questions}, known)
        assert mapping_file.parsed(mapping_file.written(given)).get("scales") == given.get("scales")
        return got.questions, *read(content, given, name)

    return of


def test_more_than_all_is_asked_and_its_scale_holds_for_the_column(answered):
    (question,), got, rows = answered([0.85, 1.1, 0.6, 1.2], [0.0, 120.0])
    assert (question.code, question.subject) == ("ask_percent_over", "Komunikasi: 110-120")
    assert question.choices == ("0-120", "0-100") and question.suggested is None
    assert (question.detail["lines"], question.blocking) == ("3, 5", True)
    assert not got.questions and not got.rows_refused
    assert scores(rows) == pytest.approx({2: 85 / 1.2, 3: 110 / 1.2, 4: 50, 5: 100})
    assert scores(rows, "DS") == {2: 80, 3: 75, 4: 90, 5: 70}


def test_on_0_to_100_those_rows_are_refused(answered):
    _, got, rows = answered([0.85, 1.1, 0.6, 1.2], [0.0, 100.0])
    assert not got.questions
    assert [(p.code, p.row) for p in got.problems if p.blocking] == [("score_range", 3), ("score_range", 5)]
    assert scores(rows) == {2: 85, 4: 60}


def test_one_in_one_agency_is_asked_for_the_column(answered):
    """What is all of a measure is the same for every agency."""
    (question,), _, rows = answered([0.85, 1.1, 0.6, 0.9], [0.0, 120.0])
    assert question.detail["rules"] == [{"indicator": "KOM"}]
    assert scores(rows) == pytest.approx({2: 85 / 1.2, 3: 110 / 1.2, 4: 50, 5: 75})


def test_numbers_that_were_formatted_as_percent_are_themselves(answered):
    (question,), got, rows = answered([85, 0.9, 78.5, 91], "restore")
    assert (question.code, question.choices) == ("ask_percent_far", ("restore", "leave_out"))
    assert question.subject == "Komunikasi: 7850-9100" and question.detail["lines"] == "2, 4, 5"
    assert question.detail["example"].endswith("% = " + question.detail["example"].partition("%")[0][:2])
    assert not got.questions and not got.rows_refused
    assert scores(rows) == {2: 85, 3: 90, 4: 78.5, 5: 91}


def test_or_are_not_taken(answered):
    _, got, rows = answered([85, 0.9, 78.5, 91], "leave_out")
    assert scores(rows) == {3: 90} and not got.questions
    assert {p.code for p in got.problems if p.blocking} == {"score_far"}


def test_a_column_of_nothing_else_is_asked_too(answered):
    (question,), _, rows = answered([85, 90, 78, 91], "restore")
    assert question.code == "ask_percent_far" and scores(rows) == {2: 85, 3: 90, 4: 78, 5: 91}


def test_up_to_100_nothing_is_asked(answered):
    questions, _, rows = answered([0.85, 1, 0.6, 0.9], None)
    assert questions == [] and scores(rows) == {2: 85, 3: 100, 4: 60, 5: 90}


def test_beside_a_survey_each_is_asked_for_itself(answered):
    questions, *_ = answered([0.85, 1.1, 0.6, 0.9], [0.0, 120.0], disiplin=(3, 4, 5, 4))
    assert {question.code: question.subject for question in questions} == {
        "ask_percent_over": "Komunikasi: 110", "ask_scale_of": "Disiplin: 3-5",
    }  # fmt: skip


def test_a_row_that_names_its_scale_is_refused_for_it(read):
    content = "nip;perangkat daerah;kelompok jabatan;indikator;nilai;skala_min;skala_maks\n" + "".join(
        f"19850315201001100{at};Dinas A;PEL_ADM;KOM;{value};0;{top}\n"
        for at, (value, top) in enumerate((("110%", 100), ("110%", 120), ("90%", 100)), 1)
    )
    got, rows = read(content, BASE)
    assert not got.questions and rows["score"].tolist() == [90]
    assert [(p.code, p.row) for p in got.problems if p.blocking] == [("score_range", 2), ("percent_scale", 3)]
