"""The period of every row: its columns, the headings, what stands around the table, or the planner's answer."""

from data.reading.cells import numbers
from data.reading.meaning import names, period_spellings
from data.reading.meaning.interpretation import ASK, EMPTY, OK, Plan
from data.reading.meaning.survey import Survey
from data.terms import periods
from data.terms import spelling as texts
from data.terms.problems import Problem


def settle(the: Plan, survey: Survey, dates_mean: str | None = None) -> None:
    """Resolve the period of every row: column(s), heading, mapping; a piece of a year, a date or nothing is asked.

    `dates_mean` is the cadence a date stands for where it need not be asked."""
    told_period = the.mapping.get("period")
    if told_period is not None and periods.parse(str(told_period)) is None:
        found = period_spellings.read(str(told_period)).code
        if found is None:
            the.problems.append(Problem("period_unknown", found=numbers.shown(str(told_period))))
        told_period, the.mapping = found, the.mapping | {"period": found}
    places = the.places("period")
    meanings = [the.meanings[at] for at in places]
    rated = [the.meanings[at] for name in ("raw", "value") for at in the.places(name)]
    values_say = bool(rated) and all(meaning.period for meaning in rated)
    if not places:
        if not the.mapping.get("period") and not values_say:
            the.ask("ask_period", "", the.might, the.might[0] if len(the.might) == 1 else None, ask="set:period")
        return
    year = the.mapping.get("year") or (told_period and periods.parse(str(told_period)).starts.year)
    cadence = next((m.cadence for m in meanings if m.cadence), the.mapping.get("cadence") or dates_mean)
    headings = [the.header[at] for at in places]
    joined = {cells: _joined(cells, headings) for cells in survey.seen.get("period", {})}
    readings = period_spellings.read_all(set(joined.values()), year and int(year), the.order, cadence)
    for cells, said in joined.items():
        if all(numbers.is_missing(cell, the.missing) for cell in cells):
            the.periods[cells] = (the.mapping.get("period"), OK) if the.mapping.get("period") else (None, EMPTY)
            continue
        reading = readings[said]
        if reading.code:
            the.periods[cells] = reading.code, OK
        elif reading.why == "no_year":
            the.ask("ask_year", str(said), ask="set:year")
            the.periods[cells] = None, ASK
        elif reading.why == "day_order":
            the.ask("ask_date_order", str(said), ("dmy", "mdy"), "dmy", ask="set:date_order")
            the.periods[cells] = None, ASK
        elif reading.why == "cadence":
            the.ask("ask_cadence", str(said), period_spellings.CADENCES, ask="set:cadence")
            the.periods[cells] = None, ASK
        else:
            the.periods[cells] = None, "period_unknown"
    fiscal = sorted(str(said) for said, reading in readings.items() if reading.fiscal)
    if fiscal:
        the.problems.append(Problem("period_fiscal", found=", ".join(fiscal[:5]), blocking=False))
    cadences = {found.cadence for code, _ in the.periods.values() if code and (found := periods.parse(code))}
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
