"""The groups of a file whose rows name no scale, and the numbers each holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from data.reading.cells import numbers, worded
from data.reading.cells.distinct import Encoded, combined
from data.reading.judging.field import Field
from data.reading.judging.records import Records, read_numbers
from data.reading.meaning import interpretation, names
from data.reading.meaning.interpretation import OK, OUT, Interpretation
from data.reading.meaning.scale_rules import PARTS, Rule, covered
from data.reading.meaning.survey import Survey
from data.terms import spelling as texts

_MOST_NAMES = 6  # groups named in one question


def rules(file: Interpretation) -> list[Rule]:
    """The mapping's rules as codes where their names are known; the surest first: of values, then of more parts."""
    read = [
        Rule(
            tuple(identity(file, part, each.get(part)) for part in PARTS),
            _ends(each.get("values")),
            _ends(each.get("scale")),
            each.get("places", 0),
        )
        for each in file.mapping.get("scales") or ()
    ]
    return sorted(read, key=lambda rule: (rule.values is None, rule.parts.count(None)))


def _ends(pair: list[float] | None) -> tuple[float, float] | None:
    return (float(pair[0]), float(pair[1])) if pair else None


def groups(records: Records, place: int) -> tuple[np.ndarray, list[tuple[str | None, ...]]]:
    """The group of each record in one column of values, and what the groups are: codes, else names as they stand."""
    meaning, parts = records.file.meanings[place], []
    for name in PARTS:
        fixed = getattr(meaning, name, None)
        if fixed is not None:
            parts.append(Encoded(np.zeros(records.n, np.int64), [identity(records.file, name, fixed)]))
        else:
            field = records.fields[name]
            parts.append(Encoded(field.codes, _identities(field)))
    codes, tuples = combined(parts)
    return codes, tuples


def facts(file: Interpretation, survey: Survey, percent: bool = False) -> tuple[pd.DataFrame, list[tuple]]:
    """(one row per value of a group: group, value, rows; the groups), of numbers (or of percentages) whose scale
    nothing tells yet."""
    known: dict[tuple, int] = {}
    parts = []
    for stretch in unscaled(file, survey, percent):
        own = np.array([known.setdefault(each, len(known)) for each in stretch.groups], np.int64)
        pairs, rows = np.unique(stretch.group * len(stretch.values) + stretch.code, return_counts=True)
        group, code = np.divmod(pairs, max(1, len(stretch.values)))
        parts.append(pd.DataFrame({"group": own[group], "value": stretch.values[code], "rows": rows}))
    named = [any(each[part] for each in known) for part in range(len(PARTS))]
    lacking = [number for each, number in known.items() if any(n and not p for n, p in zip(named, each, strict=True))]
    every = pd.concat(parts) if parts else pd.DataFrame({"group": [], "value": [], "rows": []})
    every = every[~every["group"].isin(lacking)]  # such rows are refused
    return every.groupby(["group", "value"], as_index=False)["rows"].sum(), list(known)


def lines(
    file: Interpretation, survey: Survey, wanted: set[tuple[tuple, float]], most: int, percent: bool = False
) -> list[int]:
    """The first lines whose group and value are wanted."""
    found: set[int] = set()
    for stretch in unscaled(file, survey, percent):
        hit = np.isin(stretch.values, [value for _, value in wanted])[stretch.code]
        for line, group, code in zip(
            *(part[hit] for part in (stretch.lines, stretch.group, stretch.code)), strict=True
        ):
            if (stretch.groups[group], float(stretch.values[code])) in wanted:
                found.add(int(line))
    return sorted(found)[:most]


def lines_of(file: Interpretation, survey: Survey, cells: set, most: int) -> list[int]:
    """The first lines with one of these cells among their values."""
    found: set[int] = set()
    for piece, kept in zip(survey.pieces(), survey.kept, strict=True):
        records = Records(file, piece, kept)
        for place in file.places("raw"):
            column = records.encoded(place)
            hit = column.where([cell in cells for cell in column.unique]) & ~records.chosen_out()
            found.update(records.lines[hit].tolist())
        if len(found) >= most:
            break
    return sorted(found)[:most]


def selectors(inside: set[tuple], outside: set[tuple]) -> list[dict[str, str]]:
    """The fewest parts (indicator, source, agency) that tell some groups from the others, and what they are: rules of
    the mapping's `scales`, still without a scale."""
    for count in range(len(PARTS) + 1):
        for places in combinations(range(len(PARTS)), count):
            mine = {tuple(each[place] for place in places) for each in inside}
            if mine.isdisjoint(tuple(each[place] for place in places) for each in outside):
                parts = [PARTS[place] for place in places]
                return [_named(parts, each) for each in sorted(mine, key=str)]
    return []


def _named(parts: Sequence[str], names_of: Sequence[str | None]) -> dict[str, str]:
    return {part: name for part, name in zip(parts, names_of, strict=True) if name}


def called(file: Interpretation, chosen: list[dict[str, str]]) -> str:
    """What the groups are called: "Komunikasi - Rekan sejawat"."""
    said = [" - ".join(file.names(part).labels.get(name, name) for part, name in each.items()) for each in chosen]
    said = [each for each in said if each]
    return "; ".join(said[:_MOST_NAMES]) + ("; ..." if len(said) > _MOST_NAMES else "")


@dataclass(frozen=True)
class Stretch:
    """Values of the column at `place` in one piece: the i-th is in row `rows[i]` of `records`, on `lines[i]`, of
    `groups[group[i]]`, and is `values[code[i]]`."""

    records: Records
    place: int
    rows: np.ndarray
    lines: np.ndarray
    group: np.ndarray
    groups: list[tuple[str | None, ...]]
    code: np.ndarray
    values: np.ndarray


def unscaled(file: Interpretation, survey: Survey, percentages: bool) -> Iterator[Stretch]:
    """Every number (or every percentage) in a row whose scale nothing tells: no rule set, no rule of the mapping."""
    scales = interpretation.rule_scales(file.known)
    places = [place for place in file.places("raw") if not file.meanings[place].scale]
    for piece, kept in zip(survey.pieces(), survey.kept, strict=True):
        records = Records(file, piece, kept)
        use = ~records.chosen_out() & ~records.agency().where(OUT)
        for name in ("indicator", "source"):
            use &= ~records.named(name, required=False).where(OUT)
        ruled = records.named("rule_set", required=False)
        use &= ~np.array([value in scales for value in ruled.values], dtype=bool)[ruled.codes]
        for place in places:
            column = records.encoded(place)
            value, percent, state = scored(file, column.unique)
            good = use & ((state == 0) & (percent == percentages))[column.codes]
            group, tuples = groups(records, place)
            for rule in file.scale_rules:
                good &= ~covered(rule, group, tuples, value[column.codes])
            rows, of = np.flatnonzero(good), group[good].astype(np.int64)
            yield Stretch(records, place, rows, records.lines[good], of, tuples, column.codes[good], value)


def scored(file: Interpretation, cells) -> tuple[np.ndarray, ...]:
    """Value, percent and state of unique cells, words as the mapping values them."""
    told = file.mapping.get("values", {}).get("score", {})
    words = {worded.key(word): value for word, value in told.items() if not numbers.looks_numeric(word)}
    value, percent, state = read_numbers(file, cells)
    for index, cell in enumerate(cells if told else ()):
        if not isinstance(cell, str):
            continue
        number = numbers.looks_numeric(cell)  # "4/5" and "4,5" are alike but for their signs
        if cell.strip() in told or (not number and worded.key(cell) in words):
            meant = told[cell.strip()] if cell.strip() in told else words[worded.key(cell)]
            value[index], state[index] = (np.nan, 1) if meant is None else (float(meant), 0)
    return value, percent, state


def _identities(field: Field) -> list[str | None]:
    return [
        value if state == OK else None if numbers.is_missing(cell) else texts.key(names.texts_of([cell])[cell][0])
        for value, state, cell in zip(field.values, field.states, field.cells, strict=True)
    ]


def identity(file: Interpretation, kind: str, name: str | None) -> str | None:
    """What a group is told by: the code of a name that the file or the mapping says, else the key of its text."""
    if name is None:
        return None
    table = file.resolved.get(kind, {})
    pairs = [(each[1] if kind == "agency" else each, given) for each, given in table.items()]
    if name in file.names(kind).labels:
        return name
    wanted = texts.key(name)
    code = next((code for text, (code, state) in pairs if text and texts.key(text) == wanted and state == OK), None)
    code = code or next((code for _, (code, state) in pairs if state == OK and code == name), None)
    return code or file.names(kind).exact(name) or wanted
