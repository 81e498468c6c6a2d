"""Groups on a plane that keeps as much of their differences as two directions can: a sketch, not a measurement."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.charts.rounded import as_shown


@as_shown
def sketch(points: pd.DataFrame, look: Look, lang: str) -> go.Figure:
    """One row of `points` is one group: key, label, x, y, cluster_label, identity (which colour and mark; -1: grey).

    The axes carry no numbers: only nearness means something.
    """
    figure = canvas.empty(look, lang, 360)
    for (identity, label), group in points.groupby(["identity", "cluster_label"]):
        figure.add_scatter(
            x=group["x"],
            y=group["y"],
            mode="markers",
            name="<br>".join(map(canvas.escape, canvas.wrapped(str(label), 34, 3))),
            marker={
                "size": 10,
                "color": look.series[identity % len(look.series)] if identity >= 0 else look.grey,
                "symbol": SYMBOLS[identity % len(SYMBOLS)] if identity >= 0 else "circle-open",
                "line": {"color": look.page, "width": 1},
            },
            hoverinfo="text",
            hovertext=[canvas.hover_lines(row.label, canvas.escape(row.cluster_label)) for row in group.itertuples()],
            customdata=canvas.codes(group["key"]),
        )
    figure.update_xaxes(showticklabels=False, zeroline=False, showgrid=False)
    figure.update_yaxes(showticklabels=False, zeroline=False, showgrid=False, scaleanchor="x")
    legend = {"orientation": "h", "y": -0.02, "yanchor": "top", "x": 0}
    figure.update_layout(margin={"l": 6, "r": 6, "t": 6, "b": 70}, legend=legend, showlegend=True, hovermode="closest")
    return figure


SYMBOLS = ("circle", "diamond", "square", "triangle-up", "x", "star", "cross", "hexagon")
