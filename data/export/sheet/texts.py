"""Text with the few tags that charts and pages use: `<b>`, `<br>`, `<span style='color:...'>`."""

import html
import re
from dataclasses import dataclass

from data.export.sheet.pens import Pen

LINE = 1.32  # of the size, from one line to the next
_TAG = re.compile(r"(<[^>]*>)")
_COLOUR = re.compile(r"color:\s*([^;'\"]+)")


@dataclass(frozen=True)
class Run:
    """Some words in one face; `colour` is None where the text has its own."""

    text: str
    bold: bool = False
    colour: str | None = None


def lines(text: str, bold: bool = False) -> list[list[Run]]:
    """The lines of a text, each the runs of it."""
    found: list[list[Run]] = [[]]
    depth = int(bold)
    colours: list[str | None] = [None]
    for piece in _TAG.split(str(text)):
        tag = piece.lower()
        if tag.startswith("<br"):
            found.append([])
        elif tag in ("<b>", "</b>"):
            depth += 1 if tag == "<b>" else -1
        elif tag.startswith("<span"):
            named = _COLOUR.search(piece)
            colours.append(named.group(1) if named else colours[-1])
        elif tag.startswith("</span"):
            colours.pop()
        elif piece:
            found[-1].append(Run(html.unescape(piece), depth > 0, colours[-1]))
    return found


def wrapped(pen: Pen, text: str, size: float, room: float, bold: bool = False) -> list[list[Run]]:
    """The lines of a text, none wider than `room`: broken at spaces, a longer word inside itself."""
    found: list[list[Run]] = []
    for line in lines(text, bold):
        now: list[Run] = []
        used = 0.0
        for run in line:
            for word in re.findall(r"\s+|\S+", run.text):
                for piece in _pieces(pen, word, size, room, run.bold):
                    wide = pen.width(piece, size, run.bold)
                    if used + wide > room and now and not piece.isspace():
                        found.append(now)
                        now, used = [], 0.0
                    if now or not piece.isspace():
                        now.append(Run(piece, run.bold, run.colour))
                        used += wide
        found.append(now)
    return found


def _pieces(pen: Pen, word: str, size: float, room: float, bold: bool) -> list[str]:
    if pen.width(word, size, bold) <= room or len(word) < 2:
        return [word]
    keep = max(1, int(len(word) * room / pen.width(word, size, bold)) - 1)
    return [word[:keep], *_pieces(pen, word[keep:], size, room, bold)]


def width(pen: Pen, runs: list[Run], size: float) -> float:
    return sum(pen.width(run.text, size, run.bold) for run in runs)


def put(pen: Pen, x: float, y: float, runs: list[Run], size: float, colour: str, align: float = 0.0) -> None:
    """One line on `y`; `align`: the share of it that lies left of `x`."""
    x -= align * width(pen, runs, size)
    for run in joined(runs):
        pen.text(x, y, run.text, size, run.colour or colour, run.bold)
        x += pen.width(run.text, size, run.bold)


def joined(runs: list[Run]) -> list[Run]:
    """Neighbours in one face as one run, so that whoever reads the page finds whole sentences."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].bold, found[-1].colour) == (run.bold, run.colour):
            found[-1] = Run(found[-1].text + run.text, run.bold, run.colour)
        else:
            found.append(run)
    return found


_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def block(
    pen: Pen, x: float, y: float, text: str, size: float, colour: str, across: str = "left", down: str = "middle"
) -> None:
    """A text of one or more lines at a point: `across` and `down` say which part of it lies there."""
    some = lines(text)
    wide = max(width(pen, line, size) for line in some)
    left = x - _ACROSS[across] * wide
    top = y - _DOWN[down] * size * LINE * len(some)
    for number, line in enumerate(some):
        base = top + size * (LINE * number + LINE / 2 + 0.36)
        put(pen, left + _ACROSS[across] * wide, base, line, size, colour, _ACROSS[across])
