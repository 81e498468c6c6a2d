"""What the upload page says of earlier uploads: one row a go, decisions by what they are, the board of the newest."""

import datetime as dt

import pandas as pd

from data.batches import saved_views
from data.terms.actors import Actor
from pages.ui.page import cached
from pages.ui.publishing import waiting
from tests.pages.upload.planner import answered, give, office, press, said, submission

LEADER = Actor("leader", "leader", None, None)


def history(session):
    """The table of uploads, as dictionaries by heading."""
    return shown(session, "Berkas atau keputusan")[0].to_dict("records")


def shown(session, heading):
    """The tables with this heading, as they are read: a sign that Markdown would obey stands there as itself."""
    return [
        table.value.map(lambda text: text.replace("\\", ""))
        for table in session.table
        if heading in table.value.columns
    ]


def test_one_go_is_one_row_and_each_file_stands_behind_a_button(page):
    session = page()
    give(session, *((f"k{n}.csv", office(n, "Dinas Kesehatan", score=f"8{n}")) for n in range(3)))
    answered(session)
    press(session, "upload_save")
    (row,) = history(session)
    assert row["Berkas atau keputusan"] == "k0.csv; k1.csv (+1)" and row["No."] == "1–4" and row["Tersimpan"] == "18"
    assert row["Jenis"] == "hasil evaluasi" and row["Keadaan"] == "berlaku · disimpan sekaligus, 3 berkas"
    assert shown(session, "Berkas atau keputusan")[1]["No."].tolist() == ["4", "3", "2", "1"]

    session.selectbox(key="undo_batch").set_value("3").run()
    session.text_input(key="undo_reason").set_value("keliru").run()
    press(session, "undo_button")
    assert [row["No."] for row in history(session)] == ["4", "3", "2", "1"], "of a go that counts in part each shows"
    assert submission(session).step == "choose", "what said that three files are saved is gone"


def test_after_undo_nothing_says_any_more_that_it_is_saved(page):
    session = page()
    give(session, ("k1.csv", office(1)))
    answered(session)
    press(session, "upload_save")
    saved = submission(session).saved
    assert "tersimpan sebagai unggahan" in said(session)
    session.selectbox(key="undo_batch").set_value(str(saved.batch)).run()
    session.text_input(key="undo_reason").set_value("keliru").run()
    press(session, "undo_button")
    assert f"Unggahan {saved.batch} diurungkan" in said(session)
    assert "tersimpan sebagai unggahan" not in said(session) and submission(session).step == "choose"


def test_views_and_other_decisions_are_called_by_what_they_are(page):
    session = page()
    give(session, ("k1.csv", office(1)))
    answered(session)
    press(session, "upload_save")
    query = {"daerah": "3403", "periode": "2025-S1"}
    views = [("Sektor kesehatan", dt.datetime(2026, 11, 22, 9)), ("Rapat Senin", dt.datetime(2026, 11, 22, 10))]
    made = [saved_views.save(cached.store(), name, "home", query, LEADER, when) for name, when in views]
    saved_views.delete(cached.store(), made[1], LEADER, dt.datetime(2026, 11, 22, 11))
    session.run()
    told = [(row["Jenis"], row["Berkas atau keputusan"], row["Tentang"]) for row in history(session)[:3]]
    place = "Kabupaten Gunungkidul, S1 2025"
    assert told == [
        ("tampilan tersimpan", "(dihapus)", place), ("tampilan tersimpan", "“Rapat Senin”", place),
        ("tampilan tersimpan", "“Sektor kesehatan”", place),
    ]  # fmt: skip


def test_files_of_the_demo_have_no_name_and_the_board_begins_with_the_newest_upload(page, homes):
    session = page(homes("small"))
    assert not [
        text for table in session.table for text in table.value.astype(str).to_numpy().ravel() if ".parquet" in text
    ]
    give(session, ("k1.csv", office(1, "Dinas Uji Coba")))
    answered(session)
    press(session, "upload_save")
    assert session.selectbox(key="board_period").value == ("3403", "2025-S1")


def test_people_whom_two_files_of_one_go_rate_are_said_before_they_are_saved(page):
    session = page()
    one = office(1, "Dinas Kesehatan").decode()
    other = one.replace("Dinas Kesehatan", "Dinas Pendidikan")
    give(session, ("kesehatan.csv", one.encode()), ("pendidikan.csv", other.encode()))
    answered(session)
    assert submission(session).step == "check"
    (twice,) = submission(session).several.rated_twice
    assert (twice.people, twice.undecided) == (6, 6)
    assert "6 pegawai dinilai oleh dua perangkat daerah" in said(session)
    press(session, "upload_save")
    assert "Menunggu diterbitkan (2)" in said(session) and "6 pegawai dinilai sama banyak oleh" in said(session)


def test_what_is_stored_already_comes_last_and_is_no_warning(page):
    session = page()
    give(session, *((f"k{n}.csv", office(n, "Dinas Kesehatan")) for n in range(2)))
    answered(session)
    press(session, "upload_save")
    press(session, "upload_another")
    give(session, *((f"k{n}.csv", office(n, "Dinas Kesehatan")) for n in range(3)))
    table = shown(session, "Berkas")[0]
    assert table["Berkas"].tolist() == ["k2.csv", "k0.csv", "k1.csv"]
    assert table["Keadaan"].tolist()[1:] == ["– sudah tersimpan (unggahan 2)", "– sudah tersimpan (unggahan 3)"]
    press(session, "upload_save")
    assert "2 berkas sudah tersimpan sebelumnya" in said(session) and "berkas tidak disimpan" not in said(session)


def test_what_waits_beyond_the_first_fifteen_is_listed_by_name(page, monkeypatch):
    rows = [("scores", "3403", f"{year}-S{half}", "new") for year in range(2010, 2019) for half in (1, 2)][:17]
    many = pd.DataFrame(rows, columns=["kind", "region", "period", "state"])
    monkeypatch.setattr(waiting, "subjects", lambda kind: many[many["kind"] == kind])
    session = page()
    assert sum(str(button.key).startswith("publish_") for button in session.button) == 15
    place = "Kabupaten Gunungkidul"
    told = f"Sesudah itu menunggu 2 lagi: {place}, S2 2017; {place}, S1 2018."
    assert [text.value for text in session.caption if "menunggu" in text.value] == [told]


def test_a_correction_that_waits_is_listed_with_what_it_waits_for(page):
    session = page()
    give(session, ("k1.csv", office(1)))
    answered(session)
    press(session, "upload_save")
    assert "Koreksi yang menunggu" not in said(session)
    press(session, "upload_another")
    give(session, ("k2.csv", office(1).replace(b";80;", b";85;", 1)))
    if submission(session).step == "ask":
        answered(session)
    (reason,) = [each for each in session.text_input if each.key.startswith("reason_")]
    reason.set_value("salah ketik").run()
    press(session, "upload_save")
    assert "daftarnya di halaman ini, di bawah “Koreksi yang menunggu”" in said(session)
    assert "Koreksi yang menunggu (1)" in said(session)
    (row,) = shown(session, "Menunggu sampai")[0].to_dict("records")
    assert row["Perangkat daerah"] == "Dinas Kesehatan" and row["Orang pada angka yang terbit"] == "6"
    assert row["Menunggu sampai"] == "nilai 5 pegawai lagi di kelompok ini berubah atau bertambah"
    assert row["Yang menunggu"].startswith("Pegawai: ") and "PEL_ADM" not in row["Yang menunggu"]
