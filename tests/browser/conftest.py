"""A real server on a free port with its own home, and a real Chromium beside it."""

import datetime as dt
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

import pytest
from playwright.sync_api import expect

from data.upkeep import demo
from data.upkeep.opening import open_store

ROOT = Path(__file__).parents[2]
REGION = "357823"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SECONDS = 90_000  # milliseconds a page may take on a machine with other work
TURNS = "[data-testid=stStatusWidget], [data-testid=stSpinner], [data-testid=stProgress]"
RAN = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"


def chromium() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all browser tests. Without one they count as not run, or fail where CERMIN_BROWSER says so."""
    path = chromium()
    if path is None:
        if os.environ.get("CERMIN_BROWSER") == "required":
            pytest.fail("no Chromium on this machine, and CERMIN_BROWSER=required")
        pytest.skip("no Chromium on this machine: browser tests did not run")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield shown
        shown.close()


@pytest.fixture
def server(tmp_path):
    """URL of a dashboard that serves a small published demo of one region; a new one for each test."""
    with serving(small_demo(tmp_path / "home"), tmp_path / "server.log") as (url, _):
        yield url


@pytest.fixture(scope="session")
def reading_room(tmp_path_factory):
    """URL of a dashboard like `server`'s that all tests share: for tests that only look."""
    folder = tmp_path_factory.mktemp("reading")
    with serving(small_demo(folder / "home"), folder / "server.log") as (url, _):
        yield url


def small_demo(home: Path) -> Path:
    """A home with two published periods of one small region."""
    store = open_store(home)
    demo.load(store, dt.datetime(2026, 11, 21, 9, 0), regions=(REGION,), chosen=("2025-S1", "2025-S2"))
    store.close()
    return home


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
