"""Periods: `2025`, `2025-S1`, `2025-Q3`, `2025-07`. A series has one cadence; cadences never mix."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {"year": 12, "semester": 6, "quarter": 3, "month": 1}
_SHAPE = re.compile(r"^([12]\d{3})(?:-(?:S([12])|Q([1-4])|(0[1-9]|1[0-2])))?$")


@dataclass(frozen=True, order=True)
class Period:
    """One evaluation period. `seq` counts periods of the same cadence, so neighbours differ by 1."""

    starts: date
    cadence: str
    code: str

    @property
    def seq(self) -> int:
        return (self.starts.year * 12 + self.starts.month - 1) // _MONTHS[self.cadence]

    @property
    def ends(self) -> date:
        months = self.starts.year * 12 + self.starts.month - 1 + _MONTHS[self.cadence]
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def parse(code: str) -> Period | None:
    """The period a canonical code names, or None. Free-form spellings are the reader's business."""
    match = _SHAPE.match(code)
    if not match:
        return None
    year, half, quarter, month = match.groups()
    if half:
        return Period(date(int(year), 6 * int(half) - 5, 1), "semester", code)
    if quarter:
        return Period(date(int(year), 3 * int(quarter) - 2, 1), "quarter", code)
    if month:
        return Period(date(int(year), int(month), 1), "month", code)
    return Period(date(int(year), 1, 1), "year", code)


def of_code(code: str) -> Period:
    """The period of a code already judged to be canonical. Raises ValueError where it is not."""
    period = parse(code)
    if period is None:
        raise ValueError("not a canonical period")
    return period


def begun(codes: Iterable[str], period: str) -> list[str]:
    """Of the periods `codes` ('' is always) those that have begun by the start of `period`, oldest first. The newest
    version of a reference row that is valid in `period` is the one of the last of them."""
    starts = {code: of_code(code).starts if code else date.min for code in set(codes)}
    by_then = of_code(period).starts
    return sorted((code for code in starts if starts[code] <= by_then), key=lambda code: (starts[code], code))
