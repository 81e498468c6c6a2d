"""Trend of a short series without assuming a distribution: exact Mann-Kendall test and Theil-Sen slope."""

from collections import Counter
from functools import cache

import numpy as np


@cache
def _tail(n: int, ties: tuple[int, ...]) -> tuple[int, np.ndarray]:
    """(pairs that can differ, P(inversions <= i) for each i) over all orders of n values with these tie sizes.

    Inversions of the permutations of a multiset have the q-multinomial [n]!/prod [t]! as generating function (MacMahon
    1916), a polynomial with whole coefficients: multiply by 1 - q^i for i up to n, divide by 1 - q^j for j up to each
    t.
    """
    pairs = n * (n - 1) // 2 - sum(t * (t - 1) // 2 for t in ties)
    count = [1] + [0] * pairs
    for i in range(1, n + 1):
        # Multiplying needs the counts of before, so it runs down; dividing, below, those already divided, so it runs
        # up.
        for k in range(pairs, i - 1, -1):
            count[k] -= count[k - i]
    for t in ties:
        for j in range(1, t + 1):
            for k in range(j, pairs + 1):
                count[k] += count[k - j]
    total, so_far, tail = sum(count), 0, []
    for number in count:
        so_far += number
        tail.append(so_far / total)
    return pairs, np.array(tail)


def statistic(values: np.ndarray) -> int:
    """S: pairs that rise minus pairs that fall, values in the order of time."""
    values = np.asarray(values, float)
    return int(np.sign(np.subtract.outer(values, values))[np.tril_indices(len(values), -1)].sum())


def mann_kendall(values: np.ndarray) -> tuple[int, float]:
    """(S, exact two-sided p) of values in the order of time; ties are counted as they are (Mann 1945; Kendall 1975)."""
    s = statistic(values)
    pairs, tail = _tail(len(values), tuple(sorted(Counter(map(float, values)).values())))
    inversions = (pairs - abs(s)) // 2
    return s, float(min(1.0, 2 * tail[inversions])) if s else 1.0


def theil_sen(times: np.ndarray, values: np.ndarray, level: float = 0.95) -> tuple[float, float, float]:
    """(slope, low, high) per unit of time: the median of all pairwise slopes (Sen 1968).

    The interval holds every slope that the exact test would not reject, so it excludes 0 just when p < 1 - level (ties
    in the values apart). With too few points to reject anything it is unbounded.
    """
    times, values = np.asarray(times, float), np.asarray(values, float)
    later, earlier = np.tril_indices(len(times), -1)
    slopes = np.sort((values[later] - values[earlier]) / (times[later] - times[earlier]))
    pairs, tail = _tail(len(times), (1,) * len(times))
    rejected = np.flatnonzero(2 * tail < 1 - level)
    if not rejected.size:
        return float(np.median(slopes)), -np.inf, np.inf
    edge = int(rejected[-1])  # up to this many slopes may lie beyond the limit
    return float(np.median(slopes)), float(slopes[edge]), float(slopes[pairs - 1 - edge])


def periods_until_likely(n: int, s: int, level: float = 0.95, most: int = 6) -> int | None:
    """How many more periods, each beyond all before in the direction of S, bring p under 1 - level; None: over most."""
    for more in range(most + 1):
        pairs, tail = _tail(n + more, (1,) * (n + more))
        reached = abs(s) + sum(range(n, n + more))
        if 2 * tail[(pairs - reached) // 2] < 1 - level:
            return more
    return None
