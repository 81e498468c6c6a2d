"""Scores over time: one or a few lines in focus, the peers as a quiet band, what happened as notes."""

import pandas as pd
import plotly.graph_objects as go

from pages.ui import numbers
from pages.ui.charts import canvas
from pages.ui.look import Look
from pages.ui.words import t

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
    optionally low, high (interval of the score) and joined (False: no line from the period before).

    `band`: period, seq, low, high (spread of the peers). `events`: seq, name. `breaks`: seq, reason. No line crosses a
    missing period, a break, or a row that is not joined.
    """
    first = {series: at for at, series in enumerate(dict.fromkeys(lines["series"]))}
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
    for _, one in sorted(lines.groupby("series", sort=False), key=lambda item: bool(item[1]["focus"].any())):
        focus = bool(one["focus"].any())
        colour = next(colours) if focus else look.grey
        _draw_line(figure, one, colour, focus, broken, lang)
        last = one.dropna(subset="score").tail(1)
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
        range=_span(ticks),
    )
    figure.update_yaxes(range=[low, high], nticks=6)
    names = [f"{canvas.cut(end[0], 16)} 00,0" for end in ends]
    figure.update_layout(margin={**MARGINS, "l": 34, "r": canvas.label_room(names)}, hovermode="closest")
    return figure


def _colours(look: Look):
    return (look.accent, *look.series[1:], *[look.grey] * 20)


def _axis_periods(lines: pd.DataFrame, band: pd.DataFrame | None) -> pd.DataFrame:
    parts = [lines[["period", "seq"]]] + ([band[["period", "seq"]]] if band is not None else [])
    return pd.concat(parts).drop_duplicates("seq").sort_values("seq")


def _span(ticks: pd.DataFrame) -> list[float] | None:
    """Half a period of air on the left; on the right the labels bring their own margin."""
    return [ticks["seq"].min() - 0.35, ticks["seq"].max() + 0.12] if len(ticks) > 1 else None


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


def _draw_line(figure: go.Figure, one: pd.DataFrame, colour: str, focus: bool, broken: set, lang: str) -> None:
    x, y, texts, up, down = [], [], [], [], []
    before = None
    joined = canvas.column(one, "joined", True)
    lows, highs = canvas.column(one, "low"), canvas.column(one, "high")
    for row, join, low, high in zip(one.itertuples(), joined, lows, highs, strict=True):
        if before is not None and (row.seq - before > 1 or row.seq in broken or join is False):
            x.append(None), y.append(None), texts.append(""), up.append(0), down.append(0)
        x.append(row.seq), y.append(row.score)
        interval = not numbers.missing(low) and not numbers.missing(high)
        (
            up.append(round(high - row.score, 2) if interval else 0),
            down.append(round(row.score - low, 2) if interval else 0),
        )
        texts.append(_hover(row, low if interval else None, high, lang))
        before = row.seq
    figure.add_scatter(
        x=x,
        y=canvas.slim(y),
        mode="lines+markers" if focus or len(one) == 1 else "lines",
        line={"color": colour, "width": 3 if focus else 1.2},
        marker={"color": colour, "size": 8 if focus else 6},
        error_y={"type": "data", "array": up, "arrayminus": down, "thickness": 1.2, "width": 3, "color": colour}
        if focus and any(up)
        else None,
        text=texts,
        hoverinfo="text",
        customdata=[str(one["series"].iloc[0])] * len(x),
        opacity=1 if focus else 0.75,
        connectgaps=False,
    )


def _hover(row, low: float | None, high: float | None, lang: str) -> str:
    interval = (
        t("chart.interval", lang, low=numbers.number(low, lang=lang), high=numbers.number(high, lang=lang))
        if low is not None
        else ""
    )
    people = "" if numbers.missing(row.n_people) else t("chart.people", lang, n=numbers.count(row.n_people, lang))
    score = f"{numbers.period(row.period, lang=lang)}: <b>{numbers.number(row.score, lang=lang)}</b>"
    return canvas.hover_lines(row.label, score, interval, people)


def _label_ends(figure: go.Figure, ends: list, low: float, high: float, height: int, lang: str) -> None:
    gap = (high - low) * LABEL_PIXELS / (height - MARGINS["t"] - MARGINS["b"])
    for (label, _, score, colour, focus), y in zip(ends, canvas.push_apart([end[2] for end in ends], gap), strict=True):
        text = f"{canvas.escape(canvas.cut(label, 16))} {numbers.number(score, lang=lang)}"
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
        at = seq - 0.5 if dash == "dot" else seq
        figure.add_vline(x=at, line={"color": look.quiet, "width": 1, "dash": dash})
        figure.add_annotation(
            x=at,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=15 * (turn % 2),  # neighbours stand on two lines
            text=canvas.escape(canvas.cut(words, 28)),
            showarrow=False,
            font=quiet,
        )
