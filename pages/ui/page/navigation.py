"""The parts of the frame `dashboard.py` puts together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from data.store.noting import note
from data.store.store import StoreInUse, office_time
from data.terms.actors import Actor
from pages.ui.page import address, cached, guard, trail
from pages.ui.words import LANGUAGES, formats, t

PAGES = Path(__file__).parents[2]
LOGO, MARK = (str(PAGES.parent / "static" / name) for name in ("cermin-name.svg", "cermin.svg"))

# The groups of the navigation and their pages, in the order they stand: file, and the right its page wants. At most ten
# for any role.
GROUPS = {
    "see": (
        ("home", "figures"),
        ("agency_trends", "figures"),
        ("sector_comparison", "figures"),
        ("citizens", "figures"),
        ("own_record", "own"),
    ),
    "plan": (
        ("competency_gaps", "figures"),
        ("training_needs", "persons"),
        ("training_plan", "persons"),
    ),
    "data": (("rating_quality", "figures"), ("upload", "batch"), ("method", "figures"), ("audit", "audit")),
}
ORDER = tuple(row for rows in GROUPS.values() for row in rows)


@contextmanager
def around() -> Iterator[None]:
    """What stands around every page: language and view from the URL, the switches of the sidebar; at the end the URL
    says what was shown, whatever way the page ended."""
    address.begin()
    trail.stand(None)
    chosen = address.get("lang")
    st.session_state["lang"] = chosen if chosen in LANGUAGES else "id"
    st.logo(LOGO, size="large", icon_image=MARK)  # beside the mark alone there is room for the search box
    guard.stop_strangers()
    try:
        cached.store()
    except StoreInUse as used:
        st.title(t("error.in_use_title"), anchor=False)
        st.error(t("error.in_use", pid=used.pid or formats.MISSING))
        st.stop()
    with st.sidebar:
        guard.signed_in(_leaving)
        guard.switch()
        _language_switch()
    try:
        yield
    finally:
        address.write()


def pages() -> dict[str, list]:
    """The pages that exist, under the words of their group; a visit begins at the first its role may open. One it may
    not open stands in no navigation, but its address is answered: by the sentence of its guard."""
    first = next((name for name, right in ORDER if guard.may(right)), "home")
    groups = {
        group: [_page(name, right, first) for name, right in rows if _exists(name)] for group, rows in GROUPS.items()
    }
    return {t(f"group.{group}"): some for group, some in groups.items() if some}


def _exists(name: str) -> bool:
    return (PAGES / f"{name}.py").is_file()


def _page(name: str, right: str, first: str):
    seen = "visible" if guard.may(right) else "hidden"
    return st.Page(f"pages/{name}.py", title=t(f"{name}.nav"), default=name == first, visibility=seen)


def _leaving(actor: Actor) -> None:
    note(cached.store(), "sign-out", actor, office_time(), None)


def _language_switch() -> None:
    st.session_state["language_switch"] = st.session_state["lang"]
    st.selectbox(
        t("language.label"),
        list(LANGUAGES),
        key="language_switch",
        format_func=LANGUAGES.get,
        on_change=lambda: address.put("lang", st.session_state["language_switch"], undoable=False),
    )
