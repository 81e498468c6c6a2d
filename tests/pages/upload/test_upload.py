"""The upload page from the first file to the undo, on a real store."""

import datetime as dt
import threading
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.batches import batches, mapping_file
from data.catalog import catalog
from data.export import tables
from data.reading import upload
from data.reading.kinds import template
from data.reading.meaning import mapping
from data.sample import make, write_office_file
from data.terms.actors import system
from data.upkeep import demo
from pages.ui.jobs.background import jobs
from pages.ui.page import cached
from pages.ui.upload import intake
from tests.pages.upload.planner import choose, press, said, settle, submission
from tests.pages.visits import DASHBOARD
from tests.worlds import shipped
from tests.worlds.actors import SYSTEM
from tests.worlds.files import nip
from tests.worlds.layers import some
from tests.worlds.visitors import owner

REGION, NOW = "357823", dt.datetime(2026, 11, 21, 9, 0)
AGENCY = "Kelurahan Percobaan"


@pytest.fixture
def demo_home(homes):
    return homes("small")


@pytest.fixture(scope="module")
def office_file(tmp_path_factory):
    """2026-S1 of the demo region as an office sends it: `;`, decimal comma, title rows, a JUMLAH row."""
    path = tmp_path_factory.mktemp("office") / "rekap.csv"
    write_office_file(make(np.random.default_rng(demo.SEED), regions=(REGION,)), REGION, "2026-S1", path, "titled")
    return path.read_bytes()


def give(session, name, content):
    session.file_uploader[0].upload(name, content).run()
    return settle(session)


def long_file(rows=12, score="80", agency=AGENCY, period="2026-S1", nip=None):
    lines = ["periode;nip;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;sumber_penilai"]
    for n in range(1, rows + 1):
        who = nip(n) if nip else f"19850315201001{n % 2 + 1:01d}{n:03d}"
        lines.append(f"{period};{who};{agency};PEL_ADM;KOM;{score};0;100;atasan")
    return "\n".join(lines).encode()


def leftovers(session):
    return sorted(path.name for path in (cached.store().home / "incoming").rglob("*") if path.is_file())


def test_an_empty_store_offers_the_template_and_takes_it_back(page):
    session = page()
    assert not session.exception and session.file_uploader and "Riwayat unggahan" not in said(session)
    known = shipped.known()
    for name, content in (
        ("t.csv", template.template_csv(known, 2025)), ("t.xlsx", template.template_xlsx(known, 2025)),
    ):  # fmt: skip
        give(session, name, content)
        assert submission(session).step == "ask"
        choose(session, "ask_region", "3403")
        press(session, "upload_go_on")
        assert submission(session).step == "ask" and "1 perangkat daerah belum dikenal" in said(session)
        choose(session, "name_", "+")
        press(session, "upload_go_on")
        assert submission(session).step == "check" and submission(session).found.upload.rows_kept == 4
        assert submission(session).found.upload.mapping["values"]["agency"]["Dinas Kesehatan"]["add"]["sector"] == "KES"
        press(session, "upload_cancel")
        assert submission(session).step == "choose" and leftovers(session) == []
    assert cached.store().query(SYSTEM, "batch_list").empty


def test_a_file_is_read_saved_published_and_undone(page, demo_home, office_file):
    session = page(demo_home)
    give(session, "rekap.csv", office_file)
    assert [q.code for q in submission(session).found.upload.questions] == ["ask_region"]
    choose(session, "ask_region", REGION)
    press(session, "upload_go_on")
    got = submission(session).found.upload
    assert submission(session).step == "check" and not got.rows_refused and got.detected["locale"] == "comma"
    assert "Berisi data: Kecamatan Gayungan, Semester 1 2026" in said(session)
    press(session, "upload_save")
    saved = submission(session).saved
    assert saved.rows == got.rows_kept and [outcome.release.version for outcome in saved.released] == [1]
    store = cached.store()
    assert len(store.query(SYSTEM, "agency_scores", region=REGION, periods=["2026-S1"]).dropna(subset="score"))
    assert leftovers(session) == []
    press(session, "upload_another")

    give(session, "salinan.csv", office_file)  # the same bytes under another name
    assert submission(session).step == "check", "the mapping is remembered: no question the second time"
    assert not submission(session).found.savable and "sudah diunggah" in said(session)
    assert "upload_save" not in {button.key for button in session.button}
    press(session, "upload_cancel")

    session.selectbox(key="undo_batch").set_value(str(saved.batch)).run()
    press(session, "undo_button")
    assert "tulis alasannya" in said(session)
    session.text_input(key="undo_reason").set_value("berkas keliru").run()
    press(session, "undo_button")
    assert "diurungkan" in said(session)
    row = store.query(SYSTEM, "batch_list").set_index("batch_id").loc[saved.batch]
    assert row["undone_why"] == "berkas keliru" and row["undone_by"] == "planner"


@pytest.mark.whole
def test_a_correction_asks_its_reason_and_waits_where_few_changed(page, demo_home, office_file):
    session = page(demo_home)
    give(session, "rekap.csv", office_file)
    choose(session, "ask_region", REGION)
    press(session, "upload_go_on")
    press(session, "upload_save")
    press(session, "upload_another")
    text = office_file.decode("utf-8-sig").splitlines()
    at = next(place for place, line in enumerate(text) if line.startswith("2026-S1;") and ";atasan;" in line)
    cells = text[at].split(";")
    cells[8] = "61" if cells[8] != "61" else "62"
    text[at] = ";".join(cells)
    give(session, "koreksi.csv", "\r\n".join(text).encode())
    assert submission(session).found.comparison.changed == 1
    press(session, "upload_save")
    assert "alasan koreksinya" in said(session) and submission(session).step == "check"
    (box,) = [each for each in session.text_input if each.key.startswith("reason_")]
    box.set_value("salah ketik").run()
    press(session, "upload_save")
    release = submission(session).saved.released[0].release
    assert release.version == 2 and release.held >= 1 and "koreksi menunggu" in said(session)


@pytest.mark.whole
def test_many_unknown_agencies_are_answered_by_one_button(page):
    rows = [long_file(6, agency=name).decode().split("\n") for name in (
        "Dinas Kesehatan", "Dinas Pendidikan", "Dinas Sosial", "Kantor Serba Aneka",
    )]  # fmt: skip
    content = "\n".join([rows[0][0], *(line for part in rows for line in part[1:])]).encode()
    session = page()
    give(session, "dinas.csv", content)
    choose(session, "ask_region", "3403")
    press(session, "upload_go_on")
    choose(session, "bulk_sector", "ADMIN")
    press(session, "bulk_agency")
    press(session, "bulk_rest")
    assert "Semua 4 nama sudah terjawab" in said(session)
    press(session, "upload_go_on")
    added = submission(session).found.upload.additions["agencies"].set_index("name")["sector"]
    assert added.to_dict() == {
        "Dinas Kesehatan": "KES", "Dinas Pendidikan": "PEND", "Dinas Sosial": "SOSIAL", "Kantor Serba Aneka": "ADMIN",
    }  # fmt: skip


@pytest.mark.whole
def test_seventy_new_indicators_are_one_button(page):
    names = [f"B{n:02d} pernyataan nomor {n}" for n in range(1, 73)]
    frame = pd.DataFrame({"perangkat_daerah": ["Badan Contoh", "Dinas Contoh"], "periode": "2024"})
    frame[names] = [[50 + n % 40 for n in range(72)], [41 + n % 50 for n in range(72)]]
    session = page()
    give(session, "survei.csv", tables.to_csv(frame))
    choose(session, "ask_region", "3403")
    press(session, "upload_go_on")
    assert "72 indikator belum dikenal" in said(session)
    press(session, "bulk_indicator")
    for box in [each for each in session.selectbox if each.key.startswith(("name_", "ask_constant"))]:
        if box.value is None:
            box.set_value("citizen" if "constant" in box.key else "+").run()
    for box in [each for each in session.selectbox if each.key.startswith("sector_")]:
        box.set_value("ADMIN").run()
    press(session, "upload_go_on")
    got = submission(session).found.upload
    assert not got.questions and got.rows_kept == 144 and len(got.additions["indicators"]) == 72


@pytest.mark.whole
def test_a_period_the_file_may_mean_is_offered_and_any_other_too(page, demo_home):
    session = page(demo_home)
    head, *rows = long_file(6, agency=an_agency()).decode().splitlines()
    content = "\n".join([head.removeprefix("periode;"), *(row.partition(";")[2] for row in rows)]).encode()
    give(session, "penilaian2026.csv", content)
    if any(q.code == "ask_region" for q in submission(session).found.upload.questions):
        choose(session, "ask_region", REGION)
        press(session, "upload_go_on")
    (asked,) = [q for q in submission(session).found.upload.questions if q.code == "ask_period"]
    assert asked.choices == ("2026",) and asked.suggested == "2026"
    (offered,) = [each for each in session.radio if each.key.startswith("ask_might")]
    assert offered.value == "2026" and offered.options == ["Tahun 2026", "periode lain"]
    offered.set_value("other").run()
    choose(session, "ask_cadence", "semester")
    choose(session, "ask_year", 2026)
    choose(session, "ask_part", "S1")
    press(session, "upload_go_on")
    assert submission(session).step == "check" and submission(session).found.upload.mapping["period"] == "2026-S1"
    press(session, "upload_cancel")
    give(session, "penilaian2026.csv", content)
    if any(q.code == "ask_region" for q in submission(session).found.upload.questions):
        choose(session, "ask_region", REGION)
        press(session, "upload_go_on")
    press(session, "upload_go_on")
    assert submission(session).found.upload.mapping["period"] == "2026", "the suggestion needs no click"


def test_scales_of_parts_of_a_file_and_slips_are_answered_one_by_one(page, demo_home):
    """Komunikasi on 1-5 beside Disiplin on 0-100, and one 4 there that may be a slip."""
    session = page(demo_home)
    people = [f"19850315201001{n % 2 + 1}{n:03d}" for n in range(1, 13)]
    lines = ["periode;nip;perangkat_daerah;kelompok_jabatan;sumber_penilai;KOM;DS"]
    lines += [
        f"2026-S1;{who};{an_agency()};PEL_ADM;atasan;{3 + at % 3};{4 if at == 7 else 80 + at}"
        for at, who in enumerate(people)
    ]
    give(session, "rekap.csv", "\n".join(lines).encode())
    if any(q.code == "ask_region" for q in submission(session).found.upload.questions):
        choose(session, "ask_region", REGION)
        press(session, "upload_go_on")
    small, far = submission(session).found.upload.questions
    assert (small.code, far.code) == ("ask_scale_of", "ask_scale_far") and "baris 9" in said(session)
    asked = [each for each in session.radio if each.key.startswith("ask_scale")]
    assert [each.value for each in asked] == [None, None], "a scale is nothing to click past"
    asked[0].set_value("1-5").run()
    next(each for each in session.radio if each.key == asked[1].key).set_value("leave_out").run()
    press(session, "upload_go_on")
    upload_ = submission(session).found.upload
    assert submission(session).step == "check" and upload_.rows_refused == 1 and upload_.rows_kept == 23
    rows = pd.read_parquet(upload_.rows)
    assert rows[rows["indicator"] == "KOM"]["score"].tolist() == [50, 75, 100] * 4


def test_answers_in_words_come_with_the_number_they_hold(page, demo_home):
    session = page(demo_home)
    lines = ["periode;nip;perangkat_daerah;kelompok_jabatan;sumber_penilai;Nilai pegawai ini [Komunikasi]"]
    lines += [
        f"2026-S1;19850315201001{n % 2 + 1}{n:03d};{an_agency()};PEL_ADM;atasan;{answer}"
        for n, answer in enumerate(("4 - Baik", "5 - Sangat baik", "3 - Cukup") * 2, 1)
    ]
    give(session, "form.csv", "\n".join(lines).encode())
    if any(q.code == "ask_region" for q in submission(session).found.upload.questions):
        choose(session, "ask_region", REGION)
        press(session, "upload_go_on")
    assert [q.code for q in submission(session).found.upload.questions] == ["ask_word"] * 3
    assert [each.value for each in session.number_input if (each.key or "").startswith("ask_value")] == [3, 4, 5]
    press(session, "upload_go_on")
    assert [q.code for q in submission(session).found.upload.questions] == ["ask_scale"]
    (scale,) = [each for each in session.radio if each.key.startswith("ask_scale")]
    scale.set_value("1-5").run()
    press(session, "upload_go_on")
    rows = pd.read_parquet(submission(session).found.upload.rows)
    assert sorted(rows["score"]) == [50, 50, 75, 75, 100, 100]


@pytest.mark.whole
def test_attendance_without_dates_asks_its_year_and_offers_the_one_in_its_name(page, demo_home):
    session = page(demo_home)
    programme = shipped.known().programmes["code"].iloc[0]
    for name, content, year in (
        ("hadir.csv", f"NIP;Nama Diklat;JP\n198503152010011001;{programme};20\n", None),
        ("hadir 2025.csv", f"NIP;Nama Diklat;JP\n198503152010012001;{programme};20\n", 2025),
    ):
        give(session, name, content.encode())
        if any(q.code == "ask_region" for q in submission(session).found.upload.questions):
            choose(session, "ask_region", REGION)
            press(session, "upload_go_on")
        assert "Berkas ini tidak menyebut kapan pelatihannya." in said(session)
        if year is None:
            press(session, "upload_go_on")
            assert submission(session).step == "ask", "nothing is taken for granted"
            choose(session, "ask_year", 2024)
        press(session, "upload_go_on")
        assert submission(session).step == "check" and submission(session).found.upload.rows_kept == 1
        assert submission(session).found.upload.mapping["year"] == (year or 2024)
        press(session, "upload_cancel")


@pytest.mark.whole
def test_refused_rows_say_why_and_can_be_fetched(page, demo_home):
    session = page(demo_home)
    agency = an_agency()
    content = long_file(8, agency=agency).decode().replace("198503152010012001", "1,98503E+17", 1)
    content = content.replace("011002;" + agency + ";PEL_ADM;KOM;80", "011002;" + agency + ";PEL_ADM;KOM;180").encode()
    give(session, "=rusak.csv", content)
    choose(session, "ask_region", REGION)
    press(session, "upload_go_on")
    got = submission(session).found.upload
    assert got.rows_refused == 2 and got.rows_kept == 6
    labels = [each.label for each in session.expander]
    assert any("NIP" in label for label in labels) and any("di luar skala" in label for label in labels)
    fetched = got.refused.read_text("utf-8-sig")
    assert "alasan;saran" in fetched and fetched.count("\n") == 3
    press(session, "upload_save")
    assert "ditolak dan tidak tersimpan" in said(session)
    assert leftovers(session) == [got.refused.name]
    press(session, "upload_another")
    assert leftovers(session) == []

    mended = fetched.replace("1,98503E+17", "198503152010011777").replace(";180;", ";81;")
    give(session, "ditolak.csv", mended.encode())
    found = submission(session).found
    assert not found.upload.questions, "read as the file it came from"
    assert (found.comparison.new, found.comparison.same, found.upload.rows_refused) == (2, 0, 0)
    press(session, "upload_save")
    assert submission(session).saved.rows == 2


@pytest.mark.whole
def test_whoever_saves_second_is_shown_what_changed_first(page, demo_home):
    session = page(demo_home)
    content = long_file(8, agency=an_agency())
    give(session, "a.csv", content)
    choose(session, "ask_region", REGION)
    press(session, "upload_go_on")
    first, batches_before = submission(session).found, len(cached.store().query(SYSTEM, "batch_list"))
    assert first.comparison.new == 8
    other = upload.read(
        submission(session).file, "b.csv", intake.known_now(), {"region": REGION}, submission(session).folder
    )
    batches.accept(cached.store(), replace(other, sha256="0" * 64), system("rekan"), NOW)
    press(session, "upload_save")
    assert submission(session).step == "check" and "rekan mengubah data yang tersimpan" in said(session)
    assert submission(session).found.comparison.same == 8
    assert len(cached.store().query(SYSTEM, "batch_list")) == batches_before + 1
    press(session, "upload_save")
    assert submission(session).step == "done"


@pytest.mark.whole
def test_a_publish_that_breaks_off_says_that_the_batch_stands(page, demo_home, monkeypatch):
    session = page(demo_home)
    give(session, "a.csv", long_file(8, agency=an_agency()))
    choose(session, "ask_region", REGION)
    press(session, "upload_go_on")

    def broken(*_):
        raise RuntimeError("engine")

    with monkeypatch.context() as patched:
        patched.setattr(intake.publish, "publish", broken)
        press(session, "upload_save")
    assert "penerbitan terhenti" in said(session) and submission(session).saved.batch
    press(session, f"publish_{REGION}_2026-S1")
    assert "terbit sebagai versi 1" in said(session)


def an_agency() -> str:
    """The name of an agency of the open store."""
    return catalog.known(cached.store(), SYSTEM).agencies["name"].iloc[0]


def test_a_file_that_is_no_table_is_refused_in_words(page):
    session = page()
    give(session, "laporan.pdf", b"%PDF-1.7 nothing to see")
    assert submission(session).step == "check" and "belum dapat disimpan" in said(session)
    assert "CSV" in said(session)
    press(session, "upload_cancel")
    assert submission(session).step == "choose"


def test_a_withdrawn_period_waits_to_be_published_again(page, demo_home):
    session = page(demo_home)
    session.selectbox(key="withdraw_period").set_value((REGION, "2025-S2")).run()
    session.text_input(key="withdraw_reason").set_value("masih diperiksa").run()
    press(session, "withdraw_button")
    published = cached.store().query(SYSTEM, "published").set_index("period")
    assert published.loc["2025-S2", "withdrawn"] and not published.loc["2025-S1", "withdrawn"]
    assert cached.store().query(SYSTEM, "agency_scores", region=REGION, periods=["2025-S2"]).empty
    press(session, f"publish_{REGION}_2025-S2")
    assert not cached.store().query(SYSTEM, "published")["withdrawn"].any() and "versi 2" in said(session)


def test_the_demo_goes_with_one_button(page, demo_home):
    session = page(demo_home)
    press(session, "demo_remove")
    assert cached.store().query(SYSTEM, "batch_list").empty and cached.store().query(SYSTEM, "published").empty


def test_a_leader_is_turned_away(page, demo_home):
    session = alone(page(demo_home), view={"peran": "leader"})
    assert session.title[0].value == "Halaman ini bukan untuk peran Anda"
    assert not session.file_uploader and not session.button


def alone(_, **state):
    """The page's script by itself, without navigation and switches, in a session that begins with this state."""
    session = AppTest.from_file(DASHBOARD.parent / "pages" / "upload.py", default_timeout=60)
    session.user = owner()
    for name, value in state.items():
        session.session_state[name] = value
    return session.run()


def test_a_stopped_upload_is_deleted_once_nothing_has_its_file_open_any_more(page, monkeypatch):
    go_on = threading.Event()

    def read(path, name, known, given, out, tell):
        with path.open("rb"):
            go_on.wait()
            tell("rows", 1)

    monkeypatch.setattr(intake.reading, "read", read)
    session = page()
    session.file_uploader[0].upload("a.csv", long_file(6)).run()
    job = jobs().get(submission(session).job)
    session.button(key="upload_stop").click().run()
    assert submission(session).step == "choose" and leftovers(session) == ["file"]
    go_on.set()
    job.wait()
    assert leftovers(session) == []


def test_uploaded_bytes_leave_the_server(monkeypatch):
    gone = []
    manager = SimpleNamespace(remove_file=lambda session_id, file_id: gone.append((session_id, file_id)))
    context = SimpleNamespace(uploaded_file_mgr=manager, session_id="s")
    monkeypatch.setattr(intake, "get_script_run_ctx", lambda: context)
    assert intake.release(SimpleNamespace(file_id="f")) and gone == [("s", "f")]
    monkeypatch.setattr(intake, "get_script_run_ctx", lambda: None)
    assert not intake.release(SimpleNamespace(file_id="f"))


@pytest.mark.parametrize("lang", some(["id", "en"], quick=1))
@pytest.mark.parametrize("full", [True, False], ids=["demo", "empty"])
def test_the_page_stands_in_both_languages(page, demo_home, lang, full):
    session = alone(page(demo_home if full else None), lang=lang)
    assert not session.exception
    assert session.title[0].value == ("Unggah data evaluasi" if lang == "id" else "Upload evaluation data")


def mapping_box(session):
    (box,) = [each for each in session.file_uploader if each.key.startswith("mapping_")]
    return box


@pytest.mark.whole
def test_a_saved_mapping_answers_the_questions_of_another_store(page):
    session = page()
    give(session, "a.csv", long_file(6))
    choose(session, "ask_region", "3403")
    press(session, "upload_go_on")
    for start, value in (("name_", "+"), ("sector_", "ADMIN")):
        choose(session, start, value)
    press(session, "upload_go_on")
    assert submission(session).step == "check"
    saved = mapping_file.written(mapping.reusable(submission(session).found.upload.mapping))
    press(session, "upload_cancel")

    mapping_box(session).upload("salah.json", b'{"kind": "rekap"}').run()
    assert "“kind” tidak dapat dipakai" in said(session)
    mapping_box(session).clear().upload("aturan.json", saved).run()
    assert "aturan.json" in said(session)
    give(session, "b.csv", long_file(6, score="81", period="2026-S2"))
    assert submission(session).step == "check", "nothing is asked"
    assert submission(session).found.upload.additions["agencies"]["sector"].tolist() == ["ADMIN"]


def test_whose_a_code_is_and_what_a_row_is_are_asked_in_words(page, demo_home):
    session = page(demo_home)
    agencies = catalog.known(cached.store(), SYSTEM).agencies.query("region == @REGION")
    one, two = agencies["name"].iloc[:2]
    pairs = [("4.01", one), ("4.01", two), ("4.02", two), ("4.02", two), ("4.02", two), ("4.03", two)]
    lines = [f"{REGION};2026-S1;{code};{name};U1;{at % 4 + 1};1;4" for at, (code, name) in enumerate(pairs)]
    head = "daerah;periode;Kode OPD;Nama OPD;indikator;nilai;skala_min;skala_maks"
    give(session, "survei.csv", "\n".join([head, *lines]).encode())
    (code,) = [each for each in session.radio if each.key.startswith("ask_code")]
    assert code.options == [one, two, "Kode ini tidak berarti apa-apa (abaikan)"] and code.value is None
    code.set_value(agencies["code"].iloc[0]).run()
    press(session, "upload_go_on")
    assert submission(session).found.upload.problem_counts == {"agency_code_conflict": 1}
    (row,) = [each for each in session.radio if each.key.startswith("ask_radio")]
    assert row.options == ["Jawaban satu responden", "Angka sebuah perangkat daerah atau unit"] and row.value is None
    row.set_value("respondents").run()
    press(session, "upload_go_on")
    upload = submission(session).found.upload
    assert submission(session).step == "check" and upload.rows_kept == 2 and upload.mapping["rows"] == "respondents"


def test_people_of_two_agencies_are_said_before_saving_and_asked_afterwards(page, demo_home):
    """Ten people whom two agencies rate alike: told with the list, counted nowhere, seated by an answer."""
    session = page(demo_home)
    known = catalog.known(cached.store(), SYSTEM)
    (one, other) = known.agencies.loc[known.agencies["region"] == REGION, "name"].head(2)
    lines = ["daerah;periode;nip;perangkat_daerah;kelompok_jabatan;indikator;nilai;sumber_penilai"]
    for agency, people in ((one, range(20)), (other, range(10, 30))):
        lines += [
            f"{REGION};2027-S1;{nip(1001 + number)};{agency};Pelaksana administrasi;Komunikasi;{60 + number};Atasan"
            for number in people
        ]
    give(session, "dua.csv", "\n".join(lines).encode())
    assert any("10 pegawai dinilai oleh dua perangkat daerah" in each.value for each in session.info)
    assert any("Untuk 10 pegawai induknya belum diketahui" in each.value for each in session.info)
    session.button(key="upload_save").click().run()
    settle(session)
    assert any("10 pegawai dinilai oleh dua perangkat daerah" in each.value for each in session.warning)
    (question,) = [box for box in session.selectbox if "Mana induk mereka?" in box.label]
    question.select_index(0).run()
    (save,) = [button for button in session.button if button.label == "Simpan jawaban"]
    save.click().run()
    assert not session.exception
    answered = cached.store().query(SYSTEM, "two_agencies", region=REGION, period="2027-S1")
    assert answered[["because", "n_people"]].to_numpy().tolist() == [["answer", 10]]
    assert not [box for box in session.selectbox if "Mana induk mereka?" in box.label]
