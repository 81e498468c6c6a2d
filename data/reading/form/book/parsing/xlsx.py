"""XLSX: which sheets a workbook has, its shared strings and number formats; then sheet by sheet to their files."""

import zipfile
import zlib
from pathlib import Path

from .cells import MAX_TEXT, unescaped, whole
from .number_formats import PLAIN, Form
from .sheet_file import Described, SheetFile, Unreadable
from .xlsx_sheet import XlsxSheet
from .xml_parts import Parts, pairs, parse

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_YES = ("1", "true", "on")


def read(path: Path, folder: Path) -> list[Described]:
    """Write the rows of every worksheet below `folder`; describes all sheets in the workbook's order."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(Parts(archive), folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as fault:
        raise Unreadable("damaged", "zip") from fault


def _read(parts: Parts, folder: Path) -> list[Described]:
    roots = [target for kind, target in parts.relations("").values() if kind == "officeDocument"]
    root = next((target for target in roots if parts.has(target)), "xl/workbook.xml")
    book = _Book()
    parts.parse(root, book.start)
    relations = parts.relations(root)
    strings, forms = _Strings(), _Forms()
    for kind, target in relations.values():
        if kind == "sharedStrings" and parts.has(target):
            parts.parse(target, strings.start, strings.end, strings.text)
        elif kind == "styles" and parts.has(target):
            parts.parse(target, forms.start, forms.end)
    described = []
    for place, (name, state, link) in enumerate(book.sheets):
        kind, target = relations.get(link, ("", ""))
        sheet = Described(name, state not in ("hidden", "veryHidden"))
        described.append(sheet)
        if kind == "worksheet":
            with SheetFile(folder / f"{place}.jsonl", sheet) as out:
                reader = XlsxSheet(sheet, out, strings.all, forms.all, book.recalculated, book.since_1904)
                parse(parts.archive, parts.name(target), reader.listen)
    return described


class _Book:
    """workbook.xml: `sheets` are (name, state, link); `recalculated`: formulas are to be worked out when it is opened,
    so that a zero beside one may be nobody's result."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.recalculated = self.since_1904 = False

    def start(self, name: str, attributes: list[str]) -> None:
        space, _, local = name.rpartition(" ")
        if space not in MAIN:
            return
        said = pairs(attributes)
        if local == "sheet":
            link = next((said[f"{space} id"] for space in LINKS if f"{space} id" in said), "")
            self.sheets.append((said.get("name", ""), said.get("state", ""), link))
        elif local == "calcPr":
            self.recalculated = said.get("fullCalcOnLoad") in _YES
        elif local == "workbookPr":
            self.since_1904 = said.get("date1904") in _YES


class _Strings:
    """sharedStrings.xml: the text of each item, without what only says how it is spoken."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._held: list[str] = []
        self._spoken = self._inside = False

    def start(self, name: str, attributes: list[str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "si":
            self._held = []
        elif local == "rPh":
            self._spoken = True
        elif local == "t":
            self._inside = not self._spoken

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local == "si":
            self.all.append(unescaped("".join(self._held))[:MAX_TEXT])
        elif local == "rPh":
            self._spoken = False
        elif local == "t":
            self._inside = False

    def text(self, text: str) -> None:
        if self._inside:
            self._held.append(text)


class _Forms:
    """styles.xml: the number format of each cell format, None where it leaves numbers as they are."""

    def __init__(self) -> None:
        self.all: list[Form | None] = []
        self._codes: dict[str, str] = {}
        self._cells = False

    def start(self, name: str, attributes: list[str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "cellXfs":
            self._cells = True
        elif local == "numFmt" and not self.all:
            said = pairs(attributes)
            self._codes[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif local == "xf" and self._cells:
            self.all.append(self._form(pairs(attributes).get("numFmtId", "0")))

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "cellXfs":
            self._cells = False

    def _form(self, number: str) -> Form | None:
        if number in self._codes:
            form = Form(self._codes[number])
            return None if form.only == PLAIN else form
        return Form.builtin(whole(number) or 0)
