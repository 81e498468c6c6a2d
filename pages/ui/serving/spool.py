"""An uploaded file goes to disk as it arrives; the server's memory never holds it.

Streamlit keeps the bytes of every upload until its session ends. So its upload route is handed a receipt in place of
the bytes: a few of them that only this process can have made, and that stand for an open file without a name.
"""

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import BinaryIO

import streamlit as st
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.ui.access.visitors import asking, sessions

ROUTE = "/_stcore/upload_file/"
SMALL = 1 << 20  # bytes that may stay in memory
MARGIN = 1 << 16  # of a body around its file
QUOTA = 1 << 30  # bytes that may wait from one session; a page claims them as soon as it runs
_UNCLAIMED = 600  # seconds a file waits for the page that asked for it
_LENGTH = 32


@dataclass(frozen=True)
class Held:
    """An open file, when it came, from which session, and its bytes."""

    file: BinaryIO
    since: float
    sender: str
    size: int


class Spool:
    """ASGI middleware before Streamlit's upload route. That route checks session, token and announced size before it
    asks for the body; only then is the body read, whatever its headers say of it, and the receipt put in its place.
    A body that is larger than a file may be, or for which its sender has no room left, is read no further."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(ROUTE):
            return await self.app(scope, receive, send)
        body: bytes | None = None
        room = min(QUOTA - _held_by(asking.get()), config.get_option("server.maxUploadSize") << 20) + MARGIN

        async def receipt() -> Message:
            nonlocal body
            if body is not None:
                return await receive()
            body = await _put_aside(Request(scope, _counted(receive, room)))
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, receipt, send)


def _counted(receive: Receive, room: int) -> Receive:
    """The same messages until they hold more than `room` bytes; then the request is refused."""
    left = room

    async def next_message() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, "Too large")
        return message

    return next_message


async def _put_aside(request: Request) -> bytes:
    """The body with every big file replaced by its receipt, in the same parts and with the same boundary."""
    boundary = request.headers["content-type"].partition("boundary=")[2].strip('"').encode("latin-1")
    form = await request.form(max_files=1, max_fields=1)
    parts = []
    for _, value in form.multi_items():
        if not isinstance(value, UploadFile):
            continue
        heads = b"".join(name + b": " + said + b"\r\n" for name, said in value.headers.raw)
        content = keep(value.file, value.size) if value.size > SMALL else await value.read()
        parts.append(b"--" + boundary + b"\r\n" + heads + b"\r\n" + content + b"\r\n")
    return b"".join(parts) + b"--" + boundary + b"--\r\n"


def keep(file: BinaryIO, size: int) -> bytes:
    """Hold an open file of so many bytes until somebody claims it, for whoever is asking; returns its receipt."""
    sweep()
    receipt = secrets.token_bytes(_LENGTH)
    _held()[receipt] = Held(file, time.monotonic(), asking.get(), size)
    return receipt


def sweep() -> None:
    """Let go of what nobody has claimed in time, and of what was sent in a session that has ended."""
    held, now = _held(), time.monotonic()
    for receipt, one in list(held.items()):
        gone = now - one.since > _UNCLAIMED or (one.sender and not sessions().find(one.sender))
        if gone and held.pop(receipt, None):
            one.file.close()


async def sweep_on() -> None:
    """Sweep now and then, as long as the server runs: nobody may come after who left something."""
    while True:
        await asyncio.sleep(60)
        sweep()


def _held_by(sender: str) -> int:
    """Bytes that wait here from this session."""
    return sum(one.size for one in list(_held().values()) if one.sender == sender)


def claim(uploaded: BinaryIO) -> BinaryIO:
    """The file an upload stands for, at its beginning; the upload itself where no server stood in between."""
    uploaded.seek(0)
    held = _held().pop(uploaded.read(_LENGTH + 1), None)
    file = held.file if held else uploaded
    file.seek(0)
    return file


@st.cache_resource(show_spinner=False)
def _held() -> dict[bytes, Held]:
    """What waits in this process, by receipt."""
    return {}
