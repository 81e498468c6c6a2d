"""Tables a screen reader can read and a spreadsheet can open, with exactly the figures on screen."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data.export.tables import safe
from pages.answers.choice import Choice
from pages.ui.page import downloads, naming
from pages.ui.panel import leads
from pages.ui.words import formats, glossary, language, t

_SPOKEN: dict[str, Callable[[object], str]] = {
    "text": lambda value: formats.MISSING if formats.missing(value) else str(value),
    "score": formats.number,
    "change": formats.signed,
    "count": formats.count,
    "percent": formats.percent,
    "rupiah": formats.whole_rupiah,
    "period": lambda value: formats.MISSING if formats.missing(value) else formats.period(value),
    "day": formats.day,
}
_DIGITS = {"score": 1, "change": 1, "count": 0, "rupiah": 0}


@dataclass(frozen=True)
class Column:
    """A column on screen: the frame's column, its heading and its kind (text, score, change, count, percent, rupiah,
    period, day). `leads`: under which parameter of the address, and in which column of the frame, the codes stand of
    what it names; a row leads to all that its columns name. A frame without the codes leads nowhere. `brief`: the
    heading on a card, where figures stand beside each other."""

    name: str
    heading: str
    kind: str = "text"
    leads: tuple[str, str] | None = None
    brief: str = ""


_USUAL = {
    "agency": ("agency_name", "text"), "sector": ("sector_name", "text"), "indicator": ("indicator_name", "text"),
    "position": ("position_name", "text"), "source": ("source_name", "text"), "period": ("period", "period"),
    "score": ("score", "score"), "low": ("low", "score"), "high": ("high", "score"), "change": ("change", "change"),
    "n_people": ("n_people", "count"), "n_respondents": ("n_respondents", "count"),
    "n_agencies": ("n_agencies", "count"),
    "weight_coverage": ("weight_coverage", "percent"), "staff_coverage": ("staff_coverage", "percent"),
    "verdict": ("verdict_words", "text"), "note": ("note", "text"),
}  # fmt: skip
_PARAMETERS = {"agency": "opd", "sector": "sektor", "indicator": "indikator", "position": "jabatan", "source": "sumber"}


def usual(*names: str) -> list[Column]:
    """Columns every page has in common, by their short names (`_USUAL`), headed by the words `table.NAME`."""
    return [Column(_USUAL[name][0], t(f"table.{name}"), _USUAL[name][1], leading(name), brief(name)) for name in names]


def brief(name: str) -> str:
    """What an end of a range is called on a card."""
    return t(f"table.{name}_brief") if name in ("low", "high") else ""


def leading(name: str) -> tuple[str, str] | None:
    """What a column leads to that names an agency, a sector, an indicator, a position or a source."""
    return (_PARAMETERS[name], name) if name in _PARAMETERS else None


def counted(frame: pd.DataFrame) -> list[Column]:
    """The columns that say how many the figures of `frame` stand on: employees rated and, under their own heading, who
    answered a survey; each where it has anything to say."""
    counts = [name for name in ("n_people", "n_respondents") if name in frame and frame[name].notna().any()]
    return usual(*(counts or ["n_people"]))


def spoken(frame: pd.DataFrame, columns: list[Column]) -> pd.DataFrame:
    """The frame as text, one column per `Column`, in their order: what a table shows."""
    texts = {column.heading: [_SPOKEN[column.kind](value) for value in frame[column.name]] for column in columns}
    return pd.DataFrame(texts, dtype=object)


def show_table(
    frame: pd.DataFrame, columns: list[Column], alt: str, key: str | None = None, cards: bool = False
) -> None:  # fmt: skip
    """A real HTML table; it scrolls inside its own frame on a phone, or is a card a row there, as one is that would
    have words out of sight. A row that names what can be opened has a link in the first cell that names it. `key`:
    where two tables of a page say the same."""
    cards = cards or wordy(columns)
    texts = spoken(frame, columns).map(formats.plain)
    if named := [column for column in columns if column.leads and column.leads[1] in frame]:
        first, codes = named[0].heading, _codes(frame, named)
        texts[first] = [leads.linked(text, own) for text, own in zip(texts[first], codes, strict=True)]
    numeric = [column.heading for column in columns if column.kind not in ("text", "period")]
    key = f"table_{'cards_' if cards else ''}{key or abs(hash((alt, *texts.columns))) % 10**9}"
    with st.container(key=key):
        if cards:
            st.html(_headed(key, columns))
        cells = repr((alt, numeric, texts.columns.tolist(), [texts[name].tolist() for name in texts]))
        _placed(cells, texts, numeric, alt)
        if words := glossary.abbreviations(*texts.columns):
            st.caption(words)


@st.cache_data(max_entries=300, show_spinner=False)
def _placed(cells: str, _texts: pd.DataFrame, _numeric: list[str], _alt: str) -> None:
    """The table with these cells; styling costs more than anything else on a page, so a table that was placed before
    is placed again as it was."""
    styled = _texts.style.set_properties(subset=_numeric, **{"text-align": "right"}).hide(axis="index")
    st.table(styled, alt=_alt)


def wordy(columns: list[Column]) -> bool:
    """Whether what a row means stands in words further right than a phone shows."""
    return len(columns) >= 4 and any(column.kind == "text" for column in columns[2:])


def _codes(frame: pd.DataFrame, named: list[Column]) -> list[dict[str, str]]:
    """What each row names: parameter of the address -> code."""
    parameters = [column.leads[0] for column in named]
    codes = zip(*(frame[column.leads[1]] for column in named), strict=True)
    return [
        {name: code for name, code in zip(parameters, row, strict=True) if not formats.missing(code)} for row in codes
    ]


def _headed(key: str, columns: list[Column]) -> str:
    """The style that says the heading before each cell of a card; the first cell is its title, a word has a line of its
    own, figures stand beside each other."""
    rules = "".join(
        f".st-key-{key} td:nth-child({place})::before {{ content: {_quoted(column.brief or column.heading)}; }}"
        for place, column in enumerate(columns[1:], 2)
    )
    figures = [place for place, column in enumerate(columns, 1) if place > 1 and column.kind not in ("text", "period")]
    if figures:
        cells = ", ".join(f".st-key-{key} td:nth-child({place})" for place in figures)
        rules += f":is({cells}) {{ display: inline-flex; }} :is({cells})::before {{ flex: none; }}"
    return f"<style>@media screen and (max-width: 640px) {{ {rules} }}</style>"


def _quoted(text: str) -> str:
    """A text as CSS quotes it, whatever signs it has."""
    return '"' + "".join(sign if sign.isalnum() or sign in " .,:()/%–" else f"\\{ord(sign):x} " for sign in text) + '"'


FIRST = 10
"""Rows of a table that was opened on a page with other things to read."""


def show_first(
    frame: pd.DataFrame, columns: list[Column], alt: str, key: str, cards: bool = False, least: int = FIRST
) -> None:  # fmt: skip
    """The first rows of a table, `least` or ten, and all of them when they are asked for."""
    first = max(least, FIRST)
    whole = len(frame) <= first or st.session_state.get(f"all_of_{key}", False)
    show_table(frame if whole else frame.head(first), columns, alt, key, cards)
    if len(frame) > first:
        st.toggle(t("table.all", n=formats.count(len(frame))), key=f"all_of_{key}")


def as_csv(frame: pd.DataFrame, columns: list[Column], stamp: str = "", chosen: naming.Chosen | None = None) -> bytes:
    """The figures for a spreadsheet: `;` and decimal comma in Indonesian, `,` and point in English, UTF-8 with BOM.

    Figures carry the digits of the screen. Text that a spreadsheet would run as a formula is quoted with an apostrophe.
    What was chosen, and `stamp`, stand in columns of their own behind each row: a line of words among the rows would be
    one more row to a program, and rows of several files are told apart.
    """
    indonesian = language() == "id"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if indonesian else ",", lineterminator="\r\n")
    said = [(t("table.chosen", what=what), value) for what, value in chosen or ()]
    said += [(t("table.source_of"), stamp)] if stamp else []
    writer.writerow([*(safe(column.heading) for column in columns), *(what for what, _ in said)])
    behind = [safe(value) for _, value in said]
    for values in zip(*(frame[column.name] for column in columns), strict=True):
        cells = [_cell(value, column.kind, indonesian) for value, column in zip(values, columns, strict=True)]
        writer.writerow([*cells, *behind])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object, kind: str, indonesian: bool) -> str:
    if formats.missing(value):
        return ""
    if kind in _DIGITS:
        text = f"{formats.shown(value, _DIGITS[kind]):.{_DIGITS[kind]}f}"
        return text.replace(".", ",") if indonesian else text
    if kind == "percent":
        return f"{formats.shown(value * 100, 0):.0f}%"
    return str(safe(_SPOKEN[kind](value)))


def download(frame: pd.DataFrame, columns: list[Column], key: str, stamp: str, choice: Choice | None = None) -> None:
    """A button that hands out the table as CSV; the bytes are made when it is pressed. `choice`: what its figures are
    about, where that is not what the page on screen shows."""
    chosen = naming.chosen(choice) if choice else naming.kept()
    downloads.button(
        t("table.download"),
        lambda: as_csv(frame, columns, stamp, chosen),
        file_name=naming.file_name(chosen, naming.called(key), "csv"),
        mime="text/csv",
        key=f"download_{key}",
        type="tertiary",
    )
