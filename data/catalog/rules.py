"""Checks of reference rows: each cell for itself, then the rows of all tables together. All problems at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from data.catalog.declaration import EMPLOYEE_TYPES, FIELDS, MISSING, RATINGS, TABLES, Column, Table
from data.terms import periods
from data.terms.problems import Problem
from data.terms.spelling import key

_NUMBER = re.compile(r"^-?[0-9]+(?:\.[0-9]+)?$")
_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")
_SUM_SLACK = 1e-6
NAMED = {
    "indicator": "indicators",
    "position": "positions",
    "source": "sources",
    "predicate": "predicates",
    "rule_set": "rule_sets",
}
"""Alias kinds whose codes are rows with names of their own."""
_CODED = NAMED | {"agency": "agencies", "region": "regions", "programme": "programmes"}
"""Alias kinds whose codes are rows of a table."""
_FIXED = {"header": FIELDS, "rating": RATINGS, "missing": (MISSING,), "employee_type": EMPLOYEE_TYPES}


@dataclass(frozen=True)
class Row:
    """One checked row: `values` typed (str, float, int, bool or None), `line` where it stands in its file or table."""

    line: int
    values: dict
    retired: bool = False

    def key(self, table: Table) -> str:
        """The key of the row: its key columns joined with `|`."""
        return "|".join(str(self.values[name]) for name in table.key)

    def valid_from(self, table: Table) -> str:
        """The period from which this version of the row counts; '' is always, and in tables without versions."""
        return str(self.values["valid_from"]) if table.dated else ""


Rows = dict[str, list[Row]]


def name_key(text: str) -> str:
    """What two spellings of one name share; a text of signs only (`-`) is its own key."""
    return key(text) or text.strip()


def problem(code: str, table: str, line: int | None, column: str | None, found: object, expected: str) -> Problem:
    """A problem of a reference row; `detail` names the table and its file."""
    shown = None if found is None else str(found)[:80]
    return Problem(code, line, column, shown, expected, detail={"table": table, "file": f"{table}.csv"})


class _Refused(Exception):
    """A cell that is not what its column says; args: code, expected."""


def _text(value: object) -> str:
    if value is None or value != value:  # NaN and NaT are unequal to themselves
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return text.lower() if text in ("True", "False") else text


def _number(column: Column, text: str) -> float | int:
    if not _NUMBER.match(text) or (column.type == "integer" and "." in text):
        raise _Refused("reference_value", column.type)
    value = int(text) if column.type == "integer" else float(text)
    low, high = column.low, column.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise _Refused("reference_range", f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}")
    return value


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _Refused("reference_value", "YYYY-MM-DD") from None


def _period(text: str) -> str:
    if not periods.parse(text):
        raise _Refused("reference_value", "2025, 2025-S1, 2025-Q3, 2025-07")
    return text


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):  # a spreadsheet makes TRUE of it
        raise _Refused("reference_value", "true / false")
    return text.lower() == "true"


def _codes(text: str) -> str:
    if not all(_CODE.match(part) for part in text.split("|")):
        raise _Refused("reference_value", "A|B|C")
    return text


def _one_code(text: str) -> str:
    if not _CODE.match(text):
        raise _Refused("reference_value", "A-Z a-z 0-9 _ . -")
    return text


_READ: dict[str, Callable[[str], object]] = {
    "code": _one_code,
    "list": _codes,
    "boolean": _boolean,
    "period": _period,
    "date": _day,
    "text": str,
}


def cell(column: Column, value: object) -> object:
    """The typed value of one cell; raises `_Refused`."""
    text = _text(value)
    if not text:
        if column.required:
            raise _Refused("reference_empty", column.name)
        return None if column.type in ("number", "integer", "date") else ""
    if column.allowed and text not in column.allowed:
        raise _Refused("reference_value", " / ".join(column.allowed))
    if column.type in ("number", "integer"):
        return _number(column, text)
    return _READ[column.type](text)


def typed(table: Table, line: int, record: dict) -> tuple[Row | None, list[Problem]]:
    """One record as a checked row. A record may carry `retired`; of a retired one only the key is looked at."""
    retired = _text(record.get("retired")) == "true"
    values, problems = {}, []
    for column in table.columns:
        try:
            values[column.name] = cell(column, record.get(column.name))
            if column.name in table.key and column.type != "list" and "|" in str(values[column.name]):
                raise _Refused("reference_value", "no_bar")
        except _Refused as refused:
            code, expected = refused.args
            if retired and column.name not in (*table.key, "valid_from"):
                values[column.name] = None
            else:
                text = _text(record.get(column.name))
                problems.append(problem(code, table.name, line, column.name, text, expected))
    return (None, problems) if problems else (Row(line, values, retired), [])


def duplicates(table: Table, rows: list[Row]) -> Iterator[Problem]:
    """Two rows with one key: neither may win in silence."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        name = row.key(table)
        if table.name in ("aliases", "agency_patterns"):
            name = "|".join(name_key(str(row.values[column])) for column in table.key)
        first = seen.setdefault((name, row.valid_from(table)), row.line)
        if first != row.line:
            yield problem("reference_duplicate", table.name, row.line, table.key[0], row.key(table), str(first))


def dangling(rows: Rows) -> Iterator[Problem]:
    """Codes that point at no row."""
    codes = {name: {row.values["code"] for row in rows[name]} for name in TABLES if "code" in TABLES[name].header}
    for table in TABLES.values():
        yield from _dangling_codes(table, rows[table.name], codes)
        yield from _dangling_links(table, rows)
    yield from _dangling_aliases(rows["aliases"], codes)


def _dangling_codes(table: Table, rows: list[Row], codes: dict[str, set]) -> Iterator[Problem]:
    referring = [(column.name, column.ref) for column in table.columns if column.ref]
    for row in rows:
        for name, ref in referring:
            for code in filter(None, str(row.values[name] or "").split("|")):
                if code not in codes[ref]:
                    yield problem("reference_unknown", table.name, row.line, name, code, ref)


def _dangling_links(table: Table, rows: Rows) -> Iterator[Problem]:
    """References of several columns at once; one whose last column is empty refers to nothing."""
    for here, there, names in table.links:
        known = {tuple(row.values[name] for name in names) for row in rows[there]}
        for row in rows[table.name]:
            wanted = tuple(row.values[name] for name in here)
            if wanted[-1] and wanted not in known:
                yield problem("reference_unknown", table.name, row.line, here[-1], wanted[-1], there)


def _dangling_aliases(aliases: list[Row], codes: dict[str, set]) -> Iterator[Problem]:
    for row in aliases:
        kind, code = row.values["kind"], row.values["code"]
        table = _CODED.get(kind)
        if code not in (codes[table] if table else _FIXED[kind]):
            yield problem("reference_unknown", "aliases", row.line, "code", code, table or " / ".join(_FIXED[kind]))


def ambiguous(rows: Rows) -> Iterator[Problem]:
    """One name for two codes: a file that uses it could mean either."""
    for kind, table in NAMED.items():
        meant: dict[str, str] = {}
        named = [
            (row, table, name, row.values["code"]) for row in rows[table] for name in ("code", "name_id", "name_en")
        ]
        given = [(row, "aliases", "alias", row.values["code"]) for row in rows["aliases"] if row.values["kind"] == kind]
        for row, where, column, code in named + given:
            other = meant.setdefault(name_key(str(row.values[column])), code)
            if other != code:
                yield problem("reference_ambiguous", where, row.line, column, row.values[column], f"{other} / {code}")


def _sums(table: str, rows: list[Row], group: str | None, part: str, total: float) -> Iterator[Problem]:
    """Weights that do not add up on some day: at every valid_from, the newest weight of each part counts."""

    def start(row: Row) -> date:
        since = periods.parse(row.valid_from(TABLES[table]))
        return since.starts if since else date.min

    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.values[group] if group else "", []).append(row)
    for name, members in groups.items():
        members = sorted(members, key=start)
        for day in sorted({start(row) for row in members}):
            counted = {row.values[part]: row for row in members if start(row) <= day}
            sum_of_weights = sum(row.values["weight"] for row in counted.values())
            if abs(sum_of_weights - total) > _SUM_SLACK:
                line = max(row.line for row in members if start(row) == day)
                yield problem(
                    "reference_sum", table, line, "weight", f"{name} {sum_of_weights:g}".strip(), f"{total:g}"
                )


def unfitting(rows: Rows) -> Iterator[Problem]:
    """Rows that are right one by one and wrong together."""
    yield from _sums("weights", rows["weights"], "position", "indicator", 100)
    yield from _sums("sources", rows["sources"], None, "code", 1)
    pairs = {
        "programmes": (("jp_min", "jp_max"), ("price_min", "price_max")),
        "bands": (("low", "high"),),
        "rule_sets": (("scale_min", "scale_max"), ("valid_from", "valid_to")),
    }
    for table, columns in pairs.items():
        for row in rows[table]:
            for low, high in columns:
                bounds = row.values[low], row.values[high]
                same_ends_fit = low != "scale_min"
                if None not in bounds and not (bounds[0] < bounds[1] or (same_ends_fit and bounds[0] == bounds[1])):
                    yield problem("reference_order", table, row.line, low, bounds[0], f"<= {high} ({bounds[1]})")
    for row in rows["programme_links"]:
        if row.values["strength"] <= 0:
            yield problem(
                "reference_range", "programme_links", row.line, "strength", row.values["strength"], "0 < ... <= 1"
            )
    rated = {(row.values["work_result"], row.values["work_behavior"]) for row in rows["predicate_matrix"]}
    for result in RATINGS:
        for behavior in RATINGS:
            if (result, behavior) not in rated:
                cell_name = f"{result} x {behavior}"
                yield problem("reference_incomplete", "predicate_matrix", None, "predicate", None, cell_name)
