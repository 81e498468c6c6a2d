"""A file goes to the session it was made for, made by what that visit may when the button is pressed."""

from collections.abc import Callable
from contextlib import contextmanager

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui.access.visitors import asking, sessions
from pages.ui.page import guard
from tests.worlds import server
from tests.worlds.tab import tab
from tests.worlds.visitors import owner

PLANNER, LEADER = "peran=planner", "peran=leader"


def file_ids(page) -> list[str]:
    return [button.deferred_file_id for button in page.of("download_button")]


def test_a_download_is_made_and_handed_to_its_own_session_alone(served, stranger):
    with tab(server.owner(served)) as page:
        page.run("upload", PLANNER)
        where = page.press_download(file_ids(page)[-1])
        assert where.startswith("/media/")
        mine = server.owner(served).ask("GET", where)
        assert mine.status == 200 and b"periode;" in mine.content and mine.header("cache-control") == "no-store"
        part = server.owner(served).ask("GET", where, range="bytes=0-3")
        assert part.status == 200 and part.content == mine.content  # no piece whose whole nobody has seen
        head = server.owner(served).ask("HEAD", where)
        assert head.status == 200 and head.content == b""
        assert stranger.ask("GET", where).status == 401


def test_a_button_drawn_for_a_planner_gives_a_leader_nothing(served):
    with tab(server.owner(served)) as page:
        page.run("upload", PLANNER)
        drawn = file_ids(page)
        page.run("", LEADER)
        assert drawn and [page.press_download(one) for one in drawn] == [""] * len(drawn)


@pytest.fixture
def drawn(monkeypatch) -> list[Callable[[], bytes]]:
    """What the buttons drawn from now on give when they are pressed."""
    buttons = []
    monkeypatch.setattr(st, "download_button", lambda label, data, **how: buttons.append(data))
    return buttons


@contextmanager
def asked_by(handle: str):
    """As the thread finds it in which Streamlit makes the file."""
    before = asking.set(handle)
    yield
    asking.reset(before)


def test_another_session_gets_nothing_by_the_id(planner_page, drawn):
    session = planner_page("upload", published=False)
    with asked_by(session.user["visit"]):
        assert drawn[-1]().startswith(b"\xef\xbb\xbfperiode;")
    for other in (owner()["visit"], "", "lokal"):
        with asked_by(other), pytest.raises(guard.NotAllowed):
            drawn[-1]()


def test_a_download_has_the_role_and_language_of_its_page(drawn):
    """Its thread has none of its own."""
    session = AppTest.from_function(_said_in_a_download)
    session.user = owner()
    session.session_state["lang"], session.session_state["view"] = "en", {"peran": "leader"}
    session.run()
    with asked_by(session.user["visit"]):
        assert drawn[0]() == b"leader en"


def _said_in_a_download():
    from pages.ui.page import downloads, guard
    from pages.ui.words import language

    downloads.button("x", lambda: f"{guard.role()} {language()}".encode())


def test_a_session_that_has_ended_gets_nothing_more(planner_page, drawn):
    session = planner_page("upload", published=False)
    sessions().end(session.user["visit"])
    with asked_by(session.user["visit"]), pytest.raises(guard.NotAllowed):
        drawn[-1]()
    drawn.clear()
    session.run()
    assert session.title[0].value == "Anda sudah keluar" and not drawn
