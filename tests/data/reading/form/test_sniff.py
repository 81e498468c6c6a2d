import io
import zipfile

import pytest
import xlsxwriter

from data.reading.form.text.sniff import kind_of
from data.terms.problems import word, words
from tests.data.reading.opened import FILES, opened, refused, written


def dbf():
    """One field NILAI of two digits and one record."""
    field = b"NILAI".ljust(11, b"\0") + b"N" + b"\0" * 4 + bytes([2, 0]) + b"\0" * 14
    return (
        b"\x03\x7d\x07\x01"
        + (1).to_bytes(4, "little")
        + (65).to_bytes(2, "little")
        + b"\x03\0"
        + b"\0" * 20
        + field
        + b"\r 80\x1a"
    )


def ole(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


def zipped(*entries):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for entry in entries:
            archive.writestr(entry, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "way"),
    [
        (b"%PDF-1.7\n...", "pdf", "document"),
        (b"\x89PNG\r\n\x1a\n", "image", "document"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image", "document"),
        (b"\0\0\0\x18ftypheic", "image", "document"),
        (b"{\\rtf1 x}", "rtf", "document"),
        (ole("WordDocument"), "doc", "document"),
        (ole("PowerPoint Document"), "ppt", "document"),
        (ole("__nameid_version1.0"), "msg", "document"),
        (ole(""), "ole", "office"),
        (zipped("word/document.xml"), "docx", "document"),
        (zipped("ppt/presentation.xml"), "pptx", "document"),
        (zipped("Index/Document.iwa", "Index/Tables/Tile.iwa"), "numbers", "numbers"),
        (b"PK\x03\x04 not a zip after all", "zip", "archive"),
        (b"Rar!\x1a\x07\0", "archive", "archive"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            "spreadsheetml",
            "office",
        ),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<ss:Workbook>', "spreadsheetml", "office"),
        (b"<?xml version='1.0'?><office:document office:mimetype='x'><table:table/>", "fods", "office"),
        (b"<?xml version='1.0'?><!-- isi --><pegawai><nip>1</nip></pegawai>", "xml", "xml"),
        (
            b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
            b"Content-Type: multipart/related; boundary=x\r\n\r\n<table><tr>",
            "mhtml",
            "office",
        ),
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a\r\n"
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x",
            "mhtml",
            "office",
        ),
        (b"\x09\0\4\0\2\0\x10\0", "biff", "office"),
        (b"\x09\4\6\0\0\0\x10\0", "biff", "office"),
        (b"\x09\x08\x10\0\0\6\5\0", "biff", "office"),
        (b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"NIP"\r\n', "sylk", "office"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "dif", "office"),
        (dbf(), "dbf", "office"),
        (b"\0\0\2\0\6\4\6\0", "lotus", "office"),
        (b'{"url": "https://docs.google.com/open?id=1x", "doc_id": "1x", "email": "a@b.go.id"}', "link", "link"),
        (b"[InternetShortcut]\r\nURL=https://contoh.go.id\r\n", "link", "link"),
        (b'[{"nip": "1", "nilai": 80}]', "json", "database"),
        (b"SQLite format 3\0", "sqlite", "database"),
        (b"\0\1\0\0Standard ACE DB\0", "access", "database"),
        (b"PAR1\x15\4", "parquet", "database"),
    ],
)
def test_other_formats_are_named_and_the_way_out_told(tmp_path, content, kind, way):
    path = written(tmp_path, content, "nilai.xls")
    assert kind_of(path) == kind
    (problem,) = refused(path).problems
    assert (problem.code, problem.found, problem.expected) == ("file_not_a_table", kind, way)
    for lang in ("id", "en"):
        said = words(problem, lang)
        assert said["fix"] == word("way", way, lang)
        assert word("content", kind, lang) in said["what"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "empty"),
        (b"a;b\n1;2\n", "text"),
        (b"ID;Periode;NIP\n1;2025-S1;2\n", "text"),
        (b"ID;PERIODE;NIP\nC;2025-S1;2\nD;2025-S2;3\n", "text"),
        (b"catatan;nilai\nlihat <table border> di web;80\n", "text"),
        (b"<80;>90\n1;2\n", "text"),
        (b"{nip};nilai\n1;2\n", "text"),
        (b"<html><table><tr><td>NIP</td></tr></table>", "html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html><body>', "html"),
        (b"<!-- dibuat aplikasi -->\n<center><h3>REKAP</h3></center><TABLE border=1><TR><TD>", "html"),
        (b"<br />\n<b>Warning</b>: Undefined index<table><thead><tr>", "html"),
        (b"Rekap Nilai\r\n<table border='1'>\r\n<tr><th>NIP</th>", "html"),
        ("\ufeff<table><tr><td>NIP".encode("utf-16-le"), "html"),
    ],
)
def test_content_not_name_says_what_a_file_is(tmp_path, content, kind):
    assert kind_of(written(tmp_path, content, "nilai.xlsx")) == kind


def test_workbooks():
    assert kind_of(FILES / "csvlint" / "spreadsheet.xls") == "xls"
    assert kind_of(FILES / "csvlint" / "spreadsheet.xlsx") == "xlsx"


def test_a_zip_of_workbooks_is_no_workbook(tmp_path):
    path = tmp_path / "semua.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(FILES / "people_survey" / "2012.xlsx", "isi.xlsx")
    assert kind_of(path) == "zip"


def test_a_workbook_called_csv_and_a_csv_called_xls_are_read_and_said(tmp_path):
    path = tmp_path / "nilai.csv"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["Nama", "Nilai"])
        book.worksheets()[0].write_row(1, 0, ["Ani", 80])
    assert [note.code for note in opened(path).notes] == ["file_name_differs"]
    assert [note.code for note in opened(written(tmp_path, "a;b\nx;2\n", "nilai.xls")).notes] == ["file_name_differs"]
