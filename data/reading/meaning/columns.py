"""Headings -> meanings: a field, an indicator, a source or a period inside the heading; what is unsure is asked."""

from collections.abc import Callable, Iterable
from functools import cache

from data.reading.cells import numbers
from data.reading.form.table.table import SECTION_HEADING, Question, Table
from data.reading.meaning import columns_by_cells, file_kinds, headings, names
from data.reading.meaning.file_kinds import FORBIDDEN, IGNORE
from data.reading.meaning.headings import Meaning, Spoken, from_json
from data.reading.meaning.mapping import answer_of
from data.reading.meaning.surroundings import Around
from data.reading.meaning.survey import CODED
from data.terms import spelling as texts
from data.terms.problems import Problem

SURE, OFFER = 0.9, 0.72  # likeness from which a heading is taken, and from which it is offered
_SECTION = "section"  # until it is known what section rows name


def understand(
    table: Table, known, mapping: dict, said: Around | None = None
) -> tuple[list[Meaning], list[Problem], list[Question]]:
    """One meaning per column of the table, with notices of what is dropped and questions where nobody may guess.

    A heading is read, in this order: as the mapping says; as a template heading or a header alias; as an indicator,
    alone or with a source or period beside it; by what its cells are; as a near match of an alias; as a new indicator,
    where the column holds ratings and no column of values stands elsewhere. The rest is ignored, and said to be.
    """
    spoken = _spellings(known, mapping, said)
    told = {texts.key(heading): from_json(each) for heading, each in mapping.get("columns", {}).items()}
    footnotes = table.detected.get("footnote_digits") or {}
    bare = [footnotes.get(heading, heading) for heading in table.header]
    missing = names.missing(known, mapping)

    @cache
    def rated(place: int) -> bool:
        return _rated(table.sample.columns[place], mapping, missing)

    found = [_by_heading(*pair, told, spoken) for pair in zip(table.header, bare, strict=True)]
    found = _without_words(found, table.header, told, spoken, rated)
    long = _long(found, mapping, rated)
    elsewhere = bool(mapping.get("agency") or (said and said.agency) or _SECTION in {m.field for m in found if m})
    questions = columns_by_cells.by_cells(
        table, found, known, mapping.get("region"), frozenset(told), elsewhere, missing
    )
    questions += _pieces_without_year(found, table.header, spoken)
    questions += _near_or_new(found, table.header, bare, spoken, lambda place: not long and rated(place))
    every = [meaning or Meaning(IGNORE) for meaning in found]  # none is left without one by now
    every = _section(every, table, known, mapping, said)
    every = _without_spare_indicators(every, long, told, table.header)
    meanings, clashes = _one_each(table.header, _without_sums(every, told, table.header, spoken.indicators), told)
    if not any(m.field in ("raw", "value") for m in meanings):
        meanings = _sums_alone(meanings, table.header, told, rated)
    meanings = [
        Meaning(IGNORE) if m.indicator and (answer_of(mapping, "indicator", m.indicator) or {}).get("leave_out") else m
        for m in meanings
    ]
    return meanings, _notices(table.header, meanings), questions + clashes


def _spellings(known, mapping: dict, said: Around | None) -> Spoken:
    template = {texts.key(heading): field for heading, field in file_kinds.TEMPLATE.items()}
    year = mapping.get("year") or (said.year if said else None)
    return Spoken(
        template | names.of(known, "header").codes,
        names.of(known, "indicator"),
        names.of(known, "source"),
        year and int(year),
    )


def _by_heading(heading: str, bare: str, told: dict, spoken: Spoken) -> Meaning | None:
    """What the mapping says of a heading, else the heading itself; `bare` is without the digit of a footnote."""
    if meaning := told.get(texts.key(heading)) or told.get(texts.key(bare)):
        return meaning
    return Meaning(_SECTION) if heading == SECTION_HEADING else headings.read(bare, spoken)


def _without_words(
    found: list[Meaning | None], header: list[str], told: dict, spoken: Spoken, rated: Callable[[int], bool]
) -> list[Meaning | None]:
    """A heading that would be a new indicator ("Reporting Level_2015": it has a year) over words is none."""
    return [
        Meaning(IGNORE, sure=0.0)
        if m and m.indicator and m.indicator not in spoken.indicators.labels
        and texts.key(header[place]) not in told and not rated(place)
        else m
        for place, m in enumerate(found)
    ]  # fmt: skip


def _long(found: list[Meaning | None], mapping: dict, rated: Callable[[int], bool]) -> bool:
    """Whether each row holds one value, in a column of its own: where a column (or the mapping) names the indicator,
    or no two columns hold values of an indicator each."""
    lone = [m for m in found if m and m.field == "raw" and m.indicator is None and m.source is None]
    if not lone or mapping.get("indicator") or any(m and m.field == "indicator" for m in found):
        return bool(lone)
    return sum(1 for place, m in enumerate(found) if m and m.indicator and rated(place)) < 2


def _pieces_without_year(found: list[Meaning | None], header: list[str], spoken: Spoken) -> list[Question]:
    """Several headings that are pieces of a year ("TW I", "TW II") hold values of a year that must be asked for."""
    pieces = [place for place, m in enumerate(found) if m is None and headings.piece(header[place])]
    if spoken.year or len(pieces) < 2:
        return []
    for place in pieces:
        found[place] = Meaning(IGNORE)
    return [Question("ask_year", header[pieces[0]], detail={"ask": "set:year"})]


def _near_or_new(
    found: list[Meaning | None], header: list[str], bare: list[str], spoken: Spoken, is_new: Callable[[int], bool]
) -> list[Question]:
    """Headings nobody knows: nearly an alias, a new indicator, or ignored; a likeness that is not sure is asked."""
    questions = []
    for place in (place for place, meaning in enumerate(found) if meaning is None):
        near = _near(bare[place], spoken.fields, found)
        if near and near.sure >= SURE:
            found[place] = near
        elif is_new(place):
            found[place] = Meaning("raw", indicator=bare[place])
        else:
            found[place] = Meaning(IGNORE, sure=0.0)
            questions += [_offer(header[place], near)] if near else []
    return questions


def _section(found: list[Meaning], table: Table, known, mapping: dict, said: Around | None) -> list[Meaning]:
    """Section rows name the agencies where nothing else does (or where all are known ones), else the units of the
    people below them."""
    fields_found = {meaning.field for meaning in found}
    agencies = names.of(known, "agency", mapping.get("region"))
    rows = [text for _, text in table.detected.get("section_rows", ())]
    all_known = bool(rows) and all(agencies.exact(text) for text in rows)
    told = bool(mapping.get("agency") or (said and said.agency))
    if "agency" not in fields_found and (all_known or not told):
        means = Meaning("agency")
    elif "nip" in fields_found and "unit" not in fields_found:
        means = Meaning("unit")
    else:
        means = Meaning(IGNORE)
    return [means if meaning.field == _SECTION else meaning for meaning in found]


def _without_sums(found: list[Meaning], told: dict, header: list[str], indicators: names.Names) -> list[Meaning]:
    """Beside columns of several sources or several known indicators, a column of values that names neither ("Nilai
    Akhir", "IKM") is worked out from them; so is a share (%) beside targets and what was reached."""
    named = {meaning.field for meaning in found}
    sided = sum(1 for meaning in found if meaning.field == "raw" and meaning.source)
    wide = sum(1 for meaning in found if meaning.indicator in indicators.labels)
    lone = ("source" not in named and sided >= 2) or ("indicator" not in named and wide >= 2)
    reached = {"value", "target"} <= named

    def is_sum(heading: str, meaning: Meaning) -> bool:
        if texts.key(heading) in told or meaning.field != "raw":
            return False
        own = meaning.indicator == heading
        if reached and own and ("%" in heading or "persen" in texts.key(heading)):
            return True
        return lone and (meaning == Meaning("raw") or (own and texts.is_sum(heading)))

    return [
        Meaning(IGNORE, sure=0.0) if is_sum(heading, meaning) else meaning
        for heading, meaning in zip(header, found, strict=True)
    ]


def _sums_alone(meanings: list[Meaning], header: list[str], told: dict, rated: Callable[[int], bool]) -> list[Meaning]:
    """Where a file holds no other values, the index that usually follows from them (IKM) is what it is about."""
    return [
        Meaning("raw", indicator=heading)
        if m.field == IGNORE and texts.key(heading) not in told and texts.is_sum(heading) and rated(place)
        else m
        for place, (heading, m) in enumerate(zip(header, meanings, strict=True))
    ]


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


def _rated(cells: Iterable[object], mapping: dict, missing: frozenset[str]) -> bool:
    """Whether a column of the sample holds ratings: numbers, or words that the mapping gives a value."""
    words = {texts.key(word) for word in mapping.get("values", {}).get("score", {})}
    said = [cell for cell in cells if not numbers.is_missing(cell, missing)]
    rated = sum(1 for cell in said if numbers.looks_numeric(cell) or (words and texts.key(str(cell)) in words))
    return bool(said) and rated >= 0.8 * len(said) and not all(_serial(cell) for cell in said)


def _serial(cell: object) -> bool:
    digits = str(cell).strip().lstrip("'")
    return digits.isdigit() and len(digits) >= 6


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
            at for at in places if file_kinds.TEMPLATE.get(texts.key(header[at]).replace(" ", "_")) == field
        ]
        if len(chosen) != 1 and field == "agency":  # a code and a name: the name
            chosen = [at for at in places if not CODED.search(texts.key(header[at]))]
        if len({found[at].period for at in places}) == len(places) and field in ("value", "target"):
            continue
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
        listed = ", ".join(numbers.shown(heading) for heading in spare[:12]) + (", ..." if len(spare) > 12 else "")
        notices.append(Problem("columns_ignored", found=listed, blocking=False, detail={"count": len(spare)}))
    near = [(heading, m) for heading, m in pairs if SURE <= m.sure < 1 and m.field not in (IGNORE, FORBIDDEN)]
    notices += [Problem("column_near", column=heading, found=m.field, blocking=False) for heading, m in near]
    return notices
