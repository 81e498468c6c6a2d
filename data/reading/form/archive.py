"""A ZIP of files: its tables unpacked one by one under limits, and by name what was passed over and why.

What makes a ZIP a workbook (XLSX, ODS) is told by its content (`sniff`): those never come here. Names inside decide no
place on the disk: the last part of a name is what the file is called, and it is written under a number of ours.
"""

import re
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from data.reading.form.text import sniff
from data.terms.problems import Problem

MOST_FILES = 300
MOST_UNPACKED = 1_000_000_000  # bytes of all files together
MOST_RATIO = 200  # a CSV of ratings packs 20 to 60 times
SMALL = 10_000_000  # below this a ratio harms nobody
_BLOCK = 1 << 20

_NO_TABLE = frozenset({"pdf", "image", "docx", "archive", "rtf", "sqlite", "parquet", "ole"})  # as `sniff` calls them
_OF_SYSTEMS = frozenset({"desktop.ini", "thumbs.db"})
_PARTS = re.compile(r"[/\\]+")


@dataclass(frozen=True)
class File:
    """One file as it came in: where it lies, and what it is called."""

    path: Path
    name: str


def unpacked(path: Path, folder: Path) -> tuple[list[File], list[Problem]]:
    """The files of a ZIP, written below `folder`, in the order of the ZIP; and what is wrong, `column` naming the file.

    A problem that is not blocking names files passed over that hold no table; a blocking one a file that could not be
    taken, or (without `column`) the ZIP as a whole, of which nothing is taken then.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if refused := _too_much(entries, path.stat().st_size):
                return [], [refused]
            return _each(archive, entries, folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        return [], [Problem("zip_damaged", found=type(error).__name__)]


def _too_much(entries: list[zipfile.ZipInfo], size: int) -> Problem | None:
    """Why a ZIP is not even begun, by what its directory says; what it unpacks to is counted again on the way."""
    if len(entries) > MOST_FILES:
        return Problem("zip_entries", found=str(len(entries)), expected=str(MOST_FILES))
    claimed = sum(entry.file_size for entry in entries)
    if claimed > MOST_UNPACKED or (claimed > SMALL and claimed > MOST_RATIO * size):
        return Problem("zip_unpacks_too_big", found=f"{claimed / 1e6:.0f} MB", expected=f"{MOST_UNPACKED / 1e6:.0f} MB")
    return None


def _each(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path
) -> tuple[list[File], list[Problem]]:  # fmt: skip
    files: list[File] = []
    problems: list[Problem] = []
    passed: list[str] = []
    for number, entry in enumerate(entries):
        name = _PARTS.split(entry.filename)[-1] or entry.filename
        if _of_a_system(entry.filename, name):
            passed.append(name)
            continue
        target = folder / f"{number:04}"
        problem = _written(archive, entry, target)
        kind = None if problem else sniff.kind_of(target)
        if kind in _NO_TABLE:
            passed.append(name)
        elif kind in ("zip", "crowded"):
            problems.append(Problem("zip_within", column=name))
        elif problem:
            problems.append(Problem(problem, column=name))
        else:
            files.append(File(target, name))
            continue
        target.unlink(missing_ok=True)
    if passed:
        problems.append(Problem("zip_passed_over", found=", ".join(passed), blocking=False))
    if not files and not any(problem.blocking for problem in problems):
        problems.append(Problem("zip_without_tables"))
    return files, problems


def _of_a_system(whole: str, name: str) -> bool:
    """What operating systems and office programs leave beside the files people mean."""
    hidden = name.startswith((".", "~$")) or name.lower() in _OF_SYSTEMS
    return hidden or "__MACOSX" in _PARTS.split(whole)


def _written(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> str | None:
    """Write one file out; the code of what is wrong with it, if anything is."""
    if entry.flag_bits & 1:
        return "zip_encrypted"
    try:
        # Reading ends where the directory says the file ends, and that sum was looked at; the check of the sum of
        # bits (CRC) then refuses an entry that says less than it holds.
        with archive.open(entry) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out, _BLOCK)
    except NotImplementedError:
        return "zip_method"
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, zlib.error):
        return "zip_entry_damaged"
    return None
