"""One row per group: its score as a dot with its interval, against a line everybody shares. An order, never a rank."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui import numbers
from pages.ui.charts import canvas
from pages.ui.look import Look
from pages.ui.words import t

ROW = 26


def ranking(
    frame: pd.DataFrame, look: Look, lang: str, *, reference: float | None = None, reference_label: str = ""
) -> go.Figure:
    """One row of `frame` is one group: key, label, score, n_people, tone ("good", "bad" or ""), optionally low, high.

    Rows are drawn top to bottom in the order given. `reference` is a vertical line (the region's mean, a standard).
    """
    names = [canvas.cut(label, 20) for label in frame["label"]]
    lows, highs = canvas.column(frame, "low"), canvas.column(frame, "high")
    left, right = canvas.score_range([*frame["score"], *lows, *highs, *([reference] if reference is not None else [])])
    figure = canvas.empty(look, lang, 62 + ROW * max(1, len(frame)))
    colours = [{"good": look.good, "bad": look.bad}.get(tone, look.grey) for tone in frame["tone"]]
    rows = list(range(len(frame)))
    for y, low, high, colour in zip(rows, lows, highs, colours, strict=True):
        if not numbers.missing(low) and not numbers.missing(high):
            figure.add_shape(
                type="line",
                x0=low,
                x1=high,
                y0=y,
                y1=y,
                line={"color": colour, "width": 2.5},
                opacity=0.55,
                layer="below",
            )
    figure.add_scatter(
        x=frame["score"],
        y=rows,
        mode="markers",
        marker={"size": 11, "color": colours, "line": {"color": look.page, "width": 1.5}},
        hoverinfo="text",
        hovertext=[
            _hover(row, low, high, lang) for row, low, high in zip(frame.itertuples(), lows, highs, strict=True)
        ],
        customdata=frame["key"].astype(str),
    )
    for y, score, colour, tone in zip(rows, frame["score"], colours, frame["tone"], strict=True):
        ink, text = (colour if tone else look.text), numbers.number(score, lang=lang)
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=8,
            y=y,
            text=f"<b>{text}</b>" if tone else text,
            showarrow=False,
            font={"color": ink},
        )
    if reference is not None:
        figure.add_vline(x=reference, line={"color": look.quiet, "width": 1.2, "dash": "dash"}, layer="below")
        figure.add_annotation(
            x=reference,
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            font={"color": look.quiet, "size": 12},
            text=f"{reference_label} {numbers.number(reference, lang=lang)}",
        )
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[canvas.escape(name) for name in names],
        range=[len(frame) - 0.4, -0.6],
        showgrid=True,
        tickfont={"color": look.text},
    )
    figure.update_xaxes(range=[left, right], nticks=5, showgrid=True)
    figure.update_layout(margin={"l": canvas.label_room(names), "r": 46, "t": 26, "b": 30}, hovermode="closest")
    return figure


def _hover(row, low: float | None, high: float | None, lang: str) -> str:
    known = not numbers.missing(low) and not numbers.missing(high)
    interval = (
        t("chart.interval", lang, low=numbers.number(low, lang=lang), high=numbers.number(high, lang=lang))
        if known
        else ""
    )
    people = "" if numbers.missing(row.n_people) else t("chart.people", lang, n=numbers.count(row.n_people, lang))
    return canvas.hover_lines(row.label, f"<b>{numbers.number(row.score, lang=lang)}</b>", interval, people)
