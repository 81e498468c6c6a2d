"""The open store of this process, and answers to named queries remembered until the store changes."""

import importlib
import time
from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.store import noting
from data.store.store import Store, home, office_time, query_names
from data.terms.actors import RIGHT_OF, permit
from data.terms.problems import Refused, words
from data.upkeep.opening import open_store
from pages.answers.choice import Choice, Value
from pages.answers.kept import shelf
from pages.answers.kept.memory import Memory
from pages.ui.page import guard
from pages.ui.words import language


class _Opened:
    """The open store with what was read and worked out from it: `answers` of one version of it, and `kept`, which no
    version changes."""

    def __init__(self) -> None:
        self.store = open_store(home())
        self.answers, self.kept = Memory(1200), Memory(400)
        self.looks: set[tuple] = set()  # of this quarter of an hour, which stand in the journal
        self._version = self.store.version()

    def of_now(self) -> Memory:
        """`answers`, without those of an older version. A key names its version all the same: who began to read before
        a change ends after it."""
        if self._version != self.store.version():
            self._version = self.store.version()
            self.answers.forget()
        return self.answers


@st.cache_resource(show_spinner=False)
def _opened() -> _Opened:
    """One store per process. `data.store.store.StoreInUse` when another process has it."""
    return _Opened()


def store() -> Store:
    """The one store of this process. `data.store.store.StoreInUse` when another process has it."""
    return _opened().store


def exists() -> bool:
    """Whether there is a store at all: the first start on a machine has none."""
    return (home() / "cermin.duckdb").exists()


def forget() -> None:
    """Remember no answer any more, whatever it stands on."""
    _opened().answers.forget()
    _opened().kept.forget()


def ask(name: str, **parameters: object) -> pd.DataFrame:
    """The frame of a named query, as this visit may see it. Raises NotAllowed for a planner's query asked by less."""
    actor = guard.actor()
    permit(actor, RIGHT_OF[query_names()[name].parent.name])  # also of what is remembered
    fixed = tuple(
        (key, tuple(value) if isinstance(value, list) else value) for key, value in sorted(parameters.items())
    )
    frame = remember(f"query {name}", fixed, lambda: store().query(actor, name, **parameters))
    if query_names()[name].parent.name == "planner":
        _looked(name, fixed, frame)
    return frame


def _looked(name: str, asked: tuple, frame: pd.DataFrame) -> None:
    """Have it written down that this visit looks at persons, but for invented ones; a list that names them in its
    question says so itself. Once for what is the same in a quarter of an hour, and before anything is shown."""
    opened, actor = _opened(), guard.actor()
    given = dict(asked)
    if frame.empty or noting.PERSONAL.isdisjoint(frame.columns) or not noting.WHO.isdisjoint(given):
        return
    key = (actor, name, asked, opened.store.version(), int(time.time() // (60 * noting.QUARTER)))
    invented = remember("invented", (), lambda: noting.invented(opened.store))
    if key in opened.looks or opened.store.readonly or invented:
        return
    try:
        noting.looked(opened.store, actor, office_time(), f"page {name}", len(frame), name, given)
    except Refused as refused:  # a full disk: who cannot be written down does not see people
        st.error(" ".join(words(problem, language())["what"] for problem in refused.problems))
        st.stop()
    opened.looks = {one for one in opened.looks if one[-1] == key[-1]} | {key}


def remember(name: str, key: object, make: Callable[[], Value]) -> Value:
    """What `make` gives, once per name, key, version of the store and what this visit sees of it."""
    opened = _opened()
    return opened.of_now().get((name, key, guard.actor().sees, opened.store.version()), make)


class VisitReader:
    """The reader of a visit (`answers.choice.Reader`): asks as its role, remembers until the store changes."""

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        return ask(name, **parameters)

    def remember(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        return remember(name, key, make)

    def frozen(self, role: str, choice: Choice, key: str, make: Callable[[], Value]) -> Value:
        return shelf.frozen(store().home, guard.actor(), role, choice, key, make)

    def keep(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        return _opened().kept.get((name, key, guard.actor().sees), make)


READER = VisitReader()


def warm() -> None:
    """Open the store and import what the first page would otherwise wait for."""
    store()
    for module in ("plotly.graph_objects", "plotly.subplots", "pages.ui.charts", "analytics.statistics.tails"):
        importlib.import_module(module)
