"""A mapping as a file (docs/mapping.md): how one upload was read, saved and given again."""

import json
import math
from collections.abc import Callable

from data.catalog.declaration import FIELDS
from data.reading.meaning.names import CODE
from data.terms import periods
from data.terms.problems import Problem, Refused

LARGEST = 16 << 20  # bytes: answers for the names of a whole ministry's units, 100,000 of them
_KINDS = ("evaluation", "roster", "predicate", "outcome", "attendance", "reference")
_CADENCES = ("year", "semester", "quarter", "month")
_ADDED = ("region", "agency", "indicator")  # names that a mapping may add
_NAMED = (*_ADDED, "agency_code", "position", "source", "rule_set", "employee_type", "rating", "predicate", "programme")


def written(mapping: dict) -> bytes:
    """The file of a mapping."""
    return json.dumps(mapping, ensure_ascii=False, indent=1).encode()


def parsed(content: bytes) -> dict:
    """The mapping of a file. Raises Refused, with every key that is not as documented."""
    if len(content) > LARGEST:
        raise Refused([Problem("mapping_unreadable")])
    try:
        mapping = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused([Problem("mapping_unreadable")]) from error
    if not isinstance(mapping, dict):
        raise Refused([Problem("mapping_unreadable")])
    wrong = [Problem("mapping_key", found=key, expected=expected) for key, expected in _faults(mapping)]
    if wrong:
        raise Refused(wrong)
    return mapping


def _faults(mapping: dict) -> list[tuple[str, str]]:
    """(key, what it should be) of everything that is not as documented; null stands for a key that is not there."""
    faults = []
    for key, value in mapping.items():
        good, expected = _RULES.get(key, (_never, "docs/mapping.md"))
        if value is not None and not good(value):
            faults.append((key[:80], expected))
    return faults


def _never(value: object) -> bool:
    return False


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _scale(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_number, value)) and value[0] < value[1]


def _scales(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(rule, dict)
        and "scale" in rule
        and all(part in _RULE_PARTS and _RULE_PARTS[part](content) for part, content in rule.items())
        for rule in value
    )


def _range(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_number, value)) and value[0] <= value[1]


def _period(value: object) -> bool:
    return isinstance(value, str) and periods.parse(value) is not None


def is_register(value: object) -> bool:
    """Whether this can name the register that numbers of people without a NIP are from."""
    return isinstance(value, str) and bool(CODE.match(value)) and len(value) <= 24


def _one_of(words: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: value in words


_PARTS = {
    "field": _one_of(FIELDS), "indicator": _text, "source": _text, "period": _period, "scale": _scale,
    "cadence": _one_of(_CADENCES), "register": is_register,
}  # fmt: skip
"""Parts of a column's meaning."""
_RULE_PARTS: dict[str, Callable[[object], bool]] = {
    "indicator": _text, "source": _text, "agency": _text, "values": _range,
    "scale": lambda value: value is None or _scale(value), "places": lambda value: value in (1, 2, 3),
}  # fmt: skip
"""Parts of a rule of `scales`."""


def _meaning(value: object) -> bool:
    if not isinstance(value, dict):
        return value in FIELDS and value != "other_id"  # whose number it is must be said
    if (value.get("field") == "other_id") != ("register" in value):
        return False
    return bool(value) and all(part in _PARTS and _PARTS[part](content) for part, content in value.items())


def _columns(value: object) -> bool:
    return isinstance(value, dict) and all(map(_meaning, value.values()))


def _values(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(answers, dict) and all(_answer(kind, answer) for answer in answers.values())
        for kind, answers in value.items()
    )


def _answer(kind: str, answer: object) -> bool:
    """Whether this may be said of one name: for words a number; else a code, a new row, or that it is left out."""
    if kind == "score":
        return answer is None or _number(answer)
    if kind not in _NAMED:
        return False
    if not isinstance(answer, dict):
        return answer is None or _text(answer)
    (part, more), *others = answer.items() or [("", None)]
    if others:
        return False
    if part == "add":
        return kind in _ADDED and _new(kind, more)
    return (part == "code" and _text(more)) or (part == "leave_out" and more is True)


def _new(kind: str, row: object) -> bool:
    if not isinstance(row, dict) or not _text(row.get("code")) or not CODE.match(row["code"]):
        return False
    plain = all(_text(cell) or _number(cell) or isinstance(cell, bool) for cell in row.values())
    named = _text(row.get("name", "")) and (kind != "agency" or _text(row.get("sector")))
    return plain and named


def _leave_out(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, dict) and _leave_out(part) for part in value)
    return isinstance(value, dict) and _text(value.get("column")) and isinstance(value.get("values"), list)


_TEXTS = ("region", "period", "agency", "unit", "indicator", "source", "position", "rule_set", "employee_type",
          "encoding", "delimiter", "sheet", "table", "signature")  # fmt: skip
_WORDS = {
    "cadence": _CADENCES,
    "date_order": ("dmy", "mdy"),
    "locale": ("comma", "point"),
    "kind": _KINDS,
    "evenings": ("same_day", "next_day"),
    "namesakes": ("same", "two"),
    "rows": ("respondents", "figures"),
}
_RULES: dict[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(_TEXTS, (_text, '"..."')),
    **dict.fromkeys(("year", "header_row", "header_rows"), (_whole, "1, 2, 3, ...")),
    **{key: (_one_of(words), " / ".join(words)) for key, words in _WORDS.items()},
    "scale": (_scale, "[0, 100]"),
    "scales": (_scales, '[{"indicator": "KOM", "source": "peer", "scale": [1, 5]}]'),
    "missing": (_texts, '["tt", "nihil"]'),
    **dict.fromkeys(("uncomputed", "serials"), (_texts, '["NILAI"]')),
    "columns": (_columns, '{"NILAI": "raw"}'),
    "values": (_values, '{"agency": {"Dinkes": "DINKES"}}'),
    "leave_out": (_leave_out, '{"column": "...", "values": ["..."]}'),
}
"""Key -> whether a value is as documented, and what it should be."""
