"""A zipped workbook looked through before anything parses it: what a bomb needs is refused here.

Every entry is unpacked once, in blocks, under limits; nothing is written. Limits after `quality.md` section 4
(OWASP ASVS 5.2.3): entries, unpacked bytes, ratio, no XML entities; rows and columns are counted as they are read.
"""

import re
import zipfile
import zlib
from pathlib import Path

from data.terms.problems import Problem

MAX_ENTRIES = 500
MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
SMALL = 10_000_000  # below this a ratio harms nobody
BLOCK = 1 << 20
OVERLAP = 16  # longer than what is looked for, so that none is lost between two blocks
MANIFEST = "META-INF/manifest.xml"

_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")


def look_through(path: Path) -> Problem | None:
    """What makes a workbook one that is not opened; None where nothing does."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _look_through(archive, path.stat().st_size)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zipfile.LargeZipFile) as error:
        return Problem("workbook_damaged", found=type(error).__name__)
    except RuntimeError:  # zipfile says so of an encrypted entry
        return Problem("workbook_encrypted")
    except zlib.error:
        return Problem("workbook_damaged", found="zlib")


def _look_through(archive: zipfile.ZipFile, size: int) -> Problem | None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return Problem("workbook_entries", found=str(len(entries)), expected=str(MAX_ENTRIES))
    if any(entry.flag_bits & 1 for entry in entries) or _locked(archive):
        return Problem("workbook_encrypted")
    if len({entry.filename for entry in entries}) < len(entries):
        return Problem("workbook_damaged", found="duplicate")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > MAX_RATIO * size):
        return Problem(
            "workbook_unpacks_too_big", found=f"{unpacked / 1e6:.0f} MB", expected=f"{MAX_UNPACKED // 1_000_000} MB"
        )
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")) and (hostile := _look_at(archive, entry)):
            return hostile
    return None


def _locked(archive: zipfile.ZipFile) -> bool:
    """Whether the parts of an ODS are ciphertext: its list of parts, which is not, says how to undo it."""
    if MANIFEST not in archive.namelist():
        return False
    with archive.open(MANIFEST) as file:
        return b"encryption-data" in file.read(BLOCK)


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Problem | None:
    overlap = b""
    with archive.open(entry) as file:
        while block := file.read(BLOCK):
            if not overlap and block.startswith((b"\xff\xfe", b"\xfe\xff")):
                return Problem("workbook_entities", found="UTF-16")
            block = overlap + block
            if _DECLARATION.search(block):
                return Problem("workbook_entities", found=entry.filename[-60:])
            overlap = block[-OVERLAP:]
    return None
