"""Every text stands in both languages, and every key the code asks for exists."""

import ast
import re
import string
from pathlib import Path

import pytest

from pages.ui.words import LANGUAGES, STRINGS, strings, t

PAGES = Path(STRINGS).parents[1]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def asked() -> set[str]:
    """Every literal first argument of a call to t(...), dots included."""
    found = set()
    for path in [PAGES.parent / "dashboard.py", *PAGES.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "t"
                and node.args
            ):
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value:
                        found.add(part.value)
    return {key for key in found if re.fullmatch(r"[a-z][a-z_0-9.]*[a-z_0-9]", key)}


@pytest.mark.parametrize("key", sorted(strings()))
def test_every_string_has_both_languages_with_the_same_places(key):
    text = strings()[key]
    assert set(text) == set(LANGUAGES), key
    assert all(value.strip() for value in text.values()), key
    assert places(text["id"]) == places(text["en"]), key


def test_every_key_asked_for_exists():
    prefixes = {key.rsplit(".", 1)[0] for key in strings()}
    assert {key for key in asked() if key not in strings() and key not in prefixes and not key.endswith(".")} == set()


def test_keys_built_from_codes_exist():
    from pages.ui import filters, frame, guard

    needed = {f"role.{role}" for role in guard.ROLES} | {f"filter.{name}" for name in ("daerah", "periode")}
    needed |= {f"filter.{name}{end}" for name in filters.FIELDS for end in ("", "_all")}
    for name, _ in frame.ORDER:
        if (PAGES / f"{name}.py").is_file():
            needed |= {f"{name}.nav"}
    assert needed - set(strings()) == set()


def test_values_are_filled_in_and_an_unknown_key_is_an_error():
    assert t("stamp.people", "id", n="12") == "12 pegawai dinilai"
    with pytest.raises(KeyError):
        t("no.such.key", "id")
