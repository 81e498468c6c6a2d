"""Make a plan: the optimum where it can be had, the baseline beside it, never a plan that breaks a limit."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.plan.case import Case
from analytics.plan.draft import Draft
from analytics.plan.schedule import schedule
from analytics.plan.search.greedy import begin, fill, greedy, improve, repay
from analytics.plan.search.large import solve_large
from analytics.plan.search.model import build
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
    baseline closes at the same budget. `dropped`: seats of the year's optimum that found no month.
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

    @property
    def gap(self) -> float:
        return 0.0 if self.bound <= 1e-12 else max(0.0, (self.bound - self.closed) / self.bound)


def make(case: Case, seconds: float, rng: np.random.Generator) -> Plan | None:
    """The best plan found within about `seconds` of solver time. None: no plan keeps the limits (why: `infeasible`)."""
    cells = len(case.pair_person) * len(case.limits.months)
    if cells <= EXACT_SEATS:
        draft, answer, dropped = _by_month(case, seconds)
    else:
        draft, answer, dropped = _by_year(case, seconds, rng)
        lost = draft is None or draft.closed() < (1 - LOST) * answer.bound
        if not answer.infeasible and lost and cells <= MONTHLY_SEATS:
            finer, closer, _ = _by_month(case, seconds)
            answer = replace(answer, bound=min(answer.bound, closer.bound), infeasible=closer.infeasible)
            if finer is not None and (draft is None or _owes(draft) or finer.closed() > draft.closed()):
                draft, dropped = finer, 0
    if answer.infeasible:
        return None
    baseline = greedy(case)
    sound = not _owes(baseline)
    method = "milp"
    if draft is None or (sound and (_owes(draft) or baseline.closed() > draft.closed() + 1e-9)):
        draft, method, dropped = baseline, "greedy", 0
    if _owes(draft):
        return None
    closed = draft.closed()
    need = float(case.need.sum())
    bound = max(closed, min(answer.bound, need))
    greedy_closed = baseline.closed() if sound else float("nan")
    return Plan(*frames(draft), closed, need, case.limits.budget - draft.money, bound, method, greedy_closed, dropped)


def quick(case: Case) -> Plan | None:
    """A sound plan at once: the best next batch by need per rupiah. None where that one breaks a floor or a lock."""
    draft = fill(begin(case), "per_rupiah")
    if _owes(draft):
        return None
    closed, need = draft.closed(), float(case.need.sum())
    return Plan(*frames(draft), closed, need, case.limits.budget - draft.money, need, "quick", closed, 0)


def _owes(draft: Draft) -> bool:
    floors, locks = draft.owed()
    return bool(floors.any() or any(locks))


def _by_month(case: Case, seconds: float) -> tuple[Draft | None, Answer, int]:
    """The whole question at once. Third: seats without a month, none here."""
    model = build(case, [(month,) for month in case.limits.months])
    answer = solve(model, seconds)
    return (None if answer.values is None else _seat_months(case, model, answer.values)), answer, 0


def _by_year(case: Case, seconds: float, rng: np.random.Generator) -> tuple[Draft | None, Answer, int]:
    """The year first, then its months; seats that found none are spent anew."""
    if len(case.pair_person) <= WHOLE_SEATS:
        model = build(case, [case.limits.months])
        answer = solve(model, seconds, gap=0.002)
    else:
        model, answer = solve_large(case, seconds / 2, rng)
    if answer.values is None:
        return None, answer, 0
    taken = model.pair[answer.values[: model.n_seats] > 0.5]
    batches = model.batches(answer.values)[:, 0]
    draft = schedule(case, case.pair_person[taken], case.pair_programme[taken], batches)
    dropped = len(taken) - int(draft.seats.sum())
    repay(draft)
    draft = fill(draft, "per_rupiah")
    return (improve(draft, "per_rupiah", 2) if dropped else draft), answer, dropped


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
