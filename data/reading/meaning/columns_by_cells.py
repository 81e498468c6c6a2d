"""Columns known by what is in them: NIPs, sources, agencies and periods under headings nobody has met."""

import re
from collections.abc import Iterable, Sequence

from data.reading.cells import nip, numbers
from data.reading.form.table.table import Question, Table
from data.reading.meaning import names, period_spellings, surroundings
from data.reading.meaning.headings import Meaning
from data.terms import spelling as texts

NEAR = 0.95  # as sure as a near heading: taken, and said
_TIMES = frozenset(("period", "periode", "tahun", "year", "semester", "triwulan", "quarter", "bulan", "month"))
_ORGANISATION = re.compile(r"\b(?:agency|organi[sz]ation|opd|skpd|perangkat daerah|trust|department|authority)\b")
_RUINED = frozenset(("nip_exponent", "nip_truncated"))
_MOST = 0.9  # of the cells must be of a kind


def by_cells(
    table: Table,
    found: list[Meaning | None],
    known,
    region: str | None,
    told: frozenset[str],
    agency_elsewhere: bool,
    missing: frozenset[str],
) -> list[Question]:
    """Give the columns without a meaning (and a rater that names sources, a unit that names agencies) the one their
    cells show; `told` are the keys of headings that the mapping names. Two columns of NIPs are asked about."""
    columns = [[cell for cell in column if not numbers.is_missing(cell, missing)] for column in table.sample.columns]
    free = [at for at, heading in enumerate(table.header) if texts.key(heading) not in told]
    questions = _nip(table.header, columns, found, free)
    fields = {meaning.field for meaning in found if meaning}
    with_source = any(meaning and meaning.source for meaning in found)
    if "source" not in fields and not with_source:
        sources = names.of(known, "source")
        for at in free:
            if _may(found[at], "rater") and _all(columns[at], sources.exact):
                found[at] = Meaning("source", sure=NEAR)
                break
    agencies = names.of(known, "agency", region)
    for at in free if "agency" not in fields else ():
        if _may(found[at], "unit") and _names_agencies(columns[at], agencies, agency_elsewhere):
            found[at] = Meaning("agency", sure=NEAR)
            break
    else:
        for at in free if not agency_elsewhere and "agency" not in fields else ():
            if found[at] is None and _ORGANISATION.search(texts.key(table.header[at])) and _are_names(columns[at]):
                found[at] = Meaning("agency", sure=NEAR)
                break
    for at in free if agency_elsewhere and "agency" in fields and "unit" not in fields else ():
        below = found[at] == Meaning("agency") and "unit" in texts.key(table.header[at]).split()
        if below and not _names_agencies(columns[at], agencies, False, any_known=True):
            found[at] = Meaning("unit", sure=NEAR)  # the units of the one agency the title names
    if "employee_type" not in fields:
        types = names.of(known, "employee_type")
        for at in free:
            if found[at] is None and _all(columns[at], types.exact):
                found[at] = Meaning("employee_type", sure=NEAR)
                break
    if "period" not in fields:
        for at in free:
            if found[at] is None and _says_period(table.header[at], columns[at]):
                found[at] = Meaning("period", sure=0.9)
                break
    return questions


def _may(meaning: Meaning | None, field: str) -> bool:
    return meaning is None or meaning.field == field


def _nip(header: list[str], columns: list, found: list[Meaning | None], free: list[int]) -> list[Question]:
    if any(meaning and meaning.field == "nip" for meaning in found):
        return []
    places = [at for at in free if found[at] is None and _are_nips(columns[at])]
    if len(places) == 1:
        found[places[0]] = Meaning("nip", sure=NEAR)
    elif places:
        choices = tuple(header[at] for at in places)
        return [Question("ask_column_of", "nip", choices, None, True, {"ask": "column_of", "field": "nip"})]
    return []


def _are_nips(cells: Sequence[object]) -> bool:
    """NIPs, whole or ruined by Excel: both belong to persons."""
    read = [nip.read(cell, None) for cell in cells]
    of_persons = sum(digits is not None or wrong in _RUINED for digits, wrong in read)
    return bool(cells) and of_persons >= _MOST * len(cells)


def _names_agencies(cells: Sequence[object], agencies: names.Names, elsewhere: bool, any_known: bool = False) -> bool:
    """Known agencies mostly, or names that begin as those of agencies do while nothing else names one."""
    said = [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    if not said:
        return False
    met = sum(agencies.exact(cell) is not None for cell in said)
    begun = sum(bool(surroundings.AGENCY_START.match(cell.strip())) for cell in said)
    if any_known and met:
        return True
    return met * 2 >= len(said) or (not elsewhere and begun >= _MOST * len(said))


def _are_names(cells: Sequence[object]) -> bool:
    said = dict.fromkeys(cells)
    return len(said) > 1 and all(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in said)


def _says_period(heading: str, cells: Iterable[object]) -> bool:
    """Whether a heading speaks of time and all its cells are periods: `reporting_period` over `2017-18`."""
    said = dict.fromkeys(cells)
    spoken = _TIMES.intersection(texts.key(heading).split())
    return bool(spoken and said) and all(period_spellings.read(cell).code for cell in said)


def _all(cells: Iterable[object], exact) -> bool:
    said = dict.fromkeys(cells)
    return bool(said) and all(isinstance(cell, str) and exact(cell) for cell in said)
