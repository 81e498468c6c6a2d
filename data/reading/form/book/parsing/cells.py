"""One cell as `sheet_file` writes it: texts, percentages, moments, formulas without a value; and cells by name."""

import datetime
import re
from decimal import Decimal

MAX_TEXT = 4_001  # one more than a cell may have, so that the parent sees which are too long

_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ERRORS = frozenset(
    (
        "#DIV/0!",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
    )
)
"""What a text can only be where a writer put an error as words ("#N/A" is written by hand too, for "no value")."""


def text(heard: str, row: int, column: int) -> str | dict:
    """A text, or the error that it spells."""
    if heard.startswith("#") and heard.strip() in _ERRORS:
        return error(heard.strip(), row, column)
    return heard[:MAX_TEXT]


def unescaped(heard: str) -> str:
    """Text of an XLSX with `_x000D_` and its like as the sign they stand for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), heard) if "_x" in heard else heard


def number(written: str) -> float | None:
    """A number as XML writes one; `1_000`, `nan` and digits of other scripts are numbers to Python only."""
    try:
        value = float(written)
    except ValueError:
        return None
    return value if value - value == 0 and "_" not in written and written.isascii() else None


def whole(written: str) -> int | None:
    """A number of digits alone."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def percent(value: float) -> dict:
    """A number shown as a percentage, shifted by two decimal places: 0.57 is 57, where 0.57 * 100 is not."""
    return {"percent": float(Decimal(repr(value)).scaleb(2))}


def place(row: int, column: int) -> str:
    """The name of a cell on its sheet: (6, 3) is D7."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def error(text: str, row: int, column: int) -> dict:
    return {"error": [text[:40], place(row, column)]}


def uncomputed(row: int, column: int) -> dict:
    return {"uncomputed": ["", place(row, column)]}


def corner(name: str) -> tuple[int, int] | None:
    """(row, column) of a cell's name; None where it is none."""
    match = _NAME.fullmatch(name)
    if match is None or match[2].strip("0") == "":
        return None
    return int(match[2]) - 1, column_number(match[1])


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def day(when: datetime.datetime) -> dict:
    """A day, or the moment on it."""
    if when.time() == datetime.time():
        return {"date": when.date().isoformat()}
    return {"datetime": when.isoformat(timespec="milliseconds" if when.microsecond else "seconds")}


def iso(written: str) -> dict | str:
    """A day or a moment of ISO 8601 as it stands, without its zone; the text itself where it is none."""
    try:
        return day(datetime.datetime.fromisoformat(written).replace(tzinfo=None))
    except ValueError:
        return written


def time(seconds: float) -> dict:
    """A time of the day."""
    since = datetime.timedelta(milliseconds=round(seconds * 1000))
    return {"time": (datetime.datetime(1900, 1, 1) + since).time().isoformat()}
