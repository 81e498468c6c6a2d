"""What makes a row one of the table's records: how many cells it has, and where all others begin with digits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.reading.cells.numbers import is_missing
from data.reading.cells.spans import as_text, filled, is_number
from data.reading.form.table.layout import Layout
from data.terms.spelling import key

MOST = 0.9
"""The share of records that says how all are written."""

LOOKED_AT = 300
AFTER_DIGITS = ":"
"""Text that begins with a digit or a sign of a number sorts before it."""

_SIGNS = ";,\t|"


@dataclass(frozen=True)
class Shape:
    """How many cells a record may have. A longer one is padded, not shifted, if it ends where every record has a cell
    (`last`; -1 where that is not known): a separator too many would have pushed that cell further."""

    widths: frozenset[int]
    last: int = -1

    def holds(self, row: Sequence[object]) -> bool:
        if len(row) in self.widths:
            return True
        return len(row) > max(self.widths) and self.last >= 0 and filled(row)[-1:] == [self.last]


def shape(rows: Sequence[Sequence[object]], layout: Layout) -> Shape:
    """As many cells as there are headings, or as nearly all records have where those are longer by empty cells.

    A single row that is longer has a separator too many, and with an empty last cell nothing else would tell. Where the
    headings were padded and the records were not, both are whole: Excel stops padding where the columns end in blanks.
    """
    lengths = Counter(map(len, rows))
    del lengths[1]  # blank lines and names of groups
    usual, count = max(lengths.items(), key=lambda item: item[1], default=(0, 0))
    widths = {layout.width, len(layout.heading_cells)}
    if count >= MOST * lengths.total() > 0:
        longer = usual > layout.width
        empty = longer and all(max(filled(row), default=0) < layout.width for row in rows if len(row) == usual)
        widths = {usual} if empty else {layout.width}
    if max(lengths, default=0) <= max(widths):
        return Shape(frozenset(widths))
    always = [set(filled(row)) for row in rows if len(row) in widths and filled(row)]
    return Shape(frozenset(widths), max(set.intersection(*always), default=-1) if always else -1)


def in_another_dialect(row: Sequence[object], lead_columns: list[int], width: int) -> bool:
    """Whether the only cell of a line is a whole record, written with another separator than the rest: then its pieces
    begin with digits where those of the others do."""
    if len(row) != 1 or not isinstance(row[0], str):
        return False
    text = row[0]
    for sign in _SIGNS:
        pieces = text.split(sign)
        if len(pieces) == width and all(
            piece.strip(' "')[:1].isdigit() for piece in map(pieces.__getitem__, lead_columns)
        ):
            return bool(lead_columns) or f"{sign} " not in text
    words = text.split()
    if len(words) < width or (lead_columns[:1] == [0] and not text[:1].isdigit()):
        return False
    return '"' in text or (lead_columns[:1] == [0] and sum(map(is_number, words)) > 1)


def leads(rows: Sequence[Sequence[object]], layout: Layout) -> list[int]:
    """The columns whose cells begin with a digit in nearly all of the first records: numbers, dates, NIPs."""
    first = [row for row in rows[:LOOKED_AT] if len(filled(row)) > 1 and not _only_headings(row, layout)]
    if len(first) < 3:
        return []
    return [j for j in layout.keep if sum(_digit_first(row, j) for row in first) >= MOST * len(first)]


def _only_headings(row: Sequence[object], layout: Layout) -> bool:
    """Whether a row is of words, two of which head columns somewhere: no record tells less of where numbers stand."""
    texts = [as_text(row[j]) for j in filled(row)]
    if any(text[:1].isdigit() for text in texts):
        return False
    return _headings(texts, layout) > 1


def _headings(texts: Sequence[str], layout: Layout) -> int:
    """How many of the texts head a column, of this table or as a word that heads columns elsewhere."""
    own = set(map(key, layout.header))
    return sum(key(text) in layout.words or key(text) in own for text in texts)


def _digit_first(row: Sequence[object], j: int) -> bool:
    return j < len(row) and as_text(row[j])[:1].isdigit()


def heads_another(row: Sequence[object], places: list[int], lead_columns: list[int], layout: Layout) -> bool:
    """Whether a row below the headings is the heading of another table: only different words, also where the records
    have numbers, and either known headings or one for every column."""
    if not lead_columns or len(places) < 2 or _digit_first(row, lead_columns[0]):
        return False
    lead_places = set(lead_columns).intersection(places)
    if not lead_places:
        return False
    texts = [as_text(row[j]) for j in places]
    if any(is_missing(text) or any(map(str.isdigit, text)) for text in texts) or len(set(texts)) < len(texts):
        return False
    return _headings(texts, layout) > 1 or (len(lead_places) > 2 and len(places) >= len(layout.keep))
