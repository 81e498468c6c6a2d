"""Which values of a file lie on one scale: groups of rows that are small beside others, and single values far off.

A group is what one source of one agency says on one indicator. Whether 3, 4, 5 are ratings of 1-5 or low ones of 0-100
shows in what stands beside them, never in themselves.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

SHARE, FIVE, TEN, HUNDRED, OVER, HIGH, LOW = "share", "five", "ten", "hundred", "over", "high", "low"
LIKELY = {SHARE: ("0-1",), FIVE: ("1-4", "1-5"), TEN: ("1-10", "0-10"), HUNDRED: (), OVER: ("0-120",)}
"""Where values lie -> scales they may have, beside 0-100; HIGH and LOW are single values far from the rest."""
SMALL, _BIG = 10.0, 100.0
_RARE = 0.01  # how unlikely low values may be under the scale of what stands beside them before they are asked about
_FEW = 0.2  # of the values, far off, are slips and no scale
_ALIKE = (("agency",), ("source",), ("indicator",), ("source", "agency"), ("indicator", "agency"))


@dataclass(frozen=True)
class _Beside:
    """Positive values that something is compared with, sorted, and how many rows there are up to each."""

    values: np.ndarray
    upto: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray, rows: np.ndarray) -> "_Beside":
        order = np.argsort(values)
        return cls(values[order], np.cumsum(rows[order]))

    def rows(self, top: float) -> int:
        place = int(np.searchsorted(self.values, top, side="right"))
        return int(self.upto[place - 1]) if place else 0

    @property
    def all(self) -> int:
        return int(self.upto[-1]) if len(self.upto) else 0

    def chance(self, top: float, rows: int) -> float:
        """Logarithm of how likely it is that so many rows all lie up to `top` where the others are as they are."""
        return rows * math.log((self.rows(top) + 1) / (self.all + 2))

    def far_above(self, top: float) -> bool:
        """Whether there is a gap between `top` and the next value above 10, as between scales."""
        above = self.values[self.values > max(SMALL, top)]
        if not len(above):
            return False
        next_value, last = float(above[0]), float(above[-1])
        return next_value - top > (last - next_value) / 4 or (next_value >= 4 * top and next_value >= 2 * SMALL)


def labelled(facts: pd.DataFrame) -> np.ndarray:
    """The label of each fact: SHARE, FIVE, TEN, HUNDRED, OVER, or HIGH and LOW for a value far from its group.

    One fact is one value of one group: `group`, `series` (indicator and source), and `indicator`, `source` and `agency`
    by themselves (whole numbers from 0), `value`, and `rows` that hold it.
    """
    value, group = facts["value"].to_numpy(float), facts["group"].to_numpy()
    rows, series = facts["rows"].to_numpy(), facts["series"].to_numpy()
    n = int(group.max()) + 1
    small, big = (value > 0) & (value <= SMALL), value > SMALL
    counted = _Counted(value, rows, group, series, small, big, n)
    asked = counted.asked(facts["agency"].to_numpy())
    counted.ask_alike(asked, facts)
    is_small = asked & (counted.small >= counted.big)  # the small ones are what the group is about
    labels = np.full(len(facts), HUNDRED, dtype=object)
    labels[is_small[group]] = FIVE
    labels[is_small[group] & big] = HIGH
    labels[(asked & ~is_small)[group] & small] = LOW
    labels[labels == FIVE] = _classes(value, rows, group, series, labels == FIVE)
    _over(labels, value, rows, group, series, small | big)
    return labels


@dataclass
class _Counted:
    """Facts, and how many rows of each group are small and big."""

    value: np.ndarray
    rows: np.ndarray
    group: np.ndarray
    series: np.ndarray
    is_small: np.ndarray
    is_big: np.ndarray
    n: int

    @cached_property
    def small(self) -> np.ndarray:
        return np.bincount(self.group, self.rows * self.is_small, self.n)

    @cached_property
    def big(self) -> np.ndarray:
        return np.bincount(self.group, self.rows * self.is_big, self.n)

    def asked(self, agency: np.ndarray) -> np.ndarray:
        """Per group: whether its small values are not simply low ones."""
        asked, chances = np.zeros(self.n, dtype=bool), np.zeros(self.n)
        has_small = np.bincount(self.group, self.is_small, self.n) > 0
        if not self.is_big.any():
            return np.bincount(self.group, self.rows, self.n) > 0
        for one in np.unique(self.series[self.is_small]):
            here = self.series == one
            groups = np.unique(self.group[here])
            if not (here & self.is_big).any():
                asked[groups] = self._beside_others(here)
            elif self._split(here):
                asked[groups] = has_small[groups]
            else:
                chances[groups] = self._chances(here, groups)
        asked |= (chances < math.log(_RARE)) & (self.small > 1)  # of thousands of single values some are the lowest
        of_group = np.zeros(self.n, dtype=np.int64)
        of_group[self.group] = agency
        unlikely = np.bincount(of_group, chances) < math.log(_RARE)  # a whole agency, in however many columns
        low = np.bincount(of_group[self.group], self.is_big) == 0
        return asked | ((unlikely & low)[of_group] & has_small)

    def ask_alike(self, asked: np.ndarray, facts: pd.DataFrame) -> None:
        """What one source says of one agency, or all of it, is on one scale more often than not: where some of that is
        asked and all of it is small, all of it is."""
        has_big = self.big > 0
        for parts in _ALIKE:
            bucket = facts.groupby(list(parts)).ngroup().to_numpy()
            of_group = np.zeros(self.n, dtype=np.int64)
            of_group[self.group] = bucket
            alike = np.bincount(of_group, asked) > 0
            alike &= np.bincount(of_group, has_big) == 0
            asked |= alike[of_group] & (self.small > 0)

    def _beside_others(self, here: np.ndarray) -> bool:
        """Whether a column that is small throughout has another scale than those beside it."""
        others = ~here & (self.value > 0) & (self.big > 0)[self.group]
        beside, top = _Beside.of(self.value[others], self.rows[others]), float(self.value[here].max())
        n = int(self.rows[here & self.is_small].sum())
        return beside.far_above(top) or beside.chance(top, n) < math.log(_RARE)

    def _split(self, here: np.ndarray) -> bool:
        """Whether a column has small values, then a gap, then big ones; or small whole ones and a few far above."""
        small, big = here & self.is_small, here & self.is_big
        top, least = float(self.value[small].max()), float(self.value[big].min())
        if _Beside.of(self.value[big], self.rows[big]).far_above(top):
            return True
        few = self.rows[big].sum() <= _FEW * self.rows[here].sum()
        return bool(few and least >= 1.5 * top)

    def _chances(self, here: np.ndarray, groups: np.ndarray) -> np.ndarray:
        """Per group that is small throughout: how likely that is (a logarithm) in a column with big values."""
        bigger = here & (self.value > 0) & (self.big > 0)[self.group]
        beside = _Beside.of(self.value[bigger], self.rows[bigger])
        tops = np.zeros(self.n)
        np.maximum.at(tops, self.group[here], self.value[here])
        return np.array([
            beside.chance(tops[each], int(small)) if small and not self.big[each] else 0.0
            for each, small in zip(groups.tolist(), self.small[groups].tolist(), strict=True)
        ])  # fmt: skip


def _classes(
    value: np.ndarray, rows: np.ndarray, group: np.ndarray, series: np.ndarray, chosen: np.ndarray
) -> np.ndarray:
    """SHARE, FIVE or TEN for the chosen facts, by group; a group that only happens to be lower goes with its like."""
    value, rows, group, series = value[chosen], rows[chosen], group[chosen], series[chosen]
    if not len(value):
        return np.array([], dtype=object)
    n = int(group.max()) + 1
    top, of_group = np.full(n, -np.inf), np.zeros(n, dtype=np.int64)
    np.maximum.at(top, group, value)
    of_group[group] = series
    parts = np.bincount(group, (value > 0) & (value < 1), n) > 0
    is_share, is_ten = (top <= 1) & parts, top > 5
    whole_ones = (top <= 1) & ~parts
    count = np.bincount(group, rows * (value > 0), n)
    classes = np.where(is_share, SHARE, np.where(is_ten, TEN, FIVE)).astype(object)
    if is_ten.any():
        every = _Beside.of(value[is_ten[group]], rows[is_ten[group]])
        of_series = {
            each: _Beside.of(*(part[is_ten[group] & (series == each)] for part in (value, rows)))
            for each in np.unique(series[is_ten[group]]).tolist()
        }
        for each in np.unique(group[~(is_share | is_ten)[group]]).tolist():
            beside = of_series.get(int(of_group[each]), every)
            if beside.chance(max(top[each], 5.0), int(count[each])) >= math.log(_RARE):
                classes[each] = TEN
    if whole_ones.any():
        share_series = set(of_group[is_share].tolist())
        alone = not (top > 1).any()  # 0 and 1 and nothing else
        for each in np.unique(group[whole_ones[group]]).tolist():
            if alone or int(of_group[each]) in share_series:
                classes[each] = SHARE
    return classes[group]


def _over(
    labels: np.ndarray, value: np.ndarray, rows: np.ndarray, group: np.ndarray, series: np.ndarray, positive: np.ndarray
) -> None:
    """Above 100: a few values far off are HIGH; else their groups are OVER, and those that may well go with them."""
    above = (labels == HUNDRED) & (value > _BIG)
    if not above.any():
        return
    n = int(group.max()) + 1
    mine = labels == HUNDRED
    share = np.bincount(group, rows * above, n) / np.maximum(1, np.bincount(group, rows * (mine & positive), n))
    slips = above & (value > 1.2 * _BIG) & (share[group] <= _FEW)
    labels[slips] = HIGH
    over = np.bincount(group, above & ~slips, n) > 0
    if not over.any():
        return
    known = mine & over[group] & ~slips & positive
    beside = _Beside.of(value[known], rows[known])
    counts = np.bincount(group, rows * (mine & positive), n)
    for each in np.unique(group[mine & ~over[group]]).tolist():
        if beside.chance(_BIG, int(counts[each])) >= math.log(_RARE):
            over[each] = True
    labels[mine & over[group] & ~slips] = OVER
