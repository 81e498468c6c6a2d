"""Solve the model: the seats, the best bound known, and how long it took."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.plan.search.model import Model


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


def solve(model: Model, seconds: float, gap: float = 0.0) -> Answer:
    """Maximise the need closed within a time limit in seconds, stopping at a relative gap."""
    result = milp(
        -model.gain,
        integrality=model.integer,
        bounds=Bounds(model.lower, model.upper),
        constraints=LinearConstraint(model.rows, model.low, model.high),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    if result.status == 2:
        return Answer(None, 0.0, 0.0, True)
    bound = -result.mip_dual_bound if result.mip_dual_bound is not None else float("inf")
    if result.x is None:
        return Answer(None, 0.0, bound, False)
    return Answer(result.x, -result.fun, bound, False)
