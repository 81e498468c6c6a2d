"""What a number format of a spreadsheet makes of a number: a plain number, a percentage, a day, a duration.

Only signs that are part of the format count: not what stands in quotes, after a backslash, or fills and pads.
"""

import datetime
import re

from . import cells

PLAIN, PERCENT, DAY, DURATION = "plain", "percent", "day", "duration"

_BUILTIN = (
    dict.fromkeys((9, 10), PERCENT)
    | dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), DAY)
    | {46: DURATION}
)

_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_CONDITION = re.compile(r"\[\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*\]")
TESTS = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__, "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip


class Form:
    """A number format; `of(value)` says what it makes of one value, for its sections may differ."""

    def __init__(self, code: str) -> None:
        sections = _LITERAL.sub("", code).split(";")[:3]
        self._sections = [(_CONDITION.search(section), _kind(section)) for section in sections]
        kinds = {kind for _, kind in self._sections}
        self.only = kinds.pop() if len(kinds) == 1 else None

    @classmethod
    def builtin(cls, number: int) -> "Form | None":
        """The format that files need not write down, None where it leaves numbers as they are."""
        form = cls("")
        form.only = _BUILTIN.get(number)
        return form if form.only else None

    def of(self, value: float) -> str:
        if self.only is not None:
            return self.only
        usual = [">", "<", "="] if len(self._sections) > 2 else [">=", "<"]
        for (condition, kind), sign in zip(self._sections, usual, strict=False):
            test, bound = (condition[1], float(condition[2])) if condition else (sign, 0.0)
            if TESTS[test](float(value), bound):
                return kind
        return self._sections[-1][1]


def _kind(section: str) -> str:
    if _ELAPSED.search(section):
        return DURATION
    signs = _BRACKETS.sub("", section)
    if "%" in signs:
        return PERCENT
    signs = re.sub("general", "", signs, flags=re.IGNORECASE)
    return DAY if re.search("[ymdhs]", signs, re.IGNORECASE) else PLAIN


def shown(number: float, form: str, since_1904: bool) -> object:
    """A number as its format shows it, at full precision."""
    if form == PERCENT:
        return cells.percent(number)
    if form == DAY:
        return _moment(number, since_1904)
    return {"duration": number * 86_400} if form == DURATION else number


def _moment(serial: float, since_1904: bool) -> object:
    """The day, the moment or the time that a serial number stands for; the number itself where no calendar has it.
    Excel believes in 29 February 1900: before 1 March the count is one less."""
    if not 0 <= serial < 3_000_000:
        return serial
    days, milliseconds = divmod(round(serial * 86_400_000), 86_400_000)
    since = datetime.timedelta(milliseconds=milliseconds)
    if days == 0 and not since_1904:
        return cells.time(since.total_seconds())
    days += 1462 if since_1904 else 0
    if days >= 2_958_466:
        return serial
    return cells.day(datetime.datetime(1899, 12, 31 if days < 60 else 30) + datetime.timedelta(days=days) + since)
