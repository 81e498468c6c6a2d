"""Small uploads as their reader leaves them, for tests that put batches into a store."""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from data.reading.upload import Upload
from data.store.store import Store
from tests.worlds.facts import add_agencies

REGION = "3403"
_INDICATORS = ("TG", "KW", "BP")


def nip(number: int) -> str:
    return f"19800101200501{number:04}"


def prepare(store: Store, agencies: int = 3) -> None:
    """The agencies the small uploads speak of."""
    add_agencies(store, REGION, {f"A{number}": "PEND" if number % 2 else "KES" for number in range(agencies)})


def evaluation(folder: Path, number: int, period: str = "2025-S1", people: int = 30, shift: float = 0.0) -> Upload:
    """An evaluation file of its own content per `number`: `people` people in three agencies, three indicators."""
    rng = np.random.default_rng(number)
    rows = pd.DataFrame(
        [
            {
                "line": 0, "region": REGION, "period": period, "nip": nip(person), "name": f"Orang {person}",
                "employee_type": "PNS", "agency": f"A{person % 3}", "unit": None, "position": "PEL_ADM",
                "indicator": indicator, "source": "superior", "rater": nip(9000 + person % 4),
                "raw": (score := round(float(rng.uniform(50, 95)) + shift, 2)), "scale_min": 0.0, "scale_max": 100.0,
                "rule_set": None, "score": score, "respondents": None,
            }
            for person in range(people) for indicator in _INDICATORS
        ]
    )  # fmt: skip
    rows["line"] = range(2, len(rows) + 2)
    rows = rows.astype({"line": "int32", "respondents": "Int32"})
    folder.mkdir(exist_ok=True)
    path = folder / f"evaluation-{number}-{period}.parquet"
    rows.to_parquet(path, index=False)
    sha256 = hashlib.sha256(f"{number} {period} {people} {shift}".encode()).hexdigest()
    n = len(rows)
    return Upload(
        "evaluation", path, n, n, 0, 0, [], [], {"kind": "evaluation"}, {}, rows.head(), f"nilai-{number}.csv", sha256
    )
