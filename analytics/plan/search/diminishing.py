"""Diminishing returns in the model: what a dose above each knot no longer closes."""

import numpy as np

from analytics.plan.case import Case
from analytics.plan.value import KNOTS


def diminishing(case, rows, person, programme, first) -> tuple[np.ndarray, int]:
    """The value of seats, less what the dose above each knot no longer closes: the gains, how many variables."""
    gain = np.einsum("kj,kj->k", case.need[person], case.dose[programme]) if len(person) else np.zeros(0)
    seat, indicator = np.nonzero((case.need[person] > 0) & (case.dose[programme] > 0))
    keys, group = np.unique(person[seat] * max(1, len(case.indicators)) + indicator, return_inverse=True)
    dose = case.dose[programme[seat], indicator]
    owner, what = np.divmod(keys, max(1, len(case.indicators)))
    # Each programme counts once per person, whatever the number of slots.
    full = case.dose * 0 if not len(keys) else _most_dose(case, owner, what)
    extra, count = [], 0
    for knot, fall in KNOTS:
        reached = full > knot + 1e-9
        if not reached.any():
            continue
        number = np.cumsum(reached) - 1
        keep, n = reached[group], int(reached.sum())
        columns = np.concatenate([seat[keep], first + count + np.arange(n)])
        rows.add(np.concatenate([number[group[keep]], np.arange(n)]), columns,
                 np.concatenate([dose[keep], -np.ones(n)]), -np.inf, knot, [""] * n)  # fmt: skip
        extra.append(-fall * case.need[owner[reached], what[reached]])
        count += n
    between = np.zeros(first - len(gain))
    return np.concatenate([gain, between, *extra]), count


def _most_dose(case: Case, owner: np.ndarray, what: np.ndarray) -> np.ndarray:
    """The largest dose each (person, indicator) could reach with the number of courses allowed in a year."""
    table = np.zeros((len(case.persons), len(case.programmes)), bool)
    table[case.pair_person, case.pair_programme] = True
    most = min(case.limits.courses, len(case.limits.months), len(case.programmes))
    doses = np.where(table[owner], case.dose[:, what].T, 0.0)
    return -np.partition(-doses, most - 1, axis=1)[:, :most].sum(axis=1)
