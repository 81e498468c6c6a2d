"""Nobody gets further without a session: no page, no file, no live connection.

Whoever has one is known to all that follows by its handle: to a page's run as Streamlit's user (`visit`), to everything
else as `asking`.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime

from pages.ui.access.handed import handed
from pages.ui.access.visitors import Visitor, asking, sessions
from pages.ui.serving import refusal

HEADER = "x-cermin-visit"  # ours alone: whoever sends it does not get it through
OPEN = ("/siap",)  # answered to anybody: that the server is ready, and nothing else
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent", "/openapi", "/docs")
UPLOADS = "/_stcore/upload_file/"
MEDIA = "/media/"
CONNECTIONS, ALL_CONNECTIONS = 40, 600  # live ones of one session (a tab has one), and of all
HEARTBEAT = b"\x88\x01\x01"  # of an open page, whether or not anybody sits before it
LOOK = 10  # seconds after which a live connection whose session has ended is closed


class Entrance(Protocol):
    """How somebody gets a session, and how a request says which."""

    def handle(self, scope: Scope) -> str:
        """The handle of the session this request says it belongs to."""

    def answers(self, scope: Scope) -> Callable[[Scope, Receive, Send], Awaitable[None]] | None:
        """What answers this request of anybody's: the way in. None where it is not one."""

    async def stranger(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers whoever has no session."""


class Gate:
    """ASGI middleware inside the door: lets through who has a session."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self.app, self.entrance = app, entrance
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and scope["path"] in OPEN):
            return await self.app(scope, receive, send)
        if scope["type"] == "http" and (answer := self.entrance.answers(scope)):
            return await answer(scope, receive, send)
        handle = self.entrance.handle(scope)
        visitor = sessions().visitor(handle)
        if visitor is None:
            return await self.entrance.stranger(scope, receive, send)
        if refused := _refused(scope, visitor, handle):
            return await refusal.send(scope, receive, send, 403, refused)
        asking.set(handle)
        known = [pair for pair in scope["headers"] if pair[0].replace(b"_", b"-") != HEADER.encode()]
        scope = {**scope, "headers": [*known, (HEADER.encode(), handle.encode())]}
        if scope["type"] == "websocket":
            return await self._connected(scope, receive, send, handle)
        sessions().touch(handle)
        await self.app(scope, receive, send)

    async def _connected(self, scope: Scope, receive: Receive, send: Send, handle: str) -> None:
        if self._open[handle] >= CONNECTIONS or self._open.total() >= ALL_CONNECTIONS:
            return await refusal.send(scope, receive, send, 403, "connections")
        self._open[handle] += 1
        try:
            await self.app(scope, _watched(receive, send, handle), send)
        finally:
            self._open[handle] -= 1
            if not self._open[handle]:
                del self._open[handle]


def _refused(scope: Scope, visitor: Visitor, handle: str) -> str | None:
    """Why this visitor does not get this, though they are known."""
    path = scope["path"]
    if path.startswith(CLOSED):
        return "closed"
    if path.startswith(UPLOADS):
        if visitor.guest or "planner" not in visitor.roles:
            return "upload"
        if not _own(path.removeprefix(UPLOADS).partition("/")[0], handle):
            return "session"
    return None


def _own(session_id: str, handle: str) -> bool:
    """Whether the page with this session id was opened with that handle."""
    client = runtime.get_instance().get_client(session_id)
    return client is not None and dict(client.client_context.headers).get(HEADER) == handle


def _watched(receive: Receive, send: Send, handle: str) -> Receive:
    """The messages of a live connection while its session stands; then it is closed."""
    coming: asyncio.Task[Message] | None = None

    async def next_message() -> Message:
        nonlocal coming
        coming = coming or asyncio.ensure_future(receive())
        try:
            while not (await asyncio.wait({coming}, timeout=LOOK))[0] and sessions().find(handle):
                pass
        except asyncio.CancelledError:
            coming.cancel()
            raise
        if not sessions().find(handle):
            coming.cancel()
            await send({"type": "websocket.close", "code": refusal.POLICY})
            return {"type": "websocket.disconnect", "code": refusal.POLICY}
        message, coming = coming.result(), None
        if message.get("bytes") not in (None, HEARTBEAT):
            sessions().touch(handle)
        return message

    return next_message


class Delivery:
    """ASGI middleware before Streamlit's route of files: each goes to the session it was made for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(MEDIA):
            return await self.app(scope, receive, send)
        whole = [pair for pair in scope["headers"] if pair[0] not in (b"range", b"if-range")]
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        await self.app({**scope, "headers": whole, "method": method}, receive, keep)
        content = b"".join(message.get("body", b"") for message in kept)
        if not handed().has(asking.get(), content):
            return await refusal.send(scope, receive, send, 404, "file")
        for message in kept:
            await send({**message, "body": b""} if scope["method"] == "HEAD" and "body" in message else message)
