"""What titles, sheet names and file names say of time, and what a heading says besides its indicator."""

import datetime

import pytest

from data.reading.meaning import headings, names, period_spellings, surrounding_periods
from data.reading.meaning.headings import Meaning, Spellings


@pytest.mark.parametrize(
    ("titles", "sheet", "chosen", "might"),
    [
        (["REKAP NILAI", "Periode Penilaian: Januari s.d. Juni 2025"], "", "2025-S1", ("2025-S1",)),
        (["PENILAIAN TAHUN 2025 menurut PermenPANRB Nomor 6 Tahun 2022"], "", "2025", ("2025",)),
        (["PP 30/2019, PP Nomor 49 Tahun 2018"], "", None, ()),
        (["TAHUN 2025"], "TW II", "2025-Q2", ("2025-Q2",)),
        (["Semester I 2025"], "Semester I 2024", None, ("2024-S1", "2025-S1")),
        (["TAHUN 2025", "Laporan per semester"], "", None, ()),
        (["KEADAAN PER 31 DESEMBER 2025"], "", None, ()),
        (["Dicetak pada 12 Januari 2025"], "", None, ()),
        (["Periode 1 Januari s.d. 31 Maret 2025"], "", "2025-Q1", ("2025-Q1",)),
    ],
)
def test_periods_around_a_table(titles, sheet, chosen, might):
    code, possible, _ = surrounding_periods.choose(
        surrounding_periods.within(titles), surrounding_periods.within([sheet])
    )
    assert code == chosen and (possible == might or (code is None and not might))


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("3 s.d. 5 Maret 2025", (2025, 3, 3), (2025, 3, 5)),
        ("3-5 Maret 2025", (2025, 3, 3), (2025, 3, 5)),
        ("30 Januari - 2 Februari 2025", (2025, 1, 30), (2025, 2, 2)),
        ("01/07/2025 s/d 31/12/2025", (2025, 7, 1), (2025, 12, 31)),
    ],
)
def test_two_dates_in_one_cell(said, first, last):
    assert period_spellings.dates(said, "dmy") == (datetime.date(*first), datetime.date(*last))


def test_a_span_is_a_period_only_where_it_begins_and_ends_one():
    assert period_spellings.read("1 Januari s.d. 30 Juni 2025").code == "2025-S1"
    assert period_spellings.read("3-5 Maret 2025").code is None
    assert period_spellings.read("2025-01-01 - 2025-06-30").code == "2025-S1"
    assert period_spellings.read("01/07/2025 s.d. 31/12/2025").why == "day_order"


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Nilai Disiplin", Meaning("raw", indicator="DS")),
        ("1. Kerja Sama (30%)", Meaning("raw", indicator="KL")),
        ("Komunikasi (skala 1 s.d. 5)", Meaning("raw", indicator="KOM", scale=(1.0, 5.0))),
        ("Komunikasi (maks. 25)", Meaning("raw", indicator="KOM", scale=(0.0, 25.0))),
        ("Disiplin [nilai maksimal: 50]", Meaning("raw", indicator="DS", scale=(0.0, 50.0))),
        ("Disiplin (0-25)", Meaning("raw", indicator="DS", scale=(0.0, 25.0))),
        ("Disiplin (max 2)", None),
        ("Capaian Kinerja (%)", Meaning("raw", indicator="TG", scale=(0.0, 100.0))),
        ("Perilaku Kerja / Inti / Disiplin", Meaning("raw", indicator="DS")),
        ("Disiplin / Rekan 2", Meaning("raw", indicator="DS", source="peer")),
        ("Disiplin / Bobot", Meaning("weight", indicator="DS")),
        ("Identitas / NIP", Meaning("nip")),
        ("TW II / Komunikasi", Meaning("raw", indicator="KOM", period="2025-Q2")),
        ("U1. Persyaratan", Meaning("raw", indicator="U1")),
        ("U8 Sarana dan Prasarana", None),  # the number says complaints, the name says facilities
        ("My work theme score (B01-B05)", None),
        ("Q2", None),  # a question, not a quarter
        ("Realisasi 2024", Meaning("value", period="2024")),
        ("IKM 2024", Meaning("raw", indicator="IKM", period="2024")),
    ],
)
def test_headings(known, heading, meaning):
    fields = {"nip": "nip", "bobot": "weight", "nilai": "raw", "realisasi": "value", "ikm": "ignore"}
    spellings = Spellings(fields, names.of(known, "indicator"), names.of(known, "source"), 2025)
    assert headings.read(heading, spellings) == meaning
