"""The table in a workbook: which sheet, where on it, and its rows in chunks."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.reading.cells.formula import ERROR, Fault
from data.reading.cells.spans import as_text, filled, is_number
from data.reading.form.book.workbook import Sheet, Workbook
from data.reading.form.table import checks, layout
from data.reading.form.table.body import Body
from data.reading.form.table.table import CHUNK_RECORDS, Chunk, Options, Question, Refusal, Table
from data.terms.problems import Problem

HEAD_ROWS = 300


@dataclass(frozen=True)
class Candidate:
    """A sheet that holds a table, and how much speaks for it: known headings, cells with numbers (`worded`: it has
    hardly any, as a list of questions or a contents page)."""

    sheet: Sheet
    layout: layout.Layout
    numbers: int
    worded: bool


def open_sheet(book: Workbook, kind: str, options: Options, words: frozenset[str]) -> Table | Refusal:
    visible = [sheet for sheet in book.sheets if sheet.visible]
    hidden = [sheet.name for sheet in book.sheets if not sheet.visible]
    offered = visible or book.sheets
    if options.sheet is not None:
        offered = [sheet for sheet in book.sheets if sheet.name == options.sheet]
        if not offered:
            names = ", ".join(sheet.name for sheet in book.sheets)
            return Refusal([Problem("sheet_missing", found=options.sheet, expected=names)])
    if not offered:
        return Refusal([Problem("file_empty")])
    candidates = [c for c in (_candidate(sheet, options, words) for sheet in offered) if c]
    if not candidates:
        if options.header_row:
            return Refusal([Problem("header_not_at_row", row=options.header_row, found=str(options.header_row))])
        return Refusal(
            [Problem("header_not_found", found=", ".join(sheet.name for sheet in offered)), *_unseen(hidden)]
        )
    chosen, questions = _choose(candidates)
    problems = checks.heading_problems(chosen.layout.header)
    if problems:
        return Refusal(problems, questions)
    return _table(book, kind, chosen, questions, hidden)


def _candidate(sheet: Sheet, options: Options, words: frozenset[str]) -> Candidate | None:
    _, rows = next(sheet.rows(many=HEAD_ROWS, fill=False))
    header_at = options.header_row - 1 if options.header_row else None
    where = layout.find(rows, words, header_at, options.header_rows, sheet.merges)
    if where is None or where.width < 2:
        return None
    body = rows[where.after :]
    cells = [row[j] for row in body for j in filled(row)]
    worded = sum(map(is_number, cells)) * 20 < len(cells)
    return Candidate(sheet, where, sum(not isinstance(cell, str) for cell in cells), worded)


def _choose(candidates: list[Candidate]) -> tuple[Candidate, list[Question]]:
    """The sheet with most known headings; without any, the first with numbers. More than one that would do is asked."""
    candidates = [c for c in candidates if not c.worded] or candidates
    best = max(c.layout.known for c in candidates)
    candidates = [c for c in candidates if c.layout.after < c.sheet.row_count] or candidates
    if best >= 2:
        fitting = [c for c in candidates if c.layout.known * 2 > best]
        fitting.sort(key=lambda c: -c.layout.known)
    else:
        fitting = [c for c in candidates if c.numbers] or candidates
    if len(fitting) == 1:
        return fitting[0], []
    names = tuple(c.sheet.name for c in fitting)
    return fitting[0], [Question("sheet", ", ".join(names), names, names[0])]


def _table(
    book: Workbook, kind: str, chosen: Candidate, questions: list[Question], hidden: list[str]
) -> Table | Refusal:
    sheet, where = chosen.sheet, chosen.layout

    def read() -> tuple[Body, Iterator[Chunk]]:
        body = Body(where, strict_width=False)
        return body, _chunks(book, sheet, body)

    body, chunks = read()
    first = checks.first_with_records(chunks)
    if refusing := checks.too_many_refused(first):
        return Refusal(refusing, questions)
    if not first.lines and not first.refused:
        return Refusal([Problem("no_records", found=", ".join(where.header[:8]))], questions)
    _, head = next(sheet.rows(many=HEAD_ROWS, fill=False))
    hidden_rows = [(max(first, where.after), last) for first, last in sheet.hidden_rows if last >= where.after]
    hidden_columns = _hidden_columns(sheet, where)
    passed_over = [s.name for s in book.sheets if s.visible and s.name != sheet.name]
    detected = {
        "format": kind,
        "encoding": None,
        "delimiter": None,
        "newline": None,
        "sheet": sheet.name,
        "sheets": [s.name for s in book.sheets if s.visible],
        "hidden_sheets": hidden,
        "header_row": where.first + 1,
        "header_rows": where.heading_rows,
        "title_rows": [[i + 1, " ".join(filter(None, map(as_text, head[i])))] for i in where.titles],
        "sep_line": False,
        "hidden_rows": sum(last - first + 1 for first, last in hidden_rows),
        "hidden_columns": hidden_columns,
    }
    notes = [*book.notes, *checks.heading_notes(where), *_headings_without_value(head, where)]
    notes += _unseen(hidden)
    if passed_over and not any(question.code == "sheet" for question in questions):
        notes.append(Problem("sheets_passed_over", found=", ".join(passed_over), blocking=False))
    if hidden_rows:
        notes.append(_rows_hidden(hidden_rows))
    if hidden_columns:
        notes.append(Problem("columns_hidden", found=", ".join(hidden_columns), blocking=False))
    return Table(
        header=body.header(),
        sample=checks.sample(first),
        detected=checks.describe(body, first, detected),
        notes=notes,
        questions=questions,
        stream=lambda: read()[1],
    )


def _headings_without_value(head: list[list], where: layout.Layout) -> list[Problem]:
    """Headings that are a formula without a value: what they were to say nobody knows."""
    notes = []
    for name, place in zip(where.header, where.keep, strict=True):
        for row in range(where.first, where.first + where.heading_rows):
            cell = head[row][place]
            if isinstance(cell, Fault):
                code = "cell_error" if cell.kind == ERROR else "cell_uncomputed"
                notes.append(Problem(code, row + 1, name, cell.text, blocking=False, detail={"cell": cell.place}))
    return notes


def _unseen(hidden: list[str]) -> list[Problem]:
    return [Problem("sheets_hidden", found=", ".join(hidden), blocking=False)] if hidden else []


def _rows_hidden(stretches: list[tuple[int, int]]) -> Problem:
    count = sum(last - first + 1 for first, last in stretches)
    listed = ", ".join(str(first + 1) if first == last else f"{first + 1}-{last + 1}" for first, last in stretches[:10])
    return Problem(
        "rows_hidden", found=str(count), blocking=False, detail={"rows": listed + (", ..." if stretches[10:] else "")}
    )


def _hidden_columns(sheet: Sheet, where: layout.Layout) -> list[str]:
    """Headings of the columns of the table that nobody sees."""
    return [
        name
        for name, place in zip(where.header, where.keep, strict=True)
        if any(first <= place <= last for first, last in sheet.hidden_columns)
    ]


def _chunks(book: Workbook, sheet: Sheet, body: Body) -> Iterator[Chunk]:
    """The rows below the headings. `book` is held for its folder, which goes with it."""
    runs = sheet.rows(first=body.layout.after, many=CHUNK_RECORDS // 5)
    beginning = next(runs, (range(0), []))
    body.decide(beginning[1])
    waiting: tuple[range, list[list]] | None = beginning
    while waiting is not None:
        after = next(runs, None)
        yield body.feed(*waiting, last=after is None)
        waiting = after
    assert book.sheets
