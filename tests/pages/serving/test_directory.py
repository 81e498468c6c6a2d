"""What a user may is asked at every request: a role taken away, and a user who was removed, are gone at once."""

import asyncio
import datetime as dt
from collections.abc import Iterator

import pytest

from data.store import users
from data.store.noting import looked
from data.store.store import Store
from data.store.users import UNBOUND
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep.opening import open_store
from pages.ui.access import visitors
from pages.ui.access.attempts import Attempts
from pages.ui.access.directory import Directory
from pages.ui.access.visitors import Sessions, asking
from pages.ui.page import guard
from pages.ui.serving import gate, signin
from pages.ui.serving.forms import SESSION
from pages.ui.serving.gate import Gate
from pages.ui.serving.signin import SignIn
from tests.worlds.facts import NOW
from tests.worlds.server import run
from tests.worlds.users import OFFICE, settle


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    store = open_store(tmp_path / "home", threads=1)
    settle(store)
    yield store
    store.close()


@pytest.fixture
def office(store, monkeypatch) -> Sessions:
    """The sessions of a server whose users are this store's."""
    ours = Sessions(Directory(store).visitor)
    for module in (visitors, guard, gate, signin):
        monkeypatch.setattr(module, "sessions", lambda: ours)
    return ours


def asked(client: Gate, kind: str, token: str) -> int:
    """The status, or the websocket's code, that somebody with this cookie gets; 0 where it went through."""
    headers = [(b"cookie", f"{SESSION}={token}".encode())]
    scope = {"type": kind, "scheme": "https" if kind == "http" else "wss", "method": "GET", "path": "/app/x.js",
             "query_string": b"", "headers": headers}  # fmt: skip
    said = []

    async def send(message) -> None:
        said.append(message)

    async def receive():
        await asyncio.sleep(0.01)
        return {"type": "websocket.receive", "bytes": b"x"}

    run(client(scope, receive, send))
    return next((one.get("status") or one["code"] for one in said if "status" in one or "code" in one), 0)


async def nothing(scope, receive, send) -> None:
    """What stands behind the gate: it reads one message of a websocket."""
    if scope["type"] == "websocket":
        await receive()


def test_a_user_who_is_removed_gets_nothing_any_more(store, office):
    client, token = Gate(nothing, SignIn(Attempts())), office.begin("siti")
    assert asked(client, "http", token) == asked(client, "websocket", token) == 0
    users.remove(store, "siti", system("root"), NOW)
    assert (asked(client, "http", token), asked(client, "websocket", token)) == (401, 1008)


def test_a_live_connection_ends_with_its_user(store, office):
    token = office.begin("siti")

    async def reads(scope, receive, send) -> None:
        assert (await receive())["type"] == "websocket.receive"
        users.remove(store, "siti", system("root"), NOW)
        assert (await receive())["type"] == "websocket.disconnect"

    assert asked(Gate(reads, SignIn(Attempts())), "websocket", token) == 1008


def test_a_role_holds_as_long_as_it_is_the_users(store, office):
    asking.set(visitors.handle_of(office.begin("siti")))

    def allowed() -> list[str]:
        return [right for right in ("figures", "persons", "user") if guard.may(right)]

    assert allowed() == ["figures", "persons"]
    for role, may in (
        ("leader", ["figures"]),
        ("admin", ["user"]),
        ("auditor", []),
        ("planner", ["figures", "persons"]),
    ):
        users.give_role(store, "siti", role, None, UNBOUND, system("root"), NOW)
        assert allowed() == may
        with pytest.raises(guard.NotAllowed):
            guard.must("persons" if role != "planner" else "user")
    users.remove(store, "siti", system("root"), NOW)
    assert allowed() == [] and guard.visitor() is None


@pytest.mark.parametrize(("login", "changes"), [("siti", True), ("ani", False), ("dewi", False)])
def test_what_is_recorded_carries_the_login_and_admins_and_auditors_change_no_figures(store, office, login, changes):
    asking.set(visitors.handle_of(office.begin(login)))
    actor = guard.actor()
    assert (actor.login, actor.role) == (login, OFFICE[login]) and OFFICE[login] == guard.role()
    try:
        looked(store, actor, NOW, "plan", 3)
    except Refused:
        assert not changes
    else:
        assert changes and store.journal.last.actor == login


def test_a_deputy_is_out_on_the_day_after(store):
    today = [NOW]
    directory = Directory(store, lambda: today[0])
    users.give_role(store, "siti", "planner", NOW.date(), UNBOUND, system("root"), NOW)
    assert directory.visitor("siti")
    today[0] += dt.timedelta(days=1)
    assert directory.visitor("siti") is None and directory.visitor("bupati") and directory.visitor("nobody") is None
