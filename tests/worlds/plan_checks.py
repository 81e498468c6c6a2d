"""A plain second opinion: does a plan keep every limit? Reads only the frames, shares no code with the planner. And a
plan as text, to see whether two are the same."""

from collections import Counter
from math import ceil, floor

import pandas as pd

from analytics.plan.limits import Limits
from analytics.plan.make import Plan


def as_text(plan: Plan) -> str:
    """All of a plan as one text: two plans are the same where these are."""
    known = {name: value for name, value in vars(plan).items() if name not in ("seats", "batches")}
    return f"{plan.seats.to_csv(index=False)}\n{plan.batches.to_csv(index=False)}\n{known!r}"


def violations(
    seats: pd.DataFrame,
    batches: pd.DataFrame,
    persons: pd.DataFrame,
    gaps: pd.DataFrame,
    programmes: pd.DataFrame,
    limits: Limits,
) -> list[tuple[str, str, float, float]]:
    """Every limit broken: (limit, where, found, allowed). Empty for a sound plan. Frames as in `case` and `make`."""
    bad: list[tuple[str, str, float, float]] = []
    person = {row.employee: row for row in persons.itertuples()}
    course = {row.programme: row for row in programmes.itertuples()}

    def most(limit: str, where: object, found: float, allowed: float) -> None:
        if found > allowed + 1e-6:
            bad.append((limit, str(where), float(found), float(allowed)))

    spent = sum(course[b.programme].batch_cost * b.batches for b in batches.itertuples())
    spent += sum(
        course[s.programme].course + course[s.programme].travel + course[s.programme].allowance
        for s in seats.itertuples()
    )
    most("budget", "", spent, limits.budget)

    opened = {(b.programme, b.month): b.batches for b in batches.itertuples()}
    for name in ("rooms", "trainers", "mentors"):
        places = getattr(limits, name)
        for month in limits.months:
            used = sum(getattr(course[p], name) * n for (p, m), n in opened.items() if m == month)
            most(name, month, used, places if places is not None else float("inf"))

    group = Counter((s.programme, s.month) for s in seats.itertuples())
    single = Counter((s.programme, s.month, s.batch) for s in seats.itertuples())
    for (programme, month), count in group.items():
        most("seats", (programme, month), count, opened.get((programme, month), 0) * course[programme].capacity)
    for (programme, month, batch), count in single.items():
        most("seats", (programme, month, batch), count, course[programme].capacity)
        most("batch", (programme, month), batch, opened.get((programme, month), 0))
    for (programme, month), count in opened.items():
        for batch in range(1, count + 1):
            most("least seats", (programme, month), course[programme].min_seats, single[(programme, month, batch)])

    for (employee, _), count in Counter((s.employee, s.month) for s in seats.itertuples()).items():
        most("one course a month", employee, count, 1)
    for (employee, _), count in Counter((s.employee, s.programme) for s in seats.itertuples()).items():
        most("same programme twice", employee, count, 1)
    hours = Counter()
    for employee, count in Counter(s.employee for s in seats.itertuples()).items():
        most("courses a year", employee, count, limits.courses)
    for s in seats.itertuples():
        hours[s.employee] += course[s.programme].hours
        who, what = person[s.employee], course[s.programme]
        if s.month not in limits.months:
            bad.append(("month", str(s.month), s.month, 0))
        if what.structural or (what.sectors and who.sector not in what.sectors):
            bad.append(("sector", s.programme, 1, 0))
        if what.positions and who.position not in what.positions:
            bad.append(("position", s.programme, 1, 0))
        for ban in limits.forbidden:
            if ban.programme == s.programme and ban.agency in (None, who.agency) and ban.month in (None, s.month):
                bad.append(("forbidden", s.programme, 1, 0))
    for employee, total in hours.items():
        if person[employee].employee_type in ("pppk", "pppk_part_time"):
            most("pppk hours", employee, person[employee].hours_done + total, limits.pppk_hours)

    size = Counter((row.agency, row.unit or "") for row in persons.itertuples())
    out = Counter(
        (person[s.employee].agency, person[s.employee].unit or "", s.month)
        for s in seats.itertuples()
        if not course[s.programme].remote
    )
    for (agency, unit, month), count in out.items():
        most("away", (agency, unit, month), count, max(1, floor(size[(agency, unit)] * limits.away + 1e-9)))

    below = Counter(person[e].agency for e in set(gaps.loc[gaps["need"] > 0, "employee"]))
    got = Counter(person[s.employee].agency for s in seats.itertuples())
    for agency, count in below.items():
        if agency not in limits.floor_waived:
            most("floor", agency, ceil(count * limits.floor - 1e-9), got[agency])
    for lock in limits.locked:
        count = sum(
            s.programme == lock.programme and lock.agency in (None, person[s.employee].agency)
            for s in seats.itertuples()
        )
        most("lock", lock.programme, lock.seats, count)
    return bad
