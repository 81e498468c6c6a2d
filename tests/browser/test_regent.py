"""What a regent with a phone and two minutes asks, from home: each answer in at most three taps, none of them wrong."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visits import PHONE, SECONDS, address, settled
from tests.worlds.homes import REGION

pytestmark = [pytest.mark.browser, pytest.mark.whole]
MOST = 3


class Taps:
    """The taps of one task, counted; the page once each was answered."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def on(self, element, path: str = "") -> None:
        element.scroll_into_view_if_needed()
        element.click()
        self.count += 1
        assert self.count <= MOST
        if path:
            self.page.wait_for_url(re.compile(path), timeout=SECONDS)
        settled(self.page)


@pytest.fixture
def home(reader, years):
    """Home of a region in which one agency rose for sure, on a phone."""
    asked = {"daerah": REGION, "periode": "2026-S1", "peran": "leader"}
    return reader.visit(address(years, "home", **asked), PHONE)


def test_who_rose_for_sure_and_why(home):
    """Home names it; its card opens what the rise rests on and where it comes from."""
    taps = Taps(home)
    card = home.locator(".st-key-attention_praise [class*=st-key-card_]").first
    expect(card).to_contain_text("DPMPTSP")
    expect(card).to_contain_text("naik nyata")
    taps.on(card.get_by_role("link"), "agency_trends")
    expect(home.locator("h1")).to_contain_text("naik nyata")
    expect(home.locator(".st-key-evidence")).to_contain_text("Dasar kesimpulan")
    expect(home.get_by_role("heading", name=re.compile("poin sejak .* diurai"))).to_be_attached()


def test_the_weakest_sector_and_in_what(home):
    """The first line under the sectors; a tap shows its agencies on that indicator."""
    taps = Taps(home)
    first = home.locator(".st-key-competence").get_by_role("link").first
    expect(first).to_contain_text("Pertanian: Kemampuan beradaptasi & digital")
    taps.on(first, "sector_comparison.*indikator=AD")
    expect(home.get_by_role("heading", name=re.compile("Kemampuan beradaptasi & digital")).first).to_be_attached()


def test_whom_to_praise_and_to_help(home):
    """Both stand on home, and nobody is a valid answer."""
    expect(home.get_by_role("heading", name="Apresiasi")).to_be_visible()
    expect(home.locator(".st-key-home_attention")).to_contain_text("Dampingi")


def test_share_it(home):
    taps = Taps(home)
    taps.on(home.get_by_role("button", name="Bagikan"))
    expect(home.get_by_role("textbox", name="Tautan tampilan ini")).to_have_value(re.compile(rf"daerah={REGION}"))
    expect(home.get_by_role("button", name="Unduh satu halaman (PDF)")).to_be_visible()
    taps.on(home.get_by_role("button", name="Salin tautan"))


def test_what_cannot_be_told_yet_means(home):
    """The sign beside the figure that is called so."""
    taps = Taps(home)
    taps.on(home.get_by_role("button", name="Bantuan untuk Sejak S2 2025"))
    expect(home.get_by_role("tooltip")).to_contain_text("Selisihnya masih dalam rentang kebetulan")
