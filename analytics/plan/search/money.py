"""Money in the model: whole numbers small enough that the solver's tolerances cannot hide a rupiah."""

import math

import numpy as np

# A whole number may be off by some 1e-6 and still count as whole for the solver: above this size of a coefficient,
# what is off adds up to something that can be bought.
LARGEST = 100_000
DIGITS = 10_000


def units(costs: np.ndarray, budget: float) -> tuple[np.ndarray, int]:
    """Costs and a budget in rupiah, counted in the largest unit that divides every cost.

    A part of a rupiah counts as a whole one in a cost and as none in the budget; what of the budget is less than a unit
    buys nothing.
    """
    whole = np.ceil(np.asarray(costs, float)).astype(np.int64)
    unit = max(1, math.gcd(*whole.tolist()))
    return whole // unit, int(budget // unit)


def add_budget(rows, columns: np.ndarray, costs: np.ndarray, budget: float, carry: int) -> bool:
    """The row of money, or two of them where its numbers are large: leading digits, last digits, and between them what
    is carried over, the variable in column `carry`. Returns whether that is needed.

    With a whole `carry` the two rows allow what the one would, to the rupiah.
    """
    counted, most = units(costs, budget)
    if counted.max(initial=0) <= LARGEST:
        rows.one(columns, counted, -np.inf, most, "budget")
        return False
    leading, last = np.divmod(counted, DIGITS)
    rows.one(np.append(columns, carry), np.append(leading, 1), -np.inf, most // DIGITS, "budget")
    rows.one(np.append(columns, carry), np.append(last, -DIGITS), -np.inf, most % DIGITS, "budget")
    return True
