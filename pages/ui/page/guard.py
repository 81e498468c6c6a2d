"""Who may see what. `guard(role)` is the first call of every page.

In local mode (no sign-in) the person at the machine chooses the role at a visible switch and starts as planner; that
switch is honest about what it is: a view, not a lock.
"""

import streamlit as st

from pages.ui.page import address
from pages.ui.words import t

ROLES = ("leader", "planner", "admin")  # each may do what those before it may


def role() -> str:
    """The role of this visit."""
    chosen = address.get("peran")
    return chosen if chosen in ROLES else "planner"


def may(needed: str) -> bool:
    return ROLES.index(role()) >= ROLES.index(needed)


def guard(needed: str) -> None:
    """Stop the page, with a sentence and a way back, unless this visit's role is at least `needed`: so does the address
    of a planner's page end that a leader was sent."""
    if not may(needed):
        st.title(t("guard.title"), anchor=False)
        st.info(t("guard.denied", needed=t(f"role.{needed}"), role=t(f"role.{role()}")))
        st.page_link(
            "pages/home.py", label=t("guard.back"), icon=":material/arrow_back:", query_params=address.as_query()
        )
        st.stop()


def switch() -> None:
    """The role switch of local mode."""
    labels = {code: t(f"role.{code}") for code in ROLES}
    st.session_state["role_switch"] = role()
    st.selectbox(
        t("role.label"),
        ROLES,
        key="role_switch",
        format_func=labels.get,
        on_change=lambda: address.put("peran", st.session_state["role_switch"], undoable=False),
        help=t("role.help"),
    )
