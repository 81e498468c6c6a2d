"""Homes in three states for page tests, and a visit to a page of one of them."""

import os
import shutil
import time
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data import demo
from data.store import open_store
from pages.ui import cached, plan_work

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
def visit(homes, tmp_path, monkeypatch):
    """visit(page, state, **url) -> the page as a test session."""

    def begin(page: str, state: str = "demo", **url: str) -> AppTest:
        here = tmp_path / "home"
        if not here.exists():
            shutil.copytree(homes(state), here)
        monkeypatch.setenv("CERMIN_HOME", str(here))
        session = AppTest.from_file(DASHBOARD, default_timeout=60)
        session.query_params.update(url)
        session.run()  # on home; the other pages find its filters again
        return session if page == "home" else session.switch_page(f"pages/{page}.py").run()

    yield begin
    if (tmp_path / "home").exists() and os.environ.get("CERMIN_HOME"):
        cached.store().close()
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def planner_home(tmp_path_factory):
    """A quarter of the demo's people in two periods: enough for needs and plans."""
    home = tmp_path_factory.mktemp("planner") / "home"
    store = open_store(home)
    demo.load(store, NOW, scale=0.25, regions=(REGION,), chosen=("2025-S1", "2025-S2"))
    store.close()
    return home


@pytest.fixture
def planner_page(tmp_path, monkeypatch, planner_home):
    """planner_page(page, **url) -> the page as a planner's session; ends when no plan is being made any more."""

    def begin(name, published=True, **url):
        here = tmp_path / "home"
        if published and not here.exists():
            shutil.copytree(planner_home, here)
        monkeypatch.setenv("CERMIN_HOME", str(here))
        session = AppTest.from_file(DASHBOARD, default_timeout=180)
        for key, value in {"peran": "planner", **url}.items():
            session.query_params[key] = value
        session = session.run().switch_page(f"pages/{name}.py").run()
        assert not session.exception, session.exception
        return session

    st.cache_data.clear()
    st.cache_resource.clear()
    yield begin
    for work in list(plan_work.desk()._works.values()):
        while work.running:
            time.sleep(0.1)
    if (tmp_path / "home").exists():
        cached.store().close()
    st.cache_data.clear()
    st.cache_resource.clear()
