"""The optimum of a province: its linear relaxation through prices, then the integers where the prices leave a choice.

Sixty agencies and twelve thousand people make some 130 thousand yes-or-no seats: given all of them, HiGHS had found no
plan after half a minute. Almost all of them are decided by a few prices - of a rupiah, of a seat in a programme:

1. The relaxation of a random tenth of the people, at a tenth of the money, gives the prices.
2. The relaxation over the seats that pay at these prices gives the optimum of the whole; seats left out that would pay
   at its own prices are added to the bound, so the bound holds for every plan.
3. Seats taken in full and clearly worth their price stay taken, clearly unprofitable ones stay empty, and the solver
   decides the rest and the number of batches.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from analytics.plan.case import Case
from analytics.plan.limits import RESOURCES
from analytics.plan.search.model import Model, build
from analytics.plan.search.solve import Answer, solve

SAMPLE = 0.1
# A plan this close to the bound is not worth a second, wider search.
ENOUGH = 0.02
# Steps of the simplex method for one relaxation: over ten times what a province was seen to need.
ITERATIONS = 200_000


@dataclass(frozen=True)
class Relaxed:
    """The relaxation solved over some columns: value of every variable, its profit at the prices, and a valid bound."""

    values: np.ndarray
    profit: np.ndarray
    bound: float


def solve_large(
    case: Case, effort: int, rng: np.random.Generator, gap: float = 0.001
) -> Iterator[tuple[Model, Answer]]:
    """The yearly model of a large case with one or two answers: the second, from a wider search, where the first is not
    close enough to the bound. `effort` limits each search of step 3."""
    model = build(case, [case.limits.months])
    relaxed = relax(model, _paying(case, model, rng))
    if relaxed is None:
        yield model, solve(model, effort, gap)
        return
    for places in (2, 6):
        found = _solve_rest(model, relaxed, _decided(case, model, relaxed, places), effort, gap)
        # That none was found beside the seats decided proves nothing of all plans.
        state = "limit" if found.state == "infeasible" else found.state
        answer = Answer(found.values, found.closed, relaxed.bound, state)
        yield model, answer
        if answer.values is not None and answer.gap <= ENOUGH:
            return


def relax(model: Model, columns: np.ndarray) -> Relaxed | None:
    """Solve the relaxation over `columns` (indices of seats; all other variables stay in). None: there is none, or not
    within `ITERATIONS`."""
    others = np.arange(model.n_seats, model.rows.shape[1])
    kept = np.concatenate([columns, others])
    above, below = np.isfinite(model.high), np.isfinite(model.low)
    part = model.rows.tocsc()[:, kept].tocsr()
    rows = sparse.vstack([part[above], -part[below]])
    right = np.concatenate([model.high[above], -model.low[below]])
    bounds = np.column_stack([model.lower, model.upper])[kept]
    result = linprog(
        -model.gain[kept], A_ub=rows, b_ub=right, bounds=bounds, method="highs-ds", options={"maxiter": ITERATIONS}
    )
    if result.status != 0:
        return None
    price = np.zeros(len(model.high))
    price[above] -= result.ineqlin.marginals[: above.sum()]
    price[below] += result.ineqlin.marginals[above.sum() :]
    profit = model.gain - model.rows.T @ price
    values = np.zeros(len(model.gain))
    values[kept] = result.x
    left_out = np.setdiff1d(np.arange(model.n_seats), columns)
    bound = -result.fun + float(np.maximum(0, profit[left_out]).sum())
    return Relaxed(values, profit, bound)


def _paying(case: Case, model: Model, rng: np.random.Generator) -> np.ndarray:
    """Seats worth looking at: those that pay at the prices of a sample, and the best seat of everybody."""
    everything = np.arange(model.n_seats)
    chosen = rng.random(len(case.persons)) < SAMPLE
    keep = chosen[case.pair_person]
    limits = case.limits
    scaled: dict = {name: None if (n := getattr(limits, name)) is None else n * SAMPLE for name in RESOURCES}
    limits = replace(limits, budget=limits.budget * SAMPLE, locked=(), **scaled)
    sample = replace(
        case,
        pair_person=case.pair_person[keep],
        pair_programme=case.pair_programme[keep],
        floor=case.floor * 0,
        limits=limits,
    )
    small = build(sample, [limits.months])
    result = relax(small, np.arange(small.n_seats))
    if result is None:
        return everything
    # Prices of a seat in each programme, read off the sample: gain less profit of its columns, at their dearest.
    programme = case.pair_programme[model.pair]
    price = np.full(len(case.programmes), np.inf)
    np.minimum.at(price, sample.pair_programme[small.pair], (small.gain - result.profit)[: small.n_seats])
    margin = 0.02 * float(np.median(model.gain[: model.n_seats]))
    pays = model.gain[: model.n_seats] > np.where(np.isfinite(price), price, 0.0)[programme] - margin
    order = np.lexsort((-(model.gain[: model.n_seats] - price[programme]), case.pair_person[model.pair]))
    person = case.pair_person[model.pair][order]
    pays[order[np.flatnonzero(np.r_[True, person[1:] != person[:-1]])]] = True
    for lock in case.limits.locked:
        pays |= case.programmes["programme"].to_numpy()[programme] == lock.programme
    return everything[pays]


def _decided(case: Case, model: Model, relaxed: Relaxed, places: int) -> np.ndarray:
    """For each seat 1 (stays taken), 0 (stays empty) or -1 (to be decided).

    Per programme: undecided are the fractional seats, and the `places` batches' worth of seats nearest to their price
    on either side; everything of a programme whose batches the relaxation filled only in part of one.
    """
    values, profit = relaxed.values[: model.n_seats], relaxed.profit[: model.n_seats]
    decided = (values > 0.5).astype(int)
    decided[(values > 1e-6) & (values < 1 - 1e-6)] = -1
    programme = case.pair_programme[model.pair]
    order = np.argsort(np.abs(profit), kind="stable")
    for p in range(len(case.programmes)):
        own = order[programme[order] == p]
        taken, empty = own[values[own] > 1e-6], own[values[own] <= 1e-6]
        count = places * min(80, int(case.programmes["capacity"].iat[p]))
        partial = relaxed.values[model.n_seats + p] < 1 - 1e-6
        decided[taken if partial else taken[:count]] = -1
        decided[empty[:count]] = -1
    return decided


def _solve_rest(model: Model, relaxed: Relaxed, decided: np.ndarray, effort: int, gap: float) -> Answer:
    """Decide the seats marked -1 and the batches, the others held."""
    others = np.arange(model.n_seats, model.rows.shape[1])
    kept = np.concatenate([np.flatnonzero(decided != 0), others])
    lower, upper = model.lower[kept].copy(), model.upper[kept].copy()
    lower[: len(kept) - len(others)] = (decided[decided != 0] == 1).astype(float)
    part = replace(
        model, gain=model.gain[kept], rows=model.rows.tocsc()[:, kept].tocsr(), lower=lower, upper=upper,
        integer=model.integer[kept], cost=model.cost[kept],
    )  # fmt: skip
    answer = solve(part, effort, gap)
    if answer.values is None:
        return answer
    values = np.zeros(len(model.gain))
    values[kept] = answer.values
    return replace(answer, values=values)
