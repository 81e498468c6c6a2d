"""A matrix of scores: coloured only where the difference from the centre is more than chance, hatched where not."""

import math

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look, step, steps, text_on
from pages.ui.words import formats, t

ROW, LINE = 29, 14  # pixels; of a name's second line and third
BESIDE, OVER = 18, 22  # letters of a line of a name, beside a row and over a column
LEGEND = 30


def heat(frame: pd.DataFrame, look: Look, lang: str, *, reach: float = 12.0) -> go.Figure:
    """One row of `frame` is one cell: row, row_label, column, column_label, column_place, value, certain (bool),
    n_people; optionally low and high, the range of the value, and `centre`, what the cell is compared with (a standard,
    a region's mean), else 0.

    Rows keep the order of their first appearance, columns stand by column_place. Colour runs over a fixed
    range of `reach` points on either side of the centre; cells that are not `certain` stay neutral and hatched.
    """
    rows = frame.drop_duplicates("row")
    columns = frame.drop_duplicates("column").sort_values("column_place")
    row_at = {key: index for index, key in enumerate(rows["row"])}
    column_at = {key: index for index, key in enumerate(columns["column"])}
    labels = [canvas.in_rows(label, BESIDE) for label in rows["row_label"]]
    tall = max([ROW, *(LINE * (label.count("\n") + 1) + 6 for label in labels)])
    over = [canvas.wrapped(name, OVER) for name in columns["column_label"]]
    # As tall as on a phone, where names over columns stand upright; on a wide screen the rows take what is left.
    upright = math.ceil(max((len(line) for lines in over for line in lines), default=0) * 6.2) + 14
    figure = canvas.empty(look, lang, upright + tall * max(1, len(rows)) + LEGEND)
    fills = [[None] * len(columns) for _ in range(len(rows))]
    kinds: dict[str, list[tuple]] = {"certain": [], "hatched": [], "empty": []}
    for cell, middle in zip(frame.itertuples(), canvas.column(frame, "centre", 0.0), strict=True):
        x, y = column_at[cell.column], row_at[cell.row]
        kind = "empty" if formats.missing(cell.value) else "certain" if cell.certain else "hatched"
        place = step(cell.value, middle, reach) if kind == "certain" else 3
        fills[y][x] = None if kind == "empty" else place
        ink = look.quiet if kind == "empty" else text_on(steps(look)[place], look)
        kinds[kind].append((x, y, ink, formats.number(cell.value, lang=lang), _data(cell, middle, lang)))
    # A heat map trace and a text trace per kind: a shape and an annotation per cell cost plotly half a minute, and a
    # whole hover text per cell twice the bytes.
    figure.add_heatmap(
        z=fills,
        zmin=-0.5,
        zmax=6.5,
        colorscale=[(index / 7, colour) for step_, colour in enumerate(steps(look)) for index in (step_, step_ + 1)],
        showscale=False,
        xgap=3,
        ygap=3,
        hoverinfo="skip",
        hoverongaps=False,
    )
    figure.add_scatter(**_hatches(kinds["hatched"]), mode="lines", line={"color": look.grey, "width": 0.8}, opacity=0.4)
    figure.data[-1].hoverinfo = "skip"
    for kind, cells in kinds.items():
        inks = [ink for _, _, ink, _, _ in cells]
        figure.add_scatter(
            x=[x for x, *_ in cells],
            y=[y for _, y, *_ in cells],
            mode="markers+text",
            marker={"size": 26, "symbol": "square", "color": "rgba(0,0,0,0)"},
            text=[text for *_, text, _ in cells],
            textposition="middle center",
            textfont={"size": 12, "color": inks[0] if len(set(inks)) == 1 else inks},
            hovertemplate=_hover(kind, lang),
            customdata=[data for *_, data in cells],
        )
    figure.update_xaxes(
        tickvals=list(column_at.values()),
        ticktext=["<br>".join(map(canvas.escape, lines)) for lines in over],
        range=[-0.5, len(columns) - 0.5],
        side="top",
        tickfont={"color": look.text, "size": 11},
        autotickangles=[0, -90],  # upright where they would touch: eight of them stand side by side on a phone
        automargin="height",
    )
    canvas.name_rows(figure, labels, look, lines=False)
    room = canvas.label_room(labels, 132)
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=0, yref="paper", yanchor="top", yshift=-4,
        xshift=-room, align="left", showarrow=False, font={"color": look.quiet, "size": 12},
        text=_legend(look, lang, reach, bool(kinds["hatched"])),
    )  # fmt: skip
    figure.update_layout(
        margin={"l": room, "r": 4, "t": 12, "b": LEGEND},
        hovermode="closest",
        hoverdistance=-1,  # the nearest figure answers: every pixel belongs to the cell it lies in
    )
    return figure


def _legend(look: Look, lang: str, reach: float, hatched: bool) -> str:
    """The seven colours between the ends of their fixed range, and what a hatched cell means where there is one."""
    squares = "".join(f"<span style='color:{colour}'>■</span>" for colour in steps(look))
    ends = [formats.signed(end, 0, lang=lang) for end in (-reach, reach)]
    masked = f"   ▨ {t('chart.hatched', lang)}" if hatched else ""
    return f"{ends[0]} {squares} {ends[1]}{masked}"


def _hatches(cells: list[tuple]) -> dict[str, list]:
    """Two thin diagonals inside each cell."""
    lines = [(x + shift, y) for x, y, *_ in cells for shift in (-0.15, 0.35)]
    return {
        "x": [part for x, _ in lines for part in (round(x - 0.2, 2), round(x, 2), None)],
        "y": [part for _, y in lines for part in (y + 0.4, y - 0.4, None)],
    }


def _data(cell, middle: float, lang: str) -> list[str]:
    """What a click on a cell and its hover need: row, column, their names, distance from the centre, its range and who
    was asked."""
    named = f"{canvas.escape(cell.row_label)} · {canvas.escape(cell.column_label)}"
    if formats.missing(cell.value):
        return [cell.row, cell.column, named]
    against = formats.signed(formats.difference(cell.value, middle), lang=lang)
    return [cell.row, cell.column, named, against, _range(cell, lang) + _asked(cell, lang)]


def _range(cell, lang: str) -> str:
    """The 95 % range of the figure, ready to follow it; empty where it has none."""
    low, high = getattr(cell, "low", None), getattr(cell, "high", None)
    if formats.missing(low) or formats.missing(high):
        return ""
    return f"<br>95%: {formats.number(low, lang=lang)} – {formats.number(high, lang=lang)}"


def _asked(cell, lang: str) -> str:
    """Who the figure stands on and its signs (column `note`, where there is one), ready to follow it; empty where
    nobody knows and there are none."""
    people = formats.answered(cell.n_people, getattr(cell, "n_respondents", None), lang)
    note = canvas.escape(getattr(cell, "note", ""))
    return (f" · {people}" if people else "") + (f"<br>{note}" if note else "")


def _hover(kind: str, lang: str) -> str:
    head = "<b>%{customdata[2]}</b><br>"
    if kind == "empty":
        return f"{head}{t('chart.no_cell', lang)}<extra></extra>"
    figures = "%{text} (%{customdata[3]})%{customdata[4]}"
    verdict = "" if kind == "certain" else "<br>" + t("chart.not_distinct", lang)
    return f"{head}{figures}{verdict}<extra></extra>"
