"""Saved views in the sidebar: open one, keep the present one under a name, rename or delete one."""

from collections.abc import Callable

import streamlit as st

from data.batches import saved_views
from data.batches.saved_views import SavedView
from data.terms.actors import RIGHT_OF
from data.terms.problems import Refused, words
from pages.ui.page import address, cached, guard, navigation, screen
from pages.ui.words import formats, language, t

BARE = ("upload", "method")  # pages without filters: there is no view of them to keep
READERS_OWN = ("lang", "peran")  # of whoever opens the link: it must not make a planner of a leader


def found() -> list[SavedView]:
    """The views whose pages this visit may open, whoever saved them."""
    pages = [name for name, right in navigation.ORDER if guard.may(right)]
    return saved_views.listed(cached.ask("saved_views", pages=pages))


def draw(page: str) -> None:
    """The list, a field to keep `page` as it stands, and what changes the views this role or a lesser one has saved."""
    if not guard.may("figures"):
        return
    own = page not in BARE and guard.may("view") and guard.may(dict(navigation.ORDER)[page])
    listed, keeps = found(), own and not cached.ask("published").empty
    if not listed and not keeps:
        return
    with st.sidebar, st.expander(t("saved.title", n=formats.count(len(listed))), key="saved_views"):
        _say(page)
        if not listed:
            st.caption(t("saved.none"))
        for view in listed:
            own = {name: address.get(name) for name in READERS_OWN if address.get(name)}
            st.page_link(f"pages/{view.page}.py", label=formats.plain(view.name), query_params=view.query | own)
        if keeps:
            st.text_input(t("saved.name"), key="saved_name", max_chars=saved_views.LONGEST)
            st.button(t("saved.save"), key="saved_save", on_click=guard.pressed("view", _save), args=(page,))
        _changing(page, [view for view in listed if guard.may("view") and guard.may(_right(view))])


def _right(view: SavedView) -> str:
    return RIGHT_OF.get(view.role, "persons")


def _changing(page: str, own: list[SavedView]) -> None:
    if not own:
        return
    called = {"": t("saved.edit_none")} | {view.subject: view.name for view in own}
    subject = st.selectbox(t("saved.edit"), list(called), key="saved_chosen", format_func=called.get)
    for view in own:
        if view.subject == subject:
            st.text_input(t("saved.new_name"), view.name, key=f"name_{subject}", max_chars=saved_views.LONGEST)
            with st.container(horizontal=True):
                rename, delete = (guard.pressed(_right(view), change) for change in (_rename, _delete))
                st.button(t("saved.rename"), key="saved_rename", on_click=rename, args=(page, view))
                st.button(t("saved.delete"), key="saved_delete", on_click=delete, args=(page, view))


def _save(page: str) -> None:
    query = {name: code for name, code in address.as_query(dari=None).items() if name not in READERS_OWN}
    name = st.session_state["saved_name"]
    if _tried(page, "save", lambda: saved_views.save(cached.store(), name, page, query, guard.actor(), screen.today())):
        st.session_state["saved_name"] = ""


def _rename(page: str, view: SavedView) -> None:
    name = st.session_state[f"name_{view.subject}"]
    _tried(page, "rename", lambda: saved_views.rename(cached.store(), view, name, guard.actor(), screen.today()))


def _delete(page: str, view: SavedView) -> None:
    _tried(page, "delete", lambda: saved_views.delete(cached.store(), view, guard.actor(), screen.today()))
    st.session_state["saved_chosen"] = ""


def _tried(page: str, what: str, work: Callable[[], object]) -> bool:
    """Do it, and keep what to say about it."""
    try:
        work()
    except Refused as refused:
        message, done = " ".join(words(refused.problems[0], language()).values()), False
    else:
        message, done = t(f"saved.done_{what}"), True
    st.session_state["saved_said"] = (message, done, page, address.as_query())
    return done


def _say(page: str) -> None:
    """What became of the last change, until the reader looks at something else."""
    message, done, *where = st.session_state.get("saved_said", ("", True))
    if message and where == [page, address.as_query()]:
        (st.success if done else st.error)(message)
    else:
        st.session_state.pop("saved_said", None)
