"""Columns of dates: one a cell, or two ("3 s.d. 5 Maret 2025") where a course or an SKP begins and ends."""

import datetime

import numpy as np

from data.reading.cells import numbers, signs
from data.reading.cells.distinct import Encoded, combined
from data.reading.judging.field import Field
from data.reading.judging.records import Records
from data.reading.meaning import period_spellings
from data.reading.meaning.interpretation import ASK, EMPTY, OK, Interpretation
from data.reading.meaning.survey import Survey

SERIAL_DAYS = range(29_221, 54_789)
"""Excel's numbers of the days of 1980 to 2049."""


def ask_order(file: Interpretation, survey: Survey) -> None:
    """Ask once whether the day or the month stands first, where nothing in the columns of dates tells."""
    cells = [cell for name in ("starts", "ends") for cell in survey.seen.get(name, ()) if isinstance(cell, str)]
    unsure = [cell for cell in cells if _read(cell, file.order) == "day_order"]
    if file.order is None and unsure:
        file.ask("ask_date_order", unsure[0], ("dmy", "mdy"), "dmy", ask="set:date_order")


def spans(records: Records) -> tuple[Field, Field]:
    """When each record begins and ends; one that ends before it begins is refused."""
    starts, ends = _dates(records, "starts"), _dates(records, "ends")
    first = np.array([day or datetime.date.min for day in starts.values], "datetime64[D]")
    last = np.array([day or datetime.date.max for day in ends.values], "datetime64[D]")
    ends.mark(last[ends.codes] < first[starts.codes], "ends_before")
    return starts, ends


def last_days(records: Records) -> Field:
    """When each record ends, where that can be read: a date that only helps to tell two posts apart refuses nothing."""
    ends = _dates(records, "ends")
    ends.states = [OK if state == OK else EMPTY for state in ends.states]
    return ends


def _dates(records: Records, name: str) -> Field:
    """A column of dates. A cell that holds two gives its first, or its second for `ends`; where no column says when
    something ends, the column of its start does."""
    file = records.file
    places = file.places(name) or (file.places("starts") if name == "ends" else [])
    if not places:
        field = Field(np.zeros(records.n, np.int32), [None], [EMPTY], [None])
        records.fields[name] = field
        return field
    column = records.encoded(places[0])
    if name == "ends" and file.places(name):
        column = _completed(records, column)
    judged: list[tuple[object, str]] = []
    borrowed = not file.places(name)
    for cell in column.unique:
        day = None if numbers.is_missing(cell, file.missing) else _read(cell, file.order)
        if isinstance(day, tuple):
            day = day[name == "ends"]
        elif borrowed:  # one date says when it begins, and nothing of its end
            judged.append((None, EMPTY))
            continue
        if numbers.is_missing(cell, file.missing):
            judged.append((None, EMPTY))
            continue
        state = ASK if day == "day_order" else OK if isinstance(day, datetime.date) else _why_not(cell)
        judged.append((day if state == OK else None, state))
    field = Field(column.codes, [v for v, _ in judged], [s for _, s in judged], column.unique, file.header[places[0]])
    records.fields[name] = field
    return field


def _completed(records: Records, ends: Encoded) -> Encoded:
    """A column of ends whose empty cells take the end of a start that spans days ("3-5 Maret 2025")."""
    file = records.file
    for place in file.places("starts"):
        starts = records.encoded(place)
        spanning = {cell for cell in starts.unique if isinstance(_read(cell, file.order), tuple)}
        if spanning:
            codes, pairs = combined([ends, starts])
            return Encoded(
                codes,
                [start if start in spanning and numbers.is_missing(end, file.missing) else end for end, start in pairs],
            )
    return ends


def _why_not(cell: object) -> str:
    """A whole number that counts days from 1900 as Excel does may be a date, and may be anything else."""
    days = numbers.number(cell, numbers.POINT)[0]
    return "date_serial" if days in SERIAL_DAYS else "date_unknown"


def _read(cell: object, order: str | None) -> object:
    """A date, two dates, "day_order", or None."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if not isinstance(cell, str):
        return None
    return period_spellings.dates(cell, order) or period_spellings.date(signs.plain(cell), order)


OWN = "own"
"""Cadence of a file whose rows each name their own period, as monthly evaluations beside the annual one do."""


def cadence_of(file: Interpretation, survey: Survey) -> tuple[str | None, str | None]:
    """(cadence, the one period) where every SKP of a file runs over a whole piece of the year, as in quarterly
    evaluation; (None, None) where they run to the end of the year or to a transfer."""
    codes = set()
    for first, last in survey.seen.get("span", ()):
        starts, ends = _read(first, file.order), _read(last, file.order)
        if not isinstance(starts, datetime.date) or not isinstance(ends, datetime.date):
            return None, None
        code = period_spellings.between(starts, ends)
        if code is None:
            return None, None
        codes.add(code)
    parts = {code for code in codes if "-" in code}
    cadences = {"semester" if "-S" in code else "quarter" if "-Q" in code else "month" for code in parts}
    if len(cadences) != 1:
        return None, None
    if parts != codes:  # halves of a year beside whole ones are transfers, months and quarters are not
        return (OWN if len(parts) > 1 and "semester" not in cadences else None), None
    return cadences.pop(), parts.pop() if len(parts) == 1 else None
