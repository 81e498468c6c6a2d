"""From the demo to a plan that can be handed in, and who cannot have it; a decision that stays."""

import io
import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from data.export import training_plan_columns
from tests.browser.visits import RAN, REGION, settled

pytestmark = [pytest.mark.browser, pytest.mark.whole]
SECONDS = 120_000
VIEW = f"daerah={REGION}&periode=2025-S2"
FINDING = re.compile("menutup")


@pytest.fixture(autouse=True)
def nothing_fails(reader):
    yield
    assert reader.page.get_by_test_id("stException").count() == 0


def heading(page):
    return page.get_by_role("heading", level=1)


def take_out(reader, office):
    """The clicks of a planner from home to the workbook; the download and their number."""
    page = reader.visit(f"{office}/?{VIEW}")
    clicks = 0

    def click(what):
        nonlocal clicks
        clicks += 1
        what.click()

    click(page.get_by_role("link", name="Rencana & anggaran"))
    expect(heading(page)).to_have_text(FINDING, timeout=SECONDS)
    page.locator("input[aria-label='Anggaran (juta)']").fill("90")
    click(page.get_by_role("button", name="Susun rencana"))
    button = page.get_by_role("button", name="Unduh rencana (Excel)")
    expect(page).to_have_url(re.compile(r"rencana=90\."), timeout=SECONDS)
    page.wait_for_selector(RAN, timeout=SECONDS)  # the plan before is still on screen until the script has run
    expect(page.get_by_test_id("stProgress")).to_have_count(0, timeout=SECONDS)
    settled(page)  # a click on what is being drawn once more is lost
    expect(button).to_be_visible(timeout=SECONDS)
    with page.expect_download(timeout=SECONDS) as waiting:
        click(button)
    return waiting.value, clicks


def test_a_plan_is_handed_in_after_a_few_clicks_with_the_figures_on_screen(reader, workshop):
    download, clicks = take_out(reader, workshop)
    assert clicks < 10
    said = download.suggested_filename
    assert said.startswith("cermin_rencana-pelatihan_kecamatan-") and said.endswith("_semua-sumber_2026.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(download.path().read_bytes()))
    rows = book.get_sheet_by_name("Rencana").to_python()
    seats, cost = (list(training_plan_columns.PLAN).index(code) for code in ("seats", "cost"))
    lead = reader.page.get_by_text("kursi untuk").inner_text()
    assert rows[-1][seats] == int(lead.split(" kursi")[0].replace(".", ""))
    assert rows[-1][cost] <= 90e6
    marked = " ".join(str(cell) for row in rows for cell in row)
    assert "(belum diisi)" in marked


def test_a_leader_is_offered_no_plan_and_gets_no_workbook(reader, workshop):
    media = take_out(reader, workshop)[0].url
    leader = reader.visit(f"{workshop}/?{VIEW}&peran=leader")
    expect(heading(leader)).to_be_visible(timeout=SECONDS)
    assert leader.get_by_role("link", name="Rencana & anggaran").count() == 0
    leader.goto(f"{workshop}/training_plan?{VIEW}&peran=leader")
    expect(heading(leader)).to_be_visible(timeout=SECONDS)
    assert leader.get_by_role("button", name="Unduh rencana (Excel)").count() == 0
    assert "menutup" not in leader.locator("body").inner_text()
    assert media.startswith(workshop)
    for _ in range(150):  # the planner has left, and the file goes with him once the server has noticed
        answer = leader.request.get(media)
        if answer.status != 200:
            break
        leader.wait_for_timeout(2000)
    assert answer.status != 200 or not answer.body().startswith(b"PK")


def test_a_rejection_wants_a_reason_and_survives_a_reload(reader, workshop):
    page = reader.visit(f"{workshop}/training_needs?{VIEW}")
    expect(heading(page)).to_have_text(re.compile("Kebutuhan terbesar"), timeout=SECONDS)
    box = page.get_by_role("combobox", name="Kebutuhan", exact=True)
    for _ in range(10):  # a list closes when the page is drawn once more
        box.click()
        page.wait_for_timeout(1500)
        if page.get_by_role("option").count():
            break
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    page.get_by_text("Tolak", exact=True).click()
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_text("tulis alasan untuk menunda atau menolak")).to_be_visible(timeout=SECONDS)
    page.get_by_label("Alasan keputusan").fill("digarap lewat mutasi")
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_text("digarap lewat mutasi").first).to_be_visible(timeout=SECONDS)
    page.goto(f"{workshop}/training_needs?{VIEW}")
    expect(page.get_by_text("digarap lewat mutasi").first).to_be_visible(timeout=SECONDS)
