"""One sheet of an XLSX, cell by cell as its XML comes, whoever wrote it: prefixes, cells without names, formulas."""

from typing import Any

from . import cells
from .cells import column_number, corner, error, place, uncomputed, unescaped
from .number_formats import Form, shown
from .sheet_file import MAX_COLUMNS, MAX_MERGES, MAX_ROWS, Described, SheetFile, Unreadable
from .xml_parts import pairs

_YES = ("1", "true", "on")
_COLUMNS = {place(0, column)[:-1]: column for column in range(MAX_COLUMNS)}


class XlsxSheet:
    """Handlers of one sheet's events; rows go to `out` as they end.

    An error is no missing figure, and a formula without a result no empty cell: both stay what they are. `recalculated`
    is a workbook whose writer worked nothing out and put 0 (or "") in its place.
    """

    def __init__(
        self, described: Described, out: SheetFile, strings: list[str], forms: list[Form | None],
        recalculated: bool, since_1904: bool,
    ) -> None:  # fmt: skip
        self._described, self._out, self._strings, self._forms = described, out, strings, forms
        self._recalculated, self._since_1904 = recalculated, since_1904
        self._heard: list[str] = []
        self._row, self._row_name, self._cells = -1, "0", []  # type: int, str, list[Any]
        self._column, self._open = -1, False
        self._kind: str | None = None
        self._form: str | None = None
        self._value: str | None = None
        self._inline: list[str] | None = None
        self._formula = self._spoken = False
        self._arrays: list[tuple[int, int, int, int]] = []  # rows and columns that one formula fills

    def listen(self, parser: Any) -> None:
        self._parser = parser
        parser.StartElementHandler, parser.CharacterDataHandler = self._root, self._heard.append

    def _root(self, name: str, attributes: list[str]) -> None:
        space = name.rpartition(" ")[0]
        self._c, self._v = f"{space} c", f"{space} v"
        self._starts = {
            f"{space} t": self._begin_text, f"{space} f": self._has_formula, f"{space} row": self._begin_row,
            f"{space} is": self._has_text, f"{space} rPh": self._is_spoken, f"{space} mergeCell": self._merge,
            f"{space} col": self._hide,
        }  # fmt: skip
        self._ends = {
            f"{space} t": self._end_text, f"{space} row": self._end_row, f"{space} rPh": self._is_not_spoken,
        }  # fmt: skip
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: list[str]) -> None:
        if name == self._c:
            self._begin_cell(attributes)
        elif name == self._v:
            self._heard.clear()
            if self._value is not None:
                raise Unreadable("damaged", "cell")
        elif name in self._starts:
            self._starts[name](attributes)

    def _end(self, name: str) -> None:
        if name == self._v:
            heard = self._heard
            self._value = heard[0] if len(heard) == 1 else "".join(heard)
        elif name == self._c:
            self._end_cell()
        elif name in self._ends:
            self._ends[name]()

    def _end_row(self) -> None:
        self._out.add(self._row, self._cells)

    def _begin_row(self, attributes: list[str]) -> None:
        said = pairs(attributes)
        number = cells.whole(said["r"]) if "r" in said else self._row + 2
        if number is None or number - 2 < self._row:
            raise Unreadable("damaged", "order")
        row = number - 1
        self._row, self._row_name, self._cells, self._column = row, str(row + 1), [], -1
        if self._arrays:
            self._arrays = [array for array in self._arrays if array[1] >= row]
        if said.get("hidden") in _YES:
            self._described.hide_row(row)

    def _begin_cell(self, attributes: list[str]) -> None:
        kind = form = None
        column = self._column + 1
        for at in range(0, len(attributes), 2):
            key = attributes[at]
            if key == "r":
                column = self._place(attributes[at + 1])
            elif key == "t":
                kind = attributes[at + 1]
            elif key == "s":
                form = attributes[at + 1]
        if column <= self._column or self._row < 0 or self._open:
            raise Unreadable("damaged", "order")
        self._column, self._kind, self._form, self._open = column, kind, form, True
        self._value = self._inline = None
        self._formula = False

    def _place(self, name: str) -> int:
        letters = name.rstrip("0123456789")
        if name[len(letters) :] != self._row_name:
            raise Unreadable("damaged", "cell")
        column = _COLUMNS.get(letters)
        if column is None:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise Unreadable("damaged", "cell")
            column = column_number(letters)
        return column

    def _has_formula(self, attributes: list[str]) -> None:
        self._formula = True
        said = pairs(attributes)
        if said.get("t") == "array":
            first, _, last = said.get("ref", "").partition(":")
            top, bottom = corner(first), corner(last)
            if top and bottom and top != bottom:
                self._arrays.append((top[0], bottom[0], top[1], bottom[1]))

    def _has_text(self, attributes: list[str]) -> None:
        if self._inline is not None:
            raise Unreadable("damaged", "cell")
        self._inline = []

    def _begin_text(self, attributes: list[str]) -> None:
        self._heard.clear()

    def _is_spoken(self, attributes: list[str]) -> None:
        self._spoken = True

    def _is_not_spoken(self) -> None:
        self._spoken = False

    def _end_text(self) -> None:
        if self._inline is not None and not self._spoken:
            self._inline.append("".join(self._heard))

    def _end_cell(self) -> None:
        self._open = False
        if self._arrays and not self._formula:
            self._formula = self._is_filled()
        value = self._content()
        if value != "":
            if self._column >= MAX_COLUMNS:
                far = self._row >= MAX_ROWS
                raise Unreadable("rows", self._row_name) if far else Unreadable("columns", str(self._column + 1))
            cells = self._cells
            while len(cells) < self._column:
                cells.append("")
            cells.append(value)

    def _is_filled(self) -> bool:
        """Whether the formula of a cell before fills this one."""
        row, column = self._row, self._column
        return any(top <= row <= bottom and left <= column <= right for top, bottom, left, right in self._arrays)

    def _content(self) -> Any:
        kind, value = self._kind, self._value
        if kind is None and value is not None and not self._formula:
            return self._number(value)
        if kind == "s" and value is not None:
            return self._shared(value)
        if kind == "e":
            if value or not self._formula:
                return error((value or "").strip() or "#?", self._row, self._column)
            return uncomputed(self._row, self._column)
        if self._formula and self._is_uncomputed(kind, value):
            return uncomputed(self._row, self._column)
        return self._other(kind, value)

    def _is_uncomputed(self, kind: str | None, value: str | None) -> bool:
        if value is None or (not value.strip() and (kind != "str" or self._recalculated)):
            return self._inline is None
        if kind not in (None, "n"):
            return False
        return (self._recalculated and not value.strip("0. ")) or cells.number(value) is None

    def _other(self, kind: str | None, value: str | None) -> Any:
        if kind == "inlineStr":
            return self._text("".join(self._inline) if self._inline is not None else value or "")
        if value is None:
            return ""
        if kind in (None, "n"):
            return self._number(value)
        if kind == "str":
            return self._text(value)
        if kind == "b":
            return {"1": True, "true": True, "0": False, "false": False}.get(value.strip().lower(), value)
        if kind == "d":
            return cells.iso(value.strip())
        raise Unreadable("damaged", "cell")

    def _shared(self, value: str) -> Any:
        index = cells.whole(value.strip())
        if index is None or index >= len(self._strings):
            raise Unreadable("damaged", "string")
        text = self._strings[index]
        return cells.text(text, self._row, self._column) if text[:1] == "#" else text

    def _number(self, value: str) -> Any:
        number = cells.number(value)
        if number is None:
            return self._text(value) if value.strip() else ""
        if self._form is None:
            return number
        form = self._form_of(self._form)
        return number if form is None else shown(number, form.of(number), self._since_1904)

    def _text(self, heard: str) -> Any:
        return cells.text(unescaped(heard), self._row, self._column)

    def _form_of(self, style: str) -> Form | None:
        index = cells.whole(style)
        if index is None or (self._forms and index >= len(self._forms)):
            raise Unreadable("damaged", "style")
        return self._forms[index] if self._forms else None

    def _merge(self, attributes: list[str]) -> None:
        first, _, last = pairs(attributes).get("ref", "").partition(":")
        top, bottom = corner(first), corner(last or first)
        if top and bottom and len(self._described.merges) < MAX_MERGES:
            self._described.merges.append([*top, *bottom])

    def _hide(self, attributes: list[str]) -> None:
        said = pairs(attributes)
        first, last = cells.whole(said.get("min", "")), cells.whole(said.get("max", ""))
        if said.get("hidden") in _YES and first and last:
            self._described.hide_columns(first - 1, last - 1)
