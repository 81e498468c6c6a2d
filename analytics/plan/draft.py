"""A plan being made: who sits where in which month, and what is still free. The one place where seats are counted."""

import numpy as np

from analytics.plan.case import Case
from analytics.plan.limits import RESOURCES
from analytics.plan.value import closed_share


class Draft:
    """Seats of a case, taken one by one or in groups; breaks no upper limit. Months are positions in limits.months.

    Least seats per batch, floors and locks are the caller's business: a draft only knows what may not be exceeded.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        months, people, programmes = len(case.limits.months), len(case.persons), len(case.programmes)
        self.attends = np.full((people, programmes), -1, np.int16)  # month of the seat, -1 none
        self.busy = np.zeros((people, months), bool)
        self.courses = np.zeros(people, int)
        self.hours_left = case.hours_left.copy()
        self.dose = np.zeros_like(case.need)
        # Kept up to date seat by seat: a search asks for it thousands of times for each time it changes.
        self.worth = case.need @ closed_share(case.dose).T  # [i, p] need one more seat would close
        self.away = np.zeros((len(case.unit_places), months), int)
        self.seats = np.zeros((programmes, months), int)
        self.batches = np.zeros((programmes, months), int)
        self.money = case.limits.budget
        table = case.programmes
        self.cost, self.batch_cost = case.seat_cost, table["batch_cost"].to_numpy(float)
        self.capacity, self.least = table["capacity"].to_numpy(int), table["min_seats"].to_numpy(int)
        self.hours, self.remote = table["hours"].to_numpy(float), table["remote"].to_numpy(bool)
        self.use = {name: table[name].to_numpy(int) for name in RESOURCES}
        self.free = {}
        for name in RESOURCES:
            places = getattr(case.limits, name)
            # Half of the largest number is as good as no limit, and can still be subtracted from.
            self.free[name] = np.full(months, places if places is not None else np.iinfo(int).max // 2, int)
        starts = np.argsort(case.pair_programme, kind="stable")
        edges = np.searchsorted(case.pair_programme[starts], np.arange(programmes + 1))
        self.candidates = [case.pair_person[starts[edges[p] : edges[p + 1]]] for p in range(programmes)]
        self.open_month = np.array(
            [[not case.banned(p, month) for month in case.limits.months] for p in range(programmes)], bool
        ).reshape(programmes, months)
        self.part_bans = any(ban.agency and ban.month for ban in case.limits.forbidden)

    def copy(self) -> "Draft":
        """An independent draft of the same case."""
        twin = object.__new__(Draft)
        for name, value in vars(self).items():
            setattr(twin, name, value.copy() if isinstance(value, np.ndarray) else value)
        twin.free = {name: places.copy() for name, places in self.free.items()}
        return twin

    def closed(self) -> float:
        """Need closed so far."""
        return float((self.case.need * closed_share(self.dose)).sum())

    def gains(self, people: np.ndarray, p: int) -> np.ndarray:
        """Need one more seat in programme p would close for each of the people."""
        return self.worth[people, p]

    def losses(self, people: np.ndarray, p: int) -> np.ndarray:
        """Need no longer closed if each of the people gave up the seat in programme p."""
        now = self.dose[people]
        return (self.case.need[people] * (closed_share(now) - closed_share(now - self.case.dose[p]))).sum(axis=1)

    def may_take(self, people: np.ndarray, p: int) -> np.ndarray:
        """Which of the people could take programme p in some month: not yet seated, courses and hours left."""
        may = (self.attends[people, p] < 0) & (self.courses[people] < self.case.limits.courses)
        return may & (self.hours_left[people] >= self.hours[p] - 1e-9)

    def may_come(self, people: np.ndarray, p: int, t: int) -> np.ndarray:
        """Which of the people month t has room for: not busy then, and their unit can spare one more."""
        may = ~self.busy[people, t] & self.open_month[p, t]
        if not self.remote[p]:
            units = self.case.unit[people]
            may &= self.away[units, t] < self.case.unit_places[units]
        if self.part_bans and may.any():
            month = self.case.limits.months[t]
            may[may] = [not self.case.banned_for(i, p, month) for i in people[may]]
        return may

    def may_sit(self, people: np.ndarray, p: int, t: int) -> np.ndarray:
        """Which of the people could each, alone, take a seat of programme p in month t, places in the batch apart."""
        return self.may_take(people, p) & self.may_come(people, p, t)

    def together(self, people: np.ndarray, p: int, t: int) -> np.ndarray:
        """The people, best first, less those whose unit cannot spare them beside the ones before."""
        if self.remote[p] or not len(people):
            return people
        units = self.case.unit[people]
        order = np.argsort(units, kind="stable")
        sorted_units = units[order]
        starts = np.flatnonzero(np.r_[True, sorted_units[1:] != sorted_units[:-1]])
        rank = np.empty(len(people), int)
        rank[order] = np.arange(len(people)) - np.repeat(starts, np.diff(np.r_[starts, len(people)]))
        return people[rank < (self.case.unit_places - self.away[:, t])[units]]

    def can_open(self, p: int, t: int, count: int = 1) -> bool:
        """Whether `count` more batches of p fit into month t."""
        return bool(self.open_month[p, t]) and all(
            self.free[name][t] >= count * self.use[name][p] for name in RESOURCES
        )

    def open(self, p: int, t: int, count: int = 1) -> None:
        """Open (or, with a negative count, close) batches."""
        self.batches[p, t] += count
        self.money -= count * self.batch_cost[p]
        for name in RESOURCES:
            self.free[name][t] -= count * self.use[name][p]

    def sit(self, people: np.ndarray, p: int, t: int) -> None:
        """Seat people who fit together."""
        self._move(people, p, t, 1)
        self.attends[people, p] = t

    def leave(self, people: np.ndarray, p: int) -> None:
        """Give up seats in programme p."""
        for t in np.unique(self.attends[people, p]):
            self._move(people[self.attends[people, p] == t], p, int(t), -1)
        self.attends[people, p] = -1

    def _move(self, people: np.ndarray, p: int, t: int, sign: int) -> None:
        self.busy[people, t] = sign > 0
        self.courses[people] += sign
        self.hours_left[people] -= sign * self.hours[p]
        self.dose[people] += sign * self.case.dose[p]
        now = self.dose[people][:, None, :]
        more = closed_share(now + self.case.dose) - closed_share(now)
        self.worth[people] = (self.case.need[people][:, None, :] * more).sum(axis=2)
        self.seats[p, t] += sign * len(people)
        self.money -= sign * self.cost[p] * len(people)
        if not self.remote[p]:
            np.add.at(self.away[:, t], self.case.unit[people], sign)

    def close_empty(self) -> None:
        """Close batches nobody needs, and empty the months where a batch would stay under its least seats."""
        for p, t in np.argwhere(self.batches).tolist():
            self.open(p, t, -(self.batches[p, t] - self.needed(p, self.seats[p, t])))
            if self.seats[p, t] < self.batches[p, t] * self.least[p]:
                self.leave(np.flatnonzero(self.attends[:, p] == t), p)
                self.open(p, t, -self.batches[p, t])

    def needed(self, p: int, seats: int) -> int:
        """Batches needed for a number of seats."""
        return -(-int(seats) // int(self.capacity[p]))

    def seat_list(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Parallel arrays of person, programme and position of the month."""
        people, programmes = np.nonzero(self.attends >= 0)
        return people, programmes, self.attends[people, programmes].astype(int)

    def owed(self) -> tuple[np.ndarray, list[int]]:
        """Seats still owed to each agency by its floor, and to each lock."""
        case = self.case
        per_agency = np.bincount(case.agency, weights=self.courses, minlength=len(case.agencies))
        codes = case.programmes["programme"].tolist()
        missing = []
        for lock in case.limits.locked:
            p = codes.index(lock.programme) if lock.programme in codes else -1
            taken = self.attends[:, p] >= 0 if p >= 0 else np.zeros(len(self.courses), bool)
            if lock.agency:
                inside = case.agencies.index(lock.agency) if lock.agency in case.agencies else -1
                taken = taken & (case.agency == inside)
            missing.append(max(0, lock.seats - int(taken.sum())))
        return np.maximum(0, case.floor - per_agency.astype(int)), missing
