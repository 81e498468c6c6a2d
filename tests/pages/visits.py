"""A visit to a page as a reader makes it, and what the page then says.

Visits share one open copy of each home, with the answers it remembers, until one of them writes to it: then the next
visit has a new copy. A page is opened at its own address, without home before it.
"""

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st
from pypdf import PdfReader
from streamlit.runtime.caching.cache_data_api import _data_caches
from streamlit.runtime.caching.cache_resource_api import _resource_caches
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from data.export.sheet.page import written
from data.store.store import Store
from pages.answers.choice import Choice
from pages.ui.page import cached
from pages.ui.plan import making
from tests.worlds.homes import REGION
from tests.worlds.visitors import owner

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"


class PagesOfNavigation(PagesManager):
    """As our server has it: a page runs inside `dashboard.py`, also where it is the first to be opened."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        PagesManager.uses_pages_directory = False


KEPT = 3  # copies that stay open while visits stand on another one: each remembers some 50 MB


class Copies:
    """The copies of homes one worker's visits stand on: of one at a time, as a process of the dashboard does, while the
    last ones wait with their open store and their answers for the next visit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._of: dict[Path, Path] = {}
        self._made = 0
        self._open: Path | None = None
        self._as_opened: dict[Path, tuple[int, int]] | None = None
        self._aside: dict[Path, tuple[dict, dict, dict]] = {}  # copy -> remembered data and resources, its files
        self._visited: set[Path] = set()  # by this test

    def enter(self, home: Path) -> None:
        """Open the copy of a home."""
        if home not in self._of:
            self._made += 1
            self._of[home] = self._folder / f"copy{self._made}"
            shutil.copytree(home, self._of[home])
        self.go_to(self._of[home])
        cached.store()
        self._as_opened = self._as_opened or files(self._open)

    def go_to(self, here: Path) -> None:
        """Make `here` the home of the visits to come; whoever visits opens it."""
        if here != self._open:
            if self._open in self._of.values() and files(self._open) == self._as_opened:
                self._aside[self._open] = (_data_caches._function_caches, _resource_caches._function_caches,
                                           self._as_opened)  # fmt: skip
                self._remembering({}, {})
            else:
                self.leave()
            self._open = here
            if here in self._aside:
                data, resources, self._as_opened = self._aside.pop(here)
                self._remembering(data, resources)
            else:
                self._as_opened = None
        self._visited.add(here)
        os.environ["CERMIN_HOME"] = str(here)

    def change(self, prepare: Callable[[Store], None]) -> None:
        """Let `prepare` change the home before it is visited."""
        prepare(cached.store())
        cached.forget()

    def settle(self, answers_hold: bool) -> None:
        """End a test: no plan is being made any more, a home that was written to is left, and so are remembered answers
        that do not hold."""
        os.environ.pop("CERMIN_HOME", None)
        for work in list(making.plans()._works.values()):
            work.job.wait()
        if self._open and files(self._open) != self._as_opened:
            self.leave()
        if not answers_hold:
            self.leave()
            for copy in self._visited & set(self._aside):
                self._close(copy)
        self._visited.clear()
        while len(self._aside) > KEPT:
            self._close(next(iter(self._aside)))

    def leave(self) -> None:
        """Close what is open and forget what was remembered of it, but for plans: they are kept by all they were made
        from."""
        if self._open and self._open.exists():
            if files(self._open) != self._as_opened:
                self._of = {home: copy for home, copy in self._of.items() if copy != self._open}
            os.environ["CERMIN_HOME"] = str(self._open)
            cached.store().close()
            os.environ.pop("CERMIN_HOME")
        self._open = self._as_opened = None
        plans = making.plans()._works
        st.cache_data.clear()
        st.cache_resource.clear()
        making.plans()._works.update(plans)

    def leave_all(self) -> None:
        """Close every copy."""
        self.leave()
        for copy in list(self._aside):
            self._close(copy)

    def _close(self, aside: Path) -> None:
        """Close a copy no visit stands on."""
        here, answers = self._open, (_data_caches._function_caches, _resource_caches._function_caches)
        files_here = self._as_opened
        data, resources, self._as_opened = self._aside.pop(aside)
        self._remembering(data, resources)
        self._open = aside
        self.leave()
        self._remembering(*answers)
        self._open, self._as_opened = here, files_here

    def _remembering(self, data: dict, resources: dict) -> None:
        """Have Streamlit remember these answers and resources and no others, but for plans, as above."""
        plans = making.plans()._works
        _data_caches._function_caches, _resource_caches._function_caches = data, resources
        making.plans()._works.update(plans)


def files(home: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of every file of a home: no event, no upload and no draft leaves them as they were."""
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in home.rglob("*") if path.is_file()}


def opened(name: str, **url: str) -> AppTest:
    """The page at its address, on the home visits stand on."""
    session = AppTest.from_file(DASHBOARD, default_timeout=180)
    session.user = owner()
    session.query_params.update(url)
    if name != "home":
        session.switch_page(f"pages/{name}.py")
    session.run()
    session._page_hash = ""  # else the next run opens this page once more, wherever a click has led since
    assert not session.exception, session.exception[0].value
    return session


def fine(session: AppTest) -> AppTest:
    assert not session.exception, session.exception[0].value
    assert len(session.title) == 1
    return session


def said(session: AppTest) -> str:
    """Everything the page says, without its tables and charts."""
    kinds = ("title", "header", "markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in getattr(session, kind))


def chosen(**narrowed: object) -> Choice:
    """The newest period of the store a visit has opened."""
    st.session_state["lang"], st.session_state["role"] = "id", "leader"
    published = cached.ask("published", region=REGION).sort_values("seq")
    periods = tuple(published["period"])
    return Choice(REGION, published["region_name"].iloc[0], periods[-1], periods, True, cached.READER, **narrowed)


def agencies() -> list[str]:
    return cached.ask("agency_scores", region=REGION)["agency"].unique().tolist()


def decide(session: AppTest, what: str, why: str) -> AppTest:
    """A decision about one need, sent with the form of the needs page."""
    session.multiselect(key="decide_which").set_value(["need:KOM:3403-DINKES"])
    session.radio(key="decide_what").set_value(what)
    session.text_input(key="decide_why").set_value(why)
    form = next(button for button in session.button if button.label == "Simpan keputusan")
    session = form.click().run()
    assert not session.exception
    return session


def query(session) -> dict[str, str]:
    """What the address of a session asks."""
    return {name: values if isinstance(values, str) else values[0] for name, values in session.query_params.items()}


def bare(table: pd.DataFrame) -> pd.DataFrame:
    """A table as it is read: its words without where they lead (`panel.leads`)."""
    return table.replace(r"^\[(.*)\]\(\w+\?[^)]*\)$", r"\1", regex=True)


def table(session, key: str) -> pd.DataFrame:
    """The table under one chart, opened as a reader opens it."""
    session.session_state[f"table_of_{key}"] = session.session_state[f"all_of_{key}"] = True
    session.run()
    assert not session.exception
    found = bare(session.table[0].value)
    session.session_state[f"table_of_{key}"] = False
    return found


def text_of(sheet) -> str:
    """What can be read on a page of paper, its lines as one."""
    pages = PdfReader(io.BytesIO(written(sheet))).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())
