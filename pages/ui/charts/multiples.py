"""Small multiples: the same axes for every panel, so that shapes compare at a glance."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.ui.charts import canvas
from pages.ui.charts.look import Look, template
from pages.ui.words import formats

PANEL, LINE, GAP = 114, 18, 12  # pixels: of the lines, of a line of the title over them, between panels
MARGINS = {"l": 30, "r": 6, "t": 6, "b": 44}
COLUMNS = 2  # two panels still read on a 360 px phone; the server cannot know the width


def small_multiples(
    lines: pd.DataFrame, look: Look, lang: str, *, reference: pd.DataFrame | None = None, columns: int = COLUMNS
) -> go.Figure:
    """One row of `lines` is one series in one period: panel, series, label, period, seq, score, focus (bool), n_people,
    and optionally low, high (interval of the score), joined (False: no line from the period before) and key (what a tap
    anywhere in the panel says; without it the series).

    The focus line of each panel is bold with its last value named, its intervals a light band; the others are thin.
    `reference` (period, seq, score) is dotted in every panel. Panels come in the order of their first row.
    """
    panels = list(dict.fromkeys(lines["panel"]))
    rows = max(1, -(-len(panels) // columns))
    titles = [canvas.wrapped(panel, 21) for panel in panels]
    head = 6 + LINE * max(map(len, titles), default=1)  # inside the panel: a tap on the name is one on the panel
    inner = rows * (head + PANEL) + (rows - 1) * GAP
    figure = make_subplots(
        rows=rows,
        cols=columns,
        shared_xaxes=True,
        shared_yaxes=True,
        horizontal_spacing=0.05,
        vertical_spacing=GAP / inner,
        subplot_titles=[f"<b>{'<br>'.join(map(canvas.escape, title))}</b>" for title in titles],
    )
    scores = [*lines["score"], *(reference["score"] if reference is not None else [])]
    drawn = lines[lines["focus"].astype(bool)]
    scores += [*canvas.column(drawn, "low"), *canvas.column(drawn, "high")]
    low, high = canvas.score_range(scores)
    for index, panel in enumerate(panels):
        place = {"row": index // columns + 1, "col": index % columns + 1}
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
        focus = [series for _, series in inside[inside["focus"].astype(bool)].groupby("series", sort=False)]
        for series in focus:
            _draw_intervals(figure, series, look, place)
        _draw_thin(figure, inside[~inside["focus"].astype(bool)], look, place)
        for series in focus:
            _draw(figure, series, look, lang, place)
    ticks = lines[["period", "seq"]].drop_duplicates("seq").sort_values("seq")
    every = max(1, -(-len(ticks) // 4))
    some = ticks.iloc[::-1].iloc[::every].iloc[::-1]
    texts = [formats.period(code, short=True, lang=lang).replace(" 20", "<br>20") for code in some["period"]]
    figure.update_xaxes(tickvals=some["seq"].tolist(), ticktext=texts)
    if len(ticks) > 1:
        figure.update_xaxes(range=[ticks["seq"].min() - 0.3, ticks["seq"].max() + 0.9])
    figure.update_yaxes(range=[low, high + (high - low) * head / PANEL], tickvals=canvas.score_ticks(low, high, most=4))
    figure.update_annotations(font={"size": 13, "color": look.text}, xanchor="left", yanchor="top", align="left")
    for index, title in enumerate(figure.layout.annotations[: len(panels)]):
        title.x = figure.layout[f"xaxis{index + 1 if index else ''}"].domain[0]
    figure.update_layout(
        template=template(look, lang),
        height=inner + MARGINS["t"] + MARGINS["b"],
        margin=MARGINS,
        hovermode="closest",
        hoverdistance=-1,  # the nearest point of the panel answers: a tap anywhere in it is one on its line
    )
    return figure


def _draw_intervals(figure: go.Figure, series: pd.DataFrame, look: Look, place: dict) -> None:
    """A light band from interval to interval along each stroke; a lone point's stands a little to either side."""
    if "low" not in series:
        return
    x, y = [], []
    for piece in canvas.strokes(series.dropna(subset=["low", "high"])):
        seq, low, high = (piece[name].tolist() for name in ("seq", "low", "high"))
        if len(piece) == 1:
            seq, low, high = [seq[0] - ALONE, seq[0] + ALONE], low * 2, high * 2
        x += [*seq, *reversed(seq), None]
        y += canvas.slim([*high, *reversed(low), None])
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"width": 0}, fill="toself", fillcolor=look.band, hoverinfo="skip", **place
    )


ALONE = 0.12  # half the width of the band of a single period, in periods


def _draw_thin(figure: go.Figure, rows: pd.DataFrame, look: Look, place: dict) -> None:
    """Every line that is not in focus as one trace: fifty traces cost plotly two seconds."""
    x, y = [], []
    for _, series in rows.groupby("series", sort=False):
        for piece in canvas.strokes(series):
            x += [*piece["seq"], None]
            y += [*canvas.slim(piece["score"]), None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": look.grey, "width": 1}, opacity=0.6, hoverinfo="skip", **place
    )


def _draw(figure: go.Figure, rows: pd.DataFrame, look: Look, lang: str, place: dict) -> None:
    x, y, texts = [], [], []
    said = rows["key" if "key" in rows else "series"].iloc[0]
    pieces = canvas.strokes(rows)
    for piece in pieces:
        x += [*piece["seq"], None]
        y += [*canvas.slim(piece["score"]), None]
        texts += [*(canvas.point(row, lang) for row in piece.itertuples()), ""]
    x, y, texts = x[:-1], y[:-1], texts[:-1]
    alone = {piece["seq"].iloc[0] for piece in pieces if len(piece) == 1}
    last = len(x) - 1
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines+markers+text",
        line={"color": look.accent, "width": 3},
        marker={
            "size": [8 if index == last else 5 if seq in alone else 0.1 for index, seq in enumerate(x)],
            "color": look.accent,
            "opacity": 1,
        },
        text=[*[""] * last, f"<b>{formats.number(rows['score'].iloc[-1], lang=lang)}</b>"],
        textposition="top center",
        textfont={"color": look.accent, "size": 13},
        hovertext=texts,
        hoverinfo="text",
        customdata=canvas.codes([said] * len(x)),
        cliponaxis=False,
        **place,
    )
