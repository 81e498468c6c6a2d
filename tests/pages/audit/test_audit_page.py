"""The page of the log: who did what, by day and kind, without names, scores and reasons; and whether it is whole."""

import datetime as dt

import pytest

from data.batches import batches
from data.store import users
from data.store.noting import looked, note
from data.store.store import office_time
from data.store.users import UNBOUND
from data.terms.actors import Actor
from pages.ui.page import cached
from pages.ui.words import t
from tests.pages.visits import fine, said
from tests.worlds.actors import SYSTEM
from tests.worlds.files import evaluation, nip, prepare

SITI = Actor("siti", "planner", None, None)


def a_day(store) -> None:
    now = office_time()
    users.add(store, "ani", "Ani", "admin", None, UNBOUND, SYSTEM, now)
    prepare(store)
    note(store, "sign-in", SITI, now, "10.0.0.1")
    batches.accept(store, evaluation(store.home / "incoming", 1), SITI, now)
    looked(store, SITI, now, "plan", 1, people=[7])
    batches.undo(store, 2, SITI, now, "berkas Bu Sumarni keliru")
    note(store, "sign-out", SITI, now - dt.timedelta(days=30), None)


@pytest.fixture
def log(open_page):
    """The page as the owner has it, looking as an admin."""
    return lambda **url: fine(open_page("audit", None, a_day, peran="admin", **url))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_line_of_these_days_is_said_without_names_and_reasons(log, lang):
    session = log(lang=lang)
    table = session.table[0].value
    happened = table[t("audit.kind", lang)].tolist()
    expected = ["undo", "access", "batch", "sign_in", "user"]
    assert [one for one in happened if one in {t(f"audit_kind.{kind}", lang) for kind in expected}] == [
        t(f"audit_kind.{kind}", lang) for kind in expected
    ]
    assert t("audit_kind.sign_out", lang) not in happened  # a month ago
    text = said(session) + table.to_string()
    assert "Sumarni" not in text and nip(1)[:8] not in text and "10.0.0.1" in text
    assert any(t("audit.whole", lang, n=cached.store().journal.last.seq) in one.value for one in session.success)


def test_a_kind_and_days_choose_lines(log):
    session = log()
    session.selectbox(key="audit_kind").set_value("sign-out").run()
    assert t("audit.none", "id") in [info.value for info in fine(session).info]
    session.date_input(key="audit_since").set_value(office_time().date() - dt.timedelta(days=40)).run()
    assert fine(session).table[0].value[t("audit.kind", "id")].tolist() == [t("audit_kind.sign_out", "id")]


def test_a_changed_line_is_said(log):
    session = log()
    path = cached.store().journal.path
    path.write_bytes(path.read_bytes().replace(b"10.0.0.1", b"10.0.0.9"))
    session.run()
    assert len(fine(session).error) == 1 and not session.success
