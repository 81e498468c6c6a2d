"""The baseline: open the best next batch until the money is gone, then swap. Always shown beside the optimum."""

import heapq
import itertools

import numpy as np

from analytics.plan.case import Case
from analytics.plan.draft import Draft

RULES = ("per_rupiah", "per_seat", "gain")


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
    best = max((_offer(draft, p, t, people, count) for t in range(draft.seats.shape[1])), key=lambda offer: offer[0])
    _, t, chosen, new = best
    if not len(chosen):
        return False
    _take(draft, p, t, chosen, new)
    return True


def _offer(draft: Draft, p: int, t: int, people: np.ndarray, count: int | None) -> tuple[float, int, np.ndarray, int]:
    """The best group of people for programme p in month t: gain, month, people, new batches (0 or 1)."""
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
    wanted = people[draft.may_sit(people, p, t)]
    gains = draft.gains(wanted, p)
    if count is None:
        wanted, gains = wanted[gains > 1e-12], gains[gains > 1e-12]
    order = np.argsort(-gains, kind="stable")
    chosen = draft.together(wanted[order], p, t)[: places if count is None else min(places, count)]
    if new and count is not None and len(chosen) < draft.least[p]:
        # A batch needs company: the best of everybody else.
        rest = np.setdiff1d(draft.candidates[p], chosen)
        rest = rest[draft.may_sit(rest, p, t)]
        rest = rest[np.argsort(-draft.gains(rest, p), kind="stable")]
        chosen = draft.together(np.concatenate([chosen, rest]), p, t)[: min(places, int(draft.least[p]))]
    if not len(chosen) or (new and len(chosen) < draft.least[p]):
        return nothing
    return float(draft.gains(chosen, p).sum()), t, chosen, new


def _take(draft: Draft, p: int, t: int, people: np.ndarray, new: int) -> None:
    if new:
        draft.open(p, t)
    draft.sit(people, p, t)


def fill(draft: Draft, rule: str) -> Draft:
    """Open the best batch by the rule, again and again. Gains only ever fall, so only the front is looked at again."""
    ticket = itertools.count()
    queue = []
    for p in range(len(draft.case.programmes)):
        offer = _best(draft, p)
        if offer[0] > 1e-9:
            heapq.heappush(queue, (-_score(draft, p, offer, rule), next(ticket), p))
    while queue:
        _, _, p = heapq.heappop(queue)
        offer = _best(draft, p)
        if offer[0] <= 1e-9:
            continue
        score = _score(draft, p, offer, rule)
        if queue and score < -queue[0][0] - 1e-12:
            heapq.heappush(queue, (-score, next(ticket), p))
            continue
        _take(draft, p, *offer[1:])
        heapq.heappush(queue, (-score, next(ticket), p))
    return draft


def _best(draft: Draft, p: int) -> tuple[float, int, np.ndarray, int]:
    months = range(draft.seats.shape[1])
    return max((_offer(draft, p, t, draft.candidates[p], None) for t in months), key=lambda offer: offer[0])


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
        if draft.batches.sum() <= 60:
            draft = _swap_batches(draft, rule)
        if draft.closed() <= before + 1e-9:
            break
    return draft


def _swap_people(draft: Draft) -> None:
    """Somebody with less to gain gives the seat to somebody outside with more; agencies keep their floors and locks."""
    guarded = bool(draft.case.floor.any() or draft.case.limits.locked)
    for p, t in zip(*np.nonzero(draft.seats), strict=True):
        inside = np.flatnonzero(draft.attends[:, p] == t)
        inside = inside[np.argsort(draft.losses(inside, p), kind="stable")]
        for i in inside:
            loss = float(draft.losses(np.array([i]), p)[0])
            draft.leave(np.array([i]), p)
            people = draft.candidates[p]
            if guarded:
                people = people[draft.case.agency[people] == draft.case.agency[i]]
            people = people[draft.may_sit(people, p, t)]
            gains = draft.gains(people, p)
            if len(people) and gains.max() > loss + 1e-9:
                draft.sit(people[[int(gains.argmax())]], p, int(t))
                continue
            draft.sit(np.array([i]), p, int(t))
            if not guarded:
                break


def _swap_batches(draft: Draft, rule: str) -> Draft:
    for p, t in zip(*np.nonzero(draft.batches), strict=True):
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
