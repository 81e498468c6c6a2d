"""What draws: lines, areas and text in pixels from the top left, on a page of a PDF or into a picture.

Colours are `#RRGGBB` or `rgba(r,g,b,a)`; widths and sizes are pixels of the chart.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

FONTS = Path(__file__).parents[3] / "static"
FACES = {False: "inter-regular.ttf", True: "inter-bold.ttf"}
Point = tuple[float, float]


class Pen(Protocol):
    """Draws; what is drawn later lies over what was drawn before."""

    def line(self, points: list[Point], colour: str, width: float, dash: tuple = (), opacity: float = 1) -> None: ...

    def area(self, points: list[Point], colour: str, opacity: float = 1) -> None: ...

    def circle(self, x: float, y: float, radius: float, colour: str, opacity: float = 1) -> None: ...

    def text(self, x: float, y: float, text: str, size: float, colour: str, bold: bool, up: bool = False) -> None:
        """Text from `x` on, standing on the line `y`; `up`: turned, read from below."""

    def width(self, text: str, size: float, bold: bool) -> float: ...


@cache
def colour_parts(colour: str) -> tuple[int, int, int, float]:
    """Red, green, blue (0-255) and how opaque (0-1)."""
    if colour.startswith("#"):
        return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), 1.0
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    return int(parts[0]), int(parts[1]), int(parts[2]), parts[3] if len(parts) > 3 else 1.0


class PdfPen:
    """Draws on a canvas of ReportLab, `scale` points a pixel, from (left, top) in points, top counted from below."""

    def __init__(self, canvas: Any, left: float, top: float, scale: float) -> None:
        self._canvas, self._left, self._top, self._scale = canvas, left, top, scale

    def _at(self, x: float, y: float) -> Point:
        return self._left + x * self._scale, self._top - y * self._scale

    def _path(self, points: list[Point]) -> Any:
        path = self._canvas.beginPath()
        path.moveTo(*self._at(*points[0]))
        for point in points[1:]:
            path.lineTo(*self._at(*point))
        return path

    def _fill(self, colour: str, opacity: float) -> None:
        red, green, blue, own = colour_parts(colour)
        self._canvas.setFillColorRGB(red / 255, green / 255, blue / 255, own * opacity)

    def line(self, points: list[Point], colour: str, width: float, dash: tuple = (), opacity: float = 1) -> None:
        red, green, blue, own = colour_parts(colour)
        self._canvas.setStrokeColorRGB(red / 255, green / 255, blue / 255, own * opacity)
        self._canvas.setLineWidth(width * self._scale)
        self._canvas.setLineJoin(1)
        self._canvas.setDash([part * self._scale for part in dash])
        self._canvas.drawPath(self._path(points), stroke=1, fill=0)

    def area(self, points: list[Point], colour: str, opacity: float = 1) -> None:
        self._fill(colour, opacity)
        path = self._path(points)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)

    def circle(self, x: float, y: float, radius: float, colour: str, opacity: float = 1) -> None:
        self._fill(colour, opacity)
        self._canvas.circle(*self._at(x, y), radius * self._scale, stroke=0, fill=1)

    def text(self, x: float, y: float, text: str, size: float, colour: str, bold: bool, up: bool = False) -> None:
        self._fill(colour, 1)
        self._canvas.saveState()
        self._canvas.translate(*self._at(x, y))
        if up:
            self._canvas.rotate(90)
        self._canvas.setFont(FACES[bold], size * self._scale)
        self._canvas.drawString(0, 0, written(text))
        self._canvas.restoreState()

    def width(self, text: str, size: float, bold: bool) -> float:
        return self._canvas.stringWidth(written(text), FACES[bold], size)


class PicturePen:
    """Draws into a picture, three times as fine as it is kept, so that edges are smooth."""

    FINE = 3

    def __init__(self, width: float, height: float, scale: float) -> None:
        self._scale = scale * self.FINE
        self._picture = Image.new("RGB", (round(width * self._scale), round(height * self._scale)), "#FFFFFF")
        self._draw = ImageDraw.Draw(self._picture, "RGBA")

    def picture(self) -> Image.Image:
        """What was drawn."""
        return self._picture.resize([side // self.FINE for side in self._picture.size], Image.Resampling.LANCZOS)

    def _points(self, points: list[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    @staticmethod
    def _ink(colour: str, opacity: float) -> tuple[int, int, int, int]:
        red, green, blue, own = colour_parts(colour)
        return red, green, blue, round(255 * own * opacity)

    def line(self, points: list[Point], colour: str, width: float, dash: tuple = (), opacity: float = 1) -> None:
        wide = max(1, round(width * self._scale))
        for piece in dashes(points, dash) if dash else [points]:
            self._draw.line(self._points(piece), self._ink(colour, opacity), wide, joint="curve")

    def area(self, points: list[Point], colour: str, opacity: float = 1) -> None:
        self._draw.polygon(self._points(points), self._ink(colour, opacity))

    def circle(self, x: float, y: float, radius: float, colour: str, opacity: float = 1) -> None:
        box = self._points([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(box, self._ink(colour, opacity))

    def text(self, x: float, y: float, text: str, size: float, colour: str, bold: bool, up: bool = False) -> None:
        font, ink = _face(bold, round(size * self._scale)), self._ink(colour, 1)
        if not up:
            self._draw.text((x * self._scale, y * self._scale), written(text), ink, font, anchor="ls")
            return
        box = font.getbbox(written(text), anchor="ls")
        turned = Image.new("L", (int(box[2]) + 2, round(size * self._scale * 1.4)))
        ImageDraw.Draw(turned).text((0, round(size * self._scale)), written(text), 255, font, anchor="ls")
        turned = turned.transpose(Image.Transpose.ROTATE_90)
        place = (round((x - size) * self._scale), round(y * self._scale) - turned.height)
        self._picture.paste(Image.new("RGB", turned.size, ink[:3]), place, turned)

    def width(self, text: str, size: float, bold: bool) -> float:
        return _face(bold, 100).getlength(written(text)) * size / 100


@cache
def _face(bold: bool, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / FACES[bold], size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _signs() -> frozenset[int]:
    return frozenset(TTFontFile(str(FONTS / FACES[False])).charToGlyph)


def written(text: str) -> str:
    """The text with what the typeface lacks left out of its letters ("ā" is "a") or as a question mark."""
    if all(ord(sign) in _signs() for sign in text):
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign if ord(sign) in _signs() else "?" for sign in plain if not unicodedata.combining(sign))


def dashes(points: list[Point], dash: tuple) -> list[list[Point]]:
    """A line of two points in the pieces that are drawn."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    stroke, step = dash[0], dash[0] + dash[-1]
    starts = [step * index for index in range(int(length / step) + 1)]

    def along(far: float) -> Point:
        share = min(1.0, far / length)
        return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share

    return [[along(start), along(start + stroke)] for start in starts if start < length]
