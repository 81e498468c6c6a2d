"""Scales that the mapping gives a part of a file: one indicator, source or agency, or values far from the rest."""

from dataclasses import dataclass

import numpy as np

PARTS = ("indicator", "source", "agency")
"""What a group is told by, and a rule of `scales` may name."""


@dataclass(frozen=True)
class Rule:
    """One entry of the mapping's `scales`: the groups it is for (a part that is None: any), the values it is for, and
    their scale; None: those values are refused. `places`: how many decimal places the values lost with their comma."""

    parts: tuple[str | None, ...]
    values: tuple[float, float] | None
    scale: tuple[float, float] | None
    places: int = 0

    def covers(self, group: tuple[str | None, ...]) -> bool:
        """Whether the rule is for a group (indicator, source, agency)."""
        return all(mine in (None, theirs) for mine, theirs in zip(self.parts, group, strict=True))


def covered(rule: Rule, codes: np.ndarray, tuples: list, value: np.ndarray) -> np.ndarray:
    """Which records a rule is for: their groups, and their values."""
    hit = np.array([rule.covers(each) for each in tuples], dtype=bool)[codes] if tuples else np.zeros(0, bool)
    if rule.values is not None:
        with np.errstate(invalid="ignore"):
            hit &= (value >= rule.values[0]) & (value <= rule.values[1])
    return hit
