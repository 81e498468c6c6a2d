"""Attendance rows: one employee attended one programme (NIP; NAMA_DIKLAT; ...)."""

import datetime

import pyarrow as pa

from data.reading.judging import date_columns, row_periods
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records
from data.reading.kinds.roster import settle, table
from data.reading.meaning import interpretation
from data.reading.meaning.interpretation import Plan
from data.reading.meaning.survey import Survey
from data.terms import periods
from data.terms.problems import Problem

SCHEMA = pa.schema(
    [("line", pa.int32())]
    + [(name, pa.string()) for name in ("region", "nip", "name", "employee_type", "programme", "title")]
    + [("starts", pa.date32()), ("ends", pa.date32()), ("learning_hours", pa.float64())]
)
MOST_HOURS = 5000  # as in the reference table of programmes


def prepare(the: Plan, survey: Survey) -> None:
    """Resolve the programme, by its code or by its title, and the year of a file without dates: hours count by year."""
    interpretation.region(the, survey)
    interpretation.named(the, survey, "employee_type")
    interpretation.named(the, survey, "programme", None if the.places("programme") else "title")
    for name, others in (("nip", ()), ("programme", ("title",))):
        if not any(map(the.has, (name, *others))):
            the.ask("ask_missing_column", name, the.header, ask="column_of", field=name)
    date_columns.ask_order(the, survey)
    if _has_dates(the):
        return
    if the.places("period"):
        row_periods.settle(the, survey, dates_mean="year")
    elif _first_of_all(the) is None:
        years = {int(code[:4]) for code in the.might}
        the.ask("ask_training_year", "", suggested=years.pop() if len(years) == 1 else None, ask="set:year")


def _has_dates(the: Plan) -> bool:
    return bool(the.places("starts") or the.places("ends"))


def _first_of_all(the: Plan) -> datetime.date | None:
    """The first day of the period or year that the mapping says for the whole file."""
    said = the.mapping.get("period") or the.mapping.get("year")
    found = periods.parse(str(said)) if said else None
    return found.starts if found else None


def _first_days(records: Records, starts: Field, ends: Field) -> list[datetime.date | None]:
    """The day each record counts from: its first, or its last where only that is told. In a file without dates it is
    the first day of the record's period, or of the year said for all: the year is what hours are summed by."""
    the = records.plan
    if _has_dates(the):
        return [starts.values[at] or ends.values[to] for at, to in zip(starts.codes, ends.codes, strict=True)]
    if the.places("period"):
        told = records.period()
        del records.fields["period"]  # a period nobody can read refuses no row here: its hours are said not to count
        first = [periods.of_code(code).starts if code else None for code in told.values]
        return [first[at] for at in told.codes]
    return [_first_of_all(the)] * records.n


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk, the problems per refused record, and counts."""
    the = records.plan
    records.named("region")
    records.named("employee_type", required=False)
    records.text("name")
    records.text("title")
    records.named("programme", None if the.places("programme") else "title")
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
