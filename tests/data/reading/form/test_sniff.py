import zipfile

import pytest
import xlsxwriter

from data.reading.form.text.sniff import kind_of
from tests.data.reading.opened import FILES, codes, opened, refused, written


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "empty"),
        (b"a;b\n1;2\n", "text"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"<html><table><tr><td>NIP</td></tr></table>", "html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "html"),
        (b"<?xml version='1.0'?><Workbook>", "html"),
        (b"{\\rtf1 x}", "rtf"),
        (b"PK\x03\x04 not a zip after all", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ole"),
    ],
)
def test_content_not_name_says_what_a_file_is(tmp_path, content, kind):
    path = written(tmp_path, content, "nilai.xlsx")
    assert kind_of(path) == kind
    if kind != "text":
        assert codes(refused(path)) == ["file_empty" if kind == "empty" else "file_not_a_table"]


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
