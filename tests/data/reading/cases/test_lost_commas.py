"""Decimal commas that an export lost: asked by row, put back only where one number fits."""

import pytest

from data.batches import mapping_file
from data.reading import upload
from pages.ui.upload import answers

BASE = {"region": "3403", "period": "2025-S1", "source": "superior"}
ASKED = ("ask_scale", "ask_scale_of", "ask_scale_far", "ask_commas")


def text(*columns):
    """A wide file of agencies, a column an indicator."""
    head = ";".join(["Perangkat Daerah", "Komunikasi", "Disiplin"][: len(columns) + 1])
    return "\n".join(
        [head, *(f"Dinas {chr(65 + n)};{';'.join(row)}" for n, row in enumerate(zip(*columns, strict=True)))]
    )


@pytest.fixture
def asked(read, known):
    """asked(content) -> (Upload, the questions about values); agencies that nobody knows are added."""

    def of(content, mapping=None):
        got, _ = read(content, mapping or BASE)
        told = upload.add_unknown(got, "KES", known)
        got, rows = read(content, told)
        return got, [question for question in got.questions if question.code in ASKED], rows

    return of


def scores(rows, indicator="KOM"):
    return rows.loc[rows["indicator"] == indicator, ["raw", "scale_min", "scale_max", "score"]].values.tolist()


def answered(got, question, answer, known):
    return answers.apply(got.mapping, got.questions, {answers.key(question): answer}, known)


def test_a_page_through_sheetjs(case, known):
    """The page showed 82,5 80 78,25 91 76 88,75; the workbook holds 825 80 7825 91 76 8875."""
    got, rows = case("../web/sheetjs_from_a_page.xlsx")
    (question,) = got.questions
    assert (question.code, question.subject) == ("ask_commas", "Komunikasi: 825-8875")
    assert (question.detail["lines"], question.detail["beside"]) == ("2, 4, 7", "76-91")
    assert question.detail["example"] == "825 = 82.5"
    assert question.choices == ("restore", "leave_out") and question.suggested is None
    assert rows.empty and got.rows_refused == 0

    told = answered(got, question, "restore", known)
    assert mapping_file.parsed(mapping_file.written(told))["scales"] == told["scales"]
    restored, rows = case("../web/sheetjs_from_a_page.xlsx", told)
    assert not restored.questions and restored.rows_refused == 0
    assert scores(rows) == [[value, 0, 100, value] for value in (82.5, 80, 78.25, 91, 76, 88.75)]
    assert scores(rows, "DS") == [[value, 0, 100, value] for value in (80, 81, 82, 83, 84, 85)]

    left, rows = case("../web/sheetjs_from_a_page.xlsx", answered(got, question, "leave_out", known))
    assert not left.questions
    assert [(p.code, p.row) for p in left.problems if p.blocking] == [("score_far", row) for row in (2, 4, 7)]
    assert [raw for raw, *_ in scores(rows)] == [80, 91, 76]


@pytest.mark.parametrize(
    ("column", "codes"),
    [
        (["825", "80", "7825", "91"], ["ask_commas"]),
        (["82555", "80", "77", "91"], ["ask_commas"]),  # three places
        (["825", "785", "76", "91"], ["ask_commas"]),
        (["80", "77", "88", "91"], []),
        (["82,5", "80", "78,25", "91"], []),
        (["82,5", "80", "7825", "91"], ["ask_scale"]),  # a column that has its commas
        (["80", "77", "800", "91"], ["ask_scale"]),  # a key held too long
        (["110", "105", "118", "91"], ["ask_scale"]),  # a scale beyond 100
        (["155", "80", "77", "91"], ["ask_scale"]),  # fits nowhere: 15.5 and 1.55
    ],
)
def test_when_a_comma_is_asked_about(asked, column, codes):
    other = [str(70 + n) for n in range(len(column))]
    _, questions, rows = asked(text(column, other))
    assert [question.code for question in questions] == codes
    assert rows.empty == bool(codes)


def test_what_could_be_two_numbers_is_refused_whatever_the_answer(asked, read, known):
    """Beside a 12, 825 may be 82,5 or 8,25; 225 can only be 22,5 and 2125 only 21,25."""
    content = text(["825", "225", "2125", "12", "77"], ["70", "71", "72", "73", "74"])
    got, (question, *_), _ = asked(content, BASE)
    assert (question.code, question.choices) == ("ask_commas", ("restore", "leave_out"))
    told, rows = read(content, answered(got, question, "restore", known))
    assert [(problem.code, problem.row) for problem in told.problems if problem.blocking] == [("score_far", 2)]
    assert {raw for raw, *_ in scores(rows)} == {22.5, 21.25, 12, 77}


def test_where_nothing_is_clear_only_leaving_out_is_offered(asked):
    _, (question, *_), _ = asked(text(["825", "7825", "12", "77"], ["70", "71", "72", "73"]))
    assert question.choices == ("leave_out",)


def test_another_scale_may_be_the_answer(asked, read, known):
    content = text(["825", "80", "785", "91"], ["70", "71", "72", "73"])
    got, (question,), _ = asked(content)
    _, rows = read(content, answered(got, question, [0.0, 1000.0], known))
    assert [score for *_, score in scores(rows)] == [82.5, 80, 78.5, 91]


def test_each_column_for_itself(asked, read, known):
    content = text(["825", "80", "7825", "91"], ["705", "71", "72", "73"])
    got, (question,), _ = asked(content)
    assert question.subject == "705-7825"
    _, rows = read(content, answered(got, question, "restore", known))
    assert [raw for raw, *_ in scores(rows)] == [82.5, 80, 78.25, 91]
    assert [raw for raw, *_ in scores(rows, "DS")] == [70.5, 71, 72, 73]


def test_long_files(asked, read, known):
    lines = [("A", "Komunikasi", "825"), ("B", "Komunikasi", "80"), ("A", "Disiplin", "81"), ("B", "Disiplin", "79")]
    content = "\n".join(["Perangkat Daerah;Indikator;Nilai", *(f"Dinas {a};{i};{v}" for a, i, v in lines)])
    got, (question,), _ = asked(content)
    assert question.code == "ask_commas" and question.detail["lines"] == "2"
    _, rows = read(content, answered(got, question, "restore", known))
    assert rows["raw"].tolist() == [82.5, 80, 81, 79]
