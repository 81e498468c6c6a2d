"""Forty offices' files in one go, in a real browser: every click is counted, and one release comes of it."""

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from data.batches import batches
from data.sample.places import agencies
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.browser.visits import PHONE, SECONDS, address, choose, settled
from tests.worlds.facts import NOW
from tests.worlds.server import serving

pytestmark = [pytest.mark.browser, pytest.mark.whole]
REGION, PERIOD, PEOPLE = "3403", "2025-S1", 6
CLICKS = 12  # and one for each distinct question
HEADINGS = "periode;nip;perangkat_daerah;kelompok_jabatan;indikator;nilai;skala_min;skala_maks;sumber_penilai"
SHARED = {0: "Pusat Data Bersama", 1: "Pusat Data Bersama", 2: "Unit Layanan Keliling", 3: "Unit Layanan Keliling",
          4: "Unit Layanan Keliling", 5: "Laboratorium Terpadu", 6: "Laboratorium Terpadu"}  # fmt: skip
"""Office -> a name nobody knows that some of its rows are of."""
PERCENT_TEXT, PERCENT_CELLS, REFUSED, TWIN, OTHER_PERIOD = 10, 11, 20, 30, 35


def known_agencies():
    every = agencies()
    return every[every["region"] == REGION].head(40)


def nip(office, person):
    return f"19{60 + office % 20}{1 + office // 20:02}01200501{1 + person % 2}{person + 1:03}"


def rows(office, name, score="82,5", people=PEOPLE, period=PERIOD, bad=0):
    for person in range(people):
        who = "1,98503E+17" if person < bad else nip(office, person)
        yield f"{period};{who};{name};PEL_ADM;KOM;{score};0;100;atasan"


def text_file(office, names):
    """The file of one office as text."""
    if office == TWIN:
        return text_file(office - 1, names)
    if office == PERCENT_TEXT:
        wide = ["periode;nip;perangkat_daerah;kelompok_jabatan;sumber_penilai;Komunikasi;Kerja Sama"]
        wide += [f"{PERIOD};{nip(office, n)};{names[office]};PEL_ADM;atasan;85%;7{n}" for n in range(PEOPLE)]
        return "\n".join(wide)
    how = {REFUSED: {"bad": PEOPLE - 1}, OTHER_PERIOD: {"period": "2024-S2"}}.get(office, {})
    lines = [HEADINGS, *rows(office, names[office], **how)]
    if office in SHARED:
        lines += list(rows(office, SHARED[office], people=PEOPLE + 2))[PEOPLE:]
    return "\n".join(lines)


def workbook(office, name, path):
    """One whose scores are percent cells."""
    book = Workbook()
    sheet = book.active
    sheet.append(
        ["periode", "nip", "perangkat_daerah", "kelompok_jabatan", "sumber_penilai", "Komunikasi", "Kerja Sama"]
    )
    for n in range(PEOPLE):
        sheet.append([PERIOD, nip(office, n), name, "PEL_ADM", "atasan", 0.85, 70 + n])
        sheet.cell(sheet.max_row, 6).number_format = "0%"
    book.save(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The forty files."""
    folder, names = tmp_path_factory.mktemp("kantor"), known_agencies()["name"].tolist()
    made = []
    for office in range(40):
        path = folder / f"kantor-{office:02}.{'xlsx' if office == PERCENT_CELLS else 'csv'}"
        if office == PERCENT_CELLS:
            workbook(office, names[office], path)
        else:
            path.write_text(text_file(office, names), "utf-8")
        made.append(path)
    return made


@pytest.fixture
def upload_page(reader, tmp_path):
    """The upload page of a home that knows the forty offices and has no data."""
    store = open_store(tmp_path / "home", threads=1)
    frame = known_agencies()[["region", "code", "name", "short", "sector", "affair"]]
    batches.accept_reference(store, {"agencies": frame}, "perangkat-daerah", system("uji"), NOW)
    store.close()
    with serving(tmp_path / "home", tmp_path / "server.log") as (url, _):
        shown = reader.visit(address(url, "upload"))
        expect(shown.get_by_role("heading", level=1)).to_have_text("Unggah data evaluasi", timeout=SECONDS)
        yield shown
        assert shown.get_by_test_id("stException").count() == 0


class Hand:
    """Somebody who clicks, and how often."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, thing):
        thing.click()
        self.clicks += 1
        settled(self.page)

    def button(self, name, **how):
        self.click(self.page.get_by_role("button", name=name, **how))

    def choose(self, label, option):
        self.click(self.page.get_by_role("combobox", name=label).first)
        self.click(self.page.get_by_role("option", name=option).first)


def test_forty_offices_come_in_with_twelve_clicks_and_one_for_each_question(upload_page, files):
    page, hand = upload_page, Hand(upload_page)
    hand.clicks += 1  # the choice of the files in the system's own window
    page.locator("input[type=file]").first.set_input_files(files)
    expect(page.get_by_role("heading", name="Cermin perlu bertanya (1)")).to_be_visible(timeout=SECONDS)
    settled(page)
    hand.choose("Pilih daerahnya.", "Kabupaten Gunungkidul")
    hand.button("Lanjut")
    expect(page.get_by_role("heading", name="Cermin perlu bertanya (3)")).to_be_visible(timeout=SECONDS)
    settled(page)
    for files_of_one in ("kantor-00.csv, kantor-01.csv", "kantor-02.csv, kantor-03.csv, kantor-04.csv"):
        expect(page.get_by_text(files_of_one, exact=True)).to_be_visible()
    hand.choose("3 nama tidak menunjukkan sektornya", "Kesehatan")
    hand.button("Tambahkan 3 nama itu")
    hand.button("Lanjut")

    expect(page.get_by_role("heading", name="37 dari 40 berkas siap disimpan")).to_be_visible(timeout=SECONDS)
    settled(page)
    for said in ("“kantor-30.csv” persis sama dengan “kantor-29.csv”.", "Sebagian besar berkas ini ditolak: 5 dari 6"):
        expect(page.get_by_role("cell", name=said)).to_be_visible()
    expect(
        page.get_by_role("cell", name="Berkas ini berisi periode Semester 2 2024, sedangkan kebanyakan")
    ).to_be_visible()
    hand.click(page.get_by_text("Simpan juga kantor-20.csv"))
    hand.button("Simpan 38 berkas")
    expect(page.get_by_text("terbit sebagai versi 1")).to_be_visible(timeout=SECONDS)
    settled(page)
    questions = 1 + len(set(SHARED.values()))
    assert hand.clicks <= CLICKS + questions, hand.clicks
    assert hand.clicks == 10  # a select box costs two
    assert page.get_by_text("terbit sebagai versi").count() == 1
    expect(page.get_by_text("berkas tidak disimpan:")).to_be_visible()

    page.get_by_text("Perangkat daerah mana yang sudah masuk").click()
    # 38 offices and the three new names are in, one of them by the file that was mostly refused
    expect(page.get_by_text("40 masuk, 1 masuk sebagian, 0 belum masuk.")).to_be_visible(timeout=SECONDS)

    page.get_by_text("Urungkan sebuah unggahan, atau semua").click()
    expect(page.get_by_text("Nilai yang lama berlaku lagi.")).to_be_visible()
    page.wait_for_timeout(800)
    choose(page, "Unggahan", "Semua 38 berkas yang disimpan sekaligus")
    page.get_by_role("textbox", name="Alasan", exact=True).fill("salah kirim")
    hand.button("Urungkan unggahan ini")
    expect(page.get_by_text("unggahan (2–")).to_be_visible(timeout=SECONDS)


def test_files_come_in_with_the_keyboard_alone_on_a_phone_as_cards(upload_page, files):
    page, keys = upload_page, upload_page.keyboard
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    settled(page)

    def to(thing):
        """Tab forward until it has the focus."""
        expect(thing).to_be_visible(timeout=SECONDS)
        for _ in range(60):
            if thing.evaluate("each => each === document.activeElement || each.contains(document.activeElement)"):
                return
            keys.press("Tab")
        raise AssertionError("no number of Tabs leads there")

    windows = []  # the system's own, for choosing files
    page.on("filechooser", lambda window: windows.append(window))
    for _ in range(9):  # what draws itself anew between Tab and Enter loses the focus: a person tabs there again
        to(page.get_by_role("button", name="Unggah", exact=True).last)
        keys.press("Enter")
        page.wait_for_timeout(1000)
        if windows:
            break
    windows[0].set_files([files[20], *files[5:9]])  # one mostly refused, two that share an unknown name
    to(page.get_by_role("combobox", name="Pilih daerahnya."))
    keys.type("Gunungkidul")
    expect(page.get_by_role("option", name="Kabupaten Gunungkidul")).to_be_visible()
    keys.press("Enter")
    settled(page)
    to(page.get_by_role("button", name="Lanjut"))
    keys.press("Enter")
    to(page.get_by_role("combobox", name="Arti dari Laboratorium Terpadu"))
    keys.type("Jangan")
    expect(page.get_by_role("option", name="Jangan dipakai")).to_be_visible()
    keys.press("Enter")
    settled(page)
    to(page.get_by_role("button", name="Lanjut"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name="4 dari 5 berkas siap disimpan")).to_be_visible(timeout=SECONDS)
    settled(page)
    card = page.get_by_role("table", name="Yang dipahami dari tiap berkas").locator("tbody tr").first
    assert card.locator("td").first.inner_text() == "kantor-20.csv" and card.bounding_box()["width"] > 300
    before = "each => getComputedStyle(each, '::before').content"
    headings = [card.locator("td").nth(place).evaluate(before) for place in range(1, 6)]
    assert headings == ['"Keadaan"', '"Perangkat daerah"', '"Periode"', '"Diterima"', '"Ditolak"']
    to(page.get_by_role("checkbox", name="Simpan juga kantor-20.csv"))
    keys.press("Space")
    settled(page)
    to(page.get_by_role("button", name="Simpan 5 berkas"))
    keys.press("Enter")
    expect(page.get_by_text("terbit sebagai versi 1")).to_be_visible(timeout=SECONDS)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1
