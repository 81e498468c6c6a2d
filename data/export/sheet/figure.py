"""A chart as Plotly describes it, drawn with a pen: the chart on paper is the chart on screen."""

from typing import Any

from data.export.sheet import texts
from data.export.sheet.axes import Axis, Box, axes, grid, over, words
from data.export.sheet.marks import DASHES, KINDS, TEXT
from data.export.sheet.pens import Pen


def height(figure: dict[str, Any]) -> float:
    """How tall a chart is, in pixels, whatever its width."""
    return float(figure["layout"]["height"])


def draw(pen: Pen, figure: dict[str, Any], width: float) -> None:
    """Draw a chart `width` pixels wide."""
    layout = figure["layout"]
    margin = {"l": 80, "r": 80, "t": 100, "b": 80} | (layout.get("margin") or {})
    margin["t"] = max(margin["t"], over(pen, figure, width - margin["l"] - margin["r"]))
    box = Box(margin["l"], margin["t"], width - margin["l"] - margin["r"], height(figure) - margin["t"] - margin["b"])
    usual = (layout.get("template") or {}).get("layout") or {}
    separators = layout.get("separators") or usual.get("separators") or ".,"
    found = axes(figure, box)
    grid(pen, figure, found, separators)
    shapes = layout.get("shapes") or ()
    for shape in shapes:
        if shape.get("layer") == "below":
            _shape(pen, shape, found, box)
    for trace in figure["data"]:
        kind = KINDS[trace.get("type", "scatter")]
        kind(pen, trace, found[trace.get("xaxis") or "x"], found[trace.get("yaxis") or "y"])
    for shape in shapes:
        if shape.get("layer") != "below":
            _shape(pen, shape, found, box)
    words(pen, found, separators)
    ink = (usual.get("font") or {}).get("color", TEXT)
    for note in layout.get("annotations") or ():
        _annotation(pen, note, found, box, ink)


def _shape(pen: Pen, shape: dict[str, Any], found: dict[str, Axis], box: Box) -> None:
    if shape.get("type") != "line":
        raise ValueError(f"a shape of kind {shape.get('type')} is not drawn")
    line = shape.get("line") or {}
    ends = [
        (_place(shape[f"x{end}"], shape.get("xref"), found, box, "x"),
         _place(shape[f"y{end}"], shape.get("yref"), found, box, "y"))
        for end in (0, 1)
    ]  # fmt: skip
    pen.line(ends, line.get("color", TEXT), line.get("width", 2), DASHES[line.get("dash")])


def _place(value: float, ref: str | None, found: dict[str, Axis], box: Box, name: str) -> float:
    """The pixel of a value on its axis, or of a share of the axis or of the whole plot."""
    ref = ref or name
    if ref == "paper":
        return box.left + value * box.width if name == "x" else box.top + (1 - value) * box.height
    axis = found[ref.removesuffix(" domain")]
    return axis.start + value * (axis.end - axis.start) if ref.endswith(" domain") else axis.at(value)


def _annotation(pen: Pen, note: dict[str, Any], found: dict[str, Axis], box: Box, ink: str) -> None:
    x = _place(note["x"], note.get("xref"), found, box, "x") + (note.get("xshift") or 0)
    y = _place(note["y"], note.get("yref"), found, box, "y") - (note.get("yshift") or 0)
    font = note.get("font") or {}
    across, down = note.get("xanchor") or "center", note.get("yanchor") or "middle"
    texts.block(pen, x, y, note["text"], font.get("size", 13), font.get("color") or ink, across, down)
