"""NIK, a citizen's number: 16 digits that spell birth place, birth date and sex. Never taken, and written nowhere."""

import datetime
import re

_BETWEEN = r"[ .\-\u00a0\u00ad\u200b-\u200f\u2010-\u2013\u2060\ufeff]*"  # what people and programs put between digits
_DIGITS = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}\d){{15}}(?!\d)")
_WOMEN = 40  # added to the day of a woman's birth
_PROVINCES = range(11, 97)  # codes of the ministry of the interior, 11 Aceh to 96 Papua Barat Daya


def like(cell: object) -> bool:
    """Whether a cell as a whole is shaped as a NIK: a province's code and a birth date (a woman's day plus 40)."""
    text = _text(cell)
    found = _DIGITS.fullmatch(text) if text else None
    return bool(found) and _shaped(text)


def masked(cell: object) -> object:
    """A cell without what is shaped as a NIK in it; any other cell as it is."""
    if not isinstance(cell, str):
        return "•" * 16 if like(cell) else cell
    if len(cell) < 16 or sum(map(str.isdigit, cell)) < 16:
        return cell
    return _DIGITS.sub(lambda found: "•" * 16 if _shaped(found[0]) else found[0], cell)


def without(value):
    """A mapping, a list or a text without what is shaped as a NIK in it."""
    if isinstance(value, dict):
        return {without(key): without(content) for key, content in value.items()}
    if isinstance(value, list):
        return [without(each) for each in value]
    return masked(value)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().lstrip("'’‘`") if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def _shaped(text: str) -> bool:
    digits = "".join(filter(str.isdigit, text))
    day = int(digits[6:8])
    try:  # a leap year, for the century is not told
        datetime.date(2000, int(digits[8:10]), day - _WOMEN if day > _WOMEN else day)
    except ValueError:
        return False
    return int(digits[:2]) in _PROVINCES and not digits.endswith("0000")
