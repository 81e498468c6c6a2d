"""A view as one page of paper: the frame every page has, and its charts in the colours of paper."""

import re
from collections.abc import Callable, Iterable

import pandas as pd
import plotly.graph_objects as go

from data.export.sheet.sheet import KeyFigure, Part, Sheet
from pages.answers import outside
from pages.answers.choice import Choice
from pages.ui.charts.look import LIGHT, Look
from pages.ui.charts.paper import described
from pages.ui.page import naming, screen
from pages.ui.panel import tables
from pages.ui.panel.tables import Column
from pages.ui.words import formats, language, t


def sheet(
    choice: Choice, title: str, lead: str, stamp: str, parts: Iterable[Part | None],
    figures: tuple[KeyFigure, ...] = (), mark: str = "", leaves: bool = True,
) -> Sheet:  # fmt: skip
    """The page of a view. Texts are those of the screen; `mark` stands before what every page says of its figures;
    `leaves`: it is meant to be passed on, and says what was left out for that."""
    place = f"{choice.region_name} · {formats.period(choice.period)}"
    foot = [stamp, *([t("share.left_out", n=outside.LEAST)] if leaves else [])]
    foot.append(t("share.made", day=formats.day(screen.today())))
    return Sheet(
        language(),
        formats.rich(place),
        formats.rich(" · ".join(filter(None, (mark, t("share.demo") if choice.demo else "", t("share.mark"))))),
        formats.rich(title),
        formats.rich(still(lead)),
        formats.rich(naming.line(naming.chosen(choice))),
        t("share.more", n="{n}"),
        figures,
        tuple(part for part in parts if part is not None),
        tuple(formats.rich(line) for line in foot),
    )


def chart(
    heading: str, draw: Callable[[Look, str], go.Figure], note: str = "", half: bool = False
) -> Part:  # fmt: skip
    """A chart as on screen, in light colours whatever the screen has."""
    return Part(formats.rich(heading), formats.rich(still(note)), figure=described(draw(LIGHT, language())), half=half)


def still(text: str) -> str:
    """Text of the screen without the sentences that say where to click: paper does not answer."""
    return re.sub(rf"(?:^|(?<=[.!?] ))(?:{t('share.pointing')})\b[^.]*\.\s*", "", text).strip()


def said(heading: str, lines: Iterable[str], none: str = "", note: str = "", half: bool = False) -> Part | None:
    """Lines of text; `none` where there are none, and nothing where that is empty."""
    texts = tuple(formats.rich(line) for line in lines) or ((formats.rich(none),) if none else ())
    return Part(formats.rich(heading), formats.rich(note), lines=texts, half=half) if texts else None


def table(heading: str, frame: pd.DataFrame, columns: list[Column], note: str = "", half: bool = False) -> Part | None:
    """A table with the figures of the screen; nothing without rows."""
    if frame.empty:
        return None
    texts = tables.spoken(frame, columns)
    return Part(
        formats.rich(heading),
        formats.rich(note),
        headings=tuple(formats.rich(column.heading) for column in columns),
        rows=tuple(tuple(formats.rich(formats.plain(cell)) for cell in row) for row in texts.to_numpy().tolist()),
        right=tuple(column.kind not in ("text", "period") for column in columns),
        half=half,
    )


def ends(low: float, high: float) -> str:
    """A range as one cell."""
    return formats.MISSING if formats.missing(low) else f"{formats.number(low)} – {formats.number(high)}"


def message(sheet: Sheet, link: str) -> str:
    """The findings of a page as text for a message: `*` about what is bold, as messengers read it."""
    parts = [
        f"*{part.heading}*\n" + "\n".join(f"• {line}" for line in part.lines[:3]) for part in sheet.parts if part.lines
    ]
    figures = [
        f"• {figure.label}: *{figure.value}*{f' ({figure.range})' if figure.range else ''}" for figure in sheet.figures
    ]
    said = [
        f"*{sheet.title}*", sheet.lead, "\n".join(figures), *parts, sheet.filters, f"_{sheet.mark}_",
        t("share.whole", link=link) if link else "",
    ]  # fmt: skip
    text = "\n\n".join(filter(None, said)).replace("<b>", "*").replace("</b>", "*").replace("**", "*")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
