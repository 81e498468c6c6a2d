"""Headings of a pivot table as pandas writes it: rows of names over the values, then a row of names over the keys.

Indikator,,,Disiplin,Disiplin,Komunikasi      a level, its own name over one of the keys
Sumber,,,Atasan,Rekan,Atasan                  another level
Perangkat Daerah,NIP,Jabatan,,,               the keys
"""

from collections.abc import Sequence

from data.reading.cells.spans import Row, is_number

SEARCHED_ROWS = 12
MOST_LEVELS = 3


def headings(rows: Sequence[Row], places: Sequence[list[int]]) -> tuple[int, int] | None:
    """The first and the last heading row, the last being that of the keys; None where the table is no such one.

    Each level has its name over the same key. One level alone must have it over the last of several: over the first it
    may as well name a group of keys.
    """
    for last in range(1, min(SEARCHED_ROWS, len(rows) - 1)):
        keys = places[last]
        if not keys or keys != list(range(len(keys))) or not _words(rows[last], keys):
            continue
        values = {j for j in places[last + 1] if j >= len(keys)}
        if not values or _over_values(places[last - 1], len(keys)) != sorted(values):
            continue
        first = last
        while first and last - first < MOST_LEVELS and _is_level(rows[first - 1], places[first - 1], len(keys), values):
            first -= 1
        labels = {j for i in range(first, last) for j in places[i] if j < len(keys)}
        if len(labels) == 1 and (last - first > 1 or labels == {len(keys) - 1} - {0}):
            return first, last
    return None


def without_level_names(rows: Sequence[Row], first: int, last: int, n_keys: int) -> list[Row]:
    """The rows with what names the levels taken out: it stands over a key and names no column."""
    return [["", *[""] * (n_keys - 1), *row[n_keys:]] if first <= i < last else row for i, row in enumerate(rows)]


def _over_values(places: list[int], n_keys: int) -> list[int]:
    return [j for j in places if j >= n_keys]


def _is_level(row: Row, places: list[int], n_keys: int, values: set[int]) -> bool:
    over = _over_values(places, n_keys)
    return bool(over) and set(over) <= values and len(places) - len(over) == 1 and _words(row, places)


def _words(row: Row, places: list[int]) -> bool:
    return not any(is_number(row[j]) for j in places)
