"""Bytes in, checked rows out: one file, read and judged, with all that is wrong or unknown. Nothing is stored."""

import hashlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from data.reading.cells import nik
from data.reading.form.opening import open_table
from data.reading.form.prefetch import ahead
from data.reading.form.table.table import Chunk, Question, Refusal
from data.reading.judging import duplicates, namesakes, respondents
from data.reading.judging.findings import Findings, RefusedFile
from data.reading.judging.formulas import Formulas
from data.reading.judging.preview import preview
from data.reading.judging.records import Records
from data.reading.kinds import attendance, evaluation, outcome, predicate, reference, roster
from data.reading.meaning import columns, file_kinds, interpretation, survey
from data.reading.meaning import mapping as mappings
from data.reading.meaning import surroundings as around
from data.reading.meaning.pieces import Spool
from data.terms.problems import Problem

_KINDS = {
    "evaluation": evaluation, "roster": roster, "predicate": predicate, "outcome": outcome, "attendance": attendance,
}  # fmt: skip
REFERENCE = "reference"


@dataclass(frozen=True)
class Upload:
    """One file as it was understood.

    `rows` is a Parquet file of the accepted rows (columns: the kind's SCHEMA); it is empty while a blocking question is
    open or the file as a whole is refused. rows_read = rows_kept + rows_refused + rows_left_out + rows_waiting, counted
    in rows of the result (a wide record gives one per column of values). `problems` holds at most 1,000;
    `problem_counts` counts all. `questions` are what only the planner can say. `mapping` is how the file was read,
    with its header `signature`. `additions` are reference rows that the mapping adds, to be accepted first.
    `refused` is a CSV of the records that were not taken, with reason and remedy.
    """

    kind: str
    rows: Path
    rows_read: int
    rows_kept: int
    rows_refused: int
    rows_left_out: int
    problems: list[Problem]
    questions: list[Question]
    mapping: dict
    detected: dict
    preview: pd.DataFrame
    file_name: str
    sha256: str
    refused: Path | None = None
    rows_waiting: int = 0
    problem_counts: dict[str, int] = field(default_factory=dict)
    additions: dict[str, pd.DataFrame] = field(default_factory=dict)


def read(
    path: Path,
    file_name: str,
    known,
    mapping: dict | None,
    out: Path,
    progress: Callable[[str, int], None] | None = None,
) -> Upload:
    """Read one file under what is known and what the mapping says; write its accepted rows below `out`.

    `known` is a `data.catalog.catalog.Known`. `progress(stage, records)` is called now and then (stages: survey, rows,
    check). Raises OSError only where the disk fails; everything wrong with the file is in the result.
    """
    given, file_name = dict(mapping or {}), str(nik.masked(file_name))
    with ThreadPoolExecutor(1) as beside:  # of a big file either is a second of work outside Python
        hashed = beside.submit(_hash, path)
        table = open_table(path, file_name, mappings.options(given, known))
    sha256 = hashed.result()
    rows_path, tell = out / f"rows-{sha256[:16]}.parquet", progress or (lambda stage, records: None)
    if isinstance(table, Refusal):
        pq.write_table(evaluation.SCHEMA.empty_table(), rows_path)
        kind = given.get("kind", "evaluation")
        return Upload(
            kind, rows_path, 0, 0, 0, 0, table.problems, table.questions, given, {}, pd.DataFrame(), file_name, sha256,
            problem_counts=dict(Counter(problem.code for problem in table.problems)),
        )  # fmt: skip
    signature = mappings.signature(table.header)
    remembered = known.mappings.get(signature)
    asked = given
    if remembered:
        given = mappings.merged(mappings.reusable(remembered), given)
    if (given.get("kind") or reference.table_of(table.header)) == REFERENCE or (
        "kind" not in given and reference.table_of(table.header)
    ):
        return reference.read(table, given, signature, rows_path, file_name, sha256, Upload)
    surroundings = around.read(table, file_name, known, given.get("region"))
    meanings, notices, questions = columns.understand(table, known, given, surroundings)
    if given.get("rows") == respondents.RESPONDENTS:
        given, meanings = {"kind": "evaluation"} | given, respondents.anonymous(meanings)
    given, from_surroundings = around.completed(given, asked, surroundings, meanings)
    fields = {"nip" if meaning.field == "other_id" else meaning.field for meaning in meanings}
    kinds = file_kinds.fits(
        fields | {name for name in mappings.CONSTANTS if given.get(name)},
        sum(1 for m in meanings if m.indicator is not None),
    )
    kind = given.get("kind") or next(iter(kinds), "evaluation")
    if "kind" not in given and len(kinds) > 1 and list(kinds.values())[1] >= kinds[kind] - 0.05:
        questions.append(Question("ask_kind", file_name, tuple(kinds), kind, False, {"ask": "set:kind", "fits": kinds}))
    findings, spool, seen, counts = Findings(), Spool(out), survey.Survey(), Counter()
    formulas = Formulas(table.header, meanings, given, kind)
    dropped = frozenset(place for place, meaning in enumerate(meanings) if meaning.field == file_kinds.FORBIDDEN)
    refused = RefusedFile(rows_path.with_name(f"refused-{sha256[:16]}.csv"), table.header, dropped)
    settled = formulas.settled(table)
    with closing(ahead(spool.fill(settled, lambda chunk: _uncut(chunk, findings, refused, counts, seen)))) as pieces:
        for piece in pieces:
            survey.add(seen, piece, table.header, meanings, given)
            tell("survey", seen.records)
    file = interpretation.start(kind, table, meanings, seen, given, known, surroundings.possible_periods)
    file.questions += [*table.questions, *questions, *formulas.questions()]
    seen.pieces = spool.pieces
    _KINDS[kind].prepare(file, seen)
    findings.add_all([*table.notes, *notices, *from_surroundings, *file.problems])
    shown = _rows(spool, seen, file, findings, refused, counts, rows_path, tell)
    respondents.settle(file, rows_path, findings, counts)
    respondents.uncounted(file, rows_path, findings)
    _written(spool, refused, namesakes.settle(file, rows_path, findings, counts))
    _repeated(spool, file, findings, refused, counts, rows_path, tell)
    spool.close()
    described = table.detected | {
        "fits": kinds, "locale": file.locale, "locale_decided": bool(seen.evidence.certain), "date_order": file.order,
        "scale": list(file.scale) if file.scale else None, "layout": _layout(file), "remembered": bool(remembered),
        "records": seen.records, "folded": counts["folded"],
    }  # fmt: skip
    kept = pq.read_metadata(rows_path).num_rows
    final = nik.without(file.mapping | {
        "kind": kind, "signature": signature,
        "columns": {heading: meaning.as_json() for heading, meaning in zip(table.header, meanings, strict=True)},
    })  # fmt: skip
    added = {name: pd.DataFrame(rows) for name, rows in mappings.additions(final, final.get("region")).items()}
    return Upload(
        kind, rows_path, counts["read"], kept, counts["refused"], counts["left_out"], findings.problems, file.questions,
        final, described, shown, file_name, sha256, refused.close(), counts["waiting"], dict(findings.counts), added,
    )  # fmt: skip


def add_unknown(upload: Upload, sector: str, known) -> dict:
    """The upload's mapping with every unknown agency added in one sector and every unknown indicator added without
    weight; rows the file marks as benchmarks are left out. Read the file again with it."""
    return mappings.with_unknown_added(upload.mapping, upload.questions, sector, known)


def _uncut(chunk: Chunk, findings: Findings, refused: RefusedFile, counts: Counter, seen: survey.Survey) -> None:
    """What the cutting of the file found wrong; a problem without a row refuses the file as a whole."""
    seen.leave_out += chunk.leave_out
    findings.add_all(chunk.problems)
    counts["stopped"] += sum(1 for problem in chunk.problems if problem.row is None and problem.blocking)
    reasons = {problem.row: problem for problem in chunk.problems if problem.row is not None}
    for line, cells in chunk.refused:
        refused.write(cells, [reasons[line]] if line in reasons else [])
    counts["read"] += len(chunk.refused)
    counts["refused"] += len(chunk.refused)


def _rows(
    spool: Spool, seen: survey.Survey, file: interpretation.Interpretation, findings: Findings, refused: RefusedFile,
    counts: Counter, path: Path, tell: Callable,
) -> pd.DataFrame:  # fmt: skip
    """The second pass: judge every piece, write accepted rows and refused records; the preview."""
    kind, shown, done = _KINDS[file.kind], pd.DataFrame(), 0
    every = (Records(file, piece, kept) for piece, kept in zip(spool.pieces(), seen.kept, strict=True))
    judged = ((records, kind.rows(records, findings)) for records in every)
    with pq.ParquetWriter(path, kind.SCHEMA) as writer, closing(ahead(judged)) as pieces:
        for records, (accepted, per_row, here) in pieces:
            if shown.empty:
                shown = preview(records)
            for row in sorted(per_row):
                refused.write(records.piece.cells(row), per_row[row])
            counts.update(here)
            if accepted.num_rows:
                writer.write_table(accepted)
            done += len(records.piece)
            tell("rows", done)
    if counts["stopped"] or any(problem.blocking for problem in file.problems):
        counts["waiting"] += pq.read_metadata(path).num_rows
        pq.write_table(kind.SCHEMA.empty_table(), path)
    return shown


def _repeated(
    spool: Spool,
    file: interpretation.Interpretation,
    findings: Findings,
    refused: RefusedFile,
    counts: Counter,
    path: Path,
    tell: Callable,
) -> None:
    """Take repeated rows out: the same again is left out and said; a contradiction refuses all its rows."""
    if not pq.read_metadata(path).num_rows:
        return
    tell("check", counts["read"])
    repeated = duplicates.find(path, file.kind)
    if repeated.empty:
        return
    duplicates.drop(path, repeated["place"].to_numpy())
    same = repeated["same"].astype(bool)
    clash = repeated[~same]
    counts["left_out"] += int(same.sum())
    counts["refused"] += len(clash)
    if same.any():
        some = ", ".join(map(str, repeated.loc[same, "line"].drop_duplicates().head(10)))
        findings.add(Problem("row_repeated", found=some, blocking=False), int(same.sum()))
    problems = {
        int(line): duplicates.conflict(int(line), int(first), int(last))
        for line, first, last in zip(clash["line"], clash["first_line"], clash["last_line"], strict=True)
    }
    findings.add_all(problems.values())
    _written(spool, refused, list(problems.values()))


def _written(spool: Spool, refused: RefusedFile, problems: list[Problem]) -> None:
    """Write out the records that turned out wrong only beside others."""
    of_line = {problem.row: problem for problem in problems if problem.row is not None}
    for piece in spool.pieces() if problems else ():
        for row in np.flatnonzero(np.isin(piece.lines, list(of_line))).tolist():
            refused.write(piece.cells(row), [of_line[int(piece.lines[row])]])


def _layout(file: interpretation.Interpretation) -> str:
    meanings = [file.meanings[place] for place in file.places("raw")]
    if any(meaning.period for meaning in meanings):
        return "period_in_heading"
    if len(meanings) > 1 and all(meaning.source and not meaning.indicator for meaning in meanings):
        return "sources"
    return "wide" if any(meaning.indicator for meaning in meanings) else "long"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
