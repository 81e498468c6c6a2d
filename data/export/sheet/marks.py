"""The marks of a chart: lines, points, bars, cells and words along its axes. A kind that is not listed here is not left
out in silence: it is an error, and a test draws every chart of the screen."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from data.export.sheet import texts
from data.export.sheet.axes import Axis, known
from data.export.sheet.pens import Pen, Point

DASHES = {"dash": (8, 5), "dot": (2, 4), "solid": (), None: ()}
CORNERS: dict[str, list[Point]] = {
    "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
}
TEXT = "#0B1520"
Trace = dict[str, Any]


def scatter(pen: Pen, trace: Trace, x: Axis, y: Axis) -> None:
    """Lines, areas, points and words at points."""
    mode = trace.get("mode") or "lines"
    opacity = trace.get("opacity", 1)
    places = [
        (x.at(a), y.at(b)) if known(a) and known(b) else None for a, b in zip(trace["x"], trace["y"], strict=True)
    ]
    pieces = [piece for piece in _pieces(places) if piece]
    if trace.get("fill") == "toself":
        for piece in pieces:
            pen.area(piece, trace["fillcolor"], opacity)
    for name, axis in (("error_x", x), ("error_y", y)):
        if trace.get(name):
            _ranges(pen, trace, trace[name], name, axis, places)
    line = trace.get("line") or {}
    if "lines" in mode and line.get("width") != 0:
        for piece in pieces:
            if len(piece) > 1:
                pen.line(piece, line.get("color", TEXT), line.get("width", 2), DASHES[line.get("dash")], opacity)
    if "markers" in mode:
        _points(pen, trace, places, opacity)
    if "text" in mode:
        _words(pen, trace, places)


def _pieces(places: list[Point | None]) -> Iterator[list[Point]]:
    now: list[Point] = []
    for place in [*places, None]:
        if place is None:
            yield now
            now = []
        else:
            now.append(place)


def _each(value: Any, default: Any) -> Iterator[Any]:
    """A setting of every point: a list of them, or one for all."""
    if isinstance(value, list | tuple):
        return iter(value)
    return cycle([default if value is None else value])


def _points(pen: Pen, trace: Trace, places: list[Point | None], opacity: float) -> None:
    marker = trace.get("marker") or {}
    edge = marker.get("line") or {}
    looks = zip(
        _each(marker.get("size"), 6), _each(marker.get("color"), TEXT), _each(marker.get("symbol"), "circle"),
        _each(marker.get("opacity"), 1), strict=False,
    )  # fmt: skip
    for place, (size, colour, symbol, own) in zip(places, looks, strict=False):
        if place is None or size < 1 or colour == "rgba(0,0,0,0)":
            continue
        radius, wide = size / 2, edge.get("width") or 0
        if symbol.endswith("-open"):
            _symbol(pen, symbol.removesuffix("-open"), place, radius + 1, colour, opacity * own)
            _symbol(pen, symbol.removesuffix("-open"), place, radius - 1, "#FFFFFF", 1)
            continue
        if wide and edge.get("color"):
            _symbol(pen, symbol, place, radius + wide / 2, edge["color"], 1)
            radius -= wide / 2
        _symbol(pen, symbol, place, radius, colour, opacity * own)


def _symbol(pen: Pen, symbol: str, place: Point, radius: float, colour: str, opacity: float) -> None:
    x, y = place
    if symbol == "circle":
        pen.circle(x, y, radius, colour, opacity)
        return
    pen.area([(x + radius * a, y + radius * b) for a, b in CORNERS[symbol]], colour, opacity)


def _ranges(pen: Pen, trace: Trace, error: dict, name: str, axis: Axis, places: list[Point | None]) -> None:
    """The range of every point, with a small bar at either end."""
    values = trace[name[-1]]
    cap, colour, wide = error.get("width", 4), error.get("color", TEXT), error.get("thickness", 2)
    opacity = trace.get("opacity", 1)
    downs = error.get("arrayminus") or error["array"]
    for place, value, up, down in zip(places, values, error["array"], downs, strict=True):
        if place is None or not (up or down):
            continue
        ends = [axis.at(value - (down or 0)), axis.at(value + (up or 0))]
        along = [(end, place[1]) for end in ends] if name == "error_x" else [(place[0], end) for end in ends]
        pen.line(along, colour, wide, (), opacity)
        for a, b in along:
            bar = [(a, b - cap), (a, b + cap)] if name == "error_x" else [(a - cap, b), (a + cap, b)]
            pen.line(bar, colour, wide, (), opacity)


def _words(pen: Pen, trace: Trace, places: list[Point | None]) -> None:
    font = trace.get("textfont") or {}
    sizes = [size for size in [(trace.get("marker") or {}).get("size")] if isinstance(size, int | float)]
    away = (sizes[0] if sizes and "markers" in trace["mode"] else 6) / 2 + 1
    looks = zip(
        _each(trace["text"], ""), _each(font.get("color"), TEXT), _each(font.get("size"), 13),
        _each(trace.get("textposition"), "middle center"), strict=False,
    )  # fmt: skip
    for place, (text, colour, size, position) in zip(places, looks, strict=False):
        if place is None or not text:
            continue
        down, side = position.split()
        x, y = place
        x += {"left": -away, "center": 0, "right": away}[side] if down == "middle" else 0
        y += {"top": -away, "middle": 0, "bottom": away}[down]
        across = {"left": "right", "right": "left", "center": "center"}[side]
        texts.block(pen, x, y, text, size, colour, across, {"top": "bottom", "middle": "middle", "bottom": "top"}[down])


def bar(pen: Pen, trace: Trace, x: Axis, y: Axis) -> None:
    """Bars that lie."""
    if trace.get("orientation") != "h":
        raise ValueError("bars that stand are not drawn")
    half = trace.get("width", 0.8) / 2
    colours = _each((trace.get("marker") or {}).get("color"), TEXT)
    bases = _each(trace.get("base"), 0.0)
    for place, value, base, colour in zip(trace["y"], trace["x"], bases, colours, strict=False):
        if known(value):
            left, right = x.at(base or 0), x.at((base or 0) + value)
            top, bottom = y.at(place - half), y.at(place + half)
            pen.area([(left, top), (right, top), (right, bottom), (left, bottom)], colour, trace.get("opacity", 1))


def heatmap(pen: Pen, trace: Trace, x: Axis, y: Axis) -> None:
    """Cells one wide and one tall, in steps of colour."""
    low, high = trace["zmin"], trace["zmax"]
    gap_x, gap_y = (trace.get("xgap") or 0) / 2, (trace.get("ygap") or 0) / 2
    for row, values in enumerate(trace["z"]):
        for column, value in enumerate(values):
            if known(value):
                share = (value - low) / (high - low)
                colour = next(name for end, name in reversed(trace["colorscale"]) if end <= share + 1e-9)
                left, right = sorted((x.at(column - 0.5), x.at(column + 0.5)))
                top, bottom = sorted((y.at(row - 0.5), y.at(row + 0.5)))
                left, right, top, bottom = left + gap_x, right - gap_x, top + gap_y, bottom - gap_y
                pen.area([(left, top), (right, top), (right, bottom), (left, bottom)], colour)


KINDS = {"scatter": scatter, "bar": bar, "heatmap": heatmap}
