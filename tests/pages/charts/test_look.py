"""Contrast in both themes: text at least 4.5:1, marks at least 3:1 (WCAG 2.2)."""

import tomllib
from pathlib import Path

import pytest

from pages.ui.charts.look import DARK, LIGHT, contrast, step, steps, text_on

CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit/config.toml").read_text(encoding="utf-8"))
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@LOOKS
def test_text_and_marks_stand_out(look):
    for page in (look.page, look.panel):
        for ink in (look.text, look.quiet, look.accent, look.good, look.bad):
            assert contrast(ink, page) >= 4.5, (ink, page)
    for mark in (look.grey, look.accent, *look.series):
        assert contrast(mark, look.page) >= 3, mark


@LOOKS
def test_every_heat_map_cell_carries_readable_text(look):
    for fill in (*look.cold, look.neutral, *look.warm):
        assert contrast(text_on(fill, look), fill) >= 4.5, fill


@LOOKS
def test_the_diverging_scale_is_fixed_and_symmetric(look):
    def colour(value: float) -> str:
        return steps(look)[step(value, 75, 12)]

    assert colour(75) == look.neutral
    assert colour(75 + 40) == look.warm[-1] == colour(75 + 12)
    assert colour(75 - 40) == look.cold[0] == colour(75 - 12)
    assert colour(77) == look.warm[0]
    assert colour(73) == look.cold[-1]


@LOOKS
def test_streamlit_and_charts_share_one_theme(look):
    theme = CONFIG["theme"][look.name]
    assert theme["backgroundColor"] == look.page
    assert theme["textColor"] == look.text
    assert theme["secondaryBackgroundColor"] == look.panel
    assert contrast(theme["primaryColor"], look.page) >= 4.5


def _mixed(ink: str, page: str, share: float) -> str:
    parts = [round(int(ink[at : at + 2], 16) * share + int(page[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


@LOOKS
def test_captions_at_sixty_percent_of_the_ink_stay_readable(look):
    for page in (look.page, look.panel):
        assert contrast(_mixed(look.text, page, 0.6), page) >= 4.5
