"""Attendance rows: one employee attended one programme (NIP; NAMA_DIKLAT; ...)."""

import numpy as np
import pyarrow as pa

from data.problems import Problem
from data.reading import days, plan
from data.reading.findings import Findings
from data.reading.plan import Plan
from data.reading.records import Records
from data.reading.roster import settle, table
from data.reading.survey import Survey

SCHEMA = pa.schema(
    [("line", pa.int32())]
    + [(name, pa.string()) for name in ("region", "nip", "name", "employee_type", "programme", "title")]
    + [("starts", pa.date32()), ("ends", pa.date32()), ("learning_hours", pa.float64())]
)
MOST_HOURS = 5000  # as in the reference table of programmes


def prepare(the: Plan, survey: Survey) -> None:
    """Resolve the programme, by its code or by its title."""
    plan.region(the, survey)
    plan.named(the, survey, "employee_type")
    plan.named(the, survey, "programme", None if the.places("programme") else "title")
    for name, others in (("nip", ()), ("programme", ("title",))):
        if not any(map(the.has, (name, *others))):
            the.ask("ask_missing_column", name, the.header, ask="column_of", field=name)
    days.ask_order(the, survey)


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk, the problems per refused record, and counts."""
    the = records.plan
    records.named("region")
    records.named("employee_type", required=False)
    records.text("name")
    records.text("title")
    records.named("programme", None if the.places("programme") else "title")
    records.nip()
    starts, ends = days.spans(records)
    hours = records.number("learning_hours")
    hours.refuse(lambda count: not 0 <= count <= MOST_HOURS, "hours_range")
    good, per_row, counts = settle(records, findings)
    held = {
        "line": pa.array(records.lines[good], pa.int32()),
        "starts": pa.array([starts.values[starts.codes[row]] for row in good], pa.date32()),
        "ends": pa.array([ends.values[ends.codes[row]] for row in good], pa.date32()),
        "learning_hours": pa.array(np.asarray(hours.numbers()[good]), from_pandas=True),
    }
    return table(SCHEMA, records, good, held), per_row, counts
