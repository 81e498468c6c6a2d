"""A matrix of scores: coloured only where the difference from the centre is more than chance, hatched where not."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui import numbers
from pages.ui.charts import canvas
from pages.ui.look import Look, step, steps, text_on
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
    fills = [[None] * len(columns) for _ in range(len(rows))]
    hatch_x, hatch_y, xs, ys, texts, inks, hovers, keys = [], [], [], [], [], [], [], []
    for cell, middle in zip(frame.itertuples(), canvas.column(frame, "centre", centre), strict=True):
        x, y = column_at[cell.column], row_at[cell.row]
        empty = numbers.missing(cell.value)
        certain = bool(cell.certain) and not empty
        place = step(cell.value, middle, reach) if certain else 3
        if not empty:
            fills[y][x] = place
        if not certain and not empty:
            _hatch(hatch_x, hatch_y, x, y)
        xs.append(x), ys.append(y), keys.append([cell.row, cell.column, canvas.escape(cell.row_label)])
        texts.append(numbers.number(cell.value, lang=lang))
        inks.append(look.quiet if empty else text_on(steps(look)[place], look))
        hovers.append(_hover(cell, certain, empty, middle, lang))
    # One heat map trace and one text trace: shapes and annotations cost plotly seconds at a few hundred cells.
    figure.add_heatmap(
        z=fills,
        zmin=-0.5,
        zmax=6.5,
        colorscale=[(at / 7, colour) for step_, colour in enumerate(steps(look)) for at in (step_, step_ + 1)],
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
        hoverongaps=False,
    )
    figure.add_scatter(
        x=hatch_x, y=hatch_y, mode="lines", line={"color": look.grey, "width": 0.8}, opacity=0.35, hoverinfo="skip"
    )
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="markers+text",
        marker={"size": 26, "symbol": "square", "color": "rgba(0,0,0,0)"},
        text=texts,
        textposition="middle center",
        textfont={"size": 12, "color": inks},
        hovertext=hovers,
        hovertemplate="<b>%{customdata[2]} · %{customdata[1]}</b><br>%{hovertext}<extra></extra>",
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
    """Three thin diagonals inside one cell."""
    for at in (-0.2, 0.1, 0.4):
        xs += [round(x + at - 0.2, 1), round(x + at, 1), None]
        ys += [y + 0.4, y - 0.4, None]


def _hover(cell, certain: bool, empty: bool, middle: float, lang: str) -> str:
    if empty:
        return t("chart.no_cell", lang)
    against = numbers.signed(numbers.difference(cell.value, middle), lang=lang)
    people = (
        "" if numbers.missing(cell.n_people) else f" · {t('chart.people', lang, n=numbers.count(cell.n_people, lang))}"
    )
    verdict = "" if certain else "<br>" + t("chart.not_distinct", lang)
    return f"{numbers.number(cell.value, lang=lang)} ({against}){people}{verdict}"
