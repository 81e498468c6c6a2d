"""The baseline: open the best next batch until the money is gone, then swap. Always shown beside the optimum."""

import heapq
import itertools

import numpy as np

from analytics.plan.case import Case
from analytics.plan.draft import Draft

RULES = ("per_rupiah", "per_seat", "gain")
Offer = tuple[float, int, np.ndarray, int]  # gain, month, people, new batches (0 or 1)


def greedy(case: Case, rounds: int = 2) -> Draft:
    """The best of three rules (need per rupiah, per seat, raw gain), each improved by `rounds` of swaps.

    A draft that owes seats to a floor or a lock loses to one that owes fewer.
    """
    drafts = [improve(fill(begin(case), rule), rule, rounds) for rule in RULES]
    return min(drafts, key=lambda draft: (_debt(draft), -draft.closed()))


def _debt(draft: Draft) -> int:
    floors, locks = draft.owed()
    return int(floors.sum()) + sum(locks)


def begin(case: Case) -> Draft:
    """A draft with the seats the limits ask for: locks first, then floors, cheapest need first."""
    draft = Draft(case)
    repay(draft)
    return draft


def repay(draft: Draft) -> None:
    """Seats for locks and floors that are still owed, as far as they can be had."""
    case = draft.case
    codes = case.programmes["programme"].tolist()
    for number, lock in enumerate(case.limits.locked):
        if lock.programme not in codes:
            continue
        p = codes.index(lock.programme)
        people = draft.candidates[p]
        if lock.agency:
            people = people[
                case.agency[people] == (case.agencies.index(lock.agency) if lock.agency in case.agencies else -1)
            ]
        while (missing := draft.owed()[1][number]) and _seat_some(draft, p, people, missing):
            pass
    for agency in np.flatnonzero(draft.owed()[0]):
        order = sorted(range(len(codes)), key=lambda p: (draft.cost[p] + draft.batch_cost[p] / draft.capacity[p], p))
        for p in order:
            people = draft.candidates[p]
            people = people[case.agency[people] == agency]
            while (missing := int(draft.owed()[0][agency])) and _seat_some(draft, p, people, missing):
                pass


def _seat_some(draft: Draft, p: int, people: np.ndarray, count: int) -> bool:
    """Seat up to `count` of the people in their best month; others fill a new batch up to its least seats."""
    _, t, chosen, new = _best(draft, p, people, count)
    if not len(chosen):
        return False
    _take(draft, p, t, chosen, new)
    return True


def _best(draft: Draft, p: int, people: np.ndarray, count: int | None = None) -> Offer:
    """The best month's offer for programme p to some of the people; `count`: as many as are owed, gain or not."""
    people = people[draft.may_take(people, p)]
    gains = draft.gains(people, p)
    if count is None:
        people, gains = people[gains > 1e-12], gains[gains > 1e-12]
    people = people[np.argsort(-gains, kind="stable")]
    return max((_offer(draft, p, t, people, count) for t in range(draft.seats.shape[1])), key=lambda offer: offer[0])


def _offer(draft: Draft, p: int, t: int, ready: np.ndarray, count: int | None) -> Offer:
    """The best group in month t of people `ready` for programme p, most gain first."""
    nothing = (-1.0, t, np.zeros(0, int), 0)
    spare = int(draft.batches[p, t] * draft.capacity[p] - draft.seats[p, t])
    new = int(spare <= 0)
    if new and not draft.can_open(p, t):
        return nothing
    places = int(draft.capacity[p]) if new else spare
    money = draft.money - new * draft.batch_cost[p]
    if money < -1e-6:
        return nothing
    if draft.cost[p] > 0:
        places = min(places, int((money + 1e-6) // draft.cost[p]))
    chosen = _first(draft, p, t, ready, places if count is None else min(places, count))
    if new and count is not None and len(chosen) < draft.least[p]:
        # A batch needs company: the best of everybody else.
        rest = np.setdiff1d(draft.candidates[p], chosen)
        rest = rest[draft.may_sit(rest, p, t)]
        rest = rest[np.argsort(-draft.gains(rest, p), kind="stable")]
        chosen = draft.together(np.concatenate([chosen, rest]), p, t)[: min(places, int(draft.least[p]))]
    if not len(chosen) or (new and len(chosen) < draft.least[p]):
        return nothing
    return float(draft.gains(chosen, p).sum()), t, chosen, new


def _first(draft: Draft, p: int, t: int, ready: np.ndarray, places: int) -> np.ndarray:
    """The first `places` of the people who can come in month t together. Looks at the front of the queue first: a
    batch of thirty rarely needs to know who stands at place three thousand."""
    front = 8 * places
    while True:
        people = ready[:front]
        chosen = draft.together(people[draft.may_come(people, p, t)], p, t)[:places]
        if len(chosen) >= places or front >= len(ready):
            return chosen
        front *= 8


def _take(draft: Draft, p: int, t: int, people: np.ndarray, new: int) -> None:
    if new:
        draft.open(p, t)
    draft.sit(people, p, t)


def fill(draft: Draft, rule: str) -> Draft:
    """Open the best batch by the rule, again and again. Gains only ever fall, so only the front is looked at again."""
    ticket = itertools.count()
    queue = []
    for p in range(len(draft.case.programmes)):
        offer = _best(draft, p, draft.candidates[p])
        if offer[0] > 1e-9:
            heapq.heappush(queue, (-_score(draft, p, offer, rule), next(ticket), p))
    while queue:
        _, _, p = heapq.heappop(queue)
        offer = _best(draft, p, draft.candidates[p])
        if offer[0] <= 1e-9:
            continue
        score = _score(draft, p, offer, rule)
        if queue and score < -queue[0][0] - 1e-12:
            heapq.heappush(queue, (-score, next(ticket), p))
            continue
        _take(draft, p, *offer[1:])
        heapq.heappush(queue, (-score, next(ticket), p))
    return draft


def _score(draft: Draft, p: int, offer: tuple, rule: str) -> float:
    gain, _, people, new = offer
    if rule == "gain":
        return gain
    if rule == "per_seat":
        return gain / len(people)
    return gain / (draft.cost[p] * len(people) + new * draft.batch_cost[p] + 1.0)


def improve(draft: Draft, rule: str, rounds: int) -> Draft:
    """Swap people inside batches, then close each batch in turn and spend its money anew; keep what closes more."""
    for _ in range(rounds):
        before = draft.closed()
        _swap_people(draft)
        fill(draft, rule)
        # Every trial fills a plan anew; with more batches that costs more time than the swaps are worth.
        if draft.batches.sum() <= 60:
            draft = _swap_batches(draft, rule)
        if draft.closed() <= before + 1e-9:
            break
    return draft


def _swap_people(draft: Draft) -> None:
    """Somebody with less to gain gives the seat to somebody outside with more; agencies keep their floors and locks."""
    guarded = bool(draft.case.floor.any() or draft.case.limits.locked)
    for p, t in np.argwhere(draft.seats).tolist():
        inside = np.flatnonzero(draft.attends[:, p] == t)
        losses = draft.losses(inside, p)
        order = np.argsort(losses, kind="stable")
        most = _most_outside(draft, p, guarded)
        for i, loss in zip(inside[order], losses[order], strict=True):
            own = draft.case.agency[i] if guarded else 0
            if most[own] <= loss + 1e-9:
                if guarded:
                    continue
                break
            draft.leave(np.array([i]), p)
            people = draft.candidates[p]
            if guarded:
                people = people[draft.case.agency[people] == own]
            people = people[draft.may_sit(people, p, t)]
            gains = draft.gains(people, p)
            if len(people) and gains.max() > loss + 1e-9:
                draft.sit(people[[int(np.argmax(gains))]], p, t)
                most = _most_outside(draft, p, guarded)
                continue
            draft.sit(np.array([i]), p, t)
            if not guarded:
                break


def _most_outside(draft: Draft, p: int, by_agency: bool) -> np.ndarray:
    """The most that anybody without a seat in programme p could gain by one: of each agency, or of all ([0])."""
    people = draft.candidates[p]
    people = people[draft.may_take(people, p)]
    most = np.full(len(draft.case.agencies) if by_agency else 1, -1.0)
    np.maximum.at(most, draft.case.agency[people] if by_agency else np.zeros(len(people), int), draft.gains(people, p))
    return most


def _swap_batches(draft: Draft, rule: str) -> Draft:
    for p, t in np.argwhere(draft.batches).tolist():
        if not draft.batches[p, t]:
            continue
        trial = draft.copy()
        people = np.flatnonzero(trial.attends[:, p] == t)
        trial.leave(people, p)
        trial.open(p, t, -int(trial.batches[p, t]))
        repay(trial)
        banned = trial.open_month[p, t]
        trial.open_month[p, t] = False
        fill(trial, rule)
        trial.open_month[p, t] = banned
        fill(trial, rule)
        if trial.closed() > draft.closed() + 1e-9 and _debt(trial) <= _debt(draft):
            draft = trial
    return draft
