"""Weights in headings: values that are parts of a weight came in as values of 0-100."""

import pytest

from data.reading.meaning import headings
from pages.ui.upload import answers

BASE = {"region": "3403", "period": "2025-S1", "source": "superior",
        "values": {"agency": {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip


def table(named, rows):
    lines = [";".join(["NIP", "Perangkat Daerah", "Kelompok Jabatan", *named])]
    for at, values in enumerate(rows):
        lines.append(f"19850315201001100{at + 1};Dinas A;Pelaksana;" + ";".join(map(str, values)))
    return "\n".join(lines) + "\n"


def scores(rows, indicator):
    return dict(rows.loc[rows["indicator"] == indicator, ["line", "score"]].itertuples(index=False))


@pytest.fixture
def answered(read, known):
    """answered(text, answer) -> (the questions, the file once that is the answer, its rows)."""

    def of(content, answer):
        got, _ = read(content, BASE, "berkas.csv")
        given = answers.apply(got.mapping, got.questions, {answers.key(q): answer for q in got.questions}, known)
        return got.questions, *read(content, given, "berkas.csv")

    return of


PARTS = table(["Komunikasi (25%)", "Disiplin (30%)"], [(20, 24), (25, 30), (17.5, 21)])


def test_values_under_the_weight_of_their_heading_are_asked_about(answered):
    (question,), got, rows = answered(PARTS, "restore")
    assert (question.code, question.choices, question.suggested) == ("ask_weighted", ("restore", "0-100"), None)
    assert question.detail["example"] == "25, 30" and not got.questions and not got.rows_refused
    assert scores(rows, "KOM") == {2: 80, 3: 100, 4: 70} and scores(rows, "DS") == {2: 80, 3: 100, 4: 70}


def test_or_stay_what_they_are(answered):
    _, got, rows = answered(PARTS, [0.0, 100.0])
    assert not got.questions and scores(rows, "KOM") == {2: 20, 3: 25, 4: 17.5}


@pytest.mark.parametrize(
    "named",
    [["Komunikasi (bobot 25%)", "Disiplin [30]"], ["Komunikasi 25%", "Disiplin 30 %"],
     ["Komunikasi (0,25)", "Disiplin [bobot 0.30]"]],
)  # fmt: skip
def test_in_other_spellings_too(answered, named):
    (question,), _, rows = answered(table(named, [(20, 24), (25, 30), (17.5, 21)]), "restore")
    assert question.code == "ask_weighted" and scores(rows, "DS") == {2: 80, 3: 100, 4: 70}


@pytest.mark.parametrize(
    ("named", "values"),
    [
        (["Komunikasi (25%)", "Disiplin (30%)"], [(80, 24), (75, 30), (60, 21)]),
        (["Komunikasi", "Disiplin"], [(20, 24), (25, 30), (17.5, 21)]),
        (["Komunikasi (%)", "Disiplin (%)"], [(20, 24), (25, 30), (17.5, 21)]),
    ],
)
def test_values_above_a_weight_and_headings_without_one_are_not(read, named, values):
    got, rows = read(table(named, values), BASE, "berkas.csv")
    assert not got.questions and scores(rows, "KOM")[2] == values[0][0]


def test_beside_values_of_a_small_weight_all_are_answered_at_once(answered):
    (question,), got, rows = answered(table(["Komunikasi (40%)", "Disiplin (5%)"], [(32, 4), (40, 5)]), "restore")
    assert question.code == "ask_weighted" and not got.questions and scores(rows, "DS") == {2: 80, 3: 100}


@pytest.mark.parametrize(
    ("heading", "weight"),
    [("Komunikasi (12,5%)", 12.5), ("SKP [bobot: 60]", 60), ("Kerja sama 40%", 40), ("Komunikasi", None),
     ("Disiplin (2025)", None), ("(25%)", None), ("Capaian (100%)", None), ("SKP (0,6)", 60), ("SKP (0,5%)", 0.5)],
)  # fmt: skip
def test_the_weight_behind_a_heading(heading, weight):
    assert headings.weight(heading) == weight


def below(weights, rows):
    """A table with a row of weights below its headings."""
    heading, *records = table(["Komunikasi", "Disiplin"], rows).splitlines()
    return "\n".join([heading, weights, *records]) + "\n"


@pytest.mark.parametrize("row", [";;;25%;30%", ";;;25;30", "Bobot;;;25;30", ";;Bobot (%);25;30", "Bobot;;;0,25;0,3"])
def test_a_row_of_weights_below_the_headings_is_asked_about_too(answered, row):
    (question,), got, rows = answered(below(row, [(20, 24), (25, 30), (17.5, 21)]), "restore")
    assert question.code == "ask_weighted" and question.detail["example"] == "25, 30"
    assert not got.questions and not got.rows_refused and scores(rows, "DS") == {3: 80, 4: 100, 5: 70}


@pytest.mark.parametrize("row", [";;;25%;30%", "Bobot;;;25;30", ";;;60;40", ";;;50;50", ";;;0,6;0,4"])
def test_and_is_no_record_over_values_of_100(read, row):
    got, rows = read(below(row, [(80, 90), (75, 85), (60, 70)]), BASE, "berkas.csv")
    assert not got.questions and not got.rows_refused and scores(rows, "KOM") == {3: 80, 4: 75, 5: 60}


@pytest.mark.parametrize("row", [";;;70;75", ";;;70%;75%", ";;;80;", "19850315201001109;Dinas A;Pelaksana;60;40"])
def test_values_of_nobody_or_of_somebody_are_no_weights(read, row):
    got, rows = read(below(row, [(80, 90), (75, 85), (60, 70)]), BASE, "berkas.csv")
    assert got.rows_refused and scores(rows, "KOM") == {3: 80, 4: 75, 5: 60}


def long(rows, headings="Indikator;Bobot;Nilai"):
    """A long table: one row per person and indicator."""
    lines = ["NIP;Perangkat Daerah;Kelompok Jabatan;" + headings]
    for at, row in enumerate(rows):
        lines.append(f"19850315201001100{at // 2 + 1};Dinas A;Pelaksana;" + ";".join(row))
    return "\n".join(lines) + "\n"


def parts_of(weights, values=("20", "24", "25", "30", "17,5", "21")):
    return [(("Komunikasi", "Disiplin")[at % 2], weights[at % len(weights)], value) for at, value in enumerate(values)]


@pytest.mark.parametrize("weights", [("25", "30"), ("25%", "30%"), ("0,25", "0,3"), ("25,00", "30,00")])
@pytest.mark.parametrize(
    "heading", ["Bobot", "Bobot (%)", "BOBOT", "Weight", "Bobot Indikator", "Skor Maks", "Nilai maksimal"]
)
def test_a_column_of_weights_is_asked_about_where_hardly_a_value_is_above(answered, weights, heading):
    content = long(parts_of(weights), f"Indikator;{heading};Nilai")
    (question,), got, rows = answered(content, "restore")
    assert (question.code, question.choices) == ("ask_weighted", ("restore", "0-100"))
    assert not got.questions and not got.rows_refused
    assert scores(rows, "KOM") == {2: 80, 4: 100, 6: 70} and scores(rows, "DS") == {3: 80, 5: 100, 7: 70}
    _, got, rows = answered(content, [0.0, 100.0])
    assert not got.questions and scores(rows, "KOM") == {2: 20, 4: 25, 6: 17.5}


def test_over_values_of_100_weights_are_said_to_be_unused(read):
    got, rows = read(long(parts_of(("25", "30"), ("80", "90", "75", "85", "20", "70"))), BASE, "berkas.csv")
    assert not got.questions and got.problem_counts["weights_unused"] == 1
    assert scores(rows, "KOM") == {2: 80, 4: 75, 6: 20}


def test_a_slip_above_its_weight_decides_nothing_and_is_refused(answered):
    slip = (*("20", "24", "25", "30", "17,5", "21") * 2, "80", "24")
    (question,), got, rows = answered(long(parts_of(("25", "30"), slip)), "restore")
    assert question.code == "ask_weighted" and got.rows_refused == 1 and got.problem_counts["score_range"] == 1
    assert set(scores(rows, "KOM").values()) == {80, 100, 70}


def test_weights_that_differ_by_person_leave_one_answer(answered):
    (question,), got, rows = answered(long(parts_of(("25", "30", "60", "40"))), [0.0, 100.0])
    assert (question.code, question.choices) == ("ask_weighted", ("0-100",))
    assert not got.questions and scores(rows, "KOM") == {2: 20, 4: 25, 6: 17.5}


def test_weights_behind_the_indicators_of_rows_too(read, known):
    rows = [(f"{name} ({weight}%)", value) for name, weight, value in parts_of(("25", "30"))]
    content = long(rows, "Indikator;Nilai")
    got, _ = read(content, BASE, "berkas.csv")
    meant = {"ask_indicator:Komunikasi (25%)": {"code": "KOM"}, "ask_indicator:Disiplin (30%)": {"code": "DS"}}
    told = answers.apply(got.mapping, got.questions, meant, known)
    got, _ = read(content, told, "berkas.csv")
    (question,) = got.questions
    told = answers.apply(got.mapping, got.questions, {answers.key(question): "restore"}, known)
    got, rows = read(content, told, "berkas.csv")
    assert not got.questions and scores(rows, "KOM") == {2: 80, 4: 100, 6: 70}


def test_a_weight_beside_each_indicator_of_a_wide_table(answered):
    heading = (
        "NIP;Perangkat Daerah;Kelompok Jabatan;Komunikasi / Bobot;Komunikasi / Skor;Disiplin / Bobot;Disiplin / Skor"
    )
    people = [(20, 24), (25, 30), (17.5, 21)]
    lines = [f"19850315201001100{at + 1};Dinas A;Pelaksana;25;{a};30;{b}" for at, (a, b) in enumerate(people)]
    (question,), got, rows = answered("\n".join([heading, *lines]) + "\n", "restore")
    assert question.code == "ask_weighted" and not got.questions and scores(rows, "DS") == {2: 80, 3: 100, 4: 70}


ABOVE = [
    ";;;25%;30%",
    ";;;25;30",
    "Bobot;;;25;30",
    ";;;Bobot 25%;Bobot 30%",
    ";;;Maks. 25;Maks. 30",
    "Nilai Maksimal;;;25;30",
]


@pytest.mark.parametrize("row", ABOVE)
@pytest.mark.parametrize("place", [0, 1])
def test_a_row_of_weights_or_greatest_values_above_or_below_the_headings(answered, row, place):
    lines = table(["Komunikasi", "Disiplin"], [(20, 24), (25, 30), (17.5, 21)]).splitlines()
    content = "\n".join([*lines[:place], row, *lines[place:]]) + "\n"
    (question,), got, rows = answered(content, "restore")
    assert question.code == "ask_weighted" and not got.questions and not got.rows_refused
    assert scores(rows, "KOM") == {3: 80, 4: 100, 5: 70} and scores(rows, "DS") == {3: 80, 4: 100, 5: 70}
    wide = table(["Komunikasi", "Disiplin"], [(80, 90), (75, 85.5)]).splitlines()
    got, rows = read_plain(answered, "\n".join([*wide[:place], row, *wide[place:]]) + "\n")
    assert not got.questions and scores(rows, "KOM") == {3: 80, 4: 75}
    assert bool(got.rows_refused) == (row == ";;;25;30" and place == 1)  # it may be values of nobody


def read_plain(answered, content):
    questions, got, rows = answered(content, "restore")
    assert questions == []
    return got, rows


@pytest.mark.parametrize("row", [";;;(0-50);(0-50)", ";;;Skala 0-50;Skala 0-50", "Skala;;;0-50;0-50"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_row_of_scales_is_the_scale_of_each_column(read, row, place):
    lines = table(["Komunikasi", "Disiplin"], [(40, 45), (35, 30), (24, 44)]).splitlines()
    got, rows = read("\n".join([*lines[:place], row, *lines[place:]]) + "\n", BASE, "berkas.csv")
    assert not got.questions and not got.rows_refused and scores(rows, "KOM") == {3: 80, 4: 70, 5: 48}


def test_of_each_its_own(read):
    content = ";;;Skala 1-5;Skala 0-100\n" + table(["Komunikasi", "Disiplin"], [(4, 80)])
    got, rows = read(content, BASE, "berkas.csv")
    assert not got.questions and sorted(rows["score"]) == [75, 80]


@pytest.mark.parametrize("row", ["Rata-rata;;;85,2;90,1", ";;;2024;2025", "1;2;3;4;5"])
def test_other_rows_of_numbers_above_the_headings_are_titles(read, row):
    lines = table(["Komunikasi", "Disiplin"], [(80, 90), (75, 85), (95, 92)]).splitlines()
    got, rows = read("\n".join([row, *lines]) + "\n", BASE, "berkas.csv")
    assert not got.questions and not got.rows_refused and scores(rows, "KOM") == {3: 80, 4: 75, 5: 95}


def test_weights_behind_sources(answered, read):
    without = {key: value for key, value in BASE.items() if key != "source"}
    heading = "NIP;Perangkat Daerah;Kelompok Jabatan;Indikator;Atasan (60%);Rekan (20%);Bawahan (20%);Nilai Akhir"
    content = heading + "\n198503152010011001;Dinas A;Pelaksana;Komunikasi;80;70;60;74\n"
    got, rows = read(content, without, "berkas.csv")
    assert not got.questions and dict(zip(rows["source"], rows["score"], strict=True)) == {
        "superior": 80, "peer": 70, "subordinate": 60,
    }  # fmt: skip
    content = heading + "\n198503152010011001;Dinas A;Pelaksana;Komunikasi;48;14;12;74\n"
    (question,), got, rows = answered(content, "restore")
    assert question.code == "ask_weighted" and not got.questions
    assert dict(zip(rows["source"], rows["score"], strict=True)) == {"superior": 80, "peer": 70, "subordinate": 60}
