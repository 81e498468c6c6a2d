"""What several files ask is asked once where one answer holds for all that ask it, and apart where it does not."""

import pytest

from data.reading import several
from data.reading.form.archive import File
from data.reading.form.table.table import Question
from data.reading.meaning import mapping as mappings

HEADINGS = "periode;nip;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;sumber_penilai"
NIP = "198001012005011001"


@pytest.fixture
def read(known, tmp_path):
    """read({name: text of a file}, mapping) -> (parts, uploads)."""

    def of(texts, mapping=None):
        files = []
        for number, (name, text) in enumerate(texts):
            path = tmp_path / f"masuk-{number}"
            path.write_text(text, "utf-8")
            files.append(File(path, name))
        out = tmp_path / "out"
        out.mkdir()
        parts, problems = several.parts(files, mapping or {"region": "3403"}, out)
        assert problems == []
        return parts, [several.read(part, known) for part in parts]

    return of


def office(agency="Dinas Kesehatan", period="2025-S1", indicator="KOM", headings=HEADINGS):
    return f"{headings}\n{period};{NIP};{agency};PEL_ADM;{indicator};80;0;100;atasan"


def asked(uploads):
    return [
        (one.question.code, one.question.subject, one.places, one.question.detail["files"])
        for one in several.shared(uploads)
    ]


def test_a_name_several_files_share_is_asked_once_and_names_its_files(read):
    _, uploads = read([
        ("a.csv", office("Badan Antariksa")), ("b.csv", office("BADAN  ANTARIKSA")), ("c.csv", office("Badan Samudra")),
    ])  # fmt: skip
    assert asked(uploads) == [
        ("ask_agency", "Badan Antariksa", (0, 1), ("a.csv", "b.csv")),
        ("ask_agency", "Badan Samudra", (2,), ("c.csv",)),
    ]  # fmt: skip
    assert [one.question.detail["rows"] for one in several.shared(uploads)] == [2, 1]


def test_what_all_files_ask_names_none(read):
    _, uploads = read([("a.csv", office("Badan Antariksa")), ("b.csv", office("Badan Antariksa"))])
    assert [files for *_, files in asked(uploads)] == [None]


def test_the_period_of_files_that_say_none_is_asked_once(read):
    text = office().replace("periode;", "").replace("2025-S1;", "")
    _, uploads = read([("kantor-a.csv", text), ("kantor-b.csv", text)])
    assert [(code, places) for code, _, places, _ in asked(uploads) if code == "ask_period"] == [("ask_period", (0, 1))]


@pytest.mark.parametrize(
    ("one", "other", "once"),
    [
        (Question("ask_scale", "1-5", ("1-5", "0-100"), None), Question("ask_scale", "2-5", ("1-5", "0-100")), True),
        (
            Question("ask_percent_over", "KOM: 110", ("0-120", "0-100"), detail={"where": "KOM"}),
            Question("ask_percent_over", "KOM: 105-112", ("0-120", "0-100"), detail={"where": "KOM"}), True,
        ),
        (
            Question("ask_scale_of", "KOM: 0.7-0.9", ("0-1", "0-100"), detail={"ask": "scales", "where": "KOM"}),
            Question("ask_scale_of", "KOM: 0.6-1", ("0-1", "0-100"), detail={"ask": "scales", "where": "KOM"}), True,
        ),
        (
            Question("ask_scale_of", "KOM: 0.7-0.9", ("0-1", "0-100"), detail={"ask": "scales", "where": "KOM"}),
            Question("ask_scale_of", "DS: 0.7-0.9", ("0-1", "0-100"), detail={"ask": "scales", "where": "DS"}), False,
        ),
        (
            Question("ask_scale_far", "KOM: 55", ("leave_out", "0-100"), detail={"ask": "scales", "rows": "3"}),
            Question("ask_scale_far", "KOM: 55", ("leave_out", "0-100"), detail={"ask": "scales", "rows": "9"}), False,
        ),
        (Question("ask_scale", "1-5", ("1-5", "0-100")), Question("ask_scale", "1-5", ("1-4", "1-5")), False),
        (
            Question("ask_kind", "a.csv", ("roster", "evaluation"), detail={"ask": "set:kind"}),
            Question("ask_kind", "b.csv", ("roster", "evaluation"), detail={"ask": "set:kind"}), True,
        ),
        (
            Question("ask_column_of", "nip", ("A", "B"), detail={"ask": "column_of", "field": "nip"}),
            Question("ask_column_of", "nip", ("A", "C"), detail={"ask": "column_of", "field": "nip"}), False,
        ),
        (
            Question("ask_agency", "Badan X", ("A1",), detail={"ask": "values.agency", "region": "3403"}),
            Question("ask_agency", "BADAN X", ("A2",), detail={"ask": "values.agency", "region": "3403"}), True,
        ),
        (
            Question("ask_agency", "Badan X", detail={"ask": "values.agency", "region": "3403"}),
            Question("ask_agency", "Badan X", detail={"ask": "values.agency", "region": "3404"}), False,
        ),
        (
            Question("ask_word", "baik", detail={"ask": "values.score"}),
            Question("ask_position", "baik", detail={"ask": "values.position"}), False,
        ),
    ],
)  # fmt: skip
def test_two_questions_are_one_only_where_one_answer_holds_for_both(one, other, once):
    assert (several.key_of(one) == several.key_of(other)) is once


def test_names_added_to_all_get_one_code_each_and_only_where_they_are_asked(read, known):
    parts, uploads = read([
        ("a.csv", office("Badan Antariksa")), ("b.csv", office("Badan Antariksa")),
        ("c.csv", office("Badan Arsip Laut")), ("d.csv", office()),
    ])  # fmt: skip
    told = several.add_unknown(uploads, "KES", known)
    codes = [
        {name: given["add"]["code"] for name, given in told[place]["values"]["agency"].items()}
        for place in sorted(told)
    ]
    assert [list(names) for names in codes][:3] == [["Badan Antariksa"], ["Badan Antariksa"], ["Badan Arsip Laut"]]
    assert codes[0] == codes[1] and codes[0]["Badan Antariksa"] != codes[2]["Badan Arsip Laut"]
    for place, given in told.items():
        parts[place].given = given
        again = several.read(parts[place], known)
        assert again.questions == [] and again.rows_kept == 1
        assert mappings.additions(again.mapping, "3403")["agencies"][0]["sector"] == "KES"


def test_two_files_of_one_name_are_told_apart(read):
    parts, _ = read([("rekap.csv", office()), ("rekap.csv", office()), ("rekap", office()), ("rekap", office())])
    assert [part.name for part in parts] == ["rekap.csv", "rekap (2).csv", "rekap", "rekap (2)"]
