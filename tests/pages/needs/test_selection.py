"""Which recorded rule belongs to which run: the last before it began, and none that was recorded afterwards."""

import pandas as pd

from pages.answers.needs.selection import COLUMNS, of_run, standing


def recorded(*rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["programme", "year", "rule", "recorded"])
    return table.assign(seats=10, recorded=pd.to_datetime(table["recorded"]))[COLUMNS]


def test_a_run_has_the_last_rule_recorded_for_its_year_by_the_day_it_began():
    held = recorded(
        ("KES-01", 2026, "score", "2025-12-01 09:00"),
        ("KES-01", 2026, "unit", "2026-03-02 15:00"),
        ("KES-01", 2026, "all", "2026-06-01 08:00"),
        ("PUB-01", 2026, "nomination", "2025-12-01 09:00"),
    )
    day = pd.Timestamp
    assert of_run(held, "KES-01", day("2026-03-02")) == "unit"
    assert of_run(held, "KES-01", day("2026-02-01")) == "score"
    assert of_run(held, "KES-01", day("2027-02-01")) == "unknown"
    assert of_run(held, "PUB-01", day("2025-11-30")) == "unknown"
    assert of_run(held, "SOS-01", day("2026-02-01")) == "unknown"
    assert of_run(recorded(), "KES-01", day("2026-02-01")) == "unknown"
    assert standing(held, 2026) == {"KES-01": "all", "PUB-01": "nomination"} and standing(held, 2027) == {}
