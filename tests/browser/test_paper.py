"""A page as it leaves the printer: no navigation, the filters on each sheet, nothing cut, heads of tables again."""

import io
import re

import pytest
from pypdf import PdfReader

from pages.ui.words import strings
from tests.browser.visits import DESK, NAMES, PHONE, SECONDS, address, settled

pytestmark = [pytest.mark.browser, pytest.mark.whole]
MILLIMETRE = 96 / 25.4
WIDE, TALL = 269 * MILLIMETRE, 186 * MILLIMETRE  # of A4 across, between the margins

# Left and right edge and height of each chart as it is printed.
REACH = """() => { dispatchEvent(new Event('beforeprint'));
  return [...document.querySelectorAll('.js-plotly-plot .main-svg:first-of-type')]
    .map((drawing) => drawing.getBoundingClientRect()).map((box) => [box.left, box.right, box.height]); }"""


@pytest.fixture
def drawn(reader, reading_room):
    """drawn(page, size) -> a page on a dark screen, its charts drawn."""

    def begin(name, size=DESK):
        page = reader.visit(address(reading_room, name), size, "dark")
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=SECONDS, state="attached")
        return settled(page)

    return begin


@pytest.mark.parametrize(("name", "head"), [("agency_trends", "Batas atas"), ("sector_comparison", "Cakupan bobot")])
def test_each_sheet_says_what_was_chosen_and_a_table_its_heads(drawn, name, head):
    """On sheets so low that the table needs several."""
    page = drawn(name)
    chosen = page.locator(".st-key-filters_printed").text_content().strip()
    page.get_by_text(strings()["table.show"]["id"]).first.click()
    table = page.get_by_test_id("stTable").first
    table.wait_for(timeout=SECONDS)
    settled(page)
    first = [row.split("\t")[0] for row in table.locator("tbody tr").all_inner_texts()]
    page.add_style_tag(content="@page { size: 297mm 75mm !important; }")
    printed = page.pdf(prefer_css_page_size=True)
    sheets = [_without_breaks(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(printed)).pages]
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet
        assert f"Cermin · {chosen}" in sheet
    for other in set(NAMES) - {name}:
        assert strings()[f"{other}.nav"]["id"] not in " ".join(sheets)
    for word in ("role.label", "language.label", "table.download", "filter.more_none"):
        assert not re.search(rf"\b{re.escape(strings()[word]['id'])}\b", " ".join(sheets))
    with_rows = [sheet for sheet in sheets if sum(_without_breaks(row) in sheet for row in set(first)) > 1]
    assert len(with_rows) > 1
    assert all(head in sheet for sheet in with_rows)


@pytest.mark.parametrize(
    ("name", "size"), [("competency_gaps", DESK), ("home", PHONE), ("sector_comparison", (1920, 1080))]
)
def test_no_chart_is_cut(drawn, name, size):
    page = drawn(name, size)
    page.emulate_media(media="print")
    charts = page.evaluate(REACH)
    page.set_viewport_size(
        {"width": round(WIDE), "height": round(TALL)}
    )  # charts follow no printer, so not this either
    assert charts
    for left, right, height in page.evaluate(REACH):
        assert left >= -1
        assert right <= WIDE + 1
        assert height <= TALL


def _without_breaks(text: str) -> str:
    return re.sub(r"\s+", " ", text)
