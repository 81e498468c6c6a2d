"""The answer to a request that gets no further: one plain page with a sentence, or a closed websocket."""

from html import escape

from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from pages.ui.serving.middleware import HEADERS
from pages.ui.words import t

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cermin</title></head>
<body style="font: 16px sans-serif; line-height: 1.5; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1 style="font-size: 1.5rem">{title}</h1>{body}</body></html>"""
POLICY = 1008  # of websockets: refused by a rule


async def send(scope: Scope, receive: Receive, send: Send, status: int, reason: str) -> None:
    """Refuse with the words `refusal.<reason>`."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY})
        return
    await page(scope, status, reason)(scope, receive, send)


def page(scope: Scope, status: int, reason: str, more: str = "") -> HTMLResponse:
    """A page that says `refusal.<reason>`, under its title; `more` is HTML of ours below it."""
    lang = "en" if b"lang=en" in scope["query_string"] else "id"
    title, text = (escape(t(f"refusal.{key}", lang)) for key in (f"{reason}_title", reason))
    content = PAGE.format(lang=lang, title=title, body=f"<p>{text}</p>{more}")
    # Under `no-referrer` a browser says `Origin: null` when it sends a form, and the door would not know whose it is.
    return HTMLResponse(content, status, {**HEADERS, "referrer-policy": "same-origin", "cache-control": "no-store"})
