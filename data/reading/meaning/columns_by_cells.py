"""Columns known by what is in them: NIPs, sources, agencies and periods under headings nobody has met."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from data.catalog.catalog import Known
from data.reading.cells import nip, numbers, presence
from data.reading.form.table.table import Question, Table
from data.reading.meaning import names, period_spellings
from data.reading.meaning.file_kinds import IGNORE
from data.reading.meaning.headings import Meaning
from data.terms import spelling as texts
from data.terms.office_words import AGENCY_START

NEAR = 0.95  # as sure as a near heading: taken, and said
_TIMES = frozenset(("period", "periode", "tahun", "year", "semester", "triwulan", "quarter", "bulan", "month"))
_ORGANISATION = re.compile(r"\b(?:agency|organi[sz]ation|opd|skpd|perangkat daerah|trust|department|authority)\b")
_STAMPS = frozenset(("timestamp", "cap waktu", "stempel waktu", "completion time", "waktu penyelesaian"))
_ADDRESSES = frozenset(("email address", "alamat email", "username", "nama pengguna", "email", "surel"))
_STATUS = frozenset(("status", "keterangan", "ket", "kedudukan", "keadaan", "catatan", "remarks"))
_RUINED = frozenset(("nip_exponent", "nip_truncated"))
_MOST = 0.9  # of the cells must be of a kind


@dataclass
class _Columns:
    """The columns of a table's sample while their cells are looked at.

    `cells` are a column's cells but for the missing ones; `meanings` gets what is found; `free` are the columns no
    mapping names; `fields` are those that headings name. `agency_elsewhere`: the agency is not named in a column.
    """

    header: list[str]
    cells: list[list[object]]
    meanings: list[Meaning | None]
    free: list[int]
    fields: frozenset[str]
    known: Known
    region: str | None
    agency_elsewhere: bool

    def give(self, field: str, fits: Callable[[int], bool], instead_of: str | None = None, sure: float = NEAR) -> bool:
        """Give a field to the first fitting column that has no meaning, or has `instead_of`; whether there is one."""
        for place in self.free:
            meaning = self.meanings[place]
            if (meaning is None or meaning.field == instead_of) and fits(place):
                self.meanings[place] = Meaning(field, sure=sure)
                return True
        return False


def by_cells(
    table: Table,
    meanings: list[Meaning | None],
    known,
    region: str | None,
    mapped: frozenset[str],
    agency_elsewhere: bool,
    missing: frozenset[str],
) -> list[Question]:
    """Give the columns without a meaning (and a rater that names sources, a unit that names agencies) the one their
    cells show; `mapped` are the keys of headings that the mapping names. Two columns of NIPs are asked about."""
    columns = _Columns(
        table.header,
        [[cell for cell in column if not numbers.is_missing(cell, missing)] for column in table.sample.columns],
        meanings,
        [place for place, heading in enumerate(table.header) if texts.key(heading) not in mapped],
        frozenset(meaning.field for meaning in meanings if meaning),
        known,
        region,
        agency_elsewhere,
    )
    questions = [*_nip(columns), *_active(columns)]
    for rule in (_respondent, _source, _agency, _unit, _employee_type, _period):
        rule(columns)
    return questions


def _nip(columns: _Columns) -> list[Question]:
    if "nip" in columns.fields:
        return []
    places = [place for place in columns.free if columns.meanings[place] is None and _are_nips(columns.cells[place])]
    if len(places) == 1:
        columns.meanings[places[0]] = Meaning("nip", sure=NEAR)
    elif places:
        choices = tuple(columns.header[place] for place in places)
        return [Question("ask_column_of", "nip", choices, None, True, {"ask": "column_of", "field": "nip"})]
    return []


def _active(columns: _Columns) -> list[Question]:
    """Who has left ("Pensiun", "Pindah"), in a list of staff that has no column for that: a column of such words alone
    says it, one that has others beside them is asked about."""
    rated = any(meaning and (meaning.field == "raw" or meaning.indicator) for meaning in columns.meanings)
    if rated or "active" in columns.fields or "nip" not in columns.fields:
        return []
    for place in columns.free:
        heading, said = columns.header[place], set(map(presence.works, columns.cells[place]))
        if False in said and _STATUS.intersection(texts.key(heading).split()):
            if None not in said:
                columns.meanings[place] = Meaning("active", sure=NEAR)
                return []
            told = {"ask": "columns", "confidence": 0.8}
            return [Question("ask_column", heading, ("active", IGNORE), "active", blocking=False, detail=told)]
    return []


def _respondent(columns: _Columns) -> None:
    """Who answered a form (its export begins with a timestamp), by address: two answers of one are then not two."""
    if "rater" in columns.fields or not _STAMPS.intersection(map(texts.key, columns.header)):
        return
    for place in columns.free:
        cells = columns.cells[place]
        if texts.key(columns.header[place]) in _ADDRESSES and cells and all("@" in str(cell) for cell in cells):
            columns.meanings[place] = Meaning("rater")
            return


def _source(columns: _Columns) -> None:
    """Raters that are sources, where no heading speaks of sources. Auditor may be the post of the person rated."""
    if "source" in columns.fields or any(meaning and meaning.source for meaning in columns.meanings):
        return
    sources, posts = names.of(columns.known, "source"), names.of(columns.known, "position")

    def rates(cell: str) -> bool:
        return sources.exact(cell) is not None and posts.exact(cell) is None

    columns.give("source", lambda place: _all(columns.cells[place], rates), instead_of="rater")


def _agency(columns: _Columns) -> None:
    """Units that are agencies; else names under a heading that speaks of organisations."""
    if "agency" in columns.fields:
        return
    agencies, elsewhere = names.of(columns.known, "agency", columns.region), columns.agency_elsewhere
    by_name = columns.give(
        "agency", lambda place: _names_agencies(columns.cells[place], agencies, elsewhere), instead_of="unit"
    )
    if not by_name and not elsewhere:
        columns.give("agency", lambda place: _heads_organisations(columns.header[place], columns.cells[place]))


def _unit(columns: _Columns) -> None:
    """The units of the one agency the title names, under a heading that could mean agencies."""
    if not columns.agency_elsewhere or "agency" not in columns.fields or "unit" in columns.fields:
        return
    agencies = names.of(columns.known, "agency", columns.region)
    for place in columns.free:
        below = columns.meanings[place] == Meaning("agency") and "unit" in texts.key(columns.header[place]).split()
        if below and not _names_agencies(columns.cells[place], agencies, False, any_known=True):
            columns.meanings[place] = Meaning("unit", sure=NEAR)


def _employee_type(columns: _Columns) -> None:
    if "employee_type" in columns.fields:
        return
    types = names.of(columns.known, "employee_type")
    columns.give("employee_type", lambda place: _all(columns.cells[place], types.exact))


def _period(columns: _Columns) -> None:
    if "period" not in columns.fields:
        columns.give("period", lambda place: _says_period(columns.header[place], columns.cells[place]), sure=0.9)


def _heads_organisations(heading: str, cells: Sequence[object]) -> bool:
    return bool(_ORGANISATION.search(texts.key(heading))) and _are_names(cells)


def _are_nips(cells: Sequence[object]) -> bool:
    """NIPs, whole or ruined by Excel: both belong to persons."""
    read = [nip.read(cell, None) for cell in cells]
    of_persons = sum(digits is not None or wrong in _RUINED for digits, wrong in read)
    return bool(cells) and of_persons >= _MOST * len(cells)


def _names_agencies(cells: Sequence[object], agencies: names.Names, elsewhere: bool, any_known: bool = False) -> bool:
    """Known agencies mostly, or names that begin as those of agencies do while nothing else names one."""
    texts_there = [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    if not texts_there:
        return False
    met = sum(agencies.exact(cell) is not None for cell in texts_there)
    begun = sum(bool(AGENCY_START.match(cell.strip())) for cell in texts_there)
    if any_known and met:
        return True
    return met * 2 >= len(texts_there) or (not elsewhere and begun >= _MOST * len(texts_there))


def _are_names(cells: Sequence[object]) -> bool:
    different = dict.fromkeys(cells)
    return len(different) > 1 and all(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in different)


def _says_period(heading: str, cells: Iterable[object]) -> bool:
    """Whether a heading speaks of time and all its cells are periods: `reporting_period` over `2017-18`."""
    different = dict.fromkeys(cells)
    spoken = _TIMES.intersection(texts.key(heading).split())
    return bool(spoken and different) and all(period_spellings.read(cell).code for cell in different)


def _all(cells: Iterable[object], exact) -> bool:
    different = dict.fromkeys(cells)
    return bool(different) and all(isinstance(cell, str) and exact(cell) for cell in different)
