"""The page of an employee's own record, opened by their letter."""

import re

import pytest

from data.store import users
from data.store.employees import letters, objections
from data.store.noting import looked
from data.store.store import office_time
from data.store.users import UNBOUND
from data.terms.actors import Actor, system
from pages.ui.access.directory import Directory
from pages.ui.access.visitors import OWNER, asking, handle_of, sessions
from pages.ui.page import cached
from pages.ui.words import formats, t
from tests.pages import visits
from tests.pages.visits import fine, said
from tests.worlds.homes import REGION

ROOT = system("root")


@pytest.fixture
def bearer(homes, open_page, monkeypatch):
    """bearer(lang) -> the page as whoever bears a letter, of a published demo; and what the store says of them."""

    def begin(**url: str):
        told = {}

        def prepare(store):
            users.add(store, "ani", "Ani", "admin", None, UNBOUND, ROOT, office_time())
            with store.cursor() as cursor:
                nip, told["name"] = cursor.execute(
                    "select nip, name from fact join person_current using (employee) where source = 'peer'"
                    " and region = $r group by all order by count(distinct rater) desc, nip limit 1",
                    {"r": REGION},
                ).fetchone()
            letter = letters.write(store, nip, REGION, ROOT, office_time())
            told["login"] = letter.number
            directory = Directory(store)
            monkeypatch.setattr(
                sessions(), "who", lambda login: OWNER if login == OWNER.login else directory.visitor(login)
            )
            visit = {"visit": handle_of(sessions().begin(letter.number))}
            monkeypatch.setattr(visits, "owner", lambda: visit)
            told["visit"] = visit["visit"]

        session = open_page("own_record", homes("planner"), prepare, **url)
        return session, told

    return begin


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_person_reads_their_own_ratings_beside_standard_and_group(bearer, lang):
    session, told = bearer(lang=lang)
    fine(session)
    assert told["name"] in said(session)
    table = session.table[0].value
    before = asking.set(told["visit"])
    try:
        own = cached.ask("own_ratings", region=REGION)
    finally:
        asking.reset(before)
    period = own.sort_values("seq")["period"].iloc[-1]
    here = own[own["period"] == period]
    superiors = here[here["source"] == "superior"].groupby("name_" + lang)["score"].mean()
    by_name = table[table[t("table.source", lang)] == here.loc[here["source"] == "superior", f"source_{lang}"].iloc[0]]
    shown = dict(zip(by_name[t("table.indicator", lang)], by_name[t("own_record.score", lang)], strict=True))
    assert shown == {name: formats.number(score, lang=lang) for name, score in superiors.items()}
    assert t("own_record.copy", lang) in [button.proto.label for button in session.get("download_button")]
    assert formats.period(period, lang=lang) in session.title[0].value


def test_the_page_of_a_letter_is_the_first_and_only_one(bearer):
    session, _ = bearer()
    session.switch_page("pages/home.py").run()
    assert [title.value for title in session.title] == [t("guard.title", "id")]
    assert t("own_record.nav", "id") in [link.label for link in session.get("page_link")]


def test_who_looked_and_what_for(bearer):
    session, _ = bearer()
    store = cached.store()
    siti = Actor("siti", "planner", None, None)
    periods = ["2025-S1", "2025-S2"]
    frame = store.query(siti, "person_ratings", region=REGION, periods=periods)
    asked = {"region": REGION, "periods": periods}
    looked(store, siti, office_time(), "page person_ratings", len(frame), "person_ratings", asked)
    looked(store, siti, office_time(), "plan", 1, "plan_persons", {"region": REGION}, [7])  # somebody else
    session.toggle(key="own_looks").set_value(True).run()
    table = fine(session).table[-1].value
    assert table[t("own_looks.who", "id")].tolist() == [formats.plain("siti (Perencana BKD)")]
    assert table[t("own_looks.purpose", "id")].tolist() == [t("list_of.person_ratings", "id")]


def test_an_objection_is_filed_and_its_answer_read(bearer):
    session, told = bearer()
    session.text_area(key="objection_text").set_value("Baris 3 bukan milik saya")
    session.radio(key="objection_about").set_value("rating")
    session = next(one for one in session.button if one.label == t("objections.file", "id")).click().run()
    text = said(fine(session))
    number, code = re.findall(r"`(\S+)`", text)
    store = cached.store()
    assert number == told["login"] and users.known(store)[number].opens(code, office_time())
    assert t("objections.form", "id") in [button.proto.label for button in session.get("download_button")]
    siti = Actor("siti", "planner", None, None)
    (objection,) = store.query(siti, "objections", region=REGION)["objection"]
    objections.answer(store, objection, "forwarded", "Sudah diteruskan", None, siti, office_time())
    table = next(one.value for one in fine(session.run()).table if t("objections.state", "id") in one.value)
    assert table[t("objections.state", "id")].tolist() == [
        t(f"objection_state.{one}", "id") for one in ("filed", "forwarded")
    ]
    assert "Sudah diteruskan" in table.to_string() and code not in said(session)
