"""Cells of a row, whatever they are: empty, text or number; and ranges of them that are one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"[+\-]?[.,\s]*\d[\d.,\s]*%?|[-–—.*]|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_SPACES = re.compile(r"\s+")

Row = Sequence[object]


@dataclass(frozen=True)
class Merge:
    """A merged range of a workbook: rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def as_text(cell: object) -> str:
    """A cell as one line of text; '' for an empty one."""
    if isinstance(cell, str):
        return _SPACES.sub(" ", cell).strip()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def filled(row: Row) -> list[int]:
    """The places of the cells that are not empty."""
    return [j for j, cell in enumerate(row) if not (cell == "" or (isinstance(cell, str) and not cell.strip()))]


def is_number(cell: object) -> bool:
    return not isinstance(cell, str) or bool(_NUMBER.fullmatch(cell.strip()))
