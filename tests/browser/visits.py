"""A page of a real server in a real Chromium."""

import shutil
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect

from data.terms.actors import RIGHTS
from pages.ui.charts.look import DARK, LIGHT
from pages.ui.page.navigation import ORDER, PAGES
from tests.worlds.server import COOKIES

REGION = "357823"
NAMES = [name for name, right in ORDER if "planner" in RIGHTS[right].roles and (PAGES / f"{name}.py").is_file()]
DESK, PHONE, NARROW = (1366, 768), (390, 844), (320, 640)
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SECONDS = 90_000  # milliseconds a page may take on a machine with other work
TURNS = "[data-testid=stStatusWidget], [data-testid=stSpinner], [data-testid=stProgress]"
RAN = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"


def chromium() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def settled(page):
    """The page once its script has run to the end and nothing turns on it any more; nothing failed."""
    page.wait_for_selector("h1", timeout=SECONDS)
    page.wait_for_selector(RAN, timeout=SECONDS)
    expect(page.locator(TURNS)).to_have_count(0, timeout=SECONDS)
    page.wait_for_timeout(400)  # charts come a moment after their place, and what folds moves by degrees
    assert page.get_by_test_id("stException").count() == 0
    return page


class Reader:
    """Somebody with one tab, kept for the whole run: a new tab compiles Streamlit's code again, which costs three times
    what a page does. Each visit begins as the first after coming in: no cookie but that, no storage, size or medium of
    the visit before.
    """

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_context(locale="id-ID").new_page()
        self.page.set_default_timeout(SECONDS)
        self._looks_at: tuple[str, str, bool] | None = None  # address, theme, and whether as a phone shows it

    def visit(self, url: str, size: tuple[int, int] = DESK, theme: str = "light") -> Page:
        """The page at `url`, opened anew, once its script has run."""
        self._looks_at = None
        self.page.context.clear_cookies()
        known = [{"url": server, "name": name, "value": value} for server, (name, value) in COOKIES.items()]
        self.page.context.add_cookies(known)
        if self.page.url.startswith("http"):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self._see(size, theme)
        self.page.goto(url)
        return _in_theme(settled(self.page), theme)

    def look(self, url: str, size: tuple[int, int] = DESK, theme: str = "light") -> Page:
        """The page at `url`, as tall as what it holds: for tests that leave it as they met it. It is opened anew for
        another address or theme, or for a phone after a desk; zoom reaches the open page, as it does a reader's."""
        wanted = url, theme, size[0] <= PHONE[0]
        if self._looks_at != wanted:
            self.visit(url, size, theme)
        self._see(size, theme)
        tall = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        self._see((size[0], min(tall + 20, 9000)), theme)
        self._looks_at = wanted
        return settled(self.page)

    def _see(self, size: tuple[int, int], theme: str) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        # The medium it has of itself; what moves by degrees would be caught half way.
        self.page.emulate_media(color_scheme=theme, media="null", reduced_motion="reduce")


def _in_theme(page: Page, theme: str) -> Page:
    """The page once its charts are drawn for the theme: the server learns of it after the first run."""
    other = (LIGHT if theme == "dark" else DARK).quiet
    ink = ", ".join(str(int(other[at : at + 2], 16)) for at in (1, 3, 5))
    expect(page.locator(f".js-plotly-plot text[style*='rgb({ink})']")).to_have_count(0, timeout=SECONDS)
    return page


def address(server: str, name: str, **query: str) -> str:
    """The address of a page of the navigation."""
    return f"{server}/{'' if name == 'home' else name}?{urlencode(query)}"


def choose(page, label, text):
    """Choose in a select box the way a person does: open, type, enter."""
    box = page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(text)
    page.get_by_role("option", name=text).first.click()
    fits(page)


def fits(page):
    """Waits until the script has run; nothing hangs over the side."""
    assert settled(page).evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1
