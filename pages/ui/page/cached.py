"""The open store of this process, and answers to named queries remembered until the store changes."""

import importlib
from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.store.store import Store, home, query_names
from data.upkeep.opening import open_store
from pages.answers.choice import Value
from pages.ui.page import guard


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """One store per process. `data.store.store.StoreInUse` when another process has it."""
    return open_store(home())


def exists() -> bool:
    """Whether there is a store at all: the first start on a machine has none."""
    return (home() / "cermin.duckdb").exists()


@st.cache_data(max_entries=400, show_spinner=False)
def _answer(name: str, parameters: tuple, role: str, version: int) -> pd.DataFrame:
    """Keyed on query, parameters, role and version of the store; never on a frame, whose hash is a sample."""
    return store().query(name, **{key: list(value) if isinstance(value, tuple) else value for key, value in parameters})


def ask(name: str, **parameters: object) -> pd.DataFrame:
    """The frame of a named query, as this visit may see it. Raises NotAllowed for a planner's query asked by less."""
    guard.must(query_names()[name].parent.name)
    role = guard.role()
    fixed = tuple(
        (key, tuple(value) if isinstance(value, list) else value) for key, value in sorted(parameters.items())
    )
    return _answer(name, fixed, role, store().version())


@st.cache_data(max_entries=600, show_spinner=False)
def _remembered(name: str, key: str, role: str, version: int, _make: Callable[[], Value]) -> Value:
    return _make()


@st.cache_data(max_entries=400, show_spinner=False)
def _kept(name: str, key: str, role: str, _make: Callable[[], Value]) -> Value:
    return _make()


class VisitReader:
    """The reader of a visit (`answers.choice.Reader`): asks as its role, remembers until the store changes."""

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        return ask(name, **parameters)

    def remember(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        return _remembered(name, key, guard.role(), store().version(), make)

    def keep(self, name: str, key: str, make: Callable[[], Value]) -> Value:
        return _kept(name, key, guard.role(), make)


READER = VisitReader()


def warm() -> None:
    """Open the store and import what the first page would otherwise wait for."""
    store()
    for module in ("plotly.graph_objects", "plotly.subplots", "pages.ui.charts", "analytics.statistics.tails"):
        importlib.import_module(module)
