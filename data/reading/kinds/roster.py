"""Roster rows: who works where in a period. One row per person; of two that differ neither is chosen."""

import numpy as np
import pyarrow as pa

from data.reading.cells import presence
from data.reading.judging import row_periods
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records
from data.reading.meaning import agencies, interpretation
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT, Interpretation
from data.reading.meaning.survey import Survey
from data.terms.problems import Problem
from data.terms.spelling import ACTING, key

SCHEMA = pa.schema(
    [("line", pa.int32())]
    + [
        (name, pa.string())
        for name in ("region", "period", "nip", "name", "employee_type", "agency", "unit", "position")
    ]
    + [("active", pa.bool_()), ("acting", pa.bool_())]
)
_YES = frozenset(("", "1", "ya", "y", "yes", "true", "aktif", "active", "benar", "pns aktif"))
_NO = frozenset(("0", "tidak", "t", "no", "false", "nonaktif", "non aktif", "inactive", "pensiun", "salah", "berhenti"))


def prepare(file: Interpretation, survey: Survey) -> None:
    """Resolve what roster rows need."""
    common(file, survey)
    row_periods.settle(file, survey)


def common(file: Interpretation, survey: Survey) -> None:
    """Resolve region, agency, position and employee type: what every kind with one row a person shares."""
    interpretation.region(file, survey)
    agencies.settle(file, survey)
    interpretation.named(file, survey, "employee_type")
    interpretation.named(file, survey, "position", None if file.places("position") else "job_title")
    for name in ("nip", "agency"):
        if not (file.has_persons if name == "nip" else file.has(name)):
            file.ask("ask_missing_column", name, file.header, ask="column_of", field=name)


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk, the problems per refused record, and counts: read, refused, left_out, waiting."""
    file = records.file
    records.named("region")
    records.period()
    records.agency()
    records.text("unit")
    records.text("name")
    records.named("employee_type", required=False)
    records.named("position", None if file.places("position") else "job_title", required=False)
    records.nip()
    active = truth(records, "active", default=True)
    beside = acting(records)
    good, per_row, counts = settle(records, findings)
    held = {"line": pa.array(records.lines[good], pa.int32()), "active": pa.array(active[good])}
    held["acting"] = beside.arrow(good, pa.bool_())
    return table(SCHEMA, records, good, held), per_row, counts


def truth(records: Records, name: str, default: bool) -> np.ndarray:
    """A yes/no column as truth values, or one of who works there still ("Pensiun"); empty is the default, other words
    are refused."""
    field = records.text(name)
    for index, (value, state) in enumerate(zip(field.values, field.states, strict=True)):
        word = key(value) if state == OK else ""
        works = presence.works(word)
        if state == OK and word not in _YES and word not in _NO and works is None:
            field.states[index] = "word_unknown"
        field.values[index] = default if word == "" else word in _YES or bool(works)
    held = np.array([bool(value) for value in field.values], dtype=bool)
    return held[field.codes] if len(held) else np.zeros(records.n, dtype=bool)


def acting(records: Records) -> Field:
    """Whether each record speaks of an acting post: its own column says so, or the post begins with PLT, PLH or PJ.
    None where neither says anything."""
    field = records.text("acting")
    for index, (value, state) in enumerate(zip(field.values, field.states, strict=True)):
        word = key(value) if state == OK else ""
        yes = word in _YES or bool(ACTING.match(word))
        if word and not yes and word not in _NO and word != "definitif":
            field.states[index] = "word_unknown"
        field.values[index] = yes if word else None
    for place in (place for name in ("position", "job_title") for place in records.file.places(name)[:1]):
        post = records.encoded(place)
        named = np.array(
            [isinstance(cell, str) and bool(ACTING.match(cell.strip())) for cell in post.unique], dtype=bool
        )
        if named.any():
            field.put(named[post.codes] & ~field.faulty(), True)
    return field


def settle(records: Records, findings: Findings) -> tuple[np.ndarray, dict[int, list[Problem]], dict[str, int]]:
    """Judge records that give one row each: which are good (their places), problems per record, and the counts."""
    out = records.chosen_out()
    faulty, waiting = np.zeros(records.n, dtype=bool), np.zeros(records.n, dtype=bool)
    for field in records.fields.values():
        out |= field.where(OUT)
        faulty |= field.faulty()
        waiting |= field.where(ASK)
    per_row = records.report(findings, ~out)
    if any(question.blocking for question in records.file.questions):
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
