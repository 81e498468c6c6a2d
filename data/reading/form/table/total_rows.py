"""Rows that are probably no members: totals, benchmarks, aggregates. They are listed, never taken out here."""

import re
from collections.abc import Sequence

import pyarrow as pa

from data.reading.cells.spans import as_text
from data.reading.form.table.table import LeaveOut, listed
from data.terms.spelling import TOTAL_WORDS, is_total, key, subtotal_of

NAMING_COLUMNS = 5  # names of groups and totals stand in the first columns, numbers and codes among them left aside
TEXT_COLUMNS = 3
MOST_LISTED = 1_000

_TOTAL_START = re.compile(r"(jumlah|total|sub ?total|grand total|rata rata|rerata)\b")
_AGGREGATES = frozenset(
    (
        "all",
        "semua",
        "seluruh",
        "keseluruhan",
        "seluruhnya",
        "overall",
        "governmentwide",
        "nasional",
        "national",
        "england",
        "kabupaten",
        "kota",
        "target",
        "bobot",
        "skala",
        *(f"{all_of} {what}" for all_of in ("semua", "seluruh") for what in ("opd", "skpd", "perangkat daerah")),
    )
)
# A first look, cheap enough for every name of a big file; `mark` has the word.
_MAYBE = re.compile(
    rf"\W*(?:(?:nilai|skor)\W+)?(sub|grand|{'|'.join(TOTAL_WORDS)}|\(blank|{'|'.join(sorted(_AGGREGATES))})"
    r"|.*(benchmark|\W(total|jumlah|rata|rerata|average)\W*$)",
    re.I | re.S,
)


def mark(text: str) -> str | None:
    """What a name says its row is: "total", "benchmark", "aggregate", or None for a member."""
    if not text or text[0].isdigit():
        return None
    name, of = key(text), subtotal_of(text)
    if is_total(text) or (of and of[1]):
        return "total"
    if "benchmark" in name.split():
        return "benchmark"
    return "aggregate" if name in _AGGREGATES else None


def begins_total(text: str) -> bool:
    """Whether a text begins as the name of a sum or a mean does: "Rata-rata kabupaten"."""
    return bool(_TOTAL_START.match(key(text)))


def marks(lines: Sequence[int], columns: Sequence[Sequence[object]]) -> list[LeaveOut]:
    """The records among these that are probably totals, benchmarks or aggregates, at most MOST_LISTED."""
    marked_rows: dict[int, LeaveOut] = {}
    texts = 0
    for column in columns[:NAMING_COLUMNS]:
        names = _names(column)
        if not any(c.isalpha() for value in names for c in value[:3]):
            continue
        maybe = filter(_MAYBE.match, names)
        marked = {value: kind for value in maybe if (kind := mark(value) or _starts(value, texts))}
        texts += 1
        if marked:
            cells = listed(column)
            marked = {value: kind for value, kind in marked.items() if not _in_most(value, kind, cells)}
            for i, value in enumerate(cells):
                if isinstance(value, str) and value in marked and lines[i] not in marked_rows:
                    marked_rows[lines[i]] = LeaveOut(lines[i], marked[value], as_text(value))
        if texts == TEXT_COLUMNS:
            break
    return [marked_rows[line] for line in sorted(marked_rows)][:MOST_LISTED]


def _starts(value: str, texts: int) -> str | None:
    """In the first column of names, "Jumlah Dinas A" is a total; further on "Jumlah pengaduan" is an
    indicator."""
    return "total" if texts == 0 and _TOTAL_START.match(key(value)) else None


def _in_most(value: str, kind: str, column: Sequence[object]) -> bool:
    """A column whose cells mostly say "All" is broken down by another column: its rows are no aggregates."""
    return kind == "aggregate" and sum(cell == value for cell in column) * 2 > len(column)


def _names(column: Sequence[object]) -> list[str]:
    """The different texts of a column."""
    if isinstance(column, pa.Array):
        return column.unique().to_pylist()
    return [value for value in set(column) if isinstance(value, str) and value]
