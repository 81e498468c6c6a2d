"""What may be said about one group, as a value: verdict, numbers, evidence, and what would change the verdict. No
words."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.statistics.slopes import periods_until_likely
from analytics.trends.trends import FAMILY_PERIODS, FEWEST_PERIODS, SEASONS
from analytics.verdicts import DOWN, FEWEST_PEOPLE, INSUFFICIENT, LEAST_COVERAGE, UNCERTAIN, UP


@dataclass(frozen=True)
class Condition:
    """Something that would change a verdict.

    code and the unit of value: `periods_needed` (more periods), `periods_in_direction` (more periods that each go on
    the same way), `people_needed` (people in all, the change staying as it is), `coverage_needed` (share),
    `change_needed` (points, size of the change), `raters_needed` (raters in all), `rater_names_needed`,
    `same_raters_needed` (most people under a new rater, share), `same_people_needed`, `family_of` (agencies looked at
    together), `change_back` (points the estimate would have to fall back), `spread_needed`.
    """

    code: str
    value: float | None = None


@dataclass(frozen=True)
class Claim:
    """One verdict about one group. Numbers are rounded as shown: points to one decimal, intervals outwards.

    metric: `same_people`, `difference`, or `trend` (estimate, low, high then are points per period). why: the reason or
    cap behind a verdict that is not sure, or None. `evidence` holds (name, value) pairs in a fixed order.
    """

    verdict: str
    metric: str
    group: str
    indicator: str
    source: str
    estimate: float | None
    low: float | None
    high: float | None
    n_people: int | None
    n_raters: int | None
    n_periods: int
    coverage: float | None
    p: float | None
    why: str | None
    evidence: tuple[tuple[str, object], ...]
    would_change: tuple[Condition, ...]

    @property
    def covers_zero(self) -> bool:
        """True where nothing may be said about a direction."""
        return self.low is None or self.high is None or self.low <= 0 <= self.high

    def __post_init__(self) -> None:
        assert self.verdict in (UNCERTAIN, INSUFFICIENT) or not self.covers_zero, "a verdict of change covers 0"


def claim(row: Mapping[str, Any], by: str = "agency") -> Claim:
    """The claim of one row of `verdicts.judge`."""
    judged = row["verdict"] != INSUFFICIENT
    why = _known(row["reason"]) or (_known(row["cap_reason"]) if row["verdict"] not in (UP, DOWN) else None)
    return Claim(
        verdict=row["verdict"],
        metric=row["metric"],
        group=row[by],
        indicator=row.get("indicator", "*"),
        source=row.get("source", "all"),
        estimate=_rounded(row["estimate"]),
        low=_rounded(row["low_shown"]) if judged else None,
        high=_rounded(row["high_shown"]) if judged else None,
        n_people=_whole(row["n_people"]),
        n_raters=_whole(row.get("n_raters")),
        n_periods=int(row["n_periods"]),
        coverage=_known(row.get("coverage")),
        p=_known(row["p"]) if judged else None,
        why=why,
        evidence=tuple(
            (name, _known(row[name])) for name in _EVIDENCE if name in row and _known(row[name]) is not None
        ),
        would_change=tuple(_conditions(row)),
    )


_EVIDENCE = (
    "se",
    "df",
    "fresh_share",
    "rater_basis",
    "lag1",
    "first",
    "last",
    "period",
    "period_before",
    "family_size",
)


def _conditions(row: Mapping[str, Any]):
    verdict, periods = row["verdict"], int(row["n_periods"])
    estimate, low, high = row["estimate"], row["low"], row["high"]
    if verdict == INSUFFICIENT:
        yield from _missing(str(row["reason"]), periods)
    elif verdict == UNCERTAIN:
        half = (high - low) / 2
        if row["metric"] == "trend":
            more = periods_until_likely(periods, estimate, half)
            if more:
                yield Condition("periods_in_direction", more)
        else:
            needed = estimate - low if estimate >= 0 else high - estimate
            yield Condition("change_needed", math.ceil(needed * 10 + 1e-9) / 10)
            people = _whole(row["n_people"]) if row["cap_reason"] != "ends" else None
            if people and abs(estimate) > half / 4:  # further off, more people is no advice
                yield Condition("people_needed", math.ceil(people * (half / abs(estimate)) ** 2) + 1)
    elif verdict in (UP, DOWN):
        yield Condition("change_back", round(min(abs(low), abs(high)), 1))
    else:
        yield from _held_back(str(row["cap_reason"]), row, periods)


def _missing(reason: str, periods: int):
    if reason == "periods":
        yield Condition("periods_needed", max(1, FEWEST_PERIODS - periods))
    elif reason == "coverage":
        yield Condition("coverage_needed", LEAST_COVERAGE)
    elif reason == "people":
        yield Condition("people_needed", FEWEST_PEOPLE)
    else:
        yield Condition("spread_needed")


def _held_back(cap_reason: str, row: Mapping[str, Any], periods: int):
    if cap_reason == "few_periods":
        yield Condition("periods_needed", FAMILY_PERIODS - periods)
    elif cap_reason == "season":
        yield Condition("periods_needed", 2 * SEASONS[str(row["cadence"])] - periods)
    elif cap_reason == "family":
        yield Condition("family_of", _whole(row["family_size"]))
    elif cap_reason == "one_rater":
        yield Condition("raters_needed", 2)
    elif cap_reason == "raters_changed":
        yield Condition("same_raters_needed", 0.25)
    elif cap_reason == "assumed":
        yield Condition("rater_names_needed")
    else:
        yield Condition("same_people_needed")


def _known(value: Any) -> Any:
    return None if value is None or (isinstance(value, float) and not math.isfinite(value)) or value is pd.NA else value


def _rounded(value: Any) -> float | None:
    return None if _known(value) is None else round(float(value), 1) + 0.0


def _whole(value: Any) -> int | None:
    return None if _known(value) is None else int(value)
