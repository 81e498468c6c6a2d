"""Where the table begins in a sheet or a text file: titles above, one to three rows of headings, records below.

Offices put a title block above their tables (padded with empty cells when Excel wrote the file), spread headings over
merged rows, and number the columns under them. The heading rows are found by words that are known headings and by
shape: text over numbers, no value repeated below, about as wide as the records.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.reading.cells.formula import Fault
from data.reading.cells.spans import Merge, Row, as_text, filled, is_number
from data.reading.form.table import band, pivot, weight_row
from data.terms.spelling import key

SEARCHED_ROWS = 60  # a title block longer than this is no title block
MAX_COLUMNS = 200


@dataclass(frozen=True)
class Layout:
    """A table found among rows: `header` has one heading per kept column, `keep` says which columns those are.

    `first` is the index (among the rows searched) of the heading row, `after` that of the first row below the
    headings. `title_texts` are the titles above. `heading_cells` are the cells of the last heading row, `heading_texts`
    what is filled of each, to know them again where a printed page repeats them. `known` counts headings that are known
    words, of `words`. `unnamed` are the columns that have records but no heading.
    """

    header: list[str]
    keep: list[int]
    first: int
    after: int
    width: int
    heading_cells: list[str]
    heading_texts: list[list[str]]
    known: int
    titles: list[int]
    heading_rows: int
    unnamed: list[str] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    title_texts: list[str] = field(default_factory=list)


def find(
    rows: Sequence[Row],
    words: frozenset[str] = frozenset(),
    header_at: int | None = None,
    header_rows: int | None = None,
    merges: Sequence[Merge] = (),
) -> Layout | None:
    """Find the table among the first rows of a file (blank ones included), or None.

    `words` are keys (`text.key`) of known headings; `header_at` and `header_rows` are the planner's own answer:
    index of the first heading row among `rows`, and how many rows of headings.
    """
    places = [filled(row) for row in rows]
    pivoted, level = pivot.headings(rows, places) if header_at is None else None, None
    if pivoted:
        first, last = pivoted
        rows = pivot.without_level_names(rows, first, last, len(places[last]))
        places = [filled(row) for row in rows]
    elif header_at is None:
        main = _main_heading_row(rows, places, words)
        if main is None:
            return None
        first, last = band.find(rows, places, main, merges)
        level = band.level_name(rows, places, first, last, words)
        last = level or last
    else:
        first = header_at
        last = header_at + (header_rows or 1) - 1
        if first >= len(rows) or last >= len(rows) or not places[first]:
            return None
        if header_rows is None:
            last = max(first, band.find(rows, places, first, merges)[1])
    used = [i for i in range(first, last + 1) if len(places[i]) > 1 or i in (first, level) or pivoted]
    after = _first_record(rows, places, last + 1)
    width = max((max(places[i], default=-1) + 1 for i in (*used, *range(after, len(rows)))), default=0)
    names = _joined(rows, used, max(width, 1), merges)
    above, below = used[0] - 1, _first_record(rows, places, after + 1)
    if said := weight_row.read(rows, places, after, below, names):
        after = below
    else:
        said = weight_row.read(rows, places, above, after, names) or {}
    names = [weight_row.behind(name, said.get(j, "")) for j, name in enumerate(names)]
    return _layout(rows, places, used, after, names, words)


def _first_record(rows: Sequence[Row], places: list[list[int]], at: int) -> int:
    """The first row from `at` on that is neither empty nor numbers the columns."""
    while at < len(rows) and (not places[at] or _no_record(rows[at], places[at])):
        at += 1
    return at


def _layout(rows, places, used, after, names, words) -> Layout:
    heading_width = max(places[i][-1] for i in used) + 1
    # Cells beyond the headings are left for the check of the field count, not given a column.
    with_values = {j for i in range(after, len(rows)) for j in places[i] if j < heading_width}
    keep = [j for j in range(heading_width) if names[j] or j in with_values]
    unnamed = [f"(kolom {j + 1})" for j in keep if not names[j]]
    header = [names[j] or f"(kolom {j + 1})" for j in keep]
    return Layout(
        header=header,
        keep=keep,
        first=used[0],
        after=after,
        width=heading_width,
        heading_cells=[as_text(cell) for cell in rows[used[-1]]],
        heading_texts=[[as_text(rows[i][j]) for j in places[i]] for i in used if len(places[i]) > 1],
        known=sum(_is_known(name, words) for name in header),
        titles=[i for i in range(used[0]) if places[i]],
        heading_rows=used[-1] - used[0] + 1,
        unnamed=unnamed,
        words=words,
        title_texts=[" ".join(as_text(rows[i][j]) for j in places[i]) for i in range(used[0]) if places[i]],
    )


def _is_known(name: str, words: frozenset[str]) -> bool:
    return key(name) in words or any(key(part) in words for part in name.split(" / "))


def _main_heading_row(rows: Sequence[Row], places: list[list[int]], words: frozenset[str]) -> int | None:
    """The row that carries most headings: the first with most known words, else the first that has the shape of
    headings."""
    searched = range(min(SEARCHED_ROWS, len(rows)))
    if words:
        known = {i: len(({key(as_text(rows[i][j])) for j in places[i]} & words) - {""}) for i in searched}
        best = max(known.values(), default=0)
        row = next((i for i in searched if known[i] == best), None)
        row = next((i for i in range(row or 0) if _heads_like(rows, places, i, row or 0, known)), row)
        if (
            row is not None
            and (best >= 2 or (best == 1 and 2 <= len(places[row]) <= 3))
            and band.says_text(rows, places, row)
        ):
            return row
    widths = Counter(len(p) for p in places if len(p) > 1)
    typical = max((w for w, count in widths.items() if count > 1), default=max(widths, default=0))
    shaped = (i for i in searched if len(places[i]) >= max(2, typical / 2) and _has_heading_shape(rows, places, i))
    return next(shaped, None)


def _heads_like(rows: Sequence[Row], places: list[list[int]], i: int, best: int, known: dict[int, int]) -> bool:
    """Whether a row heads a table of its own above that of most known words: about as many of them, and records with
    numbers between the two. What stands in it would be passed over as titles."""
    if known[i] < 3 or known[i] * 3 < known[best] * 2 or not band.says_text(rows, places, i):
        return False
    between = (n for n in range(i + 1, best) if len(places[n]) >= known[i] and not _no_record(rows[n], places[n]))
    return any(is_number(rows[n][j]) for n in between for j in places[n])


def _has_heading_shape(rows: Sequence[Row], places: list[list[int]], i: int) -> bool:
    if not band.says_text(rows, places, i):
        return False
    texts = [as_text(rows[i][j]) for j in places[i]]
    below = [row for row in rows[i + 1 :] if not _same(row, rows[i])]
    repeated = sum(any(j < len(row) and row[j] == rows[i][j] for row in below) for j in places[i])
    # Values come back further down (the same source, the same agency); headings do not.
    return repeated <= (max(1, 0.3 * len(texts)) if len(texts) > 2 else 0)


def _same(row: Row, other: Row) -> bool:
    return [cell for cell in row if cell != ""] == [cell for cell in other if cell != ""]


def _no_record(row: Row, places: list[int]) -> bool:
    """A row under the headings that numbers the columns, or names them as Qualtrics imports them."""
    return _numbers_columns(row, places) or all(as_text(row[j]).startswith('{"ImportId"') for j in places)


def _numbers_columns(row: Row, places: list[int]) -> bool:
    """A row such as (1) (2) (3), 1 2 3 4 5, 1 2 3 4 5=3+4 or a b c d e under the headings, which only numbers the
    columns."""
    texts = [as_text(row[j]) for j in places]
    bracketed = all(text.startswith("(") and text.endswith(")") for text in texts)
    if len(texts) < (3 if bracketed else 5):  # three plain numbers may well be a record
        return False
    counted = [text.partition("=")[0].strip("(). ") for text in texts]
    letters = [chr(ord("a") + n) for n in range(len(texts))] if len(texts) <= len("abcdefghijklmnopqrstuvwxyz") else []
    return counted == [str(n) for n in range(1, len(texts) + 1)] or [each.lower() for each in counted] == letters


def _name(cell: object) -> str:
    """A heading; a formula without a value is none."""
    return "" if isinstance(cell, Fault) else as_text(cell)


def _joined(rows: Sequence[Row], used: list[int], width: int, merges: Sequence[Merge]) -> list[str]:
    """One name per column from the heading rows, from the top down, groups carried over the columns they span."""
    spread = []
    for n, i in enumerate(used):
        cells = [_name(rows[i][j]) if j < len(rows[i]) else "" for j in range(width)]
        if n + 1 < len(used):
            lower = rows[used[n + 1]]
            cells = _carried(cells, [as_text(cell) for cell in lower] + [""] * width, i, merges)
        spread.append(cells)
    names = []
    for parts in zip(*spread, strict=True):
        kept: list[str] = []
        for part in parts:
            if part and key(part) not in [key(k) for k in kept] and not (kept and key(part) in band.ANSWER):
                kept.append(part)
        names.append(" / ".join(kept))
    return names


def _carried(cells: list[str], lower: list[str], row: int, merges: Sequence[Merge]) -> list[str]:
    out = list(cells)
    merged = {m.left: m.right for m in merges if m.top <= row <= m.bottom and m.right > m.left}
    group, until = "", -1
    for j, cell in enumerate(cells):
        if cell:
            group, until = cell, merged.get(j, len(cells) if lower[j] and j not in merged else j)
        elif group and j <= until and lower[j]:
            out[j] = group
        elif not lower[j] and (j > until or until == len(cells)):
            group = ""  # a column between two groups
    return out
