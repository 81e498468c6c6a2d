"""What released counts of official predicates say: shares, coverage, agreement with ratings, the circular's pattern.

Counts come pooled (no fewer than five people together), so a share is a range: between those who must be in a category
and those who may be. A predicate is never turned into a number or averaged.
"""

import math

import numpy as np
import pandas as pd

LEAST_SHARE = 0.95  # what "at least" stands for in a released count
LEAST_PEOPLE = 10  # under this, percentages of a pattern mean nothing (SE MenPANRB 3/2023, domain notes 1.3)
LEAST_COVERAGE = 0.60
TOLERANCE = 1  # persons


def bounds(cells: pd.DataFrame, categories: list[str], by: list[str]) -> pd.DataFrame:
    """Between how many and how many people of each group are in each category.

    One row of `cells` is one released count: `by` columns, agency, categories (codes joined with `|`), n_people,
    at_least. One row of the answer: one group and category, in the order of `categories`: by, category, n_group, low,
    high (people), share_low, share_high. Groups may join agencies: the ranges add up.
    """
    columns = [*by, "category", "n_group", "low", "high"]
    keys = list(dict.fromkeys([*by, "agency"]))
    rows = []
    for key, pools in cells.groupby(keys, sort=False):
        place = dict(zip(keys, key, strict=True))
        n = int(pools["n_people"].sum())
        ranges = _ranges(pools, categories)
        rows += [(*(place[name] for name in by), category, n, *ranges[category]) for category in categories]
    each = pd.DataFrame(rows, columns=columns)
    sums = each.groupby([*by, "category"], as_index=False)[["n_group", "low", "high"]].sum()
    sums = sums.assign(share_low=sums["low"] / sums["n_group"], share_high=sums["high"] / sums["n_group"])
    place = sums["category"].map({code: order for order, code in enumerate(categories)})
    return sums.assign(at=place).sort_values([*by, "at"], ignore_index=True).drop(columns="at")


def _ranges(pools: pd.DataFrame, categories: list[str]) -> dict[str, tuple[int, int]]:
    """Of one group: category -> fewest and most people. People of categories no pool names stand in the nearly uniform
    pool, if there is one."""
    of_pools, rest = {}, 0
    for row in pools.itertuples():
        codes = row.categories.split("|")
        least = math.ceil(LEAST_SHARE * row.n_people - 1e-9) if row.at_least else row.n_people
        rest += row.n_people - least
        of_pools |= {code: (least if len(codes) == 1 else 0, row.n_people) for code in codes}
    return {code: of_pools.get(code, (0, rest)) for code in categories}


def coverage(groups: pd.DataFrame) -> pd.DataFrame:
    """`groups` (n_people, n_roster) with coverage (share of active staff, at most 1; NaN without a roster) and enough.

    enough: whether a verdict may stand on it; without a roster nobody can say, and it may.
    """
    roster = pd.Series(groups["n_roster"].astype("Float64").to_numpy(float, na_value=np.nan), index=groups.index)
    share = (groups["n_people"].astype(float) / roster.where(roster > 0)).clip(upper=1.0)
    return groups.assign(coverage=share, enough=share.isna() | share.ge(LEAST_COVERAGE))


def mismatches(cells: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How many predicates do not follow from their two ratings: `bounds` of the category `inconsistent`, with unchecked
    (the most people whose ratings are missing or unknown)."""
    both = bounds(cells, ["inconsistent", "unchecked"], by)
    wrong = both[both["category"] == "inconsistent"].drop(columns="category")
    unchecked = both.loc[both["category"] == "unchecked", [*by, "high"]].rename(columns={"high": "unchecked"})
    return wrong.merge(unchecked, on=by)


def against_pattern(
    shares: pd.DataFrame, patterns: pd.DataFrame, org_predicate: str, by: str = "agency"
) -> pd.DataFrame:
    """One row: one group and rule of the pattern for an organisation with `org_predicate`, with its state.

    shares: `bounds` per group over all predicates. patterns: org_predicate, predicates (codes joined with `|`), rule
    (max, min, majority, exist), share. state: `outside` only where no reading of the counts fits the rule, give or take
    one person; `absent`: something must exist and there is nobody (one person would do, so no alarm); `open`: pooled
    counts do not tell; `inside`; `not_applicable`: under ten people.
    """
    rules = patterns[patterns["org_predicate"] == org_predicate]
    rows = []
    for group, here in shares.groupby(by, sort=False):
        n = int(here["n_group"].iloc[0])
        for rule in rules.itertuples():
            codes = rule.predicates.split("|")
            mine = here["category"].isin(codes)
            low, high = here.loc[mine, "low"].sum(), min(n, here.loc[mine, "high"].sum())
            # Everybody is somewhere: who cannot be in the other categories must be in these.
            low = max(low, n - here.loc[~mine, "high"].sum())
            state = "not_applicable" if n < LEAST_PEOPLE else _STATES[rule.rule](low, high, n, rule.share, here[~mine])
            rows.append((group, rule.predicates, rule.rule, rule.share, n, low, high, state))
    return pd.DataFrame(rows, columns=[by, "predicates", "rule", "share", "n_group", "low", "high", "state"])


def _most(low: float, high: float, n: int, share: float, _: pd.DataFrame) -> str:
    limit = share * n + TOLERANCE + 1e-9
    return _judged(low > limit, high <= limit)


def _least(low: float, high: float, n: int, share: float, _: pd.DataFrame) -> str:
    limit = share * n - TOLERANCE - 1e-9
    return _judged(high < limit, low >= limit)


def _majority(low: float, high: float, n: int, share: float, others: pd.DataFrame) -> str:
    """The largest of all; a person who moves between two categories moves their difference by two."""
    return _judged(high + 2 * TOLERANCE < others["low"].max(), low + 2 * TOLERANCE >= others["high"].max())


def _exist(low: float, high: float, n: int, share: float, _: pd.DataFrame) -> str:
    return "absent" if high == 0 else _judged(False, low > 0)


def _judged(outside: bool, inside: bool) -> str:
    return "outside" if outside else "inside" if inside else "open"


_STATES = {"max": _most, "min": _least, "majority": _majority, "exist": _exist}


def worst_state(states: pd.Series) -> str:
    """One word for a group over all its rules."""
    return next((code for code in ("not_applicable", "outside", "open", "absent") if (states == code).any()), "inside")
