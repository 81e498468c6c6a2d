"""Every kind of mark opens its agency: at a desk, under a finger, and by keyboard; and a box finds it by name."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.visits import DESK, PHONE, SECONDS, address, settled
from tests.worlds.homes import REGION

pytestmark = [pytest.mark.browser, pytest.mark.whole]
VIEW = {"daerah": REGION, "periode": "2026-S1", "peran": "leader"}
BOX = "Cari perangkat daerah"


def chart(page, key: str):
    """The chart `key` in sight, once it is drawn."""
    plot = page.locator(f".st-key-chart_{key} .js-plotly-plot")
    plot.locator(".draglayer .nsewdrag").first.wait_for(timeout=SECONDS, state="attached")
    plot.scroll_into_view_if_needed()
    return plot


def tap(page, element, x: float = 0.5, y: float = 0.5) -> None:
    """A tap on an element that stands still, at a share of its width and height."""
    element.scroll_into_view_if_needed()
    before, box = None, element.bounding_box()
    while box != before:
        page.wait_for_timeout(300)
        before, box = box, element.bounding_box()
    page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def opened(page) -> dict[str, str]:
    """What the agency's page that was opened asks; it begins at its top."""
    page.wait_for_url(re.compile(r"agency_trends\?.*opd="), timeout=SECONDS)
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") < 5
    return {name: codes[0] for name, codes in parse_qs(urlparse(page.url).query).items()}


def back(page, path: str) -> None:
    page.go_back()
    page.wait_for_url(lambda url: urlparse(url).path == f"/{path}" and "opd=" not in url, timeout=SECONDS)
    settled(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_tap_on_each_kind_of_mark_opens_its_agency(reader, years, size):
    page = reader.visit(address(years, "agency_trends", **VIEW), size)
    for y in (0.08, 0.9):  # on a panel's title, and under its line; a second time the same one
        tap(page, chart(page, "agency_panels").locator(".nsewdrag").nth(1), 0.1, y)
        assert opened(page)["opd"].startswith(REGION)
        back(page, "agency_trends")
    row = page.get_by_test_id("stTable").locator("tbody tr").nth(1)
    tap(page, row.locator("td").nth(1))  # not on the name
    assert opened(page)["opd"].startswith(REGION)
    panel = chart(page, "agency_indicators").locator(".nsewdrag").first
    tap(page, panel)
    page.wait_for_url(re.compile("indikator="), timeout=SECONDS)
    assert "indikator" in opened(page)

    page = reader.visit(address(years, "sector_comparison", **VIEW), size)
    tap(page, chart(page, "funnel").locator(".points path").last)
    assert opened(page)["dari"] == "sector_comparison"
    back(page, "sector_comparison")
    tap(page, chart(page, "ranking").locator(".nsewdrag"), 0.03, 0.03)  # the first row, far from its dot
    assert opened(page)["opd"] == f"{REGION}-KESBANGPOL"
    back(page, "sector_comparison")
    tap(page, chart(page, "matrix").locator(".nsewdrag"), 0.06, 0.03)  # the first cell
    assert {"opd", "indikator"} <= opened(page).keys()

    page = reader.visit(address(years, "rating_quality", **VIEW), size)
    tap(page, chart(page, "roster_coverage").locator(".nsewdrag"), 0.98, 0.04)  # beside the first bar's end
    assert opened(page)["opd"].startswith(REGION)


def test_a_row_of_the_table_is_one_tab_from_where_it_opens(reader, years):
    page = reader.visit(address(years, "sector_comparison", **VIEW))
    shut = page.locator(".st-key-table_of_matrix summary")
    shut.focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-table_of_matrix table a").first.wait_for(timeout=SECONDS)
    settled(page)
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target and {"opd", "indikator"} <= parse_qs(target.partition("?")[2]).keys()
    page.keyboard.press("Enter")
    assert {"opd", "indikator", "dari"} <= opened(page).keys()
    assert len(page.context.pages) == 1  # in the same visit
    page.reload()
    settled(page)
    expect(page.locator(".st-key-trail")).to_contain_text("Sektor & perbandingan")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_agency_is_found_by_what_people_call_it(reader, years, size):
    page = reader.visit(address(years, "home", **VIEW), size)
    box = page.get_by_role("combobox", name=BOX)
    box.click()
    box.fill("dinkes")
    if size == PHONE:  # the whole width while one types
        assert box.locator("xpath=ancestor::*[@data-testid='stSelectbox']").bounding_box()["width"] >= PHONE[0] - 34
    expect(page.get_by_role("option")).to_have_text(["Cari: dinkes", "Dinkes · Dinas Kesehatan"])
    page.keyboard.press("Enter")
    assert opened(page)["opd"] == f"{REGION}-DINKES"
    box.click()
    box.fill("antariksa")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tidak ada perangkat daerah bernama “antariksa”")).to_be_visible(timeout=SECONDS)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1
