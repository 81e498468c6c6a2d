"""One page, whatever is put on it: it opens, says what it was given, and says what it left out."""

import io

import pytest
from pypdf import PdfReader

from data.export.sheet import making
from data.export.sheet.page import written
from data.export.sheet.sheet import KeyFigure, Part, Sheet, from_json, to_json

A4 = (595, 842)


def sheet(*parts: Part, **more: object) -> Sheet:
    given = {
        "lang": "id", "place": "Kota Contoh · S1 2026", "mark": "bukan penilaian resmi", "title": "Nilai 78,8",
        "lead": "Dari <b>47</b> dinas &amp; badan", "filters": "Sektor: Kesehatan", "more": "dan {n} lagi",
        "figures": (KeyFigure("Nilai", "78,8", "78 – 79", "skala 0–100"),), "foot": ("Sumber: dua unggahan",),
    }  # fmt: skip
    return Sheet(**given | more, parts=parts)


def page_text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 1 and tuple(round(side) for side in pages[0].mediabox[2:]) == A4
    return pages[0].extract_text()


TABLE = Part(
    "Tabel", headings=("Sektor", "Nilai"), rows=(("Kesehatan", "78,6"), ("Sosial", "80,1")), right=(False, True)
)


def test_everything_that_was_put_on_it_can_be_read_from_it():
    text = page_text(written(sheet(TABLE, Part("Kabar", lines=("▲ naik +1,2 → 3 ≥ 2",), note="catatan"))))
    for said in ("Kota Contoh · S1 2026", "bukan penilaian resmi", "Nilai 78,8", "dinas & badan", "Sektor: Kesehatan",
                 "78 – 79", "78,6", "80,1", "▲ naik +1,2 → 3 ≥ 2", "catatan", "Sumber: dua unggahan"):  # fmt: skip
        assert said in text
    assert "lagi" not in text


@pytest.mark.parametrize("lines", [3, 60, 900])
def test_however_much_it_is_one_page_that_says_how_much_is_missing(lines):
    long = Part("Daftar", lines=tuple(f"baris ke-{number} " + "kata " * 20 for number in range(lines)))
    text = page_text(written(sheet(long, TABLE)))
    kept = sum(f"baris ke-{number} " in text for number in range(lines))
    assert kept >= 3 and "baris ke-0 " in text and "Sumber: dua unggahan" in text and "80,1" in text
    assert (f"dan {lines - kept} lagi" in text) == (kept < lines)


def test_letters_the_typeface_lacks_are_written_as_the_nearest_and_markup_is_words():
    text = page_text(written(sheet(Part("X", lines=("Dinas Pĕngairan 漢 &lt;script&gt;",)))))
    assert "Dinas Pengairan ? <script>" in text


def test_the_same_page_has_the_same_bytes_and_survives_the_way_to_the_process_that_writes_it():
    given = sheet(TABLE)
    assert from_json(to_json(given)) == given
    assert making.pdf(given) == written(given)


def test_a_page_that_cannot_be_written_is_an_error_that_tells_nothing_of_it():
    broken = sheet(Part("rahasia", figure={"data": [{"type": "pie"}], "layout": {"height": 100, "margin": {}}}))
    with pytest.raises(RuntimeError) as error:
        making.pdf(broken)
    assert "rahasia" not in str(error.value) and "pie" in str(error.value)
