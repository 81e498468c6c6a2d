"""A web page read for its tables, as a browser would show them. Nothing it names is fetched, nothing in it runs."""

import re
from html.parser import HTMLParser

from data.reading.form.markup.grid import Grid, TooBig
from data.reading.form.markup.lines import MAX_TITLES, Lines, joined

MAX_DEPTH = 30  # tables inside tables
MAX_TABLES = 200
MAX_WAITING = 8_000_000

_UNREAD = frozenset({"script", "style", "template", "noscript", "title", "xml", "object", "datalist", "button"})
_INLINE = frozenset({"a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd"}) | {
    "label", "mark", "o:p", "q", "s", "small", "span", "strike", "strong", "tt", "u", "var", "wbr",
}  # fmt: skip
"""Tags within a word; every other one parts two: 80<sup>1</sup> is not 801."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "param"}
)
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_PARTS = frozenset({"table", "caption", "tr", "td", "th"}) | _GROUPS
_TYPED = frozenset({"", "text", "number", "date", "tel"})
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)
_DECLARATIONS = ("<!entity", "<!element", "<!attlist", "<!notation")


class Document(HTMLParser):
    """Feed it the text of a page, then `finish`.

    `tables` in the order they end; `sheet_names` as Excel's own note gives them; `login` tells of a field for a
    password, `frames` of a page whose content stands in other files; `entities` of declarations that a table needs
    none of; `cut` that the page ends inside a cell. `lines` has the text around the tables.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Grid] = []
        self.sheet_names: list[str] = []
        self.login = self.frames = self.entities = self.cut = False
        self.lines = Lines()
        self._begun = 0
        self._open: list[Grid] = []
        # Of each open table: the attributes and the tag of its open cell, what that says so far, whether a row is open.
        self._cells: list[dict[str, str] | None] = []
        self._names: list[str] = []
        self._texts: list[list[str]] = []
        self._rows: list[bool] = []
        self._shut: list[str] = []  # an element that shows nothing, and those of its name inside it

    def feed(self, data: str) -> None:
        """More of the page; no tag, comment or script of it is so long that it would not end."""
        super().feed(data)
        if len(self.rawdata) > MAX_WAITING:
            raise TooBig

    def finish(self) -> None:
        """The page is over: what is open ends here."""
        self.cut = any(cell is not None for cell in self._cells) or self.rawdata.startswith("<")
        if not self.cut:  # the standard parser looks at each sign after a tag that never ends, again and again
            self.close()
        self.lines.end()
        while self._open:
            self._open[-1].closed = False
            self._end_table()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: given or "" for name, given in attrs}
        kind = attributes.get("type", "").lower()
        self.login |= tag == "input" and kind == "password"
        self.frames |= tag in ("frameset", "frame", "iframe")
        if self._shut and tag not in _PARTS:
            self._shut += [tag] * (tag == self._shut[0])
            return
        self._shut.clear()
        if tag == "table":
            self._begin_table(attributes)
        elif self._open and tag in _PARTS:
            self._begin_part(tag, attributes)
        elif tag in _UNREAD or (self._cell() is not None and tag not in _VOID and _is_hidden(attributes)):
            if tag not in _UNREAD:
                self._open[-1].hidden_cells += 1
            self._shut.append(tag)
        else:
            self._part_words(tag)
            if tag == "input" and kind in _TYPED and self._cell() is not None:
                self.handle_data(attributes.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if self._shut and tag not in _PARTS:
            if tag == self._shut[0]:
                self._shut.pop()
            return
        self._shut.clear()
        if self._open and tag in _PARTS:
            self._end_part(tag)
        else:
            self._part_words(tag)

    def handle_data(self, data: str) -> None:
        if self._shut:
            return
        if self._cell() is not None:
            self._texts[-1].append(data)
        else:
            self.lines.write(data)

    def handle_comment(self, data: str) -> None:
        self.sheet_names += _SHEET_NAME.findall(data)[:MAX_TABLES]

    def handle_decl(self, decl: str) -> None:
        self.entities |= "[" in decl

    def parse_bogus_comment(self, i: int, report: bool = True) -> int:
        """A declaration that HTML has not: browsers pass it over, and a table needs none."""
        self.entities |= self.rawdata[i : i + 10].lower().startswith(_DECLARATIONS)
        return super().parse_bogus_comment(i, report)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """A condition (`<![if !mso]>`) ends at its first `>`; the standard parser raises over most words."""
        end = self.rawdata.find(">", i)
        return -1 if end < 0 else end + 1

    def _cell(self) -> dict[str, str] | None:
        return self._cells[-1] if self._cells else None

    def _begin_table(self, attributes: dict[str, str]) -> None:
        self._begun += 1
        if len(self._open) >= MAX_DEPTH or self._begun > MAX_TABLES:
            raise TooBig
        titles = self.lines.take()
        if self._open:
            outer = self._open[-1]
            above = [" ".join(str(cell) for cell in row if cell != "") for row in outer.rows[-MAX_TITLES:]]
            here = joined(self._texts[-1]) if self._cell() is not None else ""
            titles = [line for line in (*outer.titles, *above, *titles, here) if line][-MAX_TITLES:]
        self._open.append(Grid(titles=titles, visible=not _is_hidden(attributes)))
        self._cells.append(None)
        self._names.append("")
        self._texts.append([])
        self._rows.append(False)

    def _begin_part(self, tag: str, attributes: dict[str, str]) -> None:
        grid = self._open[-1]
        if tag in ("td", "th"):
            self._end_cell()
            if not self._rows[-1]:
                self._begin_row()
            grid.hidden_cells += _is_hidden(attributes)
            self._cells[-1], self._names[-1] = attributes, tag
            return
        self._end_row()
        if tag == "tr":
            self._begin_row(hidden=_is_hidden(attributes))
        elif tag in _GROUPS:
            grid.end_group()

    def _begin_row(self, hidden: bool = False) -> None:
        self._open[-1].begin_row(hidden)
        self._rows[-1] = True

    def _end_part(self, tag: str) -> None:
        if tag in ("td", "th"):
            if tag == self._names[-1]:  # a td does not end with /th
                self._end_cell()
        elif tag == "table":
            self._end_table()
        elif tag == "caption":
            self._open[-1].titles += self.lines.take()
        else:
            self._end_row()
            if tag != "tr":
                self._open[-1].end_group()

    def _end_cell(self) -> None:
        attributes = self._cell()
        if attributes is not None:
            text = joined(self._texts[-1])
            self.lines.look(text)
            self._open[-1].put(text, attributes)
        self._cells[-1], self._texts[-1] = None, []

    def _end_row(self) -> None:
        self._end_cell()
        if self._rows[-1]:
            self._open[-1].end_row()
        self._rows[-1] = False

    def _end_table(self) -> None:
        self._end_row()
        grid = self._open.pop()
        grid.end_group()
        for stack in (self._cells, self._names, self._texts, self._rows):
            stack.pop()
        self.tables.append(grid)
        if not self._open:
            self.lines.extend(grid.lines())
            return
        self._open[-1].nested |= grid.nested or (len(grid.rows) > 1 and grid.width > 1)
        if self._cell() is not None:  # what the inner table shows is what the cell shows
            cells = [str(cell) for row in grid.rows[:50] for cell in row[:50]]
            self._texts[-1] += [" ", " ".join(cells)[:5_000], " "]

    def _part_words(self, tag: str) -> None:
        if tag in _INLINE:
            return
        if self._cell() is not None:
            self._texts[-1].append(" ")
        else:
            self.lines.end()


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
