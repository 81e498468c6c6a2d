"""One reader in a real Chromium, and real servers: one for the tests that only look, others for those that write."""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.visits import ARGUMENTS, SECONDS, Reader, chromium
from tests.worlds.server import serving

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """A browser beside other work loses a key or a click once in some thousand: what fails is tried once more, and the
    end of the run says how many were. What fails twice has failed."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all browser tests. Without one they count as not run, or fail where CERMIN_BROWSER says so."""
    path = chromium()
    if path is None:
        if os.environ.get("CERMIN_BROWSER") == "required":
            pytest.fail("no Chromium on this machine, and CERMIN_BROWSER=required")
        pytest.skip("no Chromium on this machine: browser tests did not run")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SECONDS)  # of itself it waits five seconds, which is how busy the machine is
    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield shown
        shown.close()


@pytest.fixture(scope="session")
def reader(browser):
    """The reader of all visits; nothing of one visit is left in the next."""
    return Reader(browser)


@pytest.fixture(scope="session")
def reading_home(homes, tmp_path_factory):
    """The home behind `reading_room`: a small published demo of one region."""
    return shutil.copytree(homes("small"), tmp_path_factory.mktemp("reading") / "home")


@pytest.fixture(scope="session")
def reading_room(reading_home):
    """URL of a dashboard all tests share that leave the store as it was."""
    with serving(reading_home, reading_home.parent / "server.log") as (url, _):
        yield url


@pytest.fixture
def server(homes, tmp_path):
    """URL of a dashboard like it that is new for each test: of a file that was read, Cermin remembers the form."""
    home = shutil.copytree(homes("small"), tmp_path / "home")
    with serving(home, tmp_path / "server.log") as (url, _):
        yield url


@pytest.fixture(scope="session")
def workshop(homes, tmp_path_factory):
    """URL of a dashboard like it for the tests that keep a plan, a decision or a view: none meets another's."""
    folder = tmp_path_factory.mktemp("workshop")
    with serving(shutil.copytree(homes("small"), folder / "home"), folder / "server.log") as (url, _):
        yield url


@pytest.fixture(scope="session")
def years(homes, tmp_path_factory):
    """URL of a dashboard over four years of two regions, for the tests that leave it as it was."""
    folder = tmp_path_factory.mktemp("years")
    with serving(shutil.copytree(homes("years"), folder / "home"), folder / "server.log") as (url, _):
        yield url
