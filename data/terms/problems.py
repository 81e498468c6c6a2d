"""A user's mistake is a value: where it is, what was found, what was expected, how to mend it."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from data.terms import periods

_LARGE = re.compile(r"\d{4,}")
_GIVEN_HEADING = re.compile(r"\((bagian|kolom)(?: (\d+))?\)")
"""Headings that reading gives columns without one; they are keys of mappings, so that they are the same everywhere."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file, a row or a request.

    `code` names the cause and is a key of `problems.toml`; `row` is the 1-based line (CSV) or row (workbook) where the
    record starts; `column` is the heading as the file has it. `found` is already masked where it could name a person.
    What in `found`, `expected` and `detail` is neither from the file nor a number is a code (several: with ", " between
    them), never a sentence; `problems.toml` has its words.
    A blocking problem refuses its row (or, without a row, the whole file); any other is a warning.
    """

    code: str
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    blocking: bool = True
    detail: dict = field(default_factory=dict)


class Refused(Exception):
    """Something asked for cannot be done; `problems` say why. Nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(sorted({problem.code for problem in problems})))
        self.problems = problems


@cache
def _texts() -> dict:
    return tomllib.loads((Path(__file__).parent / "problems.toml").read_text("utf-8"))


def words(problem: Problem, lang: str = "id") -> dict[str, str]:
    """The sentences for a problem: `what`, `expected`, `fix`, in the given language."""
    text, values = _texts()[problem.code], spoken(problem, lang)
    return {part: text[part][lang].format_map(values) for part in ("what", "expected", "fix")}


def spoken(problem: Problem, lang: str = "id") -> dict[str, str]:
    """The parts of a problem (`found`, `expected`, `column` and its detail) as a sentence of the language says them."""
    kinds = {"column": "heading"} | _texts()[problem.code].get("codes", {})
    parts = {"found": problem.found or "", "expected": problem.expected or "", "column": problem.column or ""}
    parts |= {name: str(value) for name, value in problem.detail.items()}
    return {name: _spoken(kinds.get(name), text, lang) for name, text in parts.items()}


def word(kind: str, code: str, lang: str = "id") -> str:
    """What a code of one kind (a table `codes.<kind>` of `problems.toml`) is called; the code itself where it has no
    word, as codes that planners made have none."""
    return _texts()["codes"][kind].get(code, {}).get(lang, code)


def _spoken(kind: str | None, text: str, lang: str) -> str:
    if kind is None:
        return text
    if kind == "count":
        return _LARGE.sub(lambda number: f"{int(number[0]):,}".replace(",", "." if lang == "id" else ","), text)
    if kind == "moment":
        return _moment(text, lang)
    if kind == "period":
        return ", ".join(_period(code, lang) for code in text.split(", "))
    if kind == "heading":
        return _GIVEN_HEADING.sub(lambda given: word("heading", given[1], lang).format(number=given[2] or ""), text)
    return ", ".join(word(kind, code, lang) for code in text.split(", "))


def _period(code: str, lang: str) -> str:
    """A period as a sentence says it: Semester 1 2025; what is none stays as it is."""
    known = periods.parse(code)
    if known is None or known.cadence == "year":
        return code
    year, part = code.split("-")
    name = word("month", part, lang) if known.cadence == "month" else f"{word('part', known.cadence, lang)} {part[1:]}"
    return f"{name} {year}"


def _moment(text: str, lang: str) -> str:
    """`2025-12-31 14:05` as a sentence says it: 31 Desember 2025 14.05."""
    when = datetime.fromisoformat(text)
    clock = when.strftime("%H.%M" if lang == "id" else "%H:%M")
    return f"{when.day} {word('month', f'{when.month:02}', lang)} {when.year} {clock}"
