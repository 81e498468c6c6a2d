"""Two periods side by side: who moved. The named few in colour, the rest grey, every end labelled."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats

ROW = 19


def slope(frame: pd.DataFrame, look: Look, lang: str, *, before: str, now: str) -> go.Figure:
    """One row of `frame` is one group: label, before, after (scores), tone ("good", "bad" or "" for grey).

    `before` and `now` are the headings of the two sides. Differences in the labels are between the rounded scores.
    """
    frame = frame.dropna(subset=["before", "after"])
    height = max(260, 70 + ROW * len(frame) + 40)
    figure = canvas.empty(look, lang, height)
    low, high = canvas.score_range([*frame["before"], *frame["after"]])
    gap = (high - low) * ROW / (height - 70)
    left = canvas.push_apart(frame["before"].tolist(), gap)
    right = canvas.push_apart(frame["after"].tolist(), gap)
    low, high = min([low, *left, *right]) - gap / 2, max([high, *left, *right]) + gap / 2
    ends: dict[str, list] = {"left": [], "right": []}
    names = [canvas.cut(label, 16) for label in frame["label"]]
    for row, name, y0, y1 in sorted(
        zip(frame.itertuples(), names, left, right, strict=True), key=lambda item: bool(item[0].tone)
    ):
        colour = {"good": look.good, "bad": look.bad}.get(row.tone)
        figure.add_scatter(
            x=[0, 1],
            y=canvas.slim([row.before, row.after]),
            mode="lines+markers",
            line={"color": colour or look.grey, "width": 3 if colour else 1.2},
            marker={"size": 8 if colour else 5, "color": colour or look.grey},
            opacity=1 if colour else 0.7,
            cliponaxis=False,
            hoverinfo="text",
            text=[_hover(row, before, now, lang)] * 2,
        )
        weight = ("<b>", "</b>") if colour else ("", "")
        first, last = formats.number(row.before, lang=lang), formats.number(row.after, lang=lang)
        change = f" ({formats.signed(formats.difference(row.after, row.before), lang=lang)})" if colour else ""
        # Names stand at the right only: on a phone two columns of names leave no room for the lines.
        for side, y, text in (("left", y0, f"{first} "), ("right", y1, f" {last} {canvas.escape(name)}{change}")):
            ends[side].append((y, text.join(weight), colour or look.quiet))
    for side, x in (("left", 0), ("right", 1)):
        figure.add_scatter(
            x=[x] * len(ends[side]),
            y=[y for y, _, _ in ends[side]],
            mode="text",
            text=[text for _, text, _ in ends[side]],
            textposition=f"middle {side}",
            textfont={"size": 12, "color": [ink for _, _, ink in ends[side]]},
            hoverinfo="skip",
            cliponaxis=False,
        )
    for x, text, anchor in ((0, before, "right"), (1, now, "left")):
        figure.add_annotation(
            x=x, y=1, yref="paper", yanchor="bottom", xanchor=anchor, yshift=8, text=f"<b>{text}</b>", showarrow=False
        )
    room = canvas.label_room([f"00,0 {name}" for name in names], 150) + (46 if (frame["tone"] != "").any() else 0)
    figure.update_xaxes(range=[0, 1], visible=False)
    figure.update_yaxes(range=[low, high], visible=False)
    figure.update_layout(margin={"l": 62, "r": room, "t": 36, "b": 6})
    return figure


def _hover(row, before: str, now: str, lang: str) -> str:
    change = formats.signed(formats.difference(row.after, row.before), lang=lang)
    lines = (
        f"{before}: {formats.number(row.before, lang=lang)}",
        f"{now}: {formats.number(row.after, lang=lang)} ({change})",
    )
    return canvas.hover_lines(row.label, *lines)
