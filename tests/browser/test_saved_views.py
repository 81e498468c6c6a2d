"""Keeping a view, finding it after a reload, opening it, renaming it, deleting it."""

import pytest
from playwright.sync_api import expect

from pages.ui.words import strings
from tests.browser.visits import address, settled

pytestmark = [pytest.mark.browser, pytest.mark.whole]


def words(key: str) -> str:
    return strings()[f"saved.{key}"]["id"]


def test_a_view_is_kept_opened_renamed_and_deleted(reader, workshop):
    page = reader.visit(address(workshop, "sector_comparison", sektor="WILAYAH"))
    title = page.locator("h1").inner_text()
    panel = page.locator(".st-key-saved_views")

    def fill(label: str, text: str, button: str, said: str) -> None:
        panel.get_by_label(label, exact=True).fill(text)
        panel.get_by_role("button", name=button, exact=True).click()
        expect(panel.get_by_test_id("stAlertContainer")).to_contain_text(said)
        settled(page)

    panel.locator("summary").click()
    fill(words("name"), "198605142010012003", words("save"), "NIP")
    fill(words("name"), "Pelayanan wilayah", words("save"), words("done_save"))

    page = reader.visit(workshop)
    panel.locator("summary").click()
    panel.get_by_role("link", name="Pelayanan wilayah", exact=True).click()
    page.wait_for_url("**/sector_comparison?*sektor=WILAYAH*")
    settled(page)
    expect(page.locator("h1")).to_have_text(title)
    page.reload()
    settled(page)
    panel.locator("summary").click()
    settled(page)  # open to its full height, or the list opens and closes as it moves
    box = panel.get_by_role("combobox", name=words("edit"))
    box.click()
    page.wait_for_timeout(700)
    box.press("ArrowDown")
    box.press("Enter")
    fill(words("new_name"), "Wilayah saja", words("rename"), words("done_rename"))
    expect(panel.get_by_role("link")).to_have_text(["Wilayah saja"])
    panel.get_by_role("button", name=words("delete"), exact=True).click()
    expect(panel.get_by_test_id("stAlertContainer")).to_contain_text(words("done_delete"))
    page.reload()
    settled(page)
    expect(panel.locator("summary")).to_contain_text(words("title").format(n=0))
