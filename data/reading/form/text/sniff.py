"""What a file really is, by its bytes, whatever its name says."""

import zipfile
from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What else offices send in place of a table, by its first bytes.
OTHER = {
    b"%PDF-": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"{\\rtf": "rtf",
    b"SQLite format 3": "sqlite",
    b"PAR1": "parquet",
}

MARKUP = (
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"<table",
    b"<head",
    b"<meta",
    b"<style",
    b"<body",
    b"<script",
    b"<workbook",
)

# Name of an OLE stream (UTF-16) that only an encrypted Office document has.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

HEAD_BYTES = 4096
END_BYTES = 22 + 65_535  # the end record of a zip and its longest comment
MOST_ENTRIES = 5_000  # no workbook comes near it; `package` has the exact limit


def kind_of(path: Path) -> str:
    """One word: text, xlsx, xlsm, xlsb, ods, xls, encrypted, html, pdf, image, archive, rtf, sqlite, parquet, docx,
    zip, crowded (a zip of thousands of entries), ole or empty.

    A spreadsheet saved by a web application as HTML under the name `.xls` is "html": it is markup, not a workbook.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return "empty" if path.stat().st_size <= HEAD_BYTES or _blank(path) else "text"
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        return _kind_of_ole(path)
    for magic, kind in OTHER.items():
        if head.startswith(magic):
            return kind
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(MARKUP):
        return "html"
    return "text"


def _blank(path: Path) -> bool:
    with path.open("rb") as file:
        return not any(block.strip() for block in iter(lambda: file.read(1 << 20), b""))


def _kind_of_zip(path: Path) -> str:
    """Only the zip's directory is read here, no entry is unpacked but the few bytes of an ODF `mimetype`."""
    if _claimed_entries(path) > MOST_ENTRIES:
        return "crowded"
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    if b"opendocument.spreadsheet" in entry.read(80):
                        return "ods"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return "zip"
    lower = {name.lower() for name in names}
    if any(name.startswith("xl/") for name in lower):
        if "xl/workbook.bin" in lower:
            return "xlsb"
        return "xlsm" if "xl/vbaproject.bin" in lower else "xlsx"
    return "docx" if "word/document.xml" in lower else "zip"


def _claimed_entries(path: Path) -> int:
    """How many entries the end of the zip claims: reading a directory of 100,000 to count them takes a second."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END_BYTES))
        end = file.read()
    record = end.rfind(b"PK\x05\x06")
    return int.from_bytes(end[record + 10 : record + 12], "little") if record >= 0 else 0


def _kind_of_ole(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(64 << 20)
    if ENCRYPTED_STREAM in content:
        return "encrypted"
    streams = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
    return "xls" if any(name in content for name in streams) else "ole"
