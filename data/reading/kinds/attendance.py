"""Attendance rows: one employee attended one programme (NIP; NAMA_DIKLAT; ...)."""

import datetime

import pyarrow as pa

from data.reading.judging import date_columns, row_periods
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records
from data.reading.kinds.roster import settle, table
from data.reading.meaning import interpretation
from data.reading.meaning.interpretation import Interpretation
from data.reading.meaning.survey import Survey
from data.terms import periods
from data.terms.problems import Problem

SCHEMA = pa.schema(
    [("line", pa.int32())]
    + [(name, pa.string()) for name in ("region", "nip", "name", "employee_type", "programme", "title")]
    + [("starts", pa.date32()), ("ends", pa.date32()), ("learning_hours", pa.float64())]
)
MOST_HOURS = 5000  # as in the reference table of programmes


def prepare(file: Interpretation, survey: Survey) -> None:
    """Resolve the programme, by its code or by its title, and the year of a file without dates: hours count by year."""
    interpretation.region(file, survey)
    interpretation.named(file, survey, "employee_type")
    interpretation.named(file, survey, "programme", None if file.places("programme") else "title")
    for name, others in (("nip", ()), ("programme", ("title",))):
        if not any(map(file.has, (name, *others))):
            file.ask("ask_missing_column", name, file.header, ask="column_of", field=name)
    date_columns.ask_order(file, survey)
    if _has_dates(file):
        return
    if file.places("period"):
        row_periods.settle(file, survey, dates_mean="year")
    elif _first_of_all(file) is None:
        years = {int(code[:4]) for code in file.possible_periods}
        file.ask("ask_training_year", "", suggested=years.pop() if len(years) == 1 else None, ask="set:year")


def _has_dates(file: Interpretation) -> bool:
    return bool(file.places("starts") or file.places("ends"))


def _first_of_all(file: Interpretation) -> datetime.date | None:
    """The first day of the period or year that the mapping says for the whole file."""
    mapped = file.mapping.get("period") or file.mapping.get("year")
    period = periods.parse(str(mapped)) if mapped else None
    return period.starts if period else None


def _first_days(records: Records, starts: Field, ends: Field) -> list[datetime.date | None]:
    """The day each record counts from: its first, or its last where only that is told. In a file without dates it is
    the first day of the record's period, or of the year said for all: the year is what hours are summed by."""
    file = records.file
    if _has_dates(file):
        pairs = zip(starts.codes, ends.codes, strict=True)
        return [starts.values[start_code] or ends.values[end_code] for start_code, end_code in pairs]
    if file.places("period"):
        periods_of_rows = records.period()
        del records.fields["period"]  # a period nobody can read refuses no row here: its hours are said not to count
        first = [periods.of_code(code).starts if code else None for code in periods_of_rows.values]
        return [first[code] for code in periods_of_rows.codes]
    return [_first_of_all(file)] * records.n


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk, the problems per refused record, and counts."""
    file = records.file
    records.named("region")
    records.named("employee_type", required=False)
    records.text("name")
    records.text("title")
    records.named("programme", None if file.places("programme") else "title")
    records.nip()
    starts, ends = date_columns.spans(records)
    hours = records.number("learning_hours")
    hours.refuse(lambda count: not 0 <= count <= MOST_HOURS, "hours_range")
    good, per_row, counts = settle(records, findings)
    first, learned = _first_days(records, starts, ends), hours.numbers()
    for row in good:
        if first[row] is None and learned[row] > 0:
            findings.add(Problem("hours_undated", int(records.lines[row]), starts.column, blocking=False))
    held = {
        "line": pa.array(records.lines[good], pa.int32()),
        "starts": pa.array([first[row] for row in good], pa.date32()),
        "ends": pa.array([ends.values[ends.codes[row]] for row in good], pa.date32()),
        "learning_hours": pa.array(learned[good], from_pandas=True),
    }
    return table(SCHEMA, records, good, held), per_row, counts
