"""One heading: the field, indicator, source, period or scale it names, through what offices write around it."""

import re
from dataclasses import dataclass, replace

from data.reading.meaning import names, period_spellings
from data.reading.meaning.file_kinds import FORBIDDEN, IGNORE
from data.terms import spelling as texts

_PARTS = re.compile(r"\s+/\s+|\s+[-–:|]\s+|[()\[\]]|(?<=\w)_(?=\w)|:\s+")
_YEAR_END = re.compile(r"^(.*?)[\s_\-:(/]+((?:19|20)[0-9]{2}(?:[-_ ]?(?:[SQ][1-4]|TW ?[1-4IV]+))?)\)?$", re.IGNORECASE)
_SCALE = re.compile(
    r"[\s:,]*[(\[]?\s*(?:skala|skor|nilai|rentang|range|scale)?\s*:?\s*"
    r"([01])\s*(?:-|–|s/?d\.?|s\.d\.|sampai|to)\s*(\d{1,3})\s*[)\]]?$",
    re.IGNORECASE,
)
_TOPS = (3, 4, 5, 6, 7, 9, 10, 20, 100, 120)
_MOST = re.compile(
    r"\s*[(\[]\s*(?:nilai|skor|poin)?\s*(?:maks(?:imal|imum)?|max(?:imum|imal)?)\b\.?\s*:?\s*(\d{1,4})\s*[)\]]$",
    re.IGNORECASE,
)
_LEAST_TOP = 3
_PERCENT = re.compile(r"(?:\s*[(\[]\s*(?:%|persen|percent)\s*[)\]]|(?<![\d\s])\s*%)$", re.IGNORECASE)
_WEIGHT = re.compile(
    r"(?:\s*[(\[]\s*(?:bobot)?\s*:?\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*[)\]]|\s+(\d{1,3}(?:[.,]\d+)?)\s*%)$", re.IGNORECASE
)
_NUMBERED = re.compile(r"^\(?(?:[a-z]?\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s*(?=\S{3})", re.IGNORECASE)
_CODED = re.compile(r"^([^\W\d_]{1,4}\d{0,2})\s*[.:)\-–]?\s+(.+)$")
_YEAR_START = re.compile(r"^((?:19|20)[0-9]{2})[\s_:–-]+(?=\D)(.+)$")
_WORD = re.compile(r"[^\W\d_]{2}")
_COUNTED = re.compile(r"(?<=[^\W\d])\s*(?:ke-?\s*)?\d{1,2}$", re.IGNORECASE)
_AVERAGE_OF = re.compile(r"^(?:average of|mean of|rata-?\s?rata dari|rerata dari)\s+(?=\S)", re.IGNORECASE)
_GRID = re.compile(r"^.*\S\s*\[([^\[\]]+)\]$", re.DOTALL)  # of forms: the question, and its row in brackets
_FILLING = frozenset(
    ("nilai", "skor", "score", "aspek", "indikator", "unsur", "kompetensi", "hasil", "penilaian", "rerata", "rata",
     "average", "mean")
)  # fmt: skip
"""Words that say nothing before the name of an indicator."""


@dataclass(frozen=True)
class Meaning:
    """What one column holds. `field` is a field of the kind, or ignore or forbidden; "raw" columns may fix what the
    row does not say: the indicator (a code, or the name still to be resolved), the source, the period, the scale.
    `register` is whose number an "other_id" is: it tells one contract's 001 from another list's."""

    field: str
    indicator: str | None = None
    source: str | None = None
    period: str | None = None
    scale: tuple[float, float] | None = None
    cadence: str | None = None
    sure: float = 1.0
    register: str | None = None

    def as_json(self) -> object:
        """The short form a mapping file holds: the field's name, or an object."""
        extra = {
            key: value
            for key in ("indicator", "source", "period", "scale", "cadence", "register")
            if (value := getattr(self, key)) is not None
        }
        if not extra:
            return self.field
        return extra if self.field == "raw" and self.indicator is not None else {"field": self.field} | extra


def from_json(given: str | dict) -> Meaning:
    """The meaning a mapping file gives one column."""
    if isinstance(given, str):
        return Meaning(given)
    scale = given.get("scale")
    return Meaning(
        given.get("field", "raw"),
        given.get("indicator"),
        given.get("source"),
        given.get("period"),
        (float(scale[0]), float(scale[1])) if scale else None,
        given.get("cadence"),
        register=given.get("register"),
    )


@dataclass(frozen=True)
class Spellings:
    """The spellings a heading is read with: heading -> field, and the names of indicators and sources; `year` is the
    year that completes "TW I" or "Maret" over a column."""

    fields: dict[str, str]
    indicators: names.Names
    sources: names.Names
    year: int | None = None

    def field(self, heading: str) -> str | None:
        return self.fields.get(texts.key(heading))

    def source(self, text: str) -> str | None:
        """A source, also where several of one kind are numbered (Rekan 1, Rekan 2) or have a weight (Atasan (60%))."""
        plain = _WEIGHT.sub("", text)
        return self.sources.exact(text) or self.sources.exact(plain) or self.sources.exact(_COUNTED.sub("", plain))

    def indicator(self, text: str) -> str | None:
        """An indicator under its name or code, or both where they agree ("U1. Persyaratan"), with words like "nilai"
        around it."""
        if code := self.indicators.exact(text):
            return code
        if coded := _CODED.match(text):
            code, named = self.indicators.exact(coded[1]), self.indicators.exact(coded[2])
            if code and named:
                return code if code == named else None  # U8 and U9 change places: the planner says which it is
        words = texts.key(_WEIGHT.sub("", _NUMBERED.sub("", _AVERAGE_OF.sub("", text)))).split()
        while words and words[0] in _FILLING:
            words = words[1:]
        return self.indicators.exact(" ".join(words)) if words else None


def read(heading: str, spellings: Spellings) -> Meaning | None:
    """What a heading says: "Komunikasi", "Nilai Atasan", "KOM_2023", "Perilaku Kerja / Disiplin (1-4)"; None where it
    says nothing known."""
    if field := spellings.field(heading):
        return Meaning(field)
    bare, scale = without_scale(heading)
    meaning = _plain(bare, spellings)
    if meaning is None and " / " in bare:
        meaning = _levels([level.strip() for level in bare.split(" / ")], spellings)
    if meaning is None:
        return None
    return replace(meaning, scale=scale) if meaning.field == "raw" and scale else meaning


def weight(heading: str) -> float | None:
    """The weight or the most that is written behind a heading: 25 of "Komunikasi (25%)", "Disiplin [bobot: 25]",
    "Komunikasi (0,25)"."""
    match = _WEIGHT.search(heading)
    found = float((match[1] or match[2]).replace(",", ".")) if match and match.start() else 0.0
    if match and found < 1 and "%" not in match[0]:
        found = round(found * 100, 6)  # a share of one
    return found if 0 < found < 100 else None


def without_scale(heading: str) -> tuple[str, tuple[float, float] | None]:
    """A heading without the scale written behind it, and that scale: "Disiplin (1-4)", "Disiplin (maks. 25)", "Capaian
    (%)". Not in brackets only usual scales are one."""
    if (match := _SCALE.search(heading)) and match.start():
        bracketed = match[0].rstrip().endswith((")", "]")) and int(match[2]) >= _LEAST_TOP
        if bracketed or int(match[2]) in _TOPS:
            return heading[: match.start()].strip(), (float(match[1]), float(match[2]))
    if (match := _MOST.search(heading)) and match.start() and int(match[1]) >= _LEAST_TOP:
        return heading[: match.start()].strip(), (0.0, float(match[1]))
    if (match := _PERCENT.search(heading)) and match.start():
        return heading[: match.start()].strip(), (0.0, 100.0)
    return heading, None


def piece(heading: str) -> str | None:
    """The piece of a year (S1, Q2, 07) that is all a heading says: "TW I", "Maret". Q1 and S1 may well be questions."""
    reading = period_spellings.read(heading)
    return reading.part if reading.why == "no_year" and _WORD.match(heading.strip()) else None


def _plain(heading: str, spellings: Spellings) -> Meaning | None:
    """The meaning of one level of a heading: what the whole of it names, else what its parts name together."""
    return _whole(heading, spellings) or _parts_together(heading, spellings)


def _whole(heading: str, spellings: Spellings) -> Meaning | None:
    if (row := _GRID.match(heading)) and (asked := _whole(row[1].strip(), spellings)):
        return asked
    if (part := piece(heading)) and spellings.year:
        return Meaning("raw", period=f"{spellings.year}-{part}")
    if code := spellings.indicator(heading):
        return Meaning("raw", indicator=code)
    if source := spellings.source(heading):
        return Meaning("raw", source=source)
    return None


def _parts_together(heading: str, spellings: Spellings) -> Meaning | None:
    """A period and a source are taken out of a heading; the rest must then name a field or an indicator."""
    period, heading = _without_period(heading)
    source, others = None, []
    for part in [part.strip() for part in _PARTS.split(heading) if part.strip()]:
        if source is None and (named := spellings.source(part)):
            source = named
        elif period is None and (code := period_spellings.read(part).code):
            period = code
        else:
            others.append(part)
    meaning = Meaning("raw", source=source, period=period)
    left = " ".join(others)
    if source is None and (beside := _source_beside_value(left, spellings)):
        return replace(meaning, source=beside)
    return _with_rest(meaning, left, heading, spellings)


def _without_period(heading: str) -> tuple[str | None, str]:
    """The period that a heading ends or begins with, and the heading without it."""
    for rule in (_period_in_last_words, _period_behind_sign, _year_in_front):
        if split := rule(heading):
            return split
    return None, heading


def _period_in_last_words(heading: str) -> tuple[str, str] | None:
    """As in "Disiplin TW I 2024"."""
    words = heading.split()
    for last in range(min(4, len(words) - 1), 0, -1):
        if period := period_spellings.read(" ".join(words[-last:])).code:
            return period, " ".join(words[:-last]).strip(" /-–:(")
    return None


def _period_behind_sign(heading: str) -> tuple[str, str] | None:
    """As in "KOM_2023-S1", "Komunikasi (2023)"."""
    match = _YEAR_END.match(heading.strip())
    if match is None:
        return None
    period, before = period_spellings.read(match[2].replace("_", " ")).code, match[1].strip(" _-:(/")
    return (period, before) if period and before else None


def _year_in_front(heading: str) -> tuple[str, str] | None:
    """As in "2023 Komunikasi"."""
    match = _YEAR_START.match(heading.strip())
    return (match[1], match[2].strip()) if match else None


def _source_beside_value(heading: str, spellings: Spellings) -> str | None:
    """The source in "Nilai Atasan" and "Atasan Nilai"."""
    for words in (heading.split(" ", 1), heading.rsplit(" ", 1)[::-1]):
        if len(words) == 2 and (source := spellings.source(words[1])) and spellings.field(words[0]) == "raw":
            return source
    return None


def _with_rest(named: Meaning, left: str, heading: str, spellings: Spellings) -> Meaning | None:
    """What a heading means of which `named` was read and `left` is left; None where that is nothing known."""
    field = spellings.field(left) if left else "raw"
    if named.period and field in ("value", "target") and not named.source:
        return replace(named, field=field)
    if code := spellings.indicator(left):
        return replace(named, indicator=code)
    if field == "raw":
        return named if named.source or named.period else None
    if named.period is None or field == "period":
        return None
    if field is None or (field == IGNORE and texts.is_sum(left)):
        return replace(named, indicator=heading)
    return Meaning(IGNORE, sure=0.0)  # "Response Count_2015": known, and of one period only


def _levels(levels: list[str], spellings: Spellings) -> Meaning | None:
    """Headings over several rows: the lowest names the column, those above it may name its indicator, source or
    period; a group such as "Perilaku Kerja" says nothing more."""
    last = levels[-1]
    above = [upper for level in levels[:-1] if (upper := _plain(level, spellings))]
    indicator = next((upper.indicator for upper in above if upper.indicator), None)
    field = spellings.field(last)
    if field in (IGNORE, FORBIDDEN) or (field and field != "raw" and indicator is None):
        return Meaning(field)
    if field == "weight":
        return Meaning(field, indicator)
    meaning = Meaning("raw") if field == "raw" else _plain(last, spellings) if field is None else None
    if meaning is None or (meaning == Meaning("raw") and not above):
        return None
    for upper in above:
        meaning = replace(meaning, **{
            part: value for part in ("indicator", "source", "period")
            if getattr(meaning, part) is None and (value := getattr(upper, part)) is not None
        })  # fmt: skip
    return meaning
