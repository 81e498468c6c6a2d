"""One row per group: its score as a dot with its interval, against a line everybody shares. An order, never a rank."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats, t

ROW = 26


def ranking(
    frame: pd.DataFrame, look: Look, lang: str, *, reference: float | None = None, reference_label: str = ""
) -> go.Figure:
    """One row of `frame` is one group: key, label, score, n_people, tone ("good", "bad" or ""), optionally low, high.

    Rows are drawn top to bottom in the order given; one without a score is a word between the others.
    `reference` is a vertical line (the region's mean, a standard).
    """
    names = [canvas.cut(label, 20) for label in frame["label"]]
    lows, highs = canvas.column(frame, "low"), canvas.column(frame, "high")
    left, right = canvas.score_range([*frame["score"], *lows, *highs, *([reference] if reference is not None else [])])
    figure = canvas.empty(look, lang, 62 + ROW * max(1, len(frame)))
    colours = [{"good": look.good, "bad": look.bad}.get(tone, look.grey) for tone in frame["tone"]]
    rows = list(range(len(frame)))
    for colour in dict.fromkeys(colours):
        intervals = [
            (low, high, y)
            for low, high, y, own in zip(lows, highs, rows, colours, strict=True)
            if own == colour and not formats.missing(low) and not formats.missing(high)
        ]
        _intervals(figure, intervals, colour)
    figure.add_scatter(
        x=canvas.slim(frame["score"]),
        y=rows,
        mode="markers",
        marker={"size": 11, "color": colours, "line": {"color": look.page, "width": 1.5}},
        hoverinfo="text",
        hovertext=[
            _hover(row, low, high, lang) for row, low, high in zip(frame.itertuples(), lows, highs, strict=True)
        ],
        customdata=canvas.codes(frame["key"]),
    )
    texts = ["" if formats.missing(score) else formats.number(score, lang=lang) for score in frame["score"]]
    figure.add_scatter(
        x=[right] * len(frame),
        y=rows,
        mode="text",
        text=[f"  <b>{text}</b>" if tone else f"  {text}" for text, tone in zip(texts, frame["tone"], strict=True)],
        textposition="middle right",
        textfont={"color": [own if tone else look.text for own, tone in zip(colours, frame["tone"], strict=True)]},
        hoverinfo="skip",
        cliponaxis=False,
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
            text=f"{reference_label} {formats.number(reference, lang=lang)}",
        )
    canvas.whole_rows(figure, frame["key"], left, right)
    canvas.name_rows(figure, names, look, lines=True)
    figure.update_xaxes(range=[left, right], nticks=5, showgrid=True)
    figure.update_layout(margin={"l": canvas.label_room(names), "r": 46, "t": 26, "b": 30}, hovermode="closest")
    return figure


def _intervals(figure: go.Figure, some: list[tuple[float, float, int]], colour: str) -> None:
    """All intervals of one colour as one trace: a shape each costs plotly seconds at fifty rows."""
    figure.add_scatter(
        x=[part for low, high, _ in some for part in (*canvas.slim([low, high]), None)],
        y=[part for _, _, y in some for part in (y, y, None)],
        mode="lines",
        line={"color": colour, "width": 2.5},
        opacity=0.55,
        hoverinfo="skip",
    )


def _hover(row, low: float | None, high: float | None, lang: str) -> str:
    known = not formats.missing(low) and not formats.missing(high)
    interval = (
        t("chart.interval", lang, low=formats.number(low, lang=lang), high=formats.number(high, lang=lang))
        if known
        else ""
    )
    people = formats.answered(row.n_people, getattr(row, "n_respondents", None), lang)
    return canvas.hover_lines(row.label, f"<b>{formats.number(row.score, lang=lang)}</b>", interval, people)
