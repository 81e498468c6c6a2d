"""The frames of the competency page: gaps of each unit, one indicator in depth, and groups that share a need."""

import numpy as np
import pandas as pd

from analytics.clusters import Clusters, analyse, follow
from analytics.comparison.intervals import add_intervals, load_of_groups
from analytics.gaps import gaps, mixed_standards, shortfalls
from pages.ui import cached
from pages.ui.figures import remembered
from pages.ui.filters import Choice
from pages.ui.names import names, rows

SEED = 38  # PermenPANRB 38; the same rows give the same clusters on every visit
UNITS = ("sector", "agency", "position")
_LOADS = ["region", "period", "indicator", "source", "n_people", "n_raters", "sum_nr2"]


def standards() -> pd.DataFrame:
    """position, indicator, standard: the current reference rows."""
    found = rows("standards")[["position", "indicator", "standard"]]
    return found.assign(standard=pd.to_numeric(found["standard"]))


@remembered
def group_gaps(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency x position group and indicator in `period` with its gap, all groups of the region."""
    asked = {**choice.query("agencies", "indicator", "sectors", "positions"), "periods": [period]}
    scores = _with_intervals(choice, cached.ask("group_indicators", **asked), "agency", [period])
    return gaps(scores, standards(), _spread(choice, [period])) if len(scores) else _no_gaps(scores)


@remembered
def unit_gaps(choice: Choice, unit: str, whole_history: bool) -> pd.DataFrame:
    """One row: one unit (sector, agency or position), indicator and period with its gap, under the page's filters.

    The standard of a unit is the head-count mean of its positions' standards.
    """
    asked = choice.query("indicator", "agencies", periods=whole_history)
    periods = asked["periods"]
    groups = cached.ask("group_indicators", **asked)
    if groups.empty:
        return _no_gaps(groups)
    people = groups.groupby(["region", "agency", "sector", "position", "period"], as_index=False)["n_people"].max()
    if unit == "position":
        scores = _pooled(_with_intervals(choice, groups, "agency", periods), "position")
    else:
        query = {"agency": "indicator_scores", "sector": "sector_indicators"}[unit]
        scores = _with_intervals(choice, cached.ask(query, **asked), unit, periods)
    wanted = standards() if unit == "position" else mixed_standards(people, standards(), unit)
    shares = cached.ask("share_below", region=choice.region, periods=periods) if unit == "agency" else None
    if shares is not None and (choice.position or choice.source):
        shares = None  # released for all positions and sources together only
    return gaps(scores, wanted, _spread(choice, periods), shares, by=(unit,))


def cells(choice: Choice, unit: str, found: pd.DataFrame) -> pd.DataFrame:
    """`unit_gaps` of the chosen period as the heat map and its table take it, weakest units first.

    value: mean minus standard, so that a shortfall is negative; certain: below or met for sure.
    """
    called = names({"sector": "sectors", "agency": "agencies", "position": "positions"}[unit])
    if unit == "agency":
        called = found.drop_duplicates("agency").set_index("agency")["agency_name"].to_dict()
    indicators = names("indicators")
    here = found[(found["period"] == choice.period) & found["indicator"].isin(indicators)]
    here = here[(here["state"] != "no_standard") & here[unit].isin(called)]
    weakest = here.groupby(unit)["gap"].mean().sort_values(ascending=False)
    order = {code: at for at, code in enumerate(indicators)}
    here = here.assign(
        row=here[unit],
        row_label=here[unit].map(called),
        column=here["indicator"],
        column_label=here["indicator"].map(indicators),
        column_short=here["indicator"],
        indicator_name=here["indicator"].map(indicators),
        value=here["mean"] - here["standard"],
        certain=here["state"].isin(["below", "met"]),
        at=here["indicator"].map(order),
        place=here[unit].map({code: at for at, code in enumerate(weakest.index)}),
    )
    here["value_low"], here["value_high"] = here["mean_low"] - here["standard"], here["mean_high"] - here["standard"]
    return here.sort_values(["place", "at"], ignore_index=True)


@remembered
def clusters(choice: Choice, period: str) -> Clusters:
    """The agency x position groups of the region in `period`, clustered by the shape of their gaps."""
    found = group_gaps(choice, period)
    if found.empty:
        return analyse(pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []], names=["agency", "position"])), SEED)
    weighted = set(rows("weights")["indicator"])
    matrix, noise, people = shortfalls(found[found["indicator"].isin(weighted)])
    return analyse(matrix, SEED, noise, people.to_numpy())


@remembered
def identities(choice: Choice) -> dict[int, int]:
    """Identity of each cluster of the chosen period, matched through every period before it."""
    until = choice.periods[: choice.periods.index(choice.period) + 1]
    found = [clusters(choice, period) for period in until]
    shown = [_for_matching(one) for one in found if len(one.clusters)]
    return follow(shown)[-1] if len(found[-1].clusters) else {}


def _for_matching(one: Clusters) -> tuple[pd.Series, pd.DataFrame]:
    shapes = one.profiles.pivot(index="cluster", columns="indicator", values="deviation")
    return one.rows.loc[one.rows["cluster"] >= 0, "cluster"].astype(int), shapes


def _spread(choice: Choice, periods: list[str]) -> pd.DataFrame:
    found = cached.ask("spread", region=choice.region, periods=periods, source=choice.source or "all")
    return found.drop(columns=["snapshot_id"])


def _with_intervals(choice: Choice, scores: pd.DataFrame, by: str, periods: list[str]) -> pd.DataFrame:
    source = choice.source or "all"
    loads = cached.ask("rater_load", region=choice.region, periods=periods, source=source)
    if by == "sector" and len(loads):
        known = cached.ask("agency_scores", region=choice.region, periods=periods)[["agency", "sector"]]
        loads = load_of_groups(loads, known.drop_duplicates("agency"), "sector")
    loads = loads[[*_LOADS, by]] if by in loads else pd.DataFrame(columns=[*_LOADS, by])
    return add_intervals(scores.assign(source=source), _spread(choice, periods), loads, by)


def _pooled(scores: pd.DataFrame, by: str) -> pd.DataFrame:
    """Head-count means over agencies, which share no raters."""
    weighted = scores.assign(total=scores["score"] * scores["n_people"], square=(scores["se"] * scores["n_people"]) ** 2)
    keys = ["region", "period", "seq", by, "indicator"]
    sums = weighted.groupby(keys, as_index=False)[["total", "square", "n_people"]].sum(min_count=1)
    return sums.assign(score=sums["total"] / sums["n_people"], se=np.sqrt(sums["square"]) / sums["n_people"])


def _no_gaps(scores: pd.DataFrame) -> pd.DataFrame:
    columns = ["standard", "mean", "mean_low", "mean_high", "gap", "gap_low", "gap_high", "p_gap", "share_below"]
    return scores.assign(**{name: pd.Series(dtype=float) for name in columns}, state="", share_kind="none")
