"""A real server on a free port with its own home, and a page of it in a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import expect

from pages.ui.page.navigation import ORDER, PAGES

ROOT = Path(__file__).parents[2]
REGION = "357823"
NAMES = [name for name, _ in ORDER if (PAGES / f"{name}.py").is_file()]
DESK, PHONE, NARROW = (1366, 768), (390, 844), (320, 640)
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SECONDS = 90_000  # milliseconds a page may take on a machine with other work
TURNS = "[data-testid=stStatusWidget], [data-testid=stSpinner], [data-testid=stProgress]"
RAN = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"


def chromium() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def serving(home: Path, log_path: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """A real server on a home of ours: its URL and process; it is ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pages.ui.serving.server", "--port", str(port)],
            cwd=ROOT, env=os.environ | {"CERMIN_HOME": str(home), "CERMIN_DEMO": "no"}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait(f"{url}/siap", process)
            yield url, process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def settled(page):
    """The page once its script has run to the end and nothing turns on it any more; nothing failed."""
    page.wait_for_selector("h1", timeout=SECONDS)
    page.wait_for_selector(RAN, timeout=SECONDS)
    expect(page.locator(TURNS)).to_have_count(0, timeout=SECONDS)
    page.wait_for_timeout(400)  # charts come a moment after their place, and what folds moves by degrees
    assert page.get_by_test_id("stException").count() == 0
    return page


def _wait(url: str, process: subprocess.Popen, seconds: float = 90) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        assert process.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server was not ready in time")


def opened(browser, url, name, size, theme, query):
    return opened_at(browser, f"{url}/{'' if name == 'home' else name}?{urlencode(query)}", size, theme)


def opened_at(browser, url, size=DESK, theme="light"):
    context = browser.new_context(
        viewport=dict(zip(("width", "height"), size, strict=True)), color_scheme=theme, locale="id-ID",
        reduced_motion="reduce",
        bypass_csp=True,  # waiting for a condition evaluates it in the page
    )  # fmt: skip
    page = context.new_page()
    page.goto(url)
    return context, settled(page)


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
