"""While the demo is made: whoever comes is told so, sees what is whole, and is taken along until they choose."""

import threading

import pytest

from data.publishing import publish
from data.terms.actors import system
from pages.ui.jobs.background import jobs
from pages.ui.page import cached, first_start
from tests.pages.visits import fine, opened
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_agencies, add_rows, row

SMALL, LARGE = "357823", "3403"


def add(store, region: str, period: str, people: int) -> None:
    add_agencies(store, region, {f"{region}-A": "KES", f"{region}-B": "PEND"})
    add_rows(store, region, period, [
        row(person, f"{region}-{'AB'[person % 2]}", None, "PEL_ADM", indicator, "superior", 60.0 + person % 30, 1000)
        for person in range(people) for indicator in ("TG", "KW", "KOM")
    ])  # fmt: skip
    publish.publish(store, region, period, system("test"), NOW)


@pytest.fixture
def under_way():
    """under_way() -> the making of a demo that ends when it is told: it does nothing by itself."""
    end = threading.Event()

    def begin():
        jobs().start("demo", lambda job: end.wait(60), "publish", first_start.NUMBER)
        return end

    yield begin
    end.set()


def place(session) -> tuple[str, str]:
    return session.selectbox("choose_daerah").value, session.selectbox("choose_periode").value


def told(session) -> str:
    return " ".join(element.proto.text for element in session.get("progress"))


def threads(store) -> int:
    with store.cursor() as cursor:
        return cursor.execute("select current_setting('threads')").fetchone()[0]


@pytest.mark.parametrize("fails", [False, True])
def test_the_demo_is_made_on_one_thread_and_the_store_has_all_of_them_again(open_page, monkeypatch, fails):
    open_page("method", None)
    cached.store().reopen(threads=3)
    cached.store()._at_first, met = 3, []

    def load(store, *_, **__):
        met.append(threads(store))
        if fails:
            raise ValueError

    monkeypatch.setattr("data.upkeep.demo.load", load)
    first_start.start(SYSTEM)
    jobs().get(first_start.NUMBER).wait()
    assert met == [1] and threads(cached.store()) == 3


def test_the_page_follows_what_is_whole_until_the_reader_chooses(open_page, under_way):
    def some(store):
        for period in ("2025-S1", "2025-S2"):
            add(store, SMALL, period, 20)
        add(store, LARGE, "2025-S1", 60)

    open_page("method", None, some)
    end = under_way()
    session = fine(opened("home"))
    assert place(session) == (SMALL, "2025-S2")  # the large region is half there
    assert "Kecamatan Gayungan, Kota Surabaya (2 periode)" in told(session).replace("\\", "")
    assert "daerah" not in session.query_params
    reader = fine(opened("home"))
    reader.selectbox("choose_periode").set_value("2025-S1").run()
    assert reader.query_params["daerah"] == SMALL
    seen = first_start._state()
    add(cached.store(), LARGE, "2025-S2", 60)
    assert first_start._state() != seen  # what draws the page again
    assert place(fine(session.run())) == (LARGE, "2025-S2")
    assert place(fine(reader.run())) == (SMALL, "2025-S1")
    end.set()
    jobs().get(first_start.NUMBER).wait()
    assert place(fine(session.run())) == (LARGE, "2025-S2")
    assert session.query_params["daerah"] == LARGE and not told(session)


def test_an_empty_store_offers_the_upload_first_and_says_when_the_demo_is_made(visit, under_way):
    session = fine(visit("home", "empty"))
    shown = {button.key: button.proto.type for button in session.button}
    assert (shown["empty_upload"], shown["demo_load"]) == ("primary", "secondary")
    under_way()
    session.run()
    assert "sedang dibuat" in told(session) and "empty_upload" not in {button.key for button in session.button}


def test_the_demo_is_not_removed_while_it_is_made(visit, under_way):
    session = fine(visit("home"))
    assert "demo_remove" in {button.key for button in session.button}
    under_way()
    session.button("demo_remove").click().run()  # of a page that was drawn before
    assert len(cached.ask("published")) and "demo_remove" not in {button.key for button in fine(session).button}
