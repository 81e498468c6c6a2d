"""NIP rules of domain 4.4, and the ways spreadsheets ruin a NIP."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.cells import nip

PNS, PPPK = "198503152010011001", "199001012025242003"


@pytest.mark.parametrize(
    ("cell", "kind", "expected"),
    [
        (PNS, None, (PNS, None)),
        ("'" + PNS, None, (PNS, None)),
        ("’" + PNS, "PNS", (PNS, None)),
        ("19850315 201001 1 001", None, (PNS, None)),
        ("19850315.201001.1.001", None, (PNS, None)),
        ("19850315-201001-1-001", None, (PNS, None)),
        (" 19850315\u00a02010011001 ", None, (PNS, None)),
        (PPPK, None, (PPPK, None)),
        (PPPK, "PPPK", (PPPK, None)),
        (PPPK, "PPPK_PARUH_WAKTU", (PPPK, None)),
        (PPPK, "PNS", (None, "nip_month")),
        (PNS, "PPPK", (None, "nip_pppk")),
        ("198503152010131001", None, (None, "nip_month")),
        (198503152010011008, None, (None, "nip_numeric")),
        (123456789, None, (None, "nip_length")),
        (198503152.0, None, (None, "nip_length")),
        (True, None, (None, "nip_digits")),
        (datetime.date(2025, 1, 1), None, (None, "nip_digits")),
        (1.98503152010011e17, None, (None, "nip_numeric")),
        ("198503152010011001.0", None, (None, "nip_numeric")),
        ("1,98503E+17", None, (None, "nip_exponent")),
        ("1.98503E+17", None, (None, "nip_exponent")),
        ("1.98503152010011E17", None, (None, "nip_exponent")),
        ("198503152010011000", None, (None, "nip_truncated")),
        ("19850315201001100", None, (None, "nip_length")),
        ("1985031520100110011", None, (None, "nip_length")),
        ("198503152010O11001", None, (None, "nip_digits")),
        ("１９８５０３１５２０１００１１００１", None, ("198503152010011001", None)),
        ("١٩٨٥٠٣١٥٢٠١٠٠١١٠٠١", None, (None, "nip_digits")),
        ("\u200e198503152010011001\u200b", None, ("198503152010011001", None)),
        ("198513152010011001", None, (None, "nip_birth")),
        ("198502302010011001", None, (None, "nip_birth")),
        ("198503151995011001", None, (None, "nip_years")),
        ("198503152060011001", None, (None, "nip_years")),
        ("198503152010013001", None, (None, "nip_sex")),
        ("", None, (None, "nip_empty")),
        ("   ", None, (None, "nip_empty")),
    ],
)
def test_read(cell, kind, expected):
    assert nip.read(cell, kind) == expected


@given(
    st.dates(min_value=datetime.date(1955, 1, 1), max_value=datetime.date(2000, 12, 31)),
    st.integers(18, 40), st.integers(1, 12), st.sampled_from("12"), st.integers(1, 999),
)  # fmt: skip
def test_no_damage_gives_another_nip(born, age, month, sex, sequence):
    """What Excel leaves of a NIP is refused; what people add between its digits is restored exactly."""
    whole = f"{born:%Y%m%d}{born.year + age}{month:02d}{sex}{sequence:03d}"
    assert nip.read(whole) == (whole, None)
    kept = f"{whole[:8]} {whole[8:14]} {whole[14]} {whole[15:]}"
    assert nip.read(kept) == (whole, None) and nip.read("'" + whole) == (whole, None)
    fifteen = whole[:15] + "000"
    for damaged in (fifteen, float(whole), int(whole), f"{float(whole):.5E}", f"{float(whole):.0f}.0", whole[1:]):
        assert nip.read(damaged)[0] is None
    assert whole[:15] not in nip.masked(whole)


def test_a_birthday_is_a_day_of_its_month():
    """All at once as one by one: the days about the end of every month, in years with and without a 29 February."""
    days = [
        (year, month, day) for year in (1900, 1980, 1985, 2000) for month in range(14) for day in (0, 1, *range(27, 34))
    ]
    cells = [f"{year}{month:02d}{day:02d}{year + 25}031001" for year, month, day in days]
    assert nip.surely(cells, ["PNS"] * len(cells)).tolist() == [nip.read(cell, "PNS")[1] is None for cell in cells]


def test_masked_shows_three_characters_at_most():
    assert nip.masked(PNS).endswith("001") and nip.masked(PNS).count("•") == 15
    assert nip.masked("12") == "••"
