"""Several files on the upload page: questions once, one save, one release, one undo; on a real store."""

import io
import zipfile

import pytest

from pages.ui.page import cached
from tests.pages.upload.planner import (
    answered,
    choose,
    give,
    in_region,
    office,
    press,
    said,
    states,
    submission,
)
from tests.worlds.actors import SYSTEM


@pytest.fixture
def page(page):
    """The upload page of an empty store as a test session."""
    return page()


def test_files_with_questions_are_asked_once_saved_once_and_undone_at_once(page):
    give(page, *((f"k{n}.csv", office(n, "Badan Antariksa Raya" if n < 2 else f"Dinas Uji {n}")) for n in range(4)))
    assert submission(page).step == "ask" and "Cermin perlu bertanya (1)" in said(page)
    in_region(page)
    assert "3 perangkat daerah belum dikenal" in said(page) and "k0.csv, k1.csv" in said(page)
    choose(page, "bulk_sector", "KES")
    press(page, "bulk_rest")
    press(page, "upload_go_on")
    assert submission(page).step == "check" and "4 dari 4 berkas siap disimpan" in said(page)
    assert states(page) == [[], [], [], []]
    press(page, "upload_save")
    assert submission(page).step == "done" and "24 nilai dari 4 berkas tersimpan sebagai unggahan **2–7**" in said(page)
    assert said(page).count("terbit sebagai versi 1") == 1
    assert "**3** masuk, **0** masuk sebagian, **0** belum masuk." in said(page)
    listed = cached.store().query(SYSTEM, "batch_list")
    assert listed[listed["kind"] == "evaluation"]["file_name"].tolist() == ["k3.csv", "k2.csv", "k1.csv", "k0.csv"]
    codes = cached.store().query(SYSTEM, "reference_rows", table="agencies")
    assert codes["row_json"].str.contains("Badan Antariksa Raya").sum() == 1

    choose(page, "undo_batch", "go 1")
    page.text_input(key="undo_reason").set_value("salah kirim").run()
    press(page, "undo_button")
    assert "7 unggahan (1–7) diurungkan" in said(page)
    assert cached.store().query(SYSTEM, "batch_list")["undone_at"].notna().all()


def test_one_bad_file_does_not_hold_the_rest_and_partly_refused_wants_a_second_yes(page):
    give(page, ("baik.csv", office(1)), ("kosong.csv", b""), ("rusak.csv", office(2, bad=5)), ("lagi.csv", office(1)))
    answered(page)
    assert states(page) == [[], ["nothing_kept"], ["mostly_refused"], ["file_twice"]]
    assert "1 dari 4 berkas siap disimpan" in said(page)
    (box,) = [each for each in page.checkbox if each.key.startswith("include_")]
    assert "rusak.csv" in box.label and "5 dari 6 nilai" in box.label
    box.check().run()
    press(page, "upload_save")
    assert "7 nilai dari 2 berkas" in said(page) and "2 berkas tidak disimpan" in said(page)
    with zipfile.ZipFile(io.BytesIO(_download(page))) as packed:
        assert packed.namelist() == ["ditolak-rusak.csv"]
        assert packed.read("ditolak-rusak.csv").decode("utf-8-sig").count("1,98503E+17") == 5


def _download(page):
    """What the button of refused records gives."""
    from data.export import refused

    bundle = submission(page).several
    files = [
        (part.name, bundle.uploads[place].refused) for place, part in enumerate(bundle.parts)
        if place in bundle.stored and bundle.uploads[place].refused is not None
    ]  # fmt: skip
    assert [each.label for each in page.get("download_button")][-1:] == ["Unduh baris yang ditolak dari 1 berkas (ZIP)"]
    return refused.packed(files)


def test_a_zip_is_its_files_and_a_csv_under_its_name_is_one_file(page):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("dinas/satu.csv", office(1))
        packed.writestr("dinas/dua.csv", office(2))
        packed.writestr("foto.png", b"\x89PNG\r\n\x1a\n")
    give(page, ("semua.zip", content.getvalue()))
    assert [part.name for part in submission(page).several.parts] == ["satu.csv", "dua.csv"]
    answered(page)
    press(page, "upload_cancel")
    give(page, ("rekap.zip", office(1)))
    assert submission(page).several is None and submission(page).found is not None


def test_a_single_file_most_of_which_is_refused_is_saved_after_a_tick_alone(page):
    give(page, ("rusak.csv", office(2, bad=5)))
    answered(page)
    press(page, "upload_save")
    assert "Sebagian besar berkas ini ditolak" in said(page) and submission(page).step == "check"
    (box,) = [each for each in page.checkbox if each.key.startswith("partial_")]
    box.check().run()
    press(page, "upload_save")
    assert submission(page).step == "done"


FIGURE = b"""periode;perangkat_daerah;indikator;sumber_penilai;nilai;skala_min;skala_maks;jumlah pegawai dinilai
2025-S1;Dinas Kesehatan;KOM;atasan;70;0;100;18
"""


@pytest.mark.parametrize("files", [1, 2])
def test_rows_of_a_kind_that_is_not_published_are_listed_and_saved_after_a_tick_alone(page, files):
    give(page, ("nama.csv", office(1)))
    answered(page)
    press(page, "upload_save")
    choose(page, "undo_batch", "2")
    page.text_input(key="undo_reason").set_value("berkas lain").run()
    press(page, "undo_button")
    if files == 1:
        give(page, ("angka.csv", FIGURE))
    else:
        give(page, ("angka.csv", FIGURE), ("lain.csv", office(1, period="2025-S2")))
    if submission(page).step == "ask":
        in_region(page)
    assert submission(page).step == "check" and "1 baris disimpan tetapi tidak diterbitkan" in said(page)
    assert "jenis lain mulai periode berikutnya" in said(page)
    listed = [table.value for table in page.table if "Yang sudah terbit" in table.value.columns]
    assert listed[0].iloc[0][["Yang sudah terbit", "Baris berkas ini"]].tolist() == ["nilai per pegawai", "1"]
    if files == 1:
        press(page, "upload_save")
        assert submission(page).step == "check" and "Centang bila memang mau disimpan" in said(page)
    (box,) = [each for each in page.checkbox if each.key.startswith(("unpublished_", "include_"))]
    box.check().run()
    press(page, "upload_save")
    assert submission(page).step == "done" and f"{1 if files == 1 else 7} nilai dari" in said(page)
