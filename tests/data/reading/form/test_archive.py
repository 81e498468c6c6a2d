"""ZIPs of files: what is taken, what is passed over by name, and what is refused by its true reason."""

import zipfile

import pytest

from data.reading.form import archive
from data.reading.form.archive import unpacked

CSV = b"nip;nilai\n198001012005011001;80\n"


@pytest.fixture
def packed(tmp_path):
    """packed({name: content}) -> the ZIP of these; `change` may write over its bytes."""

    def of(contents, change=lambda raw: raw, how=zipfile.ZIP_DEFLATED):
        path = tmp_path / "semua.zip"
        with zipfile.ZipFile(path, "w", how) as file:
            for name, content in contents:
                file.writestr(name, content)
        path.write_bytes(change(path.read_bytes()))
        (tmp_path / "out").mkdir()
        return unpacked(path, tmp_path / "out")

    return of


def said(problems):
    return [(problem.code, problem.column, problem.found) for problem in problems]


@pytest.mark.parametrize(
    "name",
    ["rekap.csv", "2025/S1/rekap.csv", "../../rekap.csv", "/etc/rekap.csv", "C:\\kantor\\rekap.csv", "..\\rekap.csv"],
)
def test_only_the_last_part_of_a_name_is_used_and_nothing_is_written_elsewhere(packed, tmp_path, name):
    files, problems = packed([(name, CSV)])
    assert problems == []
    assert [(file.name, file.path.parent, file.path.read_bytes()) for file in files] == [
        ("rekap.csv", tmp_path / "out", CSV)
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "semua.zip"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", b"%PDF-1.7 surat"), ("cap.png", b"\x89PNG\r\n\x1a\n"), ("__MACOSX/._rekap.csv", b"\0\5\x16\7"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("kantor/desktop.ini", b"[.ShellClassInfo]"),
        (".DS_Store", b"\0\0\0\1Bud1"), ("~$rekap.xlsx", b"\5Admin"), ("lama.rar", b"Rar!\x1a\7"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_passed_over_by_its_name(packed, name, content):
    files, problems = packed([("rekap.csv", CSV), (name, content)])
    assert [file.name for file in files] == ["rekap.csv"]
    assert said(problems) == [("zip_passed_over", None, name.rsplit("/", 1)[-1])] and not problems[0].blocking


def locked(raw):
    """The flag of encryption set in both headers of the first entry."""
    raw = bytearray(raw)
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def strange(raw):
    """A method nobody knows, in both headers of the first entry."""
    raw = bytearray(raw)
    raw[8] = raw[raw.index(b"PK\x01\x02") + 10] = 77
    return bytes(raw)


def broken(raw):
    """Other bytes in the middle of the first entry."""
    raw = bytearray(raw)
    raw[50:54] = b"ABCD"
    return bytes(raw)


@pytest.mark.parametrize(
    ("change", "code"), [(locked, "zip_encrypted"), (strange, "zip_method"), (broken, "zip_entry_damaged")]
)
def test_a_file_that_cannot_be_unpacked_is_refused_and_the_next_is_taken(packed, change, code):
    files, problems = packed([("satu.csv", CSV * 5), ("dua.csv", CSV)], change, zipfile.ZIP_STORED)
    assert [file.name for file in files] == ["dua.csv"]
    assert said(problems) == [(code, "satu.csv", None)] and problems[0].blocking


def test_a_zip_within_a_zip_is_not_opened_and_a_workbook_is_none(packed, tmp_path):
    inner = tmp_path / "dalam"
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("rekap.csv", CSV)
    book = tmp_path / "buku"
    with zipfile.ZipFile(book, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    contents = [("dalam.zip", inner.read_bytes()), ("buku.xlsx", book.read_bytes())]
    inner.unlink()
    book.unlink()
    files, problems = packed(contents)
    assert [file.name for file in files] == ["buku.xlsx"]
    assert said(problems) == [("zip_within", "dalam.zip", None)]


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        pytest.param([(f"{n}.csv", CSV) for n in range(archive.MOST_FILES + 1)], "zip_entries", id="too many"),
        pytest.param([("bom.csv", b"0" * (archive.SMALL + 1))], "zip_unpacks_too_big", id="packed a thousand times"),
        pytest.param([("surat.pdf", b"%PDF-1.7")], "zip_passed_over", id="no table"),
        pytest.param([], "zip_without_tables", id="nothing"),
    ],
)
def test_a_zip_beyond_its_limits_gives_nothing(packed, tmp_path, contents, code):
    files, problems = packed(contents)
    assert files == [] and list((tmp_path / "out").iterdir()) == []
    assert problems[0].code == code and problems[-1].blocking


def test_a_directory_that_says_less_than_an_entry_unpacks_to_is_no_way_round_the_limit(packed):
    """The size in the directory is the limit of what is written: more than that is damage, not a bomb."""

    def small(raw):
        raw = bytearray(raw)
        place = raw.index(b"PK\x01\x02")
        for at in (22, place + 24):
            raw[at : at + 4] = (100).to_bytes(4, "little")
        return bytes(raw)

    files, problems = packed([("bom.csv", b"0" * (archive.SMALL + 1))], small)
    assert files == [] and said(problems) == [("zip_entry_damaged", "bom.csv", None)]


def test_what_is_no_zip_at_all_is_damaged(tmp_path):
    path = tmp_path / "rusak.zip"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 200)
    assert [problem.code for problem in unpacked(path, tmp_path)[1]] == ["zip_damaged"]
