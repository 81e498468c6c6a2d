"""What every file that leaves says of itself, in its name and inside: region, period, filters, indicator, source."""

import streamlit as st

from pages.answers.choice import Choice
from pages.ui.words import formats, strings, t

LONGEST, LONGEST_PART = 150, 28
Chosen = list[tuple[str, str]]


def chosen(choice: Choice) -> Chosen:
    """(what, value) of everything that was chosen, and of indicator and source in any case."""
    narrowed = [
        (t(f"filter.{name}"), choice.labels[name]) for name in ("sektor", "opd", "jabatan") if name in choice.labels
    ]
    return [
        (t("filter.daerah"), choice.region_name),
        (t("filter.periode"), formats.period(choice.period)),
        *narrowed,
        (t("filter.indikator"), choice.labels.get("indikator") or t("filter.indikator_all")),
        (t("filter.sumber"), choice.labels.get("sumber") or t("filter.sumber_all")),
    ]


def keep(choice: Choice) -> None:
    """What the page on screen shows, for the files that are taken out of it."""
    st.session_state["chosen"] = chosen(choice)


def kept() -> Chosen:
    return st.session_state.get("chosen", [])


def line(values: Chosen) -> str:
    """The same as one line of text."""
    return " · ".join(f"{what}: {value}" for what, value in values)


def called(key: str) -> str:
    """What the table or page `key` is called in a file's name; the longest of `file.*` it begins with."""
    known = [name for name in (f"file.{key[:end]}" for end in range(len(key), 0, -1)) if name in strings()]
    return t(known[0]) if known else key


def file_name(values: Chosen, what: str, ending: str) -> str:
    """The name of a file: `what` it is in words, and all that was chosen."""
    parts = [formats.file_part(value, LONGEST_PART) for _, value in values]
    return f"{'_'.join(['cermin', formats.file_part(what), *filter(None, parts)])[:LONGEST]}.{ending}"
