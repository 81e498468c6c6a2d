"""What the server adds around Streamlit: headers, language, readiness, our script; and what an error may say."""

import gzip
import logging
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from pages.ui import serve

ROOT = Path(__file__).parents[2]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.content) if packed else self.content).decode()


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    """get(path, **headers) -> Answer of a real server on an empty store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("serve") / "home"
    server = subprocess.Popen(
        [sys.executable, "-m", "pages.ui.serve", "--port", str(port)],
        cwd=ROOT, env=os.environ | {"CERMIN_HOME": str(home), "CERMIN_DEMO": "no"}, stdout=subprocess.DEVNULL,
    )  # fmt: skip

    def ask(path: str, encoding: str = "identity") -> Answer:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"accept-encoding": encoding})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, {k.lower(): v for k, v in answer.headers.items()}, answer.read())

    for _ in range(240):
        try:
            ask("/siap")
            break
        except urllib.error.URLError:
            time.sleep(0.25)
    yield ask
    server.terminate()
    server.wait()


def test_every_page_is_indonesian_and_carries_our_script(get):
    for path in ("/", "/agency_trends"):
        page = get(path)
        assert page.status == 200
        assert '<html lang="id">' in page.text and "/cermin/chrome.js" in page.text
        assert not re.search(r"<script>", page.text)  # the policy allows no inline script
        assert int(page.headers["content-length"]) == len(page.content)


def test_every_answer_carries_the_security_headers(get):
    for path in ("/", "/siap", "/cermin/chrome.js", "/_stcore/health", "/app/static/inter.woff2", "/nowhere.js"):
        answer = get(path)
        for name, value in serve.HEADERS.items():
            assert answer.headers[name] == value, path
    assert "unsafe-eval" not in serve.HEADERS["content-security-policy"]


def test_pages_and_scripts_travel_compressed(get):
    page = get("/", "gzip")
    assert page.headers["content-encoding"] == "gzip"
    script = re.search(r'src="\./(static/js/index[^"]+)"', page.text)[1]
    assert get(f"/{script}", "gzip").headers["content-encoding"] == "gzip"


def test_readiness_and_the_dictionary(get):
    assert '"ready":true' in get("/siap").text
    script = get("/cermin/chrome.js").text
    assert '"Upload": "Unggah"' in script and "MutationObserver" in script


def test_an_error_is_logged_without_its_message(caplog):
    def fails():
        raise ValueError("NIP 198605142010012003")

    try:
        fails()
    except ValueError as error:
        with caplog.at_level(logging.ERROR, logger="cermin"):
            assert serve.on_script_error(error) is True
    assert "ValueError" in caplog.text and "test_serve.py" in caplog.text
    assert "1986" not in "".join(record.getMessage() for record in caplog.records if record.name == "cermin")
