"""What one file says, before anyone asks what it means: a heading per column, and records of cells as written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pyarrow as pa

from data.terms.problems import Problem

CHUNK_RECORDS = 50_000

SECTION_HEADING = "(bagian)"
"""Heading of the leading column made from section rows (the group's name on a row above its members)."""


@dataclass(frozen=True)
class Question:
    """Something the file does not say and nobody may guess.

    `code` is a key of `problems.toml`; `subject` is what is asked about, as the file has it (a name, a heading, a
    place); `choices` are the answers offered, best first; `suggested` is the one shown preselected, or None where
    even that would be a guess. Nothing may be stored while a blocking question is open.
    """

    code: str
    subject: str = ""
    choices: tuple[str, ...] = ()
    suggested: str | None = None
    blocking: bool = True
    detail: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Options:
    """Answers given about a file's outer form; None means: find out, or ask.

    `encoding` is a name `decode` knows ("utf-8", "utf-16", "cp1252"); `delimiter` one of `,` `;` tab `|`; `sheet` a
    sheet's name; `header_row` the 1-based line (CSV) or row (workbook) of the first heading row, and
    `header_rows` how many rows the headings take. `header_words` are headings known from aliases and remembered
    mappings, in any case: they help to find the heading row and choose nothing else.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    header_rows: int | None = None
    header_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LeaveOut:
    """A record that probably is not one of the rows: `kind` is "total", "benchmark" or "aggregate".

    It is still among the records of its chunk; only the planner's word takes it out.
    """

    line: int
    kind: str
    text: str


@dataclass(frozen=True)
class Chunk:
    """A stretch of at most CHUNK_RECORDS records, column-major: `columns[j][i]` is column j of the record at
    `lines[i]`.

    CSV cells are str ('' is empty), a column a list or tuple of them or, in plain files, an Arrow array. Workbook cells
    are str, float, int, bool, date, datetime, time or timedelta, as the cell really is ('' is empty). `refused` holds
    the records that could not be cut into cells, as (line, cells as found); each has its Problem in `problems` and none
    is among `columns`. A problem without a row refuses the whole file.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[object]]
    problems: list[Problem] = field(default_factory=list)
    refused: list[tuple[int, list[object]]] = field(default_factory=list)
    leave_out: list[LeaveOut] = field(default_factory=list)


def listed(column: Sequence[object]) -> Sequence[object]:
    """A column's cells as Python has them, whether it came as a list or from Arrow."""
    return column.to_pylist() if isinstance(column, pa.Array) else column


@dataclass(frozen=True)
class Plain:
    """A file a byte pass has proved plain: UTF-8, no quote, no NUL, the same number of delimiters on every line,
    no blank line. `skip` is how many lines come before the first record, `records` how many come after.
    `data.reading.form.text.plain.scan` gives it to DuckDB."""

    path: Path
    delimiter: str
    skip: int
    width: int
    records: int


@dataclass(frozen=True)
class Table:
    """One rectangular table found in a file.

    `header` has one heading per column: unique, whitespace-normalised, rows of headings joined with " / ".
    `detected` is JSON-able and says what was understood: format, encoding, delimiter, newline, sheet, sheets,
    header_row, header_rows, title_rows [[line, text]], section_rows [[line, text]], footnotes [[line, text]] (not
    among the records), leave_out [[line, kind, text]] (still among the records), footnote_digits {heading:
    heading without it}, sep_line. Of these, section_rows, footnotes and leave_out are those of the first chunk;
    later chunks carry their own leave_out, and `footnotes` and `section_rows` grow while the last chunks are
    read. `sample` is the beginning of the first chunk. `plain` is set where DuckDB may read the records (see
    `Plain`).
    """

    header: list[str]
    sample: Chunk
    detected: dict
    notes: list[Problem]
    questions: list[Question]
    stream: Callable[[], Iterator[Chunk]]
    plain: Plain | None = None

    def chunks(self) -> Iterator[Chunk]:
        """The records from the first to the last, in file order; may be called again for another pass."""
        return self.stream()

    def whole(self) -> Chunk:
        """Every record in one chunk: for small files and tests; a big file is read through `chunks`."""
        chunks = list(self.chunks())
        columns = [list(chain.from_iterable(listed(c.columns[j]) for c in chunks)) for j in range(len(self.header))]
        return Chunk(
            lines=list(chain.from_iterable(c.lines for c in chunks)),
            columns=columns,
            problems=list(chain.from_iterable(c.problems for c in chunks)),
            refused=list(chain.from_iterable(c.refused for c in chunks)),
            leave_out=list(chain.from_iterable(c.leave_out for c in chunks)),
        )


@dataclass(frozen=True)
class Refusal:
    """A file that gives no table, for these problems or until these questions are answered (through `Options`)."""

    problems: list[Problem]
    questions: list[Question] = field(default_factory=list)
