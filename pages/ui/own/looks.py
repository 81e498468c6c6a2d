"""Who looked at lists that the person whose record this is stood on: when, in which role, and what for."""

import pandas as pd
import streamlit as st

from data.store import users
from data.store.employees import seen
from pages.ui.page import cached, guard
from pages.ui.panel.tables import Column, show_first
from pages.ui.words import formats, strings, t


def draw() -> None:
    """The looks, worked out when they are asked for: every list is asked again as it was."""
    st.header(t("own_looks.title"), anchor=False)
    st.markdown(t("own_looks.lead"))
    if not st.toggle(t("own_looks.show"), key="own_looks"):
        return
    with st.spinner(t("screen.working")):
        found = _worded(seen.who_saw_me(cached.store(), guard.actor()))
    if found.empty:
        st.info(t("own_looks.none"))
        return
    columns = [
        Column("when", t("own_looks.when")),
        Column("who", t("own_looks.who")),
        Column("purpose", t("own_looks.purpose")),
    ]
    show_first(found, columns, t("own_looks.title"), "own_looks_rows", cards=True)


def _worded(found: pd.DataFrame) -> pd.DataFrame:
    names = {user.login: user.name for user in users.known(cached.store()).values()}
    newest = found.iloc[::-1]
    return newest.assign(
        when=[f"{formats.day(at.date())} {at:%H:%M}" for at in newest["at"]],
        who=[_who(row.login, row.role, names) for row in newest.itertuples()],
        purpose=[_purpose(what) for what in newest["what"]],
    )


def _who(login: str, role: str, names: dict[str, str]) -> str:
    if role == "system":
        return t("own_looks.server")
    return f"{names.get(login, login)} ({t(f'role.{role}')})"


def _purpose(what: str) -> str:
    """What a list was for: a page's by its query, a download by its name, a command's by neither."""
    way, _, name = what.rpartition(" ")
    if way in ("", "page") and f"list_of.{name}" in strings():
        return t(f"list_of.{name}")
    if way == "people":
        return t(f"people.{name}")
    return t("own_looks.page" if way == "page" else "own_looks.command")
