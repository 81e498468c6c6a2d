"""A file as a user gets it, as text: what is inside, without the moment it was made."""

import hashlib
import io
import re
import zipfile
from xml.dom import minidom

from tests.same_outputs.shortened import shortened

MADE = re.compile(r"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)


def content(data: object) -> bytes:
    """What Streamlit would hand out for `data`: bytes, text or an open file."""
    if isinstance(data, str):
        return data.encode()
    return data if isinstance(data, bytes) else data.read()


def text(name: str, found: bytes) -> str:
    """Its parts where it is an archive (XLSX, DOCX), else its text, else a number that changes with it."""
    if not zipfile.is_zipfile(io.BytesIO(found)):
        return _shown(name, found)
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        parts = sorted(archive.namelist())
        return "".join(f"==== {part}\n{_shown(part, archive.read(part))}\n" for part in parts)


def _shown(name: str, found: bytes) -> str:
    try:
        plain = found.decode("utf-8")
    except UnicodeDecodeError:
        return f"{len(found)} bytes, sha256 {hashlib.sha256(found).hexdigest()}"
    if name.endswith((".xml", ".rels")):
        plain = minidom.parseString(MADE.sub("", plain)).toprettyxml(indent=" ")
    return shortened(plain)
