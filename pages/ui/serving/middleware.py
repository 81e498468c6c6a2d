"""What goes around Streamlit's answers: security headers, and pages with words to read before any script has run."""

import re
from html import escape

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui.words import t

HEADERS = {
    # Plotly and the data tables draw without eval; inline styles are how Streamlit themes itself.
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; media-src 'self'; "
    "manifest-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
CHROME = b'<script defer src="/cermin/chrome.js"></script></head>'
# After the styles of Streamlit, so that ours hold where both say something; asked once a visit, not at every run.
LOOK = b'<link rel="stylesheet" href="/cermin/look.css"></body>'
INLINE = re.compile(rb"<script>.*?</script>", re.S)  # one line for crawlers; the policy above would refuse it aloud
STREAMLIT_FONT = re.compile(rb'href="\./static/media/SourceSans[^"]+"')  # asked for early, and never shown here
ROOM = b'<div id="root"></div>'
WORDS = '<div id="root"><p style="font: 16px sans-serif; padding: 2rem; color: #6B7782">{}</p></div>'


class Envelope:
    """ASGI middleware: security headers on every answer; language, first words and our script in every HTML page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        # Streamlit compresses deep page URLs itself; asked without accept-encoding it leaves the HTML readable here.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                message["headers"] = _headers(message["headers"], scope["path"])
                if (b"content-type", b"text/html; charset=utf-8") in message["headers"]:
                    start = message
                    return
            elif start is not None:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                page = _ours(body, "en" if b"lang=en" in scope["query_string"] else "id")
                length = (b"content-length", str(len(page)).encode())
                start["headers"] = [pair for pair in start["headers"] if pair[0] != b"content-length"] + [length]
                await send(start)
                message = {"type": "http.response.body", "body": page}
            await send(message)

        await self.app({**scope, "headers": plain}, receive, rewrite)


def _headers(given: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
    kept = [(name.lower(), value) for name, value in given if name.lower() != b"server"]
    kept += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    if path.startswith("/media/"):  # downloads may hold figures of a role; no cache keeps them
        kept = [pair for pair in kept if pair[0] != b"cache-control"] + [(b"cache-control", b"no-store")]
    return kept


class Kept:
    """ASGI middleware: a script file of Streamlit's is compressed for its first reader only.

    Their names carry a hash of what they hold, so an answer never grows old. A name that is none gets a page instead,
    and that is not kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _whole_script(scope):
            return await self.app(scope, receive, send)
        if scope["path"] not in self._kept:
            said: list[Message] = []

            async def listen(message: Message) -> None:
                said.append(message)
                await send(message)

            await self.app(scope, receive, listen)
            script = (b"content-type", b"application/javascript") in said[0]["headers"]
            if script and said[0]["status"] == 200 and not said[-1].get("more_body"):
                self._kept[scope["path"]] = said
            return
        for message in self._kept[scope["path"]]:
            await send(message)


def _whole_script(scope: Scope) -> bool:
    """Whether this asks for a script file as every browser does: packed, from its beginning, whatever it had before."""
    asked = dict(scope["headers"])
    return (
        scope["method"] == "GET"
        and scope["path"].startswith("/static/js/")
        and b"gzip" in asked.get(b"accept-encoding", b"")
        and not asked.keys() & {b"range", b"if-none-match", b"if-modified-since"}
    )


def _ours(page: bytes, lang: str) -> bytes:
    """Streamlit's page with our language, script, style, fonts and first words."""
    page = INLINE.sub(b"", page).replace(b'<html lang="en">', f'<html lang="{lang}">'.encode())
    page = STREAMLIT_FONT.sub(b'href="/app/static/inter.woff2"', page)
    page = page.replace(ROOM, WORDS.format(escape(t("screen.opening", lang))).encode())
    return page.replace(b"</head>", CHROME).replace(b"</body>", LOOK)
