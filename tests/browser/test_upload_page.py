"""The upload page in a real browser: a file as an old Excel writes it."""

import pytest
from playwright.sync_api import expect

from data.sample.places import agencies
from tests.browser.conftest import REGION
from tests.browser.test_main_job import SECONDS, choose, settled

pytestmark = pytest.mark.browser
HEADINGS = "Periode;NIP;Nama;Perangkat Daerah;Kelompok Jabatan;Indikator;Nilai;Skala Min;Skala Maks;Sumber Penilai"


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
    shown = context.new_page()
    shown.goto(f"{server}/upload")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Unggah data evaluasi", timeout=SECONDS)
    settled(shown)
    yield shown
    assert shown.get_by_test_id("stException").count() == 0
    context.close()


def old_excel_file():
    """Windows-1252, `;`, decimal comma, three title rows, a JUMLAH row."""
    known = agencies()
    agency = known.loc[known["region"] == REGION, "name"].iloc[0]
    rows = ["REKAP PENILAIAN KINERJA", "Pemerintah Daerah – Semester 1", "Disusun oleh BKPSDM", HEADINGS]
    for n in range(1, 9):
        for place, indicator in enumerate(("KOM", "KL", "DS")):
            who = f"1985031520100110{n:02d};Renée {n};{agency}"
            rows.append(f"2026-S1;{who};PEL_ADM;{indicator};{70 + n + place},{n};0;100;atasan")
    rows.append(f"JUMLAH;;;;;;{75 * 24},5;;;")
    return "\r\n".join(rows).encode("cp1252")


def test_an_old_excel_file_is_detected_mapped_previewed_and_saved(page):
    file = {"name": "rekap.csv", "mimeType": "text/csv", "buffer": old_excel_file()}
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_role("heading", name="Cermin perlu bertanya")).to_be_visible(timeout=SECONDS)
    settled(page)
    page.get_by_text("Windows-1252", exact=True).click()
    settled(page)
    page.get_by_role("button", name="Lanjut").click()
    choose(page, "Pilih daerahnya.", "Kecamatan Gayungan")
    page.get_by_role("button", name="Lanjut").click()

    expect(page.get_by_role("heading", name="24 nilai siap disimpan")).to_be_visible(timeout=SECONDS)
    settled(page)
    page.get_by_text("Lihat cara berkas ini dibaca").click()
    for said in ("Windows-1252", "titik koma ( ; )", "koma (85,5)", "baris 4 (3 baris di atasnya dilewati)"):
        expect(page.get_by_role("cell", name=said).first).to_be_visible()
    expect(page.get_by_role("cell", name="Renée 1").first).to_be_visible()
    expect(page.get_by_role("button", name="Simpan aturan berkas")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Simpan aturan berkas").click()
    assert fetched.value.suggested_filename == "aturan-rekap.json"
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("terbit sebagai versi 1")).to_be_visible(timeout=SECONDS)
