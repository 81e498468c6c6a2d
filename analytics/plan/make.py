"""Make a plan: the optimum where it can be had, the baseline beside it, never a plan that breaks a limit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.plan.case import Case
from analytics.plan.draft import Draft
from analytics.plan.schedule import schedule
from analytics.plan.search.greedy import begin, fill, greedy, improve, repay
from analytics.plan.search.large import solve_large
from analytics.plan.search.model import Model, build
from analytics.plan.search.solve import Answer, solve
from analytics.plan.value import closed_share

# Up to so many seats x months the months are part of the model; beyond, the year is solved and then scheduled.
EXACT_SEATS = 3_000
# Up to so many seats x months the months are tried in the model as well, where the schedule lost too much.
MONTHLY_SEATS = 60_000
LOST = 0.02
# Up to so many seats the year is given to the solver whole.
WHOLE_SEATS = 12_000


@dataclass(frozen=True)
class Plan:
    """A plan and what is known about it.

    `seats`: one row = one person in one batch: employee, agency, unit, employee_type, programme, month, batch, hours,
    closed (need this seat closes, seats of a person taken largest first), gap (largest gap it addresses), confirmed,
    course, travel, allowance. `batches`: programme, month, batches, seats, places, batch_cost.
    `closed` is the need closed, `bound` what no plan can exceed, `gap` (bound - closed) / bound; `method` is `milp`,
    the baseline `greedy`, or `quick`: its first rule alone, bounded by nothing but the need. `greedy_closed`: what the
    baseline closes at the same budget. `dropped`: seats of the year's optimum that found no month. `state` is
    `under_way` (a better one may follow), `complete` (the answer to its question) or `stopped` (somebody ended the
    search before). `failed`: the solver failed in one of the rounds, so a better plan may have been missed.
    """

    seats: pd.DataFrame
    batches: pd.DataFrame
    closed: float
    need: float
    spent: float
    bound: float
    method: str
    greedy_closed: float
    dropped: int
    state: str = "under_way"
    failed: bool = False

    @property
    def gap(self) -> float:
        return 0.0 if self.bound <= 1e-12 else max(0.0, (self.bound - self.closed) / self.bound)


class _Best:
    """The best sound plan of a case so far, begun with the baseline."""

    def __init__(self, case: Case) -> None:
        self._case = case
        baseline = greedy(case)
        sound = not _owes(baseline)
        self._draft, self._method, self._dropped = (baseline if sound else None), "greedy", 0
        self._greedy_closed = baseline.closed() if sound else float("nan")
        self._bound = float(case.need.sum())
        self.infeasible = self._failed = False

    def take(self, draft: Draft | None, answer: Answer, dropped: int) -> None:
        """A draft of a search, with what the search has proved."""
        # A plan in the hand is stronger than a proof that there is none.
        self.infeasible = answer.state == "infeasible" and self._draft is None
        self._failed |= answer.state == "error" or (answer.state == "infeasible" and not self.infeasible)
        if answer.state != "infeasible":
            self._bound = min(self._bound, answer.bound)
        if draft is None or _owes(draft):
            return
        if self._draft is None or draft.closed() >= self._draft.closed() - 1e-9:
            self._draft, self._method, self._dropped = draft, "milp", dropped

    @property
    def lost(self) -> bool:
        """Whether the months took much of what the year had promised."""
        if self._draft is None or self._method == "greedy":
            return True
        return self._draft.closed() < (1 - LOST) * self._bound

    @property
    def plan(self) -> Plan | None:
        """None where no sound plan is known, or none can be."""
        if self.infeasible or self._draft is None:
            return None
        case, closed = self._case, self._draft.closed()
        return Plan(
            *frames(self._draft), closed, float(case.need.sum()), case.limits.budget - self._draft.money,
            max(closed, self._bound), self._method, self._greedy_closed, self._dropped, failed=self._failed,
        )  # fmt: skip


def rounds(case: Case, effort: int, rng: np.random.Generator) -> Iterator[Plan | None]:
    """The best plan after each round, none closing less than the one before; after the last it is the answer.

    One round is one bounded search: the baseline; the year, for large cases a second time and wider, or the months at
    once for small ones; the months where the year lost too much. `effort` limits each (`solve`).
    """
    best = _Best(case)
    yield best.plan
    if exact(case):
        best.take(*_by_month(case, effort))
        yield best.plan
        return
    for found in _by_year(case, effort, rng):
        best.take(*found)
        yield best.plan
    if monthly(case) and best.lost and not best.infeasible:
        best.take(*_by_month(case, effort))
        yield best.plan


def exact(case: Case) -> bool:
    """Whether the months are part of the model from the start."""
    return len(case.pair_person) * len(case.limits.months) <= EXACT_SEATS


def monthly(case: Case) -> bool:
    """Whether the months can be part of the model at all."""
    return len(case.pair_person) * len(case.limits.months) <= MONTHLY_SEATS


def make(case: Case, effort: int, rng: np.random.Generator) -> Plan | None:
    """The plan after the last round: the same for the same case, effort and seed, whatever else the machine does. None:
    none that keeps the limits was found (whether there can be one, and what is in the way: `infeasible`)."""
    *_, last = rounds(case, effort, rng)
    return completed(last)


def completed(plan: Plan | None) -> Plan | None:
    """The plan of the last round as the answer to its question."""
    return plan and replace(plan, state="complete")


def quick(case: Case) -> Plan | None:
    """A sound plan at once: the best next batch by need per rupiah. None where that one breaks a floor or a lock."""
    draft = fill(begin(case), "per_rupiah")
    if _owes(draft):
        return None
    closed, need = draft.closed(), float(case.need.sum())
    return Plan(*frames(draft), closed, need, case.limits.budget - draft.money, need, "quick", closed, 0)


def _owes(draft: Draft) -> bool:
    """Whether a draft breaks a floor, a lock or the budget, by a rupiah."""
    if draft.money < -1e-6:
        return True
    floors, locks = draft.owed()
    return bool(floors.any() or any(locks))


def _by_month(case: Case, effort: int) -> tuple[Draft | None, Answer, int]:
    """The whole question at once. Third: seats without a month, none here."""
    model = build(case, [(month,) for month in case.limits.months])
    answer = solve(model, effort)
    if answer.values is None:
        return None, answer, 0
    draft = _seat_months(case, model, answer.values)
    return _afford(draft), answer, 0


def _by_year(case: Case, effort: int, rng: np.random.Generator) -> Iterator[tuple[Draft | None, Answer, int]]:
    """The year first, then its months; seats that found none are spent anew. Third: how many found none."""
    for model, answer in _years(case, effort, rng):
        if answer.values is None:
            yield None, answer, 0
            continue
        taken = model.pair[answer.values[: model.n_seats] > 0.5]
        batches = model.batches(answer.values)[:, 0]
        draft = schedule(case, case.pair_person[taken], case.pair_programme[taken], batches)
        dropped = len(taken) - int(draft.seats.sum())
        repay(_afford(draft))
        draft = fill(draft, "per_rupiah")
        yield (improve(draft, "per_rupiah", 2) if dropped else draft), answer, dropped


def _years(case: Case, effort: int, rng: np.random.Generator) -> Iterator[tuple[Model, Answer]]:
    if len(case.pair_person) > WHOLE_SEATS:
        yield from solve_large(case, effort, rng)
        return
    model = build(case, [case.limits.months])
    yield model, solve(model, effort, gap=0.002)


def _afford(draft: Draft) -> Draft:
    """Without the seats that close least, until the budget holds to the rupiah."""
    while draft.money < -1e-6:
        people, programmes, _ = draft.seat_list()
        losses = [draft.losses(people[[k]], int(p))[0] for k, p in enumerate(programmes)]
        paid = draft.cost[programmes] + draft.batch_cost[programmes] > 0
        least = int(np.argmin(np.where(paid, losses, np.inf)))
        draft.leave(people[[least]], int(programmes[least]))
        draft.close_empty()
    return draft


def _seat_months(case: Case, model, values: np.ndarray) -> Draft:
    """The draft of a solution that already knows its months."""
    draft = Draft(case)
    batches = model.batches(values)
    for p, t in zip(*np.nonzero(batches), strict=True):
        draft.open(p, t, int(batches[p, t]))
    for k in np.flatnonzero(values[: model.n_seats] > 0.5):
        pair = model.pair[k]
        draft.sit(case.pair_person[[pair]], int(case.pair_programme[pair]), int(model.slot[k]))
    draft.close_empty()
    return draft


def frames(draft: Draft) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The seats and batches of a draft as frames."""
    case = draft.case
    people, programmes, months = draft.seat_list()
    table, persons = case.programmes, case.persons
    seats = pd.DataFrame(
        {
            "employee": persons["employee"].to_numpy()[people],
            "agency": persons["agency"].to_numpy()[people],
            "unit": persons["unit"].to_numpy()[people],
            "employee_type": persons["employee_type"].to_numpy()[people],
            "programme": table["programme"].to_numpy()[programmes],
            "month": np.array(case.limits.months, int)[months],
            "hours": table["hours"].to_numpy(float)[programmes],
            "closed": _closed_in_turn(case, people, programmes),
            "confirmed": ((case.dose[programmes] > 0) & case.confirmed[people]).any(axis=1),
            **{part: table[part].to_numpy(float)[programmes] for part in ("course", "travel", "allowance")},
        }
    ).sort_values(["programme", "month", "closed", "employee"], ascending=[True, True, False, True], ignore_index=True)
    rows = [
        (
            table["programme"].iat[p], case.limits.months[t], int(draft.batches[p, t]), int(draft.seats[p, t]),
            int(draft.batches[p, t] * draft.capacity[p]), float(draft.batches[p, t] * draft.batch_cost[p]),
        )
        for p, t in zip(*np.nonzero(draft.batches), strict=True)
    ]  # fmt: skip
    batches = pd.DataFrame(rows, columns=["programme", "month", "batches", "seats", "places", "batch_cost"])
    # People of one programme and month are dealt out over its batches evenly: none is under its least seats.
    order = seats.groupby(["programme", "month"]).cumcount().to_numpy()
    count = seats.merge(batches, on=["programme", "month"], how="left")["batches"].to_numpy()
    seats.insert(6, "batch", (order % count + 1) if len(seats) else np.zeros(0, int))
    return seats, batches


def _closed_in_turn(case: Case, people: np.ndarray, programmes: np.ndarray) -> np.ndarray:
    """Need each seat closes when a person's seats are taken largest first; sums to the need closed by the plan."""
    dose = np.zeros_like(case.need)
    closed = np.zeros(len(people))
    alone = (case.need[people] * closed_share(case.dose[programmes])).sum(axis=1)
    for k in np.lexsort((programmes, -alone)):
        i, p = people[k], programmes[k]
        before = closed_share(dose[i])
        dose[i] += case.dose[p]
        closed[k] = float((case.need[i] * (closed_share(dose[i]) - before)).sum())
    return closed
