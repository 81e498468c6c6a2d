"""A row of weights directly below the headings, which is nobody's: 25% | 30%, with or without "Bobot" before them."""

import re
from collections.abc import Sequence

from data.reading.cells.formula import Percent
from data.reading.cells.spans import Row, as_text
from data.terms.spelling import key

_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(%?)")
_LABEL = re.compile(r"(?:bobot|weight)\b")
_SCALED = re.compile(r"\d\s*%?\s*[)\]]$|%\s*[)\]]?$")
"""Behind a heading that says its scale or its weight itself, none is written."""


def read(rows: Sequence[Row], places: list[list[int]], at: int, names: list[str]) -> dict[int, float] | None:
    """The weights in percent that row `at` gives the columns; None where it gives none.

    Without a label its numbers are weights where each has % and they are at most 100 % together, or exactly that, or no
    value below is above its weight; and only where the record below says who it is about where this row is empty.
    """
    if at + 1 >= len(rows):
        return None
    labels = [j for j in places[at] if isinstance(rows[at][j], str) and _LABEL.match(key(as_text(rows[at][j])))]
    cells = {j: _number(rows[at][j]) for j in places[at] if j not in labels}
    shares = {j: number for j, number in cells.items() if number is not None}
    if len(shares) < 2 or len(shares) < len(cells) or len(labels) > 1 or min(shares) == 0:
        return None
    first = min(shares)
    if any(j > first for j in labels) or not any(j < first for j in places[at + 1]):
        return None
    if not all(j < len(names) and names[j] for j in shares):
        return None
    return _in_percent(shares, bool(labels), rows[at + 1 :])


def behind(name: str, weight: float | None) -> str:
    """A heading with its weight behind it."""
    return name if weight is None or not 0 < weight < 100 or _SCALED.search(name) else f"{name} ({weight:g}%)"


def _in_percent(shares: dict[int, tuple[float, bool]], labelled: bool, below: Sequence[Row]) -> dict[int, float] | None:
    signed = all(percent for _, percent in shares.values())
    weights = {j: number for j, (number, _) in shares.items()}
    if not signed and max(weights.values()) <= 1:
        weights = {j: round(number * 100, 6) for j, number in weights.items()}
    *parts, last = weights.values()
    sums = [sum(parts) + last] + [last] * (abs(sum(parts) - last) <= 1)  # the last may be the sum of the others
    whole, within = any(abs(total - 100) <= 1 for total in sums), min(sums) <= 101
    return weights if (signed and within) or labelled or whole or _never_exceeded(weights, below) else None


def _never_exceeded(weights: dict[int, float], below: Sequence[Row]) -> bool:
    """Whether every cell below is a number up to its weight, and some are below it."""
    pairs = [
        (found[0], weight)
        for row in below
        for j, weight in weights.items()
        if j < len(row) and (found := _number(row[j])) is not None
    ]
    return all(value <= weight for value, weight in pairs) and any(value < weight for value, weight in pairs)


def _number(cell: object) -> tuple[float, bool] | None:
    """A number and whether it is a percentage (then of a hundred)."""
    if isinstance(cell, Percent):
        return round(float(cell), 6), True
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell), False
    match = _NUMBER.fullmatch(as_text(cell)) if isinstance(cell, str) else None
    return (float(match[1].replace(",", ".")), bool(match[2])) if match else None
