"""Homes in three states for page tests, and a visit to a page of one of them."""

import shutil
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store.store import Store
from data.upkeep import demo
from data.upkeep.opening import open_store
from pages.ui.page import cached
from pages.ui.plan import making

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")
NOW = datetime(2026, 11, 21, 9, 0)
REGION = "3403"


SOME = ("2024-S2", "2025-S1", "2025-S2", "2026-S1")
STATES = {  # name: periods (None: empty), share of the demo's people
    "empty": (None, 0.0),
    "one": (SOME[:1], 0.05),
    "demo": (SOME, 0.05),
    "full": (("2024-S1", "2024-S2", "2025-S1"), 1.0),  # here one agency newly leaves the funnel
}


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """homes(state) -> its folder, made when first asked for; copied for each test, never written."""

    @cache
    def made(name: str) -> Path:
        home = tmp_path_factory.mktemp(name) / "home"
        chosen, scale = STATES[name]
        store = open_store(home)
        if chosen:
            demo.load(store, NOW, scale=scale, regions=(REGION,), chosen=chosen)
        store.close()
        return home

    return made


@pytest.fixture
def open_page(tmp_path, monkeypatch):
    """open_page(name, home, **url) -> the page as a test session, on a copy of that home (None: an empty one) which all
    sessions of the test share; `prepare(store)` may change the copy before. The store closes after the test, when no
    plan is being made any more."""
    here = tmp_path / "home"

    def begin(name: str, home: Path | None, prepare: Callable[[Store], None] | None = None, **url: str) -> AppTest:
        if home is not None and not here.exists():
            shutil.copytree(home, here)
        if prepare:
            store = open_store(here)
            prepare(store)
            store.close()
        monkeypatch.setenv("CERMIN_HOME", str(here))
        session = AppTest.from_file(DASHBOARD, default_timeout=180)
        session.query_params.update(url)
        session.run()  # on home; the other pages find its filters again
        if name != "home":
            session.switch_page(f"pages/{name}.py").run()
        assert not session.exception, session.exception[0].value
        return session

    st.cache_data.clear()
    st.cache_resource.clear()
    yield begin
    for work in list(making.desk()._works.values()):
        while work.running:
            time.sleep(0.1)
    if here.exists():
        cached.store().close()
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def visit(homes, open_page):
    """visit(page, state, **url) -> the page as a leader's session."""

    def begin(page: str, state: str = "demo", **url: str) -> AppTest:
        return open_page(page, homes(state), **url)

    return begin


@pytest.fixture(scope="session")
def planner_home(tmp_path_factory):
    """A quarter of the demo's people in two periods: enough for needs and plans."""
    home = tmp_path_factory.mktemp("planner") / "home"
    store = open_store(home)
    demo.load(store, NOW, scale=0.25, regions=(REGION,), chosen=("2025-S1", "2025-S2"))
    store.close()
    return home


@pytest.fixture
def planner_page(planner_home, open_page):
    """planner_page(page, **url) -> the page as a planner's session."""

    def begin(name: str, published: bool = True, **url: str) -> AppTest:
        return open_page(name, planner_home if published else None, **{"peran": "planner", **url})

    return begin
