"""Files a byte pass proves plain, and DuckDB reading those: every option fixed, every column text.

Plain means: UTF-8, no quote, no NUL, one kind of line end, the same number of delimiters on every line below the
headings. Then there is one way to cut the file into cells, and an engine built for speed cuts it as the strict reader
does. Whatever needs a second look (blank rows, footnotes, repeated headings, long cells) still goes through `Body`, row
by row.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.reading.form.prefetch import ahead
from data.reading.form.table.body import Body
from data.reading.form.table.records import AFTER_DIGITS
from data.reading.form.table.table import CHUNK_RECORDS, Chunk, Plain
from data.reading.form.table.total_rows import marks
from data.reading.form.text.decode import Text
from data.terms.spelling import LONGEST

NULL_TEXT = "\x01"
BLOCK = 1 << 23
SMALLEST = 1 << 20  # below this the strict reader is done before an engine has started
TAIL = 2_000  # records at the end that are looked at one by one: what is no record stands there


def prove(text: Text, delimiter: str, skip: int, width: int) -> Plain | None:
    """The file as a Plain, if all its bytes below line `skip` allow it."""
    if text.quoted or text.encoding not in ("utf-8", "utf-8-sig") or text.newlines not in ("LF", "CRLF"):
        return None
    if text.path.stat().st_size < SMALLEST or len(delimiter.encode()) != 1:
        return None
    row = delimiter.encode() * (width - 1) + b"\n"
    with text.path.open("rb") as file:
        for _ in range(skip):
            file.readline()
        unfinished, records = b"", 0
        while block := file.read(BLOCK):
            block = unfinished + block
            end = block.rfind(b"\n") + 1
            if (lines := _even(block[:end], row)) is None:
                return None
            records, unfinished = records + lines, block[end:]
        if unfinished and _even(unfinished + b"\n", row) is None:
            return None
    return Plain(text.path, delimiter, skip, width, records + bool(unfinished))


def _even(lines: bytes, row: bytes) -> int | None:
    """How many lines these are, if each has exactly the delimiters and the end that `row` is made of; None where one
    has not, or holds the character that stands for NULL."""
    marks = lines.translate(None, _all_but(row))
    count = len(marks) // len(row)
    return count if marks == row * count and NULL_TEXT.encode() not in lines else None


@cache
def _all_but(row: bytes) -> bytes:
    return bytes(set(range(256)) - set(row))


@cache
def _sql() -> str:
    return (Path(__file__).parents[3] / "sql" / "reading" / "plain.sql").read_text("utf-8")


def scan(connection: duckdb.DuckDBPyConnection, plain: Plain) -> duckdb.DuckDBPyRelation:
    """The records in file order, columns c0, c1, ... all VARCHAR and never NULL.

    The connection must be one that may read files; its variable `plain` is set.
    """
    values = {
        "path": str(plain.path),
        "delimiter": plain.delimiter,
        "skip": plain.skip,
        "columns": {f"c{j}": "VARCHAR" for j in range(plain.width)},
        "null_text": NULL_TEXT,
    }
    # A variable, not parameters: with parameters `sql` holds the whole answer in memory before the first row is seen.
    connection.execute("set variable plain = $values", {"values": values})
    return connection.sql(_sql())


def chunks(plain: Plain, body: Body) -> Iterator[Chunk]:
    """The records as `csv_table` would give them, columns as Arrow text where a batch holds nothing but records."""
    with ExitStack() as files:
        connection = files.enter_context(duckdb.connect())
        batches = files.enter_context(closing(ahead(_slices(scan(connection, plain).to_arrow_reader(CHUNK_RECORDS)))))
        line, waiting = plain.skip + 1, next(batches, None)
        while waiting is not None:
            after = next(batches, None)
            if after is None and waiting.num_rows > TAIL:
                waiting, after = waiting.slice(0, waiting.num_rows - TAIL), waiting.slice(waiting.num_rows - TAIL)
            yield _chunk(body, waiting, line, last=after is None)
            line, waiting = line + waiting.num_rows, after
    if line != plain.skip + 1 + plain.records:
        raise RuntimeError(f"{plain.records} lines were proved, {line - plain.skip - 1} were read")


def _slices(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for begin in range(0, batch.num_rows, CHUNK_RECORDS):
            yield batch.slice(begin, CHUNK_RECORDS)


def _chunk(body: Body, batch: pa.RecordBatch, line: int, last: bool) -> Chunk:
    lines = range(line, line + batch.num_rows)
    if not last and body.simple and body.whole_rows and _nothing_but_records(body, batch):
        return Chunk(lines, batch.columns, leave_out=marks(lines, batch.columns))
    rows = list(map(list, zip(*(column.to_pylist() for column in batch.columns), strict=True)))
    return body.feed(lines, rows, last)


def _nothing_but_records(body: Body, batch: pa.RecordBatch) -> bool:
    headings = pa.array(sorted(body.heading_starts), pa.string())
    for column in batch.columns[:2]:
        trimmed = pc.utf8_trim_whitespace(column)
        if pc.any(pc.or_(pc.equal(trimmed, ""), pc.is_in(column, value_set=headings))).as_py():
            return False
    if body.leads and (pc.max(batch.columns[body.leads[0]]).as_py() or "") >= AFTER_DIGITS:
        return False
    # Bytes are at least as many as characters; only a batch with a long cell is looked at character by character.
    return all((pc.max(pc.binary_length(column)).as_py() or 0) <= LONGEST for column in batch.columns)
