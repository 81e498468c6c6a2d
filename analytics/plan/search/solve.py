"""Solve the model within a bounded amount of work: the seats, and the best bound known."""

import re
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from analytics.plan.search.model import Model

# What one search may cost: nodes of the search tree x non-zeros of the model. Not seconds: a clock would make the plan
# depend on what else the machine does. Some 4,500 nodes where the months of a few hundred people are planned.
EFFORT = 72_000_000
# What HiGHS says of its end, by the number in the message; scipy's own status is 4 for an error and for a limit alike.
_STATES = {7: "solved", 8: "infeasible", 13: "limit", 14: "limit", 16: "limit"}


@dataclass(frozen=True)
class Answer:
    """What the solver found. `values` is None where it found nothing.

    `state`: `solved`, `limit` (its work ended first; there may be values), `infeasible` (proved: no plan) or `error`
    (it failed, twice). `bound` is the most need any plan of the model could close; `gap` is (bound - found) / bound.
    """

    values: np.ndarray | None
    closed: float
    bound: float
    state: str

    @property
    def gap(self) -> float:
        return 0.0 if self.bound <= 1e-12 else max(0.0, (self.bound - self.closed) / self.bound)


def nodes(rows: sparse.csr_array, effort: int) -> int:
    """How many nodes a search over these rows may visit.

    The first is always visited to its end. Its relaxation, cuts and heuristics have no option that ends them but the
    clock; they are bounded by the size of the model, and a province, the largest, comes to them with most seats decided
    (`large`).
    """
    return max(1, effort // max(1, rows.nnz))


def search(
    loss: np.ndarray, integer: np.ndarray, bounds: Bounds, rows: LinearConstraint, most: int, gap: float = 0.0
) -> tuple[str, OptimizeResult]:
    """The state (`Answer`) of one bounded search for the least loss over at most `most` nodes, and its result. One that
    fails is tried again without presolve, which is where most failures come from."""
    for presolve in (True, False):
        # A dictionary of its own for each call: milp takes the limit of nodes out of the one it is given.
        options = {"node_limit": most, "mip_rel_gap": gap, "presolve": presolve}
        result = milp(loss, integrality=integer, bounds=bounds, constraints=rows, options=options)
        state = _state(result)
        if state != "error":
            break
    return state, result


def _state(result: OptimizeResult) -> str:
    number = re.search(r"HiGHS Status (\d+)", result.message)
    return _STATES.get(int(number[1]), "error") if number else "error"


def solve(model: Model, effort: int, gap: float = 0.0) -> Answer:
    """Maximise the need closed within an effort (`EFFORT`), stopping at a relative gap."""
    state, result = search(
        -model.gain, model.integer, Bounds(model.lower, model.upper),
        LinearConstraint(model.rows, model.low, model.high), nodes(model.rows, effort), gap,
    )  # fmt: skip
    if state == "infeasible":
        return Answer(None, 0.0, 0.0, state)
    bound = -result.mip_dual_bound if result.mip_dual_bound is not None else float("inf")
    if result.x is None:
        return Answer(None, 0.0, bound, state)
    return Answer(result.x, -result.fun, bound, state)
