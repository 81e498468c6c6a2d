"""One planning case: frames made ready as arrays, and the pairs of person and programme worth looking at.

Frames in (one row each):
- persons: `employee, agency, sector, unit, position, employee_type, hours_done` - everybody on the roster, because the
  size of a unit decides how many of it may be away; `hours_done` are the JP already attended in the plan year.
- gaps: `employee, indicator, need, gap, confirmed` - one person below standard on one trainable indicator
  (`analytics.needs.persons.person_needs`); `need` is weight x shortfall.
- programmes: `programme, hours, course, travel, allowance, batch_cost, capacity, min_seats, rooms, trainers, mentors,
  remote, structural, sectors, positions, effect` - money in rupiah per seat; `sectors` and `positions` hold tuples of
  codes, empty means all (`analytics.needs.programmes.prepare`).
- links: `programme, indicator, strength` in {0.3, 0.6, 1}.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.plan.limits import PPPK_TYPES, TYPES, Ban, Limits, away_places, floor_seats
from analytics.plan.value import closed_share


@dataclass(frozen=True)
class Case:
    """Arrays of one planning case. i counts people with a need, p programmes, j indicators, k pairs (i, p)."""

    persons: pd.DataFrame  # the people with a need, in order of i
    programmes: pd.DataFrame  # without structural ones, in order of p
    indicators: list[str]
    need: np.ndarray  # [i, j]
    confirmed: np.ndarray  # [i, j] bool
    dose: np.ndarray  # [p, j] strength x expected effect
    agencies: list[str]
    agency: np.ndarray  # [i] -> agencies
    unit: np.ndarray  # [i] -> units
    unit_places: np.ndarray  # [unit] people who may be away in one month
    hours_left: np.ndarray  # [i] JP, inf for PNS
    floor: np.ndarray  # [agency] least seats
    pair_person: np.ndarray  # [k]
    pair_programme: np.ndarray  # [k]
    limits: Limits

    @property
    def seat_cost(self) -> np.ndarray:
        """Rupiah per seat of each programme: course, travel and daily allowance."""
        return self.programmes[["course", "travel", "allowance"]].sum(axis=1).to_numpy(float)

    def banned(self, programme: int, month: int) -> bool:
        """Whether a programme may not run at all in a month. (Bans of one agency and month: `banned_for`.)"""
        code = self.programmes["programme"].iat[programme]
        return any(
            ban.programme == code and ban.agency is None and ban.month in (None, month) for ban in self.limits.forbidden
        )

    def banned_for(self, person: int, programme: int, month: int) -> bool:
        """Whether one person may not attend a programme in a month."""
        code, agency = self.programmes["programme"].iat[programme], self.agencies[self.agency[person]]
        return any(
            ban.programme == code and ban.agency in (None, agency) and ban.month in (None, month)
            for ban in self.limits.forbidden
        )

    def closed(self, people: np.ndarray, programmes: np.ndarray) -> float:
        """Need closed by a list of seats (parallel arrays of i and p)."""
        total = np.zeros_like(self.need)
        np.add.at(total, people, self.dose[programmes])
        return float((self.need * closed_share(total)).sum())


def build(
    persons: pd.DataFrame, gaps: pd.DataFrame, programmes: pd.DataFrame, links: pd.DataFrame, limits: Limits
) -> Case:
    """Make a case ready. Structural programmes are left out; people without a need count only in the size of a unit."""
    assert persons["employee"].is_unique and programmes["programme"].is_unique
    assert persons["employee_type"].isin(TYPES).all(), "an employee type the ceiling of hours does not know"
    sizes = persons.assign(unit=persons["unit"].fillna("")).groupby(["agency", "unit"], sort=True).size()
    catalogue = programmes.loc[~programmes["structural"]].sort_values("programme").reset_index(drop=True)
    gaps = gaps.loc[gaps["need"] > 0]
    below = persons.loc[persons["employee"].isin(gaps["employee"])].sort_values("employee").reset_index(drop=True)
    indicators = sorted(gaps["indicator"].unique())
    rows = pd.Index(below["employee"]).get_indexer(gaps["employee"])
    assert (rows >= 0).all(), "a gap of somebody who is not among the persons"
    columns = pd.Index(indicators).get_indexer(gaps["indicator"])
    need = np.zeros((len(below), len(indicators)))
    confirmed = np.zeros(need.shape, bool)
    need[rows, columns] = gaps["need"]
    confirmed[rows, columns] = gaps["confirmed"]
    agencies = sorted(below["agency"].unique())
    agency = pd.Index(agencies).get_indexer(below["agency"])
    places = [away_places(size, limits.away) for size in sizes]
    unit = sizes.index.get_indexer(pd.MultiIndex.from_frame(below[["agency", "unit"]].fillna("")))
    pppk = below["employee_type"].isin(PPPK_TYPES).to_numpy()
    left = np.where(pppk, limits.pppk_hours - below["hours_done"].to_numpy(float), np.inf)
    dose = _doses(catalogue, links, indicators)
    people, chosen = _pairs(below, catalogue, need @ dose.T, left, limits)
    counts = np.bincount(agency, minlength=len(agencies)) if len(below) else np.zeros(0, int)
    floors = [
        0 if code in limits.floor_waived else floor_seats(int(count), limits.floor)
        for code, count in zip(agencies, counts, strict=True)
    ]
    return Case(
        below, catalogue, indicators, need, confirmed, dose, agencies, agency, unit, np.array(places, int), left,
        np.array(floors, int), people, chosen, limits,
    )  # fmt: skip


def _doses(catalogue: pd.DataFrame, links: pd.DataFrame, indicators: list[str]) -> np.ndarray:
    known = links.loc[links["programme"].isin(catalogue["programme"]) & links["indicator"].isin(indicators)]
    dose = np.zeros((len(catalogue), len(indicators)))
    rows = pd.Index(catalogue["programme"]).get_indexer(known["programme"])
    dose[rows, pd.Index(indicators).get_indexer(known["indicator"])] = known["strength"]
    return dose * catalogue["effect"].to_numpy(float)[:, None]


def _pairs(
    below: pd.DataFrame, catalogue: pd.DataFrame, worth: np.ndarray, left: np.ndarray, limits: Limits
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that close some need and break no limit alone: sector, position, hours left, bans of the whole year."""
    allowed = worth > 1e-12
    for p, programme in enumerate(catalogue.itertuples()):
        for codes, column in ((programme.sectors, "sector"), (programme.positions, "position")):
            if len(codes):
                allowed[:, p] &= below[column].isin(codes).to_numpy()
        allowed[:, p] &= programme.hours <= left + 1e-9
        for ban in limits.forbidden:
            if ban.programme == programme.programme and _whole_year(ban, limits):
                allowed[:, p] &= (below["agency"] != ban.agency).to_numpy() if ban.agency else False
    persons, programmes = np.nonzero(allowed)
    return persons, programmes


def _whole_year(ban: Ban, limits: Limits) -> bool:
    months = {
        other.month for other in limits.forbidden if (other.programme, other.agency) == (ban.programme, ban.agency)
    }
    return None in months or set(limits.months) <= months
