"""Roster rows: who works where in a period. One row per person; of two that differ neither is chosen."""

import numpy as np
import pyarrow as pa

from data.reading.judging import row_periods
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records
from data.reading.meaning import interpretation
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT, Plan
from data.reading.meaning.survey import Survey
from data.terms.problems import Problem
from data.terms.spelling import key

SCHEMA = pa.schema(
    [("line", pa.int32())]
    + [
        (name, pa.string())
        for name in ("region", "period", "nip", "name", "employee_type", "agency", "unit", "position")
    ]
    + [("active", pa.bool_())]
)
_YES = frozenset(("", "1", "ya", "y", "yes", "true", "aktif", "active", "benar", "pns aktif"))
_NO = frozenset(("0", "tidak", "t", "no", "false", "nonaktif", "non aktif", "inactive", "pensiun", "salah", "berhenti"))


def prepare(the: Plan, survey: Survey) -> None:
    """Resolve what roster rows need."""
    common(the, survey)
    row_periods.settle(the, survey)


def common(the: Plan, survey: Survey) -> None:
    """Resolve region, agency, position and employee type: what every kind with one row a person shares."""
    interpretation.region(the, survey)
    interpretation.agencies(the, survey)
    interpretation.named(the, survey, "employee_type")
    interpretation.named(the, survey, "position", None if the.places("position") else "job_title")
    for name in ("nip", "agency"):
        if not the.has(name):
            the.ask("ask_missing_column", name, the.header, ask="column_of", field=name)


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk, the problems per refused record, and counts: read, refused, left_out, waiting."""
    the = records.plan
    records.named("region")
    records.period()
    records.agency()
    records.text("unit")
    records.text("name")
    records.named("employee_type", required=False)
    records.named("position", None if the.places("position") else "job_title", required=False)
    records.nip()
    active = truth(records, "active", default=True)
    good, per_row, counts = settle(records, findings)
    held = {"line": pa.array(records.lines[good], pa.int32()), "active": pa.array(active[good])}
    return table(SCHEMA, records, good, held), per_row, counts


def truth(records: Records, name: str, default: bool) -> np.ndarray:
    """A yes/no column as truth values; empty is the default, other words are refused."""

    field = records.text(name)
    for at, (value, state) in enumerate(zip(field.values, field.states, strict=True)):
        said = key(value) if state == OK else ""
        if state == OK and said not in _YES and said not in _NO:
            field.states[at] = "word_unknown"
        field.values[at] = default if said == "" else said in _YES
    held = np.array([bool(value) for value in field.values], dtype=bool)
    return held[field.codes] if len(held) else np.zeros(records.n, dtype=bool)


def settle(records: Records, findings: Findings) -> tuple[np.ndarray, dict[int, list[Problem]], dict[str, int]]:
    """Judge records that give one row each: which are good (their places), problems per record, and the counts."""
    out = records.chosen_out()
    faulty, waiting = np.zeros(records.n, dtype=bool), np.zeros(records.n, dtype=bool)
    for field in records.fields.values():
        out |= field.where(OUT)
        faulty |= field.faulty()
        waiting |= field.where(ASK)
    per_row = records.report(findings, ~out)
    if any(question.blocking for question in records.plan.questions):
        waiting[:] = True
    bad = faulty & ~out
    wait = waiting & ~bad & ~out
    good = ~out & ~bad & ~wait
    counts = {
        "read": records.n, "refused": int(bad.sum()), "left_out": int(out.sum()), "waiting": int(wait.sum()),
    }  # fmt: skip
    return np.flatnonzero(good), per_row, counts


def table(schema: pa.Schema, records: Records, good: np.ndarray, held: dict[str, pa.Array]) -> pa.Table:
    """The good records under a schema: columns given, or the field of that name."""
    columns = [held[name] if name in held else records.fields[name].arrow(good) for name in schema.names]
    return pa.table(columns, schema)


def optional(field: Field) -> Field:
    """The same field with nothing that must be asked: an unknown name becomes empty."""
    field.states = [EMPTY if state == ASK else state for state in field.states]
    return field
