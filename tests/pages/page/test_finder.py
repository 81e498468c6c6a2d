"""The search box: by name, short name and every spelling on record; of the region in view, and never by code."""

import pytest

from data.batches.batches import accept_reference
from data.terms.actors import system
from pages.ui.page import finder
from tests.pages.visits import chosen, fine, query, said
from tests.worlds.homes import NOW, REGION

CALLED = {
    "Dinkes · Dinas Kesehatan": "KES", "Disdik · Dinas Pendidikan": "DIK", "Disdag · Dinas Perdagangan": "DAG",
    "Semanu · Kapanewon Semanu": "SEM", "Semin · Kapanewon Semin": "SMN",
    "Din Kes GK → Dinkes · Dinas Kesehatan": "KES",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dinkes", ["KES"]),
        ("DINAS-KESEHATAN.", ["KES"]),
        ("din kes gk", ["KES"]),
        ("kesehatan", ["KES"]),
        ("semin", ["SMN"]),  # called just so, though the other begins like it
        ("sem", ["SEM", "SMN"]),
        ("pendidikan dinas", ["DIK"]),
        ("dinas pe", ["DIK", "DAG"]),
        ("KES", ["KES"]),  # the beginning of a word
        ("DIK", ["DIK"]),
        ("SMN", []),  # a code is no name
        ("pariwisata", []),
        (" . ", []),
    ],
)
def test_whom_a_text_means(typed, meant):
    assert finder.found(CALLED, typed) == meant


def test_the_box_lists_the_agencies_of_the_region_and_nothing_else(visit):
    session = fine(visit("home"))
    options = session.selectbox(key=finder.BOX).options
    assert "Dinkes · Dinas Kesehatan" in options and len(options) == len(set(options))
    known = finder.agencies(chosen())
    assert len(options) == len(known) and not any(code in option for code in known for option in options)


def type_in(session, text: str):
    """What the box keeps of a text typed into it; a session of tests knows only what a box lists."""
    session.session_state["sought"] = text
    return fine(session.run())


def test_what_is_sought_opens_or_is_answered_in_words(visit):
    session = fine(visit("home", daerah=REGION, sektor="PEND"))
    session.selectbox(key=finder.BOX).select("Dinkes · Dinas Kesehatan")
    session = fine(session.run())
    assert query(session)["opd"] == f"{REGION}-DINKES" and "sektor" not in query(session)
    assert "Dinas Kesehatan" in session.title[0].value and session.selectbox(key=finder.BOX).value is None
    session = type_in(visit("rating_quality"), "kapanewon sem")
    assert "2 perangkat daerah cocok" in said(session)
    next(button for button in session.button if "Semin" in button.label).click()
    assert "Semin" in fine(session.run()).title[0].value
    session = type_in(visit("competency_gaps"), "Dinas *Antariksa*")
    assert "Antariksa" in session.info[0].proto.title and "opd" not in query(session)


@pytest.mark.whole
def test_spellings_on_record_find_their_agency(open_page, homes):
    """An alias that offices write, and what the agency is called in the tables today."""

    def prepare(store):
        rows = [{"kind": "agency", "alias": "Din Kes GK", "code": f"{REGION}-DINKES"}]
        accept_reference(store, {"aliases": rows}, "aliases.csv", system("planner"), NOW)

    session = fine(open_page("home", homes("demo"), prepare, daerah=REGION))
    options = session.selectbox(key=finder.BOX).options
    assert options.count("Din Kes GK → Dinkes · Dinas Kesehatan") == 1 == sum("→" in option for option in options)
