"""At 390 px no word is cut where it stands, and a table wider than the phone says that it goes on."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import PHONE, REGION, SECONDS

pytestmark = [pytest.mark.browser, pytest.mark.whole]
CUT = """() => {
  const cut = [];
  for (const one of document.querySelectorAll('[data-testid=stMain] *')) {
    const words = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    if (!words || !one.offsetParent || one.closest("[class*=st-key-table_]")) continue;
    const range = document.createRange();
    range.selectNodeContents(one);
    for (let frame = one; frame.dataset && frame.dataset.testid !== 'stMain'; frame = frame.parentElement) {
      if (!['hidden', 'clip'].includes(getComputedStyle(frame).overflowX)) continue;
      if (range.getBoundingClientRect().right > frame.getBoundingClientRect().right + 1.5) {
        cut.push(one.textContent.trim());
        break;
      }
    }
  }
  return cut;
}"""


@pytest.fixture
def phone(reader, reading_room):
    """phone(path, theme) -> the page on a phone."""
    view = f"daerah={REGION}&periode=2025-S2&peran=planner"
    return lambda path, theme: reader.visit(f"{reading_room}/{path}?{view}", PHONE, theme)


@pytest.mark.parametrize(
    ("path", "figure"),
    [("training_plan", "PNS di bawah 20 JP"), ("training_needs", "Rata-rata kesenjangan"), ("", "Cakupan bobot")],
)
def test_the_names_of_figures_stand_whole(phone, path, figure):
    page = phone(path, "light")
    expect(page.get_by_test_id("stMetricLabel").get_by_text(figure, exact=True)).to_be_visible(timeout=SECONDS)
    # On a phone the button is its icon; its name is there for whoever listens.
    assert [text for text in page.evaluate(CUT) if text != "Bagikan"] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_wide_table_keeps_its_names_and_shades_the_side_it_goes_on(phone, theme):
    page = phone("method", theme)
    table = page.get_by_role("table", name="Indikator dibobot menurut jabatan")
    table.scroll_into_view_if_needed()
    frame = table.locator("..")
    wide, room = frame.evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert wide > room
    assert frame.evaluate("one => getComputedStyle(one).backgroundImage").count("gradient") == 2
    first = table.locator("th").first
    before = first.bounding_box()["x"]
    frame.evaluate("one => { one.scrollLeft = 300; }")
    assert abs(first.bounding_box()["x"] - before) < 2
    page_colour = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert first.evaluate("one => getComputedStyle(one).backgroundColor") == page_colour
