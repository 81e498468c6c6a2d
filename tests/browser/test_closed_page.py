"""The address of a planner's page in a leader's browser."""

import pytest
from playwright.sync_api import expect

from pages.ui.words import t
from tests.browser.visits import PHONE, REGION, SECONDS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_shared_address_of_a_planners_page_leads_a_leader_home(reader, reading_room, lang):
    closed = f"{reading_room}/training_plan?daerah={REGION}&periode=2025-S2&peran=leader&lang={lang}"
    page = reader.visit(closed, PHONE)
    expect(page.get_by_role("heading", name=t("guard.title", lang))).to_be_visible(timeout=SECONDS)
    assert page.get_by_role("dialog").count() == 0  # Streamlit's own word for an address it does not know
    assert page.get_by_role("navigation").get_by_role("link", name=t("training_plan.nav", lang)).count() == 0
    page.get_by_role("link", name=t("guard.back", lang)).click()
    expect(page.get_by_test_id("stMetric").first).to_be_visible(timeout=SECONDS)
    assert "peran=leader" in page.url and f"daerah={REGION}" in page.url
