"""Answers of a survey in words: "4 - Baik", "Baik (4)", "4 dari 5", "Sangat baik"; the number each probably means."""

import re

from data.reading.cells import numbers
from data.terms import spelling as texts

_DIGITS = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_FIRST = re.compile(rf"[(\[]?{_DIGITS}\s*[-–—:=./)(\[\]]+\s*([^\W\d].*?)\s*[)\]]?")
_LAST = re.compile(rf"([^\W\d].*?)\s*[-–—:=/(\[]\s*{_DIGITS}\s*[)\]]?")
_OF = re.compile(rf"{_DIGITS}\s*(?:/|of|dari|out of)\s*(?:4|5|6|7|10|100)", re.IGNORECASE)
_GRADE = re.compile(
    r"(?:sangat |sgt |kurang |tidak |cukup |amat |agak |sekali |very |strongly |not |somewhat )*"
    r"(?:baik|buruk|cukup|kurang|jelek|setuju|netral|puas|memuaskan|sesuai|mudah|sulit|cepat|lambat|ramah|sopan|kompeten"
    r"|selalu|sering|jarang|pernah|kadang kadang|istimewa|excellent|good|fair|average|poor|bad|agree|disagree|neutral"
    r"|satisfied|dissatisfied|always|often|sometimes|rarely|never|outstanding)(?: sekali)?"
)
_LADDER = {"sangat kurang": "1", "sangat buruk": "1", "kurang": "2", "cukup": "3", "baik": "4", "sangat baik": "5"}


_MARKS = re.compile(r"[^\w\s.,:;!?()\[\]\"']+$")


def key(cell: str) -> str:
    """What two spellings of one answer share: as of names, but "A+" is not "A", nor two stars three."""
    bare = cell.strip()
    marks = _MARKS.search(bare)
    return texts.key(bare) + (marks[0] if marks else "")


def value_of(cell: str) -> str | None:
    """The number to suggest for an answer, as text: the one that stands in it, or that of its word among five."""
    return _number(cell) or _LADDER.get(texts.key(cell))


def numbered(cell: object) -> bool:
    """Whether a cell is an answer that says its number: a grade beside it, or "4 dari 5"."""
    if not isinstance(cell, str):
        return False
    bare = cell.strip()
    if _OF.fullmatch(bare):
        return True
    match = _FIRST.fullmatch(bare) or _LAST.fullmatch(bare)
    return bool(match and any(_GRADE.fullmatch(texts.key(part)) for part in match.groups()))


def graded(cell: object) -> bool:
    """Whether a cell is a grade in words, with a number or without."""
    return isinstance(cell, str) and (numbered(cell) or bool(_GRADE.fullmatch(texts.key(cell))))


def has_number(cell: str) -> bool:
    """Whether a text of a rating column says its number beside its word, whatever that is ("3 - Lumayan")."""
    return _number(cell) is not None


def _number(cell: str) -> str | None:
    bare = cell.strip()
    if numbers.is_day(bare):
        return None
    match = _OF.fullmatch(bare) or _FIRST.fullmatch(bare)
    digits = match[1] if match else last[2] if (last := _LAST.fullmatch(bare)) else None
    return digits.replace(",", ".") if digits else None
