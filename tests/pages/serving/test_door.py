"""Requests that foreign pages can make a browser send end at the door; connections that say nothing are closed."""

import asyncio
import socket
from urllib.parse import urlsplit

import pandas as pd
import pytest

from data.batches import batches
from data.terms.actors import system
from data.upkeep.opening import open_store
from pages.ui.serving import connections, door
from tests.worlds.homes import NOW
from tests.worlds.server import begin, free_port, run

FOREIGN = ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.0.2.7", "evil@127.0.0.1", "")
STANDARD = {"position": "PEL_LAYANAN", "indicator": "KOM", "valid_from": "2024-S2", "standard": 95.0, "note": "baru"}


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_is_not_ours_is_not_answered(stranger, host):
    port = urlsplit(stranger.url).port
    for path in ("/", "/siap", "/_stcore/health", "/media/x"):  # before it is asked who it is
        assert stranger.ask("GET", path, host=f"{host}:{port}").status in (400, 403)
    if host and "@" not in host:  # which no client would put into an address
        asked = f"{host}:{port}"
        assert stranger.refused(host=asked, origin=f"http://{asked}")  # as a rebound name says it


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1:1", ""])
def test_what_changes_something_comes_from_our_own_pages(stranger, origin):
    assert stranger.refused(origin=origin)
    for method in ("PUT", "POST", "DELETE"):
        refused = stranger.ask(method, "/_stcore/upload_file/session/file", b"x", origin=origin)
        assert refused.status == 403 and b"halaman Cermin" in refused.content


def test_names_of_this_machine_are_ours(stranger):
    port = urlsplit(stranger.url).port
    for host in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        assert stranger.ask("GET", "/siap", host=f"{host}:{port}").status == 200
    assert stranger.ask("GET", "/siap", host="localhost:9000").status == 200  # a tunnel


def test_what_others_reach_is_asked_by_number_or_by_a_listed_name():
    office = door.names("0.0.0.0", ("Cermin.kota.go.id",))
    assert office.hold("10.0.0.5:8501") and office.hold("cermin.kota.go.id") and office.hold("cermin.kota.go.id.:443")
    assert not office.hold("kota.go.id") and not office.hold("evil.example:8501") and not office.hold("a@10.0.0.5")


def test_a_body_that_pauses_counts_as_gone(monkeypatch):
    monkeypatch.setattr(door, "STALLED", 0.01)

    async def never():
        await asyncio.Event().wait()

    assert run(door._impatient(never)())["type"] == "http.disconnect"


def test_connections_that_never_finish_a_head_are_closed(tmp_path, monkeypatch):
    """With a short patience, on the server as uvicorn runs it."""
    monkeypatch.setattr(connections, "PATIENCE", 0.05)

    async def look() -> tuple[bytes, bytes]:
        from uvicorn import Config, Server

        async def app(scope, receive, send):
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

        config = Config(app, port=free_port(), http=connections.Impatient, lifespan="off", log_config=None)
        server = Server(config)
        serve = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        said = []
        for head in (b"", b"GET / HTTP/1.1\r\nhost: x\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", config.port)
            writer.write(head)
            said.append(await asyncio.wait_for(reader.read(), 20))  # until the other side closes
            writer.close()
        server.should_exit = True
        await serve
        return tuple(said)

    assert run(look()) == (b"", b"")


def test_real_data_is_not_served_to_other_machines(tmp_path):
    """At any address but this machine's own it does not start, and says why; the port stays closed."""
    store = open_store(tmp_path / "home", threads=1)
    rows = pd.DataFrame([STANDARD])
    batches.accept_reference(store, {"standards": rows}, "standar", system("uji"), NOW)
    store.close()
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        assert begin(tmp_path / "home", port, log, "--address", "0.0.0.0").wait(60) == 4
    assert "0.0.0.0" in (tmp_path / "log").read_text("utf-8")
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.1", port)) != 0
