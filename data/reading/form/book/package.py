"""A zipped workbook looked through before anything parses it: what a bomb needs is refused here.

Every entry is unpacked once, in blocks, under limits; nothing is written. Limits after `quality.md` section 4
(OWASP ASVS 5.2.3): entries, unpacked bytes, ratio, rows, columns, no XML entities.
"""

import html
import re
import zipfile
import zlib
from pathlib import Path

from data.reading.form.book.child import MAX_COLUMNS, MAX_ROWS
from data.terms.problems import Problem

MAX_ENTRIES = 500
MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
SMALL = 10_000_000  # below this a ratio harms nobody
MAX_ERRORS = 10_000
BLOCK = 1 << 20
OVERLAP = 400  # longer than any tag looked for, so that none is lost between two blocks

_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
_FAR_ROW = re.compile(
    rb"<(?:\w+:)?(?:row|c)\b[^>]{0,200}?\br=[\"'][A-Z]{0,3}(?:[3-9]\d{5}|\d{7,})[\"'][^>]{0,200}?(?<!/)>"
)
_FAR_COLUMN = re.compile(
    rb"<(?:\w+:)?c\b[^>]{0,200}?\br=[\"'](?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])\d{1,7}[\"'][^>]{0,200}?(?<!/)>"
)
_ERROR = re.compile(
    rb"<c\b(?=[^>]{0,200}\bt=\"e\")[^>]{0,200}?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]{0,200}>"
    rb"(?:<f\b[^<]{0,300}</f>|<f[^>]{0,200}/>)?<v>(#[^<]{1,20})</v>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*?\br:id=\"([^\"]+)\"")
_RELATION = re.compile(r"<Relationship\b[^>]*>")


def look_through(path: Path) -> Problem | dict[str, dict[tuple[int, int], str]]:
    """A Problem, or for each sheet's entry the cells that hold an Excel error: {entry: {(row, column) from 0:
    "#N/A"}}.

    The reader gives error cells as empty ones; a figure that could not be computed is not a missing figure.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _look_through(archive, path.stat().st_size)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zipfile.LargeZipFile) as error:
        return Problem("workbook_damaged", found=type(error).__name__)
    except RuntimeError:  # zipfile says so of an encrypted entry
        return Problem("workbook_encrypted")
    except zlib.error:
        return Problem("workbook_damaged", found="zlib")


def _look_through(archive: zipfile.ZipFile, size: int) -> Problem | dict:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return Problem("workbook_entries", found=str(len(entries)), expected=str(MAX_ENTRIES))
    if any(entry.flag_bits & 1 for entry in entries):
        return Problem("workbook_encrypted")
    if len({entry.filename for entry in entries}) < len(entries):
        return Problem("workbook_damaged", found="duplicate")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > MAX_RATIO * size):
        return Problem(
            "workbook_unpacks_too_big", found=f"{unpacked / 1e6:.0f} MB", expected=f"{MAX_UNPACKED // 1_000_000} MB"
        )
    errors: dict[str, dict[tuple[int, int], str]] = {}
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        errors_there = _look_at(archive, entry)
        if isinstance(errors_there, Problem):
            return errors_there
        if errors_there:
            errors[entry.filename] = errors_there
    return errors


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Problem | dict[tuple[int, int], str]:
    sheet = "/worksheets/" in f"/{entry.filename}" and not entry.filename.endswith(".rels")
    errors: dict[tuple[int, int], str] = {}
    overlap = b""
    with archive.open(entry) as file:
        while block := file.read(BLOCK):
            if not overlap and block.startswith((b"\xff\xfe", b"\xfe\xff")):
                return Problem("workbook_entities", found="UTF-16")
            block = overlap + block
            if _DECLARATION.search(block):
                return Problem("workbook_entities", found=entry.filename[-60:])
            if sheet:
                if _FAR_ROW.search(block):
                    return Problem("workbook_too_many_rows", expected=str(MAX_ROWS))
                if _FAR_COLUMN.search(block):
                    return Problem("workbook_too_many_columns", expected=str(MAX_COLUMNS))
                if b't="e"' in block:
                    for match in _ERROR.finditer(block):
                        errors[int(match[2]) - 1, _column(match[1])] = match[3].decode("ascii", "replace")
                        if len(errors) > MAX_ERRORS:
                            return Problem("workbook_errors", found=str(len(errors)))
            overlap = block[-OVERLAP:]
    return errors


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def sheet_entries(path: Path) -> list[str]:
    """The entry of each sheet of an XLSX, in the workbook's order."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return []
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for relation in _RELATION.findall(relations):
        parts = dict(re.findall(r"(\w+)=\"([^\"]*)\"", relation))
        target = html.unescape(parts.get("Target", ""))
        targets[parts.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return [targets.get(identity, "") for identity in _SHEET.findall(book)]
