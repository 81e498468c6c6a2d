"""A chart for paper: what Plotly would be told, as plain values, without what only a pointer finds."""

from typing import Any

import plotly.graph_objects as go

_POINTER = ("customdata", "hovertext", "hovertemplate", "hoverinfo")


def described(figure: go.Figure) -> dict[str, Any]:
    """`figure` as `data.export.sheet` draws it."""
    traces = [trace.to_plotly_json() for trace in figure.data if trace.opacity != 0]  # such lie there for a finger
    data = [{name: value for name, value in trace.items() if name not in _POINTER} for trace in traces]
    return {"data": data, "layout": figure.layout.to_plotly_json()}
