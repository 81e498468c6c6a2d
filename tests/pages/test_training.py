"""From the demo to an exported plan, as a planner goes: needs, a decision, the plan, the papers."""

import datetime as dt
import io
import shutil
from pathlib import Path

import pytest
import streamlit as st
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from data import batches, demo, plan_columns
from data.store import open_store
from pages.ui import cached

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
LARGE = "3403"


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo") / "home"
    store = open_store(home)
    demo.load(store, dt.datetime(2026, 11, 21, 9, 0), scale=0.25, regions=(LARGE,), chosen=("2025-S1", "2025-S2"))
    store.close()
    return home


@pytest.fixture
def page(tmp_path, monkeypatch, demo_home):
    def begin(name, published=True, **url):
        here = tmp_path / "home"
        if published and not here.exists():
            shutil.copytree(demo_home, here)
        monkeypatch.setenv("CERMIN_HOME", str(here))
        session = AppTest.from_file(DASHBOARD, default_timeout=180)
        for key, value in {"peran": "planner", **url}.items():
            session.query_params[key] = value
        session = session.run().switch_page(f"pages/{name}.py").run()
        assert not session.exception, session.exception
        return session

    st.cache_data.clear()
    st.cache_resource.clear()
    yield begin
    if (tmp_path / "home").exists():
        cached.store().close()
    st.cache_data.clear()
    st.cache_resource.clear()


def decide(session, what: str, why: str):
    session.multiselect(key="decide_which").set_value(["need:KOM:3403-DINKES"])
    session.radio(key="decide_what").set_value(what)
    session.text_input(key="decide_why").set_value(why)
    form = next(button for button in session.button if button.label == "Simpan keputusan")
    session = form.click().run()
    assert not session.exception
    return session


def test_a_deferral_wants_a_reason_and_is_kept_as_a_batch_that_can_be_undone(page):
    session = page("training_needs", daerah=LARGE, periode="2025-S2")
    assert session.title[0].value.startswith("Kebutuhan terbesar")
    session = decide(session, "defer", "")
    assert any("alasan" in warning.value for warning in session.warning)
    assert cached.store().query("decisions", region=LARGE).empty
    decide(session, "defer", "menunggu perubahan anggaran")
    kept = cached.store().query("decisions", region=LARGE)
    assert kept[["decision", "reason", "period"]].to_numpy().tolist() == [
        ["defer", "menunggu perubahan anggaran", "2025-S2"]
    ]
    batches.undo(cached.store(), int(kept["batch_id"][0]), "planner", dt.datetime(2026, 11, 22), "salah pilih")
    assert cached.store().query("decisions", region=LARGE).empty


@pytest.mark.parametrize(("sector", "name"), [("KES", "Komunikasi"), ("TANI", "Kemampuan"), ("WILAYAH", "Pelayanan")])
def test_the_planted_weakness_leads_its_sector(page, sector, name):
    assert name in page("training_needs", daerah=LARGE, periode="2025-S2", sektor=sector).title[0].value


def test_a_plan_is_made_from_the_demo_and_its_workbook_holds_the_figures_on_screen(page):
    session = page("training_plan", daerah=LARGE, periode="2025-S2")
    assert "menutup" in session.title[0].value
    table = session.table[0].value
    assert {"Bulan", "Program", "Peserta", "Biaya"} <= set(table.columns)
    lead = next(text.value for text in session.markdown if "kursi untuk" in text.value)
    seats = int(lead.split(" kursi")[0].replace(".", ""))
    assert sum(int(cell.replace(".", "")) for cell in table["Peserta"]) == seats
    assert [button.label for button in session.get("download_button")][:2] == [
        "Unduh rencana (Excel)",
        "Unduh rencana (Word)",
    ]


def test_the_papers_of_the_plan_on_screen_recompute(page):
    session = page("training_plan", daerah=LARGE, periode="2025-S2")
    assert session.get("download_button")
    book = papers()
    rows = book.get_sheet_by_name("Rencana").to_python()
    body = rows[next(n for n, row in enumerate(rows) if row[0] == "Tahun rencana") + 1 : -1]
    seats = plan_columns_at("seats")
    assert rows[-1][seats] == sum(row[seats] for row in body)
    named = book.get_sheet_by_name("Peserta").to_python()
    named = named[next(n for n, row in enumerate(named) if row[0] == "Nama") + 1 : -1]
    assert len(named) == rows[-1][seats] and all(len(str(row[1])) == 18 for row in named)
    assert {row[0] for row in body} == {2026}


def plan_columns_at(code: str) -> int:
    return list(plan_columns.PLAN).index(code)


def papers():
    """The workbook, made as the button makes it."""
    made = AppTest.from_function(_write).run(timeout=120)
    assert not made.exception
    return CalamineWorkbook.from_filelike(io.BytesIO(made.session_state["book"]))


def _write():
    import streamlit as st

    from data import plan_export
    from pages.ui import filters, plan_desk, plan_frames, plan_papers, view

    st.session_state["view"] = {"daerah": "3403", "periode": "2025-S2", "peran": "planner"}
    view.begin()
    choice = filters.bar()
    found = plan_frames.made(choice, plan_desk.START)
    st.session_state["book"] = plan_export.workbook(plan_papers.papers(choice, found))


def _clash():
    import dataclasses

    import streamlit as st

    from analytics.plan.limits import Ban, Lock
    from pages.ui import filters, plan_desk, plan_frames, view

    st.session_state["view"] = {"daerah": "3403", "periode": "2025-S2", "peran": "planner"}
    view.begin()
    found = plan_frames.made(filters.bar(), plan_desk.START)
    limits = dataclasses.replace(found.limits, locked=(Lock("PUB-02", 5),), forbidden=(Ban("PUB-02"),))
    for sentence in plan_frames.clashes(dataclasses.replace(found, plan=None, limits=limits)):
        st.markdown(sentence)


def test_limits_that_clash_are_named_in_a_sentence_with_what_is_needed(page):
    page("training_needs", daerah=LARGE, periode="2025-S2")
    said = AppTest.from_function(_clash).run(timeout=180)
    assert not said.exception
    assert [text.value for text in said.markdown][-1] == "Kursi yang dikunci: 5, yang mungkin 0."


@pytest.mark.parametrize("name", ["training_needs", "training_plan"])
def test_a_leader_sees_nothing_of_it(page, name):
    page("home", daerah=LARGE, periode="2025-S2")
    session = AppTest.from_file(DASHBOARD.parent / "pages" / f"{name}.py", default_timeout=120)
    session.session_state["view"] = {"daerah": LARGE, "periode": "2025-S2", "peran": "leader"}
    session.run()
    assert not session.exception and len(session.info) == 1
    assert not session.table and not session.get("download_button") and not session.multiselect


@pytest.mark.parametrize("name", ["training_needs", "training_plan"])
def test_an_empty_store_says_what_will_be_here(page, name):
    session = page(name, published=False)
    assert any("Di sini akan tampil" in info.value for info in session.info)
