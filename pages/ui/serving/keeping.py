"""The page on which an admin keeps users while Cermin runs: plain HTML, a card for each, one to add another.

What it does is what `python -m data user` does, as the admin who has signed in. A code is shown once, on the answer to
the form that asked for it.
"""

import asyncio
import re
from datetime import date
from html import escape

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from data.store import users
from data.store.users import Bound, User
from data.terms.actors import EMPLOYEE, ROLES, Actor
from data.terms.problems import Refused, words
from pages.ui.access.directory import Directory
from pages.ui.access.visitors import sessions
from pages.ui.serving import forms, refusal
from pages.ui.words import t

PLACE = "/pengguna"
_BOX = "font: inherit; padding: .4rem; margin: .25rem .5rem .5rem 0"
_LABEL = "display: inline-block"
_CARD = """<form method="post" action="{action}" style="border-top: 1px solid #ccc; padding: .75rem 0">
<input type="hidden" name="tanda" value="{mark}">{inputs}</form>"""


async def answer(scope: Scope, receive: Receive, send: Send, directory: Directory, handle: str) -> None:
    """Show the page, or do what its form asks and show it again; nobody but an admin gets it."""
    visitor = sessions().visitor(handle)
    if visitor is None or "admin" not in visitor.roles:
        return await refusal.send(scope, receive, send, 403, "not_admin")
    sessions().touch(handle)
    status, said = 200, ""
    if scope["method"] == "POST":
        given = await forms.fields(receive)
        if not forms.own(scope, given, forms.SESSION):
            return await refusal.send(scope, receive, send, 403, "origin")
        actor = Actor(visitor.login, "admin", visitor.region, visitor.agencies)
        try:
            said = await asyncio.to_thread(_done, directory, given, actor, forms.language(scope))
        except Refused as refused:
            status = 409
            said = " ".join(words(problem, forms.language(scope))["what"] for problem in refused.problems)
    if sessions().visitor(handle) is None:  # an admin who removed themselves
        return await refusal.send(scope, receive, send, 403, "not_admin")
    listed = await asyncio.to_thread(users.known, directory.store)
    await _page(scope, status, said, list(listed.values()), directory)(scope, receive, send)


def _done(directory: Directory, given: dict[str, str], actor: Actor, lang: str) -> str:
    """Do what a form asks; the sentence that says so. Raises Refused."""
    store, now = directory.store, directory.clock()
    login, role, what = given.get("login", "").strip(), given.get("role", ""), given.get("do", "")
    if role not in ROLES or what not in ("add", "role", "code", "remove"):
        return t("keep.unclear", lang)
    try:
        until = date.fromisoformat(given["until"]) if given.get("until") else None
    except ValueError:
        return t("keep.unclear", lang)
    bound = Bound(
        given.get("region", "").strip() or None, frozenset(re.split(r"[\s,;]+", given.get("agencies", ""))) - {""}
    )
    code = ""
    if what == "add":
        code = users.add(store, login, given.get("name", ""), role, until, bound, actor, now)
    elif what == "role":
        users.give_role(store, login, role, until, bound, actor, now)
    elif what == "code":
        code = users.new_code(store, login, actor, now)
    else:
        users.remove(store, login, actor, now)
    if what in ("code", "remove"):
        sessions().end_all(login)
    return t(f"keep.{what}_done", lang, login=login, code=code, days=users.CODE_DAYS)


def _page(scope: Scope, status: int, said: str, listed: list[User], directory: Directory) -> Response:
    lang = forms.language(scope)
    action = PLACE + ("?lang=en" if lang == "en" else "")
    mark = forms.mark(forms.cookie(scope, forms.SESSION))
    cards = [_new(lang), *(_card(user, lang, directory) for user in listed if user.active and user.role != EMPLOYEE)]
    body = f'<p role="alert"><strong>{escape(said)}</strong></p>' if said else ""
    body += "".join(_CARD.format(action=action, mark=mark, inputs=inputs) for inputs in cards)
    gone = ", ".join(user.login for user in listed if not user.active and user.role != EMPLOYEE)
    body += f"<p>{escape(t('keep.gone', lang, logins=gone))}</p>" if gone else ""
    links = (
        (forms.PLACES["out"], "signin.out_button"),
        (PLACE + "?lang=" + t("keep.other", lang), "signin.other_language"),
    )
    body += "".join(f'<p><a href="{to}">{escape(t(key, lang))}</a></p>' for to, key in links)
    return refusal.page(scope, status, "keep", body)


def _new(lang: str) -> str:
    return "".join(
        (
            f"<strong>{escape(t('keep.new', lang))}</strong><br>",
            _input(
                "login", t("signin.login", lang), 'required autocapitalize="none" autocomplete="off" maxlength="32"'
            ),
            _input("name", t("keep.name", lang), 'required autocomplete="off" maxlength="60"'),
            _role(lang, "leader"),
            *_bounds(lang, "", ""),
            _input("until", t("keep.until", lang), 'type="date"'),
            _button("add", lang),
        )
    )


def _card(user: User, lang: str, directory: Directory) -> str:
    state = "ended" if directory.user(user.login) is None else "active" if user.password else "invited"
    until = f'type="date" value="{user.until or ""}"'
    return "".join(
        (
            f'<input type="hidden" name="login" value="{escape(user.login)}">',
            f"<strong>{escape(user.name)}</strong> ({escape(user.login)}) · {escape(t(f'keep.{state}', lang))}<br>",
            _role(lang, user.role),
            *_bounds(lang, user.region or "", ", ".join(user.agencies or ())),
            _input("until", t("keep.until", lang), until),
            _button("role", lang),
            f"<details><summary>{escape(t('keep.more', lang))}</summary>{_button('code', lang)}",
            f"{_button('remove', lang)}</details>",
        )
    )


def _bounds(lang: str, region: str, agencies: str) -> tuple[str, str]:
    """What a user is bound to, as codes; nothing: to nothing."""
    of_both = 'autocomplete="off" autocapitalize="characters"'
    return (
        _input("region", t("keep.region", lang), f'{of_both} size="8" maxlength="20" value="{escape(region)}"'),
        _input("agencies", t("keep.agencies", lang), f'{of_both} maxlength="2000" value="{escape(agencies)}"'),
    )


def _input(name: str, label: str, more: str) -> str:
    return f'<label style="{_LABEL}">{escape(label)} <input name="{name}" {more} style="{_BOX}"></label> '


def _role(lang: str, chosen: str) -> str:
    options = "".join(
        f'<option value="{role}"{" selected" * (role == chosen)}>{escape(t(f"role.{role}", lang))}</option>'
        for role in ROLES
    )
    select = f'<select name="role" style="{_BOX}">{options}</select>'
    return f'<label style="{_LABEL}">{escape(t("role.label", lang))} {select}</label> '


def _button(what: str, lang: str) -> str:
    return f'<button name="do" value="{what}" style="{_BOX}">{escape(t(f"keep.{what}", lang))}</button>'
