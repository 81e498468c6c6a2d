"""The period of every row: its columns, the headings, what stands around the table, or the planner's answer."""

import datetime

from data.reading.cells import numbers
from data.reading.meaning import names, period_spellings
from data.reading.meaning.interpretation import ASK, EMPTY, OK, Interpretation
from data.reading.meaning.period_spellings import Reading
from data.reading.meaning.survey import Survey
from data.terms import periods
from data.terms import spelling as texts
from data.terms.problems import Problem

_QUESTIONS = {
    "no_year": ("ask_year", (), None, "set:year"),
    "day_order": ("ask_date_order", ("dmy", "mdy"), "dmy", "set:date_order"),
    "cadence": ("ask_cadence", period_spellings.CADENCES, None, "set:cadence"),
}
"""Why a cell is no period yet -> what is asked: code, choices, the suggested one, where the answer goes."""


def settle(file: Interpretation, survey: Survey, dates_mean: str | None = None) -> None:
    """Resolve the period of every row: column(s), heading, mapping; a piece of a year, a date or nothing is asked.

    `dates_mean` is the cadence a date stands for where it need not be asked."""
    mapped = _of_mapping(file)
    if not file.places("period"):
        if not mapped and not _in_headings(file):
            possible = file.possible_periods
            file.ask("ask_period", "", possible, possible[0] if len(possible) == 1 else None, ask="set:period")
        return
    texts_of_cells = _texts(file, survey)
    readings = _readings(file, set(texts_of_cells.values()), dates_mean)
    for cells, text in texts_of_cells.items():
        if all(numbers.is_missing(cell, file.missing) for cell in cells):
            file.periods[cells] = (mapped, OK) if mapped else (None, EMPTY)
        else:
            file.periods[cells] = _resolved(file, text, readings[text])
    _notices(file, readings)


def _of_mapping(file: Interpretation) -> str | None:
    """The period the mapping gives the whole file, as a code; one that nobody can read is a problem."""
    given = file.mapping.get("period")
    if given is None or periods.parse(str(given)) is not None:
        return given
    code = period_spellings.read(str(given)).code
    if code is None:
        file.problems.append(Problem("period_unknown", found=numbers.shown(str(given))))
    file.mapping = file.mapping | {"period": code}
    return code


def _in_headings(file: Interpretation) -> bool:
    """Whether the heading of every column of values names its period."""
    rated = [file.meanings[place] for name in ("raw", "value") for place in file.places(name)]
    return bool(rated) and all(meaning.period for meaning in rated)


def _texts(file: Interpretation, survey: Survey) -> dict[tuple, object]:
    """The cells of the period's columns -> what they say together."""
    headings = [file.header[place] for place in file.places("period")]
    return {cells: _joined(cells, headings) for cells in survey.seen.get("period", {})}


def _readings(file: Interpretation, cells: set[object], dates_mean: str | None) -> dict[object, Reading]:
    mapped = file.mapping.get("period")
    year = file.mapping.get("year") or (mapped and periods.of_code(str(mapped)).starts.year)
    in_headings = [cadence for place in file.places("period") if (cadence := file.meanings[place].cadence)]
    cadence = in_headings[0] if in_headings else file.mapping.get("cadence") or dates_mean
    readings = period_spellings.read_all(cells, year and int(year), file.order, cadence)
    return _evenings(file, readings, cadence) if cadence else readings


def _evenings(file: Interpretation, readings: dict[object, Reading], cadence: str) -> dict[object, Reading]:
    """Dates that all have one hour of the afternoon are midnights of the day after, written in UTC, or what they say:
    asked where that moves a row into another period."""
    moments = [cell for cell in readings if isinstance(cell, datetime.datetime)]
    hours = {cell.replace(second=0, microsecond=0).time() for cell in moments}
    if len(hours) != 1 or hours.pop().hour < 12:
        return readings
    after = {cell: cell.date() + datetime.timedelta(days=1) for cell in moments}
    moved = {cell: Reading(period_spellings.of_day(day, cadence), day=day) for cell, day in after.items()}
    edge = [cell for cell, reading in moved.items() if reading.code != readings[cell].code]
    if not edge or file.mapping.get("evenings") == "same_day":
        return readings
    if file.mapping.get("evenings") == "next_day":
        return readings | moved
    file.ask("ask_evenings", f"{edge[0]:%d/%m/%Y %H:%M}", ("same_day", "next_day"), ask="set:evenings")
    return readings | {cell: Reading(why="evenings") for cell in edge}


def _resolved(file: Interpretation, text: object, reading: Reading) -> tuple[str | None, str]:
    """(code, state) of cells that were read; what is not sure is asked."""
    if reading.code:
        return reading.code, OK
    if reading.why == "evenings":
        return None, ASK
    if reading.why not in _QUESTIONS:
        return None, "period_unknown"
    code, choices, suggested, answer = _QUESTIONS[reading.why]
    shown = reading.day.isoformat() if isinstance(text, float) and reading.day else str(text)
    file.ask(code, shown, choices, suggested, ask=answer)
    return None, ASK


def _notices(file: Interpretation, readings: dict[object, Reading]) -> None:
    """Fiscal years, and periods of several lengths in one file."""
    serials = sorted({reading.day for cell, reading in readings.items() if isinstance(cell, float) and reading.day})
    if serials:
        heading, listed = file.header[file.places("period")[0]], ", ".join(f"{day:%d/%m/%Y}" for day in serials[:5])
        file.problems.append(Problem("serial_dates", column=heading, found=listed, blocking=False))
    fiscal = sorted(str(text) for text, reading in readings.items() if reading.fiscal)
    if fiscal:
        file.problems.append(Problem("period_fiscal", found=", ".join(fiscal[:5]), blocking=False))
    cadences = {period.cadence for code, _ in file.periods.values() if code and (period := periods.parse(code))}
    if len(cadences) > 1:
        file.problems.append(Problem("period_cadences", found=", ".join(sorted(cadences)), blocking=False))


_UNITS = {
    "semester": "Semester",
    "smt": "Semester",
    "sem": "Semester",
    "triwulan ke": "Triwulan",
    "triwulan": "Triwulan",
    "quarter": "Triwulan",
    "tw": "Triwulan",
    "bulan": "",
    "bln": "",
    "month": "",
}


def _joined(cells: tuple, headings: list[str]) -> object:
    """Several columns that together name a period: Semester | 1 and Tahun | 2025 say "Semester 1 2025"."""
    if len(cells) == 1 and texts.key(headings[0]) not in _UNITS:
        return cells[0]
    parts = []
    for cell, heading in zip(cells, headings, strict=True):
        part = names.texts_of([cell])[cell][0]
        unit = _UNITS.get(texts.key(heading))
        if unit == "" and part.isdigit() and 1 <= int(part) <= 12:
            part = next(word for word, number in period_spellings.MONTH.items() if number == int(part))
        parts.append(
            f"{unit} {part}" if unit and part.upper() in ("1", "2", "3", "4", "I", "II", "III", "IV") else part
        )
    return " ".join(parts)
