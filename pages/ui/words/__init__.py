"""The words on screen: `t(key)` finds them in the `words.toml` of each room, Indonesian and English side by side."""

import tomllib
from functools import cache
from pathlib import Path

import streamlit as st

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
ROOMS = Path(__file__).parents[1]


@cache
def strings() -> dict[str, dict[str, str]]:
    """Flat key -> {"id": ..., "en": ...} of all rooms; the keys of nested tables are joined by dots.

    A key that stands in two rooms is a programmer's mistake: KeyError.
    """
    texts: dict[str, dict[str, str]] = {}

    def collect(prefix: str, node: dict) -> None:
        if all(isinstance(value, str) for value in node.values()):
            if prefix in texts:
                raise KeyError(f"{prefix} stands in two rooms")
            texts[prefix] = node
            return
        for name, child in node.items():
            collect(f"{prefix}.{name}" if prefix else name, child)

    for path in sorted(ROOMS.glob("*/words.toml")):
        collect("", tomllib.loads(path.read_text(encoding="utf-8")))
    return texts


def language() -> str:
    """The language of this visit: "id" unless the reader switched."""
    chosen = st.session_state.get("lang")
    return chosen if chosen in LANGUAGES else "id"


def t(key: str, lang: str | None = None, **values: object) -> str:
    """The text for `key`, its `{name}` places filled. An unknown key is a programmer's mistake: KeyError."""
    return strings()[key][lang or language()].format(**values)


def named(row, stem: str = "name", lang: str | None = None) -> str:
    """The name of a reference row that carries `name_id` and `name_en` (or another stem) in the reader's language."""
    return row[f"{stem}_{lang or language()}"] or row[f"{stem}_id"]
