"""Figures leave the server as they are shown: a chart's coordinates carry the digits that its texts say.

What is drawn at 74.2 and sent as 74.21739130434783 tells whoever reads the bytes more than anybody is shown.
"""

from collections.abc import Callable, Sequence
from functools import wraps

import numpy as np
import plotly.graph_objects as go

SCORE, SHARE, PLACE = 1, 2, 2
"""Decimals: of scores and amounts; of axes within one either way, which are shares; of places that stand for names."""


def as_shown(chart: Callable[..., go.Figure]) -> Callable[..., go.Figure]:
    """`chart` with the numbers of its figure rounded, each to the digits of its axis."""

    @wraps(chart)
    def drawn(*given: object, **named: object) -> go.Figure:
        figure = chart(*given, **named)
        for side in "xy":
            _round(figure, side, _digits(figure, side))
        return figure

    return drawn


def _digits(figure: go.Figure, side: str) -> int:
    axis = figure.layout[f"{side}axis"]
    if axis.ticktext is not None:
        return PLACE
    values = [abs(value) for trace in figure.data for value in _numbers(trace[side])]
    return SHARE if values and max(values) <= 1 else SCORE


def _round(figure: go.Figure, side: str, digits: int) -> None:
    for trace in figure.data:
        _part(trace, side, digits)
        if "base" in trace and (trace.orientation == "h") == (side == "x"):
            _part(trace, "base", digits)
        if f"error_{side}" in trace:
            for end in ("array", "arrayminus"):
                _part(trace[f"error_{side}"], end, digits)
    for drawing in (*figure.layout.shapes, *figure.layout.annotations):
        if not str(drawing[f"{side}ref"] or "").startswith("paper") and " domain" not in str(drawing[f"{side}ref"]):
            for end in (side, f"{side}0", f"{side}1"):
                if end in drawing and isinstance(drawing[end], float):
                    drawing[end] = round(drawing[end], digits)
    axis = figure.layout[f"{side}axis"]
    for part in ("range", "tickvals"):
        _part(axis, part, digits)


def _part(holder: object, name: str, digits: int) -> None:
    if name not in holder:
        return
    values = holder[name]
    if isinstance(values, float):
        holder[name] = round(values, digits)
    elif isinstance(values, Sequence | np.ndarray) and not isinstance(values, str) and len(_numbers(values)):
        holder[name] = [round(float(one), digits) if isinstance(one, float) else one for one in _plain(values)]


def _plain(values: Sequence | np.ndarray) -> list:
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def _numbers(values: object) -> list[float]:
    """The fractions and whole numbers among the values of an axis; names and gaps are none."""
    if values is None or isinstance(values, str | float | int):
        return []
    kept = [one for one in _plain(values) if isinstance(one, int | float) and not isinstance(one, bool)]
    return [float(one) for one in kept if one == one]
