"""Importance against performance: four fields around the mean of both, with the diagonal."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats, t

CORNERS = (("concentrate", 0, 1), ("keep_up", 1, 1), ("low_priority", 0, 0), ("more_than_needed", 1, 0))

NEAR = 0.1  # of an axis: a mark this close above would cover the code


def quadrants(frame: pd.DataFrame, look: Look, lang: str) -> go.Figure:
    """One row of `frame` is one indicator: indicator (code), indicator_name, performance (points from the standard),
    importance (share of 1), quadrant (a code, `border`, or None), quadrant_words.

    Sure ones are filled, borders hollow. The cross stands at the means of the indicators shown.
    """
    figure = canvas.empty(look, lang, 380)
    across, up = _range(frame["performance"]), _range(frame["importance"] * 100, least=0.0)
    sides = _sides(frame, across[1] - across[0], up[1] - up[0])
    marks = (("sure", ~frame["quadrant"].isin(["border", None])), ("border", frame["quadrant"].isin(["border", None])))
    for kind, here in marks:
        rows = frame[here]
        figure.add_scatter(
            x=canvas.slim(rows["performance"]),
            y=canvas.slim(rows["importance"] * 100),
            mode="markers+text",
            text=[canvas.escape(code) for code in rows["indicator"]],
            textposition=[sides[code] for code in rows["indicator"]],
            textfont={"color": look.text, "size": 12},
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


def _sides(frame: pd.DataFrame, width: float, height: float) -> dict[str, str]:
    """Where each indicator's code stands: over its mark, or under it where another mark lies just above."""
    x, y = frame["performance"].to_numpy() / width, frame["importance"].to_numpy() * 100 / height
    sides = {}
    for index, code in enumerate(frame["indicator"]):
        above = (np.abs(x - x[index]) < NEAR) & (y >= y[index]) & (y - y[index] < NEAR)
        sides[code] = "bottom center" if above.sum() > 1 else "top center"  # each lies above itself
    return sides


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
