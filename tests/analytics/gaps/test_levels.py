"""Levels as an assessor would check them by hand."""

import numpy as np
import pandas as pd
import pytest

from analytics.gaps.levels import banded, job_person_match, level_gaps

REQUIRED = pd.DataFrame(
    [("JPT", "INT", 4), ("JPT", "KOM", 4), ("PEL", "INT", 1), ("PEL", "KOM", 2)],
    columns=["position", "competency", "required"],
)
HELD = pd.DataFrame(
    [(1, "JPT", "INT", 5), (1, "JPT", "KOM", 3), (2, "PEL", "INT", 1), (3, "PEL", "INT", np.nan)],
    columns=["employee", "position", "competency", "level"],
)


def test_gaps_are_held_minus_required_and_not_rated_is_no_gap():
    found = level_gaps(HELD, REQUIRED).set_index(["employee", "competency"])
    assert found["gap"].dropna().to_dict() == {(1, "INT"): 1, (1, "KOM"): -1, (2, "INT"): 0}
    assert found["state"].to_dict() == {
        (1, "INT"): "above", (1, "KOM"): "below", (2, "INT"): "met", (2, "KOM"): "not_rated",
        (3, "INT"): "not_rated", (3, "KOM"): "not_rated",
    }  # fmt: skip


def test_a_surplus_hides_no_deficit_in_the_capped_match():
    found = job_person_match(level_gaps(HELD, REQUIRED)).set_index("employee")
    assert found.loc[1, "jpm"] == 100 and found.loc[1, "jpm_capped"] == pytest.approx(7 / 8 * 100)
    assert found["n_deficit"].to_dict() == {1: 1, 2: 0, 3: 0}
    assert found.loc[2, "jpm"] == 100 and found.loc[2, "n_rated"] == 1 and found.loc[2, "n_required"] == 2
    assert np.isnan(found.loc[3, "jpm"]) and found.loc[3, "n_rated"] == 0


def test_bands_come_from_a_table():
    bands = pd.DataFrame(
        {"code": ["kurang", "cukup", "optimal"], "low": [0.0, 78.0, 90.0], "high": [78.0, 90.0, 1000.0]}
    )
    match = pd.DataFrame({"jpm": [77.99, 78.0, 89.9, 90.0, 138.89, np.nan]})
    assert banded(match, bands).tolist() == ["kurang", "cukup", "cukup", "optimal", "optimal", None]


@pytest.mark.parametrize("level", [0, 6, 2.5])
def test_levels_outside_one_to_five_are_refused(level):
    with pytest.raises(ValueError, match="whole numbers from 1 to 5"):
        level_gaps(HELD.assign(level=level), REQUIRED)
