"""Period spellings, drawn as a table."""

import datetime

import pytest

from data.reading.meaning.period_spellings import between, date, day_order, of_day, read, read_all


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2025", "2025"), ("2025-S1", "2025-S1"), ("2025-Q3", "2025-Q3"), ("2025-07", "2025-07"), (2025, "2025"),
        (2025.0, "2025"), ("Tahun 2025", "2025"), ("TA 2025", "2025"), ("TW I 2025", "2025-Q1"),
        ("TW I", None), ("TW-IV/2025", "2025-Q4"), ("Triwulan 1 Tahun 2025", "2025-Q1"), ("T1 2025", "2025-Q1"),
        ("Triwulan ke-2 2025", "2025-Q2"), ("Triwulan Pertama 2025", "2025-Q1"), ("Q3-2025", "2025-Q3"),
        ("2025Q1", "2025-Q1"), ("Kuartal III 2025", "2025-Q3"), ("Semester 2 2025", "2025-S2"),
        ("Semester II Tahun 2025", "2025-S2"), ("2025/S1", "2025-S1"), ("S1 2025", "2025-S1"),
        ("Smt 1/2025", "2025-S1"), ("Semester Ganjil 2025", "2025-S1"), ("Agt 2025", "2025-08"),
        ("AGUSTUS 2025", "2025-08"), ("Ags 2025", "2025-08"), ("Mei 2025", "2025-05"), ("Okt-2025", "2025-10"),
        ("Nopember 2025", "2025-11"), ("Pebruari 2025", "2025-02"), ("202501", "2025-01"), ("01/2025", "2025-01"),
        ("2025/07", "2025-07"), ("Januari - Juni 2025", "2025-S1"), ("Juli s.d. Desember 2025", "2025-S2"),
        ("Januari s/d Desember 2025", "2025"), ("Jan-Mar 2025", "2025-Q1"), ("2017-18", "2017"),
        ("2017/2018", "2017"), ("FY 2017/18", "2017"),
        ("halo", None), ("2025 2026", None), ("20255", None), ("Semester 3 2025", None), ("TW V 2025", None),
        ("2025-13", None), ("Februari - Juni 2025", None), ("", None), (True, None), (2025.5, None), ("2017-19", None),
    ],
)  # fmt: skip
def test_read(cell, code):
    assert read(cell).code == code


def test_a_piece_of_a_year_is_completed_by_the_year_that_was_given():
    assert read("TW I").why == "no_year" and read("TW I").part == "Q1"
    assert read("TW I", 2024).code == "2024-Q1" and read("Agustus", 2024).code == "2024-08"
    assert read("TW I 2025", 2024).code == "2025-Q1"


def test_a_date_names_no_period_until_the_cadence_is_known():
    for cell in ("1 Januari 2025", "2025-01-01", datetime.date(2025, 1, 1), datetime.datetime(2025, 1, 1)):
        assert read(cell).why == "cadence"
        assert [read(cell, cadence=c).code for c in ("year", "semester", "quarter", "month")] == [
            "2025", "2025-S1", "2025-Q1", "2025-01",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("03/04/2025", None, "day_order"), ("03/04/2025", "dmy", datetime.date(2025, 4, 3)),
        ("03/04/2025", "mdy", datetime.date(2025, 3, 4)), ("13/04/2025", None, datetime.date(2025, 4, 13)),
        ("01-10-17", "dmy", datetime.date(2017, 10, 1)), ("31/02/2025", "dmy", None), ("04/13/2025", "dmy", None),
        ("2025/03/31", None, datetime.date(2025, 3, 31)), ("2025.3.31", "mdy", datetime.date(2025, 3, 31)),
        ("03-Mar-25", None, datetime.date(2025, 3, 3)), ("3/Okt/2025", None, datetime.date(2025, 10, 3)),
        ("Senin, 3 Maret 2025", None, datetime.date(2025, 3, 3)), ("3 OKT 2025", None, datetime.date(2025, 10, 3)),
        ("Jum'at 7 Maret 2025", None, datetime.date(2025, 3, 7)), ("Monday, 03/04/2025", None, "day_order"),
        ("Selasa, 3 Maret 2025", None, None), ("2025/31/03", None, None),
        ("2025-03-31T10:00", None, datetime.date(2025, 3, 31)),
        ("17 Agustus 2025", None, datetime.date(2025, 8, 17)), ("2025-02-30", None, None), ("46115", None, None),
    ],
)  # fmt: skip
def test_dates(cell, order, expected):
    assert date(cell, order) == expected


def test_day_order_needs_a_date_that_reads_one_way():
    assert day_order(["03/04/2025", "25/12/2025"]) == "dmy"
    assert day_order(["03/04/2025", "12/25/2025"]) == "mdy"
    assert day_order(["03/04/2025"]) is None
    assert day_order(["25/12/2025", "12/25/2025"]) is None


def test_a_sister_decides_whether_2011_12_is_a_month():
    assert read_all(["2011-12"])["2011-12"].code == "2011-12"
    both = read_all(["2011-12", "2012-13"])
    assert both["2011-12"].code == "2011" and both["2011-12"].fiscal


def test_bounds():
    assert between(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)) == "2025"
    assert between(datetime.date(2025, 7, 1), datetime.date(2025, 12, 31)) == "2025-S2"
    assert between(datetime.date(2025, 7, 1), datetime.date(2025, 7, 31)) == "2025-07"
    assert between(datetime.date(2025, 2, 1), datetime.date(2025, 12, 31)) is None
    assert of_day(datetime.date(2025, 12, 31), "quarter") == "2025-Q4"
