"""What every chart starts from: an empty figure in the house look, honest axes, labels that do not overlap."""

import math
import textwrap
from collections.abc import Collection, Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.ui.charts.look import Look, template
from pages.ui.words import formats, t

CHARACTER = 7.2  # width in pixels of one character of Inter at 13 px, rounded up
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "showTips": False}


def empty(look: Look, lang: str, height: int, **layout) -> go.Figure:
    """A figure without marks, `height` in pixels."""
    figure = go.Figure()
    figure.update_layout(template=template(look, lang), height=height, **layout)
    return figure


def label_room(labels: Sequence[str], most: int = 150) -> int:
    """Pixels a column of labels takes, up to `most`."""
    longest = max((len(line) for label in labels for line in label.split("\n")), default=0)
    return min(most, math.ceil(longest * CHARACTER) + 16)


def cut(label: str, letters: int = 20) -> str:
    """A label that fits; the table beside the chart has the whole name."""
    return label if len(label) <= letters else label[: letters - 1].rstrip() + "…"


def in_rows(label: str, letters: int = 22, most: int = 3) -> str:
    """A label of a row, on several lines (parted by a line break) where one does not hold it."""
    return "\n".join(wrapped(label, letters, most))


def wrapped(label: str, letters: int, most: int = 2) -> list[str]:
    """A label broken at its spaces into as few lines as hold it, about equally long, at most `most` of at most
    `letters` letters; what is left is cut."""
    label = label.replace(" · ", "\N{NO-BREAK SPACE}· ")  # no line begins with the sign
    lines = _broken(label, letters)
    if len(lines) > most:
        return [cut(line, letters) for line in (*lines[: most - 1], " ".join(lines[most - 1 :]))]
    narrower = (_broken(label, width) for width in range(-(-len(label) // len(lines)), letters))
    return [cut(line, letters) for line in next((some for some in narrower if len(some) == len(lines)), lines)]


def _broken(label: str, letters: int) -> list[str]:
    return textwrap.wrap(label, letters, break_long_words=False, break_on_hyphens=False) or [""]


def strokes(series: pd.DataFrame, broken: Collection[int] = ()) -> list[pd.DataFrame]:
    """The rows of one series in the pieces a line may join: none crosses a missing period, a break at one of the
    places `broken`, or a row whose optional `joined` is False."""
    apart = series["seq"].diff().gt(1) | series["seq"].isin(broken)
    if "joined" in series:
        apart |= series["joined"].eq(False)
    return [piece for _, piece in series.groupby(apart.cumsum(), sort=False)]


def push_apart(places: Sequence[float], gap: float) -> list[float]:
    """`places` moved as little as an even-handed sweep can so that neighbours are at least `gap` apart, in their order.

    Overlapping labels are merged into blocks; each block is centred on the mean of its wishes.
    """
    order = sorted(range(len(places)), key=lambda label: places[label])
    blocks: list[list[int]] = []
    starts: list[float] = []
    for label in order:
        blocks.append([label])
        starts.append(places[label])
        while len(blocks) > 1 and starts[-2] + gap * len(blocks[-2]) > starts[-1]:
            last = blocks.pop()
            blocks[-1] += last
            starts.pop()
            wishes = [places[member] - gap * step for step, member in enumerate(blocks[-1])]
            starts[-1] = sum(wishes) / len(wishes)
    moved = [0.0] * len(places)
    for block, start in zip(blocks, starts, strict=True):
        for step, label in enumerate(block):
            moved[label] = start + gap * step
    return moved


def name_rows(figure: go.Figure, names: Sequence[str], look: Look, lines: bool) -> None:
    """One name a row from the top (y = 0) down; `lines` along the rows, for marks that stand far from their name."""
    down = [len(names) - 0.4, -0.6] if lines else [len(names) - 0.5, -0.5]
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[escape(name).replace("\n", "<br>") for name in names],
        range=down,
        showgrid=lines,
        tickfont={"color": look.text},
    )


def whole_rows(figure: go.Figure, keys: Sequence, left: float, right: float) -> None:
    """Let a tap anywhere in a row of a chart be one on its mark: a finger misses a dot, and a short bar."""
    figure.add_bar(
        x=[right - left] * len(keys), base=left, y=list(range(len(keys))), orientation="h", width=1, opacity=0,
        hoverinfo="none", customdata=codes(keys),
    )  # fmt: skip


def codes(keys: Sequence) -> list:
    """What marks say when they are tapped: the code of each, or several."""
    return [list(key) if isinstance(key, tuple) else str(key) for key in keys]


def score_range(values: Sequence[float], least: float = 10.0) -> tuple[float, float]:
    """An axis for scores: whole multiples of 5 around the values, at least `least` points tall, inside 0-100.

    Lines and dots do not need a zero; bars do and never use this.
    """
    known = [value for value in values if not formats.missing(value)]
    if not known:
        return 0.0, 100.0
    low, high = 5 * math.floor((min(known) - 0.5) / 5), 5 * math.ceil((max(known) + 0.5) / 5)
    low, high = max(0, low), min(100, high)
    while high - low < least:
        low, high = max(0, low - 5), min(100, high + 5)
    return float(low), float(high)


def score_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round scores of an axis of `score_range`."""
    for step in (5, 10, 20, 25, 50):
        ticks = [float(place) for place in range(step * math.ceil(low / step), int(high) + 1, step)]
        if len(ticks) <= most:
            return ticks
    return [low, high]


def period_ticks(codes: Sequence[str], lang: str) -> list[str]:
    """Tick texts for consecutive periods: the year stands under the first period of each year only.

    With more than six periods only those are named, or a phone would print them over each other; the half year a series
    may begin with stays bare then.
    """
    texts, year, many = [], None, len(codes) > 6
    for index, code in enumerate(codes):
        short = formats.period(code, short=True, lang=lang)
        part = short.removesuffix(code[:4]).strip()
        first = code[:4] != year and not (many and index == 0 and codes[1][:4] != code[:4])
        texts.append(short if not part else f"{part}<br>{code[:4]}" if first else "" if many else part)
        year = code[:4]
    return texts


def hover_lines(name: str, *lines: str) -> str:
    """A hover text that fits 360 px: the name, then short lines."""
    return "<br>".join([f"<b>{escape(name)}</b>", *(line for line in lines if line)])


def point(row, lang: str) -> str:
    """The hover text of one period of a series: label, period, score, and interval and people where they are known."""
    score = f"{formats.period(row.period, lang=lang)}: <b>{formats.number(row.score, lang=lang)}</b>"
    return hover_lines(row.label, score, *range_and_people(row, lang))


def range_and_people(row, lang: str, stem: str = "") -> tuple[str, str]:
    """The interval (low and high, behind `stem`), n_people and n_respondents of a row in words; empty where unknown."""
    low, high = getattr(row, f"{stem}low", None), getattr(row, f"{stem}high", None)
    known = not formats.missing(low) and not formats.missing(high)
    ends = {name: formats.number(end, lang=lang) for name, end in (("low", low), ("high", high)) if known}
    return (
        t("chart.interval", lang, **ends) if known else "",
        formats.answered(getattr(row, "n_people", None), getattr(row, "n_respondents", None), lang),
    )


def whiskers(frame: pd.DataFrame, score: str, colour: str) -> dict:
    """Plotly's error bars from `low` to `high` around the column `score`; none where the interval is unknown."""
    # Between the ends as they are written beside it, so that both tell the same.
    low, middle, high = (frame[name].astype(float).round(1) for name in ("low", score, "high"))
    up, down = (high - middle).fillna(0), (middle - low).fillna(0)
    return {"type": "data", "array": slim(up), "arrayminus": slim(down), "color": colour, "thickness": 2, "width": 5}


def escape(text: str) -> str:
    """Plotly draws a few HTML tags; text from files must not be able to."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def slim(values: Sequence[float | None]) -> list[float | None]:
    """Values for a trace, to a hundredth: a fifth of the bytes on the way to the browser, no pixel moved."""
    return [None if formats.missing(value) else round(float(value), 2) for value in values]


def column(frame: pd.DataFrame, name: str, default=None) -> list:
    """An optional column as a list."""
    return frame[name].tolist() if name in frame else [default] * len(frame)
