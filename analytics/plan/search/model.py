"""The plan as a mixed-integer linear programme for `scipy.optimize.milp` (HiGHS).

The year is cut into slots. With one slot per month the model is the whole question (small cases, compared with brute
force); with one slot of all months it is a relaxation whose optimum bounds every plan, and `schedule` finds the months.

Variables, in this order: x[pair, slot] seat taken (0/1), b[programme, slot] batches (integer), one for the digits of
the budget (`money`), o[...] dose above a knot.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analytics.plan.case import Case
from analytics.plan.limits import RESOURCES
from analytics.plan.search.diminishing import diminishing
from analytics.plan.search.money import add_budget

# Up to so many seats the year also knows what one batch can take of a unit; beyond, the relaxation becomes too slow.
FINE_SEATS = 30_000


@dataclass(frozen=True)
class Model:
    """A linear model. `rows @ v` between `low` and `high`; v between `lower` and `upper`; maximise `gain @ v`.

    `limit` names, for every row, the limit it states ('' where it is arithmetic and can never be relaxed).
    """

    gain: np.ndarray
    rows: sparse.csr_array
    low: np.ndarray
    high: np.ndarray
    limit: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    integer: np.ndarray
    slots: list[tuple[int, ...]]  # months of each slot
    pair: np.ndarray  # [x] -> pair of the case
    slot: np.ndarray  # [x] -> slot
    n_programmes: int
    cost: np.ndarray  # rupiah of one of each variable

    @property
    def n_seats(self) -> int:
        return len(self.pair)

    def batches(self, values: np.ndarray) -> np.ndarray:
        """[programme, slot] batches of a solution."""
        count = self.n_programmes * len(self.slots)
        picked = values[self.n_seats : self.n_seats + count]
        return np.rint(picked).astype(int).reshape(self.n_programmes, len(self.slots))


class _Rows:
    """Collects the rows of the model as triplets."""

    def __init__(self) -> None:
        self.row, self.column, self.value = [], [], []
        self.low, self.high, self.limit = [], [], []
        self.count = 0

    def add(self, group, columns, values, low, high, limit) -> None:
        """Add rows: `group` numbers the row of each entry from 0; low, high and limit hold one item per row."""
        group, columns = np.asarray(group), np.asarray(columns)
        self.row.append(group + self.count)
        self.column.append(columns)
        self.value.append(np.broadcast_to(np.asarray(values, float), group.shape))
        n = len(limit)
        self.low.append(np.broadcast_to(np.asarray(low, float), n))
        self.high.append(np.broadcast_to(np.asarray(high, float), n))
        self.limit.extend(limit)
        self.count += n

    def one(self, columns, values, low, high, limit) -> None:
        self.add(np.zeros(len(columns), int), columns, values, low, high, [limit])


def build(case: Case, slots: list[tuple[int, ...]]) -> Model:
    """The model of a case for the given slots of months."""
    n_programmes = len(case.programmes)
    pair, slot = _seat_variables(case, slots)
    person, programme = case.pair_person[pair], case.pair_programme[pair]
    n_seats, n_batches = len(pair), n_programmes * len(slots)
    open_months = np.array(
        [[sum(not case.banned(p, month) for month in months) for months in slots] for p in range(n_programmes)]
    ).reshape(n_programmes, len(slots))
    rows = _Rows()
    batch_at = n_seats + np.arange(n_batches).reshape(n_programmes, len(slots))
    carry = n_seats + n_batches
    batch_cost = np.repeat(case.programmes["batch_cost"].to_numpy(float), len(slots))
    money = np.concatenate([case.seat_cost[programme], batch_cost])
    carried = add_budget(rows, np.arange(carry), money, case.limits.budget, carry)
    _places(case, rows, slots, programme, slot, batch_at)
    _per_person(case, rows, slots, pair, slot, person, programme)
    _per_unit(case, rows, slots, slot, person, programme)
    if len(pair) <= FINE_SEATS and len(slots) < len(case.limits.months):
        _per_unit_and_batch(case, rows, len(slots), slot, person, programme, batch_at)
    _owed(case, rows, person, programme)
    gain, upper_dose = diminishing(case, rows, person, programme, carry + 1)
    n = carry + 1 + upper_dose
    capacity = case.programmes["capacity"].to_numpy(float)
    seats = np.bincount(programme * len(slots) + slot, minlength=n_batches).reshape(n_programmes, len(slots))
    most = np.where(open_months > 0, np.ceil(seats / np.maximum(1, capacity)[:, None]), 0)
    lower, upper = np.zeros(n), np.full(n, np.inf)
    upper[:n_seats] = 1
    upper[n_seats:carry] = most.ravel()
    # Every cost carries less than one over.
    upper[carry] = upper[:carry].sum() if carried else 0
    integer = np.zeros(n)
    integer[: carry + 1] = 1
    matrix = sparse.csr_array(
        (np.concatenate(rows.value), (np.concatenate(rows.row), np.concatenate(rows.column))), shape=(rows.count, n)
    )
    return Model(
        np.concatenate([gain, np.zeros(n - len(gain))]) if len(gain) < n else gain, matrix, np.concatenate(rows.low),
        np.concatenate(rows.high), np.array(rows.limit, object), lower, upper, integer, slots, pair, slot, n_programmes,
        np.concatenate([money, np.zeros(n - carry)]),
    )  # fmt: skip


def _seat_variables(case: Case, slots: list[tuple[int, ...]]) -> tuple[np.ndarray, np.ndarray]:
    """Every pair in every slot, except where all months of the slot are banned for it."""
    pair = np.tile(np.arange(len(case.pair_person)), len(slots))
    slot = np.repeat(np.arange(len(slots)), len(case.pair_person))
    if not any(ban.month for ban in case.limits.forbidden):
        return pair, slot
    keep = [
        not all(case.banned_for(case.pair_person[k], case.pair_programme[k], month) for month in slots[s])
        for k, s in zip(pair, slot, strict=True)
    ]
    return pair[keep], slot[keep]


def _places(case, rows, slots, programme, slot, batch_at) -> None:
    limits, catalogue, n_slots = case.limits, case.programmes, len(slots)
    seats, flat = np.arange(len(programme)), batch_at.ravel()
    cell = programme * n_slots + slot
    group = np.concatenate([cell, np.arange(len(flat))])
    columns = np.concatenate([seats, flat])
    ones = np.ones(len(seats))
    capacity = np.repeat(catalogue["capacity"].to_numpy(float), n_slots)
    rows.add(group, columns, np.concatenate([ones, -capacity]), -np.inf, 0, [""] * len(flat))
    least = np.repeat(catalogue["min_seats"].to_numpy(float), n_slots)
    if (least > 1).any():
        rows.add(group, columns, np.concatenate([ones, -least]), 0, np.inf, [""] * len(flat))
    for name in RESOURCES:
        places = getattr(limits, name)
        if places is None:
            continue
        used = catalogue[name].to_numpy(float)
        for s, months in enumerate(slots):
            rows.one(batch_at[:, s], used, -np.inf, places * len(months), name)


def _per_person(case, rows, slots, pair, slot, person, programme) -> None:
    """One programme at most once, one course in a month, at most `courses` a year, hours of PPPK."""
    limits, seats = case.limits, np.arange(len(pair))
    if len(slots) > 1:
        pairs, group = np.unique(pair, return_inverse=True)
        rows.add(group, seats, 1, -np.inf, 1, [""] * len(pairs))
        keys, group, counts = np.unique(person * len(slots) + slot, return_inverse=True, return_counts=True)
        places = np.array([len(months) for months in slots])[keys % len(slots)]
        _add_where(rows, counts > places, group, seats, 1, places, "")
    people, group, counts = np.unique(person, return_inverse=True, return_counts=True)
    most = min(limits.courses, len(limits.months))
    _add_where(rows, counts > most, group, seats, 1, np.full(len(people), most), "")
    hours = case.programmes["hours"].to_numpy(float)[programme]
    left = case.hours_left[people]
    wanted = np.bincount(group, weights=hours, minlength=len(people))
    _add_where(rows, wanted > left, group, seats, hours, left, "")


def _per_unit(case, rows, slots, slot, person, programme) -> None:
    """People away from a unit, e-learning exempt."""
    away = np.flatnonzero(~case.programmes["remote"].to_numpy(bool)[programme])
    unit_slot = case.unit[person[away]] * len(slots) + slot[away]
    keys, group, counts = np.unique(unit_slot, return_inverse=True, return_counts=True)
    places = case.unit_places[keys // len(slots)] * np.array([len(months) for months in slots])[keys % len(slots)]
    _add_where(rows, counts > places, group, away, 1, places, "away")


def _per_unit_and_batch(case, rows, n_slots, slot, person, programme, batch_at) -> None:
    """In a slot of many months: each batch runs in one of them, and takes no more people of a unit than it can spare.

    Without this the year promises seats that no month can hold wherever units are small (200 of 2,000 on the demo).
    """
    away = np.flatnonzero(~case.programmes["remote"].to_numpy(bool)[programme])
    unit, n_batches = case.unit[person[away]], batch_at.size
    cell = programme[away] * n_slots + slot[away]
    keys, group, counts = np.unique(unit * n_batches + cell, return_inverse=True, return_counts=True)
    places = case.unit_places[keys // n_batches]
    needed = counts > places
    if not needed.any():
        return
    number, keep, n = np.cumsum(needed) - 1, needed[group], int(needed.sum())
    rows.add(
        np.concatenate([number[group[keep]], np.arange(n)]),
        np.concatenate([away[keep], batch_at.ravel()[keys[needed] % n_batches]]),
        np.concatenate([np.ones(int(keep.sum())), -places[needed].astype(float)]),
        -np.inf, 0, ["away"] * n,
    )  # fmt: skip


def _add_where(rows, needed, group, columns, values, high, limit) -> None:
    """Add only the rows that can bind."""
    if not needed.any():
        return
    number = np.cumsum(needed) - 1
    keep = needed[group]
    values = np.broadcast_to(np.asarray(values, float), group.shape)
    rows.add(number[group[keep]], columns[keep], values[keep], -np.inf, high[needed], [limit] * int(needed.sum()))


def _owed(case, rows, person, programme) -> None:
    """Floors of agencies and locked seats: the only limits that ask for more rather than less."""
    agency = case.agency[person]
    for a, seats in enumerate(case.floor):
        if seats:
            columns = np.flatnonzero(agency == a)
            rows.one(columns, np.ones(len(columns)), seats, np.inf, f"floor:{case.agencies[a]}")
    codes = case.programmes["programme"].tolist()
    for number, lock in enumerate(case.limits.locked):
        wanted = programme == (codes.index(lock.programme) if lock.programme in codes else -1)
        if lock.agency:
            wanted = wanted & (agency == (case.agencies.index(lock.agency) if lock.agency in case.agencies else -1))
        columns = np.flatnonzero(wanted)
        rows.one(columns, np.ones(len(columns)), lock.seats, np.inf, f"lock:{number}")
