"""Colours and the Plotly template, light and dark. Every pair in use is checked in tests/pages/test_look.py.

One accent, greys and direct labels; good and bad are blue and brick, never green and red, never without word or sign.
The six series colours keep apart under simulated colour blindness (least CAM02-UCS distance 15.4 light, 17.3 dark).
"""

from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go
import streamlit as st

FONT = "Inter, system-ui, sans-serif"


@dataclass(frozen=True)
class Look:
    """The colours of one theme. `page` is what charts stand on; charts themselves are transparent."""

    name: str
    page: str
    panel: str
    text: str
    quiet: str  # tick labels, notes
    grid: str
    grey: str  # marks that are not in focus
    accent: str
    good: str
    bad: str
    band: str  # peers
    band_outer: str
    series: tuple[str, ...]
    cold: tuple[str, ...]  # below the centre of a diverging scale: from the extreme inwards
    neutral: str
    warm: tuple[str, ...]  # above the centre, from the centre outwards


LIGHT = Look(
    name="light",
    page="#FFFFFF",
    panel="#F3F6F8",
    text="#0B1520",
    quiet="#5B6773",
    grid="#E6EAEE",
    grey="#84909C",
    accent="#0B6E99",
    good="#0B6E99",
    bad="#B8452B",
    band="rgba(11,110,153,0.20)",
    band_outer="rgba(11,110,153,0.09)",
    series=("#0B6E99", "#D86F13", "#733928", "#887BE6", "#2BA188", "#AA166F"),
    cold=("#D98068", "#E8A996", "#F3D3C8"),
    neutral="#F1EFEC",
    warm=("#CFE0E8", "#9CC4D6", "#62A3C0"),
)
DARK = Look(
    name="dark",
    page="#0F161D",
    panel="#182029",
    text="#F2F6F9",
    quiet="#9AA7B5",
    grid="#2A3542",
    grey="#74818F",
    accent="#5BB8E0",
    good="#5BB8E0",
    bad="#F0907A",
    band="rgba(91,184,224,0.22)",
    band_outer="rgba(91,184,224,0.10)",
    series=("#5BB8E0", "#DF9C18", "#AEFCC1", "#EBEC4D", "#9BBA84", "#D05199"),
    cold=("#A9503A", "#7C4234", "#4A332F"),
    neutral="#2B333B",
    warm=("#26414F", "#2A5F79", "#256D91"),
)


def current() -> Look:
    """The look of the reader's theme. The browser tells it after the first run, so light is the first guess."""
    return DARK if st.context.theme.type == "dark" else LIGHT


@cache
def template(look: Look, lang: str) -> go.layout.Template:
    """Transparent, quiet grid, direct labels instead of legends, separators of the language."""
    axis = {
        "gridcolor": look.grid,
        "linecolor": look.grid,
        "zeroline": False,
        "tickfont": {"color": look.quiet, "size": 13},
        "title": {"font": {"color": look.quiet, "size": 13}},
        "automargin": False,
        "ticks": "",
        "fixedrange": True,  # a finger scrolls the page, not the axis
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": look.text},
            "separators": ",." if lang == "id" else ".,",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(look.series),
            "showlegend": False,
            "xaxis": {**axis, "showgrid": False},
            "yaxis": {**axis, "ticklabelstandoff": 6},
            "hoverlabel": {
                "bgcolor": look.panel,
                "bordercolor": look.grid,
                "font": {"family": FONT, "size": 13, "color": look.text},
                "align": "left",
            },
            "dragmode": False,
        }
    )


def _channel(part: int) -> float:
    part /= 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    red, green, blue = (_channel(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours (WCAG 2.2), 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str, look: Look) -> str:
    """Ink for text on `colour`: whichever of the two inks stands out more."""
    inks = (LIGHT.text, DARK.text)
    return max(inks, key=lambda ink: contrast(ink, colour))


def step(value: float, centre: float, reach: float) -> int:
    """Where `value` lies on seven fixed steps around `centre`: 0 to 6, 3 the middle; `reach` is the outermost step."""
    distance = (value - centre) / reach
    size = min(3, int(abs(distance) * 3.5 + 0.5))
    return 3 + size if distance > 0 else 3 - size


def steps(look: Look) -> tuple[str, ...]:
    """The seven colours of the diverging scale, lowest first."""
    return (*look.cold, look.neutral, *look.warm)
