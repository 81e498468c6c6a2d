"""Many cells at once, where they are all of one simple kind, as a big file's are.

Each says in a few passes over joined text what looking at the cells one by one would say, and says yes only where that
is sure: a no means that they must be looked at one by one.
"""

from collections.abc import Sequence
from typing import TypeGuard

import numpy as np

from data.terms.spelling import LONGEST, MAYBE_SUBTOTAL, TOTAL_WORDS

_BETWEEN = "\n"  # no cell that is plain holds one


def plain_text(cells: Sequence[object]) -> TypeGuard[Sequence[str]]:
    """Whether every cell is text that `text.canonical` leaves as it is."""
    joined = _joined(cells)
    if joined is None or not joined.isascii() or "  " in joined:
        return False
    if f"{_BETWEEN} " in joined or f" {_BETWEEN}" in joined or joined[:1] == " " or joined[-1:] == " ":
        return False
    if joined.count(_BETWEEN) != max(len(cells) - 1, 0) or not joined.replace(_BETWEEN, "").isprintable():
        return False
    return max(map(len, joined.split(_BETWEEN))) <= LONGEST


def no_totals(cells: Sequence[object]) -> bool:
    """Whether none of the cells is the name of a row of sums or means (`text.is_total`)."""
    joined = _joined(cells)
    if joined is None or not joined.isascii():
        return False
    folded = joined.replace("'", "").casefold()  # as `text.key` does before it looks at words
    return not any(word in folded for word in TOTAL_WORDS)


def no_subtotals(cells: Sequence[object]) -> bool:
    """Whether none of the cells is the name of a subtotal (`text.subtotal_of`)."""
    joined = _joined(cells)
    return joined is not None and not MAYBE_SUBTOTAL.search(joined)


def digits(cells: Sequence[object], length: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of the cells that are text of so many digits (0-9), and those digits: one row a cell, int64."""
    places = np.array(
        [index for index, cell in enumerate(cells) if isinstance(cell, str) and len(cell) == length], dtype=int
    )
    joined = "".join([cells[index] for index in places]).encode("utf-32-le", "surrogatepass")
    digit_values = np.frombuffer(joined, dtype="<u4").reshape(-1, length).astype(np.int64) - ord("0")
    whole = ((digit_values >= 0) & (digit_values <= 9)).all(axis=1)
    return places[whole], digit_values[whole]


def _joined(cells: Sequence[object]) -> str | None:
    """The cells in one text; None where one of them is no text."""
    return _BETWEEN.join(cells) if _all_text(cells) else None


def _all_text(cells: Sequence[object]) -> TypeGuard[Sequence[str]]:
    return set(map(type, cells)) <= {str}
