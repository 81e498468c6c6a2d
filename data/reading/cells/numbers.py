"""One number cell. A file has one locale, decided from all its numbers; what does not fit it is refused, never bent."""

import datetime
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from data.reading.cells import signs
from data.reading.cells.formula import Fault, Percent
from data.terms import spelling as texts
from data.terms.memo import remembered

COMMA, POINT = "comma", "point"  # the decimal sign of a file: 1.250,5 or 1,250.5
OK, MISSING = "ok", "missing"
STATUS = (
    OK,
    MISSING,
    "number_text",
    "number_locale",
    "number_excel_error",
    "number_date",
    "number_form",
    "number_long",
)
_CODE = {name: index for index, name in enumerate(STATUS)}

# Signs and words, between bars, that say "no value"; more of them are rows of the reference table `aliases`.
_BLANKS = (
    "|-|--|---|.|..|...|–|—|*|**|n/a|na|n.a.|#n/a|null|none|nil|kosong|(kosong)|belum dinilai|belum ada|belum diisi"
    "|tidak ada|tidak dinilai|n<10|n<5"
)
BLANKS = frozenset(_BLANKS.split("|"))
_NUMBER = re.compile(r"^-?[0-9][0-9.,]*$")
_WHOLE = re.compile(r"^-?[0-9]+$")
_DECIMAL = {
    COMMA: re.compile(r"^-?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),[0-9]+$"),
    POINT: re.compile(r"^-?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.[0-9]+$"),
}
_GROUPED = {
    COMMA: re.compile(r"^-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$"),
    POINT: re.compile(r"^-?[1-9][0-9]{0,2}(?:,[0-9]{3})+$"),
}
_DAY = re.compile(  # what a spreadsheet makes of 5.10 and of 10.25, in the language it speaks
    r"[0-9]{1,2}[-/ ](?:MONTH)|(?:MONTH)[-/ ][0-9]{2}".replace(
        "MONTH", "jan|feb|mar|apr|mei|may|jun|jul|agu|agt|ags|aug|sep|okt|oct|nov|nop|des|dec"
    ),
    re.IGNORECASE,
)
_DIGITS = 17  # more digits than this before the decimal sign cannot be held exactly; behind it they are rounded
_LONGEST = 60  # no number is written with more characters


def is_missing(cell: object, words: frozenset[str] = BLANKS) -> bool:
    """Whether a cell says that there is no value."""
    return cell is None or (isinstance(cell, str) and signs.plain(cell).strip().casefold() in words)


def looks_numeric(cell: object) -> bool:
    """Whether a cell could be a number in some locale (used to tell rating columns from remarks)."""
    if isinstance(cell, bool):
        return False
    return isinstance(cell, int | float | Fault) or (isinstance(cell, str) and bool(_NUMBER.match(_bare(cell)[0])))


def is_day(cell: str) -> bool:
    """Whether a text is what a spreadsheet shows of a number that it took for a day: "05-Okt", "Mei-25"."""
    return bool(_DAY.fullmatch(cell.strip()))


@dataclass
class Evidence:
    """What the number texts of a file say about its decimal sign, gathered over all its chunks.

    `certain` counts texts readable in one locale only; `either` holds a few texts that both locales read, differently
    (1.250 is 1250 or 1.25). Numbers without a sign, and real numeric cells, say nothing.
    """

    certain: Counter = field(default_factory=Counter)
    either: list[str] = field(default_factory=list)

    def add(self, cells: Iterable[object], counts: Sequence[int], whole: bool = False) -> None:
        """Take in the unique cells of one column and how often each occurs; `whole`: the column holds counts."""
        for cell, count in zip(cells, counts, strict=True):
            if not isinstance(cell, str) or not count:
                continue
            reads = _reads(cell, whole)
            if len(reads) == 1:
                self.certain[reads[0]] += int(count)
            elif reads and len(self.either) < 10:
                self.either.append(cell)

    @property
    def locale(self) -> str | None:
        """The file's decimal sign, or None where only the planner can say. Nine tenths of the certain texts decide.

        The texts of the other locale are then refused one by one; they are never read.
        """
        total = sum(self.certain.values())
        if not total:
            return None if self.either else POINT
        sign, count = self.certain.most_common(1)[0]
        return sign if count >= 0.9 * total else None


@remembered(100_000)
def _reads(cell: str, whole: bool) -> tuple[str, ...]:
    """The locales in which a text with a sign is a number; none for a text without a sign or no number at all."""
    digits = _bare(cell)[0]
    if not _NUMBER.match(digits) or _WHOLE.match(digits):
        return ()
    reads = tuple(sign for sign in (COMMA, POINT) if _float(digits, sign) is not None)
    if whole and len(reads) == 2:  # a count has no decimals, so the sign groups thousands
        return tuple(sign for sign in reads if _GROUPED[sign].match(digits))
    return reads


def _bare(cell: str) -> tuple[str, bool]:
    digits = signs.plain(cell).strip()
    if digits.endswith("%"):
        return digits[:-1].rstrip(), True
    return digits, False


def _float(digits: str, locale: str) -> float | None:
    if _WHOLE.match(digits):
        return float(digits)
    decimal, group = (",", ".") if locale == COMMA else (".", ",")
    if _DECIMAL[locale].match(digits) or _GROUPED[locale].match(digits):
        return float(digits.replace(group, "").replace(decimal, "."))
    return None


def number(cell: object, locale: str, missing: frozenset[str] = BLANKS) -> tuple[float, bool, str]:
    """(value, was it a percentage, status) of one cell; the value is NaN unless the status is "ok".

    Only digits with the file's signs are numbers: `٨٠`, `0x50`, `1e309`, `NaN`, `+5` and `1 250` are refused.
    """
    if is_missing(cell, missing):
        return math.nan, False, MISSING
    if isinstance(cell, bool):
        return math.nan, False, "number_text"
    if isinstance(cell, int | float):
        return (float(cell), isinstance(cell, Percent), OK) if math.isfinite(cell) else (math.nan, False, "number_form")
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return math.nan, False, "number_date"  # Excel turned 5.10 into 5 October: the value is gone
    if isinstance(cell, Fault):
        return math.nan, False, "number_excel_error"
    return _read(str(cell), locale)


@remembered(100_000)
def _read(cell: str, locale: str) -> tuple[float, bool, str]:
    digits, percent = _bare(cell)
    if len(digits) > _LONGEST:
        return math.nan, False, "number_long" if _NUMBER.match(digits) else "number_text"
    value = _float(digits, locale) if _NUMBER.match(digits) else None
    if value is not None:
        if abs(value) >= 10**_DIGITS:
            return math.nan, False, "number_long"
        return value, percent, OK
    return math.nan, False, _why_not(digits, locale)


def _why_not(digits: str, locale: str) -> str:
    other = POINT if locale == COMMA else COMMA
    if _NUMBER.match(digits):
        return "number_locale" if _float(digits, other) is not None else "number_form"
    if digits.startswith("#"):
        return "number_excel_error"
    if is_day(digits):
        return "number_date"
    return "number_form" if any(char.isnumeric() for char in digits) else "number_text"


def numbers(cells: Sequence[object], locale: str, missing: frozenset[str] = BLANKS) -> tuple[np.ndarray, ...]:
    """Arrays (value float64, percent bool, status uint8 = index into STATUS) of the unique cells of a column."""
    parsed = [number(cell, locale, missing) for cell in cells]
    return (
        np.array([value for value, _, _ in parsed], dtype=np.float64),
        np.array([percent for _, percent, _ in parsed], dtype=bool),
        np.array([_CODE[status] for _, _, status in parsed], dtype=np.uint8),
    )


def shown(cell: object) -> str:
    """A cell as a message shows it: short, on one line."""
    text = texts.canonical(signs.named(cell))[0] if isinstance(cell, str) else str(cell)
    return text if len(text) <= 60 else text[:57] + "..."
