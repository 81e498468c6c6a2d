"""What every kind of file owes its Table once the layout is known: headings checked, findings listed."""

import re
from collections.abc import Iterator

from data.reading.form.table.body import Body
from data.reading.form.table.layout import MAX_COLUMNS, Layout
from data.reading.form.table.table import Chunk
from data.terms.problems import Problem
from data.terms.spelling import LONGEST, key

SAMPLE_RECORDS = 1_000
FIRST_LOOK = 1_000  # records from which a file whose records mostly do not fit is refused as a whole

_GLUED = re.compile(r"[^\W\d_]{4}[1-9]$")


def heading_problems(header: list[str]) -> list[Problem]:
    """Headings nobody could tell apart, or too many of them: these refuse the file."""
    if len(header) > MAX_COLUMNS:
        return [Problem("too_many_columns", found=str(len(header)), expected=str(MAX_COLUMNS))]
    longest = max(map(len, header))
    if longest > LONGEST:
        return [Problem("cell_too_long", found=str(longest), expected=str(LONGEST))]
    seen: dict[str, str] = {}
    problems = []
    for name in header:
        spelling = key(name) or name  # a heading of signs alone is told by its signs
        if spelling in seen:
            problems.append(Problem("header_duplicate", column=name, found=name))
        seen.setdefault(spelling, name)
    return problems


def heading_notes(layout: Layout) -> list[Problem]:
    notes = [Problem("column_unnamed", column=name, blocking=False) for name in layout.unnamed]
    glued = footnote_digits(layout.header)
    return notes + [
        Problem("footnote_digit", column=name, found=name, expected=without, blocking=False)
        for name, without in glued.items()
    ]


def footnote_digits(header: list[str]) -> dict[str, str]:
    """Headings that end in a digit glued to a word, with what they are without it.

    "My work1" is "My work" with a footnote mark; `nilai1` beside `nilai2` or `nilai` is a numbered column and stays.
    """
    glued = {}
    for name in header:
        without = " ".join(word[:-1] if _GLUED.search(word) else word for word in name.split(" "))
        if without != name:
            glued[name] = without
    keys = [key(name) for name in header]
    return {
        name: without
        for name, without in glued.items()
        if keys.count(key(without)) == 0 and sum(other == without for other in glued.values()) == 1
    }


def too_many_refused(chunk: Chunk) -> list[Problem]:
    """Where most of the first records do not fit the headings, it was read or written wrongly: all is refused."""
    refused = len(chunk.refused)
    if refused < 3 or refused * 2 <= min(FIRST_LOOK, refused + len(chunk.lines)):
        return []
    return [Problem("most_records_refused", found=str(refused)), *chunk.problems[:100]]


def whole_file(problems: list[Problem]) -> list[Problem]:
    """The problems that refuse the file: blocking, without a row of their own."""
    return [p for p in problems if p.blocking and p.row is None]


def first_with_records(chunks: Iterator[Chunk]) -> Chunk:
    """The first chunk that says anything; an empty one where there is none."""
    empty = Chunk([], [])
    return next((c for c in chunks if c.lines or c.refused or whole_file(c.problems)), empty)


def describe(body: Body, first: Chunk, more: dict) -> dict:
    """The findings shared by all kinds of files, JSON-able; lists of `body` are shared, so they grow as it reads on."""
    return more | {
        "section_rows": body.found_sections,
        "footnotes": body.found_footnotes,
        "repeated_headings": body.found_headings,
        "leave_out": [[row.line, row.kind, row.text] for row in first.leave_out],
        "footnote_digits": footnote_digits(body.layout.header),
    }


def sample(chunk: Chunk) -> Chunk:
    """The beginning of a chunk."""
    n = SAMPLE_RECORDS
    return Chunk(
        chunk.lines[:n],
        [column[:n] for column in chunk.columns],
        chunk.problems[:n],
        chunk.refused[:n],
        chunk.leave_out[:n],
    )
