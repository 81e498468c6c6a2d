"""Evaluation rows: one score of one person or agency on one indicator by one source, from long, wide or mixed files."""

import numpy as np
import pyarrow as pa

from data.reading.cells import uniform
from data.reading.judging import row_periods, scores
from data.reading.judging.field import Field
from data.reading.judging.findings import Findings
from data.reading.judging.records import Records
from data.reading.judging.scores import Scores
from data.reading.meaning import interpretation
from data.reading.meaning.interpretation import ASK, EMPTY, OK, OUT, Plan
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts
from data.terms.problems import Problem

SCHEMA = pa.schema(
    [("line", pa.int32()), *((name, pa.string()) for name in ("region", "period", "nip", "name", "employee_type"))]
    + [(name, pa.string()) for name in ("agency", "unit", "position", "indicator", "source", "rater")]
    + [("raw", pa.float64()), ("scale_min", pa.float64()), ("scale_max", pa.float64()), ("rule_set", pa.string())]
    + [("score", pa.float64()), ("respondents", pa.int32())]
)


def prepare(the: Plan, survey: Survey) -> None:
    """Resolve what evaluation rows need: names, period, source, scale, and words where ratings are words."""
    interpretation.region(the, survey)
    row_periods.settle(the, survey)
    interpretation.agencies(the, survey)
    columns = [the.meanings[place] for place in the.places("raw")]
    for kind in ("indicator", "source", "rule_set", "employee_type"):
        interpretation.named(the, survey, kind)
    interpretation.named(the, survey, "position", None if the.places("position") else "job_title")
    for meaning in columns:
        if meaning.indicator is not None:
            the.resolved["indicator"][meaning.indicator] = the.code("indicator", texts.canonical(meaning.indicator)[0])
        if meaning.source is not None:
            the.resolved["source"][meaning.source] = the.code("source", meaning.source)
    _leave_sums(the)
    _citizens(the, columns)
    if not columns:
        the.ask("ask_missing_column", "raw", the.header, ask="column_of", field="raw")
    if any(meaning.indicator is None for meaning in columns) and not the.has("indicator"):
        the.ask("ask_missing_column", "indicator", the.header, ask="column_of", field="indicator")
    if not the.has("agency"):
        the.ask("ask_missing_column", "agency", the.header, ask="column_of", field="agency")
    if any(meaning.source is None for meaning in columns) and not the.has("source"):
        the.ask("ask_source", "", map(str, the.known.sources["code"]), ask="set:source")
    if the.places("nip") and not (the.has("position") or the.places("job_title")):
        the.ask("ask_position", "", map(str, the.known.positions["code"]), ask="set:position")
    if the.places("name") and not the.places("nip") and "agency" not in the.mapping:
        the.problems.append(Problem("nip_column_missing", column=the.header[the.places("name")[0]]))
    scores.ask_words(the, survey)
    scores.settle_scale(the, survey)


def _leave_sums(the: Plan) -> None:
    """Among known indicators, a row called IKM or Rata-rata is worked out from them."""
    indicators = the.resolved["indicator"]
    if not any(state == OK for _, state in indicators.values()):
        return
    sums = {said for said, (_, state) in indicators.items() if state == ASK and texts.is_sum(said)}
    for said in sums:
        indicators[said] = None, OUT
    the.questions = [q for q in the.questions if not (q.code == "ask_indicator" and q.subject in sums)]


def _citizens(the: Plan, columns: list) -> None:
    """U1-U9 are what citizens say, by definition: where a file holds nothing else and names no source, they said it."""
    table = the.known.indicators
    skm = set(table.loc[table["kind"] == "skm", "code"].astype(str))
    codes = {code for code, state in the.resolved["indicator"].values() if state == OK}
    if codes and codes <= skm and not the.has("source") and not any(meaning.source for meaning in columns):
        the.mapping = the.mapping | {"source": "citizen"}
        the.resolved["source"]["citizen"] = the.code("source", "citizen")


def rows(records: Records, findings: Findings) -> tuple[pa.Table, dict[int, list[Problem]], dict[str, int]]:
    """The accepted rows of one chunk, the problems per refused record, and counts: read, refused, left_out, waiting.

    One row is one cell of values; a record of a wide file gives several. A missing value is left out, never a zero.
    """
    the, n = records.plan, records.n
    period = records.period()
    records.named("region")
    records.agency()
    unit = records.text("unit")
    records.named("employee_type", required=False)
    name = records.text("name")
    position = records.named("position", None if the.places("position") else "job_title", required=False)
    nip = records.nip(required=False)
    rater = _rater(records)
    rule_set, respondents = records.named("rule_set", required=False), records.respondents()
    low, high = records.number("scale_min"), records.number("scale_max")
    indicator = records.named("indicator", required=bool(the.places("indicator")))
    source = records.named("source", required=bool(the.places("source")))

    blank = nip.where(EMPTY)
    person = ~blank
    if the.places("nip"):
        named = name.where(OK) | position.where(OK, ASK) | rater.where(OK)
        nip.mark(blank & named, "nip_empty")
        person |= blank & named
        if the.has("position") or the.places("job_title"):
            position.mark(person & position.where(EMPTY), "required_empty")
    fixed = [records.fields[name] for name in ("region", "agency", "position", "employee_type", "rule_set")]
    out = records.chosen_out()
    for each in (*fixed, indicator, source):
        out |= each.where(OUT)

    columns = [Scores(records, place) for place in the.places("raw")]
    if not columns or n == 0:
        return (
            SCHEMA.empty_table(),
            {},
            {"read": n, "refused": 0, "left_out": int(out.sum()), "waiting": n - int(out.sum())},
        )
    faulty, waiting = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for each in (*fixed, unit, name, nip, rater, low, high, respondents):
        faulty |= each.faulty()
        waiting |= each.where(ASK)
    if any(question.blocking for question in the.questions):
        waiting |= ~faulty
    has_value = np.zeros(n, dtype=bool)
    for value in columns:
        has_value |= ~value.missing
    judged = ~out & has_value
    per_row = records.report(findings, judged)

    parts = (("period", period), ("indicator", indicator), ("source", source))
    counts = {"read": 0, "refused": 0, "left_out": 0, "waiting": 0}
    taken = []
    for value in columns:
        value.judge(low.numbers(), high.numbers(), rule_set, judged & ~value.missing, low.faulty() | high.faulty())
        live = judged & ~value.missing & ~value.out
        for problem, row in value.problems(records, live):
            findings.add(problem)
            per_row.setdefault(row, []).append(problem)
        bad, wait = faulty | value.bad, waiting | value.waiting
        for part, each in parts:
            if getattr(value.meaning, part) is None:
                bad, wait = bad | each.faulty(), wait | each.where(ASK)
        bad &= live
        wait &= live & ~bad
        good = live & ~bad & ~wait
        counts["read"] += n
        counts["refused"] += int(bad.sum())
        counts["waiting"] += int(wait.sum())
        counts["left_out"] += n - int(live.sum())
        if good.any():
            taken.append(_table(records, value, np.flatnonzero(good), person, indicator, source))
    if not taken:
        return SCHEMA.empty_table(), per_row, counts
    table = pa.concat_tables(taken)
    return (table if len(taken) == 1 else table.sort_by("line")), per_row, counts


def _rater(records: Records) -> Field:
    """Who rated, as text; an 18-digit one loses its dots, one that Excel made a number is refused."""
    field = records.text("rater")
    others = np.ones(len(field.cells), dtype=bool)
    others[uniform.digits(field.cells, 18)[0]] = False
    for at in np.flatnonzero(others):
        cell = field.cells[at]
        if isinstance(cell, int | float) and cell > 1e15:
            field.states[at] = "nip_numeric"
        elif isinstance(cell, str) and field.states[at] == OK and len(cell) > 9:
            digits = cell if cell.isdecimal() else "".join(char for char in cell if char.isdigit())
            if "e+" in cell.casefold() and digits:
                field.states[at] = "nip_exponent"
            elif len(digits) == 18:
                field.values[at] = digits
    return field


def _table(
    records: Records, value: Scores, rows: np.ndarray, person: np.ndarray, indicator: Field, source: Field
) -> pa.Table:
    n, fields = len(rows), records.fields
    scale = value.high[rows] - value.low[rows]
    score = np.clip(np.round((value.raw[rows] - value.low[rows]) * 100 / scale, 10), 0, 100)
    counted = fields["respondents"].numbers()[rows]
    no_count = np.isnan(counted) | person[rows]

    def fixed(code: str | None, field: Field) -> pa.Array:
        return field.arrow(rows) if code is None else pa.array([code] * n, pa.string())

    columns = {
        "line": pa.array(records.lines[rows], pa.int32()),
        "period": fixed(value.meaning.period, fields["period"]),
        "indicator": fixed(value.indicator, indicator),
        "source": fixed(value.source, source),
        "raw": pa.array(value.raw[rows]),
        "scale_min": pa.array(value.low[rows]),
        "scale_max": pa.array(value.high[rows]),
        "score": pa.array(score),
        "respondents": pa.array(np.where(no_count, 0, counted).astype(np.int32), mask=no_count),
    }
    held = [columns[name] if name in columns else fields[name].arrow(rows) for name in SCHEMA.names]
    return pa.table(held, SCHEMA)
