"""What stands around a table and holds for all its rows: its titles, the name of its sheet, the name of its file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.reading.cells import numbers, scale
from data.reading.form.table.table import Table
from data.reading.meaning import headings, names, surrounding_periods
from data.reading.meaning.headings import Meaning
from data.terms import spelling as texts
from data.terms.office_words import ISSUERS, agency_in
from data.terms.problems import Problem

_SCALE = re.compile(r"\bskala\b[^0-9]{0,20}([01]\s*(?:-|–|s/?d\.?|s\.d\.|sampai)\s*\d{1,3})\b", re.IGNORECASE)
OFFICIAL = frozenset({"work_result", "work_behavior", "predicate", "skp_status"})
TITLE, FOOTNOTE, SHEET_NAME, FILE_NAME = (
    "title",
    "footnote",
    "sheet_name",
    "file_name",
)  # where something is said (codes.place)
_RATED_BY = frozenset(("penilaian", "nilai", "hasil", "dari", "oleh", "menurut", "sumber", "penilai", "rated", "by"))
_SHORTEST = 6  # letters of an agency's name that may be met inside a sentence


@dataclass(frozen=True)
class Surroundings:
    """`agency` is a name, known or not; `period` a code both titles and names agree on; `possible_periods` are those
    that could be meant where they do not; `year` completes periods that name none; `where` says where each was found.
    """

    agency: str | None = None
    period: str | None = None
    possible_periods: tuple[str, ...] = ()
    year: int | None = None
    scale: tuple[float, float] | None = None
    where: dict[str, str] = field(default_factory=dict)


def read(table: Table, file_name: str, known, region: str | None) -> Surroundings:
    """Everything that the surroundings of a table say; what stands below it may name the scale alone."""
    titles = [str(text) for _, text in table.detected.get("title_rows", ())]
    sheet = str(table.detected.get("sheet") or "")
    sheet = "" if re.fullmatch(r"(sheet|lembar|worksheet|table|tabel)\s*\d*", sheet.strip(), re.IGNORECASE) else sheet
    stem = file_name.rpartition(".")[0] or file_name
    in_titles, in_sheet, in_name = (surrounding_periods.within(lines) for lines in (titles, [sheet], [stem]))
    period, possible, year = surrounding_periods.choose(in_titles, in_sheet, in_name)
    if period is None and not possible:
        possible = tuple(map(str, sorted(surrounding_periods.years_in(stem))))
    where = {"period": _place(period, in_titles, in_sheet)}
    known_names = names.of(known, "agency", region)
    agency, where["agency"] = _agency(titles, sheet, stem, known_names)
    if agency and ISSUERS.search(texts.key(agency)):
        agency = None
    notes = [str(text) for _, text in table.detected.get("footnotes", ())]
    scales = {both for line in (*titles, *notes) for match in _SCALE.findall(line) if (both := _scale(match))}
    where["scale"] = TITLE if any(map(_SCALE.search, titles)) else FOOTNOTE
    return Surroundings(agency, period, possible, year, scales.pop() if len(scales) == 1 else None, where)


def said_by_sections(rows: list[str], said: set[str], known) -> str | None:
    """The field that all section rows speak of: "Penilaian rekan kerja", "Semester I 2025", "Komunikasi", "Skala 1-5";
    not one of those that are said elsewhere. What cannot be read among them is asked, or refused, as in any column of
    it."""
    sources, indicators = names.of(known, "source"), names.of(known, "indicator")

    def of_period(text: str) -> bool:
        named = surrounding_periods.within([text])
        return bool(named.codes or named.parts)

    def of_source(text: str) -> bool:
        return sources.exact(" ".join(word for word in texts.key(text).split() if word not in _RATED_BY)) is not None

    tests = {
        "scale": lambda text: scale.read(text) is not None,
        "period": of_period,
        "source": of_source,
        "indicator": lambda text: indicators.exact(text) is not None,
    }
    return next((name for name, fits in tests.items() if rows and name not in said and all(map(fits, rows))), None)


def completed(
    given: dict, asked: dict, surroundings: Surroundings, meanings: list[Meaning]
) -> tuple[dict, list[Problem]]:
    """The mapping with what the surroundings say where neither the planner (`asked`) nor a column does, and notices."""
    fields, mapping, notices = {meaning.field for meaning in meanings}, dict(given), []
    ratings = [meaning for meaning in meanings if meaning.field in ("raw", "value")]
    if "agency" not in fields and "agency" not in asked:
        mapping.pop("agency", None)
        if surroundings.agency:
            mapping["agency"] = surroundings.agency
            notices.append(_notice("agency", surroundings.agency, surroundings))
    in_headings = bool(ratings) and all(meaning.period for meaning in ratings)
    if "period" in fields:
        if surroundings.year and not given.get("year"):
            mapping["year"] = surroundings.year
    elif not in_headings and surroundings.period and _needs_period(fields):
        if not given.get("period"):
            mapping["period"] = surroundings.period
            notices.append(_notice("period", surroundings.period, surroundings))
        elif str(given["period"]) != surroundings.period:
            notices.append(
                Problem("period_differs", found=surroundings.period, expected=str(given["period"]), blocking=False)
            )
    if (
        surroundings.scale
        and "scale" not in asked
        and "raw" in fields
        and not fields & {"scale", "scale_min", "scale_max"}
    ):
        mapping["scale"] = list(surroundings.scale)
        notices.append(_notice("scale", f"{surroundings.scale[0]:g}-{surroundings.scale[1]:g}", surroundings))
    return mapping, notices


def _needs_period(fields: set[str]) -> bool:
    """Rows of training have dates, and official ratings the dates of their SKP: those say more than a title."""
    if "raw" in fields or "value" in fields:
        return True
    return not (("ends" in fields and fields & OFFICIAL) or fields & {"title", "programme", "learning_hours"})


def _notice(field: str, text: str, surroundings: Surroundings) -> Problem:
    return Problem("said_around", found=numbers.shown(text), expected=surroundings.where[field], blocking=False,
                   detail={"field": field})  # fmt: skip


def _place(
    period: str | None, titles: surrounding_periods.PeriodsNamed, sheet: surrounding_periods.PeriodsNamed
) -> str:
    def says(named: surrounding_periods.PeriodsNamed) -> bool:
        return bool(named.codes or named.years or named.parts)

    return TITLE if says(titles) else SHEET_NAME if says(sheet) else FILE_NAME


def _agency(titles: list[str], sheet: str, stem: str, known: names.Names) -> tuple[str | None, str]:
    """The one agency named around the table: a known one in the titles, the sheet's whole name, a known one in the
    file's name, or an unknown one that a title plainly names."""
    codes = _known_in(titles, known)
    if len(codes) == 1:
        return known.labels[codes.pop()], TITLE
    if codes:
        return None, ""
    if sheet and (code := known.exact(sheet)):
        return known.labels[code], SHEET_NAME
    spelled = {name for title in titles if (name := agency_in(title))}
    unknown = {texts.key(name): name.strip(" .,-–") for name in spelled if len(name.split()) > 1}
    if len(unknown) == 1:
        return unknown.popitem()[1], TITLE
    codes = _known_in([re.sub(r"[_\-.]+", " ", stem)], known)
    return (known.labels[codes.pop()], FILE_NAME) if len(codes) == 1 and not unknown else (None, "")


def _known_in(lines: Iterable[str], known: names.Names) -> set[str]:
    """The known agencies whose names stand in some lines, a name inside a longer one left aside."""
    codes: set[str] = set()
    for line in lines:
        key_of_line = f" {texts.key(line)} "
        met = [spelling for spelling in known.codes if f" {spelling} " in key_of_line and _tells(spelling, known)]
        longest = [
            spelling_met
            for spelling_met in met
            if not any(spelling_met != other and f" {spelling_met} " in f" {other} " for other in met)
        ]
        codes |= {known.codes[spelling] for spelling in longest}
    return codes


def _tells(spelling: str, known: names.Names) -> bool:
    """Whether a spelling inside a sentence is sure to mean its agency: "Wonosari" alone is also a place."""
    words = texts.key(known.labels.get(known.codes[spelling], "")).split()
    return len(spelling) >= _SHORTEST and (" " in spelling or spelling not in words)


def _scale(text: str) -> tuple[float, float] | None:
    return headings.without_scale(f"- ({text})")[1]
