"""The forms of signing in, as plain HTML: they work on any phone, without a script."""

import secrets
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qsl, quote

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Receive, Scope

from pages.ui.access.visitors import handle_of
from pages.ui.serving import refusal
from pages.ui.words import t

COOKIE = "__Host-cermin_masuk"  # what a form is bound to before anybody has come in
SESSION = "__Host-cermin"  # of who has
_LARGEST = 8192  # bytes of a form
_BOX = "font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; margin: .25rem 0 1rem"
_INPUT = '<label>{label}<input name="{name}" type="{kind}" {more} required style="' + _BOX + '"></label>'
_FORM = """{message}<form method="post" action="{action}"><input type="hidden" name="tanda" value="{mark}">
<input type="hidden" name="ke" value="{to}">{inputs}
<button style="font: inherit; padding: .6rem 1.5rem">{button}</button></form>{links}"""
_FIELDS = {  # form -> its fields: name, type, what a browser may fill in
    "in": (("login", "text", "username"), ("sandi", "password", "current-password")),
    "new": (
        ("login", "text", "username"),
        ("kode", "text", "one-time-code"),
        ("sandi", "password", "new-password"),
        ("ulang", "password", "new-password"),
    ),
    "letter": (("nomor", "text", "username"), ("kode", "text", "one-time-code")),
    "out": (),
}
PLACES = {"in": "/masuk", "new": "/masuk/baru", "letter": "/masuk/surat", "out": "/keluar"}
_BESIDE = {"in": ("new", "letter"), "new": ("in",), "letter": ("in",)}  # form -> those its page leads to


def show(scope: Scope, form: str, status: int = 200, message: str = "", login: str = "", to: str = "/", **values):
    """The page of a form, bound to this browser; `message` is a key of `signin`."""
    lang = language(scope)
    token = cookie(scope, COOKIE) or secrets.token_urlsafe(32)
    said = message and f'<p role="alert"><strong>{escape(t(f"signin.{message}", lang, **values))}</strong></p>'
    inputs = "".join(
        _INPUT.format(label=escape(t(f"signin.{name}", lang)), name=name, kind=kind, more=_more(name, filled, login))
        for name, kind, filled in _FIELDS[form]
    )
    content = _FORM.format(
        message=said, action=_address(form, lang), mark=mark(token), to=escape(to), inputs=inputs,
        button=escape(t(f"signin.{form}_button", lang)), links=_links(form, lang, to),
    )  # fmt: skip
    answer = refusal.page(scope, status, f"sign_{form}", content)
    bind(answer, COOKIE, token, "strict")
    return answer


def bind(answer: Response, name: str, token: str, to_site: str) -> None:
    """Set a cookie of ours: for this host alone, over HTTPS alone, out of reach of scripts."""
    answer.set_cookie(name, token, path="/", secure=True, httponly=True, samesite=to_site)


def language(scope: Scope) -> str:
    return "en" if b"lang=en" in scope["query_string"] else "id"


def cookie(scope: Scope, name: str) -> str:
    return HTTPConnection(scope).cookies.get(name, "")


def own(scope: Scope, fields: Mapping[str, str], bound: str = COOKIE) -> bool:
    """Whether these fields come from a form that this browser was shown, bound to that cookie."""
    token = cookie(scope, bound)
    return bool(token) and secrets.compare_digest(fields.get("tanda", "").encode(), mark(token).encode())


async def fields(receive: Receive) -> dict[str, str]:
    """What a form says; nothing where it says too much or ends too soon."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if message["type"] == "http.disconnect" or len(body) > _LARGEST:
            return {}
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=10))
    except ValueError:
        return {}


def inside(to: str) -> str:
    """A page of ours to go on to: the address where it is one, else home."""
    plain = to.startswith("/") and not to.startswith(("//", *PLACES.values())) and to.isprintable() and "\\" not in to
    return to if plain else "/"


def mark(token: str) -> str:
    """What a form bound to this cookie carries."""
    return handle_of(f"form {token}")


def _more(name: str, filled: str, login: str) -> str:
    value = f'value="{escape(login)}" ' if name in ("login", "nomor") else ""
    return f'{value}autocomplete="{filled}" autocapitalize="none" spellcheck="false" maxlength="200"'


def _address(form: str, lang: str, to: str = "") -> str:
    asked = [f"lang={lang}"] * (lang == "en") + [f"ke={quote(to, safe='')}"] * bool(to.strip("/"))
    return escape(PLACES[form] + ("?" + "&".join(asked) if asked else ""))


def _links(form: str, lang: str, to: str) -> str:
    other = "id" if lang == "en" else "en"
    links = [(_address(form, other, to), t("signin.other_language", lang))]
    links = [(_address(one, lang, to), t(f"signin.to_{one}", lang)) for one in _BESIDE.get(form, ())] + links
    return "".join(f'<p><a href="{address}">{escape(text)}</a></p>' for address, text in links)
