"""Who may see what. `guard(role)` is the first call of every page.

Who visits is known from their session alone, which the gate has checked. A visitor who may look in several ways, as the
person at the machine may in local mode, chooses at a visible switch; that switch is honest about what it is: a view,
not a lock.
"""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.terms.actors import ROLES, Actor
from pages.ui.access.visitors import Visitor, asking, sessions
from pages.ui.page import address
from pages.ui.words import formats, t


class NotAllowed(Exception):
    """This visit may not do or see this."""


def handle() -> str:
    """The handle of the session whose page is run; where no page is, of the one whose request is answered."""
    context = get_script_run_ctx(suppress_warning=True)
    return asking.get() if context is None else str(context.user_info.get("visit") or "")


def visitor() -> Visitor | None:
    """Who visits, as of now; None once their session has ended."""
    return sessions().visitor(handle())


def role() -> str:
    """The role of this visit; "" for a visitor without one, or none."""
    who = visitor()
    if who is None:
        return ""
    chosen = address.get("peran")
    return chosen if chosen in who.roles else who.begins


def may(needed: str) -> bool:
    """Whether this visit may do and see what `needed` may: where people sign in, an admin is no planner."""
    who, mine = visitor(), role()
    return who is not None and needed in who.roles and mine in ROLES and ROLES.index(mine) >= ROLES.index(needed)


def must(needed: str) -> None:
    """Raises NotAllowed unless this visit's role is at least `needed`."""
    if not may(needed):
        raise NotAllowed(needed)


def changes() -> bool:
    """Whether this visit may change anything, within its role."""
    who = visitor()
    return who is not None and not who.guest


def pressed(needed: str, work: Callable[..., object]) -> Callable[..., None]:
    """`work` for the `on_click` of a button that does more than choose what is looked at.

    Streamlit calls it before the page, its guard and the address of this run: it may be told of a button that this
    visit saw in another role. So the address is read first, and the work is done only for who may do it now.
    """

    def do(*arguments: object) -> None:
        address.begin()
        if may(needed) and changes():
            work(*arguments)
        else:
            st.toast(t("guard.not_now"), icon=":material/block:")

    return do


def actor() -> Actor:
    """Who changes something in this visit, for whatever records it: by login where people sign in, else by role. Who
    sees no figures changes none."""
    who = visitor()
    return Actor(who.login if who and who.name else role(), role() if changes() and may("leader") else "")


def stop_strangers() -> None:
    """Before anything else of a page: who has no session any more reads how to get one."""
    if visitor() is None:
        st.title(t("guard.gone_title"), anchor=False)
        st.info(t("guard.gone"))
        st.stop()


def guard(needed: str) -> None:
    """Stop the page, with a sentence and a way back, unless this visit's role is at least `needed`: so does the address
    of a planner's page end that a leader was sent."""
    stop_strangers()
    if not may(needed):
        st.title(t("guard.title"), anchor=False)
        if not may("leader"):
            st.info(t("guard.no_figures", role=t(f"role.{role()}")))
            st.stop()
        st.info(t("guard.denied", needed=t(f"role.{needed}"), role=t(f"role.{role()}")))
        st.page_link(
            "pages/home.py", label=t("guard.back"), icon=":material/arrow_back:", query_params=address.as_query()
        )
        st.stop()


def switch() -> None:
    """The role switch of who may look in several ways."""
    who = visitor()
    if who is None or len(who.roles) < 2:
        return
    labels = {code: t(f"role.{code}") for code in who.roles}
    st.session_state["role_switch"] = role()
    st.selectbox(
        t("role.label"),
        list(who.roles),
        key="role_switch",
        format_func=labels.get,
        on_change=lambda: address.put("peran", st.session_state["role_switch"], undoable=False),
        help=t("role.help_own" if who.name else "role.help"),
    )


def signed_in() -> None:
    """Who has signed in, and the way out; nothing where nobody has to. The session ends on the server, in every tab."""
    who = visitor()
    if who is None or not who.name:
        return
    st.caption(t("signed.as", name=formats.plain(who.name), login=who.login, role=t(f"role.{who.begins}")))
    if st.button(t("signed.out"), key="sign_out", icon=":material/logout:"):
        sessions().end(handle())
        st.rerun()
