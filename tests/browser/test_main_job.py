"""The main job in a real browser: a file comes in, its period is published, the trend shows the new point."""

from urllib.parse import urlparse

import numpy as np
import pytest
from playwright.sync_api import expect

from data.sample import make, write_office_file
from data.upkeep import demo
from tests.browser.visits import REGION, SECONDS, choose, fits, settled

pytestmark = pytest.mark.browser
PERIOD = "2026-S1"


@pytest.fixture(scope="module")
def office_file(tmp_path_factory):
    """A period nobody stored yet, as an office sends it: `;`, decimal comma, title rows, a JUMLAH row."""
    path = tmp_path_factory.mktemp("office") / "rekap-2026-S1.csv"
    write_office_file(make(np.random.default_rng(demo.SEED), regions=(REGION,)), REGION, PERIOD, path, "titled")
    return path


@pytest.fixture(params=[(1366, 768), pytest.param((390, 844), marks=pytest.mark.whole)], ids=["desk", "phone"])
def page(request, browser, server):
    """The upload page on a desk or a phone; afterwards: no error was shown, nobody else was asked for anything."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
    shown, hosts = context.new_page(), set()
    shown.on("request", lambda asked: hosts.add(urlparse(asked.url).netloc))
    shown.goto(f"{server}/upload")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Unggah data evaluasi", timeout=SECONDS)
    settled(shown)  # a file given to a page that is still being drawn is lost on the way
    yield shown
    assert shown.get_by_test_id("stException").count() == 0
    assert hosts - {""} == {urlparse(server).netloc}
    context.close()


def test_a_period_goes_from_a_file_to_the_trend(page, office_file):
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


def test_cancel_leaves_nothing(page, office_file, tmp_path):
    before = (tmp_path / "home" / "cermin.duckdb").read_bytes()
    page.locator("input[type=file]").first.set_input_files(office_file)
    expect(page.get_by_role("heading", name="Cermin perlu bertanya (1)")).to_be_visible(timeout=SECONDS)
    page.get_by_role("button", name="Batal").click()
    expect(page.get_by_text("Belum punya berkas?")).to_be_visible(timeout=SECONDS)
    assert list((tmp_path / "home" / "incoming").iterdir()) == []
    assert (tmp_path / "home" / "cermin.duckdb").read_bytes() == before
