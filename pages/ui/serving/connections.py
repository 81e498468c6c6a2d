"""Connections that are opened and say nothing, or say it letter by letter, are closed.

uvicorn gives a connection all the time it likes until its first request is there, and holds its memory and a file
meanwhile; a few thousand of them end a server.
"""

import asyncio
from typing import Any

from uvicorn import config
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

PATIENCE = 15  # seconds; a head that has not come after two looks never will


class Impatient(H11Protocol):
    """uvicorn's HTTP, looking at each connection now and then: two looks without a new request, and it is closed."""

    def __init__(self, config: Config, server_state: ServerState, *more: Any, **others: Any) -> None:
        # What serves here, and in which version, is nobody's business.
        server_state.default_headers = [pair for pair in server_state.default_headers if pair[0] != b"server"]
        super().__init__(config, server_state, *more, **others)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look(None)

    def _look(self, before: object) -> None:
        closed = self.transport.is_closing() or self.transport.get_protocol() is not self  # a websocket has taken over
        if closed:
            return
        busy = self.cycle is not None and not self.cycle.response_complete
        now = object() if busy else self.cycle or "nothing yet"
        if now is before:
            self.transport.close()
        else:
            self.loop.call_later(PATIENCE, self._look, now)


def use() -> None:
    """Have uvicorn serve with them from now on: Streamlit starts it, and hands no choice on."""
    config.HTTP_PROTOCOLS["auto"] = f"{Impatient.__module__}:{Impatient.__qualname__}"
