"""Headings -> meanings: a field, an indicator, a source or a period inside the heading; what is unsure is asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.problems import Problem
from data.reading import fields, names, periods_text, values
from data.reading import text as texts
from data.reading.fields import FORBIDDEN, IGNORE
from data.reading.mapping import answer_of
from data.reading.table import SECTION_HEADING, Question, Table

SURE, OFFER = 0.9, 0.72  # likeness from which a heading is taken, and from which it is offered
_PARTS = re.compile(r"\s+/\s+|\s+[-–:|]\s+|[()\[\]]|(?<=\w)_(?=\w)|:\s+")
_SECTION = "section"  # until it is known what section rows name
_TIMES = frozenset(("period", "periode", "tahun", "year", "semester", "triwulan", "quarter", "bulan", "month"))
_YEAR_END = re.compile(r"^(.*?)[\s_\-:(/]+((?:19|20)[0-9]{2}(?:[-_ ]?(?:[SQ][1-4]|TW ?[1-4IV]+))?)\)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """What one column holds. `field` is a field of the kind, or ignore or forbidden; "raw" columns may fix what the
    row does not say: the indicator (a code, or the name still to be resolved), the source, the period, the scale."""

    field: str
    indicator: str | None = None
    source: str | None = None
    period: str | None = None
    scale: tuple[float, float] | None = None
    cadence: str | None = None
    sure: float = 1.0

    def as_json(self) -> object:
        """The short form a mapping file holds: the field's name, or an object."""
        extra = {
            key: value
            for key in ("indicator", "source", "period", "scale", "cadence")
            if (value := getattr(self, key)) is not None
        }
        if not extra:
            return self.field
        return extra if self.field == "raw" and self.indicator is not None else {"field": self.field} | extra


def from_json(said: object) -> Meaning:
    """The meaning a mapping file gives one column."""
    if isinstance(said, str):
        return Meaning(said)
    scale = said.get("scale")
    return Meaning(
        said.get("field", "raw"),
        said.get("indicator"),
        said.get("source"),
        said.get("period"),
        (float(scale[0]), float(scale[1])) if scale else None,
        said.get("cadence"),
    )


def understand(table: Table, known, mapping: dict) -> tuple[list[Meaning], list[Problem], list[Question]]:
    """One meaning per column of the table, with notices of what is dropped and questions where nobody may guess.

    A heading is read, in this order: as the mapping says; as a template heading or a header alias; as an indicator,
    alone or with a source or period beside it; as a near match of an alias; as a new indicator, where the column holds
    ratings and no column of values stands elsewhere. The rest is ignored, and said to be.
    """
    spelled = names.of(known, "header")
    aliases = {texts.key(heading): field for heading, field in fields.TEMPLATE.items()} | spelled.codes
    told = {texts.key(heading): from_json(said) for heading, said in mapping.get("columns", {}).items()}
    indicators, sources = names.of(known, "indicator"), names.of(known, "source")
    footnotes = table.detected.get("footnote_digits") or {}
    found: list[Meaning | None] = []
    for heading in table.header:
        bare = footnotes.get(heading, heading)
        meaning = told.get(texts.key(heading)) or told.get(texts.key(bare))
        if meaning is None and heading == SECTION_HEADING:
            meaning = Meaning(_SECTION)
        if meaning is None and texts.key(bare) in aliases:
            meaning = Meaning(aliases[texts.key(bare)])
        found.append(meaning or _inside(bare, aliases, indicators, sources))
    questions: list[Question] = []
    has_rows_of_values = any(m and m.field == "raw" and m.indicator is None for m in found)
    for place, (heading, meaning) in enumerate(zip(table.header, found, strict=True)):
        if meaning is None and _says_period(heading, table.sample.columns[place], found):
            found[place] = Meaning("period", sure=SURE)
        elif meaning is None:
            found[place] = _near(footnotes.get(heading, heading), aliases, found)
            if found[place] is None or found[place].sure < SURE:
                rated = not has_rows_of_values and _rated(table.sample.columns[place], mapping)
                offered, found[place] = found[place], _rest(footnotes.get(heading, heading), rated)
                if offered and not rated:
                    questions.append(_offer(heading, offered))
    found = _without_spare_indicators(_section(found), has_rows_of_values, told, table.header)
    meanings, clashes = _one_each(table.header, found, told)
    meanings = [
        Meaning(IGNORE) if m.indicator and (answer_of(mapping, "indicator", m.indicator) or {}).get("leave_out") else m
        for m in meanings
    ]
    return meanings, _notices(table.header, meanings), questions + clashes


def _inside(heading: str, aliases: dict, indicators: names.Names, sources: names.Names) -> Meaning | None:
    """A heading that names an indicator, or values of a source or period: "Komunikasi", "Nilai Atasan", "KOM_2023"."""
    if code := indicators.exact(heading):
        return Meaning("raw", indicator=code)
    meaning, rest = Meaning("raw"), []
    words = heading.split()
    for last in range(min(4, len(words) - 1), 0, -1):  # "Disiplin TW I 2024"
        if meaning.period is None and (period := periods_text.read(" ".join(words[-last:])).code):
            meaning, heading = replace(meaning, period=period), " ".join(words[:-last])
    if meaning.period is None and (ended := _YEAR_END.match(heading.strip())):
        period = periods_text.read(ended[2].replace("_", " ")).code
        if period and (inner := ended[1].strip(" _-:(/")):
            meaning, heading = replace(meaning, period=period), inner
    for part in [part.strip() for part in _PARTS.split(heading) if part.strip()]:
        if meaning.source is None and (source := sources.exact(part)):
            meaning = replace(meaning, source=source)
        elif meaning.period is None and (period := periods_text.read(part).code):
            meaning = replace(meaning, period=period)
        else:
            rest.append(part)
    left = " ".join(rest)
    if meaning.source is None and left:
        for words in (left.split(" ", 1), left.rsplit(" ", 1)[::-1]):
            if len(words) == 2 and (source := sources.exact(words[1])) and aliases.get(texts.key(words[0])) == "raw":
                return replace(meaning, source=source)
    if code := indicators.exact(left):
        return replace(meaning, indicator=code)
    if meaning.source or meaning.period:
        if not left or aliases.get(texts.key(left)) == "raw":
            return meaning
        if meaning.period and texts.key(left) not in aliases:
            return replace(meaning, indicator=heading)
    return None


def _section(found: list[Meaning]) -> list[Meaning]:
    """Section rows name the agencies where no column does, else the units of the people below them."""
    fields_found = {meaning.field for meaning in found}
    names_agency = "agency" not in fields_found
    names_unit = "nip" in fields_found and "unit" not in fields_found
    means = Meaning("agency") if names_agency else Meaning("unit") if names_unit else Meaning(IGNORE)
    return [means if meaning.field == _SECTION else meaning for meaning in found]


def _says_period(heading: str, cells: Iterable[object], found: list[Meaning | None]) -> bool:
    """Whether a heading speaks of time and all its cells are periods: `reporting_period` over `2017-18`."""
    if any(meaning and meaning.field == "period" for meaning in found):
        return False
    said = [cell for cell in cells if not values.is_missing(cell)]
    spoken = _TIMES.intersection(texts.key(heading).split())
    return bool(spoken and said) and all(periods_text.read(cell).code for cell in dict.fromkeys(said))


def _near(heading: str, aliases: dict, found: list[Meaning | None]) -> Meaning | None:
    taken = {meaning.field for meaning in found if meaning}
    wanted, best = texts.key(heading), None
    for alias, field in aliases.items():
        if field in taken and field not in (IGNORE, FORBIDDEN):
            continue
        score = names.likeness(wanted, alias, OFFER)
        if score >= OFFER and (best is None or score > best.sure) and min(len(wanted), len(alias)) > 3:
            best = Meaning(field, sure=score)
    return best


def _rated(cells: Iterable[object], mapping: dict) -> bool:
    """Whether a column of the sample holds ratings: numbers, or words that the mapping gives a value."""
    words = {texts.key(word) for word in mapping.get("values", {}).get("score", {})}
    said = [cell for cell in cells if not values.is_missing(cell)]
    rated = sum(1 for cell in said if values.looks_numeric(cell) or (words and texts.key(str(cell)) in words))
    return bool(said) and rated >= 0.8 * len(said) and not all(_serial(cell) for cell in said)


def _serial(cell: object) -> bool:
    digits = str(cell).strip().lstrip("'")
    return digits.isdigit() and len(digits) >= 6


def _rest(heading: str, rated: bool) -> Meaning:
    return Meaning("raw", indicator=heading) if rated else Meaning(IGNORE, sure=0.0)


def _offer(heading: str, offered: Meaning) -> Question:
    return Question(
        "ask_column", heading, (offered.field, IGNORE), offered.field, blocking=False,
        detail={"ask": "columns", "confidence": round(offered.sure, 2)},
    )  # fmt: skip


def _without_spare_indicators(found, has_rows_of_values: bool, told: dict, header: list[str]) -> list[Meaning]:
    """In a long file (a column of values) a heading that also is an indicator's name is an ordinary remark column."""
    if not has_rows_of_values:
        return list(found)
    return [
        meaning
        if meaning.indicator is None or texts.key(heading) in told or meaning.period
        else Meaning(IGNORE, sure=0.0)
        for heading, meaning in zip(header, found, strict=True)
    ]


_MANY = ("raw", "period", IGNORE, FORBIDDEN)  # fields that several columns may carry


def _one_each(header: list[str], found: list[Meaning], told: dict) -> tuple[list[Meaning], list[Question]]:
    """Two columns of one meaning: the mapping's choice stands; a surer match stands; else the planner is asked."""
    kept, questions = list(found), []
    for field in {meaning.field for meaning in found}:
        places = [at for at, meaning in enumerate(found) if meaning.field == field]
        if field == "raw":
            places = [at for at in places if found[at] == Meaning("raw")]
        if len(places) < 2 or (field in _MANY and field != "raw"):
            continue
        chosen = [at for at in places if texts.key(header[at]) in told] or [
            at for at in places if fields.TEMPLATE.get(texts.key(header[at]).replace(" ", "_")) == field
        ]
        if len(chosen) != 1:
            chosen = places[:1]
            choices = tuple(header[at] for at in places)
            blocking = field in ("raw", "nip", "agency", "indicator", "source")
            questions.append(
                Question("ask_column_of", field, choices, choices[0], blocking, {"ask": "column_of", "field": field})
            )
        for at in places:
            if at not in chosen:
                kept[at] = Meaning(IGNORE, sure=0.0)
    return kept, questions


def _notices(header: list[str], meanings: list[Meaning]) -> list[Problem]:
    """What the planner is told about columns that are not taken in."""
    pairs = list(zip(header, meanings, strict=True))
    notices = [
        Problem("column_forbidden", column=heading, blocking=False) for heading, m in pairs if m.field == FORBIDDEN
    ]
    spare = [heading for heading, m in pairs if m.field == IGNORE and m.sure < 1 and heading != SECTION_HEADING]
    if spare:
        listed = ", ".join(values.shown(heading) for heading in spare[:12]) + (", ..." if len(spare) > 12 else "")
        notices.append(Problem("columns_ignored", found=listed, blocking=False, detail={"count": len(spare)}))
    near = [(heading, m) for heading, m in pairs if SURE <= m.sure < 1 and m.field not in (IGNORE, FORBIDDEN)]
    notices += [Problem("column_near", column=heading, found=m.field, blocking=False) for heading, m in near]
    return notices
