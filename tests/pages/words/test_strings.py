"""Every text stands in both languages, and every key the code asks for exists."""

import ast
import re
import string

import pytest

from data.catalog.declaration import TABLES
from pages.ui.words import LANGUAGES, ROOMS, strings, t

PAGES = ROOMS.parent


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def asked() -> set[str]:
    """Every literal first argument of a call to t(...); of an f-string its beginning, with a star."""
    found = set()
    for path in [PAGES.parent / "dashboard.py", *PAGES.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "t"):
                continue
            parts = list(ast.walk(node.args[0])) if node.args else []
            inside = {id(piece) for part in parts if isinstance(part, ast.JoinedStr) for piece in part.values}
            for part in parts:
                if id(part) in inside:
                    continue
                if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
                    found.add(part.values[0].value + "*")
                elif isinstance(part, ast.Constant) and re.fullmatch(
                    r"[a-z][a-z_0-9]*(\.[a-z_0-9]+)+", str(part.value)
                ):
                    found.add(part.value)
    return found


def faults(text: dict[str, str]) -> list[str]:
    """What is wrong with one text."""
    if set(text) != set(LANGUAGES):
        return [f"stands in {sorted(text)}"]
    empty = [f"{lang} is empty" for lang, value in text.items() if not value.strip()]
    return empty + ["other places in each language"] * (places(text["id"]) != places(text["en"]))


def test_every_string_has_both_languages_with_the_same_places():
    assert len(strings()) > 1000
    assert {key: wrong for key, text in strings().items() if (wrong := faults(text))} == {}


def test_every_key_asked_for_exists():
    def known(key: str) -> bool:
        return any(one.startswith(key[:-1]) for one in strings()) if key.endswith("*") else key in strings()

    assert {key for key in asked() if not known(key)} == set()


def test_keys_built_from_codes_exist():
    from pages.ui.page import filters, guard, navigation

    needed = {f"role.{role}" for role in guard.ROLES} | {f"filter.{name}" for name in ("daerah", "periode")}
    for table in TABLES.values():
        needed |= {f"reference.table.{table.name}", f"reference.about.{table.name}"}
        needed |= {f"reference.column.{column.name}" for column in table.columns}
    needed |= {f"group.{group}" for group in navigation.GROUPS}
    needed |= {f"filter.{name}{end}" for name in filters.FIELDS for end in ("", "_all")}
    for name, _ in navigation.ORDER:
        if (PAGES / f"{name}.py").is_file():
            needed |= {f"{name}.nav"}
    assert needed - set(strings()) == set()


def test_values_are_filled_in_and_an_unknown_key_is_an_error():
    assert t("number.people", "id", n="12") == "12 pegawai dinilai"
    with pytest.raises(KeyError):
        t("no.such.key", "id")
