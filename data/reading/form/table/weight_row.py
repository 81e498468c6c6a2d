"""A row of weights or of scales beside the headings, which is nobody's: 25% | 30%, Maks. 25 | Maks. 30, (1-5) | (1-5).

It stands directly below the headings or above them, with or without "Bobot" or "Nilai maksimal" before it.
"""

import re
from collections.abc import Sequence

from data.reading.cells.formula import Percent
from data.reading.cells.spans import Row, as_text
from data.terms.spelling import key

_MOST = r"(?:(?:nilai|skor|score|poin)\s+)?(?:maks|max)(?:imal|imum)?\b\.?"
_NUMBER = re.compile(rf"((?:bobot|weight|{_MOST})\s*[:=]?\s*)?(\d{{1,3}}(?:[.,]\d+)?)\s*(%?)", re.IGNORECASE)
_LABEL = re.compile(rf"(?:bobot|weight)\b|{_MOST}$|(?:skala|scale|rentang(?: nilai)?)$", re.IGNORECASE)
_SCALE = re.compile(
    r"[(\[]?\s*(?:(?:skala|scale|nilai|skor)\s*:?\s*)?([01])\s*(?:-|–|s/?d\.?|sampai)\s*(\d{1,3})\s*[)\]]?",
    re.IGNORECASE,
)
_SCALED = re.compile(r"\d\s*%?\s*[)\]]$|%\s*[)\]]?$")
"""Behind a heading that says its scale or its weight itself, none is written."""


def read(rows: Sequence[Row], places: list[list[int]], at: int, after: int, names: list[str]) -> dict[int, str] | None:
    """What row `at` puts behind the headings of its columns ("(25%)", "(1-5)"); None where it is no such row.

    Without a label its numbers are weights where each has % and they are at most 100 % together, or exactly that, or no
    value from row `after` on is above its weight; and only where the first record says who it is about in columns
    where this row is empty.
    """
    if not 0 <= at < len(rows) or after >= len(rows) or not places[at]:
        return None
    labels = [j for j in places[at] if isinstance(rows[at][j], str) and _LABEL.match(key(as_text(rows[at][j])))]
    labels = [j for j in labels if _number(rows[at][j]) is None and not _scale(rows[at][j])]
    cells = [j for j in places[at] if j not in labels]
    if len(labels) > 1 or len(cells) < 2 or cells[0] == 0 or any(j > cells[0] for j in labels):
        return None
    if not any(j < cells[0] for j in places[after]) or not all(j < len(names) and names[j] for j in cells):
        return None
    scales = {j: ends for j in cells if (ends := _scale(rows[at][j]))}
    if len(scales) == len(cells):
        return {j: f"({low}-{high})" for j, (low, high) in scales.items()}
    shares = {j: number for j in cells if (number := _number(rows[at][j])) is not None}
    labelled = [_is_labelled(rows[at][j]) for j in cells]
    if len(shares) < len(cells) or any(labelled) > all(labelled):
        return None
    told = bool(labels) or all(labelled)
    weights = _in_percent(shares, told, rows[after:])
    return {j: f"({weight:g}%)" if 0 < weight < 100 else "" for j, weight in weights.items()} if weights else None


def behind(name: str, said: str) -> str:
    """A heading with what is said of its values behind it."""
    return name if not said or _SCALED.search(name) else f"{name} {said}"


def _in_percent(shares: dict[int, tuple[float, bool]], told: bool, below: Sequence[Row]) -> dict[int, float] | None:
    signed = all(percent for _, percent in shares.values())
    weights = {j: number for j, (number, _) in shares.items()}
    if not signed and max(weights.values()) <= 1:
        weights = {j: round(number * 100, 6) for j, number in weights.items()}
    *parts, last = weights.values()
    sums = [sum(parts) + last] + [last] * (abs(sum(parts) - last) <= 1)  # the last may be the sum of the others
    whole, within = any(abs(total - 100) <= 1 for total in sums), min(sums) <= 101
    return weights if (signed and within) or told or whole or _never_exceeded(weights, below) else None


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
    return (float(match[2].replace(",", ".")), bool(match[3])) if match else None


def _is_labelled(cell: object) -> bool:
    match = _NUMBER.fullmatch(as_text(cell)) if isinstance(cell, str) else None
    return bool(match and match[1])


def _scale(cell: object) -> tuple[str, str] | None:
    """Both ends of a scale that a cell names."""
    match = _SCALE.fullmatch(as_text(cell)) if isinstance(cell, str) else None
    return (match[1], match[2]) if match and int(match[2]) > int(match[1]) + 1 else None
