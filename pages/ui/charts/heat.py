"""A matrix of scores: coloured only where the difference from the centre is more than chance, hatched where not."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui import numbers
from pages.ui.charts import canvas
from pages.ui.look import Look, diverging, text_on
from pages.ui.words import t

ROW = 32


def heat(frame: pd.DataFrame, look: Look, lang: str, *, centre: float, reach: float = 12.0) -> go.Figure:
    """One row of `frame` is one cell: row, row_label, column, column_label, column_short, value, certain (bool),
    n_people; optionally `centre` where each cell has its own (a standard, a region mean).

    Rows and columns keep the order of their first appearance. Colour runs over a fixed range of `reach` points on
    either side of the centre; cells that are not `certain` stay neutral and hatched.
    """
    rows = frame.drop_duplicates("row")
    columns = frame.drop_duplicates("column")
    row_at = {key: at for at, key in enumerate(rows["row"])}
    column_at = {key: at for at, key in enumerate(columns["column"])}
    figure = canvas.empty(look, lang, 34 + ROW * max(1, len(rows)) + 8)
    hatch_x, hatch_y, xs, ys, hovers, keys = [], [], [], [], [], []
    for cell, middle in zip(frame.itertuples(), canvas.column(frame, "centre", centre), strict=True):
        x, y = column_at[cell.column], row_at[cell.row]
        empty = numbers.missing(cell.value)
        certain = bool(cell.certain) and not empty
        fill = diverging(cell.value, middle, reach, look) if certain else look.neutral
        if not empty:
            figure.add_shape(
                type="rect",
                x0=x - 0.47,
                x1=x + 0.47,
                y0=y - 0.45,
                y1=y + 0.45,
                line={"width": 0},
                fillcolor=fill,
                layer="below",
            )
        if not certain and not empty:
            _hatch(hatch_x, hatch_y, x, y)
        figure.add_annotation(
            x=x,
            y=y,
            text=numbers.number(cell.value, lang=lang),
            showarrow=False,
            font={"size": 12, "color": look.quiet if empty else text_on(fill, look)},
        )
        xs.append(x), ys.append(y), keys.append([cell.row, cell.column])
        hovers.append(_hover(cell, certain, empty, middle, lang))
    figure.add_scatter(
        x=hatch_x, y=hatch_y, mode="lines", line={"color": look.grey, "width": 0.8}, opacity=0.35, hoverinfo="skip"
    )
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="markers",
        marker={"size": 26, "symbol": "square", "opacity": 0},
        hovertext=hovers,
        hoverinfo="text",
        customdata=keys,
    )
    figure.update_xaxes(
        tickvals=list(column_at.values()),
        ticktext=[f"<b>{canvas.escape(short)}</b>" for short in columns["column_short"]],
        range=[-0.5, len(columns) - 0.5],
        side="top",
        tickfont={"color": look.text, "size": 12},
    )
    labels = [canvas.cut(label, 18) for label in rows["row_label"]]
    figure.update_yaxes(
        tickvals=list(row_at.values()),
        ticktext=[canvas.escape(label) for label in labels],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        tickfont={"color": look.text},
    )
    figure.update_layout(margin={"l": canvas.label_room(labels, 132), "r": 4, "t": 30, "b": 4}, hovermode="closest")
    return figure


def _hatch(xs: list, ys: list, x: float, y: float) -> None:
    """Four thin diagonals inside one cell."""
    for at in (-0.30, -0.05, 0.20, 0.45):
        xs += [x + at - 0.17, x + at, None]
        ys += [y + 0.45, y - 0.45, None]


def _hover(cell, certain: bool, empty: bool, middle: float, lang: str) -> str:
    if empty:
        return canvas.hover_lines(cell.row_label, cell.column_label, t("chart.no_cell", lang))
    verdict = "" if certain else t("chart.not_distinct", lang)
    against = numbers.signed(numbers.difference(cell.value, middle), lang=lang)
    return canvas.hover_lines(
        cell.row_label,
        canvas.escape(cell.column_label),
        f"<b>{numbers.number(cell.value, lang=lang)}</b> ({against})",
        "" if numbers.missing(cell.n_people) else t("chart.people", lang, n=numbers.count(cell.n_people, lang)),
        verdict,
    )
