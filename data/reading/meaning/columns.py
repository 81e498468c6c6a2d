"""Headings -> meanings: a field, an indicator, a source or a period inside the heading; what is unsure is asked."""

from collections.abc import Callable
from functools import cache

from data.reading.cells import numbers, ratings, worded
from data.reading.form.table.table import SECTION_HEADING, Question, Table
from data.reading.meaning import code_columns, columns_by_cells, file_kinds, headings, names, spare_columns
from data.reading.meaning.file_kinds import FORBIDDEN, IGNORE
from data.reading.meaning.headings import Meaning, Spellings, from_json
from data.reading.meaning.mapping import Answers
from data.reading.meaning.surroundings import Surroundings, said_by_sections
from data.terms import spelling as texts
from data.terms.problems import Problem

SURE, OFFER = 0.9, 0.72  # likeness from which a heading is taken, and from which it is offered
_SECTION = "section"  # until it is known what section rows name


def understand(
    table: Table, known, mapping: dict, surroundings: Surroundings | None = None
) -> tuple[list[Meaning], list[Problem], list[Question]]:
    """One meaning per column of the table, with notices of what is dropped and questions where nobody may guess.

    A heading is read, in this order: as the mapping says; as a template heading or a header alias; as an indicator,
    alone or with a source or period beside it; by what its cells are; as a near match of an alias; as a new indicator,
    where the column holds ratings and no column of values stands elsewhere. The rest is ignored, and said to be.
    """
    spellings = _spellings_of(known, mapping, surroundings)
    mapped = {texts.key(heading): from_json(each) for heading, each in mapping.get("columns", {}).items()}
    footnotes = table.detected.get("footnote_digits") or {}
    bare = [footnotes.get(heading, heading) for heading in table.header]
    missing = names.missing(known, mapping)

    @cache
    def rated(place: int) -> bool:
        return ratings.rated(table.sample.columns[place], mapping, missing)

    def stamped(place: int) -> bool:
        return ratings.stamped(table.sample.columns[place], missing)

    understood = [_by_heading(*pair, mapped, spellings) for pair in zip(table.header, bare, strict=True)]
    understood = _without_words(understood, table.header, mapped, spellings, rated, stamped)
    understood = spare_columns.without_other_scales(understood, table, frozenset(mapped), missing)
    long = _long(understood, mapping, rated)
    elsewhere = bool(
        mapping.get("agency")
        or (surroundings and surroundings.agency)
        or _SECTION in {m.field for m in understood if m}
    )
    questions = columns_by_cells.by_cells(
        table, understood, known, mapping.get("region"), frozenset(mapped), elsewhere, missing
    )
    questions += _pieces_without_year(understood, table.header, spellings)

    def is_new(place: int) -> bool:
        heading, cells = table.header[place], table.sample.columns[place]
        numbered = spare_columns.UNNAMED.fullmatch(heading) or spare_columns.is_id(heading, cells)
        return (
            not long and not numbered and not spare_columns.rates_nobody(heading, table.header, cells) and rated(place)
        )

    questions += _near_or_new(understood, table.header, bare, spellings, is_new)
    meanings = [meaning or Meaning(IGNORE) for meaning in understood]  # none is left without one by now
    meanings = _section(meanings, table, known, mapping, surroundings)
    meanings = code_columns.settled(table.header, meanings, mapped, elsewhere)
    meanings = spare_columns.without_spare_indicators(meanings, long, mapped, table.header)
    meanings, clashes = spare_columns.one_each(
        table.header, spare_columns.without_sums(meanings, mapped, table.header, spellings.indicators), mapped
    )
    if not any(m.field in ("raw", "value") for m in meanings):
        meanings = spare_columns.sums_alone(meanings, table.header, mapped, rated)
    answers = Answers(mapping, "indicator")
    meanings = [
        Meaning(IGNORE) if m.indicator and (answers.of(m.indicator) or {}).get("leave_out") else m for m in meanings
    ]
    questions += spare_columns.values_twice(table.header, meanings, mapped)
    questions += _survey_or_staff(table, meanings, mapping, missing)
    return meanings, [*_ids(table, meanings, spellings), *_notices(table, meanings)], questions + clashes


def _spellings_of(known, mapping: dict, surroundings: Surroundings | None) -> Spellings:
    template = {texts.key(heading): field for heading, field in file_kinds.TEMPLATE.items()}
    year = mapping.get("year") or (surroundings.year if surroundings else None)
    return Spellings(
        template | names.of(known, "header").codes,
        names.of(known, "indicator"),
        names.of(known, "source"),
        year and int(year),
    )


def _by_heading(heading: str, bare: str, mapped: dict, spellings: Spellings) -> Meaning | None:
    """What the mapping says of a heading, else the heading itself; `bare` is without the digit of a footnote."""
    if meaning := mapped.get(texts.key(heading)) or mapped.get(texts.key(bare)):
        return meaning
    return Meaning(_SECTION) if heading == SECTION_HEADING else headings.read(bare, spellings)


def _without_words(
    meanings: list[Meaning | None],
    header: list[str],
    mapped: dict,
    spellings: Spellings,
    rated: Callable[[int], bool],
    stamped: Callable[[int], bool],
) -> list[Meaning | None]:
    """A heading that would be a new indicator ("Reporting Level_2015": it has a year) over words is none, nor is a
    known one over the hours at which forms were filled in ("Waktu penyelesaian")."""
    return [
        Meaning(IGNORE, sure=0.0)
        if m and m.indicator and texts.key(header[place]) not in mapped and not rated(place)
        and (m.indicator not in spellings.indicators.labels or stamped(place))
        else m
        for place, m in enumerate(meanings)
    ]  # fmt: skip


def _long(meanings: list[Meaning | None], mapping: dict, rated: Callable[[int], bool]) -> bool:
    """Whether each row holds one value, in a column of its own: where a column (or the mapping) names the indicator,
    or no two columns hold values of an indicator each."""
    lone = [m for m in meanings if m and m.field == "raw" and m.indicator is None and m.source is None]
    if not lone or mapping.get("indicator") or any(m and m.field == "indicator" for m in meanings):
        return bool(lone)
    return sum(1 for place, m in enumerate(meanings) if m and m.indicator and rated(place)) < 2


def _pieces_without_year(meanings: list[Meaning | None], header: list[str], spellings: Spellings) -> list[Question]:
    """Several headings that are pieces of a year ("TW I", "TW II") hold values of a year that must be asked for."""
    pieces = [place for place, m in enumerate(meanings) if m is None and headings.piece(header[place])]
    if spellings.year or len(pieces) < 2:
        return []
    for place in pieces:
        meanings[place] = Meaning(IGNORE)
    return [Question("ask_year", header[pieces[0]], detail={"ask": "set:year"})]


def _near_or_new(
    meanings: list[Meaning | None],
    header: list[str],
    bare: list[str],
    spellings: Spellings,
    is_new: Callable[[int], bool],
) -> list[Question]:
    """Headings nobody knows: nearly an alias, a new indicator, or ignored; a likeness that is not sure is asked."""
    questions = []
    for place in (place for place, meaning in enumerate(meanings) if meaning is None):
        near = _near(bare[place], spellings.fields, meanings)
        if near and near.sure >= SURE:
            meanings[place] = near
        elif is_new(place):
            meanings[place] = Meaning("raw", indicator=bare[place])
        else:
            meanings[place] = Meaning(IGNORE, sure=0.0)
            questions += [_offer(header[place], near)] if near and near.field != IGNORE else []
    return questions


def _section(
    meanings: list[Meaning], table: Table, known, mapping: dict, surroundings: Surroundings | None
) -> list[Meaning]:
    """Section rows that all name sources, periods or indicators say that of the rows below them, where no column does.
    Else they name the agencies where nothing else does (or where all are known ones), else units of people."""
    fields_found = {meaning.field for meaning in meanings}
    agencies = names.of(known, "agency", mapping.get("region"))
    rows = [text for _, text in table.detected.get("section_rows", ())]
    all_known = bool(rows) and all(agencies.exact(text) for text in rows)
    around = surroundings.agency if surroundings else None
    of_part = bool(around and rows and texts.key(around) == texts.key(rows[0]))  # of several tables the title of one
    agency_named = bool(mapping.get("agency") or (around and not of_part))
    parts = ("period", "source", "indicator")
    said = fields_found | {part for part in parts if any(getattr(meaning, part) for meaning in meanings)}
    if field := said_by_sections(rows, said, known):
        means = Meaning(field)
    elif "agency" not in fields_found and (all_known or not agency_named):
        means = Meaning("agency")
    elif "nip" in fields_found and "unit" not in fields_found:
        means = Meaning("unit")
    else:
        means = Meaning(IGNORE)
    return [means if meaning.field == _SECTION else meaning for meaning in meanings]


def _near(heading: str, aliases: dict, meanings: list[Meaning | None]) -> Meaning | None:
    taken = {meaning.field for meaning in meanings if meaning}
    wanted, best = texts.key(heading), None
    for alias, field in aliases.items():
        if field in taken and field not in (IGNORE, FORBIDDEN):
            continue
        score = names.likeness(wanted, alias, OFFER)
        if score >= OFFER and (best is None or score > best.sure) and min(len(wanted), len(alias)) > 3:
            best = Meaning(field, sure=score)
    return best


def _offer(heading: str, offered: Meaning) -> Question:
    return Question(
        "ask_column", heading, (offered.field, IGNORE), offered.field, blocking=False,
        detail={"ask": "columns", "confidence": round(offered.sure, 2)},
    )  # fmt: skip


def _survey_or_staff(table: Table, meanings: list[Meaning], mapping: dict, missing: frozenset[str]) -> list[Question]:
    """People beside unknown columns of grades in words ("Sangat baik") may be a survey as well as a list of staff."""
    fields_found = {meaning.field for meaning in meanings}
    if mapping.get("kind") or "raw" in fields_found or "nip" not in fields_found:
        return []
    for heading, cells, meaning in zip(table.header, table.sample.columns, meanings, strict=True):
        present = [cell for cell in cells if not numbers.is_missing(cell, missing)]
        answers = sum(map(worded.graded, present))
        if meaning.field == IGNORE and meaning.sure < 1 and present and answers >= 0.8 * len(present):
            return [Question("ask_kind", heading, ("evaluation", "roster"), None, True, {"ask": "set:kind"})]
    return []


def _ids(table: Table, meanings: list[Meaning], spellings: Spellings) -> list[Problem]:
    """Columns that are not taken in because they number the answers; said each time, for a mapping may say it too."""
    ids = [
        heading
        for heading, cells, m in zip(table.header, table.sample.columns, meanings, strict=True)
        if m.field == IGNORE and spellings.field(heading) is None and spare_columns.is_id(heading, cells)
    ]
    found = ", ".join(numbers.shown(heading) for heading in ids)
    return [Problem("columns_ids", found=found, blocking=False)] if ids else []


def _notices(table: Table, meanings: list[Meaning]) -> list[Problem]:
    """What the planner is told about columns that are not taken in; of those that rate nobody each time."""
    pairs = list(zip(table.header, meanings, strict=True))
    notices = [
        Problem("column_forbidden", column=heading, blocking=False) for heading, m in pairs if m.field == FORBIDDEN
    ]
    ignored = [place for place, (heading, m) in enumerate(pairs) if m.field == IGNORE and heading != SECTION_HEADING]
    spare = [
        table.header[place]
        for place in ignored
        if meanings[place].sure < 1
        or spare_columns.rates_nobody(table.header[place], table.header, table.sample.columns[place])
    ]
    if spare:
        listed = ", ".join(numbers.shown(heading) for heading in spare[:12]) + (", ..." if len(spare) > 12 else "")
        notices.append(Problem("columns_ignored", found=listed, blocking=False, detail={"count": len(spare)}))
    near = [(heading, m) for heading, m in pairs if SURE <= m.sure < 1 and m.field not in (IGNORE, FORBIDDEN)]
    notices += [Problem("column_near", column=heading, found=m.field, blocking=False) for heading, m in near]
    return notices
