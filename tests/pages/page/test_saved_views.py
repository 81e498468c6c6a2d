"""Saved views in the sidebar: there for the next visit, and never a way to what a role may not see.

Renaming, deleting and what is said about it are tested in a browser: AppTest keeps the sidebar of a first run only.
"""

import json
from datetime import datetime

import pytest

from data.batches import saved_views
from data.terms.actors import Actor
from pages.ui.page import cached
from pages.ui.words import strings
from tests.worlds.actors import SYSTEM

QUERY = {"daerah": "3403", "periode": "2026-S1"}


def links(session) -> dict[str, str]:
    """label -> parameters of the address, of the links in the sidebar."""
    return {one.proto.label: one.proto.query_string for one in session.sidebar.get("page_link")}


def save(session, name: str):
    session.text_input(key="saved_name").set_value(name)
    return session.button(key="saved_save").click().run()


def test_a_view_is_there_for_the_next_visit_in_that_ones_language_and_role(visit):
    save(visit("home", sektor="KES", peran="planner", lang="id"), "Sektor kesehatan")
    session = visit("home", peran="leader", lang="en")
    assert not session.exception
    query = set(links(session)["Sektor kesehatan"].split("&"))
    assert query == {"daerah=3403", "periode=2026-S1", "sektor=KES", "peran=leader", "lang=en"}
    (detail,) = cached.store().query(SYSTEM, "saved_views", pages=["home"])["detail"]
    assert json.loads(detail) == {
        "name": "Sektor kesehatan", "page": "home", "query": QUERY | {"sektor": "KES"}, "role": "planner",
    }  # fmt: skip


@pytest.mark.whole
def test_a_leader_sees_what_a_leader_may_open_and_changes_only_what_a_leader_saved(visit):
    visit("method")
    for at, (name, page, role) in enumerate(
        [("Kebutuhan", "training_needs", "planner"), ("Tren", "agency_trends", "planner"), ("Ku", "home", "leader")]
    ):
        saved_views.save(
            cached.store(), name, page, QUERY, Actor(role, role, None, None), datetime(2026, 11, 21, 10, at)
        )
    session = visit("home", peran="leader")
    assert list(links(session)) == ["Tren", "Ku"]
    assert session.selectbox(key="saved_chosen").options == [strings()["saved.edit_none"]["id"], "Ku"]
    session = visit("home", peran="planner")
    assert list(links(session)) == ["Kebutuhan", "Tren", "Ku"]
    assert session.selectbox(key="saved_chosen").options[1:] == ["Kebutuhan", "Tren", "Ku"]


def test_a_name_with_a_persons_number_writes_nothing(visit):
    session = save(visit("home"), "198605142010012003")
    assert not session.exception
    assert links(visit("home")) == {}
    assert cached.store().query(SYSTEM, "batch_list")["kind"].ne("decision").all()


def test_an_empty_store_has_no_view_to_keep(visit):
    session = visit("home", "empty")
    assert not session.exception
    assert not session.sidebar.text_input
