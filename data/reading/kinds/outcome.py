"""Outcome rows: a measure of an agency or unit with its target; long, or one column per measure (SKM)."""

import numpy as np
import pyarrow as pa

from data.reading.cells import numbers
from data.reading.judging import row_periods
from data.reading.judging.field import constant_field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records, problem_of, read_numbers
from data.reading.kinds.roster import settle
from data.reading.meaning import agencies, interpretation
from data.reading.meaning.interpretation import Interpretation
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

SCHEMA = pa.schema(
    [("line", pa.int32())]
    + [(name, pa.string()) for name in ("region", "period", "agency", "unit", "measure")]
    + [("value", pa.float64()), ("target", pa.float64()), ("respondents", pa.int32())]
)


def prepare(file: Interpretation, survey: Survey) -> None:
    """Resolve region, period and agency. A measure is known by its name; SKM elements by their indicator's code."""
    interpretation.region(file, survey)
    row_periods.settle(file, survey)
    agencies.settle(file, survey)
    for name in ("agency", *(() if file.places("raw") else ("measure", "value"))):
        if not file.has(name):
            file.ask("ask_missing_column", name, file.header, ask="column_of", field=name)


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk: one per value; a missing value is left out."""
    file = records.file
    records.named("region")
    each = [*file.places("value"), *file.places("raw")]
    if each and all(file.meanings[place].period for place in each):  # "Realisasi 2024", "Realisasi 2025"
        records.fields["period"] = constant_field(records.n, file.meanings[each[0]].period)
    else:
        records.period()
    records.agency()
    records.text("unit")
    measure = records.text("measure", required=bool(file.places("measure")))
    targets = {
        file.meanings[target_place].period: records.number("target", target_place)
        for target_place in reversed(file.places("target"))
    }
    respondents = records.people()
    good, per_row, counts = settle(records, findings)
    counts["read"], tables = 0, []
    for place in each:
        column, when = records.encoded(place), file.meanings[place].period
        target = targets.get(when, targets.get(None))
        value, _, state = read_numbers(file, column.unique)
        kept = good[state[column.codes[good]] == 0] if len(good) else good
        for row in good[state[column.codes[good]] > 1] if len(good) else ():
            cell = column.unique[column.codes[row]]
            code = numbers.STATUS[state[column.codes[row]]]
            problem = problem_of(code, int(records.lines[row]), file.header[place], cell)
            findings.add(problem)
            per_row.setdefault(int(row), []).append(problem)
            counts["refused"] += 1
        counts["read"] += records.n
        counts["left_out"] += int((state[column.codes[good]] == 1).sum()) if len(good) else 0
        measure_name = file.meanings[place].indicator or (None if file.places("measure") else file.header[place])
        counted = respondents.numbers()[kept]
        held = {
            "line": pa.array(records.lines[kept], pa.int32()),
            "measure": measure.arrow(kept)
            if measure_name is None
            else pa.array([texts.canonical(measure_name)[0]] * len(kept), pa.string()),
            "value": pa.array(value[column.codes[kept]]),
            "target": pa.nulls(len(kept), pa.float64())
            if target is None
            else pa.array(target.numbers()[kept], from_pandas=True),
            "respondents": pa.array(np.nan_to_num(counted).astype(np.int32), mask=np.isnan(counted)),
        }
        if when:
            held["period"] = pa.array([when] * len(kept), pa.string())
        columns = [held[name] if name in held else records.fields[name].arrow(kept) for name in SCHEMA.names]
        tables.append(pa.table(columns, SCHEMA))
    joined = pa.concat_tables(tables).sort_by("line") if tables else SCHEMA.empty_table()
    counts["left_out"] = counts["read"] - joined.num_rows - counts["refused"] - counts["waiting"]
    return joined, per_row, counts
