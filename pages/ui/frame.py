"""The parts of the frame `dashboard.py` puts together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from data.store import StoreInUse
from pages.ui import cached, guard, numbers, view
from pages.ui.words import LANGUAGES, t

PAGES = Path(__file__).parents[1]
STYLE = Path(__file__).with_name("look.css")

# One row per page in the order of the navigation: file, and the least role that sees it.
ORDER = (
    ("home", "leader"),
    ("agency_trends", "leader"),
    ("sector_comparison", "leader"),
    ("competency_gaps", "leader"),
    ("training_needs", "planner"),
    ("training_plan", "planner"),
    ("training_impact", "leader"),
    ("rating_quality", "leader"),
    ("upload", "planner"),
    ("reports", "leader"),
    ("method", "leader"),
)


@contextmanager
def around() -> Iterator[None]:
    """What stands around every page: language and view from the URL, our style, the switches of the sidebar; at the
    end the URL says what was shown, whatever way the page ended."""
    view.begin()
    chosen = view.get("lang")
    st.session_state["lang"] = chosen if chosen in LANGUAGES else "id"
    st.html(STYLE)
    try:
        cached.store()
    except StoreInUse as used:
        st.title(t("error.in_use_title"), anchor=False)
        st.error(t("error.in_use", pid=used.pid or numbers.MISSING))
        st.stop()
    with st.sidebar:
        guard.switch()
        _language_switch()
    try:
        yield
    finally:
        view.write()


def pages() -> list:
    """The pages that exist and this visit's role may open, home first."""
    return [
        st.Page(f"pages/{name}.py", title=t(f"{name}.nav"), default=name == "home")
        for name, role in ORDER
        if (PAGES / f"{name}.py").is_file() and guard.may(role)
    ]


def _language_switch() -> None:
    st.session_state["language_switch"] = st.session_state["lang"]
    st.selectbox(
        t("language.label"),
        list(LANGUAGES),
        key="language_switch",
        format_func=LANGUAGES.get,
        on_change=lambda: view.put("lang", st.session_state["language_switch"], undoable=False),
    )
