"""The first pass over a file: which names, periods and number forms it holds, before any row is judged."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from data.reading.cells import uniform
from data.reading.cells.distinct import Encoded, combined, constant
from data.reading.cells.numbers import Evidence
from data.reading.form.table.table import SECTION_HEADING, LeaveOut
from data.reading.form.table.total_rows import begins_total
from data.reading.meaning.file_kinds import FORBIDDEN, IGNORE
from data.reading.meaning.headings import Meaning
from data.reading.meaning.mapping import leave_out
from data.reading.meaning.pieces import Piece
from data.terms import spelling as texts

NUMERIC = {"raw": False, "scale_min": False, "scale_max": False, "value": False, "target": False, "respondents": True,
           "n_raters": True, "learning_hours": True}  # fmt: skip
"""Number fields; True: the field counts something, so it has no decimals."""
_SEEN = ("indicator", "source", "position", "job_title", "rule_set", "employee_type", "programme", "title", "region")
_RATED = ("work_result", "work_behavior", "predicate", "skp_status", "acting", "active")
_DATES = ("starts", "ends")
ENOUGH = 20_000  # unique value cells kept to judge the scale


@dataclass
class Survey:
    """What the whole file holds. `seen[field]`: unique cell -> records; agencies come as (region cell, agency cell),
    periods as the tuple of their cells. `numbers`: unique value cells, at most a sample of 20,000. `kept[i]`: which
    records of the i-th piece are not left out, a bit each. `pieces`: every piece again, once all were seen."""

    evidence: Evidence = field(default_factory=Evidence)
    seen: dict[str, Counter] = field(default_factory=dict)
    numbers: Counter = field(default_factory=Counter)
    leave_out: list[LeaveOut] = field(default_factory=list)
    kept: list[np.ndarray] = field(default_factory=list)
    records: int = 0
    first_line: int = 0
    pieces: Callable[[], Iterator[Piece]] = lambda: iter(())


def add(survey: Survey, piece: Piece, header: list[str], meanings: list[Meaning], mapping: dict) -> None:
    """Take in what one piece's columns of names and numbers hold, but for the records that are left out."""
    if not survey.records and len(piece):
        survey.first_line = int(piece.lines[0])
    survey.records += len(piece)
    kept = ~left_out(piece, header, meanings, mapping)
    survey.kept.append(np.packbits(kept))
    _numbers(survey, piece, meanings, kept)
    for name in (*_SEEN, *_RATED, *_DATES):
        for place in places_of(meanings, name)[:1]:
            _count(survey, name, piece.columns[place], kept)
    spans = [place for name in _DATES for place in places_of(meanings, name)[:1]]
    if len(spans) == 2 and len(piece):
        _count(survey, "span", Encoded(*combined([piece.columns[column_place] for column_place in spans])), kept)
    if (periods := places_of(meanings, "period")) and len(piece):
        _count(survey, "period", Encoded(*combined([piece.columns[column_place] for column_place in periods])), kept)
    if (agencies := places_of(meanings, "agency")) and len(piece):
        regions = places_of(meanings, "region")
        region = piece.columns[regions[0]] if regions else constant(None, len(piece))
        _count(survey, "agency", Encoded(*combined([region, piece.columns[agencies[0]]])), kept)
        if coded := places_of(meanings, "agency_code"):
            named = [region, piece.columns[agencies[0]], piece.columns[coded[0]]]
            _count(survey, "agency_code", Encoded(*combined(named)), kept)


def left_out(piece: Piece, header: list[str], meanings: list[Meaning], mapping: dict) -> np.ndarray:
    """Which records are left out: by the mapping's `leave_out`, and rows of sums (JUMLAH, RATA-RATA)."""
    out = np.zeros(len(piece), dtype=bool)
    headings = {texts.key(heading): place for place, heading in enumerate(header)}
    for heading, keys in leave_out(mapping):
        if texts.key(heading) in headings:
            column = piece.columns[headings[texts.key(heading)]]
            out |= column.where([texts.key(str(cell)) in keys for cell in column.unique])
    who = [place for name in ("nip", "agency", "name") for place in places_of(meanings, name)[:1] if place != 0]
    if len(piece) and who and header[0] != SECTION_HEADING:
        begins = piece.columns[0].where(
            [isinstance(cell, str) and begins_total(cell) for cell in piece.columns[0].unique]
        )
        for place in who:  # "Rata-rata kabupaten" where a number stands, and nobody named
            begins &= piece.columns[place].where([cell in ("", None) for cell in piece.columns[place].unique])
        out |= begins
    out |= _totals_named_further_on(piece, meanings)
    naming = {0} | {place for name in ("nip", "name", "agency", "unit") for place in places_of(meanings, name)[:1]}
    for place in naming:
        column = piece.columns[place]
        if uniform.no_totals(column.unique):
            continue
        out |= column.where([isinstance(cell, str) and texts.is_total(cell) for cell in column.unique])
    return out | _subtotals(piece, meanings)


def _totals_named_further_on(piece: Piece, meanings: list[Meaning]) -> np.ndarray:
    """Rows of sums named in a column that is not read ("NRR per unsur" among ages or numbers), with nothing before."""
    values = next((place for place, meaning in enumerate(meanings) if meaning.field == "raw"), 0)
    empty, found = np.ones(len(piece), dtype=bool), np.zeros(len(piece), dtype=bool)
    unread = [place for place in range(values) if meanings[place].field in (IGNORE, FORBIDDEN)]
    for place in range(max(unread, default=-1) + 1):
        column = piece.columns[place]
        if not empty.any():
            break
        if place in unread:
            sums = [isinstance(cell, str) and not cell[:1].isdigit() and texts.is_sum(cell) for cell in column.unique]
            found |= empty & column.where(sums)
        empty &= column.where([cell in ("", None) for cell in column.unique])
    return found


def _subtotals(piece: Piece, meanings: list[Meaning]) -> np.ndarray:
    """Rows that a spreadsheet put under each agency or unit: "Dinas Kesehatan Total", "(blank)"; nobody's NIP stands
    in them."""
    out = np.zeros(len(piece), dtype=bool)
    for place in (place for name in ("agency", "unit") for place in places_of(meanings, name)[:1]):
        column = piece.columns[place]
        if uniform.no_subtotals(column.unique):
            continue
        names = {texts.key(cell) for cell in column.unique if isinstance(cell, str)}
        said = [texts.subtotal_of(cell) if isinstance(cell, str) else None for cell in column.unique]
        out |= column.where([of is not None and (of[1] or of[0] in names) for of in said])
    for place in places_of(meanings, "nip")[:1] if out.any() else ():
        out &= piece.columns[place].where([cell in ("", None) for cell in piece.columns[place].unique])
    return out


def places_of(meanings: list[Meaning], name: str) -> list[int]:
    """The columns that hold a field (for "raw": every column of values)."""
    return [place for place, meaning in enumerate(meanings) if meaning.field == name]


def _count(survey: Survey, name: str, column: Encoded, kept: np.ndarray) -> None:
    counter = survey.seen.setdefault(name, Counter())
    for cell, count in zip(column.unique, column.counts(kept).tolist(), strict=True):
        if count:
            counter[cell] += count


def _numbers(survey: Survey, piece: Piece, meanings: list[Meaning], kept: np.ndarray) -> None:
    for place, meaning in enumerate(meanings):
        if meaning.field not in NUMERIC:
            continue
        column = piece.columns[place]
        counts = column.counts(kept).tolist()
        survey.evidence.add(column.unique, counts, whole=NUMERIC[meaning.field])
        if meaning.field in ("raw", "value") and meaning.scale is None and len(survey.numbers) < ENOUGH:
            for cell, count in zip(column.unique, counts, strict=True):
                if count:
                    survey.numbers[cell] += count
