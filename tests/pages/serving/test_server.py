"""What the server adds around Streamlit: headers, language, readiness, our script; and what an error may say."""

import gzip
import logging
import re
from dataclasses import dataclass

import pytest

from pages.ui.serving import middleware
from pages.ui.serving import server as serve
from pages.ui.words import strings
from tests.worlds.server import owner, run


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
def get(served):
    """get(path, encoding) -> Answer."""

    def ask(path: str, encoding: str = "identity") -> Answer:
        answer = owner(served).ask("GET", path, accept_encoding=encoding)
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers}, answer.content)

    return ask


def test_every_page_is_indonesian_and_carries_our_script(get):
    for path in ("/", "/agency_trends"):
        page = get(path)
        assert page.status == 200
        assert '<html lang="id">' in page.text and "/cermin/chrome.js" in page.text
        assert page.text.index("</head>") < page.text.index("/cermin/look.css"), "ours come after Streamlit's own"
        assert not re.search(r"<script>", page.text)  # the policy allows no inline script
        assert int(page.headers["content-length"]) == len(page.content)


def test_every_answer_carries_the_security_headers(get):
    for path in (
        "/",
        "/siap",
        "/cermin/chrome.js",
        "/cermin/look.css",
        "/_stcore/health",
        "/app/static/inter.woff2",
        "/nowhere.js",
    ):
        answer = get(path)
        for name, value in middleware.HEADERS.items():
            assert answer.headers[name] == value, path
        assert "server" not in answer.headers  # what serves here, in which version
    assert "unsafe-eval" not in middleware.HEADERS["content-security-policy"]


def test_pages_and_scripts_travel_compressed(get):
    page = get("/", "gzip")
    assert page.headers["content-encoding"] == "gzip"
    script = re.search(r'src="\./(static/js/index[^"]+)"', page.text)[1]
    assert get(f"/{script}", "gzip").headers["content-encoding"] == "gzip"


def test_a_page_says_words_before_its_scripts(get):
    for path, lang in (("/", "id"), ("/?lang=en", "en")):
        page = get(path).text
        assert f'<html lang="{lang}">' in page
        assert strings()["screen.opening"][lang] in page
        assert "SourceSans" not in page


def test_a_script_packed_once_is_the_same_for_the_next_reader(get):
    script = "/" + re.search(r'src="\./(static/js/index[^"]+)"', get("/").text)[1]
    first, again, bare = get(script, "gzip"), get(script, "gzip"), get(script)
    assert (first.content, first.headers["content-encoding"]) == (again.content, again.headers["content-encoding"])
    assert first.text == bare.text and "content-encoding" not in bare.headers


def test_only_scripts_are_kept():
    """What is no file of ours is answered with a page, under as many names as somebody likes to ask for."""
    kept = middleware.Kept(_answering)
    for path, kind in (("/static/js/a.js", b"application/javascript"), ("/static/js/b.js", b"text/html")):
        for _ in range(2):
            run(kept(_asking(path, kind), None, _nowhere))
    assert list(kept._kept) == ["/static/js/a.js"]
    assert asked == ["/static/js/a.js", "/static/js/b.js", "/static/js/b.js"]


asked: list[str] = []


def _asking(path: str, kind: bytes) -> dict:
    return {
        "type": "http", "method": "GET", "path": path, "kind": kind, "headers": [(b"accept-encoding", b"gzip, br")],
    }  # fmt: skip


async def _answering(scope, _, send) -> None:
    asked.append(scope["path"])
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", scope["kind"])]})
    await send({"type": "http.response.body", "body": b"..."})


async def _nowhere(_) -> None:
    pass


def test_readiness_and_the_dictionary(get):
    assert '"ready":true' in get("/siap").text
    script = get("/cermin/chrome.js").text
    assert '"Upload": "Unggah"' in script and "MutationObserver" in script
    style = get("/cermin/look.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "@media print" in style.text and ".st-key-finder" in style.text


def test_an_error_is_logged_without_its_message(caplog):
    def fails():
        raise ValueError("NIP 198605142010012003")

    try:
        fails()
    except ValueError as error:
        with caplog.at_level(logging.ERROR, logger="cermin"):
            assert serve.on_script_error(error) is True
    assert "ValueError" in caplog.text and "test_server.py" in caplog.text
    assert "1986" not in "".join(record.getMessage() for record in caplog.records if record.name == "cermin")
