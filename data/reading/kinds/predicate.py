"""The two e-Kinerja exports of BKN (Laporan SKP, Laporan Penilaian SKP): official ratings and predicates, as given."""

import numpy as np
import pyarrow as pa

from data.reading.cells.distinct import Encoded, combined
from data.reading.judging import date_columns, row_periods
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records
from data.reading.kinds.roster import common, optional, settle, table, truth
from data.reading.meaning import interpretation, period_spellings
from data.reading.meaning.interpretation import EMPTY, OK, Interpretation
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

SCHEMA = pa.schema(
    [("line", pa.int32())]
    + [
        (name, pa.string())
        for name in ("region", "period", "nip", "name", "agency", "unit", "position", "employee_type")
    ]
    + [(name, pa.string()) for name in ("work_result", "work_behavior", "predicate", "skp_status")]
    + [("acting", pa.bool_()), ("ends", pa.date32())]
)
_STATUS = {"draft": "draft", "draf": "draft", "pengajuan": "pengajuan", "persetujuan": "persetujuan"}
_STATUS |= {"disetujui": "persetujuan", "diajukan": "pengajuan"}


def prepare(file: Interpretation, survey: Survey) -> None:
    """Resolve names; the ratings; the period from its column, the mapping, or the year of the dates."""
    common(file, survey)
    file.questions = [
        q for q in file.questions if q.detail.get("ask") not in ("values.position", "values.employee_type")
    ]
    for column, kind in (("work_result", "rating"), ("work_behavior", "rating"), ("predicate", "predicate")):
        interpretation.named(file, survey, kind, column)
    if file.has("period") or file.mapping.get("period") or not file.places("ends"):
        row_periods.settle(file, survey)
    else:
        _settle_cadence(file, survey)
    date_columns.ask_order(file, survey)


def _settle_cadence(file: Interpretation, survey: Survey) -> None:
    """Annual, unless every SKP of the file runs over a quarter (or a month, a half); a lone one of those is asked."""
    mapped = file.mapping.get("cadence")
    cadence, lone = date_columns.cadence_of(file, survey)
    if cadence and lone and lone not in file.possible_periods and mapped not in (cadence, "year"):
        file.ask("ask_cadence", lone, (cadence, "year"), None, ask="set:cadence")
    elif cadence and mapped is None:
        file.cadence = cadence
    else:
        file.cadence = mapped or "year"


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk; a predicate that does not follow from its ratings is kept and warned about."""
    file = records.file
    records.named("region")
    records.agency()
    records.text("unit")
    records.text("name")
    optional(records.named("employee_type", required=False))
    optional(records.named("position", None if file.places("position") else "job_title", required=False))
    records.nip()
    starts, ends = date_columns.spans(records)
    if file.places("period") or file.mapping.get("period") or not file.places("ends"):
        records.period()
    else:
        _period_of_dates(records, starts, ends)
    for name, kind in (("work_result", "rating"), ("work_behavior", "rating"), ("predicate", "predicate")):
        _rating(records, name, kind)
    status = records.text("skp_status")
    status.values = [
        None if value is None else _STATUS.get(texts.key(value), texts.key(value)) for value in status.values
    ]
    acting = truth(records, "acting", default=False)
    good, per_row, counts = settle(records, findings)
    _consistent(records, good, findings)
    held = {
        "line": pa.array(records.lines[good], pa.int32()),
        "acting": pa.array(acting[good]),
        "ends": pa.array([ends.values[ends.codes[row]] for row in good], pa.date32()),
    }
    return table(SCHEMA, records, good, held), per_row, counts


def _rating(records: Records, name: str, kind: str) -> Field:
    resolved = records.file.resolved
    resolved[name] = resolved[kind]
    return records.named(name, required=False)


def _period_of_dates(records: Records, starts: Field, ends: Field) -> None:
    """Annual SKP run to the end of the year or to the day of a transfer: their period is the year they end in."""
    cadence = records.file.cadence or "year"
    if cadence == date_columns.OWN and records.n:
        codes, pairs = combined([Encoded(starts.codes, starts.values), Encoded(ends.codes, ends.values)])
        spans = [None if None in pair else period_spellings.between(*pair) for pair in pairs]
        states = ["required_empty" if code is None else OK for code in spans]
        records.fields["period"] = Field(codes, spans, states, [pair[1] for pair in pairs], ends.column)
        return
    period_codes = [None if day is None else period_spellings.of_day(day, cadence) for day in ends.values]
    states = ["required_empty" if state == EMPTY else OK for state in ends.states]  # other faults are told of the date
    records.fields["period"] = Field(ends.codes, period_codes, states, ends.cells, ends.column)


def _consistent(records: Records, good: np.ndarray, findings: Findings) -> None:
    """Against the 3x3 matrix of work result and work behaviour (PermenPANRB 6/2022; not symmetric)."""
    result, behavior, given = (records.fields[name] for name in ("work_result", "work_behavior", "predicate"))
    cells = records.file.known.predicate_matrix
    follows = dict(zip(zip(cells["work_result"], cells["work_behavior"], strict=True), cells["predicate"], strict=True))
    for row in good:
        pair = (result.values[result.codes[row]], behavior.values[behavior.codes[row]])
        predicate = given.values[given.codes[row]]
        if predicate is not None and follows.get(pair, predicate) != predicate:
            findings.add(
                Problem(
                    "predicate_mismatch",
                    int(records.lines[row]),
                    given.column,
                    predicate,
                    follows[pair],
                    blocking=False,
                )
            )
