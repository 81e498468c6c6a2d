"""Surveys of which each row is one respondent's answers: averaged with the count of each, and nobody's name kept."""

import random

import pytest

from data.batches.conflicts import mostly_refused
from data.batches.mapping_file import parsed
from tests.twins.respondents import folded

PLACES = {
    f"Puskesmas {code}": {"add": {"code": code, "name": f"Puskesmas {code}", "sector": "KES"}} for code in ("A", "B")
}
OF_FILE = {"region": "3403", "period": "2025", "scale": [1, 4], "values": {"agency": PLACES}}
FIGURES = ["agency", "indicator", "source", "raw", "respondents"]
ANSWERS = "Puskesmas A;4;3\nPuskesmas A;2;\nPuskesmas A;3;4\nPuskesmas A;3;4\nPuskesmas B;1;1\nPuskesmas B;1;1\n"
MEANS = [["A", "U1", "citizen", 3.0, 4], ["A", "U2", "citizen", 11 / 3, 3], ["B", "U1", "citizen", 1.0, 2],
         ["B", "U2", "citizen", 1.0, 2]]  # fmt: skip


def asked(got):
    return [question for question in got.questions if question.blocking]


def survey(*more, name="Unit Pelayanan"):
    """The answers with further columns, each (heading, cell), in front."""
    head = "".join(f"{heading};" for heading, _ in more) + f"{name};U1;U2\n"
    front = "".join(f"{cell};" for _, cell in more)
    return head + "".join(f"{front.replace('#', str(at))}{line}\n" for at, line in enumerate(ANSWERS.splitlines(), 1))


def test_what_a_row_is_is_asked_where_nothing_says_it(read):
    got, rows = read(survey(), OF_FILE)
    assert rows.empty and [(q.code, q.choices, q.suggested) for q in asked(got)] == [
        ("ask_rows", ("respondents", "figures"), None)
    ]
    assert got.rows_waiting == 11 and got.rows_read == got.rows_left_out + 11
    got, rows = read(survey(), OF_FILE | {"rows": "respondents"})
    assert not asked(got) and rows[FIGURES].values.tolist() == MEANS
    assert got.rows_read == got.rows_kept + got.rows_refused + got.rows_left_out + got.rows_waiting
    assert got.problem_counts["respondents_folded"] == 1 and got.problem_counts["respondents_few"] == 1
    got, rows = read(survey(), OF_FILE | {"rows": "figures"})
    assert got.mapping["rows"] == "figures" and got.rows_refused == 7


@pytest.mark.parametrize(
    "more",
    [
        [("Timestamp", "2025/03/0# 08:00:00")],
        [("Nama Responden", "Siti #"), ("No HP", "0812345678#")],
        [("Nama", "Siti #")],
        [("No Responden", "#")],
        [("Usia", "3#"), ("Jenis Kelamin", "P"), ("Pendidikan", "SMA")],
        [("Respondent ID", "R#")],
    ],
)
def test_a_plain_survey_of_citizens_needs_no_question_and_keeps_no_name(read, more):
    got, rows = read(survey(*more, ("Saran", "Cepat #")), OF_FILE)
    assert not asked(got) and rows[FIGURES].values.tolist() == MEANS
    assert rows[["nip", "name", "rater", "position"]].isna().all(axis=None) and got.mapping["rows"] == "respondents"
    assert not any(word in rows.to_csv() for word in ("Siti", "0812", "Cepat"))


def test_a_respondent_may_have_what_looks_like_a_post_and_a_number(read):
    """`rows` says it: who answered is nobody who was rated, and each counts one whatever stands under "Responden"."""
    told = OF_FILE | {"rows": "respondents", "source": "peer"}
    got, rows = read(survey(("NIP", "x"), ("Jabatan", "Analis"), ("Responden", "#"), ("Nama", "Siti #")), told)
    assert not asked(got) and not got.rows_refused
    assert rows[FIGURES].values.tolist() == [[row[0], row[1], "peer", *row[3:]] for row in MEANS]


@pytest.mark.parametrize(("source", "codes"), [("superior", ["ask_rows"]), ("peer", ["ask_rows"]), ("citizen", [])])
def test_what_heads_of_offices_fill_in_may_be_sent_twice(read, source, codes):
    got, _ = read(survey(("Timestamp", "2025/03/0# 08:00:00")), OF_FILE | {"source": source})
    assert [question.code for question in asked(got)] == codes


def test_a_recap_with_counts_stays_a_recap(read):
    """Two rows of one agency contradict each other: a slip, no survey."""
    text = "Unit Pelayanan;U1;Responden\nPuskesmas A;3;20\nPuskesmas A;2;20\nPuskesmas B;3;9\nPuskesmas B;3;9\n"
    got, rows = read(text, OF_FILE)
    assert not asked(got) and got.problem_counts["row_conflict"] == 2 and got.problem_counts["row_repeated"] == 1
    assert rows[["agency", "raw", "respondents"]].values.tolist() == [["B", 3, 9]]


def test_answers_on_two_scales_are_no_one_figure(read):
    text = (
        "Unit Pelayanan;indikator;nilai;skala_min;skala_maks\n"
        + "Puskesmas A;U1;3;1;4\n" * 3
        + "Puskesmas A;U1;3;1;5\n"
    )
    got, rows = read(text, OF_FILE | {"rows": "respondents"})
    assert rows.empty and got.problem_counts["row_conflict"] == 2


def test_the_figures_are_those_of_plain_loops(read):
    """Of 70,000 respondents in 40 units (two pieces of the file), half of them blank here and there."""
    draw = random.Random(12)
    units = [f"Unit {at}" for at in range(40)]
    people = [
        (draw.choice(units), [draw.choice([1, 2, 3, 4, "3,5", "2,25", ""]) for _ in range(2)]) for _ in range(70_000)
    ]
    text = "Perangkat Daerah;Unit;U1;U2\n" + "".join(f"Puskesmas A;{unit};{one};{two}\n" for unit, (one, two) in people)
    got, rows = read(text, OF_FILE | {"rows": "respondents"})
    wanted = folded(
        (unit, code, None if told == "" else str(told).replace(",", "."))
        for unit, pair in people for code, told in zip(("U1", "U2"), pair, strict=True)
    )  # fmt: skip
    found = {(row.unit, row.indicator): (row.raw, row.respondents) for row in rows.itertuples()}
    assert found.keys() == wanted.keys() and len(found) == 80
    assert all(found[figure][1] == count for figure, (_, count) in wanted.items())
    assert all(found[figure][0] == pytest.approx(mean, abs=1e-12) for figure, (mean, _) in wanted.items())
    scores = {(row.unit, row.indicator): row.score for row in rows.itertuples()}
    assert all(scores[figure] == round((mean - 1) * 100 / 3, 10) for figure, (mean, _) in wanted.items())
    assert got.rows_read == got.rows_kept + got.rows_refused + got.rows_left_out + got.rows_waiting


def test_a_few_refused_answers_are_not_most_of_a_survey(read):
    """40 answers make one figure: two that are refused are two of 42, not two of three."""
    told, head = OF_FILE | {"rows": "respondents"}, "Unit Pelayanan;U1\n"
    got, rows = read(head + "Puskesmas A;3\n" * 40 + "Puskesmas A;9\n" * 2, told)
    assert len(rows) == 1 and got.rows_refused == 2 and not mostly_refused(got)
    got, _ = read(head + "Puskesmas A;3\n" * 5 + "Puskesmas A;9\n" * 6, told)
    assert [(problem.found, problem.expected) for problem in mostly_refused(got)] == [("6", "11")]


def test_the_mapping_file_knows_what_a_row_is():
    assert parsed(b'{"rows": "respondents"}') == {"rows": "respondents"}


@pytest.mark.parametrize("columns", ["No;Umur", "No;Pendidikan", "No. Responden;Umur"])
@pytest.mark.parametrize("place", [0, 1])
def test_sums_named_among_numbers_or_ages_are_no_respondents(read, columns, place):
    """The row of means counted as one more respondent."""
    answers = [(4, 3), (2, 3), (3, 4), (3, 4)]
    lines = [f"{columns};U1;U2", *(f"{at};3{at};{a};{b}" for at, (a, b) in enumerate(answers, 1))]
    for name, values in {"Jumlah": "12;14", "NRR per unsur": "3;3,5", "NRR Tertimbang": "1,33;1,39"}.items():
        lines.append(";".join([*[""] * place, name, *[""] * (1 - place), values]))
    got, rows = read("\n".join(lines) + "\n", OF_FILE | {"agency": "Puskesmas A", "rows": "respondents"})
    assert not asked(got) and not got.rows_refused
    assert rows[["indicator", "raw", "respondents"]].values.tolist() == [["U1", 3.0, 4], ["U2", 3.5, 4]]
