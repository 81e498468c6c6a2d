"""The table in a delimited text: its delimiter, its headings, and its records in chunks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from data.reading.cells.spans import filled
from data.reading.form.table import checks, layout
from data.reading.form.table.body import Body
from data.reading.form.table.table import CHUNK_RECORDS, Chunk, Options, Question, Refusal, Table
from data.reading.form.text import plain
from data.reading.form.text.decode import Text
from data.reading.form.text.delimited import DELIMITERS, Records, cut, records
from data.terms.problems import Problem

HEAD_CHARACTERS = 1 << 18
HEAD_RECORDS = 300
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
"""Delimiter -> its code (codes.delimiter of `problems.toml`)."""

_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """A delimiter that makes a table of the file's beginning, and how well it does."""

    delimiter: str
    layout: layout.Layout
    lines: list[int]
    fit: float

    def worth(self) -> tuple:
        # Known headings first; then how many records have exactly as many cells as there are headings; then columns.
        return self.layout.known, round(self.fit, 1), self.layout.width


def open_csv(text: Text, options: Options, words: frozenset[str]) -> Table | Refusal:
    head = next(text.blocks(HEAD_CHARACTERS), "")
    sep = _SEP_LINE.fullmatch(head.split(text.newline, 1)[0])
    skip = 1 if sep else 0
    chosen = _dialect(head, text, options, words, sep[1] if sep else None, skip)
    if isinstance(chosen, Refusal):
        return chosen
    problems = checks.heading_problems(chosen.layout.header)
    if problems:
        return Refusal(problems)

    def read() -> tuple[Body, Iterator[Chunk]]:
        body = Body(chosen.layout)
        return body, _chunks(text, chosen, skip, body)

    body, chunks = read()
    first = checks.first_with_records(chunks)
    refusing = checks.whole_file(first.problems) or checks.too_many_refused(first)
    if refusing:
        return Refusal(refusing)
    if not first.lines and not first.refused:
        return Refusal([Problem("no_records", found=", ".join(chosen.layout.header[:8]))])
    last_heading = chosen.lines[chosen.layout.after - 1]
    proved = None if body.in_parts else plain.prove(text, chosen.delimiter, last_heading, chosen.layout.width)
    return Table(
        header=body.header(),
        sample=checks.sample(first),
        detected=_detected(text, chosen, head, sep, body, first),
        notes=_notes(text, chosen, body),
        questions=[],
        stream=(lambda: plain.chunks(proved, Body(chosen.layout, leads=body.leads))) if proved else lambda: read()[1],
        plain=proved,
    )


def _dialect(
    head: str, text: Text, options: Options, words: frozenset[str], sep: str | None, skip: int
) -> Dialect | Refusal:
    given = options.delimiter or (sep if sep in DELIMITERS else None)
    tried = [_try(head, text, d, options, words, skip) for d in ([given] if given else DELIMITERS)]
    fitting = sorted((d for d in tried if d), key=Dialect.worth, reverse=True)
    if not fitting:
        return _no_table(head, text, options, given, skip)
    best = fitting[0]
    if len(fitting) > 1 and fitting[1].worth() == best.worth():
        choices = tuple(d.delimiter for d in fitting if d.worth() == best.worth())
        subject = ", ".join(NAMES[choice] for choice in choices)
        return Refusal([], [Question("delimiter_unclear", subject, choices, best.delimiter)])
    return best


def _no_table(head: str, text: Text, options: Options, given: str | None, skip: int) -> Refusal:
    if options.header_row:
        return Refusal([Problem("header_not_at_row", row=options.header_row, found=str(options.header_row))])
    begun, _, _ = cut(head, given or ",", text.newline, 1, final=False)
    opened = [p for p in begun.problems if p.row is None]
    if opened:
        return Refusal(opened)
    if not given and not any(d in head for d in DELIMITERS):
        return Refusal([Problem("no_delimiter", expected=", ".join(NAMES.values()))])
    return Refusal([Problem("header_not_found", expected=NAMES.get(given or "", ", ".join(NAMES.values())))])


def _try(head: str, text: Text, delimiter: str, options: Options, words: frozenset[str], skip: int) -> Dialect | None:
    begun, _, _ = cut(head, delimiter, text.newline, 1, final=len(head) < HEAD_CHARACTERS)
    rows, lines = begun.rows[skip:][:HEAD_RECORDS], list(begun.lines[skip:][:HEAD_RECORDS])
    header_at = None
    if options.header_row:
        if options.header_row not in lines:
            return None
        header_at = lines.index(options.header_row)
    known = layout.find(rows, words, header_at, options.header_rows)
    if known is None or known.width < 2:
        return None
    counts = [_width(row) if len(row) > known.width else len(row) for row in rows[known.after :] if len(row) > 1]
    fit = counts.count(known.width) / len(counts) if counts else 0.5
    return Dialect(delimiter, known, lines, fit)


def _width(row: list[str]) -> int:
    """Cells of a row without the empty ones at its end."""
    return max(filled(row), default=-1) + 1


def _chunks(text: Text, dialect: Dialect, skip: int, body: Body) -> Iterator[Chunk]:
    """The records below the headings, at most CHUNK_RECORDS at a time."""
    first_line = dialect.lines[dialect.layout.after - 1] if dialect.layout.after else skip
    runs = _in_pieces(_below(records(text, dialect.delimiter), first_line))
    beginning = next(runs, None) or Records([], [])
    body.decide(beginning.rows)
    waiting: Records | None = beginning
    while waiting is not None:
        after = next(runs, None)
        yield _chunk(body, waiting, last=after is None)
        waiting = after


def _chunk(body: Body, run: Records, last: bool) -> Chunk:
    chunk = body.feed(run.lines, run.rows, last, run.longest)
    if not run.problems:
        return chunk
    return Chunk(
        chunk.lines,
        chunk.columns,
        sorted(chunk.problems + run.problems, key=lambda p: p.row or 0),
        sorted(chunk.refused + run.refused, key=lambda r: r[0]),
        chunk.leave_out,
    )


def _below(runs: Iterator[Records], line: int) -> Iterator[Records]:
    """Records that start below the given line; faults above it (title rows) trouble nobody."""
    for run in runs:
        if run.lines and run.lines[0] > line and not run.problems:
            yield run
            continue
        start = next((i for i, number in enumerate(run.lines) if number > line), len(run.lines))
        problems = [p for p in run.problems if p.row is None or p.row > line]
        refused = [r for r in run.refused if r[0] > line]
        yield Records(run.lines[start:], run.rows[start:], problems, refused, run.longest)


def _in_pieces(runs: Iterator[Records]) -> Iterator[Records]:
    for run in runs:
        for begin in range(0, max(len(run.rows), 1), CHUNK_RECORDS):
            end = begin + CHUNK_RECORDS
            faults = (run.problems, run.refused) if end >= len(run.rows) else ([], [])
            yield Records(run.lines[begin:end], run.rows[begin:end], *faults, run.longest)


def _detected(text: Text, dialect: Dialect, head: str, sep: re.Match | None, body: Body, first: Chunk) -> dict:
    found_layout, lines = dialect.layout, dialect.lines
    titles = [[lines[i], raw.strip(f'{dialect.delimiter} "\r')] for i, raw in _title_lines(head, text, dialect)]
    return checks.describe(
        body,
        first,
        {
            "format": "csv",
            "encoding": text.encoding,
            "delimiter": dialect.delimiter,
            "newline": text.newlines,
            "sheet": None,
            "sheets": [],
            "header_row": lines[found_layout.first],
            "header_rows": found_layout.heading_rows,
            "title_rows": titles,
            "sep_line": bool(sep),
        },
    )


def _title_lines(head: str, text: Text, dialect: Dialect) -> Iterator[tuple[int, str]]:
    raw = list(islice(head.split(text.newline), dialect.lines[dialect.layout.first]))
    for i in dialect.layout.titles:
        yield i, raw[dialect.lines[i] - 1]


def _notes(text: Text, dialect: Dialect, body: Body) -> list[Problem]:
    notes = checks.heading_notes(dialect.layout)
    usual, headings = max(body.shape.widths), len(dialect.layout.heading_cells)
    if usual > headings:
        notes.append(Problem("headings_short", found=str(usual), expected=str(headings), blocking=False))
    if "+" in text.newlines:
        notes.append(Problem("newlines_mixed", found=text.newlines, blocking=False))
    return notes
