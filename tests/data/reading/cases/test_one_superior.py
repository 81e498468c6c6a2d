"""A person has one superior: what two lines of an unnamed one say differently is nobody's mean."""

import pytest

BASE = {"region": "3403", "period": "2025-S1",
        "values": {"agency": {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip
NIP = "198503152010011001"


def file(*lines, head="NIP;Perangkat Daerah;Unit;Kelompok Jabatan;Komunikasi"):
    return "\n".join([head, *lines]) + "\n"


def test_two_lines_that_differ_are_refused_by_name_of_the_other(read):
    got, rows = read(file(f"{NIP};Dinas A;;Pelaksana;80", f"{NIP};Dinas A;;Pelaksana;60"),
                     BASE | {"source": "superior"})  # fmt: skip
    assert rows.empty and [(p.code, p.row, p.expected) for p in got.problems if p.blocking] == [
        ("row_conflict", 2, "3"), ("row_conflict", 3, "2"),
    ]  # fmt: skip


def test_one_unit_in_two_spellings_is_one(read):
    lines = [f"{NIP};Dinas A;{unit};Pelaksana;{value}" for unit, value in (("Bidang A", 80), ("BIDANG  A", 60))]
    got, rows = read(file(*lines), BASE | {"source": "superior"})
    assert rows.empty and got.problem_counts["row_conflict"] == 2


def test_two_lines_alike_are_one(read):
    _, rows = read(file(*[f"{NIP};Dinas A;;Pelaksana;80"] * 2), BASE | {"source": "superior"})
    assert rows["line"].tolist() == [2]


@pytest.mark.parametrize(
    ("source", "units"), [("peer", ("", "")), ("subordinate", ("", "")), ("superior", ("Sekretariat", "Bidang A"))]
)
def test_colleagues_and_superiors_of_two_units_are_several(read, source, units):
    lines = [f"{NIP};Dinas A;{unit};Pelaksana;{value}" for unit, value in zip(units, (80, 60), strict=True)]
    got, rows = read(file(*lines), BASE | {"source": source})
    assert not got.rows_refused and rows["raw"].tolist() == [80, 60]


def test_numbered_superiors_in_one_line_are_several(read):
    text = file(f"{NIP};Dinas A;Pelaksana;80;60", head="NIP;Perangkat Daerah;Kelompok Jabatan;Atasan 1;Atasan 2")
    got, rows = read(text, BASE | {"indicator": "KOM"})
    assert not got.questions and not got.rows_refused and sorted(rows["raw"]) == [60, 80]
