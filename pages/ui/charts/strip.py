"""One row per sector: each agency a quiet dot, the sector a bold mark, so spread and centre are read together."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats, t

ROW = 28


def strip(
    groups: pd.DataFrame, members: pd.DataFrame, look: Look, lang: str, *, reference: float | None = None
) -> go.Figure:
    """`groups`: key, label, score, low, high (interval), n_people, drawn top to bottom. `members`: group (key of one),
    key, label, score, n_people. `reference` is the region's score. A mark says its agency or, in second
    place, its sector."""
    heights = {key: y for y, key in enumerate(groups["key"])}
    members = members[members["group"].isin(heights)]
    sectors = [("", key) for key in groups["key"]]
    names = [canvas.cut(label, 22) for label in groups["label"]]
    figure = canvas.empty(look, lang, 56 + ROW * max(1, len(groups)))
    if reference is not None:
        figure.add_vline(x=reference, line={"color": look.quiet, "width": 1.2, "dash": "dash"}, layer="below")
        words = t("chart.region_mean", lang, value=formats.number(reference, lang=lang))
        figure.add_annotation(
            x=reference,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=words,
            showarrow=False,
            font={"color": look.quiet, "size": 12},
        )
    figure.add_scatter(
        x=canvas.slim(members["score"]),
        y=[heights[group] for group in members["group"]],
        mode="markers",
        marker={"size": 10, "color": look.grey, "opacity": 0.6, "line": {"color": look.page, "width": 1}},
        hoverinfo="text",
        hovertext=[_hover(row, lang) for row in members.itertuples()],
        customdata=canvas.codes(members["key"]),
    )
    figure.add_scatter(
        x=canvas.slim(groups["score"]),
        y=list(heights.values()),
        mode="markers",
        marker={"size": 12, "symbol": "diamond", "color": look.accent, "line": {"color": look.page, "width": 1.5}},
        error_x=canvas.whiskers(groups, "score", look.accent),
        hoverinfo="text",
        hovertext=[_hover(row, lang) for row in groups.itertuples()],
        customdata=canvas.codes(sectors),
    )
    for y, score in enumerate(groups["score"]):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=8,
            y=y,
            text=f"<b>{formats.number(score, lang=lang)}</b>",
            showarrow=False,
            font={"color": look.accent},
        )
    reach = [
        *groups["low"],
        *groups["high"],
        *groups["score"],
        *members["score"],
        *([reference] if reference is not None else []),
    ]
    left, right = canvas.score_range(reach)
    canvas.whole_rows(figure, sectors, left, right)
    figure.update_xaxes(range=[left, right], nticks=5, showgrid=True)
    canvas.name_rows(figure, names, look, lines=True)
    figure.update_layout(margin={"l": canvas.label_room(names, 160), "r": 46, "t": 26, "b": 30}, hovermode="closest")
    return figure


def _hover(row, lang: str) -> str:
    score = f"<b>{formats.number(row.score, lang=lang)}</b>"
    return canvas.hover_lines(row.label, score, *canvas.range_and_people(row, lang))
