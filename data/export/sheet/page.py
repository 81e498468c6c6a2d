"""Set a sheet on one A4 page: as large as it fits, and if it does not, the longest lists are shortened and say so."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from data.export.sheet import texts
from data.export.sheet.figure import draw, height
from data.export.sheet.pens import FACES, FONTS, PdfPen, PicturePen
from data.export.sheet.sheet import KeyFigure, Part, Sheet

WIDE, TALL = 595.28, 841.89
LEFT, TOP, BOTTOM = 42.0, 34.0, 30.0
ROOM = WIDE - 2 * LEFT
INK, QUIET, RULE, ACCENT, WARNING = "#0B1520", "#5B6773", "#D5DDE3", "#0B6E99", "#B8452B"
TITLE, LEAD, USUAL, SMALL = 17.0, 10.0, 9.2, 7.4
LARGEST, SMALLEST = 0.78, 0.46  # points a pixel of a chart
GUTTER, FEWEST = 18.0, 3


def written(sheet: Sheet) -> bytes:
    """The page as PDF: the same sheet gives the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDE, TALL), pageCompression=1, invariant=1, lang=sheet.lang)
    for face in FACES.values():
        pdfmetrics.registerFont(TTFont(face, str(FONTS / face)))
    canvas.setTitle(_bare(sheet.title))
    canvas.setAuthor("Cermin")
    canvas.setSubject(_bare(f"{sheet.place} · {sheet.filters} · {sheet.mark}"))
    canvas.setCreator("Cermin")
    setting = Setting(canvas, sheet)
    setting.set(setting.fit())
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def picture(figure: dict[str, Any], width: float) -> Image.Image:
    """One chart, `width` pixels of the screen wide, three times as fine."""
    pen = PicturePen(width, height(figure), 3)
    draw(pen, figure, width)
    return pen.picture()


def _bare(text: str) -> str:
    return "".join(run.text for line in texts.lines(text) for run in line)


def _shortened(sheet: Sheet) -> Sheet | None:
    """The sheet with one line less in its longest list, which says how many are missing; None where all are short."""
    sizes = [len(part.rows) + len(part.lines) for part in sheet.parts]
    if not sizes or max(sizes) <= FEWEST:
        return None
    place = len(sizes) - 1 - sizes[::-1].index(max(sizes))
    part = sheet.parts[place]
    kept = {"rows": part.rows[:-1]} if len(part.rows) > len(part.lines) else {"lines": part.lines[:-1]}
    parts = [*sheet.parts]
    parts[place] = replace(part, **kept, left_out=part.left_out + 1)
    return replace(sheet, parts=tuple(parts))


class Setting:
    """One sheet on one canvas. Each `_...` method sets a piece from `y` (points from the top) on and answers where it
    ends; with `ink` off it only measures."""

    def __init__(self, canvas: Canvas, sheet: Sheet) -> None:
        self.canvas = canvas
        self._sheet = sheet
        self._pen = PdfPen(canvas, 0, TALL, 1)
        self._ink = False
        self._broken: dict[tuple, list[list[texts.Run]]] = {}

    def fit(self) -> float:
        """How large charts are drawn so that everything fits; only at the smallest is anything left out."""
        while self.tall(SMALLEST) > TALL - TOP - BOTTOM:
            shorter = _shortened(self._sheet)
            if shorter is None:
                break
            self._sheet = shorter
        steps = [LARGEST - step * (LARGEST - SMALLEST) / 13 for step in range(14)]
        return next((scale for scale in steps if self.tall(scale) <= TALL - TOP - BOTTOM), SMALLEST)

    def tall(self, scale: float) -> float:
        """How tall everything is, in points."""
        self._ink = False
        return self._body(TOP, scale) - TOP + self._foot(0.0)

    def set(self, scale: float) -> None:
        self._ink = True
        self._body(TOP, scale)
        self._ink = False
        foot = self._foot(0.0)
        self._ink = True
        self._foot(TALL - BOTTOM - foot)

    def _body(self, y: float, scale: float) -> float:
        sheet = self._sheet
        y = self._head(y)
        y = self._text(LEFT, y, sheet.title, TITLE, INK, ROOM, bold=True) + 2
        if sheet.lead:
            y = self._text(LEFT, y, sheet.lead, LEAD, INK, ROOM) + 2
        y = self._text(LEFT, y, sheet.filters, 8.4, QUIET, ROOM) + 4
        if sheet.figures:
            y = self._figures(y + 2, sheet.figures) + 2
        for row in _rows(sheet.parts):
            room = (ROOM - GUTTER * (len(row) - 1)) / len(row)
            y = max(
                self._part(LEFT + (room + GUTTER) * column, y + 7, part, room, scale) for column, part in enumerate(row)
            )
        return y + 6

    def _head(self, y: float) -> float:
        base, after = y + 8, LEFT + self._pen.width("Cermin", 9.0, True) + 6
        place, mark = _bare(self._sheet.place), texts.lines(self._sheet.mark, bold=True)[0]
        free = WIDE - LEFT - after - self._pen.width(place, 9.0, False) - 12
        under = base if texts.width(self._pen, mark, 8.0) <= free else base + 12
        if self._ink:
            self._pen.text(LEFT, base, "Cermin", 9.0, ACCENT, True)
            self._pen.text(after, base, place, 9.0, INK, False)
            texts.put(
                self._pen, WIDE - LEFT if under == base else LEFT, under, mark, 8.0, WARNING, float(under == base)
            )
            self._pen.line([(LEFT, under + 6), (WIDE - LEFT, under + 6)], RULE, 0.8)
        return under + 13

    def _text(
        self, x: float, y: float, text: str, size: float, colour: str, room: float, bold: bool = False,
        align: float = 0.0,
    ) -> float:  # fmt: skip
        key = (text, size, room, bold)
        if key not in self._broken:
            self._broken[key] = texts.wrapped(self._pen, text, size, room, bold)
        for line in self._broken[key]:
            y += size * texts.LINE
            if self._ink:
                texts.put(self._pen, x + align * room, y - size * 0.32, line, size, colour, align)
        return y

    def _figures(self, y: float, figures: tuple[KeyFigure, ...]) -> float:
        gap, inside = 8.0, 7.0
        wide = (ROOM - gap * (len(figures) - 1)) / len(figures)
        ends, ink = [], self._ink
        for number, figure in enumerate(figures):
            x, end = LEFT + (wide + gap) * number, y + 5
            end = self._text(x + inside, end, figure.label, SMALL, QUIET, wide - 2 * inside)
            end = self._text(x + inside, end + 1, figure.value, 15.0, INK, wide - 2 * inside, bold=True)
            for text in filter(None, (figure.range, figure.note)):
                end = self._text(x + inside, end, text, SMALL, INK, wide - 2 * inside)
            ends.append(end + 6)
        if ink:
            for number in range(len(figures)):
                x = LEFT + (wide + gap) * number
                corners = [(x, y), (x + wide, y), (x + wide, max(ends)), (x, max(ends)), (x, y)]
                self._pen.line(corners, RULE, 0.8)
        return max(ends)

    def _part(self, x: float, y: float, part: Part, room: float, scale: float) -> float:
        y = self._text(x, y, part.heading, 11.0, INK, room, bold=True) + 1
        if part.note:
            y = self._text(x, y, part.note, SMALL, QUIET, room) + 1
        if part.figure:
            if self._ink:
                draw(PdfPen(self.canvas, x, TALL - y - 2, scale), part.figure, room / scale)
            y += height(part.figure) * scale + 2
        for line in part.lines:
            y = self._text(x, y + 1.5, line, USUAL, INK, room)
        if part.headings and part.rows:
            y = self._table(x, y + 2, part, room)
        if part.left_out:
            y = self._text(x, y + 1, self._sheet.more.format(n=part.left_out), SMALL, QUIET, room)
        return y

    def _table(self, x: float, y: float, part: Part, room: float) -> float:
        size, pad = 8.2, 5.0
        widths = self._columns(part, room, size, pad)
        for number, cells in enumerate((part.headings, *part.rows)):
            ends, at = [], x
            for cell, wide, right in zip(cells, widths, part.right, strict=True):
                ends.append(
                    self._text(
                        at, y, cell, size if number else SMALL, INK if number else QUIET, wide - pad,
                        align=1.0 if right else 0.0,
                    )
                )  # fmt: skip
                at += wide
            y = max(ends) + 1.5
            if self._ink:
                self._pen.line([(x, y), (x + room, y)], RULE, 0.5)
        return y

    def _columns(self, part: Part, room: float, size: float, pad: float) -> list[float]:
        """Columns as wide as they want to be; where there is not room for all, none narrower than its longest word."""

        def widest(place: int, pieces: Callable[[str], list[str]]) -> float:
            pieces_ = [piece for cells in (part.headings, *part.rows) for piece in pieces(_bare(cells[place])) or [""]]
            return max(self._pen.width(text, size, False) for text in pieces_) + pad + 2

        wants = [widest(place, lambda text: [text]) for place in range(len(part.headings))]
        if sum(wants) <= room:
            spare = (room - sum(wants)) / len(wants)
            return [want + spare for want in wants]
        least = [widest(place, str.split) for place in range(len(part.headings))]
        share = (room - sum(least)) / ((sum(wants) - sum(least)) or 1)
        if share < 0:
            return [low * room / sum(least) for low in least]
        return [low + (want - low) * share for low, want in zip(least, wants, strict=True)]

    def _foot(self, y: float) -> float:
        if self._ink:
            self._pen.line([(LEFT, y), (WIDE - LEFT, y)], RULE, 0.8)
        y += 2
        for line in self._sheet.foot:
            y = self._text(LEFT, y, line, SMALL, QUIET, ROOM) + 0.5
        return y


def _rows(parts: tuple[Part, ...]) -> Iterator[list[Part]]:
    """Parts that stand in one row: two halves, or a whole one."""
    row: list[Part] = []
    for part in parts:
        if row and not (row[0].half and part.half and len(row) < 2):
            yield row
            row = []
        row.append(part)
    if row:
        yield row
