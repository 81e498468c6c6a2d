"""Small multiples: the same axes for every panel, so that shapes compare at a glance."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.ui import numbers
from pages.ui.charts import canvas
from pages.ui.look import Look, template
from pages.ui.words import t

PANEL = 158
COLUMNS = 2  # two panels still read on a 360 px phone; the server cannot know the width


def small_multiples(
    lines: pd.DataFrame, look: Look, lang: str, *, reference: pd.DataFrame | None = None, columns: int = COLUMNS
) -> go.Figure:
    """One row of `lines` is one series in one period: panel, series, label, period, seq, score, focus (bool), n_people.

    The focus line of each panel is bold with its last value named; the others are thin. `reference` (period, seq,
    score) is dotted in every panel. Panels come in the order of their first row.
    """
    panels = list(dict.fromkeys(lines["panel"]))
    rows = max(1, -(-len(panels) // columns))
    height = 24 + PANEL * rows + 40
    titles = ["<br>".join(map(canvas.escape, canvas.two_lines(panel, 21))) for panel in panels]
    figure = make_subplots(
        rows=rows,
        cols=columns,
        shared_xaxes=True,
        shared_yaxes=True,
        horizontal_spacing=0.05,
        vertical_spacing=min(0.9 / rows, 44 / height),
        subplot_titles=[f"<b>{title}</b>" for title in titles],
    )
    scores = [*lines["score"], *(reference["score"] if reference is not None else [])]
    low, high = canvas.score_range(scores)
    for at, panel in enumerate(panels):
        place = {"row": at // columns + 1, "col": at % columns + 1}
        if reference is not None:
            figure.add_scatter(
                x=reference["seq"].tolist(),
                y=canvas.slim(reference["score"]),
                mode="lines",
                line={"color": look.quiet, "width": 1.5, "dash": "dot"},
                hoverinfo="skip",
                **place,
            )
        inside = lines[lines["panel"] == panel].sort_values(["series", "seq"])
        _draw_thin(figure, inside[~inside["focus"].astype(bool)], look, place)
        for _, one in inside[inside["focus"].astype(bool)].groupby("series", sort=False):
            _draw(figure, one, look, lang, place)
    ticks = lines[["period", "seq"]].drop_duplicates("seq").sort_values("seq")
    every = max(1, -(-len(ticks) // 4))
    some = ticks.iloc[::-1].iloc[::every].iloc[::-1]
    texts = [numbers.period(code, short=True, lang=lang).replace(" 20", "<br>20") for code in some["period"]]
    figure.update_xaxes(tickvals=some["seq"].tolist(), ticktext=texts)
    if len(ticks) > 1:
        figure.update_xaxes(range=[ticks["seq"].min() - 0.3, ticks["seq"].max() + 0.9])
    figure.update_yaxes(range=[low, high], nticks=4)
    figure.update_annotations(font={"size": 13, "color": look.text}, xanchor="left", align="left", yshift=2)
    for at, title in enumerate(figure.layout.annotations[: len(panels)]):
        title.x = figure.layout[f"xaxis{at + 1 if at else ''}"].domain[0]
    figure.update_layout(
        template=template(look, lang),
        height=height,
        margin={"l": 30, "r": 6, "t": 48 if any("<br>" in title for title in titles[:columns]) else 34, "b": 44},
        hovermode="closest",
    )
    return figure


def _draw_thin(figure: go.Figure, rows: pd.DataFrame, look: Look, place: dict) -> None:
    """Every line that is not in focus as one trace: fifty traces cost plotly two seconds."""
    x, y = [], []
    for _, one in rows.groupby("series", sort=False):
        x += [*one["seq"], None]
        y += [*canvas.slim(one["score"]), None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": look.grey, "width": 1}, opacity=0.6, hoverinfo="skip", **place
    )


def _draw(figure: go.Figure, one: pd.DataFrame, look: Look, lang: str, place: dict) -> None:
    last = len(one) - 1
    texts = [
        canvas.hover_lines(
            row.label,
            f"{numbers.period(row.period, lang=lang)}: <b>{numbers.number(row.score, lang=lang)}</b>",
            "" if numbers.missing(row.n_people) else t("chart.people", lang, n=numbers.count(row.n_people, lang)),
        )
        for row in one.itertuples()
    ]
    ends = [f"<b>{numbers.number(score, lang=lang)}</b>" if at == last else "" for at, score in enumerate(one["score"])]
    figure.add_scatter(
        x=one["seq"].tolist(),
        y=canvas.slim(one["score"]),
        mode="lines+markers+text",
        line={"color": look.accent, "width": 3},
        marker={"size": [8 if at == last else 0.1 for at in range(len(one))], "color": look.accent, "opacity": 1},
        text=ends,
        textposition="top center",
        textfont={"color": look.accent, "size": 13},
        hovertext=texts,
        hoverinfo="text",
        cliponaxis=False,
        **place,
    )
