"""Passing a view on, in a real browser: the link by keyboard, the message on a phone, the page as PDF."""

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.visits import DESK, PHONE, REGION, settled

pytestmark = [pytest.mark.browser, pytest.mark.whole]
VIEW = f"daerah={REGION}&periode=2025-S2"
SECONDS = 60_000


def opened(reader, office: str, size: tuple[int, int]):
    page = reader.visit(f"{office}/?{VIEW}", size)
    page.get_by_role("button", name="Bagikan").click()
    settled(page)
    return page


def test_the_link_is_copied_with_the_keyboard_and_opens_the_same_view(reader, workshop):
    page = opened(reader, workshop, DESK)
    title = page.get_by_role("heading", level=1).inner_text()
    link = page.get_by_label("Tautan tampilan ini").input_value()
    assert link == f"{workshop}/?{VIEW}"
    page.get_by_role("button", name="Salin tautan").focus()
    page.keyboard.press("Enter")
    said = page.locator(".st-key-copy_link [role=status]")
    expect(said).to_have_text("Tersalin", timeout=SECONDS)
    assert settled(page).get_by_label("Tautan tampilan ini").input_value() == link  # nothing was asked of the server
    page = reader.visit(link)
    assert page.get_by_role("heading", level=1).inner_text() == title


def test_where_no_clipboard_is_allowed_the_text_stands_selected(reader, workshop):
    page = opened(reader, workshop, PHONE)
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false")
    page.get_by_role("button", name="Salin pesan").click()
    expect(page.locator(".st-key-copy_message [role=status]")).to_have_text(
        "Teks sudah dipilih: salin sendiri", timeout=SECONDS
    )
    chosen = page.evaluate("document.activeElement.value.slice(document.activeElement.selectionStart)")
    assert chosen.startswith("*") and f"{workshop}/?{VIEW}" in chosen and "bukan penilaian resmi" in chosen


def test_the_page_of_pdf_has_the_heading_of_the_screen(reader, workshop):
    page = opened(reader, workshop, PHONE)
    with page.expect_download(timeout=SECONDS) as waiting:
        page.get_by_role("button", name="Unduh satu halaman (PDF)").click()
    pages = PdfReader(waiting.value.path()).pages
    said = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1 and " ".join(page.get_by_role("heading", level=1).inner_text().split()) in said
    assert waiting.value.suggested_filename.startswith("cermin_beranda_")
