"""On a phone: the menu left open is not over the next page, filters are as wide as it, no table hides its words."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import PHONE, REGION, SECONDS, settled

pytestmark = [pytest.mark.browser, pytest.mark.whole]


@pytest.fixture
def phone(reader, reading_room):
    view = f"daerah={REGION}&periode=2025-S2&peran=planner"
    return lambda path: reader.visit(f"{reading_room}/{path}?{view}", PHONE)


def right_of_menu(page) -> float:
    return page.get_by_test_id("stSidebar").evaluate("one => one.getBoundingClientRect().right")


def open_menu(page) -> None:
    page.get_by_test_id("stExpandSidebarButton").click()
    page.wait_for_timeout(500)
    assert right_of_menu(page) > 200


def test_the_menu_goes_with_the_next_page_with_back_and_when_the_page_is_touched(phone):
    page = phone("")
    logo, way = page.get_by_test_id("stHeaderLogo"), page.get_by_test_id("stExpandSidebarButton")
    expect(logo).to_be_visible(timeout=SECONDS)
    boxes = [one.bounding_box() for one in (logo, way, page.locator(".st-key-finder"))]
    ends = [place["x"] + place["width"] for place in boxes]
    assert ends[0] <= boxes[1]["x"] and ends[1] <= boxes[2]["x"] and ends[2] <= PHONE[0]  # nothing lies over another
    open_menu(page)
    page.get_by_role("link", name="Metode & istilah").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bagaimana nilai ini dihitung", timeout=SECONDS)
    assert right_of_menu(settled(page)) <= 0
    open_menu(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Bagaimana nilai ini dihitung", timeout=SECONDS)
    assert right_of_menu(settled(page)) <= 0
    open_menu(page)
    page.mouse.click(370, 300)
    page.wait_for_timeout(500)
    assert right_of_menu(page) <= 0


def test_filters_are_as_wide_as_the_phone_and_a_row_shows_what_it_means(phone):
    page = phone("training_needs")
    page.locator(".st-key-filter_fold button").click()
    boxes = settled(page).get_by_test_id("stMain").get_by_test_id("stSelectbox")
    wide = boxes.evaluate_all(
        """each => each.filter(one => one.offsetParent && !one.closest(".st-key-finder"))
            .map(one => one.getBoundingClientRect().width)"""
    )
    assert len(wide) >= 3 and min(wide) > 300
    table = page.get_by_role("table", name="kesenjangan yang bukan masalah pelatihan").first
    reason = table.locator("tbody tr").first.locator("td").last
    assert reason.evaluate("one => one.getBoundingClientRect().right") <= PHONE[0]
    assert "Alasan bukan pelatihan" in reason.evaluate("one => getComputedStyle(one, '::before').content")
