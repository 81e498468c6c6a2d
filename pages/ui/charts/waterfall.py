"""A change as steps that add up to it."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats

ROW = 34


def waterfall(frame: pd.DataFrame, look: Look, lang: str) -> go.Figure:
    """One row of `frame` is one step, in order: label, value (points, signed), total (the row that the others add up
    to, drawn from zero)."""
    ends = frame["value"].where(frame["total"], frame["value"].where(~frame["total"]).cumsum())
    starts = (ends - frame["value"]).where(~frame["total"], 0.0)
    rows = list(range(len(frame)))
    names = [canvas.cut(label, 26) for label in frame["label"]]
    written = [formats.signed(value, lang=lang) for value in frame["value"]]
    figure = canvas.empty(look, lang, 40 + ROW * max(1, len(frame)))
    figure.add_bar(
        x=canvas.slim(frame["value"]),
        base=canvas.slim(starts),
        y=rows,
        orientation="h",
        width=0.6,
        marker={"color": [look.accent if total else look.grey for total in frame["total"]], "cornerradius": 3},
        hoverinfo="text",
        hovertext=[
            canvas.hover_lines(label, f"<b>{text}</b>") for label, text in zip(frame["label"], written, strict=True)
        ],
    )
    reach = [0.0, *starts, *ends]
    room = 0.2 * max(max(reach) - min(reach), 0.5)
    figure.add_scatter(
        x=canvas.slim(pd.concat([starts, ends], axis=1).max(axis=1)),
        y=rows,
        mode="text",
        text=[f" {text}" for text in written],
        textposition="middle right",
        textfont={"color": look.text},
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.add_vline(x=0, line={"color": look.quiet, "width": 1})
    figure.update_xaxes(range=[min(reach) - room / 2, max(reach) + room], nticks=5, showgrid=True)
    canvas.name_rows(figure, names, look, lines=False)
    figure.update_layout(margin={"l": canvas.label_room(names, 190), "r": 40, "t": 6, "b": 28}, hovermode="closest")
    return figure
