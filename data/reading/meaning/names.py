"""Names in a file -> codes of the reference tables. Exact spellings and aliases resolve; near ones are only offered."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from data.reading.cells import numbers
from data.terms import spelling as texts
from data.terms.memo import remembered

LONGEST_CODE = 12
LONGEST_OWN_CODE = 24  # of a code that the file itself gives
_SPELLINGS = ("code", "name", "name_id", "short", "name_en", "short_id")  # columns, the surest first
CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")


@dataclass(frozen=True)
class Names:
    """Every spelling known for one kind of name. `codes`: key of a spelling -> code; `labels`: code -> name shown.

    To be read only: one reading shares them with the next.
    """

    codes: dict[str, str]
    labels: dict[str, str]

    def exact(self, spelling: str) -> str | None:
        """The code that a spelling stands for, ignoring case, spacing and punctuation; None where it is unknown."""
        return self.codes.get(texts.key(spelling))

    def near(self, text: str, least: float = 0.6, most: int = 5) -> list[tuple[str, str, float]]:
        """Known names that resemble a text, as (code, name, likeness 0-1), most alike first. To offer, not to take."""
        wanted = texts.key(text)
        score_of: dict[str, float] = {}
        for known, code in self.codes.items():
            score = likeness(wanted, known, least)
            if score >= least and score > score_of.get(code, 0):
                score_of[code] = score
        best = sorted(score_of.items(), key=lambda item: (-item[1], item[0]))[:most]
        return [(code, self.labels.get(code, code), round(score, 2)) for code, score in best]


def likeness(key: str, other: str, least: float = 0.0) -> float:
    """0 to 1, over keys of names: the better of the texts as they stand and with their words in order of the alphabet.

    0 where it is sure to be under `least`.
    """
    if not key or not other or 2 * min(len(key), len(other)) < least * (len(key) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, key, other, autojunk=False)
    if matcher.quick_ratio() < least:
        return 0.0
    sorted_ratio = SequenceMatcher(None, _sorted(key), _sorted(other), autojunk=False).ratio()
    return max(matcher.ratio(), sorted_ratio)


@remembered(10_000)
def _sorted(key: str) -> str:
    return " ".join(sorted(key.split()))


@remembered(32)  # the same kinds are asked for again and again while one file is read
def of(known, kind: str, region: str | None = None) -> Names:
    """The names of one kind (agency, indicator, position, source, rule_set, region, programme, rating, ...).

    `known` is a `data.catalog.catalog.Known`. Agencies are those of one region. Codes win over names, names over
    aliases.
    """
    table = getattr(known, {"agency": "agencies"}.get(kind, kind + "s"), None)
    if table is None:  # a kind with aliases alone: header, rating, employee_type
        table = pd.DataFrame({"code": []})
    if kind == "agency" and region is not None:
        table = table[table["region"] == region]
    codes: dict[str, str] = {}
    labels: dict[str, str] = {}
    aliases = known.aliases[known.aliases["kind"] == kind]
    for spellings in (table[column] for column in _SPELLINGS if column in table):
        for code, spelling in zip(table["code"], spellings, strict=True):
            if isinstance(spelling, str) and texts.key(spelling):
                codes.setdefault(texts.key(spelling), str(code))
    for alias, code in zip(aliases["alias"], aliases["code"], strict=True):
        codes.setdefault(texts.key(str(alias)), str(code))
    label = next((column for column in ("name", "name_id") if column in table), "code")
    for code, name in zip(table["code"], table[label], strict=True):
        labels.setdefault(str(code), str(name))
    for code in codes.values():
        labels.setdefault(code, code)
    codes.pop("", None)
    return Names(codes, labels)


def missing(known, mapping: dict) -> frozenset[str]:
    """Every sign and word of a file that says there is no value: the usual ones, the aliases, and the mapping's own."""
    aliases = known.aliases.loc[known.aliases["kind"] == "missing", "alias"]
    words = {str(word).strip().casefold() for word in [*aliases, *mapping.get("missing", [])]}
    return numbers.BLANKS | (words - {"nan"})  # NaN is a fault, not a word


class NewCodes:
    """Codes for names nobody knew, each free of those `taken` and of those given before. Deterministic."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._folded = {code.casefold() for code in self._taken}
        self._numbers: Counter[str] = Counter()  # beginning -> the number the last code with it has

    def give(self, name: str, own: str | None = None) -> str:
        """The file's `own` code for the name where that is free; else at most 12 letters and digits: the number the
        name begins with (B01), the initials of three words or more, or its beginning; with a number behind it where
        that is taken."""
        code = own if own and own not in self._taken else self._free(_beginning(name))
        self._taken.add(code)
        self._folded.add(code.casefold())
        return code

    def _free(self, beginning: str) -> str:
        code = beginning
        while code.casefold() in self._folded:
            number = self._numbers[beginning] = max(2, self._numbers[beginning] + 1)
            code = beginning[: LONGEST_CODE - len(str(number))] + str(number)
        return code


def _beginning(name: str) -> str:
    full = texts.canonical(name)[0]
    led = re.match(r"^([A-Za-z]{1,3}[0-9]{1,3})(?:[. :_)-]|$)", full)
    words = [word for word in re.findall(r"[^\W_]+", full) if word.isascii()]
    if led:
        beginning = led[1].upper()
    elif len(words) >= 3:
        beginning = "".join(word if word.isdigit() else word[0] for word in words).upper()
    else:
        beginning = "".join(words).upper()
    return beginning[:LONGEST_CODE] or "BARU"


def texts_of(cells: Iterable[object]) -> dict[object, tuple[str, str | None]]:
    """Canonical text and what was done to it, per unique cell. A whole number in a cell is its digits ("007" stays)."""
    text_of: dict[object, tuple[str, str | None]] = {}
    for cell in cells:
        if isinstance(cell, bool) or cell is None:
            text_of[cell] = ("", "text_type") if cell is not None else ("", None)
        elif isinstance(cell, float) and cell.is_integer():
            text_of[cell] = (str(int(cell)), None)
        else:
            text_of[cell] = texts.canonical(cell if isinstance(cell, str) else str(cell))
    return text_of
