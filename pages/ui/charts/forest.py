"""Effects with their ranges beside nothing, one a row; and what a plain look at before and after would say."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats

ROW, LINE = 36, 17  # pixels; of each line of a name that has several


def forest(frame: pd.DataFrame, look: Look, lang: str, *, effect: str, raw: str) -> go.Figure:
    """One row of `frame` is one effect: key, label, low, high (points, its range), raw (points), text (what is said of
    it), tone. `effect` and `raw` name the two marks above the top row.

    The range is a thick line beside the line of nothing, the plain change a ring: where they lie apart, the change came
    from elsewhere.
    """
    names = [canvas.in_rows(label) for label in frame["label"]]
    tall = max([ROW, *(LINE * (name.count("\n") + 1) + 8 for name in names)])
    figure = canvas.empty(look, lang, 56 + tall * max(1, len(frame)))
    left = canvas.label_room(names, 170)
    colours = {"good": look.good, "bad": look.bad}
    rows = list(range(len(frame)))
    for tone in dict.fromkeys(frame["tone"]):
        own = [row for row, other in zip(rows, frame["tone"], strict=True) if other == tone]
        figure.add_scatter(
            x=[end for row in own for end in (frame["low"].iloc[row], frame["high"].iloc[row], None)],
            y=[place for row in own for place in (row, row, None)],
            mode="lines",
            line={"color": colours.get(tone, look.accent), "width": 7},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=canvas.slim(frame["raw"]),
        y=rows,
        mode="markers",
        marker={"size": 11, "symbol": "circle-open", "color": look.text, "line": {"width": 2}},
        hoverinfo="text",
        hovertext=[
            canvas.hover_lines(
                row.label,
                f"{effect}: <b>{formats.signed(row.low, lang=lang)} – {formats.signed(row.high, lang=lang)}</b>",
                f"{raw}: <b>{formats.signed(row.raw, lang=lang)}</b>",
                canvas.escape(row.text),
            )
            for row in frame.itertuples()
        ],
        cliponaxis=False,
    )
    legend = f"<span style='color:{look.accent}'>▬ {effect}</span>   <span style='color:{look.text}'>○ {raw}</span>"
    figure.add_annotation(
        x=0,
        xref="paper",
        xshift=8 - left,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="left",
        text=legend,
        showarrow=False,
    )
    figure.add_vline(x=0, line={"color": look.quiet, "width": 1.5})
    reach = [0.0, *frame["low"], *frame["high"], *frame["raw"]]
    room = 0.08 * max(max(reach) - min(reach), 1.0)
    figure.update_xaxes(range=[min(reach) - room, max(reach) + room], nticks=6, showgrid=True)
    canvas.name_rows(figure, names, look, lines=True)
    figure.update_layout(margin={"l": left, "r": 12, "t": 28, "b": 28}, hovermode="closest")
    return figure
