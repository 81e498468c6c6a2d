"""BKN-like yearly predicates: nearly everybody Baik or Sangat Baik, a few rows that contradict their own ratings."""

from datetime import date

import numpy as np
import pandas as pd

from data.sample.places import POSITIONS
from data.sample.world import World

# Rating pairs and their shares; the predicate follows the 3x3 matrix of PermenPANRB 6/2022.
# Shares of the predicates as reported for 10.3 million PNS, 2022-2024 (domain notes 1.3).
_PAIRS = (
    ("above", "above", "very_good", 0.1127),
    ("meets", "meets", "good", 0.6500),
    ("meets", "above", "good", 0.1346),
    ("above", "meets", "good", 0.1000),
    ("below", "meets", "needs_improvement", 0.0011),
    ("meets", "below", "poor_misconduct", 0.0006),
    ("below", "below", "very_poor", 0.0010),
)
COLUMNS = [
    *("line", "region", "period", "nip", "name", "agency", "unit", "position", "employee_type"),
    *("work_result", "work_behavior", "predicate", "skp_status", "acting", "ends"),
]
_CONTRADICTED = 0.003  # share of rows whose final predicate was typed wrong
_FILLED, _LATE_FILLED = 0.97, 0.7  # share with a row; of every seventh agency, which is late


def yearly(rng: np.random.Generator, world: World, t: int) -> pd.DataFrame:
    """One row: one person's predicate of the calendar year that period t ends (COLUMNS: those of predicate_fact, with
    nip and name in place of employee). A few people have a second, acting (PLT) row in another agency."""
    year, posts = world.codes[t][:4], world.posts
    shown, holder = world.agency_at(t), world.occupants.holder[t]
    filled = np.where(shown % 7 == 3, _LATE_FILLED, _FILLED)
    rows = np.flatnonzero(~world.occupants.absent[t] & (rng.random(len(posts)) < filled))
    acting = np.zeros(len(rows), bool)
    second = rng.choice(rows, len(rows) // 200, replace=False)
    rows, acting = np.append(rows, second), np.append(acting, np.ones(len(second), bool))
    share = np.array([pair[3] for pair in _PAIRS])
    pair = rng.choice(len(_PAIRS), len(rows), p=share / share.sum())
    predicate = np.array([p[2] for p in _PAIRS], object)[pair]
    wrong = rng.random(len(rows)) < _CONTRADICTED
    predicate[wrong] = np.where(predicate[wrong] == "good", "very_good", "good")
    agency = np.where(acting, np.roll(shown[rows], 1), shown[rows])
    people = world.people.iloc[holder[rows]]
    frame = pd.DataFrame(
        {
            "region": world.region,
            "period": year,
            "nip": people["nip"].to_numpy(),
            "name": people["name"].to_numpy(),
            "agency": world.agencies["code"].to_numpy()[agency],
            "unit": np.where(acting, None, np.array(posts.units, object)[posts.unit[rows]]),
            "position": np.array(POSITIONS, object)[posts.position[rows]],
            "employee_type": people["employee_type"].to_numpy(),
            "work_result": np.array([p[0] for p in _PAIRS], object)[pair],
            "work_behavior": np.array([p[1] for p in _PAIRS], object)[pair],
            "predicate": predicate,
            "skp_status": "persetujuan",
            "acting": acting,
            "ends": date(int(year), 12, 31),
        }
    )
    frame.insert(0, "line", np.arange(2, len(frame) + 2, dtype=np.int32))
    return frame[COLUMNS]
