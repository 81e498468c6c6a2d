"""XML of a package, part by part, as events with names told apart by namespace; no DTD and no entity is taken."""

import posixpath
import zipfile
from collections.abc import Callable
from xml.parsers import expat

from .sheet_file import Unreadable

BLOCK = 1 << 18
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def parse(archive: zipfile.ZipFile, name: str, listen: Callable) -> None:
    """Feed one part to the handlers that `listen(parser)` sets: names come as "namespace local", attributes one after
    the other (name, value, name, ...)."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.ordered_attributes = True, True
    listen(parser)
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        with archive.open(name) as file:
            while block := file.read(BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding nobody knows
        raise Unreadable("damaged", "xml") from error


def _refuse(*_) -> None:
    raise Unreadable("damaged", "dtd")


def pairs(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


class Parts:
    """Where the parts of a package stand; names are found in any case, as Windows programs write them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self._names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def name(self, path: str) -> str:
        if path.lower() not in self._names:
            raise Unreadable("damaged", "part")
        return self._names[path.lower()]

    def parse(self, path: str, start: Callable, end: Callable | None = None, text=None) -> None:
        def listen(parser) -> None:
            parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text

        parse(self.archive, self.name(path), listen)

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """{id: (last word of its type, part it points at)} of a part ("" for the package)."""
        folder, own = posixpath.split(path)
        beside = posixpath.join(folder, "_rels", f"{own}.rels")
        found: dict[str, tuple[str, str]] = {}

        def start(name: str, attributes: list[str]) -> None:
            if name == f"{RELATIONS} Relationship":
                said = pairs(attributes)
                target = said.get("Target", "")
                whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                kind = said.get("Type", "").rpartition("/")[2]
                found[said.get("Id", "")] = kind, posixpath.normpath(whole)

        if self.has(beside):
            self.parse(beside, start)
        return found
