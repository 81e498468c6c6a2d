"""The ways in without a password: the owner's, at this machine; everybody's, where there is nothing but demo data."""

from collections.abc import Awaitable, Callable
from html import escape
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from pages.ui.access.local import Addresses
from pages.ui.access.visitors import handle_of
from pages.ui.serving import refusal
from pages.ui.words import t

Answer = Callable[[Scope, Receive, Send], Awaitable[None]]
WAY = "/buka"
_AGE = 180 * 24 * 3600  # seconds a browser keeps the owner's cookie
ANOTHER = (
    """<form method="post" action="{way}"><button style="font: inherit; padding: .5rem 1rem">{label}</button></form>"""
)


class OwnersEntrance:
    """Local mode: an address printed where Cermin was started sets the cookie. `token` is what the cookie says; `tell`
    prints an address in that window."""

    def __init__(self, port: int, addresses: Addresses, tell: Callable[[str], None]) -> None:
        self._cookie = f"cermin_lokal_{port}"  # cookies do not tell the ports of a machine apart
        self.token = ""
        self._addresses, self._tell = addresses, tell

    def handle(self, scope: Scope) -> str:
        return handle_of(HTTPConnection(scope).cookies.get(self._cookie, ""))

    def print_address(self) -> None:
        self._tell(f"{WAY}/{self._addresses.new()}")

    def answers(self, scope: Scope) -> Answer | None:
        path, method = scope["path"], scope["method"]
        if path == WAY and method == "POST":
            return self._another
        if path.startswith(f"{WAY}/") and method == "GET":
            return self._open
        return None

    async def stranger(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            return await refusal.send(scope, receive, send, 403, "stranger")
        await self._page(scope, "stranger")(scope, receive, send)

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        code, _, page = scope["path"].removeprefix(f"{WAY}/").partition("/")
        if not self._addresses.opens(code):
            return await self._page(scope, "spent")(scope, receive, send)
        query = scope["query_string"].decode("latin-1")
        answer = RedirectResponse(f"/{quote(page.lstrip('/'))}" + (f"?{query}" if query else ""), 303)
        answer.headers["cache-control"] = "no-store"
        answer.headers["referrer-policy"] = "no-referrer"
        answer.set_cookie(self._cookie, self.token, _AGE, path="/", httponly=True, samesite="strict")
        await answer(scope, receive, send)

    async def _another(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._addresses.may_ask():
            self.print_address()
        await refusal.page(scope, 200, "printed")(scope, receive, send)

    def _page(self, scope: Scope, reason: str) -> Response:
        lang = "en" if b"lang=en" in scope["query_string"] else "id"
        form = ANOTHER.format(way=WAY, label=escape(t("refusal.another", lang)))
        return refusal.page(scope, 401, reason, form)


class OpenEntrance:
    """Whoever comes is a guest, and all guests are one: there is nothing here to keep from one another. `token` is of
    their session."""

    def __init__(self, token: str) -> None:
        self._handle = handle_of(token)

    def handle(self, scope: Scope) -> str:
        return self._handle

    def answers(self, scope: Scope) -> Answer | None:
        return None

    async def stranger(self, scope: Scope, receive: Receive, send: Send) -> None:
        await refusal.send(scope, receive, send, 403, "closed")
