"""What the next million buys: need closed as the budget grows."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.plan.case import Case
from analytics.plan.draft import Draft
from analytics.plan.search.greedy import begin, fill


def budget_curve(case: Case, budgets: list[float]) -> pd.DataFrame:
    """One row = one budget: `budget, closed, share, spent, seats, per_million` (need closed per further Rp 1 million).

    Each point continues the plan of the point before, opened batch by batch at the best need per rupiah, so that the
    curve never falls and its steps are things that can be bought. It is the baseline's curve, hence a lower bound.
    """
    draft: Draft | None = None
    rows, need = [], float(case.need.sum())
    for budget in sorted(budgets):
        if draft is None:
            draft = begin(replace(case, limits=replace(case.limits, budget=budget)))
        else:
            # The plan of the smaller budget goes on, so that more money never closes less.
            draft.money += budget - rows[-1][0]
        fill(draft, "per_rupiah")
        rows.append((budget, draft.closed(), budget - draft.money, int(draft.seats.sum())))
    table = pd.DataFrame(rows, columns=["budget", "closed", "spent", "seats"])
    table.insert(2, "share", table["closed"] / need if need > 0 else 0.0)
    step = table["budget"].diff() / 1e6
    table["per_million"] = np.where(step > 0, table["closed"].diff() / step, np.nan)
    return table


def next_purchases(case: Case, seats: pd.DataFrame, extra: float) -> pd.DataFrame:
    """One row = one programme that `extra` rupiah would add seats to, most seats first: `extra, programme, seats`,
    `people` with a further seat and need `closed` by all of them together (the same in every row of one `extra`).

    seats: of the plan as it stands. One row without a programme where the money buys nothing.
    """
    draft = Draft(replace(case, limits=replace(case.limits, budget=1e15)))
    person = {code: i for i, code in enumerate(case.persons["employee"])}
    programme = {code: p for p, code in enumerate(case.programmes["programme"])}
    month = {code: t for t, code in enumerate(case.limits.months)}
    for row in seats.groupby(["programme", "month"], sort=True):
        (code, when), group = row
        p, t = programme[code], month[when]
        draft.open(p, t, int(group["batch"].max()))
        draft.sit(np.array([person[employee] for employee in group["employee"]]), p, t)
    draft.money = extra
    before, courses, worth = draft.seats.sum(axis=1), draft.courses.copy(), draft.closed()
    fill(draft, "per_rupiah")
    table = pd.DataFrame({"programme": case.programmes["programme"], "seats": draft.seats.sum(axis=1) - before})
    table = table.loc[table["seats"] > 0].sort_values("seats", ascending=False, kind="stable", ignore_index=True)
    if table.empty:
        table = pd.DataFrame({"programme": [""], "seats": [0]})
    people, closed = int((draft.courses > courses).sum()), draft.closed() - worth
    return table.assign(extra=extra, people=people, closed=closed)[["extra", "programme", "seats", "people", "closed"]]
