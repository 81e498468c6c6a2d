"""A real server on a free port with its own home, asked as a browser does and as an attacker does."""

import asyncio
import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[2]


COOKIES: dict[str, tuple[str, str]] = {}  # by server: name and value, after coming in by the address it printed


def come_in(url: str, way: str) -> tuple[str, str]:
    """Open an address that lets in, as a browser does; the cookie it sets."""
    answer = Client(url, {}).ask("GET", way)
    assert answer.status == 303
    name, _, value = answer.header("set-cookie").partition(";")[0].partition("=")
    return name, value


def owner(url: str) -> "Client":
    """Whoever started that server, at its own page in a browser that has come in."""
    return Client(url, {"origin": url, "cookie": "=".join(COOKIES[url])})


def run(answering: Coroutine) -> Any:
    """What a coroutine gives, in a thread of its own: a browser other tests drive keeps this one's loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, answering).result()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def begin(home: Path, port: int, log, *arguments: str) -> subprocess.Popen:
    """The server's process, without demo data of its own; what it prints goes to `log`."""
    return subprocess.Popen(
        [sys.executable, "-m", "pages.ui.serving.server", "--port", str(port), *arguments],
        cwd=ROOT, stdout=log, stderr=log,
        env=os.environ | {"CERMIN_HOME": str(home), "CERMIN_DEMO": "no", "CERMIN_ANSWERS": "no"},
    )  # fmt: skip


@contextmanager
def serving(home: Path, log_path: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """A real server on a home of ours: its URL and process; it is ended afterwards. `COOKIES` has what its owner's
    browser holds."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with log_path.open("wb") as log:
        process = begin(home, port, log, *arguments)
        try:
            _wait(f"{url}/siap", process)
            if way := re.search(rf"{url}(/buka/\S+)", log_path.read_text("utf-8")):
                COOKIES[url] = come_in(url, way[1])
            yield url, process
        finally:
            COOKIES.pop(url, None)
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(url: str, process: subprocess.Popen, seconds: float = 90) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        assert process.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server was not ready in time")


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    content: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass
class Client:
    """Somebody who says in a request what they like. `headers` come with each; one given as None is left out."""

    url: str
    headers: dict[str, str | None]

    def ask(self, method: str, path: str, body: bytes | Iterator[bytes] = b"", **headers: str | None) -> Answer:
        given = self._said({"host": urlsplit(self.url).netloc} | self.headers, headers)
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                connection.putheader(name, value)
            chunked = not isinstance(body, bytes)
            connection.putheader("transfer-encoding", "chunked") if chunked else (
                connection.putheader("content-length", str(len(body))) if "content-length" not in given else None
            )
            connection.endheaders(body, encode_chunked=chunked)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    @contextmanager
    def socket(self, session: str = "", **headers: str | None) -> Iterator[ClientConnection]:
        """A websocket, begun as Streamlit's page begins it; `session` is the one it says it had. A refused one raises
        InvalidStatus."""
        given = self._said({"origin": self.url} | self.headers, headers)
        host, port = urlsplit(self.url).netloc.split(":")
        asked = given.pop("host", f"{host}:{port}")
        wire = socket.create_connection((host, int(port)), 30)
        try:
            with connect(
                f"ws://{asked}/_stcore/stream", sock=wire, proxy=None, additional_headers=given, max_size=None,
                subprotocols=["streamlit", "x", session] if session else ["streamlit"],
            ) as connection:  # fmt: skip
                yield connection
        finally:
            wire.close()

    def refused(self, session: str = "", **headers: str | None) -> bool:
        """Whether a websocket begun so is refused before it is open."""
        try:
            with self.socket(session, **headers):
                pass
        except InvalidStatus as answer:
            return answer.response.status_code == 403
        return False

    def _said(self, usual: dict[str, str | None], more: dict[str, str | None]) -> dict[str, str]:
        given = usual | {name.replace("_", "-"): value for name, value in more.items()}
        return {name: value for name, value in given.items() if value is not None}
