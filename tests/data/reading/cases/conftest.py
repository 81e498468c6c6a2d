"""A file of `files/cases`, read as the command line reads one that says nothing of itself."""

from pathlib import Path

import pandas as pd
import pytest

from data.reading import upload

FILES = Path(__file__).parents[1] / "files" / "cases"
PLAIN = {"region": "3403", "period": "2025-S1", "source": "superior"}


@pytest.fixture
def case(known, tmp_path):
    """case("04-percent-format/b-mixed.xlsx") -> (Upload, frame of its accepted rows).

    What `import FILE --region 3403 --period 2025-S1 --source superior --add-unknown KES` understands; `mapping` lies
    over the first three, `add=None` leaves the last away.
    """

    def of(name, mapping=None, add="KES"):
        path = FILES / name
        got = upload.read(path, path.name, known, PLAIN | (mapping or {}), tmp_path)
        if add and got.questions:
            got = upload.read(path, path.name, known, upload.add_unknown(got, add, known), tmp_path)
        return got, pd.read_parquet(got.rows)

    return of
