"""The upload page in a real browser: a file as an old Excel writes it, and a reference table edited in place."""

import pytest
from playwright.sync_api import expect

from data.sample.places import agencies
from tests.browser.visits import REGION, SECONDS, address, choose, settled

pytestmark = [pytest.mark.browser, pytest.mark.whole]
HEADINGS = "Periode;NIP;Nama;Perangkat Daerah;Kelompok Jabatan;Indikator;Nilai;Skala Min;Skala Maks;Sumber Penilai"


@pytest.fixture
def page(reader, server):
    shown = reader.visit(address(server, "upload"))
    expect(shown.get_by_role("heading", level=1)).to_have_text("Unggah data evaluasi", timeout=SECONDS)
    yield shown
    assert shown.get_by_test_id("stException").count() == 0


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


def test_an_old_excel_file_is_detected_mapped_previewed_saved_and_undone(page):
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
    settled(page)

    undo(page, "rekap.csv", "berkas keliru")
    expect(page.get_by_text("diurungkan. Bila periodenya sudah terbit")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("cell", name="berkas keliru").first).to_be_visible(timeout=SECONDS)


def test_a_reference_table_is_edited_checked_saved_and_undone(page):
    page.get_by_text("Tabel rujukan", exact=True).click()
    settled(page)
    expect(page.get_by_text("Belum ada yang diubah.")).to_be_visible(timeout=SECONDS)
    write(page, 2, "33", first=0)  # of the matrix: position, sum, then the indicators
    expect(page.locator("#glide-cell-1-0")).to_have_text("103", timeout=SECONDS)
    expect(page.get_by_text("Bobot tidak pas jumlahnya")).to_be_visible(timeout=SECONDS)
    assert page.get_by_role("button", name="Simpan 1 perubahan").count() == 0

    choose(page, "Tabel", "Standar nilai")
    expect(page.get_by_text("Nilai yang harus dicapai tiap jabatan")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("Belum ada yang diubah.")).to_be_visible(timeout=SECONDS)
    settled(page)
    write(page, 5, "61.5")
    expect(page.get_by_role("heading", name="1 baris akan berubah")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("cell", name="→ 61,5").first).to_be_visible()
    page.get_by_role("textbox", name="Alasan perubahan").fill("Perbup 12/2026")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Simpan 1 perubahan").click()
    expect(page.get_by_text("1 baris tersimpan sebagai unggahan")).to_be_visible(timeout=SECONDS)
    settled(page)

    undo(page, "Tabel rujukan: Standar nilai", "batal")
    expect(page.get_by_role("cell", name="diurungkan").first).to_be_visible(timeout=SECONDS)


def undo(page, file_name, reason):
    """Take the upload of that file back, once the part that was folded up stands still."""
    page.get_by_text("Urungkan sebuah unggahan").click()
    expect(page.get_by_text("Nilai yang lama berlaku lagi.")).to_be_visible()
    page.wait_for_timeout(800)
    choose(page, "Unggahan", file_name)
    page.get_by_role("textbox", name="Alasan", exact=True).fill(reason)
    page.get_by_role("button", name="Urungkan unggahan ini").click()


def write(page, column, text, first=1):
    """Write into the first row of the table: `column` counts from the row number, which is 1; `first` where there is
    none."""
    canvas = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(canvas).to_be_visible(timeout=SECONDS)
    page.wait_for_timeout(800)
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    page.mouse.click(place["x"] + 120, place["y"] + 54)
    page.keyboard.press("Control+ArrowLeft")
    for at in range(first, column + 1):  # where the table is drawn there stand cells for readers who only hear
        if at > first:
            page.keyboard.press("ArrowRight")
        expect(page.locator(f"#glide-cell-{at}-0")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.keyboard.press("Control+a")
    page.keyboard.type(text, delay=40)
    page.keyboard.press("Enter")
    settled(page)
