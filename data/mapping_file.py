"""A mapping as a file (docs/mapping.md): how one upload was read, saved and given again."""

import json

from data.problems import Problem, Refused

LARGEST = 1 << 20  # bytes
_KINDS = ("evaluation", "roster", "predicate", "outcome", "attendance", "reference")
_TEXTS = ("region", "period", "agency", "unit", "indicator", "source", "position", "rule_set", "employee_type",
          "encoding", "delimiter", "sheet", "table", "signature")  # fmt: skip
_NUMBERS = ("year", "header_row", "header_rows")
_WORDS = {"cadence": ("year", "semester", "quarter", "month"), "date_order": ("dmy", "mdy"),
          "locale": ("comma", "point"), "kind": _KINDS}  # fmt: skip


def written(mapping: dict) -> bytes:
    """The file of a mapping."""
    return json.dumps(mapping, ensure_ascii=False, indent=1).encode()


def parsed(content: bytes) -> dict:
    """The mapping of a file. Raises Refused, with every key that is not as documented."""
    if len(content) > LARGEST:
        raise Refused([Problem("mapping_unreadable")])
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused([Problem("mapping_unreadable")]) from error
    if not isinstance(told, dict):
        raise Refused([Problem("mapping_unreadable")])
    wrong = [Problem("mapping_key", found=key, expected=expected) for key, expected in _faults(told)]
    if wrong:
        raise Refused(wrong)
    return told


def _faults(told: dict) -> list[tuple[str, str]]:
    """(key, what it should be) of everything that is not as documented; null stands for a key that is not there."""
    found = []
    for key, value in told.items():
        if value is None:
            continue
        expected = _expected(key, value)
        if expected is not None:
            found.append((key[:80], expected))
    return found


def _expected(key: str, value: object) -> str | None:
    """None where a value is as documented, else what it should be."""
    if key in _WORDS:
        return None if value in _WORDS[key] else " / ".join(_WORDS[key])
    if key in _TEXTS:
        return None if isinstance(value, str) else '"..."'
    if key in _NUMBERS:
        return None if isinstance(value, int) and 0 < value < 10_000 else "1, 2, 3, ..."
    if key == "scale":
        good = isinstance(value, list) and len(value) == 2 and all(isinstance(end, int | float) for end in value)
        return None if good and value[0] < value[1] else "[0, 100]"
    if key == "missing":
        return None if isinstance(value, list) and all(isinstance(word, str) for word in value) else '["tt", "nihil"]'
    if key == "columns":
        good = isinstance(value, dict) and all(isinstance(one, str | dict) for one in value.values())
        return None if good else '{"NILAI": "raw"}'
    if key == "values":
        good = isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())
        return None if good else '{"agency": {"Dinkes": "DINKES"}}'
    if key == "leave_out":
        each = value if isinstance(value, list) else [value]
        good = all(
            isinstance(one, dict) and isinstance(one.get("column"), str) and isinstance(one.get("values"), list)
            for one in each
        )
        return None if good else '{"column": "...", "values": ["..."]}'
    return "docs/mapping.md"
