"""The main job in a real browser: a file comes in, its period is published, the trend shows the new point."""

from urllib.parse import urlparse

import numpy as np
import pytest
from playwright.sync_api import expect

from data.sample import make, write_office_file
from data.upkeep import demo
from tests.browser.visits import DESK, PHONE, REGION, SECONDS, address, choose, fits

pytestmark = pytest.mark.browser
PERIOD = "2026-S1"
SIZES = pytest.mark.parametrize("size", [DESK, pytest.param(PHONE, marks=pytest.mark.whole)], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def office_file(tmp_path_factory):
    """A period nobody stored yet, as an office sends it: `;`, decimal comma, title rows, a JUMLAH row."""
    path = tmp_path_factory.mktemp("office") / "rekap-2026-S1.csv"
    write_office_file(make(np.random.default_rng(demo.SEED), regions=(REGION,)), REGION, PERIOD, path, "titled")
    return path


@pytest.fixture
def at_upload(reader):
    """at_upload(server, size) -> its upload page; afterwards: no error was shown, no other host was asked."""
    page, hosts = reader.page, set()
    left = {"", urlparse(page.url).netloc}  # the page of the visit before may ask for something until it is gone
    servers = set()

    def note(request):
        hosts.add(urlparse(request.url).netloc)

    def begin(server, size):
        servers.add(urlparse(server).netloc)
        reader.visit(address(server, "upload"), size)
        # a file given to a page that is still being drawn is lost on the way
        expect(page.get_by_role("heading", level=1)).to_have_text("Unggah data evaluasi", timeout=SECONDS)
        return page

    page.on("request", note)
    yield begin
    page.remove_listener("request", note)
    assert page.get_by_test_id("stException").count() == 0
    assert servers <= hosts <= servers | left


@SIZES
def test_a_period_goes_from_a_file_to_the_trend(at_upload, server, office_file, size):
    page = at_upload(server, size)
    page.locator("input[type=file]").first.set_input_files(office_file)
    expect(page.get_by_role("heading", name="Cermin perlu bertanya (1)")).to_be_visible(timeout=SECONDS)
    fits(page)
    choose(page, "Pilih daerahnya.", "Kecamatan Gayungan")
    page.get_by_role("button", name="Lanjut").click()

    expect(page.get_by_role("heading", name="nilai siap disimpan")).to_be_visible(timeout=SECONDS)
    fits(page)
    page.get_by_text("Lihat cara berkas ini dibaca").click()
    for said in ("titik koma ( ; )", "koma (85,5)", "baris 4 (2 baris di atasnya dilewati)"):
        expect(page.get_by_role("cell", name=said).first).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Simpan", exact=True).click()

    expect(page.get_by_text("terbit sebagai versi 1")).to_be_visible(timeout=SECONDS)
    fits(page)
    page.get_by_role("link", name="Lihat tren S1 2026").click()
    expect(page.get_by_text("Unggah data evaluasi")).to_have_count(0, timeout=SECONDS)
    fits(page)
    page.get_by_text("Lihat tabel").first.click()
    table = page.get_by_role("table").filter(has_text="Semester 1 2026").first
    new = table.get_by_role("row").filter(has_text="Semester 1 2026").first
    expect(new).to_be_visible(timeout=SECONDS)
    at = table.get_by_role("columnheader").all_inner_texts().index("Nilai")
    score = float(new.get_by_role("cell").nth(at).inner_text().replace(",", "."))
    assert 40 < score < 100
    fits(page)


@SIZES
def test_cancel_leaves_nothing(at_upload, reading_room, reading_home, office_file, size):
    page = at_upload(reading_room, size)
    before = (reading_home / "cermin.duckdb").read_bytes()
    page.locator("input[type=file]").first.set_input_files(office_file)
    expect(page.get_by_role("heading", name="Cermin perlu bertanya (1)")).to_be_visible(timeout=SECONDS)
    assert list((reading_home / "incoming").iterdir())
    page.get_by_role("button", name="Batal").click()
    expect(page.get_by_text("Belum punya berkas?")).to_be_visible(timeout=SECONDS)
    assert list((reading_home / "incoming").iterdir()) == []
    assert (reading_home / "cermin.duckdb").read_bytes() == before
