"""Scores against group size with the range chance alone explains: the antidote to over-reading small offices."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats, t

HEIGHT = 430


def funnel(frame: pd.DataFrame, limits: pd.DataFrame, look: Look, lang: str, *, centre: float) -> go.Figure:
    """One row of `frame` is one group: key, label, score, tone ("good", "bad" or "" inside the limits), n_people and
    n_respondents, and n_range, which of the two its range stands on.

    `limits`, sorted by n_range: n_range, low95, high95, low998, high998. Only groups with a tone are named. People
    are on a square-root axis, where offices of dozens and of thousands both have room.
    """
    figure = canvas.empty(look, lang, HEIGHT)
    for low, high, fill in (("low998", "high998", look.band_outer), ("low95", "high95", look.band)):
        figure.add_scatter(
            x=canvas.slim([*(limits["n_range"] ** 0.5), *(limits["n_range"][::-1] ** 0.5)]),
            y=canvas.slim([*limits[high], *limits[low][::-1]]),
            fill="toself",
            fillcolor=fill,
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
        )
    figure.add_hline(y=centre, line={"color": look.quiet, "width": 1.2, "dash": "dash"})
    colours = [{"good": look.good, "bad": look.bad}.get(tone, look.grey) for tone in frame["tone"]]
    figure.add_scatter(
        x=canvas.slim(frame["n_range"].astype(float) ** 0.5),
        y=canvas.slim(frame["score"]),
        mode="markers",
        marker={
            "size": [12 if tone else 9 for tone in frame["tone"]],
            "color": colours,
            "opacity": 1,
            "line": {"color": look.page, "width": 1.2},
        },
        hoverinfo="text",
        hovertext=[
            canvas.hover_lines(
                row.label,
                f"<b>{formats.number(row.score, lang=lang)}</b>",
                canvas.range_and_people(row, lang)[1],
            )
            for row in frame.itertuples()
        ],
        customdata=canvas.codes(frame["key"]),
    )
    most = float(frame["n_range"].max()) if len(frame) else 1.0
    spread = pd.concat([frame["score"], limits["low95"], limits["high95"]])
    low, high = canvas.score_range(spread.clip(centre - 25, centre + 25).tolist())
    _name_outside(figure, frame, look, lang, most, (high - low) * 17 / (HEIGHT - 80))
    words = t("chart.region_mean", lang, value=formats.number(centre, lang=lang))
    note = {"showarrow": False, "font": {"color": look.quiet, "size": 12}, "align": "left"}
    words = words.replace(" ", "<br>", 1)  # beside the plot, where no point can lie under it
    figure.add_annotation(x=1, xref="paper", xanchor="left", xshift=4, y=centre, text=words, **note)
    marks = [n for n in (5, 25, 50, 100, 250, 500, 1000, 2000, 4000, 8000, 16000) if n <= most * 1.05] or [most]
    marks = _apart(marks, most)
    figure.update_xaxes(
        tickvals=[n**0.5 for n in marks],
        ticktext=[formats.count(n, lang) for n in marks],
        range=[0, (most * 1.12) ** 0.5],
        title=t(f"chart.{_axis(frame)}_axis", lang),
    )
    figure.update_yaxes(range=[low, high], nticks=7)
    figure.update_layout(margin={"l": 34, "r": 56, "t": 16, "b": 50}, hovermode="closest")
    return figure


def _axis(frame: pd.DataFrame) -> str:
    """Who is counted along the axis: staff, who answered where nobody was rated by name, or either."""
    drawn = frame[frame["n_range"].notna()]
    staff = drawn["n_people"].notna()
    return "people" if staff.all() else "both" if staff.any() else "respondents"


def _apart(marks: list[float], most: float) -> list[float]:
    """Tick places that leave a number room on a phone: none nearer than a seventh of the axis to the next."""
    kept: list[float] = []
    for mark in reversed(marks):
        if not kept or kept[-1] ** 0.5 - mark**0.5 > most**0.5 / 7:
            kept.append(mark)
    return kept[::-1]


def _name_outside(figure: go.Figure, frame: pd.DataFrame, look: Look, lang: str, most: float, gap: float) -> None:
    """Names of the points outside; in the right half they stand left of their point, or a phone would cut them."""
    outside = frame[frame["tone"] != ""]
    sides = {
        "left": outside[outside["n_range"] ** 0.5 <= most**0.5 / 2],
        "right": outside[outside["n_range"] ** 0.5 > most**0.5 / 2],
    }
    for side, some in sides.items():
        for row, y in zip(some.itertuples(), canvas.push_apart(some["score"].tolist(), gap), strict=True):
            figure.add_annotation(
                x=row.n_range**0.5,
                y=y,
                xanchor=side,
                xshift=10 if side == "left" else -10,
                showarrow=False,
                font={"color": look.good if row.tone == "good" else look.bad, "size": 12},
                text=f"<b>{canvas.escape(canvas.cut(row.label, 20))}</b> {formats.number(row.score, lang=lang)}",
            )
