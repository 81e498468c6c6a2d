"""The leaders' pages in a real browser: what a regent with a phone and two minutes meets."""

import itertools
import re
import shutil
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from data.upkeep.opening import open_store
from tests.browser.visits import DESK, SECONDS, settled
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION
from tests.worlds.server import serving

pytestmark = [pytest.mark.browser, pytest.mark.whole]
PAGES = ("", "agency_trends", "sector_comparison")


@pytest.fixture(scope="module")
def leaders(homes, tmp_path_factory):
    """URL of a dashboard over three periods of one region, and the codes of two of its agencies."""
    folder = tmp_path_factory.mktemp("leaders")
    store = open_store(shutil.copytree(homes("full"), folder / "home"))
    codes = store.query(SYSTEM, "agency_scores", region=REGION, periods=["2025-S1"])["agency"].tolist()
    store.close()
    with serving(folder / "home", folder / "server.log") as (url, _):
        yield url, codes[:2]


@pytest.fixture
def visit(reader, leaders):
    """visit(path, size, theme) -> the page once its script has run and its charts are drawn."""
    return lambda path="", *screen: drawn(reader.visit(f"{leaders[0]}/{path}", *screen))


@pytest.fixture
def look(reader, leaders):
    """look(path, size, theme) -> the same page, for tests that leave it as they met it."""
    return lambda path="", *screen: drawn(reader.look(f"{leaders[0]}/{path}", *screen))


def drawn(page):
    """The page once its script has run and its first chart stands; home has it on a phone for paper alone."""
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=SECONDS, state="attached")
    return settled(page)


def asked(page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def test_home_fits_one_screen(visit):
    page = visit()
    parts = [page.locator("h1"), page.get_by_text("Yang berubah sejak periode lalu"), page.locator(".js-plotly-plot")]
    for part in [*parts, *page.get_by_test_id("stMetric").all()]:
        box = part.first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= DESK[1]
    assert page.get_by_test_id("stMetric").count() == 4


def test_evidence_opens_without_a_pointer(visit):
    page = visit()
    card = page.locator("[class*=st-key-signal_] summary").first
    evidence = page.get_by_text("Yang akan mengubah kesimpulan ini").first
    expect(evidence).not_to_be_visible()
    card.focus()
    page.keyboard.press("Enter")
    expect(evidence).to_be_visible()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none" or page.evaluate(
        "getComputedStyle(document.activeElement).boxShadow"
    ) not in ("", "none")


def test_a_question_opens_the_view_that_answers_it(visit):
    page = visit()
    link = page.get_by_test_id("stPageLink").filter(has_text="?").first
    link.get_by_role("link").click()
    page.wait_for_url(re.compile("agency_trends|sector_comparison|rating_quality"))
    drawn(page)
    assert asked(page)["daerah"] == [REGION]


def test_filters_stand_in_the_link_and_are_found_again_on_the_way_back(visit, leaders):
    page = visit("sector_comparison")
    box = page.get_by_role("combobox", name="Sektor").first
    box.click()
    page.get_by_role("option", name="Kesehatan").first.click()
    page.wait_for_url(re.compile("sektor=KES"))
    settled(page)
    chosen = page.url.removeprefix(leaders[0] + "/")
    page.get_by_role("link", name="Tren perangkat daerah").first.click()
    page.wait_for_url(re.compile("agency_trends"))
    drawn(page)
    assert asked(page)["sektor"] == ["KES"]
    page.go_back()
    page.wait_for_url(re.compile("sector_comparison.*sektor=KES"))
    again = visit(chosen)
    expect(again.get_by_role("combobox", name="Sektor").first).to_have_value("Kesehatan")


def test_a_second_agency_and_weights_come_back_with_their_link(visit, leaders):
    one, two = leaders[1]
    page = visit(f"agency_trends?daerah={REGION}&opd={one}&banding={two}")
    expect(page.get_by_text("rentang 95%").nth(1)).to_be_visible()
    assert asked(page)["banding"] == [two]
    page = visit(f"sector_comparison?daerah={REGION}&bobot=KOM200")
    expect(page.get_by_role("spinbutton", name="Komunikasi (%)")).to_have_value("200")


def test_a_cell_opens_that_agency_and_indicator_and_there_is_a_way_back(visit):
    """A click anywhere in the cell, one step of Back; the line over the heading leads back by keyboard too."""
    page = visit("sector_comparison")
    before = asked(page)
    plot = page.locator("[class*=st-key-chart_matrix] .js-plotly-plot").first
    plot.scroll_into_view_if_needed()
    plot.locator(".textpoint, .text text, g.textpoint").first.wait_for(timeout=SECONDS)
    cell = plot.locator("g.text text, .textpoint text").first.bounding_box()
    page.mouse.click(cell["x"] + cell["width"] / 2 + 30, cell["y"] + cell["height"] / 2)
    page.wait_for_url(re.compile("agency_trends.*"), timeout=SECONDS)
    drawn(page)
    opened = asked(page)
    assert {"opd", "indikator"} <= set(opened) and opened["dari"] == ["sector_comparison"]
    page.go_back()
    page.wait_for_url(re.compile("sector_comparison"))
    drawn(page)
    assert asked(page) == before
    page.go_forward()
    page.wait_for_url(re.compile("agency_trends.*dari="))
    drawn(page)
    way = page.locator(".st-key-trail")
    way.get_by_role("button").focus()
    page.keyboard.press("Enter")  # the agency without the indicator
    page.wait_for_url(lambda url: "indikator=" not in url)
    drawn(page)
    assert asked(page)["opd"] == opened["opd"]
    way.get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("sector_comparison"))
    drawn(page)
    assert asked(page) == before


@pytest.mark.parametrize("path", PAGES)
def test_structure_a_screen_reader_can_follow(look, path):
    page = look(path)
    assert page.evaluate("document.documentElement.lang") == "id"
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    named = "all => all.filter(one => !(one.textContent.trim() || one.ariaLabel || one.title)).length"
    assert page.locator("a[href]").evaluate_all(named) == 0
    assert page.locator("button:visible").evaluate_all(named) == 0
    assert page.locator("main, [role=main], [data-testid=stMain]").count() >= 1
    small = "all => all.map(one => one.getBoundingClientRect()).filter(b => b.width && (b.height < 24 || b.width < 24))"
    assert page.locator("[data-testid=stMain] :is(button, summary):visible").evaluate_all(small) == []
    assert page.get_by_text("Lihat tabel").count() >= page.get_by_test_id("stPlotlyChart").count()


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_everything_without_scrolling_sideways(look, path, width, theme):
    page = look(path, (width, 740), theme)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1
    top = page.locator("h1").bounding_box()
    header = page.get_by_test_id("stHeader").bounding_box()
    assert top["y"] >= header["y"] + header["height"] - 8  # nothing lies over the heading
    fold = page.get_by_role("button", name=re.compile("ubah filter"))
    expect(fold).to_be_visible()
    expect(page.get_by_role("combobox", name="Periode").first).not_to_be_visible()
    fold.click()
    expect(page.get_by_role("combobox", name="Periode").first).to_be_visible()
    fold.click()
    expect(page.get_by_role("combobox", name="Periode").first).not_to_be_visible()
    ground = page.locator(".js-plotly-plot .main-svg").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground in ("rgba(0, 0, 0, 0)", "transparent")


@pytest.mark.parametrize("path", PAGES)
def test_paper_has_the_filters_and_no_controls(look, path):
    page = look(path)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()
    expect(page.get_by_role("combobox", name="Periode").first).not_to_be_visible()
    expect(page.locator(".st-key-filters_printed")).to_be_visible()
    expect(page.locator(".st-key-filters_printed")).to_contain_text("Semester 1 2025")


def test_an_unknown_code_is_ignored_in_words(visit):
    page = visit("?sektor=TIDAKADA")
    expect(page.get_by_text("tidak dikenal di sini")).to_be_visible()
    assert "sektor" not in asked(page)


def test_a_tooltip_fits_a_phone(visit):
    page = visit("sector_comparison", (360, 740))
    plot = page.locator(".js-plotly-plot").first
    plot.scroll_into_view_if_needed()
    point = plot.locator(".points path").last.bounding_box()
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    tip = plot.locator(".hovertext").first
    tip.wait_for(timeout=SECONDS)
    box = tip.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 361
