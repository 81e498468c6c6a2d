"""Whom home names, on a phone: read at a glance, opened by a finger anywhere on the card, and by keyboard."""

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from tests.browser.visits import PHONE, settled
from tests.worlds.homes import OTHER_CITY, REGION

pytestmark = [pytest.mark.browser, pytest.mark.whole]
ENDS = 1270
CARD = "[class*=st-key-card_]"


@pytest.fixture
def phone(reader, years):
    """phone(region, **more) -> home of a region on a phone."""
    return lambda region, more="": reader.visit(f"{years}/?daerah={region}&periode=2026-S1&peran=leader{more}", PHONE)


def of_agency(page) -> list[str]:
    page.wait_for_url(re.compile("agency_trends"))
    return parse_qs(urlparse(settled(page).url).query)["opd"]


@pytest.mark.parametrize("region", [REGION, OTHER_CITY])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_home_ends_soon_on_a_phone(phone, region, lang):
    page = phone(region, f"&lang={lang}")
    assert page.locator(CARD).count() >= 1
    height = page.evaluate(
        "document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().height"
    )
    assert height <= ENDS


def test_a_tap_anywhere_on_a_card_opens_its_agency(phone):
    page = phone(REGION)
    card = page.locator(CARD).first
    expect(card).to_contain_text("62,6 → 81,3")
    box = card.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 12)  # on the question, its last line
    assert of_agency(page) == ["3403-DPMPTSP"]
    expect(page.locator("h1")).to_contain_text("naik nyata")


def test_a_keyboard_opens_it_too(phone):
    page = phone(OTHER_CITY)
    link = page.locator(CARD).first.get_by_role("link")
    link.focus()
    assert page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert of_agency(page) == ["1571-PUPR"]


def test_a_sector_in_words_opens_the_comparison_on_its_indicator(phone):
    page = phone(REGION)
    page.locator(".st-key-competence").get_by_role("link").first.click()
    page.wait_for_url(re.compile("sector_comparison"))
    assert parse_qs(urlparse(settled(page).url).query)["indikator"] == ["AD"]
    expect(page.get_by_text("69,5").first).to_be_attached()
