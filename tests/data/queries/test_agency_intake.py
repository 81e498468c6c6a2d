"""Which agencies of a period are in, partly refused, or late."""

from dataclasses import replace

import pandas as pd
import pytest

from data.batches import batches
from data.terms.actors import system
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare


@pytest.fixture
def send(store):
    """send(number, period, agencies, refused) -> the batch of a file of these agencies."""
    prepare(store, agencies=4)

    def of(number, period, agencies, refused=0):
        made = evaluation(store.home / "incoming", number, period)
        rows = pd.read_parquet(made.rows)
        rows["agency"] = [agencies[place % len(agencies)] for place in range(len(rows))]
        rows.to_parquet(made.rows, index=False)
        return batches.accept(store, replace(made, rows_refused=refused), system("bkd"), NOW)

    return of


def states(store, period, region=REGION):
    board = store.query(SYSTEM, "agency_intake", region=region, period=period)
    return dict(zip(board["agency"], board["state"], strict=True))


def test_in_partly_and_late_by_the_newest_file_and_the_period_before(store, send):
    send(1, "2024-S2", ["A0", "A1", "A2"])
    send(2, "2025-S1", ["A0"])
    bad = send(3, "2025-S1", ["A1"], refused=5)
    send(4, "2025", ["A3"])  # another kind of period makes nobody late
    assert states(store, "2025-S1") == {"A2": "late", "A1": "partly", "A0": "in"}
    board = store.query(SYSTEM, "agency_intake", region=REGION, period="2025-S1").set_index("agency")
    assert board["n_rows"].to_dict() == {"A2": 0, "A1": 90, "A0": 90}
    assert board["n_refused"].to_dict() == {"A2": 0, "A1": 5, "A0": 0}
    assert set(board["period_before"]) == {"2024-S2"}
    batches.undo(store, bad, system("bkd"), NOW, "salah")
    assert states(store, "2025-S1") == {"A1": "late", "A2": "late", "A0": "in"}


def test_a_mended_file_makes_a_partly_refused_agency_whole(store, send):
    send(1, "2025-S1", ["A0"], refused=5)
    assert states(store, "2025-S1") == {"A0": "partly"}
    send(2, "2025-S1", ["A0"])
    assert states(store, "2025-S1") == {"A0": "in"}


def test_who_had_none_in_the_period_before_is_not_late(store, send):
    send(1, "2024-S1", ["A0"])
    send(2, "2024-S2", ["A1"])
    send(3, "2025-S1", ["A1"])
    assert states(store, "2025-S1") == {"A1": "in"}
    assert states(store, "2024-S1") == {"A0": "in"}
    assert states(store, "2025-S1", region="9999") == {}
