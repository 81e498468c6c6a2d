"""Two tables on one sheet: the first is no title block of the second, where that has one known heading more."""

import io

import pytest
from openpyxl import Workbook

BASE = {"region": "3403", "period": "2025-S1", "source": "superior",
        "values": {"agency": {"Dinas A": {"add": {"code": "A", "name": "Dinas A", "sector": "KES"}}}}}  # fmt: skip
HEAD = ["NIP", "Perangkat Daerah", "Kelompok Jabatan", "Komunikasi", "Disiplin"]


def person(number):
    return [f"1985031520100110{number:02}", "Dinas A", "Pelaksana", 60 + number, 70 + number]


def workbook(rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def text(rows):
    return "\n".join(";".join(map(str, row)) for row in rows) + "\n"


@pytest.mark.parametrize("written", [workbook, text])
@pytest.mark.parametrize("count", [2, 4])
def test_the_first_of_two_is_read_and_the_second_refused(read, written, count):
    below = [["No", *HEAD], *[[n, *person(n)] for n in range(11, 14)]]
    got, rows = read(written([HEAD, *map(person, range(1, count + 1)), [], *below]), BASE)
    assert set(rows["line"]) <= set(range(2, count + 2))
    assert got.rows_refused or [problem for problem in got.problems if problem.blocking and problem.row is None]


def test_a_block_of_titles_above_stays_one(read):
    titles = [["Nama", "Dinas A"], ["Tahun", 2025], ["Semester", 1], []]
    got, rows = read(workbook([*titles, HEAD, *map(person, range(1, 4))]), BASE)
    assert not got.questions and not got.rows_refused and sorted(set(rows["line"])) == [6, 7, 8]
