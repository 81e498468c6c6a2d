"""An uploaded file goes to disk as it arrives; the server's memory never holds it.

Streamlit keeps the bytes of every upload until its session ends. So its upload route is handed a receipt in place of
the bytes: a few of them that only this process can have made, and that stand for an open file without a name.
"""

import secrets
import time
from typing import BinaryIO

import streamlit as st
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROUTE = "/_stcore/upload_file/"
SMALL = 1 << 20  # bytes that may stay in memory
_UNCLAIMED = 600  # seconds a file waits for the page that asked for it
_LENGTH = 32


class Spool:
    """ASGI middleware before Streamlit's upload route. That route checks session, token and size before it asks for the
    body; only then is the body read, and the receipt put in its place."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["method"] == "PUT" and scope["path"].startswith(ROUTE)
        if not ours or b"content-length" not in dict(scope["headers"]):  # a body of unknown length: its own limits hold
            return await self.app(scope, receive, send)
        body: bytes | None = None

        async def receipt() -> Message:
            nonlocal body
            if body is not None:
                return await receive()
            body = await _put_aside(Request(scope, receive))
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, receipt, send)


async def _put_aside(request: Request) -> bytes:
    """The body with every big file replaced by its receipt, in the same parts and with the same boundary."""
    boundary = request.headers["content-type"].partition("boundary=")[2].strip('"').encode("latin-1")
    form = await request.form()
    parts = []
    for _, value in form.multi_items():
        if not isinstance(value, UploadFile):
            continue
        heads = b"".join(name + b": " + said + b"\r\n" for name, said in value.headers.raw)
        content = keep(value.file) if value.size > SMALL else await value.read()
        parts.append(b"--" + boundary + b"\r\n" + heads + b"\r\n" + content + b"\r\n")
    return b"".join(parts) + b"--" + boundary + b"--\r\n"


def keep(file: BinaryIO) -> bytes:
    """Hold an open file until somebody claims it; returns its receipt."""
    held, now = _held(), time.monotonic()
    for receipt, (other, since) in list(held.items()):
        if now - since > _UNCLAIMED and held.pop(receipt, None):
            other.close()
    receipt = secrets.token_bytes(_LENGTH)
    held[receipt] = (file, now)
    return receipt


def claim(uploaded: BinaryIO) -> BinaryIO:
    """The file an upload stands for, at its beginning; the upload itself where no server stood in between."""
    uploaded.seek(0)
    file, _ = _held().pop(uploaded.read(_LENGTH + 1), (uploaded, 0.0))
    file.seek(0)
    return file


@st.cache_resource(show_spinner=False)
def _held() -> dict[bytes, tuple[BinaryIO, float]]:
    """Receipt -> open file and when it came, of this process."""
    return {}
