"""Rows of headings that name the columns together: groups over several columns, joined cells, names in each other's
gaps.

A name over one column is known to be a group by what stands below it: another name where every record has a number, in
a row that is empty where every record says who it is about.
"""

import re
from collections.abc import Sequence

from data.reading.cells.spans import Merge, Row, as_text, is_number
from data.terms.spelling import key

HEADING_ROWS = 3

_NAME = re.compile(r"[^\W\d_][^\d()%]+")
_YEAR = re.compile(r"(19|20)\d\d")
ANSWER = frozenset(("response", "open ended response", "respons", "jawaban"))
"""What SurveyMonkey writes under a question that has no parts: it names nothing."""


def find(rows: Sequence[Row], places: list[list[int]], main: int, merges: Sequence[Merge]) -> tuple[int, int]:
    """First and last heading row around the main one: rows that fill each other's gaps name the columns together."""
    first = last = main
    for up in range(main - 1, max(main - HEADING_ROWS, -1), -1):
        named = _over_numbers(rows, places, up, first)
        if len(places[up]) > 1 and _completes(rows, places, up, first, main, merges, named):
            first = up
    for down in range(main + 1, min(first + HEADING_ROWS, len(rows))):
        named = _over_numbers(rows, places, main, down)
        only_names = len(named) > 1 and len(named) == len(places[down])
        if only_names or (
            len(places[down]) > 1 and _completes(rows, places, main, down, down, merges, named, below=True)
        ):
            last = down
        elif places[down]:
            break
    for merge in merges:
        if (
            merge.top == first
            and last < merge.bottom < first + HEADING_ROWS
            and _only_names(rows, places, last, merge.bottom)
        ):
            last = merge.bottom
    return first, last


def level_name(
    rows: Sequence[Row], places: list[list[int]], first: int, last: int, words: frozenset[str]
) -> int | None:
    """The row below the headings that has but one, a known one, over a column before theirs: a pivot of pandas as a web
    page names what its rows are below the names of its columns."""
    below = last + 1
    if below >= len(rows) or len(places[below]) != 1:
        return None
    place = places[below][0]
    named = {j for i in range(first, below) for j in places[i]}
    return below if place < min(named) and key(as_text(rows[below][place])) in words else None


def _over_numbers(rows: Sequence[Row], places: list[list[int]], upper: int, lower: int) -> frozenset[int]:
    """The columns in which the lower row has a name and every record a number.

    None where it names all, or two of a group, alike, or has a cell in each column, named above, that every record
    fills: it may be a record then, or remarks.
    """
    records = [i for i in range(lower + 1, len(rows)) if len(places[i]) > len(places[lower])]
    filled = set(places[upper]).intersection(*(places[i] for i in records))
    if not records or not filled or min(filled) in places[lower]:
        return frozenset()
    cells = {j: [rows[i][j] for i in records if j in places[i]] for j in places[lower]}
    numbers = [j for j, column in cells.items() if column and all(map(is_number, column))]
    groups = {j: max((group for group in places[upper] if group <= j), default=j) for j in numbers}
    named = {j: (groups[j], key(name)) for j in numbers if _NAME.fullmatch(name := as_text(rows[lower][j]))}
    alike = len(set(named.values())) < len(named) or len({name for _, name in named.values()}) < 2
    return frozenset() if alike else frozenset(named)


def _only_names(rows: Sequence[Row], places: list[list[int]], last: int, bottom: int) -> bool:
    return all(i >= len(rows) or not any(is_number(rows[i][j]) for j in places[i]) for i in range(last + 1, bottom + 1))


def _completes(
    rows: Sequence[Row],
    places: list[list[int]],
    upper: int,
    lower: int,
    main: int,
    merges: Sequence[Merge],
    named: frozenset[int],
    below: bool = False,
) -> bool:
    """Whether two rows of text are one heading: where both have a cell, the upper one begins a group over several
    columns, or stands over one of `named`."""
    years = below and len(places[lower]) > 1 and all(_YEAR.fullmatch(as_text(rows[lower][j])) for j in places[lower])
    if not (says_text(rows, places, upper) and (years or says_text(rows, places, lower))):
        return False
    above, under = set(places[upper]), set(places[lower])
    values = {j for i in range(main + 1, len(rows)) for j in places[i]}
    gaps_filled = (under - above) & values if below else (above - under) & values
    duplicated = len({key(as_text(rows[lower][j])) for j in under}) < len(under)
    if not gaps_filled and not (duplicated and not below):
        return False
    if below and not (under - above):
        return False
    vertical = {m.left for m in merges if m.top <= upper and m.bottom >= lower}
    for j in (above & under) - named:
        starts_group = j + 1 in under and j + 1 not in above
        single = any(m.top == m.bottom == upper and m.left == j for m in merges)
        if key(as_text(rows[lower][j])) in ANSWER:
            continue
        if j in vertical or starts_group or single or key(as_text(rows[upper][j])) == key(as_text(rows[lower][j])):
            continue
        return False
    # Below a group there are several names; a row of values under complete headings is a record.
    return not below or len(under & values) == len(under)


def says_text(rows: Sequence[Row], places: list[list[int]], i: int) -> bool:
    cells = [rows[i][j] for j in places[i] if not _YEAR.fullmatch(as_text(rows[i][j]))]
    return bool(cells) and sum(not is_number(cell) for cell in cells) >= 0.8 * len(cells)
