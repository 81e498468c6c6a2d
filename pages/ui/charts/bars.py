"""Amounts as bars from zero, and pairs of scores as dumbbells."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats

ROW, LINE = 30, 15  # pixels; of a name's second line and third


def bars(frame: pd.DataFrame, look: Look, lang: str, *, top: float | None = None) -> go.Figure:
    """One row of `frame` is one bar: key, label, value (>= 0), text (what is written at its end), tone, and optionally
    value_low, value_high (its interval) and n_people.

    Bars start at zero; `top` fixes the axis where several charts must compare.
    """
    names = [canvas.in_rows(label) for label in frame["label"]]
    figure = canvas.empty(look, lang, 16 + _row(names) * max(1, len(frame)))
    rows = list(range(len(frame)))
    colours = {"good": look.good, "bad": look.bad, "quiet": look.grey}
    figure.add_bar(
        x=canvas.slim(frame["value"]),
        y=rows,
        orientation="h",
        width=0.62,
        marker={"color": [colours.get(tone, look.accent) for tone in frame["tone"]], "cornerradius": 3},
        hoverinfo="text",
        hovertext=[
            canvas.hover_lines(
                row.label, f"<b>{canvas.escape(row.text)}</b>", *canvas.range_and_people(row, lang, "value_")
            )
            for row in frame.itertuples()
        ],
        customdata=canvas.codes(frame["key"]),
    )
    ends = frame["value"].fillna(0).astype(float)
    if "value_high" in frame:
        ends = frame["value_high"].astype(float).fillna(ends)
        figure.add_scatter(
            x=[part for low, high in zip(frame["value_low"], ends, strict=True) for part in (low, high, None)],
            y=[part for row in rows for part in (row, row, None)],
            mode="lines",
            line={"color": look.text, "width": 1.4},
            hoverinfo="skip",
        )
    most = top or ends.max() or 1.0
    figure.add_scatter(
        x=ends.tolist(),
        y=rows,
        mode="text",
        text=[f" {canvas.escape(text)}" for text in frame["text"]],
        textposition="middle right",
        textfont={"color": look.text},
        hoverinfo="skip",
        cliponaxis=False,
    )
    canvas.whole_rows(figure, frame["key"], 0, most)
    figure.update_xaxes(range=[0, most], visible=False)
    canvas.name_rows(figure, names, look, lines=False)
    room = canvas.label_room([str(text) for text in frame["text"]], 130)
    figure.update_layout(
        margin={"l": canvas.label_room(names, 160), "r": room, "t": 6, "b": 6}, hovermode="closest", barmode="overlay"
    )
    return figure


def _row(names: list[str]) -> int:
    return max([ROW, *(LINE * (name.count("\n") + 1) + 12 for name in names)])


def dumbbells(frame: pd.DataFrame, look: Look, lang: str, *, first: str, second: str) -> go.Figure:
    """One row of `frame` is one pair: key, label, one, two (scores), and optionally low, high (interval of `two`) and
    n_people. `first` and `second` name the two marks above the top row."""
    names = [canvas.in_rows(label) for label in frame["label"]]
    figure = canvas.empty(look, lang, 50 + _row(names) * max(1, len(frame)))
    rows = list(range(len(frame)))
    pairs = [
        (one, two, y)
        for one, two, y in zip(frame["one"], frame["two"], rows, strict=True)
        if not formats.missing(one) and not formats.missing(two)
    ]
    figure.add_scatter(
        x=[part for one, two, _ in pairs for part in (one, two, None)],
        y=[part for _, _, y in pairs for part in (y, y, None)],
        mode="lines",
        line={"color": look.grey, "width": 3},
        opacity=0.6,
        hoverinfo="skip",
    )
    marks = (("one", first, look.grey, "circle"), ("two", second, look.accent, "diamond"))
    for name, title, colour, symbol in marks:
        figure.add_scatter(
            x=canvas.slim(frame[name]),
            y=rows,
            mode="markers",
            marker={"size": 12, "color": colour, "symbol": symbol, "line": {"color": look.page, "width": 1.2}},
            cliponaxis=False,
            hoverinfo="text",
            hovertext=[
                canvas.hover_lines(
                    row.label,
                    f"{title}: <b>{formats.number(getattr(row, name), lang=lang)}</b>",
                    *(canvas.range_and_people(row, lang) if name == "two" else ()),
                )
                for row in frame.itertuples()
            ],
            customdata=canvas.codes(frame["key"]),
        )
    if "low" in frame:
        figure.data[-1].error_x = canvas.whiskers(frame, "two", look.accent)
    legend = f"<span style='color:{look.quiet}'>● {first}</span>   <span style='color:{look.accent}'>◆ {second}</span>"
    figure.add_annotation(
        x=0, xref="paper", y=1, yref="paper", yanchor="bottom", xanchor="left", text=legend, showarrow=False
    )
    reach = [*frame["one"], *frame["two"], *canvas.column(frame, "low"), *canvas.column(frame, "high")]
    left, right = canvas.score_range(reach)
    canvas.whole_rows(figure, frame["key"], left, right)
    figure.update_xaxes(range=[left, right], nticks=5, showgrid=True)
    canvas.name_rows(figure, names, look, lines=True)
    figure.update_layout(margin={"l": canvas.label_room(names, 160), "r": 10, "t": 26, "b": 28}, hovermode="closest")
    return figure
