"""Text to records of cells, strictly: nothing is guessed, joined or shifted; what does not fit is refused.

The rules: a cell is quoted when its first character is a double quote; inside, `""` is one quote and line ends
belong to the cell; after the closing quote only a delimiter or the end of the line may follow. A quote further on
in an unquoted cell is a character like any other, unless it tells of a lost one (`quotes`). Lines without a quote are
cut by `str.split`; lines with one go through the `csv` module in strict mode, which has these rules (tests compare both
with a plain state machine).
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data.reading.form.text import quotes
from data.reading.form.text.decode import Text
from data.terms.problems import Problem

DELIMITERS = (";", ",", "\t", "|")

# Far beyond any honest cell or record: past it, an open quote is taken for a quote nobody closed.
MAX_RECORD = 200_000


_FORMULA = re.compile(r'="(?:[^"]|"")*"')

# What ends no line of a file, by what does. CR files (old Excel for Mac) have LF inside cells.
_OTHER = {"\n": "\r", "\r": "\n"}


@dataclass
class Records:
    """A run of records: the line each starts on, its cells, and what could not be cut into cells.

    `longest` bounds the length of every cell, where a cheap pass could tell.
    """

    lines: Sequence[int]
    rows: list[list[str]]
    problems: list[Problem] = field(default_factory=list)
    refused: list[tuple[int, list[object]]] = field(default_factory=list)
    longest: int | None = None


def records(text: Text, delimiter: str, skip: int = 0, characters: int = 1 << 21) -> Iterator[Records]:
    """The file's records in order, blank lines included as one empty cell; `skip` leaves out that many first lines.

    A quote that is never closed ends the reading: the last Records then carries the Problem `quote_unclosed`
    without a row (it refuses the file), its line in `detail`.
    """
    line, unfinished = 1, ""
    blocks = text.blocks(characters)
    block = next(blocks, None)
    while block is not None:
        following = next(blocks, None)
        run, line, unfinished = cut(unfinished + block, delimiter, text.newline, line, final=following is None)
        if len(unfinished) > MAX_RECORD and not any(p.row is None for p in run.problems):
            run.problems.append(unclosed(line))
        if run.lines and run.lines[0] <= skip:
            _drop_first_lines(run, skip)
        yield run
        if any(p.row is None for p in run.problems):
            return
        block = following


def unclosed(line: int) -> Problem:
    return Problem("quote_unclosed", detail={"line": line})


def _drop_first_lines(run: Records, skip: int) -> None:
    keep = [i for i, line in enumerate(run.lines) if line > skip]
    run.lines, run.rows = [run.lines[i] for i in keep], [run.rows[i] for i in keep]
    run.problems = [p for p in run.problems if p.row is None or p.row > skip]
    run.refused = [r for r in run.refused if r[0] > skip]


def cut(text: str, delimiter: str, newline: str, line: int, final: bool = False) -> tuple[Records, int, str]:
    """Cut whole lines into records; the first line has number `line`.

    Returns the records, the number of the next line, and the beginning of a record that the text does not finish
    (empty when `final`: then it is a problem).
    """
    if '"' in text:
        return _cut_quoted(text, delimiter, newline, line, final)
    lines, clean = _unquoted_lines(text, newline)
    numbers = range(line, line + len(lines))
    if not clean:
        return _without_stray_ends(lines, numbers, delimiter, _OTHER[newline]), line + len(lines), ""
    longest = max(map(len, lines), default=0)
    return Records(numbers, [part.split(delimiter) for part in lines], longest=longest), line + len(lines), ""


def _unquoted_lines(text: str, newline: str) -> tuple[list[str], bool]:
    """The lines, and whether they are free of the other line end ("\\r" in LF and CRLF files, "\\n" in CR files)."""
    other = _OTHER[newline]
    if other not in text:
        lines, clean = text.split(newline), True
    elif newline == "\n" and text.count("\r") == text.count("\n") == text.count("\r\n"):
        lines, clean = text.split("\r\n"), True
    else:
        lines = text.split(newline)
        if not lines[-1]:
            lines.pop()
        lines = [part.rstrip(other) for part in lines]
        return lines, not any(other in part for part in lines)
    if not lines[-1]:
        lines.pop()
    return lines, clean


def _without_stray_ends(lines: list[str], numbers: Sequence[int], delimiter: str, other: str) -> Records:
    """Lines of which some hold a line end that ends no line: those are refused."""
    kept: list[int] = []
    run = Records(kept, [])
    for number, part in zip(numbers, lines, strict=True):
        if other in part:
            run.problems.append(Problem("carriage_return", row=number))
            run.refused.append((number, [part]))
        else:
            kept.append(number)
            run.rows.append(part.split(delimiter))
    return run


def _cut_quoted(text: str, delimiter: str, newline: str, line: int, final: bool) -> tuple[Records, int, str]:
    lines = [part + newline for part in text.split(newline)]
    lines[-1] = lines[-1].removesuffix(newline)
    if not lines[-1]:
        lines.pop()
    reader = _reader(lines, delimiter)
    try:
        rows = list(reader)
    except csv.Error:
        return _cut_step_by_step(lines, delimiter, line, final)
    plain = len(rows) == len(lines)
    if plain and '"' in "".join(map("".join, rows)):  # most blocks hold none, and a look at each record is dear
        plain = all(row == _looked_at(row, lines[i], delimiter) for i, row in enumerate(rows) if _holds_quote(row))
    if plain:  # no line end inside a cell, and no quote that means anything: one record a line
        numbers, longest = range(line, line + len(lines)), max(map(len, lines), default=0)
        return Records(numbers, [row or [""] for row in rows], longest=longest), line + len(lines), ""
    return _cut_step_by_step(lines, delimiter, line, final)


def _holds_quote(row: list[str]) -> bool:
    return '"' in "".join(row)


def _looked_at(row: list[str], as_found: str, delimiter: str) -> list[str] | None:
    """A record with quotes in its cells; None where one is stray. Formulas of one text (`="1980..."`), which keep Excel
    from making numbers of it, are that text."""
    if quotes.stray(as_found.rstrip("\r\n"), delimiter):
        return None
    return [cell[2:-1].replace('""', '"') if _FORMULA.fullmatch(cell) else cell for cell in row]


def _reader(lines: list[str], delimiter: str):
    return csv.reader(iter(lines), delimiter=delimiter, quotechar='"', doublequote=True, strict=True)


def _cut_step_by_step(lines: list[str], delimiter: str, line: int, final: bool) -> tuple[Records, int, str]:
    """As `_cut_quoted`, record by record, so that each has its own first line and each fault its own place."""
    kept: list[int] = []
    run = Records(kept, [])
    reader = _reader(lines, delimiter)
    while True:
        start = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return run, line + len(lines), ""
        except csv.Error as error:
            as_found = "".join(lines[start : reader.line_num])
            if "field limit" in str(error) or "unexpected end of data" in str(error):
                if not final and "unexpected" in str(error):
                    return run, line + start, as_found
                run.problems.append(unclosed(line + start))
                return run, line + start, ""
            code = "carriage_return" if "new-line" in str(error) else "quote_inside"
            run.problems.append(Problem(code, row=line + start))
            run.refused.append((line + start, [as_found.rstrip("\r\n")]))
            continue
        as_found = "".join(lines[start : reader.line_num])
        looked_at = _looked_at(row, as_found, delimiter) if _holds_quote(row) else row
        if looked_at is None:
            run.problems.append(Problem("quote_stray", row=line + start))
            run.refused.append((line + start, [as_found.rstrip("\r\n")]))
            continue
        kept.append(line + start)
        run.rows.append(looked_at or [""])
