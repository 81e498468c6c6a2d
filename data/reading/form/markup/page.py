"""A web page as a workbook: each of its tables is a sheet, so that all later steps are those of workbooks."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from data.reading.cells.spans import Merge
from data.reading.form.book.parsing.sheet_file import MAX_COLUMNS, MAX_ROWS
from data.reading.form.book.workbook import CPU_SECONDS, MAX_FILE, MEMORY_BYTES, WALL_SECONDS, Sheet, Workbook
from data.reading.form.table.table import Refusal
from data.reading.form.text import decode
from data.terms.problems import Problem

CHILD = Path(__file__).with_name("child.py")
HEAD_BYTES = 1 << 16

_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)
_WESTERN = frozenset({"windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii"})
"""Names of a charset that browsers all read as Windows-1252."""


def open_page(path: Path, encoding: str | None) -> Workbook | Refusal:
    """The tables of a page, or what is wrong with it. `encoding`: the planner's answer, where the page needs one."""
    size = path.stat().st_size
    if size > MAX_FILE:
        return _refused("file_too_big", f"{size / 1e6:.0f} MB", f"{MAX_FILE // 1_000_000} MB")
    text = _decoded(path, encoding)
    if isinstance(text, Refusal):
        return text
    folder = Path(tempfile.mkdtemp(prefix="cermin-page-"))
    page = _parse(path, text.encoding, folder)
    if not isinstance(page, Refusal):
        refusal = _wrong(page)
        if refusal is None:
            return Workbook(folder, _sheets(page, folder), _notes(page))
        page = refusal
    shutil.rmtree(folder, ignore_errors=True)
    return page


def _decoded(path: Path, encoding: str | None) -> decode.Text | Refusal:
    """UTF-8 where its bytes are, whatever the page says of itself; Windows-1252 where it says so, else asked."""
    text = decode.survey(path, encoding, lines=False)
    if isinstance(text, Refusal) and text.questions:
        with path.open("rb") as file:
            named = _CHARSET.search(file.read(HEAD_BYTES))
        charset = named[1].decode("ascii").lower() if named else None
        if charset in _WESTERN:
            return decode.survey(path, "cp1252", lines=False)
        if charset and charset not in ("utf-8", "utf8"):
            return _refused("html_charset", charset)
    return text


def _parse(path: Path, encoding: str, folder: Path) -> dict | Refusal:
    command = [sys.executable, "-I", str(CHILD), str(path.resolve()), encoding, str(folder)]
    try:
        done = subprocess.run(
            [*command, str(MEMORY_BYTES), str(CPU_SECONDS)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            env={"LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _refused("workbook_too_much")
    described = folder / "page.json"
    if done.returncode != 0 or not described.exists():
        return _refused("workbook_too_much")
    page = json.loads(described.read_text("utf-8"))
    return _refused("workbook_too_much") if "too_big" in page else page


def _wrong(page: dict) -> Refusal | None:
    """What refuses the whole page."""
    if page["entities"]:
        return _refused("html_entities")
    if page["cut"]:
        return _refused("html_cut")
    tables = [table for table in page["tables"] if table["columns"]]
    if not tables:
        return _refused("html_login" if page["login"] else "html_frames" if page["frames"] else "html_no_table")
    if max(table["rows"] for table in tables) > MAX_ROWS:
        return _refused("workbook_too_many_rows", str(max(table["rows"] for table in tables)), str(MAX_ROWS))
    if max(table["columns"] for table in tables) > MAX_COLUMNS:
        return _refused("workbook_too_many_columns", str(max(table["columns"] for table in tables)), str(MAX_COLUMNS))
    return None


def _sheets(page: dict, folder: Path) -> list[Sheet]:
    """The tables as sheets, in the page's order; those that only lay out the page are none, unless all do."""
    numbered = [(i, table) for i, table in enumerate(page["tables"]) if table["columns"]]
    chosen = [(i, table) for i, table in numbered if not table["lays_out"]] or numbered
    named = page["names"][0] if len(page["names"]) == 1 == len(chosen) else None
    return [
        Sheet(
            name=named or f"HTML {number}",
            visible=table["visible"],
            row_count=table["rows"],
            column_count=table["columns"],
            merges=[Merge(*merge) for merge in table["merges"]],
            path=folder / f"{i}.jsonl",
            hidden_rows=[],
            hidden_columns=[],
        )
        for number, (i, table) in enumerate(chosen, 1)
    ]


def _notes(page: dict) -> list[Problem]:
    notes = []
    hidden = sum(table["hidden_rows"] for table in page["tables"])
    if hidden:
        notes.append(Problem("html_rows_hidden", found=str(hidden), blocking=False))
    if cells := sum(table["hidden_cells"] for table in page["tables"]):
        notes.append(Problem("html_cells_hidden", found=str(cells), blocking=False))
    if any(table["columns"] and not table["closed"] for table in page["tables"]):
        notes.append(Problem("html_unclosed", blocking=False))
    if page["part"]:
        notes.append(Problem("html_part", found=page["part"][0], expected=page["part"][1], blocking=False))
    return notes


def _refused(code: str, found: str | None = None, expected: str | None = None) -> Refusal:
    return Refusal([Problem(code, found=found, expected=expected)])
