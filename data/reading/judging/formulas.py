"""Cells of a workbook that hold no value as they stand, once it is known what their columns mean.

An error refuses its row where the column says who or what is rated, and its own value where it holds values. A formula
that nobody worked out, and a score that is shown as a day of 1900, are asked about by column. None of them is an empty
cell; in a column that is not read none matters.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from data.reading.cells.formula import ERROR, UNCOMPUTED, Fault
from data.reading.form.table.table import Chunk, Question, Table
from data.reading.meaning.file_kinds import IGNORE, unread
from data.reading.meaning.headings import Meaning
from data.reading.meaning.survey import NUMERIC
from data.terms import spelling as texts
from data.terms.problems import Problem

LISTED = 12  # cells that a question names
OLDEST_SERIAL = 1903  # a day before this year is a small number that a spreadsheet shows as one
_ASKED = {"uncomputed": "leave_cells", "serials": "numbers"}
"""Key of the mapping -> the answer that puts a heading there; the other answer is not to read the column."""


@dataclass
class Formulas:
    """What one file holds of them. `asked[key][column]`: (how many cells, the first of them); `answered[key]`: keys of
    the headings that the mapping names."""

    header: list[str]
    meanings: list[Meaning]
    mapping: dict
    kind: str
    asked: dict[str, dict[int, tuple[int, list[str]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unread = unread(self.kind)
        self.answered = {key: frozenset(map(texts.key, self.mapping.get(key) or ())) for key in _ASKED}

    def settled(self, table: Table) -> Table:
        """The table without them: what is left are errors among values, which are judged as values are."""
        return replace(table, stream=lambda: self._chunks(table))

    def questions(self) -> list[Question]:
        """One for each column that is read and needs an answer."""
        questions = []
        for key, columns in self.asked.items():
            for place, (count, cells) in sorted(columns.items()):
                listed = ", ".join(cells) + (", ..." if count > len(cells) else "")
                detail = {"ask": key, "count": count, "cells": listed}
                choices = (_ASKED[key], IGNORE)
                questions.append(Question(f"ask_{key}", self.header[place], choices, detail=detail))
        return questions

    def _chunks(self, table: Table) -> Iterator[Chunk]:
        self.asked.clear()
        for chunk in table.chunks():
            yield self._settled(chunk)

    def _settled(self, chunk: Chunk) -> Chunk:
        columns = list(chunk.columns)
        totals = {row.line for row in chunk.leave_out if row.kind == "total"}
        broken: dict[int, list[tuple[int, Fault]]] = {}
        for place, column in enumerate(columns):
            if not isinstance(column, list | tuple):
                continue
            held = set(map(type, column))
            if Fault in held:
                columns[place] = self._without_faults(place, chunk.lines, column, totals, broken)
            elif self.meanings[place].field in NUMERIC and held & _DAYS:
                columns[place] = self._without_days(place, column)
        if broken or any(new is not old for new, old in zip(columns, chunk.columns, strict=True)):
            return refuse(replace(chunk, columns=columns), broken, self.header)
        return chunk

    def _without_faults(
        self, place: int, lines: Sequence[int], column: Sequence[object], totals: set[int], broken: dict
    ) -> list[object]:
        meaning, cells = self.meanings[place].field, list(column)
        for row, cell in enumerate(column):
            if not isinstance(cell, Fault):
                continue
            if meaning in self.unread or lines[row] in totals:
                cells[row] = ""
            elif cell.kind == UNCOMPUTED and (meaning in NUMERIC or self._answers("uncomputed", place)):
                cells[row] = ""
                self._ask("uncomputed", place, cell.place)
            elif meaning not in NUMERIC:
                broken.setdefault(row, []).append((place, cell))
                if cell.kind == UNCOMPUTED:
                    self._ask("uncomputed", place, cell.place)
        return cells

    def _without_days(self, place: int, column: Sequence[object]) -> list[object]:
        cells = list(column)
        for row, cell in enumerate(column):
            number = serial(cell)
            if number is not None:
                cells[row] = number if self._answers("serials", place) else ""
                self._ask("serials", place, f"{number:g}")
        return cells

    def _answers(self, key: str, place: int) -> bool:
        return texts.key(self.header[place]) in self.answered[key]

    def _ask(self, key: str, place: int, example: str) -> None:
        if self._answers(key, place):
            return
        count, listed = self.asked.setdefault(key, {}).get(place, (0, []))
        if len(listed) < LISTED and example not in listed:
            listed = [*listed, example]
        self.asked[key][place] = count + 1, listed


_DAYS = {datetime.date, datetime.datetime, datetime.time}


def serial(cell: object) -> float | None:
    """The number behind a day of the first years a spreadsheet knows, or behind a time of day; None for other cells.
    Excel counts 29 February 1900 as a day."""
    if isinstance(cell, datetime.time):
        return round((cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6) / 86_400, 8)
    if not isinstance(cell, datetime.date) or cell.year >= OLDEST_SERIAL:
        return None
    when = cell if isinstance(cell, datetime.datetime) else datetime.datetime.combine(cell, datetime.time())
    days = (when - datetime.datetime(1899, 12, 31)).total_seconds() / 86_400
    return round(days + (days >= 60), 8)


def refuse(chunk: Chunk, broken: dict[int, list[tuple[int, Fault]]], header: list[str]) -> Chunk:
    """The chunk with some of its rows refused, for the faults at (column, cell) of each."""
    if not broken:
        return chunk
    kept = [row for row in range(len(chunk.lines)) if row not in broken]
    problems, refused = list(chunk.problems), list(chunk.refused)
    for row, faults in sorted(broken.items()):
        place, fault = faults[0]
        code = "cell_error" if fault.kind == ERROR else "cell_uncomputed"
        problems.append(Problem(code, chunk.lines[row], header[place], fault.text, detail={"cell": fault.place}))
        refused.append((chunk.lines[row], [column[row] for column in chunk.columns]))
    lines = [chunk.lines[row] for row in kept]
    left_out = {*lines}
    return Chunk(
        lines,
        [[column[row] for row in kept] for column in chunk.columns],
        problems,
        refused,
        [row for row in chunk.leave_out if row.line in left_out],
    )


def refuse_all(chunk: Chunk, header: list[str]) -> Chunk:
    """The chunk without any row that holds a formula without a value."""
    broken: dict[int, list[tuple[int, Fault]]] = {}
    for place, column in enumerate(chunk.columns):
        for row, cell in enumerate(column if isinstance(column, list | tuple) else ()):
            if isinstance(cell, Fault):
                broken.setdefault(row, []).append((place, cell))
    return refuse(chunk, broken, header)
