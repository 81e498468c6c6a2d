"""Evaluation rows: one score of one person or agency on one indicator by one source, from long, wide or mixed files."""

import numpy as np
import pyarrow as pa

from data.reading.cells import uniform
from data.reading.judging import date_columns, respondents, row_periods, scores
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records
from data.reading.judging.scale import scales
from data.reading.judging.scores import Scores
from data.reading.kinds.roster import acting
from data.reading.meaning import agencies, interpretation
from data.reading.meaning.headings import Meaning
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT, Interpretation
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

SCHEMA = pa.schema(
    [("line", pa.int32()), *((name, pa.string()) for name in ("region", "period", "nip", "name", "employee_type"))]
    + [(name, pa.string()) for name in ("agency", "unit", "position", "indicator", "source", "rater")]
    + [("raw", pa.float64()), ("scale_min", pa.float64()), ("scale_max", pa.float64()), ("rule_set", pa.string())]
    + [("score", pa.float64()), ("respondents", pa.int32()), ("acting", pa.bool_()), ("ends", pa.date32())]
    + [("n_raters", pa.int32())]
)


def prepare(file: Interpretation, survey: Survey) -> None:
    """Resolve what evaluation rows need: names, period, source, scale, and words where ratings are words."""
    interpretation.region(file, survey)
    row_periods.settle(file, survey)
    agencies.settle(file, survey)
    columns = [file.meanings[place] for place in file.places("raw")]
    for kind in ("indicator", "source", "rule_set", "employee_type"):
        interpretation.named(file, survey, kind)
    interpretation.named(file, survey, "position", None if file.places("position") else "job_title")
    for meaning in columns:
        if meaning.indicator is not None:
            file.resolved["indicator"][meaning.indicator] = file.code(
                "indicator", texts.canonical(meaning.indicator)[0]
            )
        if meaning.source is not None:
            file.resolved["source"][meaning.source] = file.code("source", meaning.source)
    _leave_sums(file)
    _citizens(file, columns)
    _ask_what_lacks(file, columns)
    nameless = "agency" in file.mapping or respondents.of_citizens(file)
    if file.places("name") and not file.has_persons and not nameless:
        file.problems.append(Problem("nip_column_missing", column=file.header[file.places("name")[0]]))
    scores.ask_words(file, survey)
    scales.settle(file, survey)


def _ask_what_lacks(file: Interpretation, columns: list[Meaning]) -> None:
    """Ask for what every row must have and neither a column, nor the headings of values, nor the mapping says."""
    lacking = {
        "raw": not columns,
        "indicator": any(meaning.indicator is None for meaning in columns) and not file.has("indicator"),
        "agency": not file.has("agency"),
    }
    for field in (field for field, lacks in lacking.items() if lacks):
        file.ask("ask_missing_column", field, file.header, ask="column_of", field=field)
    if any(meaning.source is None for meaning in columns) and not file.has("source"):
        file.ask("ask_source", "", map(str, file.known.sources["code"]), ask="set:source")
    if file.has_persons and not (file.has("position") or file.places("job_title")):
        file.ask("ask_position", "", map(str, file.known.positions["code"]), ask="set:position")


def _leave_sums(file: Interpretation) -> None:
    """Among known indicators, a row called IKM or Rata-rata is worked out from them."""
    indicators = file.resolved["indicator"]
    if not any(state == OK for _, state in indicators.values()):
        return
    sums = {name for name, (_, state) in indicators.items() if state == ASK and texts.is_sum(name)}
    for name in sums:
        indicators[name] = None, OUT
    file.questions = [q for q in file.questions if not (q.code == "ask_indicator" and q.subject in sums)]


def _citizens(file: Interpretation, columns: list[Meaning]) -> None:
    """U1-U9 are what citizens say, by definition: where a file holds nothing else and names no source, they said it."""
    table = file.known.indicators
    skm = set(table.loc[table["kind"] == "skm", "code"].astype(str))
    codes = {code for code, state in file.resolved["indicator"].values() if state == OK}
    if codes and codes <= skm and not file.has("source") and not any(meaning.source for meaning in columns):
        file.mapping = file.mapping | {"source": "citizen"}
        file.resolved["source"]["citizen"] = file.code("source", "citizen")


_NAMED_ONCE = ("region", "agency", "position", "employee_type", "rule_set")
"""Fields of names that a record has once, whatever columns of values it has."""


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk, the problems per refused record, and counts: read, refused, left_out, waiting.

    One row is one cell of values; a record of a wide file gives several. A missing value is left out, never a zero.
    """
    file, n = records.file, records.n
    person = _read_fields(records)
    out = records.chosen_out()
    for name in (*_NAMED_ONCE, "indicator", "source"):
        out |= records.fields[name].where(OUT)
    columns = [Scores(records, place) for place in file.places("raw")]
    if not columns or n == 0:
        left_out = int(out.sum())
        return SCHEMA.empty_table(), {}, {"read": n, "refused": 0, "left_out": left_out, "waiting": n - left_out}
    faulty, waiting = _states(records)
    judged = ~out & np.any([~column.missing for column in columns], axis=0)
    per_row = records.report(findings, judged)
    counts = {"read": 0, "refused": 0, "left_out": 0, "waiting": 0}
    taken = []
    for column in columns:
        live = _judge(records, column, judged)
        for problem, row in column.problems(records, live):
            findings.add(problem)
            per_row.setdefault(row, []).append(problem)
        bad, wait = _bad_and_waiting(records, column, faulty, waiting)
        bad &= live
        wait &= live & ~bad
        good = live & ~bad & ~wait
        counts["read"] += n
        counts["refused"] += int(bad.sum())
        counts["waiting"] += int(wait.sum())
        counts["left_out"] += n - int(live.sum())
        if good.any():
            taken.append(_table(records, column, np.flatnonzero(good), person))
    if not taken:
        return SCHEMA.empty_table(), per_row, counts
    table = pa.concat_tables(taken)
    return (table if len(taken) == 1 else table.sort_by("line")), per_row, counts


def _read_fields(records: Records) -> np.ndarray:
    """Read every field of the records but their values; which records are about a person, not an agency."""
    file = records.file
    records.period()
    records.named("region")
    records.agency()
    records.text("unit")
    records.named("employee_type", required=False)
    name = records.text("name")
    position = records.named("position", None if file.places("position") else "job_title", required=False)
    nip = records.nip(required=False)
    rater = _rater(records)
    records.named("rule_set", required=False)
    counts = records.people()
    records.people("n_raters")
    acting(records)
    date_columns.last_days(records)
    records.scale()
    records.named("indicator", required=bool(file.places("indicator")))
    records.named("source", required=bool(file.places("source")))
    blank = nip.where(EMPTY)
    person = ~blank
    counts.mark(blank & (counts.numbers() == 0), "respondents_none")
    if file.has_persons:
        named = name.where(OK) | position.where(OK, ASK) | rater.where(OK)
        nip.mark(blank & named, "nip_empty")
        person |= blank & named
        if file.has("position") or file.places("job_title"):
            position.mark(person & position.where(EMPTY), "required_empty")
    return person


def _states(records: Records) -> tuple[np.ndarray, np.ndarray]:
    """Which records have a fault in what holds for all their values, and which wait for an answer."""
    faulty, waiting = np.zeros(records.n, dtype=bool), np.zeros(records.n, dtype=bool)
    for name in (
        *_NAMED_ONCE,
        "unit",
        "name",
        "nip",
        "rater",
        "scale_min",
        "scale_max",
        "respondents",
        "n_raters",
        "acting",
    ):
        faulty |= records.fields[name].faulty()
        waiting |= records.fields[name].where(ASK)
    if any(question.blocking for question in records.file.questions):
        waiting |= ~faulty
    return faulty, waiting


def _judge(records: Records, column: Scores, judged: np.ndarray) -> np.ndarray:
    """Judge one column of values; which records have a value there that counts."""
    low, high = records.fields["scale_min"], records.fields["scale_max"]
    present = judged & ~column.missing
    column.judge(low.numbers(), high.numbers(), records.fields["rule_set"], present, low.faulty() | high.faulty())
    return present & ~column.out


def _bad_and_waiting(
    records: Records, column: Scores, faulty: np.ndarray, waiting: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Which records cannot give a value of one column, and which wait; fields count where its heading is silent."""
    bad, wait = faulty | column.bad, waiting | column.waiting
    for part in ("period", "indicator", "source"):
        if getattr(column.meaning, part) is None:
            bad, wait = bad | records.fields[part].faulty(), wait | records.fields[part].where(ASK)
    return bad, wait


def _rater(records: Records) -> Field:
    """Who rated, as text; an 18-digit one loses its dots, one that Excel made a number is refused."""
    field = records.text("rater")
    others = np.ones(len(field.cells), dtype=bool)
    others[uniform.digits(field.cells, 18)[0]] = False
    for place in np.flatnonzero(others).tolist():
        cell = field.cells[place]
        if isinstance(cell, int | float) and cell > 1e15:
            field.states[place] = "nip_numeric"
        elif isinstance(cell, str) and field.states[place] == OK and len(cell) > 9:
            digits = cell if cell.isdecimal() else "".join(char for char in cell if char.isdigit())
            if "e+" in cell.casefold() and digits:
                field.states[place] = "nip_exponent"
            elif len(digits) == 18:
                field.values[place] = digits
    return field


def _table(records: Records, column: Scores, rows: np.ndarray, person: np.ndarray) -> pa.Table:
    """The accepted rows of one column of values; `rows` are places of records."""
    n, fields = len(rows), records.fields
    scale = column.high[rows] - column.low[rows]
    score = np.clip(np.round((column.raw[rows] - column.low[rows]) * 100 / scale, 10), 0, 100)

    def of_heading(code: str | None, name: str) -> pa.Array:
        return fields[name].arrow(rows) if code is None else pa.array([code] * n, pa.string())

    def count(name: str) -> pa.Array:
        counted = fields[name].numbers()[rows]
        none = np.isnan(counted) | person[rows]
        return pa.array(np.where(none, 0, counted).astype(np.int32), mask=none)

    arrays = {
        "line": pa.array(records.lines[rows], pa.int32()),
        "period": of_heading(column.meaning.period, "period"),
        "indicator": of_heading(column.indicator, "indicator"),
        "source": of_heading(column.source, "source"),
        "raw": pa.array(column.raw[rows]),
        "scale_min": pa.array(column.low[rows]),
        "scale_max": pa.array(column.high[rows]),
        "score": pa.array(score),
        "respondents": count("respondents"),
        "n_raters": count("n_raters"),
        "acting": fields["acting"].arrow(rows, pa.bool_()),
        "ends": fields["ends"].arrow(rows, pa.date32()),
    }
    return pa.table([arrays[name] if name in arrays else fields[name].arrow(rows) for name in SCHEMA.names], SCHEMA)
