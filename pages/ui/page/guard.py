"""Who may see what. `guard(role)` is the first call of every page.

Who visits is known from their session alone, which the gate has checked. A visitor who may look in several ways, as the
person at the machine may in local mode, chooses at a visible switch; that switch is honest about what it is: a view,
not a lock.
"""

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.terms import actors
from data.terms.actors import NOBODY, Actor, NotAllowed
from pages.ui.access.visitors import Visitor, asking, sessions
from pages.ui.page import address
from pages.ui.words import formats, t

ROLES = ("leader", "planner", "admin")  # what a visit may look as


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
    return "" if who is None else _looks_as(who, address.get("peran"))


def actor() -> Actor:
    """Who does something in this visit, as of now, for whatever reads persons or records something: by login where
    people sign in, else by role. Whoever has no session is nobody; the person at the machine, looking as an admin, may
    do all."""
    who = visitor()
    return NOBODY if who is None else _acting(who, address.get("peran"))


def standing() -> Callable[[], Actor]:
    """The actor of this visit for work that goes on beside its page, who is asked for anew at each step: raises
    NotAllowed once their session has ended, or they are not any more who began it."""
    began, whose, chosen = actor(), handle(), role()

    def now() -> Actor:
        who = sessions().visitor(whose)
        if who is None or _acting(who, chosen) != began:
            raise NotAllowed
        return began

    return now


def _looks_as(who: Visitor, chosen: str | None) -> str:
    return chosen if chosen in who.roles else who.begins


def _acting(who: Visitor, chosen: str | None) -> Actor:
    """Who a visitor is to whatever asks for an actor, while they look as one of their roles."""
    role = _looks_as(who, chosen)
    acts_as = "guest" if who.guest else "owner" if role == "admin" and not who.name else role
    return Actor(who.login if who.name else role, acts_as, who.region, who.agencies, who.employee)


def may(right: str) -> bool:
    """Whether this visit may do this (`data.terms.actors.RIGHTS`)."""
    return actors.may(actor(), right)


def must(right: str) -> None:
    """Raises NotAllowed unless this visit may do this."""
    actors.permit(actor(), right)


def pressed(right: str, work: Callable[..., object]) -> Callable[..., None]:
    """`work` for the `on_click` of a button that does more than choose what is looked at.

    Streamlit calls it before the page, its guard and the address of this run: it may be told of a button that this
    visit saw in another role, or with other agencies. So the address is read first, and the work is done only for who
    is still the one it was drawn for, and may do it.
    """
    drawn_for = actor()

    def do(*arguments: object) -> None:
        address.begin()
        if actor() == drawn_for and may(right):
            work(*arguments)
        else:
            st.toast(t("guard.not_now"), icon=":material/block:")

    return do


def stop_strangers() -> None:
    """Before anything else of a page: who has no session any more reads how to get one."""
    if visitor() is None:
        st.title(t("guard.gone_title"), anchor=False)
        st.info(t("guard.gone"))
        st.stop()


def guard(right: str) -> None:
    """Stop the page, with a sentence and a way back, unless this visit may do this: so does the address of a planner's
    page end that a leader was sent."""
    stop_strangers()
    if not may(right):
        st.title(t("guard.title"), anchor=False)
        if may("own"):
            st.info(t("guard.own_alone"))
            st.page_link("pages/own_record.py", label=t("own_record.nav"), icon=":material/arrow_back:")
            st.stop()
        if not may("figures"):
            st.info(t("guard.no_figures", role=t(f"role.{role()}")))
            if may("audit"):
                st.page_link("pages/audit.py", label=t("audit.nav"), icon=":material/arrow_back:")
            st.stop()
        st.info(t("guard.denied", needed=t(f"role.{_least(right)}"), role=t(f"role.{role()}")))
        st.page_link(
            "pages/home.py", label=t("guard.back"), icon=":material/arrow_back:", query_params=address.as_query()
        )
        st.stop()


def _least(right: str) -> str:
    """The first of the roles that may do this."""
    return next(
        role
        for role in ("leader", "planner", actors.EMPLOYEE, "auditor", "admin")
        if role in actors.RIGHTS[right].roles
    )


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


def signed_in(leaving: Callable[[Actor], object]) -> None:
    """Who has signed in, and the way out; nothing where nobody has to. The session ends on the server, in every tab;
    `leaving` is told before."""
    who = visitor()
    if who is None or not who.name:
        return
    if who.agencies is not None:
        st.caption(t("signed.agencies", agencies=formats.plain(", ".join(sorted(who.agencies)))))
    if who.employee is not None:
        st.caption(t("signed.letter", number=who.login))
    else:
        _named(who)
    if st.button(t("signed.out"), key="sign_out", icon=":material/logout:"):
        leaving(actor())
        sessions().end(handle())
        st.rerun()


def _named(who: Visitor) -> None:
    st.caption(t("signed.as", name=formats.plain(who.name), login=who.login, role=t(f"role.{who.begins}")))
