"""Months for a year's seats: batches to months first, then people, so that nobody and no unit is asked for twice."""

import numpy as np

from analytics.plan.case import Case
from analytics.plan.draft import Draft


def schedule(case: Case, people: np.ndarray, programmes: np.ndarray, batches: np.ndarray) -> Draft:
    """Place seats (parallel arrays of i and p) and `batches` [p] into months. What fits nowhere is left out.

    Hardest first: programmes with few open months before others, people with many courses before others. A seat that
    finds no month is tried again after moving another seat of the same person.
    """
    draft = Draft(case)
    _place_batches(draft, batches)
    for p in sorted(range(len(case.programmes)), key=lambda p: (np.count_nonzero(draft.batches[p]), p)):
        own = people[programmes == p]
        many = np.bincount(people, minlength=len(case.persons))[own]
        spread = np.bincount(case.unit[own], minlength=len(case.unit_places))[case.unit[own]]
        for i in own[np.lexsort((own, -spread, -many))]:
            _place_seat(draft, int(i), p)
    # Only now: a month that seemed short of people may have been filled from another since.
    for p in range(len(case.programmes)):
        _reach_least(draft, p)
    draft.close_empty()
    return draft


def _place_batches(draft: Draft, batches: np.ndarray) -> None:
    """Each batch into an open month with the most room left, spread over the year for one programme."""
    weight = sum(draft.use.values())
    heavy = sorted(np.flatnonzero(batches).tolist(), key=lambda p: (-weight[p], draft.open_month[p].sum(), p))
    load = np.zeros(len(draft.case.limits.months))
    for p in heavy:
        for _ in range(int(batches[p])):
            months = [t for t in range(len(load)) if draft.can_open(p, t)]
            if not months:
                break
            best = min(
                months,
                key=lambda t: (draft.batches[p, t], *(-places[t] for places in draft.free.values()), load[t], t),
            )
            draft.open(p, best)
            load[best] += draft.capacity[p]


def _months(draft: Draft, i: int, p: int) -> list[int]:
    """Months in which person i could take programme p, emptiest first."""
    person = np.array([i])
    places = draft.batches[p] * draft.capacity[p] - draft.seats[p]
    months = [int(t) for t in np.flatnonzero(places > 0) if draft.may_sit(person, p, int(t))[0]]
    return sorted(months, key=lambda t: (draft.seats[p, t] / max(1, draft.batches[p, t]), t))


def _place_seat(draft: Draft, i: int, p: int) -> bool:
    person = np.array([i])
    months = _months(draft, i, p)
    if months:
        draft.sit(person, p, months[0])
        return True
    if draft.courses[i] >= draft.case.limits.courses:
        return False
    for other in np.flatnonzero(draft.attends[i] >= 0).tolist():
        before = int(draft.attends[i, other])
        draft.leave(person, other)
        months = _months(draft, i, p)
        if before in months:
            draft.sit(person, p, before)
            elsewhere = _months(draft, i, other)
            if elsewhere:
                draft.sit(person, other, elsewhere[0])
                return True
            draft.leave(person, p)
        draft.sit(person, other, before)
    return False


def _reach_least(draft: Draft, p: int) -> None:
    """Move people between the months of a programme until every batch has its least seats, where that is possible."""
    least = draft.least[p]
    for t in np.flatnonzero(draft.batches[p]).tolist():
        draft.open(p, t, min(0, draft.needed(p, draft.seats[p, t]) - draft.batches[p, t]))
        short = draft.batches[p, t] * least - draft.seats[p, t]
        for i in np.flatnonzero(draft.attends[:, p] >= 0).tolist() if short > 0 else ():
            here = int(draft.attends[i, p])
            if short <= 0:
                break
            if here == t or draft.seats[p, here] <= draft.batches[p, here] * least:
                continue
            person = np.array([i])
            draft.leave(person, p)
            fits = draft.may_sit(person, p, t)[0]
            draft.sit(person, p, t if fits else here)
            short -= int(fits)
