"""Files of other programs that offices send in place of a table, told by their first bytes: what to call them."""

import re

MAGIC = {
    b"%PDF-": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\0": "image",
    b"MM\0*": "image",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"{\\rtf": "rtf",
    b"SQLite format 3": "sqlite",
    b"PAR1": "parquet",
    b"\0\1\0\0Standard Jet DB": "access",
    b"\0\1\0\0Standard ACE DB": "access",
    b"\x09\0\4\0": "biff",  # Excel 2, 3 and 4; and the bare stream of Excel 5 to 2003
    b"\x09\2\6\0": "biff",
    b"\x09\4\6\0": "biff",
    b"\x09\x08\x08\0": "biff",
    b"\x09\x08\x10\0": "biff",
    b"\0\0\2\0": "lotus",
    b"\0\0\x1a\0": "lotus",
    b"bplist00": "link",
    b"[InternetShortcut]": "link",
    b"TABLE\r\n0,1": "dif",
    b"TABLE\n0,1": "dif",
}
"""First bytes of a file, and its kind."""

ZIPPED = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "Index/Document.iwa": "numbers",
    "Index.zip": "numbers",
}
"""An entry that only one kind of zip has."""

OLE_STREAMS = {"WordDocument": "doc", "PowerPoint Document": "ppt", "__nameid_version1.0": "msg"}

WAYS = {
    **dict.fromkeys(("pdf", "image", "rtf", "doc", "docx", "odt", "ppt", "pptx", "msg"), "document"),
    **dict.fromkeys(("sqlite", "parquet", "access", "json"), "database"),
    "link": "link",
    "numbers": "numbers",
    "xml": "xml",
    "archive": "archive",
    "zip": "archive",
}
"""What leads from a kind to a table, a code of `problems.toml`; "office" for all others."""

# A record of SYLK is a letter or two, a semicolon and fields that begin with a letter; its first one is ID. A CSV whose
# first heading is ID has no such second line.
_SYLK = re.compile(rb"ID;P\w*[^\r\n]*\r?\n(?:P|F|B|C|O|E|NN|NU|NE|W);[A-Z]")
_JSON = re.compile(rb"\{\s*\"|\[\s*[\[{]")
_MHTML = re.compile(rb"(?i:[a-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?(?i:content-type:\s*multipart/related)")
_ROOT = re.compile(rb"<([a-z][\w.-]*:)?([a-z][\w.-]*)", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype html|html|head|meta|table|body|style|script|center|div)\b", re.IGNORECASE)
_ROW = re.compile(rb"<t[rhd]\b", re.IGNORECASE)


def foreign(head: bytes) -> str | None:
    """The kind of a file that is neither text in columns nor a workbook; `head` are its first bytes, many enough to
    reach past a page's styles."""
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:8] == b"ftyp":
        return "image"
    if _is_dbf(head):
        return "dbf"
    return _by_text(head) or markup(head)


def markup(head: bytes) -> str | None:
    """html, spreadsheetml (Excel's XML of 2003), fods, xml, or None where it is no markup.

    Web applications write "<table", with or without a page around it, and PHP its warnings above it.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    table = head.lower().find(b"<table")
    rows = table >= 0 and _ROW.search(head, table) is not None
    if not head.startswith(b"<"):
        return "html" if rows else None
    while head.startswith(b"<!--"):
        head = head.partition(b"-->")[2].lstrip()
    if b'progid="Excel.Sheet"' in head:
        return "spreadsheetml"
    root = _ROOT.search(head)
    prefix, name = (part.lower() for part in (root[1] or b"", root[2])) if root else (b"", b"")
    if name == b"workbook" and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "spreadsheetml"
    if prefix == b"office:" and name == b"document":
        return "fods"
    if rows or _HTML.search(head):
        return "html"
    return "xml" if head.startswith(b"<?xml") else None


def _by_text(head: bytes) -> str | None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _SYLK.match(text):
        return "sylk"
    if text[:4096].lower().find(b"mime-version:") >= 0 and _MHTML.match(text[:4096]):
        return "mhtml"
    if _JSON.match(text):
        return "link" if b"docs.google.com" in text[:4096] and b'"url"' in text[:4096] else "json"
    return None


def _is_dbf(head: bytes) -> bool:
    """A table of dBase and FoxPro: its version, a date, and a heading of 32 bytes a field that ends in 0D."""
    if len(head) < 65 or head[0] not in (0x02, 0x03, 0x04, 0x30, 0x31, 0x32, 0x83, 0x8B, 0xF5):
        return False
    size = int.from_bytes(head[8:10], "little")
    return (
        1 <= head[2] <= 12 and 1 <= head[3] <= 31 and 64 < size < 65_000 and b"\r" in (head[size - 1 : size] or b"\r")
    )
