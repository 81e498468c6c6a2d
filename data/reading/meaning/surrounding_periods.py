"""Periods inside sentences: the titles above a table, the name of its sheet, the name of its file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.reading.meaning import period_spellings
from data.terms import periods
from data.terms import spelling as texts

_LAW = re.compile(
    r"\b(?:nomor|no|pp|uu|se|inpres|perpres|permen\w*|peraturan|per\w*bup|perwal\w*|perda|perka|perlan|kep\w*)\b"
    r"[^,;()]{0,40}?\b\d{1,3}\b *(?:/|tahun|thn|th) *(?:19|20)\d\d\b"
)
_STAMP = re.compile(r"\b(?:dicetak|cetak|diunduh|unduhan|printed|generated|exported|diekspor|tanggal|pukul)\b")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 8  # words of a period: "1 Januari 2025 sampai dengan 30 Juni 2025"
_PART_WORDS = re.compile(r"\b(?:semester|smt|triwulan|tw|kuartal|bulan|quarter|month|caturwulan)\b")


@dataclass(frozen=True)
class PeriodsNamed:
    """What a few lines say of time. `codes` are periods they name in full (a piece of a year and its year, or two
    dates); `years` stand alone; `parts` lack their year (S1, Q3, 07); `unread` is set where a piece of a year is spoken
    of that nobody could read."""

    codes: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()
    unread: bool = False


def within(lines: Iterable[str]) -> PeriodsNamed:
    """Read every period in some lines. Laws (PP 30 Tahun 2019), days and the stamps of a printer are no periods."""
    codes, years, parts, unread = set(), set(), set(), False
    for line in lines:
        folded = texts.canonical(line)[0].casefold()
        if _STAMP.search(folded):
            continue
        words = [word.strip(",.:;()[]\"'") for word in _LAW.sub(" ", folded).replace("_", " ").split()]
        named, left = _periods([word for word in words if word])
        codes |= {code for code in named if not code.isdigit()}
        years |= {int(code) for code in named if code.isdigit()}
        here, unread_words = _parts(left)
        parts |= here
        unread |= bool(_PART_WORDS.search(" ".join(unread_words)))
    return PeriodsNamed(frozenset(codes), frozenset(years), frozenset(parts), unread)


def years_in(name: str) -> frozenset[int]:
    """Every year in a name, also where it is glued to other letters (csps2014_all)."""
    return frozenset(int(year) for year in _ANY_YEAR.findall(name))


def _periods(words: list[str]) -> tuple[set[str], list[str]]:
    """The periods among some words, the longest first, and the words that are left."""
    codes: set[str] = set()
    for many in range(min(_LONGEST, len(words)), 0, -1):
        start = 0
        while start + many <= len(words):
            window = words[start : start + many]
            reading = period_spellings.read(" ".join(window))
            if (reading.code or reading.day or reading.why == "day_order") and _is_whole(window):
                if reading.code and not reading.fiscal:
                    codes.add(reading.code)
                words = [*words[:start], "|", *words[start + many :]]
            start += 1
    return codes, words


def _is_whole(window: list[str]) -> bool:
    """A window that begins or ends with a filler is the same period as the shorter one inside it."""
    return "|" not in window


def _parts(words: list[str]) -> tuple[set[str], list[str]]:
    parts: set[str] = set()
    for many in (3, 2, 1):
        start = 0
        while start + many <= len(words):
            reading = period_spellings.read(" ".join(words[start : start + many]))
            if reading.why == "no_year" and reading.part:
                parts.add(reading.part)
                words = [*words[:start], "|", *words[start + many :]]
            start += 1
    return parts, words


def choose(titles: PeriodsNamed, *names: PeriodsNamed) -> tuple[str | None, tuple[str, ...], int | None]:
    """(the period that titles and names agree on, all that might be meant, the one year they name).

    A year alone is a period only where nothing speaks of a piece of a year.
    """
    every = (titles, *names)
    codes = frozenset().union(*(named.codes for named in every))
    years = frozenset().union(*(named.years for named in every)) | {int(code[:4]) for code in codes}
    parts = frozenset().union(*(named.parts for named in every))
    year = next(iter(titles.years or years)) if len(titles.years or years) == 1 else None
    possible = tuple(sorted(codes)) or tuple(f"{year}-{part}" for part in sorted(parts) if year)
    if len(codes) == 1 and parts <= {next(iter(codes)).partition("-")[2]}:
        code = next(iter(codes))
        agree = {int(code[:4])} >= (titles.years or {int(code[:4])})
        return (code if agree else None), possible, year
    if codes or parts or any(named.unread for named in every):
        return (possible[0] if len(possible) == 1 and not codes else None), possible, year
    alone = titles.years or frozenset()
    if len(alone) == 1 and periods.parse(str(year)):
        return str(year), (str(year),), year
    return None, tuple(str(each) for each in sorted(years)), year
