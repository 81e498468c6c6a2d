"""Figures on screen: drawn examples, and the reader's own subtraction."""

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.words import formats

SCORES = st.floats(0, 100, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "digits", "indonesian", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (76.25, 1, "76,3", "76.3"),  # half away from zero, as a reader rounds, not to the even digit
        (76.35, 1, "76,4", "76.4"),  # although 76.35 is stored as 76.3499...
        (-0.04, 1, "0,0", "0.0"),  # never "−0,0"
        (-1.25, 1, "−1,3", "−1.3"),
        (0, 0, "0", "0"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (None, 1, "–", "–"),
        (math.nan, 1, "–", "–"),
        (pd.NA, 1, "–", "–"),
    ],
)
def test_number(value, digits, indonesian, english):
    assert formats.number(value, digits, "id") == indonesian
    assert formats.number(value, digits, "en") == english


@pytest.mark.parametrize(
    ("value", "text"), [(1.24, "+1,2"), (-0.4, "−0,4"), (0.04, "0,0"), (-0.04, "0,0"), (None, "–")]
)
def test_signed(value, text):
    assert formats.signed(value, lang="id") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12_500_000, "Rp 12,5 jt"),
        (1_200_000_000, "Rp 1,2 M"),
        (3_000_000, "Rp 3 jt"),
        (999_960, "Rp 1 jt"),  # rounds up into the next size
        (750_000, "Rp 750 rb"),
        (500, "Rp 500"),
        (0, "Rp 0"),
        (None, "–"),
    ],
)
def test_rupiah(value, text):
    assert formats.rupiah(value, "id") == text


def test_money_of_tables_and_totals_is_whole_rupiah():
    whole = [
        formats.whole_rupiah(value, "id").replace("\N{NO-BREAK SPACE}", " ") for value in (12_512_345, -500, 0, None)
    ]
    assert whole == ["Rp 12.512.345", "−Rp 500", "Rp 0", "–"]


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("2025-S1", "Semester 1 2025", "S1 2025"),
        ("2025-Q3", "Triwulan 3 2025", "T3 2025"),
        ("2025-08", "Agu 2025", "Agu 2025"),
        ("2025", "Tahun 2025", "2025"),
        ("bukan", "bukan", "bukan"),
    ],
)
def test_period(code, long, short):
    assert formats.period(code, lang="id") == long
    assert formats.period(code, short=True, lang="id") == short


def test_days_and_shares():
    assert formats.day(dt.date(2025, 12, 31), "id") == "31 Des 2025"
    assert formats.day(dt.datetime(2025, 5, 1, 14, 5), "id") == "1 Mei 2025 14.05"
    assert formats.percent(0.855, lang="id") == "86%"
    assert formats.percent(0.855, 1, lang="id") == "85,5%"


@given(SCORES, SCORES)
def test_a_difference_is_the_one_between_the_figures_shown(now, before):
    def read(text):
        return int(text.replace(",", ""))

    tenths = read(formats.number(now, lang="id")) - read(formats.number(before, lang="id"))
    assert round(formats.difference(now, before) * 10) == tenths
    change = formats.signed(formats.difference(now, before), lang="id")
    assert read(change.replace("−", "-").replace("+", "")) == tenths
    assert (change[0] == "+", change[0] == "−") == (tenths > 0, tenths < 0)


def test_text_from_files_is_shown_not_obeyed():
    assert formats.plain("![x](http://a) <b>") == "\\!\\[x\\]\\(http\\://a\\) \\<b\\>"


def test_a_heading_of_ours_keeps_its_first_sign_and_text_from_files_is_still_guarded():
    frame = pd.DataFrame({"share": [12.5], "name": ["=HYPERLINK(1)"], "day": [dt.date(2025, 12, 31)]})
    columns = [Column("share", "% kebutuhan", "score"), Column("name", "+Nama"), Column("day", "Sejak", "day")]
    heading, row, *_ = tables.as_csv(frame, columns).decode("utf-8-sig").splitlines()
    assert heading == "% kebutuhan;'+Nama;Sejak" and row == "12,5;'=HYPERLINK(1);31 Des 2025"


def test_a_table_taken_out_says_in_each_row_what_was_chosen():
    frame, columns = pd.DataFrame({"n": [1, 2]}), [tables.Column("n", "Pegawai", "count")]
    chosen = [("Daerah", "Kota Contoh"), ("Indikator", "=Komunikasi")]
    lines = tables.as_csv(frame, columns, "Sumber: dua unggahan", chosen).decode("utf-8-sig").splitlines()
    assert lines == [
        "Pegawai;Dipilih: Daerah;Dipilih: Indikator;Asal angka",
        "1;Kota Contoh;'=Komunikasi;Sumber: dua unggahan",
        "2;Kota Contoh;'=Komunikasi;Sumber: dua unggahan",
    ]
