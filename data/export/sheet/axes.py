"""The axes of a chart: where a value lies, its ticks and their words."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data.export.sheet import texts
from data.export.sheet.pens import Pen

TICKS = 6


@dataclass(frozen=True)
class Box:
    """Where a chart's marks lie, in pixels of the whole chart."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Axis:
    """One axis: `low` and `high` lie at the pixels `start` and `end`; `side` is the pixel of the other axis at which
    its words stand."""

    given: dict[str, Any]
    usual: dict[str, Any]
    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)

    def get(self, name: str, default: Any = None) -> Any:
        """A setting of the axis, of the template, or the default."""
        own = self.given.get(name)
        return self.usual.get(name, default) if own is None else own

    def font(self, name: str, default: Any) -> Any:
        own = (self.given.get("tickfont") or {}).get(name)
        return (self.usual.get("tickfont") or {}).get(name, default) if own is None else own

    def ticks(self, separators: str) -> list[tuple[float, str]]:
        """(value, words) inside the axis."""
        if self.given.get("tickvals") is not None:
            values = list(self.given["tickvals"])
            words = self.given.get("ticktext") or [str(value) for value in values]
            return [(value, str(text)) for value, text in zip(values, words, strict=True) if self._inside(value)]
        low, high = sorted((self.low, self.high))
        step = _step((high - low) / max(2, self.get("nticks") or TICKS))
        values = [step * place for place in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
        digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step % 1 else 0
        suffix = self.get("ticksuffix", "")
        return [(value, f"{value + 0.0:.{digits}f}".replace(".", separators[0]) + suffix) for value in values]

    def _inside(self, value: float) -> bool:
        low, high = sorted((self.low, self.high))
        return low - 1e-9 <= value <= high + 1e-9


def _step(least: float) -> float:
    """The smallest of 1, 2, 5 x 10^k that is at least so much."""
    power = 10.0 ** math.floor(math.log10(least or 1))
    return next(size * power for size in (1, 2, 5, 10) if size * power >= least - 1e-12)


def axes(figure: dict[str, Any], box: Box) -> dict[str, Axis]:
    """Name (`x`, `y2`) -> axis."""
    layout = figure["layout"]
    usual = layout.get("template", {}).get("layout", {})
    names = {re.sub("axis", "", key) for key in layout if re.fullmatch(r"[xy]axis\d*", key)} | {"x", "y"}
    found = {}
    for name in sorted(names):
        given = layout.get(f"{name[0]}axis{name[1:]}") or {}
        first, last = given.get("domain") or (0, 1)
        if name[0] == "x":
            start, end = box.left + first * box.width, box.left + last * box.width
        else:
            start, end = box.top + (1 - first) * box.height, box.top + (1 - last) * box.height
        low, high = given.get("range") or _reach(figure, name)
        found[name] = Axis(given, usual.get(f"{name[0]}axis") or {}, float(low), float(high), start, end)
    return found


def _reach(figure: dict[str, Any], name: str) -> tuple[float, float]:
    """The values drawn along an axis without a range, with a little air."""
    own = [trace for trace in figure["data"] if (trace.get(f"{name[0]}axis") or name[0]) == name]
    values = [value for trace in own for value in trace.get(name[0]) or () if known(value)]
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = (high - low) * 0.06 or 0.5
    return low - air, high + air


def known(value: object) -> bool:
    return value is not None and value == value


def grid(pen: Pen, figure: dict[str, Any], found: dict[str, Axis], separators: str) -> None:
    """The lines behind the marks; none where nothing is drawn."""
    used = {trace.get(f"{name}axis") or name for trace in figure["data"] for name in "xy"}
    for name, axis in found.items():
        if name not in used or not axis.get("visible", True) or not axis.get("showgrid", True):
            continue
        other = found[across(name, axis)]
        for value, _ in axis.ticks(separators):
            place = axis.at(value)
            ends = [(place, other.start), (place, other.end)]
            pen.line(ends if name[0] == "x" else [(y, x) for x, y in ends], axis.get("gridcolor", "#E6EAEE"), 1)


def across(name: str, axis: Axis) -> str:
    """The axis that crosses this one."""
    return axis.given.get("anchor") or {"x": "y", "y": "x"}[name[0]] + name[1:]


def over(pen: Pen, figure: dict[str, Any], width: float) -> float:
    """The room above a plot `width` wide that the words over its columns take; 0 where there are none."""
    given = figure["layout"].get("xaxis") or {}
    if given.get("side") != "top" or not given.get("ticktext"):
        return 0.0
    size, blocks = _over(given)
    if _upright(pen, given, width):
        return max(texts.width(pen, line, size) for block in blocks for line in block) + 10
    return max(len(block) for block in blocks) * size * texts.LINE + 8


def _over(given: dict[str, Any]) -> tuple[float, list[list[list[texts.Run]]]]:
    return (given.get("tickfont") or {}).get("size", 11), [texts.lines(text) for text in given["ticktext"]]


def _upright(pen: Pen, given: dict[str, Any], width: float) -> bool:
    """Whether words over columns must be turned to stand beside each other."""
    size, blocks = _over(given)
    widest = max(texts.width(pen, line, size) for block in blocks for line in block)
    return widest > width / len(blocks) - 4


def words(pen: Pen, found: dict[str, Axis], separators: str) -> None:
    """The words at the ticks, and what an axis is called."""
    for name, axis in found.items():
        if not axis.get("visible", True):
            continue
        other = found[across(name, axis)]
        size, colour = axis.font("size", 13), axis.font("color", "#5B6773")
        ticks = axis.ticks(separators) if axis.get("showticklabels", True) else []
        if axis.get("side") == "top" and ticks and _upright(pen, axis.given, abs(axis.end - axis.start)):
            _turned(pen, axis, other.end - 5, ticks, size, colour)
            ticks = []
        for x, y, text, along, down in _places(name, axis, other, ticks):
            texts.block(pen, x, y, text, size, colour, along, down)
        _title(pen, name, axis, other)


def _turned(pen: Pen, axis: Axis, y: float, ticks: list, size: float, colour: str) -> None:
    """Words that stand upright over their column, read from below."""
    for value, text in ticks:
        some = texts.lines(text)
        left = axis.at(value) - size * texts.LINE * len(some) / 2
        for number, line in enumerate(some):
            pen.text(
                left + size * (texts.LINE * number + 1.02),
                y,
                "".join(run.text for run in line),
                size,
                colour,
                False,
                up=True,
            )


def _places(name: str, axis: Axis, other: Axis, ticks: list) -> Iterator[tuple[float, float, str, str, str]]:
    for value, text in ticks:
        if name[0] == "y":
            yield other.start - 6, axis.at(value), text, "right", "middle"
        elif axis.get("side") == "top":
            yield axis.at(value), other.end - 4, text, "center", "bottom"
        else:
            yield axis.at(value), other.start + 5, text, "center", "top"


def _title(pen: Pen, name: str, axis: Axis, other: Axis) -> None:
    title = axis.given.get("title") or {}
    text = title.get("text") if isinstance(title, dict) else title
    if not text:
        return
    font = (axis.usual.get("title") or {}).get("font") or {}
    size, colour = font.get("size", 13), font.get("color", "#5B6773")
    middle = (axis.start + axis.end) / 2
    if name[0] == "x":
        texts.block(pen, middle, other.start + 28, text, size, colour, "center", "top")
    else:
        pen.text(other.start - 40, middle + pen.width(text, size, False) / 2, text, size, colour, False, up=True)
