"""People under a number of another register than the NIP: one each, never a NIK, never twice."""

import pytest

from data.batches import mapping_file
from data.reading.cells import nik
from data.reading.meaning import mapping
from data.terms.problems import Refused
from tests.worlds.evaluation_files import AGENCIES, NIP

MEN, WOMEN = "3403011503850001", "3403015503850002"
OF_FILE = {
    "region": "3403", "period": "2025", "source": "superior", "position": "PEL_ADM", "scale": [0, 100],
    "indicator": "KOM", "values": {"agency": AGENCIES},
    "columns": {"No Kontrak": {"field": "other_id", "register": "kontrak"}},
}  # fmt: skip
HEAD = "NIP;No Kontrak;Nama;OPD;Nilai\n"


def file(*rows):
    return HEAD + "".join(";".join(row) + "\n" for row in rows)


def test_a_contract_number_is_a_person_of_its_agency(read):
    got, rows = read(file((NIP, "", "Budi", "Dinas A", "80"), ("", "KTR-001", "Sari", "Dinas A", "70"),
                          ("", "ktr 001", "Tono", "Dinas B", "60")), OF_FILE)  # fmt: skip
    assert not got.questions and rows[["nip", "agency", "raw"]].values.tolist() == [
        [NIP, "A", 80], ["kontrak|3403|A|ktr 001", "A", 70], ["kontrak|3403|B|ktr 001", "B", 60],
    ]  # fmt: skip


def test_a_file_may_have_no_nip_at_all(read):
    text = "No Kontrak;Nama;OPD;Nilai\n7;Sari;Dinas A;70\n;Tono;Dinas A;60\n"
    got, rows = read(text, OF_FILE)
    assert rows["nip"].tolist() == ["kontrak|3403|A|7"] and got.problem_counts == {"nip_empty": 1}
    got, rows = read(text, OF_FILE | {"kind": "roster"})
    assert rows["nip"].tolist() == ["kontrak|3403|A|7"] and got.problem_counts == {"nip_empty": 1}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (MEN, "nik_refused"), (WOMEN, "nik_refused"), ("3403.0115.0385.0001", "nik_refused"),
        ("'" + MEN, "nik_refused"), ("1,98503E+17", "nip_exponent"), ("198503152010131001", "nip_month"),
        ("baru", "other_id_form"), ("7" * 65, "other_id_form"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_person_refuses_its_row_for_what_it_is(read, cell, code):
    got, rows = read(file(("", cell, "Sari", "Dinas A", "70")), OF_FILE)
    assert rows.empty and [(p.code, p.row) for p in got.problems if p.blocking] == [("" + code, 2)]


@pytest.mark.parametrize("number", ["9999999999999999", "3403019903850001", "3403011513850001", "0003011503850001"])
def test_sixteen_digits_without_a_place_and_a_birth_are_no_nik(read, number):
    got, rows = read(file(("", number, "Sari", "Dinas A", "70")), OF_FILE)
    assert not got.problems and rows["nip"].tolist() == [f"kontrak|3403|A|{number}"]


def test_a_nip_among_other_numbers_is_that_person(read):
    _, rows = read(file(("", NIP, "Budi", "Dinas A", "70")), OF_FILE)
    assert rows["nip"].tolist() == [NIP]


def test_a_nik_under_nip_has_the_true_reason(read):
    got, rows = read(file((MEN, "", "Sari", "Dinas A", "70")), OF_FILE)
    assert rows.empty and got.problem_counts == {"nik_refused": 1}


def test_a_nik_is_written_nowhere(read):
    """Not into the refused rows, from whatever column, nor the mapping that is remembered."""
    text = (
        f"NIK;No Kontrak;Nama;OPD;Catatan;Nilai\n{MEN};{WOMEN};Sari;Dinas A;NIK {MEN};x\n34030115;8;Tono;{WOMEN};;70\n"
    )
    given = OF_FILE | {"values": {"agency": AGENCIES | {MEN: "A", WOMEN: {"leave_out": True}}}}
    got, _ = read(text, given | {"leave_out": {"column": "Catatan", "values": [WOMEN]}})
    assert got.rows_refused == 1
    written = got.refused.read_text("utf-8-sig") + mapping_file.written(got.mapping).decode() + repr(got.problems)
    assert "Sari" in written and "NIK" in written
    assert not any(number in written for number in (MEN, WOMEN, MEN[:10], "34030115"))


def test_a_number_of_two_names_is_nobodys(read):
    got, rows = read(file(("", "1", "Sari", "Dinas A", "70"), ("", "1", "Tono", "Dinas A", "60"),
                          ("", "2", "Dr. Edi, S.E.", "Dinas A", "50")), OF_FILE)  # fmt: skip
    assert rows["raw"].tolist() == [50] and got.problem_counts == {"other_id_shared": 2}
    assert got.refused.read_text("utf-8-sig").count("\n") == 3 and got.rows_refused == 2


TWICE = file((NIP, "", "Dr. Budi Santoso, S.E.", "Dinas A", "80"), ("", "7", "BUDI SANTOSO", "Dinas A", "70"),
             ("", "8", "Budi Santoso", "Dinas B", "60"))  # fmt: skip


@pytest.mark.parametrize(
    ("told", "people"),
    [
        ("same", None),
        ("two", [(NIP, 80), ("kontrak|3403|A|7", 70), ("kontrak|3403|B|8", 60)]),
    ],
)
def test_one_name_under_a_nip_and_another_number_is_asked(read, told, people):
    got, rows = read(TWICE, OF_FILE)
    assert rows.empty and [(q.code, q.subject, q.choices) for q in got.questions] == [
        ("ask_namesakes", "1", ("same", "two"))
    ]
    got, rows = read(TWICE, OF_FILE | {"namesakes": told})
    assert not got.questions
    wanted = people or [("kontrak|3403|B|8", 60)]  # one superior rated one person 80 and 70
    assert got.problem_counts.get("row_conflict", 0) == (0 if people else 2)
    assert list(zip(rows["nip"], rows["raw"], strict=True)) == wanted
    assert "namesakes" not in mapping.reusable(got.mapping), "the next file is of other people"


def test_two_of_one_name_with_a_nip_leave_no_same(read):
    other = "199001012012022002"
    text = TWICE + f"{other};;Budi Santoso;Dinas A;50\n"
    got, _ = read(text, OF_FILE | {"namesakes": "same"})
    assert [(q.code, q.choices) for q in got.questions] == [("ask_namesakes", ("two",))]


@pytest.mark.parametrize("meaning", ["other_id", {"field": "other_id"}, {"field": "nip", "register": "x"},
                                     {"field": "other_id", "register": "a|b"}])  # fmt: skip
def test_the_register_must_be_said(meaning):
    with pytest.raises(Refused):
        mapping_file.parsed(mapping_file.written({"columns": {"No": meaning}}))


@pytest.mark.parametrize(("cell", "shaped"), [
    (MEN, True), (int(MEN), True), (float(MEN), True), (WOMEN, True), (f" {MEN} ", True), ("\u200b".join(MEN), True),
    ("".join(chr(ord(digit) + 0xFEE0) for digit in MEN), True), ("1103012902000003", True),
    (NIP, False), ("3403017203850001", False), ("9903011503850001", False), ("", False), (None, False), (True, False),
])  # fmt: skip
def test_the_shape_of_a_nik(cell, shaped):
    assert nik.like(cell) is shaped
