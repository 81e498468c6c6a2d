"""The planner's desk: a letter is made for a known NIP, and shown once."""

import datetime as dt
import re

import pytest

from data.store import users
from data.store.employees import letters, objections
from data.store.store import office_time
from pages.ui.access.directory import Directory
from pages.ui.access.visitors import OWNER, handle_of, sessions
from pages.ui.page import cached
from pages.ui.words import t
from tests.pages import visits
from tests.pages.visits import fine, said
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION
from tests.worlds.users import settle


@pytest.fixture
def desk(homes, open_page, monkeypatch):
    """The desk as the planner siti has it, and the NIP of somebody."""
    told = {}

    def prepare(store):
        settle(store)
        directory = Directory(store)
        monkeypatch.setattr(
            sessions(), "who", lambda login: OWNER if login == OWNER.login else directory.visitor(login)
        )
        visit = {"visit": handle_of(sessions().begin("siti"))}
        monkeypatch.setattr(visits, "owner", lambda: visit)
        with store.cursor() as cursor:
            told["nip"] = cursor.execute("select min(nip) from person").fetchone()[0]

    session = open_page("upload", homes("one"), prepare)
    session.session_state["upload_what"] = "desk"
    return fine(session.run()), told["nip"]


def _send(session, nip: str):
    session.text_input(key="letter_nip").set_value(nip)
    return fine(next(one for one in session.button if one.label == t("desk.make", "id")).click().run())


def test_a_letter_is_made_for_a_known_nip_and_shown_once(desk):
    session, nip = desk
    text = said(_send(session, nip))
    number, code = re.findall(r"`(\S+)`", text)
    holder = users.known(cached.store())[number]
    assert holder.role == "employee" and holder.opens(code, office_time())
    assert code not in said(session.run())
    assert nip not in (cached.store().home / "journal.jsonl").read_text()


def test_an_unknown_nip_is_said(desk):
    session, _ = desk
    assert "NIP itu tidak ada di data" in said(_send(session, "199001012020011001")).replace("\n", " ") or any(
        "NIP itu tidak ada" in expander.label for expander in session.expander
    )


def test_where_nobody_signs_in_there_are_no_letters(planner_page):
    session = planner_page("upload", published=False)
    session.session_state["upload_what"] = "desk"
    assert t("desk.local", "id") in [info.value for info in fine(session.run()).info]


def test_an_objection_is_answered_at_the_desk(desk):
    session, nip = desk
    store, now = cached.store(), office_time()
    number = letters.write(store, nip, REGION, SYSTEM, now).number
    who = users.known(store)[number].actor
    mine = objections.file(store, "2024-S2", "row", "Baris 3 bukan milik saya", who, now - dt.timedelta(days=4))
    fine(session.run())
    assert t("desk.objections", "id", n="1", late="1") in said(session)
    session.radio(key=f"answer_step_{mine}_filed").set_value("refused")
    send = t("desk.record", "id")
    session = next(one for one in session.button if one.label == send).click().run()
    assert store.query(SYSTEM, "objections", region=REGION)["state"].tolist() == ["filed"]  # it wants a reason
    session.text_area(key=f"answer_text_{mine}_filed").set_value("Barisnya milik Anda")
    session = fine(next(one for one in session.button if one.label == send).click().run())
    assert store.query(SYSTEM, "objections", region=REGION)["state"].tolist() == ["refused"]
    assert t("desk.recorded", "id", objection=mine, state=t("objection_state.refused", "id")) in [
        one.value for one in session.success
    ]
