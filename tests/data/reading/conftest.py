"""What every test of reading needs: the shipped reference tables, and a file read in one line."""

from pathlib import Path

import pandas as pd
import pytest

from data.reading import upload
from tests.worlds import shipped


@pytest.fixture(scope="session")
def known():
    return shipped.known()


@pytest.fixture
def read(known, tmp_path):
    """read(bytes, text or path, mapping) -> (Upload, frame of its accepted rows)."""

    def of(content, mapping=None, name="berkas.csv", base=known):
        path = content
        if not isinstance(content, Path):
            path = tmp_path / "incoming.bin"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        got = upload.read(path, name if path is not content else path.name, base, mapping, tmp_path)
        return got, pd.read_parquet(got.rows)

    return of
