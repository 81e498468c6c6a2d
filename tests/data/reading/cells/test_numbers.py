"""One number cell: the drawn table of what is read, what is missing, and what is refused and why."""

import datetime
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.cells.numbers import COMMA, POINT, Evidence, number, numbers
from data.terms import spelling

REFUSED = [
    ("80²", "number_form"), ("٨٠", "number_form"), ("0x50", "number_form"), ("1e309", "number_form"),
    ("1E5", "number_form"), ("Infinity", "number_text"), ("NaN", "number_text"), ("+5", "number_form"),
    ("1 250", "number_form"), ("1,2,3", "number_form"), ("1.2.3", "number_form"), ("80,", "number_form"),
    (",5", "number_form"), ("--5", "number_form"), ("5-", "number_form"), ("1.25.000", "number_form"),
    ("1..5", "number_form"), ("80%%", "number_form"), ("%", "number_text"), ("#DIV/0!", "number_excel_error"),
    ("#REF!", "number_excel_error"), ("baik", "number_text"), ("85a", "number_form"), ("O", "number_text"),
    ("9" * 40, "number_long"), ("12345678901234567890", "number_long"), (True, "number_text"),
    (math.inf, "number_form"), (math.nan, "number_form"), (datetime.date(2025, 10, 5), "number_date"),
    ("8\u200bx", "number_form"), ("−5", "number_form"),
    ("½", "number_form"), ("'85", "number_form"), ("=80+5", "number_form"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "status"), REFUSED)
@pytest.mark.parametrize("locale", [COMMA, POINT])
def test_refused(cell, status, locale):
    value, _, why = number(cell, locale)
    assert math.isnan(value) and why == status


@pytest.mark.parametrize(
    ("cell", "locale", "expected"),
    [
        ("80,5", COMMA, 80.5), ("80.5", POINT, 80.5), ("1.250,5", COMMA, 1250.5), ("1,250.5", POINT, 1250.5),
        ("1.250.000", COMMA, 1250000), ("1,250,000", POINT, 1250000), ("1.000", COMMA, 1000), ("1.000", POINT, 1),
        ("0,611553068", COMMA, 0.611553068), ("85", COMMA, 85), ("085", POINT, 85), ("-3,25", COMMA, -3.25),
        (" 85 ", POINT, 85), ("８０", POINT, 80), ("８０，５", COMMA, 80.5), ("80\u200b", COMMA, 80),
        ("\u200e81\u00a0", COMMA, 81), ("0.010000000000000009", POINT, 0.010000000000000009),
        ("0,000000000000000001", COMMA, 1e-18), ("83.333333333333333333333333333", POINT, 83.33333333333333),
        (85.25, COMMA, 85.25), (4, POINT, 4), ("0,611", COMMA, 0.611),
    ],
)  # fmt: skip
def test_read(cell, locale, expected):
    assert number(cell, locale) == (expected, False, "ok")


@pytest.mark.parametrize("cell", ["80,5", "1.250,5", "1.250.000"])
def test_a_number_of_the_other_locale_is_refused_not_bent(cell):
    assert number(cell, POINT)[2] == "number_locale"


@pytest.mark.parametrize("cell", ["58%", "58 %"])
def test_percent(cell):
    assert number(cell, POINT) == (58.0, True, "ok")


@pytest.mark.parametrize("cell", [None, "", " ", "-", ".", "–", "n/a", "N/A", "Belum dinilai", "NULL", "*", "n<10"])
def test_missing(cell):
    assert number(cell, COMMA)[2] == "missing"


@pytest.mark.parametrize(
    ("cells", "locale"),
    [
        (["80,5", "79"], COMMA), (["80.5", "79"], POINT), (["85", "90"], POINT), (["1.000", "90"], None),
        (["1.000", "80,5"], COMMA), (["80,5", "80.5"], None), (["80,5"] * 19 + ["80.5"], COMMA),
        (["1.250.000"], COMMA), (["0,611"], COMMA), (["85,125"], None), ([85.5, 3], POINT), ([], POINT),
    ],
)  # fmt: skip
def test_locale_is_decided_from_the_data_or_asked(cells, locale):
    evidence = Evidence()
    evidence.add(cells, [1] * len(cells))
    assert evidence.locale == locale


def test_a_count_has_no_decimals_so_its_sign_groups_thousands():
    evidence = Evidence()
    evidence.add(["1.250"], [1], whole=True)
    assert evidence.locale == COMMA


@given(st.decimals(min_value=0, max_value=10**6, places=3), st.sampled_from([COMMA, POINT]), st.booleans())
def test_written_then_read_is_the_same_decimal(value, locale, grouped):
    written = f"{value:,.3f}" if grouped else f"{value:.3f}"
    if locale == COMMA:
        written = written.translate(str.maketrans(",.", ".,"))
    assert Decimal(repr(number(written, locale)[0])) == value


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_missing_or_refused(cell):
    for locale in (COMMA, POINT):
        value, _, status = number(cell, locale)
        assert math.isfinite(value) == (status == "ok")
        assert status != "ok" or cell.isascii() or cell.strip().rstrip("%").rstrip().isascii()


def test_arrays_hold_one_entry_per_unique_cell():
    value, percent, status = numbers(["5", "-", "80%", "x"], POINT)
    assert value[0] == 5 and percent.tolist() == [False, False, True, False] and status.tolist() == [0, 1, 0, 2]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Dinas  Kesehatan ", ("Dinas Kesehatan", None)),
        ("Dinas\u00a0Kesehatan", ("Dinas Kesehatan", None)),
        ("Dinas Kes\u200behatan", ("Dinas Kesehatan", "text_cleaned")),
        ("Dinas\u202e Kesehatan", ("Dinas Kesehatan", "text_cleaned")),
        ("Dinas\x00 Kesehatan", ("Dinas Kesehatan", "text_cleaned")),
        ("Dinas\nKesehatan", ("Dinas Kesehatan", None)),
        ("ＤＩＮＡＳ", ("DINAS", None)),
        ("Dinas Kesehаtan", ("", "text_mixed_script")),  # Cyrillic а
        ("a" + "\u0301" * 50, ("", "text_marks")),
        ("x" * 5000, ("", "text_long")),
        ("\ud800", ("", "text_broken")),
        ("Здоровье", ("Здоровье", None)),
        ("Société d’État", ("Société d'État", None)),
        ("<script>alert(1)</script>", ("<script>alert(1)</script>", None)),
    ],
)
def test_text(cell, expected):
    assert spelling.canonical(cell) == expected


def test_key_joins_spellings_and_keeps_names_apart():
    assert spelling.key("DINAS  KESEHATAN.") == spelling.key("dinas-kesehatan") == "dinas kesehatan"
    assert spelling.key("Attorney General's") == spelling.key("Attorney General’s")
    assert spelling.key("Dinas Kesehatan") != spelling.key("Dinas Kesejahteraan")


@pytest.mark.parametrize("cell", ["JUMLAH", "Total", "JUMLAH TOTAL", "Rata-rata", "RERATA", "Grand Total", "Subtotal"])
def test_totals(cell):
    assert spelling.is_total(cell)


@pytest.mark.parametrize("cell", ["Jumlahwati", "Total Quality", "Dinas", "", "Kecamatan Rata"])
def test_not_totals(cell):
    assert not spelling.is_total(cell)
