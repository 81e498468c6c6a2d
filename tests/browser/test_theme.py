"""A theme chosen while a page stands: its charts are drawn anew in the colours of it."""

import pytest
from playwright.sync_api import expect

from pages.ui.charts.look import LIGHT
from tests.browser.visits import DESK, REGION, SECONDS

pytestmark = [pytest.mark.browser, pytest.mark.whole]


def test_charts_take_the_ink_of_a_theme_chosen_while_they_stand(reader, reading_room):
    page = reader.visit(f"{reading_room}/sector_comparison?daerah={REGION}&periode=2025-S2", DESK, "light")
    ink = ", ".join(str(int(LIGHT.quiet[at : at + 2], 16)) for at in (1, 3, 5))
    light = page.locator(f".js-plotly-plot text[style*='rgb({ink})']")
    assert light.count() > 5
    page.emulate_media(color_scheme="dark")
    expect(light).to_have_count(0, timeout=SECONDS)
