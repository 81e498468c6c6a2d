"""Which requests are looked at, before anybody asks who sends them: those to a name of ours, and of our own pages.

A page of another site can make a browser ask this server: by the server's address, by a name of that site which it has
let point to this machine (rebinding), or over a websocket, which no rule of the browser holds back. What such a request
says of itself cannot be forged by a page: `Host` is the name it asked, `Origin` the site whose page asked.
"""

import asyncio
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.serving import refusal

SAFE = ("GET", "HEAD", "OPTIONS")  # change nothing, and a browser shows their answers to pages of ours alone
STALLED = 30  # seconds a body may pause


@dataclass(frozen=True)
class Names:
    """What a request may call this server. A number cannot be rebound, so where others than this machine may ask,
    every number is good; a name must be listed."""

    listed: frozenset[str]
    numbers: bool  # every number, not those of this machine alone

    def hold(self, host: str) -> bool:
        """Whether this `Host` is one of them, with any port: it may be one of a tunnel."""
        if not re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?", host):
            return False
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        try:
            number = ipaddress.ip_address(name)
        except ValueError:
            return name in self.listed
        return number.is_loopback or self.numbers


def names(address: str, listed: tuple[str, ...] = ()) -> Names:
    """The names of a server at this address, and those its owner has given it."""
    return Names(frozenset({"localhost", *(name.lower().rstrip(".") for name in listed)}), not is_own(address))


def is_own(address: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


class Door:
    """ASGI middleware, outermost: refuses what was not sent to us or not by a page of ours, and ends a body that pauses
    too long."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        hosts, origins = _given(scope, b"host"), _given(scope, b"origin")
        if len(hosts) != 1 or not self.names.hold(hosts[0]):
            return await refusal.send(scope, receive, send, 403, "host")
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE
        if changes and origins != [f"{_scheme(scope)}://{hosts[0]}"]:
            return await refusal.send(scope, receive, send, 403, "origin")
        if scope["type"] == "http":
            receive = _impatient(receive)
        await self.app(scope, receive, send)


def _given(scope: Scope, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name == wanted]


def _scheme(scope: Scope) -> str:
    return "https" if scope["scheme"] in ("https", "wss") else "http"


def _impatient(receive: Receive) -> Receive:
    """The same messages; where the next part of a body does not come, the sender counts as gone."""
    waiting = True

    async def next_message() -> Message:
        nonlocal waiting
        if not waiting:  # the body is here: what is waited for now is the end of the visit
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), STALLED)
        except TimeoutError:
            return {"type": "http.disconnect"}
        waiting = message.get("more_body", False)
        return message

    return next_message
