"""What a file really is, by its bytes, whatever its name says."""

import zipfile
from pathlib import Path

from data.reading.form.text.foreign import OLE_STREAMS, ZIPPED, foreign

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Name of an OLE stream (UTF-16) that only an encrypted Office document has.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

HEAD_BYTES = 1 << 16  # Excel writes its styles and its conditions above the table of a web page
END_BYTES = 22 + 65_535  # the end record of a zip and its longest comment
MOST_ENTRIES = 5_000  # no workbook comes near it; `package` has the exact limit


def kind_of(path: Path) -> str:
    """One word: text, xlsx, xlsm, xlsb, ods, xls, html, empty, encrypted, crowded (a zip of thousands of entries), zip,
    ole, or a kind of `foreign`.

    A table that a web application calls `.xls` is "html": markup, whatever the name says.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return "empty" if path.stat().st_size <= HEAD_BYTES or _blank(path) else "text"
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        return _kind_of_ole(path)
    return foreign(head) or "text"


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
                    named = entry.read(80)
                    if b"opendocument.spreadsheet" in named:
                        return "ods"
                    if b"opendocument.text" in named:
                        return "odt"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return "zip"
    lower = {name.lower() for name in names}
    if any(name.startswith("xl/") for name in lower):
        if "xl/workbook.bin" in lower:
            return "xlsb"
        return "xlsm" if "xl/vbaproject.bin" in lower else "xlsx"
    return next((kind for entry, kind in ZIPPED.items() if entry.lower() in lower), "zip")


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
    if any(name in content for name in streams):
        return "xls"
    return next((kind for name, kind in OLE_STREAMS.items() if name.encode("utf-16-le") in content), "ole")
