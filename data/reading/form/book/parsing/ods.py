"""ODS: the tables of content.xml to their files, whoever wrote them; names are told apart by namespace."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from .number_formats import TESTS
from .ods_table import OdsTable
from .sheet_file import Described, Unreadable
from .xml_parts import Parts, pairs

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

_SKIPPED = {f"{OFFICE} annotation", f"{TABLE} tracked-changes", f"{TABLE} shapes", f"{TABLE} dde-links"}
"""What holds texts and tables that are not those of the sheet; drawings too."""
_DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_WORKS_OUT = re.compile("office|gnumeric|calligra|kspread|collabora|google", re.IGNORECASE)
"""Programs that work formulas out; others put 0 for a result, and LibreOffice works theirs out when it opens them."""
_CONDITION = re.compile(r"value\(\)(<=|>=|!=|<|>|=)(-?\d+(?:\.\d+)?)")


def read(path: Path, folder: Path) -> list[Described]:
    """Write the rows of every table below `folder`; describes them in the order of the file."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = Parts(archive)
            if parts.has("META-INF/manifest.xml") and _is_encrypted(parts):
                raise Unreadable("encrypted")
            styles = _Styles()
            if parts.has("styles.xml"):
                parts.parse("styles.xml", styles.start, styles.end)
            content = _Content(styles, folder, not _WORKS_OUT.search(_generator(parts)))
            try:
                parts.parse("content.xml", content.start, content.end, content.text)
            finally:
                content.close()
            return content.described
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as fault:
        raise Unreadable("damaged", "zip") from fault


def _is_encrypted(parts: Parts) -> bool:
    seen: list[str] = []
    parts.parse("META-INF/manifest.xml", lambda name, _: seen.append(name))
    return f"{MANIFEST} encryption-data" in seen


def _generator(parts: Parts) -> str:
    """The program that wrote the file, as it calls itself."""
    said: list[str] = []
    inside: list[str] = []

    def text(words: str) -> None:
        said.extend([words] * (inside[-1:] == [f"{META} generator"]))

    if parts.has("meta.xml"):
        parts.parse("meta.xml", lambda name, _: inside.append(name), lambda _: inside.pop() and None, text)
    return "".join(said)


class _Styles:
    """What the styles say of cells (shown as a percentage) and of tables (hidden).

    A number format with sections is one of them, with a map to the others: which one shows a number, its value says.
    """

    def __init__(self) -> None:
        self._percentages: set[str] = set()
        self._format = ""
        self._maps: dict[str, list[tuple[str, float, str]]] = {}  # number format -> (test, bound, format that shows it)
        self._named: dict[str, tuple[str, str]] = {}  # cell style -> (its number format, its parent)
        self.hidden_tables: set[str] = set()
        self._table = ""
        self._known: dict[str, str] = {}

    def start(self, name: str, attributes: list[str]) -> None:
        if name.startswith(f"{NUMBER} ") and name.endswith("-style"):
            self._format = pairs(attributes).get(f"{STYLE} name", "")
            if name == f"{NUMBER} percentage-style":
                self._percentages.add(self._format)
        elif name == f"{STYLE} map" and self._format:
            self._map(pairs(attributes))
        elif name == f"{STYLE} style":
            said = pairs(attributes)
            own, family = said.get(f"{STYLE} name", ""), said.get(f"{STYLE} family")
            self._table = own if family == "table" else ""
            if family == "table-cell":
                self._named[own] = said.get(f"{STYLE} data-style-name", ""), said.get(f"{STYLE} parent-style-name", "")
        elif name == f"{STYLE} table-properties" and pairs(attributes).get(f"{TABLE} display") == "false":
            self.hidden_tables |= {self._table} - {""}

    def _map(self, said: dict[str, str]) -> None:
        condition = _CONDITION.fullmatch(said.get(f"{STYLE} condition", "").replace(" ", ""))
        if condition:
            test, shown = condition[1].replace("!=", "<>"), said.get(f"{STYLE} apply-style-name", "")
            self._maps.setdefault(self._format, []).append((test, float(condition[2]), shown))

    def end(self, name: str) -> None:
        if name == f"{STYLE} style":
            self._table = ""
        elif name.startswith(f"{NUMBER} ") and name.endswith("-style"):
            self._format = ""

    def is_percentage(self, style: str, number: float) -> bool:
        shown = self._format_of(style)
        maps = self._maps.get(shown, ())
        shown = next((other for test, bound, other in maps if TESTS[test](number, bound)), shown)
        return shown in self._percentages - {""}

    def _format_of(self, style: str) -> str:
        if style not in self._known:
            at, seen = style, set()
            while at in self._named and not self._named[at][0] and at not in seen:
                seen.add(at)
                at = self._named[at][1]
            self._known[style] = self._named.get(at, ("", ""))[0]
        return self._known[style]


class _Content:
    """Handlers of content.xml: styles first, then one `OdsTable` after the other."""

    def __init__(self, styles: _Styles, folder: Path, recalculated: bool) -> None:
        self._styles, self._folder, self._recalculated = styles, folder, recalculated
        self.described: list[Described] = []
        self._table: OdsTable | None = None
        self._depth = self._skipped = 0
        self._sheets = False

    def start(self, name: str, attributes: list[str]) -> None:
        if self._skipped or name in _SKIPPED or name.startswith(_DRAWING):
            self._skipped += 1
        elif self._table is not None:
            if name == f"{TABLE} table":  # a table within a cell is none of the sheet's
                self._skipped = 1
            else:
                self._table.start(name, attributes)
        elif name == f"{OFFICE} spreadsheet":
            self._sheets = True
        elif name == f"{TABLE} table" and self._sheets:
            self._open(pairs(attributes))
        else:
            self._styles.start(name, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._table is None:
            self._styles.end(name)
        elif name == f"{TABLE} table":
            self.close()
        else:
            self._table.end(name)

    def text(self, heard: str) -> None:
        if self._table is not None and not self._skipped:
            self._table.text(heard)

    def close(self) -> None:
        if self._table is not None:
            self._table.close()
            self._table = None

    def _open(self, said: dict[str, Any]) -> None:
        shown = said.get(f"{TABLE} style-name") not in self._styles.hidden_tables
        sheet = Described(said.get(f"{TABLE} name", ""), shown and said.get(f"{TABLE} display") != "false")
        path = self._folder / f"{len(self.described)}.jsonl"
        self.described.append(sheet)
        self._table = OdsTable(sheet, path, self._styles.is_percentage, self._recalculated)
