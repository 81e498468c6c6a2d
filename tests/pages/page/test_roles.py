"""Every page and button by every kind of user, also with the role taken away between drawing and pressing."""

from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.terms.actors import NotAllowed
from pages.ui.access.visitors import OWNER, Visitor, asking, handle_of, sessions
from pages.ui.page import cached, guard, navigation
from pages.ui.words import t
from tests.pages import visits
from tests.worlds.homes import REGION

OURS = "3403-DINKES"
USERS = {
    "bupati": Visitor("bupati", ("leader",), "leader", None, None, name="Bupati"),
    "siti": Visitor("siti", ("leader", "planner"), "planner", None, None, name="Siti"),
    "tono": Visitor("tono", ("leader", "planner"), "planner", REGION, frozenset({OURS}), name="Tono"),
    "wati": Visitor("wati", ("leader", "planner"), "planner", REGION, frozenset({"LAIN"}), name="Wati"),
    "ani": Visitor("ani", ("admin",), "admin", None, None, name="Ani"),
    "surat": Visitor("surat", ("employee",), "employee", REGION, None, name="surat", employee=1),
    "dewi": Visitor("dewi", ("auditor",), "auditor", None, None, name="Dewi"),
}
PLANNERS = ("training_needs", "training_plan", "upload")
PAGES = [name for name, _ in navigation.ORDER if (navigation.PAGES / f"{name}.py").is_file()]
OTHERS = [name for name in PAGES if name != "own_record"]
FIGURES = [name for name in OTHERS if name != "audit"]
READERS = [name for name in PAGES if name not in ("audit", "home")]  # they begin at the log
CLOSED = {
    "bupati": (*PLANNERS, "own_record", "audit"),
    "siti": ("own_record", "audit"),
    "surat": [name for name in OTHERS if name != "home"],  # where it begins is their own page
    "ani": READERS,
    "dewi": READERS,
    "nobody": PAGES,
}


@pytest.fixture
def office(monkeypatch):
    """Who may come in, by login: what a test changes in it holds at once."""
    known = {OWNER.login: OWNER} | USERS
    monkeypatch.setattr(sessions(), "who", known.get)
    return known


@pytest.fixture
def opened(office, homes, open_page, monkeypatch):
    """opened(login, page) -> the page as that user's session, of a published demo."""

    def begin(login: str, page: str, **url: str):
        user = {"visit": handle_of(sessions().begin(login)) if login in office else "made up"}
        monkeypatch.setattr(visits, "owner", lambda: user)
        return open_page(page, homes("planner"), **url)

    return begin


def shown(session) -> list:
    """What of a page holds figures."""
    return [*session.metric, *session.table, *session.get("plotly_chart"), *session.get("download_button")]


@pytest.mark.parametrize(("login", "page"), [(login, page) for login, pages in CLOSED.items() for page in pages])
def test_a_page_that_is_not_ones_own_is_a_sentence(opened, login, page):
    session = opened(login, page, peran="planner", daerah=REGION)
    title = "guard.gone_title" if login == "nobody" else "guard.title"
    assert [one.value for one in session.title] == [t(title, "id")] and shown(session) == []


@pytest.mark.parametrize("page", FIGURES)
def test_a_planner_of_some_agencies_opens_every_page_and_sees_people_of_those_alone(opened, page):
    session = opened("tono", page, daerah=REGION)
    assert session.title[0].value != t("guard.title", "id")
    assert any(OURS in caption.value for caption in session.caption)
    if page in ("training_needs", "training_plan"):
        names = cached.ask("agency_scores", region=REGION).groupby("agency")["agency_name"].last()
        others = set(names.drop(OURS))
        assert shown(session)
        cells = {str(cell) for table in session.table for cell in table.value.to_numpy().ravel()}
        assert not [name for name in others if any(name in cell for cell in cells)]
    keys = {button.key for button in session.button}
    assert not {key for key in keys if key and key.startswith(("publish_", "withdraw_", "demo_remove", "settle_"))}
    assert "publish_" not in str(keys)
    assert not any(t("reference.what_table", "id") in box.options for box in session.get("segmented_control"))


@pytest.mark.parametrize("page", PLANNERS[:2])
def test_a_planner_of_other_agencies_sees_no_people(opened, page):
    session = opened("wati", page, daerah=REGION)
    assert session.title[0].value != t("guard.title", "id")
    figures = [metric.value for metric in session.metric]
    assert figures == [] or "dari 0 pegawai" in [metric.delta for metric in session.metric]
    assert not session.get("plotly_chart") and not session.get("download_button")


def test_answers_are_remembered_for_who_sees_the_same(opened, office):
    people = {}
    for login in ("siti", "tono", "wati", "siti", "tono"):
        session = opened(login, "method")
        before = asking.set(session.user["visit"])
        asked = {"region": REGION, "period": "2025-S2", "plan_year": 2026}
        people.setdefault(login, []).append(len(cached.ask("plan_persons", **asked)))
        asking.reset(before)
    (every, again), (ours, still), (none,) = people["siti"], people["tono"], people["wati"]
    assert every == again > ours == still > none == 0


TAKEN = {  # what happens to a planner between drawing and pressing
    "a leader": replace(USERS["siti"], roles=("leader",), begins="leader"),
    "other agencies": replace(USERS["siti"], region=REGION, agencies=frozenset({OURS})),
    "an employee": replace(USERS["siti"], roles=("employee",), begins="employee", region=REGION, employee=1),
    "an auditor": replace(USERS["siti"], roles=("auditor",), begins="auditor"),
    "gone": None,
}


@pytest.mark.parametrize("now", TAKEN)
def test_what_was_drawn_for_a_planner_does_nothing_once_they_are_not(office, monkeypatch, now):
    drawn, done = [], []
    monkeypatch.setattr(st, "download_button", lambda label, data, **how: drawn.append(data))
    monkeypatch.setattr(st, "toast", lambda text, icon: done.append("refused"))
    session = AppTest.from_function(_a_file_of_names)
    session.user = {"visit": handle_of(sessions().begin("siti"))}
    session.session_state["lang"] = "id"
    session.run()
    before = asking.set(session.user["visit"])
    try:
        press, still = guard.pressed("publish", lambda: done.append("done")), guard.standing()
        press()
        assert (drawn[0](), still().login, done) == (b"names", "siti", ["done"])
        office["siti"] = TAKEN[now]
        for ask in (drawn[0], still):
            with pytest.raises(NotAllowed):
                ask()
        press()
        assert done == ["done", "refused"]
    finally:
        asking.reset(before)


def _a_file_of_names():
    from pages.ui.page import downloads

    downloads.button("x", lambda: b"names", "export")
