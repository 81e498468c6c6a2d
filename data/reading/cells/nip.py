"""NIP: 18 digits, always text. A NIP that a spreadsheet has turned into a number is refused, for it is somebody else's.

YYYYMMDD of birth, YYYYMM of first appointment, sex 1 or 2, sequence 001-999 (Perka BKN 22/2007). For PPPK digits 13-14
count contracts and are no month.
"""

import datetime
import re
from collections.abc import Sequence

import numpy as np

from data.reading.cells import nik, signs, uniform
from data.terms.memo import remembered

_DROPPED = str.maketrans("", "", " .-\u00a0'’‘`\u2010\u2011\u2013\u200b")
_EXACT = 10**15
"""A number with fewer digits than this has lost none: it is no NIP, and nothing has ruined it."""

_EXPONENT = re.compile(r"^\s*[0-9]+([.,][0-9]+)?\s*[eE]\s*\+?[0-9]+\s*$")
_FLOAT = re.compile(r"^[0-9]{15,18}[.,]0+$")
_EIGHTEEN = re.compile(r"^[0-9]{18}$")


def read(cell: object, employee_type: str | None = None) -> tuple[str | None, str | None]:
    """(18 digits, None) or (None, problem code). Apostrophe, spaces, dots and dashes between the parts are accepted.

    `employee_type`: PNS makes digits 13-14 a month; PPPK frees them; unknown accepts both.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None, "nip_digits"
    if not isinstance(cell, str):
        if nik.like(cell):
            return None, "nik_refused"
        return None, "nip_numeric" if abs(cell) >= _EXACT else "nip_length"
    return _read(cell, employee_type)


@remembered(200_000)
def _read(cell: str, employee_type: str | None) -> tuple[str | None, str | None]:
    if not cell.strip():
        return None, "nip_empty"
    if _EXPONENT.match(cell):
        return None, "nip_exponent"
    if _FLOAT.match(cell.strip()):
        return None, "nip_numeric"
    digits = signs.plain(cell).strip().translate(_DROPPED)
    if nik.like(digits):
        return None, "nik_refused"
    if not _EIGHTEEN.match(digits):
        return None, "nip_length" if digits.isascii() and digits.isdigit() else "nip_digits"
    if digits.endswith("000"):
        return None, "nip_truncated"
    return (None, wrong) if (wrong := _wrong(digits, employee_type)) else (digits, None)


def surely(cells: Sequence[object], employee_types: Sequence[str | None]) -> np.ndarray:
    """Which cells `read` gives back as they stand, all at once: a big file holds hundreds of thousands."""
    places, digit = uniform.digits(cells, 18)
    born, month, day, since = (_number(digit, *span) for span in ((0, 4), (4, 6), (6, 8), (8, 12)))
    begun = _number(digit, 12, 14)
    leap = (born % 4 == 0) & ((born % 100 != 0) | (born % 400 == 0))
    days = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[np.where(month <= 12, month, 0)]
    good = (born >= 1900) & (day >= 1) & (day <= days + (leap & (month == 2)))
    good &= (since - born >= 17) & (since - born <= 70)
    good &= (digit[:, 14] == 1) | (digit[:, 14] == 2)
    good &= _number(digit, 15, 18) > 0
    kinds = [employee_types[place] or "" for place in places.tolist()]
    pns = np.array([kind == "PNS" for kind in kinds], dtype=bool)
    pppk = np.array([kind.startswith("PPPK") for kind in kinds], dtype=bool)
    contract = (since >= 2019) & (pppk | ((begun > 12) & ~pns))
    good &= contract | ((begun >= 1) & (begun <= 12) & ~pppk)
    sure = np.zeros(len(cells), dtype=bool)
    sure[places[good]] = True
    return sure


def _number(digit: np.ndarray, start: int, end: int) -> np.ndarray:
    return digit[:, start:end] @ (10 ** np.arange(end - start - 1, -1, -1))


def _wrong(digits: str, employee_type: str | None) -> str | None:
    try:
        born = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return "nip_birth"
    year, month = int(digits[8:12]), int(digits[12:14])
    if born.year < 1900 or not 17 <= year - born.year <= 70:
        return "nip_years"
    if digits[14] not in "12":
        return "nip_sex"
    contract = year >= 2019 and month > 12  # PPPK exist since 2019; 21 and upwards count contracts
    if employee_type == "PNS" and not 1 <= month <= 12:
        return "nip_month"
    if (employee_type or "").startswith("PPPK"):
        return None if year >= 2019 else "nip_pppk"
    return None if 1 <= month <= 12 or contract else "nip_month"


def masked(cell: object) -> str:
    """A NIP as a message may show it: the last three characters only (the rest spells birth date and sex)."""
    text = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    return "•" * max(0, min(len(text), 18) - 3) + text[-3:] if len(text) > 3 else "•" * len(text)
