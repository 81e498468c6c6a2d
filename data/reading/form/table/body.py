"""Records below the headings: cut to the table's columns, with rows that are no records told apart and accounted for.

Blank rows are dropped. Section rows (a group's name on a row above its members) become a leading column. Footnotes
and signatures below the table and headings a printed page repeats are taken out and listed. Rows of totals,
benchmarks and aggregates stay and are listed: whether they are left out is the planner's word.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from data.reading.cells.spans import as_text, filled, is_number
from data.reading.form.table import records, sections, stacked
from data.reading.form.table.layout import Layout
from data.reading.form.table.table import SECTION_HEADING, Chunk
from data.reading.form.table.total_rows import MOST_LISTED, marks
from data.terms.problems import Problem
from data.terms.spelling import LONGEST

_FOOTNOTE = re.compile(
    r"(\*|\d{1,2}[\s.)]|catatan|keterangan|ket\b|sumber\b|note|source|footnote|mengetahui|dibuat|nip\b)", re.IGNORECASE
)
_SIGNED = re.compile(
    r"\b(mengetahui|menyetujui|disetujui|dibuat oleh|penyusun|pembuat daftar|nip\b|kepala |plt\b|a\.n\b|tanda tangan)"
    r"|,\s*\d{1,2} [^\W\d]+ (19|20)\d\d$",
    re.IGNORECASE,
)
_SIGNS = frozenset("-–—.*")


@dataclass
class Body:
    """Turns rows, fed in file order, into Chunks. `strict_width` is False for a workbook, whose short rows lack
    nothing.

    `sections` and `leads` are decided from the first rows by `decide`; `found_*` are what was met so far, as [line,
    text]; from line `another_from` on stands another table, under headings of its own. `titled`: tables under the same
    headings stand one below the other, and their titles take the place of section rows.
    """

    layout: Layout
    strict_width: bool = True
    sections: bool = False
    blank_ends_section: bool = False
    section: str = ""
    members: int = 0
    pending: list[tuple[int, list, bool]] = field(default_factory=list)
    after_blank: bool = True
    found_sections: list[list] = field(default_factory=list)
    found_footnotes: list[list] = field(default_factory=list)
    found_headings: list[int] = field(default_factory=list)
    leads: list[int] = field(default_factory=list)
    another_from: int | None = None
    titled: bool = False
    headed: bool = False

    def __post_init__(self):
        self.shape = records.Shape(frozenset({self.layout.width}))
        keep = self.layout.keep
        self.whole_rows = keep == list(range(len(keep)))
        self.heading_starts = frozenset(texts[0] for texts in self.layout.heading_texts)

    def decide(self, rows: Sequence[Sequence[object]]) -> None:
        """What the first rows say of all: how many cells a record has, and whether one-cell rows are section rows."""
        if self.strict_width:
            self.shape = records.shape(rows, self.layout)
        self.leads = records.leads(rows, self.layout)
        rows = self._decide_titled(rows)
        self.sections, self.blank_ends_section = sections.there_are(rows, self.layout, self.leads)
        if self.sections and self.titled:  # two levels of names: the tables are refused but for the first
            self.titled, self.section, self.found_sections = False, "", []

    def _decide_titled(self, rows: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
        """Whether the titles of tables below the first say something else than its own; the rows without theirs."""
        if not self.layout.title_texts:
            return rows
        left: list[Sequence[object]] = []
        block = 0  # how many of the last rows may be titles
        for row in rows:
            places = filled(row)
            heads = len(places) > 1 and self._repeats_heading(row, places)
            if not heads and (not places or self._stands_alone(row, places)):
                block += 1
                left.append(row)
                continue
            texts = _texts(left[len(left) - block :])
            says = stacked.titled(self.layout.title_texts, texts) if heads else None
            if not heads and block < len(left):  # not where the table begins with names of parts
                says = stacked.renamed(self.layout.title_texts, texts)
            if isinstance(says, tuple) and not self.titled:
                self.titled, self.section = True, says[0]
                self.found_sections.append([self.layout.titles[-1] + 1, says[0]])
            left, block = left[: len(left) - block] if says else left, 0
            if not heads:
                left.append(row)
        return left if self.titled else rows

    def _names_a_section(self, row: Sequence[object], places: list[int]) -> bool:
        return sections.names_one(row, places, self.layout, self.leads)

    def header(self) -> list[str]:
        return [SECTION_HEADING, *self.layout.header] if self.in_parts else list(self.layout.header)

    @property
    def in_parts(self) -> bool:
        """Whether names of parts of the table become a leading column."""
        return self.sections or self.titled

    def feed(self, lines: Sequence[int], rows: list[list], last: bool, longest: int | None = None) -> Chunk:
        """The next rows as a Chunk; `last` says the file ends with them; `longest` bounds the length of every
        cell."""
        short = longest is not None and longest <= LONGEST
        if short and not last and self.simple and self._is_plain(rows):
            columns: list[tuple] = list(zip(*rows, strict=True)) if rows else [() for _ in self.layout.keep]
            return Chunk(lines, columns, leave_out=marks(lines, columns))
        return self._slowly(lines, rows, last)

    @property
    def simple(self) -> bool:
        """Whether nothing met so far makes the next row depend on those before it."""
        return not self.pending and not self.in_parts and self.another_from is None

    def _is_plain(self, rows: list[list]) -> bool:
        """Whether every row is a record as it stands, found by a few passes over whole columns."""
        if not rows or not self.whole_rows or set(map(len, rows)) != {self.layout.width}:
            return False
        for j in range(min(2, self.layout.width)):
            values = {row[j] for row in rows}
            if "" in values or not self.heading_starts.isdisjoint(values) or not all(map(str.strip, values)):
                return False
        return not self.leads or max(map(itemgetter(self.leads[0]), rows)) < records.AFTER_DIGITS

    def _slowly(self, lines: Sequence[int], rows: list[list], last: bool) -> Chunk:
        kept_lines: list[int] = []
        kept: list[list] = []
        parts: list[str] = []
        problems: list[Problem] = []
        refused: list[tuple[int, list]] = []

        def keep(line: int, row: list) -> None:
            fault = self._fault(line, row)
            if fault:
                problems.append(fault)
                refused.append((line, list(row)))
                return
            kept_lines.append(line)
            kept.append([row[j] for j in self.layout.keep])
            parts.append(self.section)

        for line, row in zip(lines, rows, strict=True):
            places = filled(row)
            if not places:
                self.after_blank = True
                continue
            if self._heads_again(line, row, places):
                continue
            self._look_for_another(line, row, places, keep)
            if self._stands_alone(row, places):
                self.pending.append((line, row, self.after_blank))
            else:
                if self.after_blank and self.blank_ends_section and self.members:
                    self.section = ""
                self._settle(keep)
                keep(line, row)
                self.members += 1
            self.after_blank = False
        if last:
            self._end(keep)
        columns = [list(column) for column in zip(*kept, strict=True)] or [[] for _ in self.layout.keep]
        marked = marks(kept_lines, columns)
        if self.in_parts:
            columns.insert(0, parts)
        return Chunk(kept_lines, columns, problems, refused, marked)

    def _begin_table(self, line: int) -> None:
        """The headings again: a new page, or another table, whose titles are the rows that wait."""
        block = [row for _, row, _ in self.pending]
        says = stacked.titled(self.layout.title_texts, _texts(block))
        self.another_from = None
        if says is None:
            return
        if isinstance(says, tuple) and self.titled and says[0] == self.found_sections[0][1]:
            self._name_part(self.pending[-1][0], says)
        else:
            self.another_from = line
        self.pending = []

    def _name_part(self, line: int, says: tuple[str, str]) -> None:
        self.section = says[1]
        self.found_sections.append([line, self.section])

    def _look_for_another(self, line: int, row: Sequence[object], places: list[int], keep) -> None:
        if self.another_from is None and records.heads_another(row, places, self.leads, self.layout):
            self._settle(keep)
            self.another_from = line

    def _heads_again(self, line: int, row: Sequence[object], places: list[int]) -> bool:
        """Whether the headings stand here again: on a new page, or above another table."""
        again = len(places) > 1 and self._repeats_heading(row, places)
        if again:
            self.found_headings.append(line)
            if not self.headed:  # the first of several rows of headings
                self._begin_table(line)
        self.headed = again
        return again

    def _repeats_heading(self, row: Sequence[object], places: list[int]) -> bool:
        texts = [as_text(row[j]) for j in places]
        texts[0] = texts[0].removeprefix("\ufeff")  # files put one behind the other by `copy` or `cat`
        return texts[0] in self.heading_starts and texts in self.layout.heading_texts

    def _stands_alone(self, row: Sequence[object], places: list[int]) -> bool:
        """A row too empty to be a record: one cell of a wide row, or a few beside an empty first column
        (signatures)."""
        wide = len(self.layout.keep)
        if wide < 3 or self.another_from is not None or records.in_another_dialect(row, self.leads, self.layout.width):
            return False
        if len(places) == 1 or (self.sections and self._names_a_section(row, places)):
            return True
        if len(places) <= min(3, wide // 2) and not any(is_number(row[j]) or as_text(row[j]) in _SIGNS for j in places):
            return True
        first = bisect_left(self.layout.keep, places[0])
        return len(places) <= min(3, wide // 2) and first > 0 and first >= wide // 3

    def _settle(self, keep) -> None:
        """A record follows: rows that waited are its section, or records with most values missing."""
        if not self.pending:
            return
        waiting, self.pending = self.pending, []
        if self.titled and (says := stacked.renamed(self.layout.title_texts, _texts([row for _, row, _ in waiting]))):
            self._name_part(waiting[-1][0], says)
            waiting = [each for each in waiting if not _texts([each[1]])[0].endswith(says[1])]
        if not self.sections:
            for line, row, _ in waiting:
                keep(line, row)
            return
        names = []
        for line, row, _ in waiting:
            places = filled(row)
            if self._names_a_section(row, places):
                names.append(as_text(row[places[-1]]))
                self.found_sections.append([line, names[-1]])
            else:
                keep(line, row)
        if names:
            self.section, self.members = " / ".join(names), 0

    def _end(self, keep) -> None:
        """The file ends: rows that waited are footnotes and signatures, from the first that looks like one."""
        waiting, self.pending = self.pending, []
        below = False
        signed = any(_SIGNED.search(as_text(cell)) for _, row, _ in waiting for cell in row)
        for line, row, after_blank in waiting:
            places = filled(row)
            text = as_text(row[places[0]])
            begins = after_blank or places[0] > 0 or len(text) > 60 or bool(_FOOTNOTE.match(text))
            below = below or (begins and (signed or len(places) == 1 or places[0] > 0))
            if below or self.sections:
                if len(self.found_footnotes) < MOST_LISTED:
                    self.found_footnotes.append([line, " ".join(as_text(row[j]) for j in places)])
            else:
                keep(line, row)

    def _fault(self, line: int, row: list) -> Problem | None:
        if self.another_from is not None:
            return Problem("second_table", row=line, found=str(self.another_from))
        width = self.layout.width
        if (self.strict_width and not self.shape.holds(row)) or any(j >= width for j in filled(row)):
            usual = max(self.shape.widths)
            code = "field_count" if usual == width else "field_count_usual"
            return Problem(code, row=line, found=str(len(row)), expected=str(usual))
        row.extend([""] * (width - len(row)))
        if len(self.layout.keep) < width:
            kept = set(self.layout.keep)
            outside = next((j for j in filled(row) if j < width and j not in kept), None)
            if outside is not None:
                return Problem("cell_without_heading", row=line, column=f"(kolom {outside + 1})")
        for j, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > LONGEST:
                name = self.layout.header[self.layout.keep.index(j)] if j in self.layout.keep else None
                return Problem("cell_too_long", row=line, column=name, found=str(len(cell)), expected=str(LONGEST))
        return None


def _texts(rows: Sequence[Sequence[object]]) -> list[str]:
    return [" ".join(as_text(row[j]) for j in filled(row)) for row in rows if filled(row)]
