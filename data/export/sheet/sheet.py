"""What stands on a page: texts that are ready to read, and charts as Plotly describes them. Plain values alone, so that
it travels to the process that writes it.

Texts may hold `<b>`; what else would be markup is written `&lt;`, `&gt;`, `&amp;` (`pages.ui.words.formats.rich`).
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class KeyFigure:
    """One figure in a frame: label, value, and under it its range and what it means."""

    label: str
    value: str
    range: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One finding: its heading, and a chart, lines of text or a table under it; `note` is how to read it.

    `figure`: {"data": [...], "layout": {...}}. `rows` of cells under `headings`, figures at the right where `right`
    says so. Two parts in a row that are `half` stand beside each other. `left_out`: lines there was no room for.
    """

    heading: str
    note: str = ""
    figure: dict[str, Any] | None = None
    lines: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    right: tuple[bool, ...] = ()
    half: bool = False
    left_out: int = 0


@dataclass(frozen=True)
class Sheet:
    """The page. `place` is region and period, `mark` what the figures are not, `filters` what was chosen, `foot` where
    the figures come from and who took them out, `more` the words for lines there was no room for, with {n}."""

    lang: str
    place: str
    mark: str
    title: str
    lead: str
    filters: str
    more: str
    figures: tuple[KeyFigure, ...] = ()
    parts: tuple[Part, ...] = ()
    foot: tuple[str, ...] = field(default=())


def to_json(sheet: Sheet) -> str:
    """The page as text; arrays of numpy become lists."""
    return json.dumps(asdict(sheet), default=lambda array: array.tolist())


def from_json(text: str | bytes) -> Sheet:
    """The page of `to_json`."""
    given = json.loads(text)
    figures = tuple(KeyFigure(**figure) for figure in given.pop("figures"))
    parts = tuple(
        Part(**{
            **part, "lines": tuple(part["lines"]), "headings": tuple(part["headings"]), "right": tuple(part["right"]),
            "rows": tuple(tuple(row) for row in part["rows"]),
        })
        for part in given.pop("parts")
    )  # fmt: skip
    return Sheet(**{**given, "foot": tuple(given["foot"])}, figures=figures, parts=parts)
