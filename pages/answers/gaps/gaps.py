"""Competency gaps: how far sectors, agencies, position groups and their groups fall short of their standards."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analytics.comparison.pooling import pooled_means
from analytics.gaps.gaps import empty, gaps, heads, mixed_standards
from pages.answers import reference
from pages.answers.choice import Choice, frozen, regardless_of, remembered
from pages.answers.intervals import spread, with_ranges
from pages.answers.rounding import difference
from pages.answers.scores import region

UNITS = ("sector", "agency", "position")
_QUERIES = {"agency": "indicator_scores", "sector": "sector_indicators"}


@regardless_of("sector", "agency", "position", "indicator")
@frozen("leader")
def group_gaps(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency x position group and indicator in `period` with its gap, all groups of the region in which
    anybody was rated: what citizens say of an agency is no news of one of its groups."""
    asked = {**choice.query("agencies", "indicator", "sectors", "positions"), "periods": [period]}
    groups = choice.ask("group_indicators", **asked).dropna(subset="n_people")
    scores = with_ranges(choice, groups, [period])
    if scores.empty:
        return empty(scores)
    return gaps(scores, reference.standards(choice.ask, period), spread(choice, [period]))


def people_of(groups: pd.DataFrame) -> float:
    """How many people stand behind `group_gaps`: each group once, by the indicator most of it were rated on."""
    return float(groups.groupby(["agency", "position"])["n_people"].max().sum())


@regardless_of("agency", "indicator")
@frozen("leader")
def unit_gaps(choice: Choice, unit: str, whole_history: bool) -> pd.DataFrame:
    """One row: one unit (sector, agency or position), indicator and period with its gap, under the filters.

    The standard of a unit is the head-count mean of its positions' standards: in each period those valid then, heads
    over all periods asked, since the positions of a merged group are not known in every one.
    """
    asked = choice.query("indicator", "agencies", periods=whole_history)
    periods = asked["periods"]
    groups = choice.ask("group_indicators", **asked)
    if groups.empty:
        return empty(groups)
    people = heads(groups, "region", "agency", "sector", "position", "period")
    if unit == "position":
        groups = groups.dropna(subset="n_people")  # a survey of an agency is no news of its positions
        if groups.empty:
            return empty(groups)
        ranges = with_ranges(choice, groups, periods)
        scores = pooled_means(ranges, "region", "period", "seq", "position", "indicator")
    else:
        scores = choice.ask(_QUERIES[unit], **asked)
        scores = with_ranges(choice, scores, periods, unit, _sectors(choice, periods) if unit == "sector" else None)
    wanted = [_standards_of(choice, people, unit, period).assign(period=period) for period in periods]
    shares = choice.ask("share_below", region=choice.region, periods=periods) if unit == "agency" else None
    if shares is not None and (choice.position or choice.source):
        shares = None  # released for all positions and sources together only
    return gaps(scores, pd.concat(wanted, ignore_index=True), spread(choice, periods), shares, by=(unit,))


def _standards_of(choice: Choice, people: pd.DataFrame, unit: str, period: str) -> pd.DataFrame:
    known = reference.standards(choice.ask, period)
    return known if unit == "position" else mixed_standards(people, known, unit)


def _sectors(choice: Choice, periods: Sequence[str]) -> pd.DataFrame:
    """agency, sector: each agency once."""
    known = choice.ask("agency_scores", region=choice.region, periods=list(periods))
    return known[["agency", "sector"]].drop_duplicates("agency")


def cells(choice: Choice, unit: str, gaps: pd.DataFrame) -> pd.DataFrame:
    """`unit_gaps` of the chosen period as the page and its table take it, weakest units first, indicators in their
    order; cells without a standard and units without a name are left out.

    value: mean minus standard as both are shown, so that a shortfall is negative; gap follows it; value_low,
    value_high: its range; certain: below or met for sure.
    """
    indicators = reference.codes(choice.ask, "indicators")
    named = set(gaps.dropna(subset="agency_name")["agency"]) if unit == "agency" else _codes(choice, unit)
    here = gaps[(gaps["period"] == choice.period) & gaps["indicator"].isin(indicators)]
    here = here[(here["state"] != "no_standard") & here[unit].isin(named)]
    weakest = here.groupby(unit)["gap"].mean().sort_values(ascending=False)
    here = here.assign(
        value=[difference(row.mean, row.standard) for row in here.itertuples()],
        certain=here["state"].isin(["below", "met"]),
        value_low=here["mean_low"] - here["standard"],
        value_high=here["mean_high"] - here["standard"],
        unit_place=here[unit].map({code: place for place, code in enumerate(weakest.index)}),
        indicator_place=here["indicator"].map({code: place for place, code in enumerate(indicators)}),
    )
    here["gap"] = (-here["value"]).clip(lower=0)
    places = ["unit_place", "indicator_place"]
    return here.sort_values(places, ignore_index=True).drop(columns=places)


def _codes(choice: Choice, unit: str) -> set[str]:
    return set(reference.codes(choice.ask, {"sector": "sectors", "position": "positions"}[unit]))


def sources(choice: Choice) -> pd.DataFrame:
    """One row: one source's mean of the chosen indicator over the chosen agencies in the chosen period, `scores.region`
    of it, beside the `standard`; sources nobody was rated by are left out."""
    each = []
    for code in reference.codes(choice.ask, "sources"):
        scores = region(replace(choice, source=code))
        each.append(scores[scores["period"] == choice.period].assign(source=code))
    return pd.concat(each, ignore_index=True).dropna(subset="score").assign(standard=_standard_of(choice))


def _standard_of(choice: Choice) -> float | None:
    """The standard of the chosen indicator over the chosen agencies, positions by their heads; None without one."""
    groups = choice.ask("group_indicators", **choice.query("indicator", "source"))
    people = heads(groups, "region", "indicator", "agency", "position")
    wanted = mixed_standards(people, reference.standards(choice.ask, choice.period), "region")
    return wanted.set_index("indicator")["standard"].get(choice.indicator)


@remembered
def by_agency(choice: Choice) -> pd.DataFrame:
    """`cells` of the agencies in the chosen period alone: what the page shows first."""
    return cells(choice, "agency", unit_gaps(choice, "agency", False))
