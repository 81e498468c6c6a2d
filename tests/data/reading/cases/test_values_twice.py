"""Two columns that name one thing: the mean of a value and of what was worked out from it is nobody's."""

import pytest

from pages.ui.upload import answers

BASE = {"region": "3403", "period": "2025-S1", "source": "superior",
        "values": {"agency": {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip
NIP = "198503152010011001"


def file(*named, values=(80, 20)):
    head = ";".join(["NIP", "Perangkat Daerah", "Kelompok Jabatan", *named])
    return f"{head}\n{NIP};Dinas A;Pelaksana;" + ";".join(map(str, values)) + "\n"


@pytest.mark.parametrize("named", [("Komunikasi", "KOM"), ("Komunikasi / Nilai", "Komunikasi / Skor")])
def test_which_holds_the_value_is_asked(read, known, named):
    got, rows = read(file(*named), BASE)
    (question,) = got.questions
    assert rows.empty and (question.code, question.choices, question.suggested) == ("ask_values_twice", named, None)
    given = answers.apply(got.mapping, got.questions, {answers.key(question): named[0]}, known)
    got, rows = read(file(*named), given)
    assert not got.questions and rows["raw"].tolist() == [80]


@pytest.mark.parametrize("named", [("Atasan", "Pejabat penilai"), ("Komunikasi / Atasan", "KOM / Atasan")])
def test_two_names_of_the_superior_too(read, named):
    got, _ = read(file(*named), BASE | {"indicator": "KOM"})
    assert [question.code for question in got.questions] == ["ask_values_twice"]


@pytest.mark.parametrize(
    "named",
    [("Atasan 1", "Atasan 2"), ("Komunikasi / Rekan 1", "Komunikasi / Rekan 2"), ("KOM 2024-S1", "KOM 2024-S2")],
)
def test_numbered_raters_and_periods_are_several(read, named):
    got, rows = read(file(*named), BASE | {"indicator": "KOM"})
    assert not got.questions and sorted(rows["raw"]) == [20, 80]


def test_colleagues_that_the_mapping_names_are_several(read):
    peers = {"Budi": {"field": "raw", "source": "peer"}, "Siti": {"field": "raw", "source": "peer"}}
    got, rows = read(file("Budi", "Siti"), BASE | {"indicator": "KOM", "columns": peers})
    assert not got.questions and sorted(rows["raw"]) == [20, 80]
