"""The refused records of several files in one ZIP: mend them there and hand the same ZIP in again."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path


def packed(files: Iterable[tuple[str, Path]]) -> bytes:
    """A ZIP with one CSV per (name of the file, CSV of its refused records), each under the name of its file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files:
            archive.write(path, csv_name(name))
    return content.getvalue()


def csv_name(file_name: str) -> str:
    """What the CSV of a file's refused records is called."""
    return f"ditolak-{file_name.rsplit('.', 1)[0]}.csv"
