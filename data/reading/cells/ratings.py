"""Whether the cells of a column are ratings, or the hours at which forms were filled in."""

import datetime
import re
from collections.abc import Iterable

from data.reading.cells import numbers, worded

_STAMP = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T,]+\d{1,2}[:.]\d{2}")


def rated(cells: Iterable[object], mapping: dict, missing: frozenset[str]) -> bool:
    """Whether a column of the sample holds ratings: numbers, or words that the mapping gives a value."""
    words = {worded.key(word) for word in mapping.get("values", {}).get("score", {})}
    present = [cell for cell in cells if not numbers.is_missing(cell, missing)]
    is_answer = worded.graded if mapping.get("kind") == "evaluation" else worded.numbered
    count = sum(
        1
        for cell in present
        if numbers.looks_numeric(cell) or is_answer(cell) or (words and worded.key(str(cell)) in words)
    )
    return bool(present) and count >= 0.8 * len(present) and not all(_serial(cell) for cell in present)


def stamped(cells: Iterable[object], missing: frozenset[str]) -> bool:
    """Whether a column holds days with an hour. A day without one may be a score that a spreadsheet took for a day."""
    present = [cell for cell in cells if not numbers.is_missing(cell, missing)]
    return bool(present) and all(
        (cell.year >= 2000 and cell.time() != datetime.time())
        if isinstance(cell, datetime.datetime)
        else isinstance(cell, str) and bool(_STAMP.match(cell.strip()))
        for cell in present
    )


def _serial(cell: object) -> bool:
    digits = str(cell).strip().lstrip("'")
    return digits.isdigit() and len(digits) >= 6
