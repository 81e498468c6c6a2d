"""An upload is of a planner's own page, goes to disk whatever its headers say, and does not stay without an owner."""

import io

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from pages.ui.access.visitors import OWNER, asking, handle_of, sessions
from pages.ui.serving import spool
from tests.worlds.server import Client, owner, run
from tests.worlds.tab import tab

EDGE = "edge"
LARGE = b"n" * (spool.SMALL + 1)


def body(*contents: bytes) -> bytes:
    head = 'Content-Disposition: form-data; name="{0}"; filename="{0}.csv"\r\nContent-Type: text/csv\r\n\r\n'
    parts = [f"--{EDGE}\r\n{head.format(f'f{at}')}".encode() + content + b"\r\n" for at, content in enumerate(contents)]
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def sent(whole: bytes, handle: str = "", length: bool = False) -> bytes:
    """What Streamlit's route is given of a body that comes in pieces, from that session."""
    given = []

    async def route(scope, receive, send):
        given.append(await Request(scope, receive).body())

    async def put():
        asking.set(handle)
        pieces = [whole[at : at + 65536] for at in range(0, len(whole), 65536)]
        messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
        messages.append({"type": "http.request", "body": b"", "more_body": False})

        async def receive():
            return messages.pop(0)

        headers = [(b"content-type", f"multipart/form-data; boundary={EDGE}".encode())]
        headers += [(b"content-length", str(len(whole)).encode())] * length
        scope = {"type": "http", "method": "PUT", "path": f"{spool.ROUTE}a/b", "headers": headers}
        await spool.Spool(route)(scope, receive, None)

    run(put())
    return given[0]


@pytest.fixture(autouse=True)
def nothing_waits():
    yield
    for one in spool._held().values():
        one.file.close()
    spool._held().clear()


@pytest.mark.parametrize("length", [True, False])
def test_a_file_goes_to_disk_whatever_its_headers_say(length):
    route_got = sent(body(LARGE), length=length)
    assert len(route_got) < 1000
    (receipt,) = spool._held()
    assert receipt in route_got
    with spool.claim(io.BytesIO(receipt)) as file:
        assert file.read() == LARGE


def test_no_more_than_the_rest_of_a_quota_is_read(monkeypatch):
    monkeypatch.setattr(spool, "QUOTA", 2 * len(LARGE))
    handle = handle_of(sessions().begin(OWNER.login))
    sent(body(LARGE), handle)
    with pytest.raises(HTTPException) as refused:
        sent(body(LARGE + LARGE), handle)
    assert refused.value.status_code == 413
    sent(body(LARGE), handle_of(sessions().begin(OWNER.login)))  # another's room is their own


def test_many_files_in_one_body_are_refused():
    with pytest.raises(Exception, match="Too many files"):
        sent(body(b"a", b"b"))


def test_what_was_sent_in_a_session_goes_with_it():
    handle = handle_of(sessions().begin(OWNER.login))
    sent(body(LARGE), handle)
    (waiting,) = spool._held().values()
    spool.sweep()
    assert spool._held() and not waiting.file.closed
    sessions().end(handle)
    spool.sweep()
    assert not spool._held() and waiting.file.closed


def test_a_file_comes_into_its_senders_own_page_alone(served, served_home):
    xsrf = "2|8e6f1a70|b1d2|1700000000"  # made up: Streamlit takes whatever is said twice
    more = {"content_type": f"multipart/form-data; boundary={EDGE}", "x_xsrftoken": xsrf}
    cookie = owner(served).headers["cookie"]
    ours = Client(served, {"origin": served, "cookie": f"{cookie}; _streamlit_xsrf={xsrf}"})
    with tab(ours) as page:
        page.run("upload")
        own = f"{spool.ROUTE}{page.session}/file"
        stranger = Client(served, {"origin": served, "cookie": f"_streamlit_xsrf={xsrf}"})
        assert stranger.ask("PUT", own, body(LARGE), **more).status == 401
        assert stranger.ask("DELETE", own, **more).status == 401
        assert ours.ask("PUT", f"{spool.ROUTE}0123-4567/file", body(LARGE), **more).status == 403
        assert ours.ask("PUT", own, body(LARGE), **(more | {"origin": "http://evil.example"})).status == 403
        assert ours.ask("PUT", own, iter([body(LARGE)]), **more).status == 204
    assert not [path for path in (served_home / "incoming").rglob("*") if path.is_file()]
