"""The plan by brute force: every choice of every person in every month, in plain loops. For a handful of people."""

from itertools import product
from math import ceil, floor

PPPK = ("pppk", "pppk_part_time")


def best_plan(persons, gaps, programmes, links, limits):
    """The most need any plan can close, or None where none keeps the limits."""
    people = [row for row in persons.itertuples() if row.employee in set(gaps["employee"])]
    catalogue = {row.programme: row for row in programmes.itertuples() if not row.structural}
    need = {(row.employee, row.indicator): row.need for row in gaps.itertuples()}
    strength = {(row.programme, row.indicator): row.strength for row in links.itertuples()}
    options = []
    for person in people:
        own = [_choices(person, month, catalogue, need, strength, limits) for month in limits.months]
        plans = [plan for plan in product(*own) if _person_fits(person, plan, catalogue, limits)]
        options.append([(plan, _worth(person, plan, catalogue, need, strength)) for plan in plans])
    best = None
    bounds = [max(worth for _, worth in plans) for plans in options]

    def walk(number, chosen, worth, spent):
        nonlocal best
        if round(spent) > limits.budget:
            return
        if best is not None and worth + sum(bounds[number:]) <= best + 1e-12:
            return
        if number == len(people):
            if _fits(people, chosen, persons, catalogue, limits):
                best = worth
            return
        for plan, value in sorted(options[number], key=lambda option: -option[1]):
            seats = [catalogue[code] for code in plan if code]
            walk(
                number + 1,
                [*chosen, plan],
                worth + value,
                spent + sum(s.course + s.travel + s.allowance for s in seats),
            )

    walk(0, [], 0.0, 0.0)
    return best


def _choices(person, month, catalogue, need, strength, limits):
    useful = [None]
    for code, course in catalogue.items():
        closes = any(need.get((person.employee, i), 0) * s > 0 for (p, i), s in strength.items() if p == code)
        right = (not course.sectors or person.sector in course.sectors) and (
            not course.positions or person.position in course.positions
        )
        banned = any(
            b.programme == code and b.agency in (None, person.agency) and b.month in (None, month)
            for b in limits.forbidden
        )
        if closes and right and not banned:
            useful.append(code)
    return useful


def _person_fits(person, plan, catalogue, limits):
    taken = [code for code in plan if code]
    if len(taken) != len(set(taken)) or len(taken) > limits.courses:
        return False
    hours = person.hours_done + sum(catalogue[code].hours for code in taken)
    return not taken or person.employee_type not in PPPK or hours <= limits.pppk_hours + 1e-9


def _worth(person, plan, catalogue, need, strength):
    total = 0.0
    for (employee, indicator), amount in need.items():
        if employee != person.employee:
            continue
        dose = sum(catalogue[code].effect * strength.get((code, indicator), 0) for code in plan if code)
        share = min(dose, 0.3) + 0.5 * min(max(dose - 0.3, 0), 0.3) + 0.25 * min(max(dose - 0.6, 0), 2.2)
        total += amount * share
    return total


def _fits(people, chosen, persons, catalogue, limits):
    spent, used = 0.0, {"rooms": {}, "trainers": {}, "mentors": {}}
    groups = {}
    for person, plan in zip(people, chosen, strict=True):
        for month, code in zip(limits.months, plan, strict=True):
            if code:
                groups.setdefault((code, month), []).append(person)
    for (code, month), group in groups.items():
        course = catalogue[code]
        batches = ceil(len(group) / course.capacity)
        if len(group) < batches * course.min_seats:
            return False
        spent += batches * course.batch_cost + len(group) * (course.course + course.travel + course.allowance)
        for name, months in used.items():
            months[month] = months.get(month, 0) + batches * getattr(course, name)
    if round(spent) > limits.budget:
        return False
    for name, months in used.items():
        allowed = getattr(limits, name)
        if allowed is not None and any(count > allowed for count in months.values()):
            return False
    for unit in {(p.agency, p.unit) for p in people}:
        size = sum((row.agency, row.unit) == unit for row in persons.itertuples())
        for month in limits.months:
            away = sum(
                (p.agency, p.unit) == unit and not catalogue[code].remote
                for (code, m), group in groups.items() if m == month for p in group
            )  # fmt: skip
            if away > max(1, floor(size * limits.away + 1e-9)):
                return False
    for agency in {p.agency for p in people} - set(limits.floor_waived):
        below = sum(p.agency == agency for p in people)
        seats = sum(p.agency == agency for group in groups.values() for p in group)
        if seats < ceil(below * limits.floor - 1e-9):
            return False
    for lock in limits.locked:
        seats = sum(
            lock.agency in (None, p.agency)
            for (code, _), group in groups.items()
            if code == lock.programme
            for p in group
        )
        if seats < lock.seats:
            return False
    return True
