"""How one file is to be read, as a JSON object that can be saved, edited and given again (docs/mapping.md)."""

import copy
import hashlib

from data.reading.form.table.table import Options, Question
from data.reading.meaning import names
from data.terms import spelling as texts

CONSTANTS = ("region", "period", "agency", "indicator", "source", "position", "rule_set", "unit", "employee_type")
"""Fields that a mapping may fix for the whole file."""
_FORM = ("encoding", "delimiter", "sheet", "header_row", "header_rows")
NOT_REMEMBERED = ("period", "year", "agency", "unit", "locale", "sheet", "header_row", "header_rows", "signature",
                  "uncomputed", "evenings", "namesakes")  # fmt: skip


def signature(header: list[str]) -> str:
    """The same for two files with the same headings in the same order, whatever their case and spacing.

    The two columns of a file of refused rows do not count: such a file is read as the file it came from.
    """
    keys = [texts.key(heading) for heading in header]
    if keys[-2:] == ["alasan", "saran"]:
        keys = keys[:-2]
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def options(mapping: dict, known) -> Options:
    """What the mapping says about the outer form of the file, for `open_table`."""
    words = known.aliases.loc[known.aliases["kind"] == "header", "alias"]
    form = {part: mapping.get(part) for part in _FORM}
    return Options(**form, header_words=frozenset([*words, *mapping.get("columns", {})]))


def reusable(mapping: dict) -> dict:
    """The part of a mapping that the next file with the same headings can use: all but its period and its place, and
    what was said of single values. The e-Kinerja exports of a quarter and of a year share their headings, so how long
    a period is goes there too."""
    lost = {*NOT_REMEMBERED, "cadence"} if mapping.get("kind") == "predicate" else NOT_REMEMBERED
    kept = {key: value for key, value in mapping.items() if key not in lost}
    if "scales" in kept:
        kept["scales"] = [rule for rule in kept["scales"] if "values" not in rule]
    return kept


def merged(remembered: dict, given: dict) -> dict:
    """What the planner says now over what was remembered; columns and values name by name, and the rules of scales
    before those remembered."""
    result = copy.deepcopy(remembered) | {
        key: value for key, value in given.items() if key not in ("columns", "values")
    }
    if given.get("scales") and remembered.get("scales"):
        result["scales"] = [*given["scales"], *remembered["scales"]]
    if given.get("columns"):
        result["columns"] = remembered.get("columns", {}) | given["columns"]
    for kind, answers in given.get("values", {}).items():
        result.setdefault("values", {})[kind] = remembered.get("values", {}).get(kind, {}) | answers
    return result


def leave_out(mapping: dict) -> list[tuple[str, frozenset[str]]]:
    """(heading, keys of the values whose rows are left out), from one object or a list of them."""
    given = mapping.get("leave_out") or []
    each = given if isinstance(given, list) else [given]
    return [(rule["column"], frozenset(texts.key(str(value)) for value in rule["values"])) for rule in each]


class Answers:
    """A mapping's answers for the names of one kind, found by their spelling, else by what spellings share."""

    def __init__(self, mapping: dict, kind: str) -> None:
        self._given = mapping.get("values", {}).get(kind, {})
        self._of_key: dict[str, str | dict | None] = {}
        for name, given in self._given.items():
            self._of_key.setdefault(texts.key(name), given)

    def of(self, spelling: str) -> dict | None:
        """The answer for one name: {"code"}, {"add"} or {"leave_out"}; None where there is none."""
        if spelling in self._given:
            return _answer(self._given[spelling])
        key = texts.key(spelling)
        return _answer(self._of_key[key]) if key in self._of_key else None

    def added(self) -> frozenset[str]:
        """The codes of the names that are added."""
        return frozenset(
            given["add"]["code"] for given in self._given.values() if isinstance(given, dict) and "add" in given
        )


def _answer(given: str | dict | None) -> dict:
    if isinstance(given, str):
        return {"code": given}
    return {"leave_out": True} if given is None else given


def with_unknown_added(mapping: dict, questions: list[Question], sector: str, known) -> dict:
    """The mapping with every unknown agency added in one sector, and every unknown indicator added without weight.

    A code that the file gives beside the name is kept; else codes follow from the names (`names.NewCodes`), in the
    order of the names, so that the same file gives the same codes again.
    """
    result = copy.deepcopy(mapping)
    for kind, table in (("agency", known.agencies), ("indicator", known.indicators)):
        asked = sorted({q.subject for q in questions if q.detail.get("ask") == f"values.{kind}"})
        own = {q.subject: q.detail["code"] for q in questions if "code" in q.detail}
        regions = {} if mapping.get("region") else {q.subject: q.detail.get("region") for q in questions}
        marked = {q.subject for q in questions if q.suggested == "leave_out"}
        given = result.setdefault("values", {}).setdefault(kind, {})
        codes = names.NewCodes([*map(str, table["code"]), *Answers(result, kind).added()])
        for name in asked:
            if name in marked:
                given[name] = {"leave_out": True}
                continue
            new: dict[str, str | None] = {"code": codes.give(name, own.get(name)), "name": name}
            if kind == "agency":
                new |= {"sector": sector} | ({"region": regions[name]} if regions.get(name) else {})
            given[name] = {"add": new}
    return result


def additions(mapping: dict, region: str | None) -> dict[str, list[dict]]:
    """Rows for the reference tables that the mapping adds: {"agencies": [...], "indicators": [...], "regions": [...]}.

    They are to be accepted as a reference batch before the file itself. New indicators carry no weight.
    """
    rows: dict[str, list[dict]] = {}
    for kind, table in (("region", "regions"), ("agency", "agencies"), ("indicator", "indicators")):
        for name, given in mapping.get("values", {}).get(kind, {}).items():
            if not isinstance(given, dict) or "add" not in given:
                continue
            new = given["add"]
            full = texts.canonical(new.get("name", name))[0]
            if kind == "region":
                row = {"code": new["code"], "name": full}
            elif kind == "agency":
                short = new.get("short") or (full if len(full) <= 24 else new["code"])
                row = {"region": new.get("region", region), "code": new["code"], "name": full, "short": short}
                row |= {"sector": new["sector"], "affair": new.get("affair", "")}
            else:
                row = {"code": new["code"], "name_id": full, "name_en": new.get("name_en", full)}
                row |= {"grp": new.get("grp", "lain"), "kind": new.get("kind", "local")}
                row |= {"definition_id": new.get("definition", full), "definition_en": new.get("definition", full)}
                row |= {"polarity": new.get("polarity", 1), "trainable": new.get("trainable", False)}
            rows.setdefault(table, []).append(row)
    return rows
