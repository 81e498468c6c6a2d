"""A link lands on the chart that shows its figure; Back finds the page where it was left."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import DESK, PHONE, SECONDS, address, settled
from tests.worlds.homes import REGION

pytestmark = [pytest.mark.browser, pytest.mark.whole]
VIEW = {"daerah": REGION, "periode": "2026-S1", "peran": "leader"}
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def landed(page, heading: str) -> None:
    """The heading is where a reader looks: at the top, under what lies over the page, and focused."""
    page.wait_for_function("text => document.activeElement.textContent.includes(text)", arg=heading, timeout=SECONDS)
    settled(page)
    found = page.locator(":focus").bounding_box()
    over = max(box["y"] + box["height"] for box in covering(page))
    assert over <= found["y"] <= over + 90


def covering(page) -> list[dict[str, float]]:
    """What stands over the page however far it is scrolled."""
    bar = page.get_by_role("combobox", name="Cari perangkat daerah").bounding_box()
    return [bar if 0 <= bar["y"] < 60 else {"y": 0, "height": 0}]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_question_lands_on_its_chart_and_back_is_where_it_was_asked(reader, years, size):
    page = reader.visit(address(years, "home", **VIEW), size)
    question = page.get_by_role("link", name="di bawah daerah dalam")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 60)")
    left = page.evaluate(SCROLLED)
    question.click()
    page.wait_for_url("**/sector_comparison?**bagian=matrix**", timeout=SECONDS)
    landed(page, "pasti di bawah daerah")
    expect(page.locator(".st-key-chart_matrix .js-plotly-plot")).to_be_in_viewport()
    assert page.evaluate(SCROLLED) > 300
    page.go_back()
    expect(question).to_be_in_viewport(timeout=SECONDS)
    settled(page)
    page.wait_for_function(f"Math.abs({SCROLLED} - {left}) < 3", timeout=SECONDS)


def test_a_link_that_was_passed_on_lands_there_and_a_hand_on_the_page_is_obeyed(reader, years):
    page = reader.visit(address(years, "sector_comparison", **VIEW, bagian="sector_trends"), PHONE)
    landed(page, "Sektor terbentang")
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(1500)
    assert not page.evaluate("document.activeElement.getBoundingClientRect().top < 200")
    page.get_by_role("button", name="Bagikan").click()
    expect(page.get_by_role("textbox", name="Tautan tampilan ini")).not_to_have_value("bagian")
