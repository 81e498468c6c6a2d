"""The period of every row: its columns, the headings, what stands around the table, or the planner's answer."""

from data.reading.cells import numbers
from data.reading.meaning import names, period_spellings
from data.reading.meaning.interpretation import ASK, EMPTY, OK, Plan
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


def settle(the: Plan, survey: Survey, dates_mean: str | None = None) -> None:
    """Resolve the period of every row: column(s), heading, mapping; a piece of a year, a date or nothing is asked.

    `dates_mean` is the cadence a date stands for where it need not be asked."""
    mapped = _of_mapping(the)
    if not the.places("period"):
        if not mapped and not _in_headings(the):
            the.ask("ask_period", "", the.might, the.might[0] if len(the.might) == 1 else None, ask="set:period")
        return
    texts_of_cells = _texts(the, survey)
    readings = _readings(the, set(texts_of_cells.values()), dates_mean)
    for cells, text in texts_of_cells.items():
        if all(numbers.is_missing(cell, the.missing) for cell in cells):
            the.periods[cells] = (mapped, OK) if mapped else (None, EMPTY)
        else:
            the.periods[cells] = _resolved(the, text, readings[text])
    _notices(the, readings)


def _of_mapping(the: Plan) -> str | None:
    """The period the mapping gives the whole file, as a code; one that nobody can read is a problem."""
    given = the.mapping.get("period")
    if given is None or periods.parse(str(given)) is not None:
        return given
    code = period_spellings.read(str(given)).code
    if code is None:
        the.problems.append(Problem("period_unknown", found=numbers.shown(str(given))))
    the.mapping = the.mapping | {"period": code}
    return code


def _in_headings(the: Plan) -> bool:
    """Whether the heading of every column of values names its period."""
    rated = [the.meanings[place] for name in ("raw", "value") for place in the.places(name)]
    return bool(rated) and all(meaning.period for meaning in rated)


def _texts(the: Plan, survey: Survey) -> dict[tuple, object]:
    """The cells of the period's columns -> what they say together."""
    headings = [the.header[place] for place in the.places("period")]
    return {cells: _joined(cells, headings) for cells in survey.seen.get("period", {})}


def _readings(the: Plan, cells: set[object], dates_mean: str | None) -> dict[object, Reading]:
    mapped = the.mapping.get("period")
    year = the.mapping.get("year") or (mapped and periods.of_code(str(mapped)).starts.year)
    in_headings = [cadence for place in the.places("period") if (cadence := the.meanings[place].cadence)]
    cadence = in_headings[0] if in_headings else the.mapping.get("cadence") or dates_mean
    return period_spellings.read_all(cells, year and int(year), the.order, cadence)


def _resolved(the: Plan, text: object, reading: Reading) -> tuple[str | None, str]:
    """(code, state) of cells that were read; what is not sure is asked."""
    if reading.code:
        return reading.code, OK
    if reading.why not in _QUESTIONS:
        return None, "period_unknown"
    code, choices, suggested, answer = _QUESTIONS[reading.why]
    the.ask(code, str(text), choices, suggested, ask=answer)
    return None, ASK


def _notices(the: Plan, readings: dict[object, Reading]) -> None:
    """Fiscal years, and periods of several lengths in one file."""
    fiscal = sorted(str(text) for text, reading in readings.items() if reading.fiscal)
    if fiscal:
        the.problems.append(Problem("period_fiscal", found=", ".join(fiscal[:5]), blocking=False))
    cadences = {period.cadence for code, _ in the.periods.values() if code and (period := periods.parse(code))}
    if len(cadences) > 1:
        the.problems.append(Problem("period_cadences", found=", ".join(sorted(cadences)), blocking=False))


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
    said = []
    for cell, heading in zip(cells, headings, strict=True):
        part = names.texts_of([cell])[cell][0]
        unit = _UNITS.get(texts.key(heading))
        if unit == "" and part.isdigit() and 1 <= int(part) <= 12:
            part = next(word for word, number in period_spellings.MONTH.items() if number == int(part))
        said.append(f"{unit} {part}" if unit and part.upper() in ("1", "2", "3", "4", "I", "II", "III", "IV") else part)
    return " ".join(said)
