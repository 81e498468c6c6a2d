"""Importance against performance: four fields around the mean of both, with the diagonal."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.charts.rounded import as_shown
from pages.ui.words import formats, t

CORNERS = (("concentrate", 0, 1), ("keep_up", 1, 1), ("low_priority", 0, 0), ("more_than_needed", 1, 0))

PHONE = (290, 320)  # pixels the plot has on a phone; where names do not touch there, they do not on a wide screen
LETTERS, LETTER, LINE, MARK = 16, 6.0, 14, 9  # of a line of a name; pixels of a letter, a line, and a mark's radius
POSITIONS = {  # where a name may stand, the best first: of its box, how far it is right of the mark and above it
    "top center": (0, 1), "bottom center": (0, -1), "middle right": (1, 0), "middle left": (-1, 0),
    "top right": (1, 1), "top left": (-1, 1), "bottom right": (1, -1), "bottom left": (-1, -1),
}  # fmt: skip
Box = tuple[float, float, float, float]  # left, right, bottom, top, in pixels


@as_shown
def quadrants(frame: pd.DataFrame, look: Look, lang: str) -> go.Figure:
    """One row of `frame` is one indicator: indicator (code), indicator_name, performance (points from the standard),
    importance (share of 1), quadrant (a code, `border`, or None), quadrant_words.

    Sure ones are filled, borders hollow. The cross stands at the means of the indicators shown.
    """
    figure = canvas.empty(look, lang, 380)
    across, up = _range(frame["performance"]), _range(frame["importance"] * 100, least=0.0)
    sides = _sides(frame, across, up, lang)
    marks = (("sure", ~frame["quadrant"].isin(["border", None])), ("border", frame["quadrant"].isin(["border", None])))
    for kind, here in marks:
        rows = frame[here]
        figure.add_scatter(
            x=canvas.slim(rows["performance"]),
            y=canvas.slim(rows["importance"] * 100),
            mode="markers+text",
            text=["<br>".join(map(canvas.escape, _lines(name))) for name in rows["indicator_name"]],
            textposition=[sides[code] for code in rows["indicator"]],
            textfont={"color": look.text, "size": 11},
            marker={
                "size": 13,
                "color": look.accent,  # an open symbol takes its outline from here
                "symbol": "circle" if kind == "sure" else "circle-open",
                "line": {"color": look.accent, "width": 2},
            },
            cliponaxis=False,
            hoverinfo="text",
            hovertext=[_hover(row, lang) for row in rows.itertuples()],
            customdata=rows["indicator"].tolist(),
        )
    middle = {"color": look.grey, "width": 1, "dash": "dot"}
    figure.add_vline(x=float(frame["performance"].mean()), line=middle)
    figure.add_hline(y=float(frame["importance"].mean() * 100), line=middle)
    figure.add_scatter(
        **_diagonal(frame, across, up), mode="lines", line={"color": look.grid, "width": 1}, hoverinfo="skip"
    )
    for name, x, y in CORNERS:
        side = ("left", "right")[x]
        figure.add_annotation(
            x=x, y=y, xref="paper", yref="paper", xanchor=side, yanchor=("bottom", "top")[y], align=side,
            text=t(f"quadrant.{name}", lang).replace(", ", ",<br>"), showarrow=False,
            font={"color": look.quiet, "size": 11},
        )  # fmt: skip
    figure.update_xaxes(range=list(across), title={"text": t("quadrant.performance", lang), "standoff": 6}, nticks=6)
    figure.update_yaxes(range=list(up), title={"text": t("quadrant.importance", lang), "standoff": 6}, ticksuffix="%")
    figure.update_layout(margin={"l": 56, "r": 12, "t": 8, "b": 44}, hovermode="closest")
    return figure


def _lines(name: str) -> list[str]:
    return canvas.wrapped(name, LETTERS, 3)


def _sides(frame: pd.DataFrame, across: tuple[float, float], up: tuple[float, float], lang: str) -> dict[str, str]:
    """Where each indicator's name stands beside its mark, so that on a phone it covers no mark, no other name and no
    corner, and is not cut; where that cannot be, where it covers least."""
    x = (frame["performance"] - across[0]) / (across[1] - across[0]) * PHONE[0]
    y = (frame["importance"] * 100 - up[0]) / (up[1] - up[0]) * PHONE[1]
    marks = list(zip(x, y, strict=True))
    taken = [(left - MARK, left + MARK, low - MARK, low + MARK) for left, low in marks] + _corners(lang)
    sides = {}
    for code, name, mark in zip(frame["indicator"], frame["indicator_name"], marks, strict=True):
        boxes = {side: _box(mark, _lines(name), *way) for side, way in POSITIONS.items()}
        sides[code] = min(boxes, key=lambda side: sum(_shared(boxes[side], box) for box in taken) + _out(boxes[side]))
        taken.append(boxes[sides[code]])
    return sides


def _box(mark: tuple[float, float], lines: list[str], right: int, above: int) -> Box:
    """The pixels a name takes beside its mark."""
    wide, tall = max(map(len, lines)) * LETTER, len(lines) * LINE
    middle = mark[0] + right * (wide / 2 + MARK), mark[1] + above * (tall / 2 + MARK)
    return middle[0] - wide / 2, middle[0] + wide / 2, middle[1] - tall / 2, middle[1] + tall / 2


def _corners(lang: str) -> list[Box]:
    """The pixels the names of the four fields take."""
    boxes = []
    for name, x, y in CORNERS:
        lines = t(f"quadrant.{name}", lang).split(", ")
        wide, tall = max(map(len, lines)) * LETTER, len(lines) * LINE
        left, low = x * (PHONE[0] - wide), y * (PHONE[1] - tall)
        boxes.append((left, left + wide, low, low + tall))
    return boxes


def _shared(one: Box, other: Box) -> float:
    """Square pixels two boxes have in common."""
    wide, tall = min(one[1], other[1]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[2], other[2])
    return max(0.0, wide) * max(0.0, tall)


def _out(box: Box) -> float:
    """Square pixels of a box that lie outside the plot; they count double, for what is cut cannot be read."""
    whole = (box[1] - box[0]) * (box[3] - box[2])
    return 2 * (whole - _shared(box, (0.0, PHONE[0], 0.0, PHONE[1])))


def _diagonal(frame: pd.DataFrame, across: tuple[float, float], up: tuple[float, float]) -> dict[str, list[float]]:
    """Where weight and result are equally far from their means, in standard units; cut to the axes."""
    x, y = frame["performance"], frame["importance"] * 100
    slope = y.std() / x.std() if x.std() > 0 else 0.0
    if not slope > 0:
        return {"x": [], "y": []}
    reached = [(edge - y.mean()) / slope + x.mean() for edge in up]
    ends = [max(across[0], reached[0]), min(across[1], reached[1])]
    return {"x": ends, "y": [y.mean() + slope * (end - x.mean()) for end in ends]}


def _range(values: pd.Series, least: float | None = None) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = max(0.18 * (high - low), 1.0)
    return (low - room if least is None else max(least, low - room)), high + room


def _hover(row, lang: str) -> str:
    return canvas.hover_lines(
        row.indicator_name,
        t("quadrant.performance", lang) + f": <b>{formats.signed(row.performance, lang=lang)}</b>",
        t("quadrant.importance", lang) + f": <b>{formats.percent(row.importance, lang=lang)}</b>",
        canvas.escape(row.quadrant_words),
    )
