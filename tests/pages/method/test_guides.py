"""The guides say what the screens say, and open inside the app."""

import re

import pytest

from pages.ui.method.guides import DOCS, GUIDES, inside
from pages.ui.words import strings

TEXTS = {one["id"] for one in strings().values()}


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_fits_two_pages_and_keeps_one_title_outside_the_app(name):
    text = (DOCS / f"{name}.md").read_text("utf-8")
    assert 400 <= len(text.split()) <= 900
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert not re.search(r"^#{1,2} ", inside(text), re.MULTILINE) and "](http" not in text


BUTTONS = (
    "Templat Excel", "Lanjut", "+ Tambahkan baru", "Jangan dipakai", "Baca ulang berkas", "Terbitkan sekarang",
    "Batal, jangan simpan apa pun", "Unduh baris yang ditolak", "Terbitkan predikat",
    "Urungkan sebuah unggahan, atau semua yang disimpan sekaligus", "Simpan aturan berkas",
    "Tarik sebuah periode dari semua halaman", "Simpan keputusan", "Susun rencana", "Kualitas penilaian", "Terima",
    "Tunda", "Tolak", "Unduh rencana (Excel)", "Lihat cara berkas ini dibaca, dan perbaiki bila keliru",
)  # fmt: skip


@pytest.mark.parametrize("words", BUTTONS)
def test_the_planners_guide_names_what_is_on_screen(words):
    assert words in TEXTS and words in re.sub(r"\s+", " ", (DOCS / "panduan-perencana.md").read_text("utf-8"))


@pytest.mark.parametrize(
    "words",
    [
        "naik nyata",
        "belum dapat dipastikan",
        "belum cukup data",
        "Indeks analitik",
        "Berbeda nyata",
        "Cakupan bobot",
        "Cakupan pegawai",
        "Lihat tabel",
        "Tanyakan berikutnya",
        "Taklimat dua menit (Word)",
        "Belajar dari siapa?",
        "Bandingkan dengan",
        "Hanya orang yang sama",
        "Bagaimana bila bobotnya lain?",
    ],
)
def test_the_leaders_guide_uses_the_words_of_the_pages(words):
    assert words in TEXTS and words in (DOCS / "panduan-pimpinan.md").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "Masuk pertama kali, atau lupa kata sandi? Pakai kode dari admin",
        "Keluar",
        "Pengguna",
        "Hanya lewat HTTPS",
        "Alamat ini bukan alamat Cermin",
        "Permintaan ini bukan dari halaman Cermin",
    ],
)
def test_the_guide_of_the_server_names_what_is_on_screen(words):
    assert words in TEXTS and words in re.sub(r"\s+", " ", (DOCS / "panduan-admin.md").read_text("utf-8"))
