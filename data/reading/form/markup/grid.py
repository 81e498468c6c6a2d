"""One table of a page while it is read: its rows on a grid, with the cells that span several."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.reading.form.markup.cells import error_in, value

MAX_COLSPAN = 1_000  # as browsers have them
MAX_ROWSPAN = 65_534
MAX_PLACE = 20_000  # no table reaches a cell so far to the right but to harm
MAX_MERGES = 20_000
HEADING_ROWS = 200  # below them cells that span columns name no group
MAX_TEXT = 4_001  # one more than a cell may have, so that who reads on sees which are too long


class TooBig(Exception):
    """A page with more than any page that people made."""


@dataclass
class Grid:
    """Rows of cells from the first column, of different lengths; merges as [top, left, bottom, right].

    `titles` is the text that stands above it, `hidden_rows` and `hidden_cells` count what the page does not show.
    `nested` says that a cell holds a table of several rows and columns: such a table only lays out the page.
    """

    titles: list[str] = field(default_factory=list)
    visible: bool = True
    rows: list[list] = field(default_factory=list)
    merges: list[list[int]] = field(default_factory=list)
    errors: list[list] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_cells: int = 0
    nested: bool = False
    closed: bool = True
    _covered: dict[int, int] = field(default_factory=dict)
    _group: int = 0
    _next: int = 0
    _hidden: bool = False

    def begin_row(self, hidden: bool = False) -> None:
        """A row begins below the others."""
        self.rows.append([])
        self._next, self._hidden = 0, hidden

    def end_row(self) -> None:
        """A row without any cell is none: browsers and Excel show nothing of it."""
        self.hidden_rows += self._hidden and any(cell != "" for cell in self.rows[-1])
        self._hidden = False
        if self.rows and not self.rows[-1] and not any(last >= len(self.rows) - 1 for last in self._covered.values()):
            self.rows.pop()

    def put(self, text: str, attributes: Mapping[str, str]) -> None:
        """The next cell of the last row, in the first place that no cell above reaches down to."""
        row, at = len(self.rows) - 1, self._next
        while self._covered.get(at, -1) >= row:
            at += 1
        if at > MAX_PLACE:
            raise TooBig
        wide, deep = _span(attributes, "colspan", MAX_COLSPAN), _span(attributes, "rowspan", MAX_ROWSPAN)
        self._next = at + wide
        if deep > 1 or (wide > 1 and row < HEADING_ROWS):
            self.merges.append([row, at, row + deep - 1, at + wide - 1])
            if len(self.merges) > MAX_MERGES:
                raise TooBig
        if deep > 1:
            self._covered |= dict.fromkeys(range(at, at + wide), row + deep - 1)
        if error_in(text, attributes):
            self.errors.append([row, at, text or "#?"])
        cell = value(text, attributes)
        if cell == "" and not deep > 1:
            if not self.rows[-1]:
                self.rows[-1].append("")  # a blank row is one
            return
        self.rows[-1] += [""] * (at - len(self.rows[-1]))
        self.rows[-1].append(cell[:MAX_TEXT] if isinstance(cell, str) else cell)

    def end_group(self) -> None:
        """A cell reaches no further down than the group of rows (thead, tbody, tfoot) it stands in."""
        for merge in self.merges[self._group :]:
            merge[2] = min(merge[2], len(self.rows) - 1)
        self._group = len(self.merges)
        self._covered.clear()

    @property
    def width(self) -> int:
        """How many columns have a cell that says something."""
        return max((len(row) for row in self.rows if row != [""]), default=0)

    def lines(self) -> list[str]:
        """Its titles and its rows as text, where it is itself a block of titles ("Periode : 2025-S1"), else nothing."""
        said = [[str(cell) for cell in row if cell != ""] for row in self.rows]
        for cells in said:
            if len(cells) > 3 or (len(cells) > 1 and not cells[0].endswith(":") and cells[1][0] != ":"):
                return []
        if len(said) > 10:
            return []
        return [*self.titles, *(" ".join(cells) for cells in said if cells)]


def _span(attributes: Mapping[str, str], name: str, most: int) -> int:
    given = attributes.get(name, "").strip()[:9]
    return min(max(int(given), 1), most) if given.isascii() and given.isdigit() else 1
