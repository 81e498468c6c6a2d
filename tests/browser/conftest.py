"""A real Chromium, and real servers: one that all visits share which only look, and one for each that writes."""

import os
import shutil

import pytest

from tests.browser.visits import ARGUMENTS, chromium, serving


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
def server(homes, tmp_path):
    """URL of a dashboard that serves a small published demo of one region; a new one for each test."""
    home = shutil.copytree(homes("small"), tmp_path / "home")
    with serving(home, tmp_path / "server.log") as (url, _):
        yield url


@pytest.fixture(scope="session")
def reading_room(homes, tmp_path_factory):
    """URL of a dashboard like `server`'s that all tests share: for tests that only look."""
    folder = tmp_path_factory.mktemp("reading")
    with serving(shutil.copytree(homes("small"), folder / "home"), folder / "server.log") as (url, _):
        yield url
