"""Files made to harm: each is refused, for its reason, before it can."""

import time
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from tests.data.reading.opened import codes, opened, refused, written

SECONDS = 3  # of this process's own time: the wall clock of a busy machine says nothing


@pytest.fixture
def inside(tmp_path):
    """A small sound workbook with some entries replaced or added: a function of {entry: bytes}."""

    def build(changes, compression=zipfile.ZIP_DEFLATED):
        sound = tmp_path / "baik.xlsx"
        with xlsxwriter.Workbook(sound) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["OPD", "Nilai"])
            sheet.write_row(1, 0, ["Dinas A", 80])
        path = tmp_path / "jahat.xlsx"
        with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w", compression) as target:
            for entry in source.namelist():
                if entry not in changes:
                    target.writestr(entry, source.read(entry))
            for entry, content in changes.items():
                target.writestr(entry, content)
        return path

    return build


def in_time(path):
    began = time.process_time()
    found = codes(refused(path))
    assert time.process_time() - began < SECONDS
    return found


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def test_bomb_of_231_megabytes(inside):
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row>' * 6_000_000
    assert in_time(inside({SHEET: HEAD + cells + TAIL})) == ["workbook_unpacks_too_big"]


def test_ratio_bomb_below_the_size_limit(inside):
    assert in_time(inside({"xl/media/image1.png": b"\0" * 60_000_000})) == ["workbook_unpacks_too_big"]


@pytest.mark.whole
def test_a_cell_of_200_megabytes(inside):
    text = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 200_000_000 + b"</t></is></c></row>"
    assert in_time(inside({SHEET: HEAD + text + TAIL})) == ["workbook_unpacks_too_big"]


def test_one_cell_in_the_last_corner(inside):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert in_time(inside({SHEET: HEAD + far + TAIL})) == ["workbook_too_many_rows"]
    far = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    assert in_time(inside({SHEET: HEAD + far + TAIL})) == ["workbook_too_many_columns"]


def test_a_far_corner_the_first_look_does_not_see_ends_the_child_only(inside):
    far = b'<row><c r="A1"><v>1</v></c></row><row><c t="n" r = "XFD1048576"><v>1</v></c></row>'
    assert in_time(inside({SHEET: HEAD + far + TAIL}))[0] in (
        "workbook_too_much",
        "workbook_too_many_rows",
        "workbook_damaged",
        "no_records",
        "header_not_found",
    )


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>',
        b'<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities(inside, declaration):
    xml = b'<?xml version="1.0"?>' + declaration + HEAD.split(b"?>", 1)[1] + TAIL
    assert in_time(inside({SHEET: xml})) == ["workbook_entities"]
    assert in_time(inside({"xl/sharedStrings.xml": declaration + b"<sst/>"})) == ["workbook_entities"]


def test_a_hundred_thousand_entries(inside):
    changes = {f"xl/media/{n}": b"" for n in range(100_000)}
    path = inside(changes, zipfile.ZIP_STORED)
    assert in_time(path) == ["workbook_entries"]


def test_slip_out_of_the_folder_writes_nothing(inside, tmp_path):
    path = inside({"../../keluar.txt": b"x", "xl/../../keluar2.txt": b"x"})
    opened(path)
    assert not list(tmp_path.parent.glob("keluar*"))


def test_sizes_that_lie(inside):
    path = inside({"xl/theme/theme1.xml": b"<a>" + b" " * 50_000 + b"</a>"})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"xl/theme/theme1.xml") - 46
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")  # unpacked size in the directory
    path.write_bytes(content)
    assert in_time(path) == ["workbook_damaged"]


def test_cut_off_and_scrambled(inside):
    path = inside({})
    whole = path.read_bytes()
    for cut in (4, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        assert in_time(path)[0] in ("workbook_damaged", "file_not_a_table")


def test_encrypted(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1024
    assert in_time(written(tmp_path, ole, "rahasia.xlsx")) == ["workbook_encrypted"]


def test_damaged_xls(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 1024 + "Workbook".encode("utf-16-le") + b"\xff" * 4096
    assert in_time(written(tmp_path, ole, "lama.xls"))[0] in ("workbook_damaged", "workbook_too_much")


def test_macros_are_noted_and_not_run(inside):
    table = opened(inside({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert "workbook_macros" in [note.code for note in table.notes]
    assert table.detected["format"] == "xlsm"


@pytest.mark.whole
def test_a_csv_that_is_one_open_quote(tmp_path):
    path = written(tmp_path, b'a,b,c\n1,"' + b"x,\n" * 5_000_000)
    assert in_time(path) == ["quote_unclosed"]
    tracemalloc.start()
    refused(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


def test_twenty_thousand_columns(tmp_path):
    line = ";".join(f"kolom {n}" for n in range(20_000))
    values = ";".join("1" for _ in range(20_000))
    assert in_time(written(tmp_path, f"{line}\n" + f"{values}\n" * 5)) == ["too_many_columns"]
