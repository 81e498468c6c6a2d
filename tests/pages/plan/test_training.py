"""From the demo to an exported plan, as a planner goes: needs, a decision, the plan, the papers."""

import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from data.batches import batches
from data.export import training_plan_columns
from data.terms.actors import system
from pages.ui.page import cached
from pages.ui.plan import making
from pages.ui.words import formats
from tests.pages.visits import decide, text_of
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION as LARGE
from tests.worlds.visitors import owner


def test_a_deferral_wants_a_reason_and_is_kept_as_a_batch_that_can_be_undone(planner_page):
    session = planner_page("training_needs", daerah=LARGE, periode="2025-S2")
    assert session.title[0].value.startswith("Kebutuhan terbesar")
    session = decide(session, "defer", "")
    assert any("alasan" in warning.value for warning in session.warning)
    assert cached.store().query(SYSTEM, "decisions", region=LARGE).empty
    decide(session, "defer", "menunggu perubahan anggaran")
    kept = cached.store().query(SYSTEM, "decisions", region=LARGE)
    assert kept[["decision", "reason", "period"]].to_numpy().tolist() == [
        ["defer", "menunggu perubahan anggaran", "2025-S2"]
    ]
    batches.undo(cached.store(), int(kept["batch_id"][0]), system("planner"), dt.datetime(2026, 11, 22), "salah pilih")
    assert cached.store().query(SYSTEM, "decisions", region=LARGE).empty


@pytest.mark.parametrize(("sector", "name"), [("KES", "Komunikasi"), ("TANI", "Kemampuan"), ("WILAYAH", "Pelayanan")])
def test_the_planted_weakness_leads_its_sector(planner_page, sector, name):
    assert name in planner_page("training_needs", daerah=LARGE, periode="2025-S2", sektor=sector).title[0].value


@pytest.mark.whole
def test_the_planted_lenient_rater_is_to_be_calibrated_before_anybody_is_trained(visit):
    session = visit("training_needs", "raters", peran="planner", daerah=LARGE, periode="2026-S1", opd="3403-KAP-NGAWEN")
    reasons = table_with(session, "Alasan bukan pelatihan")["Alasan bukan pelatihan"]
    assert reasons.str.contains("satu penilai").sum() >= 4


def table_with(session, *headings):
    return next(table.value for table in session.table if set(headings) <= set(table.value.columns))


def test_a_plan_is_made_beside_the_page_and_adds_up_on_screen(planner_page):
    session = planner_page("training_plan", daerah=LARGE, periode="2025-S2")
    assert session.title[0].value in ("Menyusun rencana pelatihan",) or "menutup" in session.title[0].value
    session = settled(session)
    assert "menutup" in session.title[0].value
    table = table_with(session, "Bulan", "Program", "Peserta", "Biaya", "Jenis kompetensi", "Harga")
    lead = next(text.value for text in session.markdown if "kursi untuk" in text.value)
    seats = int(lead.split(" kursi")[0].replace(".", ""))
    assert sum(int(cell.replace(".", "")) for cell in table["Peserta"]) == seats
    assert [button.label for button in session.get("download_button")][:2] == [
        "Unduh rencana (Excel)",
        "Unduh rencana (Word)",
    ]
    titles = " ".join(header.value for header in session.header)
    for said in ("Bulan tersibuk", "PNS mencapai 20 JP", "kurang dari separuh bagiannya", "tetap ada bila bobot"):
        assert said in titles
    assert sum("Tambah **Rp" in text.value for text in session.markdown) == 3


@pytest.mark.whole
def test_a_second_visit_finds_the_plan_made_and_a_link_opens_the_same_limits(planner_page):
    first = settled(planner_page("training_plan", daerah=LARGE, periode="2025-S2", rencana="120.2.3.5.0.10"))
    assert budget(first).value == 120
    processes = len(making.plans()._works)
    second = planner_page("training_plan", daerah=LARGE, periode="2025-S2", rencana="120.2.3.5.0.10")
    assert second.title[0].value == first.title[0].value and "menutup" in second.title[0].value
    assert len(making.plans()._works) == processes
    other = planner_page("training_plan", daerah=LARGE, periode="2025-S2", rencana="120.2.3;drop")
    assert any("tidak terbaca" in info.value for info in other.info)
    assert budget(other).value == 500


@pytest.mark.whole
def test_limits_sent_with_the_form_stand_in_the_url_and_are_kept_by_the_plan(planner_page):
    session = planner_page("training_plan", daerah=LARGE, periode="2025-S2", rencana="120.2.3.5.0.10")
    budget(session).set_value(60)
    session = next(b for b in session.button if b.label == "Susun rencana").click().run()
    assert session.query_params["rencana"] == "60.2.3.5.0.10"
    session = settled(session)
    table = table_with(session, "Bulan", "Program", "Biaya")
    total = sum(rupiah(cell) for cell in table["Biaya"])
    assert 0 < total <= 60e6
    assert formats.whole_rupiah(total, "id") in session.title[0].value  # to the rupiah


def budget(session):
    return next(field for field in session.number_input if field.label == "Anggaran (juta)")


def rupiah(text: str) -> float:
    """Rp 12.500.000 as a number."""
    return float(text.removeprefix("Rp\N{NO-BREAK SPACE}").replace(".", ""))


@pytest.mark.whole
def test_a_forbidden_programme_leaves_the_plan_and_a_locked_one_keeps_its_seats(planner_page):
    url = {"daerah": LARGE, "periode": "2025-S2"}
    session = settled(planner_page("training_plan", rencana="120.2.3.5.0.10~l.DIG-01.0~k.PUB-03.7", **url))
    table = table_with(session, "Bulan", "Program", "Peserta")
    assert "Literasi digital ASN" not in set(table["Program"])
    locked = table.loc[table["Program"].str.startswith("Penanganan pengaduan"), "Peserta"]
    assert sum(int(cell) for cell in locked) >= 7
    labels = [button.label for button in session.button]
    assert any(label.startswith("Lepas kunci: Penanganan pengaduan") for label in labels)
    free = next(button for button in session.button if button.label.startswith("Izinkan lagi: Literasi digital"))
    session = free.click().run()
    assert session.query_params["rencana"] == "120.2.3.5.0.10~k.PUB-03.7"


@pytest.mark.whole
def test_two_scenarios_stand_side_by_side_with_their_differences(planner_page):
    url = {"daerah": LARGE, "periode": "2025-S2"}
    session = settled(planner_page("training_plan", rencana="60.2.3.5.0.10", skenario="120.2.3.5.0.10", **url))
    table = table_with(session, "A", "B", "B − A").map(lambda cell: cell.replace("\\", ""))
    table = table.set_index("Batas dan hasil")
    assert table.loc["Anggaran"].tolist() == ["Rp\xa060.000.000", "Rp\xa0120.000.000", "+Rp\xa060.000.000"]
    closed = [
        float(cell.replace(".", "").replace(",", ".")) for cell in table.loc["Kebutuhan tertutup (indeks)", ["A", "B"]]
    ]
    assert closed[1] > closed[0]


def test_limits_nobody_can_keep_are_answered_with_what_must_give(planner_page):
    url = {"daerah": LARGE, "periode": "2025-S2"}
    session = settled(planner_page("training_plan", rencana="1.2.3.0.0.10~k.TEK-01.30", **url))
    assert session.title[0].value == "Tidak ada rencana yang memenuhi semua batas"
    said = [text.value for text in session.markdown if text.value.startswith("- ")]
    assert said and all("perlu" in line or "mungkin" in line or "diizinkan" in line for line in said)
    assert not session.get("download_button")


@pytest.mark.whole
def test_the_papers_of_the_plan_on_screen_recompute(planner_page):
    session = settled(planner_page("training_plan", daerah=LARGE, periode="2025-S2", rencana="120.2.3.5.0.10"))
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
    paper = AppTest.from_function(_pass_on)
    paper.user = owner()
    state = paper.run(timeout=120).session_state
    text, total = text_of(state["paper"]), state["total"]  # what is passed on: totals, without agencies and persons
    assert formats.whole_rupiah(total["cost"]).replace("\N{NO-BREAK SPACE}", "") in text.replace("Rp ", "Rp")
    assert formats.count(total["people"]) in text
    assert not [name for name in [*state["agencies"], *(str(row[0]) for row in named)] if name in text]
    lead = next(text.value for text in session.markdown if "kursi untuk" in text.value)
    assert int(lead.split(" kursi")[0].replace(".", "")) == rows[-1][seats]


@pytest.mark.whole
def test_a_price_and_codes_filled_in_replace_the_guess_on_screen_and_on_paper(planner_page):
    url = {"daerah": LARGE, "periode": "2025-S2", "rencana": "120.2.3.5.0.10"}
    session = settled(planner_page("training_plan", **url))
    session.session_state["plan_money"] = True
    session = session.run()
    before = table_with(session, "Kode rekening", "Harga per orang").set_index("Program")
    assert set(before["Harga"]) == {"perkiraan"} and set(before["Sumber dana"].map(bare)) == {"(belum diisi)"}
    send = next(button for button in session.button if button.label == "Simpan harga dan kode")
    assert any("Pilih programnya" in warning.value for warning in send.click().run().warning)
    session.multiselect(key="money_which").set_value(["DIG-01"])
    session.number_input(key="money_price").set_value(0.1)
    session.text_input(key="money_fund").set_value("APBD")
    session.text_input(key="money_account").set_value("5.1.02.02.12")
    session = next(button for button in session.button if button.label == "Simpan harga dan kode").click().run()
    assert not session.exception
    session = settled(session)
    after = table_with(session, "Kode rekening", "Harga per orang").set_index("Program").loc["Literasi digital ASN"]
    assert (after["Harga"], after["Sumber dana"], bare(after["Kode sub kegiatan"])) == (
        "dari BKD",
        "APBD",
        "(belum diisi)",
    )
    lead = next(text.value for text in session.markdown if "kursi untuk" in text.value)
    assert "100% biayanya" not in lead
    rows = papers().get_sheet_by_name("Rencana").to_python()
    codes = {row[plan_columns_at("programme")]: row[plan_columns_at("account")] for row in rows}
    assert codes["Literasi digital ASN"] == "5.1.02.02.12"
    assert "(belum diisi)" in codes.values()


def test_how_participants_are_chosen_is_recorded_with_the_plan_and_stands_on_its_papers(planner_page):
    session = settled(planner_page("training_plan", daerah=LARGE, periode="2025-S2", rencana="120.2.3.5.0.10"))
    planned = {row[plan_columns_at("selection")] for row in plan_rows()}
    assert planned == {"(belum dicatat)"}
    session.session_state["plan_selection"] = True
    session = session.run()
    send = next(button for button in session.button if button.label == "Catat rencana ini")
    assert any("Pilih dulu" in warning.value for warning in send.click().run().warning)
    session.radio(key="selection_rule").set_value("score")
    session.multiselect(key="selection_which").set_value(["DIG-01"])
    session = next(button for button in session.button if button.label == "Catat rencana ini").click().run()
    assert not session.exception
    session = settled(session)
    kept = cached.store().query(SYSTEM, "selection_rules", region=LARGE)
    assert kept["programme"].tolist() == ["DIG-01"] and "score" in kept["detail"][0]
    assert any("1 program menurut nilai; " in caption.value for caption in session.caption)
    chosen = {row[plan_columns_at("programme")]: row[plan_columns_at("selection")] for row in plan_rows()}
    assert chosen.pop("Literasi digital ASN") == "menurut nilai" and set(chosen.values()) == {"(belum dicatat)"}
    notes = {row[0]: row[1] for row in papers().get_sheet_by_name("Keterangan").to_python() if len(row) > 1}
    assert notes["Cara memilih peserta"].startswith("1 program menurut nilai; ")


def plan_rows():
    """The rows of the sheet Rencana, as the button makes it."""
    rows = papers().get_sheet_by_name("Rencana").to_python()
    return rows[next(n for n, row in enumerate(rows) if row[0] == "Tahun rencana") + 1 : -1]


def bare(text: str) -> str:
    return text.replace("\\", "")


def settled(session):
    """The page, drawn when the plan's process has given its last answer."""
    while under_way := [work.job for work in making.plans()._works.values() if work.running]:
        for job in under_way:
            job.wait()
        session = session.run()  # which may ask for another plan, as after a price was filled in
    session = session.run()
    assert not session.exception, session.exception
    return session


def plan_columns_at(code: str) -> int:
    return list(training_plan_columns.PLAN).index(code)


def papers():
    """The workbook, made as the button makes it."""
    session = AppTest.from_function(_write)
    session.user = owner()
    made = session.run(timeout=120)
    assert not made.exception
    last = cached.store().journal.last  # that somebody took names out is written down: how many, never whose
    assert last.kind == "access" and last.detail["what"] == "plan" and last.detail["rows"] > 0
    return CalamineWorkbook.from_filelike(io.BytesIO(made.session_state["book"]))


def _pass_on():
    import streamlit as st

    from analytics.plan import report
    from pages.answers.needs.roster import agency_names
    from pages.answers.plan.scenario import Asked
    from pages.ui.page import address, filters
    from pages.ui.plan import frames, sheet

    st.session_state["view"] = {"daerah": "3403", "periode": "2025-S2", "peran": "planner"}
    address.begin()
    choice = filters.bar()
    made = frames.made(frames.work(choice, Asked(120, 2, 3, 5, 0, 10)))
    total = report.totals(made.plan, made.gaps, made.programmes)
    st.session_state["agencies"] = list(agency_names(choice).values())
    st.session_state["total"] = total
    st.session_state["paper"] = sheet.shared(choice, made, total, frames.calendar(choice, made))


def _write():
    import streamlit as st

    from data.export import training_plan
    from pages.answers.plan.scenario import Asked
    from pages.ui.page import address, filters
    from pages.ui.plan import frames
    from pages.ui.plan import papers as plan_papers
    from tests.worlds.actors import SYSTEM

    st.session_state["view"] = {"daerah": "3403", "periode": "2025-S2", "peran": "planner"}
    address.begin()
    choice = filters.bar()
    made = frames.made(frames.work(choice, Asked(120, 2, 3, 5, 0, 10)))
    st.session_state["book"] = training_plan.workbook(plan_papers.papers(choice, made), SYSTEM)


@pytest.mark.parametrize("name", ["training_needs", "training_plan"])
def test_a_leader_sees_nothing_of_it(planner_page, name):
    session = planner_page(name, daerah=LARGE, periode="2025-S2", peran="leader")
    assert not session.exception and len(session.info) == 1
    assert not session.table and not session.get("download_button") and not session.multiselect


@pytest.mark.parametrize("name", ["training_needs", "training_plan"])
def test_an_empty_store_says_what_will_be_here(planner_page, name):
    session = planner_page(name, published=False)
    assert any("Di sini akan tampil" in info.value for info in session.info)
