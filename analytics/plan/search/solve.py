"""Solve the model within a bounded amount of work: the seats, and the best bound known."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.plan.search.model import Model

# What one search may cost: nodes of the search tree x non-zeros of the model. Not seconds: a clock would make the plan
# depend on what else the machine does. Some 4,500 nodes where the months of a few hundred people are planned.
EFFORT = 72_000_000


@dataclass(frozen=True)
class Answer:
    """What the solver found. `values` is None where it found nothing; `infeasible` only where it proved that.

    `bound` is the most need any plan of the model could close; `gap` is (bound - found) / bound.
    """

    values: np.ndarray | None
    closed: float
    bound: float
    infeasible: bool

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


def solve(model: Model, effort: int, gap: float = 0.0) -> Answer:
    """Maximise the need closed within an effort (`EFFORT`), stopping at a relative gap."""
    result = milp(
        -model.gain,
        integrality=model.integer,
        bounds=Bounds(model.lower, model.upper),
        constraints=LinearConstraint(model.rows, model.low, model.high),
        options={"node_limit": nodes(model.rows, effort), "mip_rel_gap": gap},
    )
    if result.status == 2:
        return Answer(None, 0.0, 0.0, True)
    bound = -result.mip_dual_bound if result.mip_dual_bound is not None else float("inf")
    if result.x is None:
        return Answer(None, 0.0, bound, False)
    return Answer(result.x, -result.fun, bound, False)
