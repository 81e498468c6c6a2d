"""Scores over time: one or a few lines in focus, the peers as a quiet band, what happened as notes."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts import canvas
from pages.ui.charts.look import Look
from pages.ui.words import formats, t

LABEL_PIXELS = 17
MARGINS = {"t": 40, "b": 46}


def trend(
    lines: pd.DataFrame,
    look: Look,
    lang: str,
    *,
    band: pd.DataFrame | None = None,
    target: float | None = None,
    events: pd.DataFrame | None = None,
    breaks: pd.DataFrame | None = None,
    height: int = 380,
) -> go.Figure:
    """One row of `lines` is one series in one period: series, label, period, seq, score, focus (bool), n_people and
    optionally low, high (interval of the score; where others have one, a point without is a ring) and joined (False:
    no line from the period before).

    `band`: period, seq, low, high (spread of the peers). `events`: seq, name. `breaks`: seq, reason. No line crosses a
    missing period, a break, or a row that is not joined.
    """
    first = {series: index for index, series in enumerate(dict.fromkeys(lines["series"]))}
    lines = lines.assign(_at=lines["series"].map(first)).sort_values(["_at", "seq"], kind="stable")
    broken = set(breaks["seq"]) if breaks is not None else set()
    figure = canvas.empty(look, lang, height)
    reach = [*lines["score"], *canvas.column(lines, "low"), *canvas.column(lines, "high")]
    if band is not None and len(band):
        reach += [*band["low"], *band["high"]]
        _draw_band(figure, band, look)
    if target is not None:
        reach.append(target)
    low, high = canvas.score_range(reach)
    ends = []
    colours = iter(_colours(look))
    aside = _aside(lines)
    for series, points in sorted(lines.groupby("series", sort=False), key=lambda item: bool(item[1]["focus"].any())):
        focus = bool(points["focus"].any())
        colour = next(colours) if focus else look.grey
        _draw_line(figure, points, colour, focus, broken, lang, aside.get(series, 0.0), hollow=focus and bool(aside))
        last = points.dropna(subset="score").tail(1)
        if len(last):
            ends.append((last["label"].iloc[0], last["seq"].iloc[0], last["score"].iloc[0], colour, focus))
    if target is not None:
        figure.add_hline(y=target, line={"color": look.quiet, "width": 1.2, "dash": "dash"})
        ends.append((t("chart.target", lang), None, target, look.quiet, False))
    _label_ends(figure, ends, low, high, height, lang)
    _notes(figure, look, events, breaks)
    ticks = _axis_periods(lines, band)
    figure.update_xaxes(
        tickangle=0,
        tickvals=ticks["seq"].tolist(),
        ticktext=canvas.period_ticks(ticks["period"].tolist(), lang),
        range=_span(ticks, max(aside.values(), default=0.0)),
    )
    figure.update_yaxes(range=[low, high], nticks=6)
    names = [f"{canvas.cut(end[0], 16)} 00,0" for end in ends]
    figure.update_layout(margin={**MARGINS, "l": 34, "r": canvas.label_room(names)}, hovermode="closest")
    return figure


def _colours(look: Look):
    return (look.accent, *look.series[1:], *[look.grey] * 20)


def _aside(lines: pd.DataFrame) -> dict[str, float]:
    """How far beside its period each series with intervals stands, so that they do not hide each other; empty where
    no line in focus has an interval."""
    ranged = lines[lines["focus"].astype(bool) & pd.Series(canvas.column(lines, "low"), index=lines.index).notna()]
    names = list(dict.fromkeys(ranged["series"]))
    return {name: (index - (len(names) - 1) / 2) * ASIDE for index, name in enumerate(names)}


ASIDE = 0.09  # of a period


def _axis_periods(lines: pd.DataFrame, band: pd.DataFrame | None) -> pd.DataFrame:
    parts = [lines[["period", "seq"]]] + ([band[["period", "seq"]]] if band is not None else [])
    return pd.concat(parts).drop_duplicates("seq").sort_values("seq")


def _span(ticks: pd.DataFrame, aside: float) -> list[float] | None:
    """Half a period of air on the left; on the right the labels bring their own margin."""
    return [ticks["seq"].min() - 0.35, ticks["seq"].max() + 0.22 + aside] if len(ticks) > 1 else None


def _draw_band(figure: go.Figure, band: pd.DataFrame, look: Look) -> None:
    band = band.sort_values("seq")
    figure.add_scatter(
        x=[*band["seq"], *band["seq"][::-1]],
        y=canvas.slim([*band["high"], *band["low"][::-1]]),
        fill="toself",
        fillcolor=look.band_outer,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def _draw_line(
    figure: go.Figure, line: pd.DataFrame, colour: str, focus: bool, broken: set, lang: str, aside: float, hollow: bool
) -> None:
    """`aside`: how far beside its period each point stands. `hollow`: a point without interval is drawn as a ring."""
    line = line.assign(low=canvas.column(line, "low"), high=canvas.column(line, "high"))
    x, y, texts, up, down, symbols = [], [], [], [], [], []
    for piece in canvas.strokes(line, broken):
        known = piece[["low", "high"]].notna().all(axis=1)
        x += [*(piece["seq"] + aside if aside else piece["seq"]), None]
        y += [*piece["score"], None]
        texts += [*(canvas.point(row, lang) for row in piece.itertuples()), ""]
        up += [*(piece["high"] - piece["score"]).where(known, 0), 0]
        down += [*(piece["score"] - piece["low"]).where(known, 0), 0]
        symbols += [*known.map({True: "circle", False: "circle-open" if hollow else "circle"}), "circle"]
    figure.add_scatter(
        x=x[:-1],
        y=canvas.slim(y[:-1]),
        mode="lines+markers" if focus or len(line) == 1 else "lines",
        line={"color": colour, "width": 3 if focus else 1.2},
        marker={"color": colour, "size": 8 if focus else 6, "symbol": symbols[:-1] if hollow else None},
        error_y={
            "type": "data", "array": canvas.slim(up[:-1]), "arrayminus": canvas.slim(down[:-1]), "thickness": 1.2,
            "width": 3, "color": colour,
        } if focus and any(up) else None,
        text=texts[:-1],
        hoverinfo="text",
        customdata=[str(line["series"].iloc[0])] * len(x[:-1]),
        opacity=1 if focus else 0.75,
        connectgaps=False,
    )  # fmt: skip


def _label_ends(figure: go.Figure, ends: list, low: float, high: float, height: int, lang: str) -> None:
    gap = (high - low) * LABEL_PIXELS / (height - MARGINS["t"] - MARGINS["b"])
    for (label, _, score, colour, focus), y in zip(ends, canvas.push_apart([end[2] for end in ends], gap), strict=True):
        text = f"{canvas.escape(canvas.cut(label, 16))} {formats.number(score, lang=lang)}"
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=y,
            text=f"<b>{text}</b>" if focus else text,
            showarrow=False,
            align="left",
            font={"color": colour if focus else figure.layout.template.layout.yaxis.tickfont.color, "size": 13},
        )


def _notes(figure: go.Figure, look: Look, events, breaks) -> None:
    quiet = {"color": look.quiet, "size": 12}
    marks = [(row.seq, row.reason, "dot") for row in breaks.itertuples()] if breaks is not None else []
    marks += [(row.seq, row.name, "solid") for row in events.itertuples()] if events is not None else []
    for turn, (seq, words, dash) in enumerate(sorted(marks)):
        position = seq - 0.5 if dash == "dot" else seq
        figure.add_vline(x=position, line={"color": look.quiet, "width": 1, "dash": dash})
        figure.add_annotation(
            x=position,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=15 * (turn % 2),  # neighbours stand on two lines
            text=canvas.escape(canvas.cut(words, 28)),
            showarrow=False,
            font=quiet,
        )
