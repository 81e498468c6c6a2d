"""Period spellings of offices: TW I 2025, Semester 2/2025, Agt 2025, Januari - Juni 2025, 1 Januari 2025, 2017-18."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.terms import periods
from data.terms import spelling as texts

_MONTHS = (
    "januari jan january|februari feb pebruari february peb|maret mar march mrt|april apr|mei may|juni jun june"
    "|juli jul july|agustus agt agu ags agust aug august"
    "|september sep sept|oktober okt oct october|november nov nop nopember"
    "|desember des dec december"
)
MONTHS = [names.split()[0] for names in _MONTHS.split("|")]
MONTH = {word: index for index, names in enumerate(_MONTHS.split("|"), 1) for word in names.split()}
_WEEKDAYS = (
    "senin sen monday mon|selasa sel tuesday tue|rabu rab wednesday wed|kamis kam thursday thu|jumat jum friday fri"
    "|sabtu sab saturday sat|minggu min ahad sunday sun"
)
WEEKDAY = {word: index for index, names in enumerate(_WEEKDAYS.split("|")) for word in names.split()}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ORDINAL = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "ganjil": 1, "genap": 2} | _ROMAN
_QUARTER = re.compile(
    r"\b(?:triwulan|tri wulan|trw|tw|kuartal|quarter|q|t)(?: ke)? ?(iv|i{1,3}|[1-4]|pertama|kedua|ketiga|keempat)\b"
)
_HALF = re.compile(r"\b(?:semester|smt|sem|sm|s|h)(?: ke)? ?(i{1,2}|[12]|pertama|kedua|ganjil|genap)\b")
_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")
_FISCAL = re.compile(r"^(?:fy|ta|tahun ajaran)? ?((?:19|20)[0-9]{2}) ?[-/–] ?((?:19|20)?[0-9]{2})$")
_ISO = re.compile(r"^((?:19|20)[0-9]{2})([-/.])([01]?[0-9])\2([0-3]?[0-9])(?:[ T].*)?$")
_IN_WORDS = re.compile(r"^([0-3]?[0-9])[-/. ]+([a-z]+)\.?[-/. ]+((?:19|20)?[0-9]{2})(?: [0-9:.]+)?$")
_WEEKDAY = re.compile(r"^([a-z']+)[, ]+(?=[0-9])")
_DAY = re.compile(r"^([0-3]?[0-9])[-/. ]([01]?[0-9])[-/. ]((?:19|20)?[0-9]{2})(?: .*)?$")
_SWAPPED = re.compile(r"^([01]?[0-9])[-/. ]([0-3]?[0-9])[-/. ]((?:19|20)?[0-9]{2})(?: .*)?$")
_MONTH_FIRST = re.compile(r"^(0?[1-9]|1[0-2])[-/. ]((?:19|20)[0-9]{2})$")
_YEAR_FIRST = re.compile(r"^((?:19|20)[0-9]{2})[-/. ]?(0[1-9]|1[0-2])$")
_TO = re.compile(r"\s+(?:s\s*[./]?\s*d\.?|sampai(?: dengan)?|hingga|to|until|[-–—])\s+|\s*[–—]\s*")
_SPAN = {(1, 12): "", (1, 6): "-S1", (7, 12): "-S2", (1, 3): "-Q1", (4, 6): "-Q2", (7, 9): "-Q3", (10, 12): "-Q4"}
CADENCES = ("year", "semester", "quarter", "month")


@dataclass(frozen=True)
class Reading:
    """What one period text says. `code` is canonical, or None with `why`: no_year, day_order, cadence or unknown.

    `part` is the piece of a year that was named without its year (S1, Q3, 07). `fiscal`: the text named a year that
    runs into the next; the code is the year in which it starts. `day` is set where the text was a date.
    """

    code: str | None = None
    why: str | None = None
    part: str | None = None
    fiscal: bool = False
    day: datetime.date | None = None


def read(cell: object, year: int | None = None, order: str | None = None, cadence: str | None = None) -> Reading:
    """Read one cell. `year` completes texts that name none; `order` (dmy, mdy) reads 03/04/2025; `cadence` turns a date
    into a period (a date alone names no period)."""
    if isinstance(cell, datetime.date):
        return _of_day(cell.date() if isinstance(cell, datetime.datetime) else cell, cadence)
    if isinstance(cell, bool) or cell is None:
        return Reading(why="unknown")
    if isinstance(cell, int | float):
        if (counted := of_serial(cell)) is not None:
            return _of_day(counted, cadence)
        return Reading(str(int(cell))) if float(cell).is_integer() and 1900 <= cell < 2100 else Reading(why="unknown")
    text = texts.canonical(cell if isinstance(cell, str) else str(cell))[0].strip("' ")
    if periods.parse(text):
        return Reading(text)
    spanned = dates(text, order)
    day = date(text, order) if spanned is None else spanned
    if day == "day_order":
        return Reading(why="day_order")
    if isinstance(day, tuple):
        code = between(*day)
        return Reading(code, why=None if code else "unknown")
    if isinstance(day, datetime.date):
        return _of_day(day, cadence)
    return _named(text.casefold(), year)


def date(text: str, order: str | None = None) -> datetime.date | str | None:
    """The date a text names; "day_order" where day and month could be swapped and nobody said how; None otherwise."""
    text = text.strip()
    if (named := _WEEKDAY.match(text.casefold())) and (weekday := WEEKDAY.get(named[1].replace("'", ""))) is not None:
        bare = date(text[named.end() :], order)
        return bare if not isinstance(bare, datetime.date) or bare.weekday() == weekday else None
    try:
        if match := _ISO.match(text):
            return datetime.date(int(match[1]), int(match[3]), int(match[4]))
        if (match := _IN_WORDS.match(text.casefold().replace(",", " "))) and match[2] in MONTH:
            return datetime.date(_full_year(int(match[3])), MONTH[match[2]], int(match[1]))
        if order == "mdy" and (match := _SWAPPED.match(text)):
            month, day, year = (int(part) for part in match.groups())
        elif match := _DAY.match(text):
            day, month, year = (int(part) for part in match.groups())
            if order is None and day <= 12 and day != month:
                return "day_order"
        else:
            return None
        return datetime.date(_full_year(year), month, day)
    except ValueError:
        return None


def _full_year(year: int) -> int:
    return year if year > 99 else 2000 + year


def of_serial(number: object) -> datetime.date | None:
    """The day from 2000 to 2050 that a number stands for where a spreadsheet counts days: 45838 is 30 June 2025."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not 36_526 <= number < 55_153:
        return None
    return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(number))


def dates(text: str, order: str | None = None) -> tuple[datetime.date, datetime.date] | str | None:
    """The two dates a text spans: `1 Januari s.d. 30 Juni 2025`, `3-5 Maret 2025`, `01/07/2025 s/d 31/12/2025`.

    "day_order" where day and month could be swapped; None where the text names no two dates.
    """
    parts = bounds(text)
    if parts is None:
        return None
    last = date(parts[1], order)
    if not isinstance(last, datetime.date):
        return last
    words = parts[0].casefold().split()
    if len(words) == 1 and words[0].isdigit():
        words += [str(MONTHS[last.month - 1]), str(last.year)]
    elif len(words) == 2 and words[1] in MONTH:
        words += [str(last.year)]
    first = date(" ".join(words), order)
    if not isinstance(first, datetime.date):
        return first
    return (first, last) if first <= last else None


def bounds(text: str) -> tuple[str, str] | None:
    """The two halves of a text that says from ... to ..., where both hold digits."""
    parts = [
        part for part in _TO.split(re.sub(r"^(\d{1,2})\s*-\s*(?=\d{1,2} [^\W\d])", r"\1 - ", text.strip())) if part
    ]
    return (parts[0], parts[1]) if len(parts) == 2 and all(any(c.isdigit() for c in part) for part in parts) else None


def day_order(column: Iterable[str]) -> str | None:
    """dmy or mdy, where at least one text of the column can be read one way only; None where nothing decides."""
    orders = set()
    for each in (part for text in column for part in bounds(text) or (text,)):
        match = re.match(r"^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]((?:19|20)?[0-9]{2})(?: .*)?$", each.strip())
        if match and (int(match[1]) > 12) != (int(match[2]) > 12):
            orders.add("dmy" if int(match[1]) > 12 else "mdy")
    return orders.pop() if len(orders) == 1 else None


def of_day(day: datetime.date, cadence: str) -> str:
    """The code of the period of that cadence in which a day lies."""
    parts = {"year": "", "semester": f"-S{(day.month + 5) // 6}", "quarter": f"-Q{(day.month + 2) // 3}"}
    return f"{day.year}{parts.get(cadence, f'-{day.month:02d}')}"


def between(starts: datetime.date, ends: datetime.date) -> str | None:
    """The code of the period whose first and last day two dates are, or None."""
    part = _SPAN.get((starts.month, ends.month))
    if starts.year != ends.year or starts.day != 1 or (ends + datetime.timedelta(days=1)).day != 1:
        return None
    if starts.month == ends.month:
        return f"{ends.year}-{ends.month:02d}"
    return None if part is None else f"{ends.year}{part}"


def read_all(cells: Iterable[object], year: int | None = None, order: str | None = None, cadence: str | None = None):
    """Readings of all the unique cells of a column, as dict cell -> Reading.

    `2011-12` is December 2011, unless a sister such as `2012-13` shows that the column counts fiscal years.
    """
    readings = {cell: read(cell, year, order, cadence) for cell in cells}
    if any(reading.fiscal for reading in readings.values()):
        for cell, reading in readings.items():
            match = _FISCAL.match(cell.strip()) if isinstance(cell, str) else None
            if match and not reading.fiscal and (int(match[1]) + 1) % 100 == int(match[2]) % 100:
                readings[cell] = Reading(match[1], fiscal=True)
    return readings


def _of_day(day: datetime.date, cadence: str | None) -> Reading:
    return Reading(of_day(day, cadence), day=day) if cadence else Reading(why="cadence", day=day)


def _named(text: str, year: int | None) -> Reading:
    match = _FISCAL.match(text)
    if match and (int(match[1]) + 1) % 100 == int(match[2]) % 100:
        return Reading(match[1], fiscal=True)
    if match := _YEAR_FIRST.match(text):
        return Reading(f"{match[1]}-{match[2]}")
    if match := _MONTH_FIRST.match(text):
        return Reading(f"{match[2]}-{int(match[1]):02d}")
    plain = re.sub(r"[^\w]+", " ", text).replace(" s d ", " ")
    plain = re.sub(r"(?<=\d)(?=[qst][1-4])", " ", plain)  # 2025Q1
    years = {int(year_text) for year_text in _YEAR.findall(plain)}
    if len(years) > 1:
        return Reading(why="unknown")
    without_year = _YEAR.sub(" ", plain)
    part = _part(without_year)
    if part is None:
        return Reading(why="unknown")
    named = years.pop() if years else year
    if named is None:
        return Reading(why="no_year", part=part or None) if part else Reading(why="unknown")
    return Reading(f"{named}-{part}" if part else str(named))


def _part(text: str) -> str | None:
    """Which piece of a year the words name: S1, Q2, 07, '' for the whole year, None for something else."""
    words = [word for word in text.split() if word not in _FILLERS]
    plain = " ".join(words)
    for pattern, letter in ((_QUARTER, "Q"), (_HALF, "S")):
        if match := pattern.fullmatch(plain):
            return f"{letter}{_ORDINAL[match[1]]}"
    months = [MONTH[word] for word in words if word in MONTH]
    if words and len(months) == len(words):
        if len(months) == 1:
            return f"{months[0]:02d}"
        span = _SPAN.get((months[0], months[1])) if len(months) == 2 else None
        return None if span is None else span.lstrip("-")
    return "" if not words else None


_FILLERS = frozenset(["tahun", "th", "thn", "ta", "periode", "bulan", "bln", "sd", "sampai", "dengan", "hingga", "fy"])
