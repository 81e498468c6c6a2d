"""From a file to its table: what it is, how it is written, where the table stands; or why there is none."""

from pathlib import Path

from data.reading.form.book import sheet_table
from data.reading.form.book.package import MAX_ENTRIES
from data.reading.form.book.workbook import Workbook, open_workbook
from data.reading.form.markup.page import open_page
from data.reading.form.table.table import Options, Refusal, Table
from data.reading.form.text import delimited_table, sniff
from data.reading.form.text.decode import survey
from data.reading.form.text.foreign import WAYS
from data.terms.problems import Problem
from data.terms.spelling import key

WORKBOOKS = frozenset({"xlsx", "xlsm", "xls", "ods"})


def open_table(path: Path, file_name: str, options: Options) -> Table | Refusal:
    """Find the table in a file, whatever its name says it is.

    `file_name` is used only to tell the planner where name and content differ. The same bytes and options give the same
    table. Raises OSError where the file itself cannot be read.
    """
    kind = sniff.kind_of(path)
    words = frozenset(key(word) for word in options.header_words)
    if kind in WORKBOOKS or kind == "html":
        book = _book(path, kind, options)
        table = book if isinstance(book, Refusal) else sheet_table.open_sheet(book, kind, options, words)
    elif kind == "text":
        text = survey(path, options.encoding)
        table = text if isinstance(text, Refusal) else delimited_table.open_csv(text, options, words)
    elif kind == "empty":
        return Refusal([Problem("file_empty")])
    elif kind == "crowded":
        return Refusal([Problem("workbook_entries", found=f"> {sniff.MOST_ENTRIES}", expected=str(MAX_ENTRIES))])
    elif kind == "xlsb":
        return Refusal([Problem("workbook_binary")])
    elif kind == "encrypted":
        return Refusal([Problem("workbook_encrypted")])
    else:
        return Refusal([Problem("file_not_a_table", found=kind, expected=WAYS.get(kind, "office"))])
    if isinstance(table, Table) and (claimed := _name_says(file_name)) and claimed != _family(kind):
        table.notes.append(Problem("file_name_differs", found=claimed, expected=kind, blocking=False))
    return table


def _book(path: Path, kind: str, options: Options) -> Workbook | Refusal:
    book = open_page(path, options.encoding) if kind == "html" else open_workbook(path, kind)
    return Refusal([book]) if isinstance(book, Problem) else book


def _name_says(file_name: str) -> str | None:
    return _family(file_name.rpartition(".")[2].lower()) if "." in file_name else None


def _family(kind: str) -> str | None:
    families = {"csv": "text", "txt": "text", "tsv": "text", "tab": "text", "text": "text"}
    return families.get(kind, kind if kind in WORKBOOKS else None)
