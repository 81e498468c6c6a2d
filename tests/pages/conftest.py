"""Visits to a page of a home in one of several states (`tests.pages.visits`)."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, app_test

from data.store.store import Store
from data.upkeep.opening import open_store
from pages.ui.access.visitors import asking
from pages.ui.page import cached
from tests.pages import visits
from tests.worlds.visitors import owner


@pytest.fixture(autouse=True)
def visiting():
    """What a test asks beside a page, it asks as the owner."""
    before = asking.set(owner()["visit"])
    yield
    asking.reset(before)


@pytest.fixture(scope="session")
def copies(tmp_path_factory):
    copies = visits.Copies(tmp_path_factory.mktemp("copies"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app_test, "PagesManager", visits.PagesOfNavigation)
        # Every visit would look through all installed packages for components, of which there are none.
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        # Of so few rows: threads cost more than they win. The server of the browser tests has as many as it finds.
        patched.setattr(cached, "open_store", partial(open_store, threads=1))
        yield copies
    copies.leave_all()


@pytest.fixture
def open_page(copies, tmp_path, request):
    """open_page(name, home, **url) -> the page as a test session; `home` None: an empty one of the test's own, which
    `prepare(store)` may fill before. All sessions of a test share its home."""

    def begin(name: str, home: Path | None, prepare: Callable[[Store], None] | None = None, **url: str) -> AppTest:
        if home is None:
            copies.go_to(tmp_path / "home")
        else:
            copies.enter(home)
        if prepare:
            copies.change(prepare)
        return visits.opened(name, **url)

    yield begin
    # What a test put in another's place must not stay in an answer.
    copies.settle(answers_hold="monkeypatch" not in request.fixturenames)


@pytest.fixture
def visit(homes, open_page):
    """visit(page, state, **url) -> the page as a leader's session; the state is a kind of home, or "empty"."""

    def begin(page: str, state: str = "demo", **url: str) -> AppTest:
        return open_page(page, None if state == "empty" else homes(state), **url)

    return begin


@pytest.fixture
def planner_page(homes, open_page):
    """planner_page(page, **url) -> the page as a planner's session, where there is something `published`."""

    def begin(name: str, published: bool = True, **url: str) -> AppTest:
        return open_page(name, homes("planner") if published else None, **{"peran": "planner", **url})

    return begin
