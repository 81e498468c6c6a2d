"""The frames behind the charts: leader queries joined with analytics. One row is said with each function.

Everything is computed from released cells; what is slow is remembered per filters and version of the store.
"""

import numpy as np
import pandas as pd

from analytics.change.paired import paired_changes, same_people, unpaired_changes
from analytics.change.parts import decompose
from analytics.comparison.differences import add_difference
from analytics.comparison.funnel import add_funnel
from analytics.trends.segments import with_segments
from analytics.trends.signals import new_signals
from analytics.trends.trends import trends
from analytics.verdicts import judge
from pages.answers.choice import Choice
from pages.answers.intervals import basis, with_ranges
from pages.ui.page import cached
from pages.ui.page.names import rows, weighted_indicators
from pages.ui.page.remember import remembered

BREAKS = ["region", "indicator", "period", "reason"]
SUCCESSIONS = ["region", "old", "new", "kind", "period"]
EVENTS = ["region", "agency", "period", "name_id", "name_en"]


@remembered
def agencies(choice: Choice) -> pd.DataFrame:
    """One row: one agency of the region in one published period (the whole history), with its interval.

    All agencies, whatever agency is chosen: they are its peers. Adds se, low, high, half_width, cap to agency_scores;
    weight_coverage (share of the weight observed), staff_coverage (share of active staff rated; NaN where the roster
    does not say) and, in place of coverage, the smaller of the two: verdicts stand on both. What citizens alone say of
    an indicator has neither: no staff was to be covered.
    """
    scores = cached.ask("agency_scores", **choice.query("agencies", periods=True))
    rated = scores["n_people"].astype("Float64") / scores["n_roster"].astype("Float64")
    if choice.position is not None:  # the roster is known for whole agencies
        rated[:] = pd.NA
    staff = np.minimum(rated.to_numpy(float, na_value=np.nan), 1.0)
    scores = scores.assign(
        weight_coverage=scores["coverage"],
        staff_coverage=staff,
        coverage=np.fmin(scores["coverage"].astype(float), staff),
    )
    return with_ranges(choice, scores, choice.periods, "agency", scores, choice.indicator or "*")


@remembered
def region(choice: Choice) -> pd.DataFrame:
    """One row: the region in one published period, with its interval; `group` is the region's code."""
    scores = cached.ask("region_scores", **choice.query("agencies", periods=True)).assign(group=choice.region)
    scores = scores.assign(weight_coverage=scores["coverage"])
    members = agencies(choice)[["agency"]].drop_duplicates().assign(group=choice.region)
    return with_ranges(choice, scores, choice.periods, "group", members, choice.indicator or "*")


@remembered
def sectors(choice: Choice) -> pd.DataFrame:
    """One row: one sector in one published period, with its interval."""
    scores = cached.ask("sector_scores", **choice.query("agencies", periods=True))
    scores = scores.assign(weight_coverage=scores["coverage"])
    members = agencies(choice).drop_duplicates("agency")
    return with_ranges(choice, scores, choice.periods, "sector", members, choice.indicator or "*")


@remembered
def history(choice: Choice) -> pd.DataFrame:
    """`agencies` in order of time with segment and line: points joined by a line share one `line`."""
    scores = agencies(choice)
    if choice.indicator is None:
        scores = scores.merge(_shared_weight(choice), on=["agency", "period"], how="left")
    breaks = rows("breaks").reindex(columns=BREAKS)
    breaks = breaks[breaks["indicator"].isin(["", "*", *_made_of(choice)])]
    successions = rows("successions").reindex(columns=SUCCESSIONS)
    return with_segments(scores, breaks, successions)


def _made_of(choice: Choice) -> list[str]:
    """The indicators a figure is made of: a new questionnaire elsewhere is no break of it."""
    return [choice.indicator] if choice.indicator else list(weighted_indicators())


def _shared_weight(choice: Choice) -> pd.DataFrame:
    """One row: one agency and period with the share of weight it has in common with its period before."""
    seen = cached.ask("observed_weight", region=choice.region, periods=list(choice.periods))
    wide = seen.pivot_table(index=["agency", "period"], columns="indicator", values="weight", fill_value=0.0)
    if wide.empty:
        return pd.DataFrame(columns=["agency", "period", "shared_weight"])
    wide = wide.sort_index()
    before = wide.groupby(level="agency").shift()
    both = np.minimum(wide, before).sum(axis=1, min_count=1)
    total = np.maximum(wide.sum(axis=1), before.sum(axis=1, min_count=1))
    return (both / total).rename("shared_weight").reset_index()


@remembered
def verdicts(choice: Choice, last: str) -> pd.DataFrame:
    """One row: one agency judged over the periods up to `last`: its trend; under five periods its last change.

    Columns of `verdicts.judge`: metric (`trend`, `difference`), estimate, low, high, verdict, n_periods, cap_reason.
    """
    series = history(choice)
    series = series[series["seq"] <= series.loc[series["period"] == last, "seq"].max()]
    found = trends(series)
    short = found["rule"].isin(["pair", "show"])  # too few periods for a trend, enough for a difference
    pairs, rest = found[short], found[~short]
    if len(pairs):
        recent = changes(choice, last)
        recent = recent[recent["agency"].isin(pairs["agency"])]
        rest = pd.concat([rest, recent, pairs[~pairs["agency"].isin(recent["agency"])]])
    return judge(rest.reset_index(drop=True))


@remembered
def changes(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency's change between `period` and the one before it, not yet judged; none across a break.

    Of the same people (metric `same_people`) where the store can pair them, else the difference of the two scores.
    """
    now, before = _neighbours(choice, period)
    apart = unpaired_changes(now, before)
    paired = _same_people(choice, period, apart)
    return pd.concat([paired, apart[~apart["agency"].isin(paired["agency"])]], ignore_index=True)


def _neighbours(choice: Choice, period: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The agencies of `period` and of the period before that no break parts."""
    series = history(choice)
    now = series[series["period"] == period]
    before = series[series["seq"] == now["seq"].max() - 1] if len(now) else now
    joined = now.merge(before[["agency", "segment"]], on=["agency", "segment"])["agency"]
    return now[now["agency"].isin(joined)], before[before["agency"].isin(joined)]


@remembered
def pair_sums(choice: Choice, period: str) -> pd.DataFrame:
    """One row: stayers, joiners or leavers of one agency between `period` and the one before; none under a filter of
    positions, whose people are not paired apart."""
    sums = cached.ask("pair_sums", region=choice.region, periods=[period], **basis(choice))
    return sums.iloc[:0] if choice.position else sums


def _same_people(choice: Choice, period: str, apart: pd.DataFrame) -> pd.DataFrame:
    """`apart` with the change of the people present in both periods, for the agencies where it is known."""
    sums = pair_sums(choice, period)
    sums = sums[sums["agency"].isin(apart["agency"])]
    if sums.empty:
        return apart.iloc[:0]
    share = sums["weight_shared"]
    stayers = same_people(sums.assign(total_now=sums["total_now"] / share, total_before=sums["total_before"] / share))
    stayers["coverage"] = stayers["agency"].map(apart.set_index("agency")["coverage"])
    query = {"region": choice.region, "periods": [period], **basis(choice)}
    frames = [cached.ask(name, **query) for name in ("pair_spread", "pair_load", "spread", "rater_load")]
    found = paired_changes(stayers, *frames)
    known = apart.drop(columns=[column for column in found if column in apart and column != "agency"])
    return known.merge(found, on="agency", validate="one_to_one")


@remembered
def parts(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency's change of the score as shown, split (see `change.decompose`); reason where it is not."""
    now, before = _neighbours(choice, period)
    both = now.merge(before[["agency", "score"]], on="agency", suffixes=("", "_before"), validate="one_to_one")
    sums = pair_sums(choice, period)
    effect = sums.drop_duplicates("agency").set_index("agency")["weight_effect"]
    sums = sums.assign(total_now=sums["total_now"] + sums["weight_effect"] * sums["n_people"])
    shown = both.assign(score_old_weights=both["score"] - both["agency"].map(effect).astype(float))
    return decompose(sums, shown[["agency", "score", "score_before", "score_old_weights"]])


@remembered
def region_change(choice: Choice) -> pd.DataFrame:
    """At most one row: the region's judged difference between the chosen period and the one before."""
    scores = region(choice)
    now = scores[scores["period"] == choice.period]
    before = scores[scores["seq"] == now["seq"].max() - 1] if len(now) else now
    return judge(unpaired_changes(now, before, by="group"))


@remembered
def funnel(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency in `period` with its funnel limits and place."""
    scores = agencies(choice)
    centre = region(choice)
    middle = centre.loc[centre["period"] == period, "score"]
    here = scores[scores["period"] == period].reset_index(drop=True)
    return add_funnel(here, centre=float(middle.iloc[0]) if middle.notna().any() else None)


@remembered
def signals(choice: Choice) -> pd.DataFrame:
    """At most five rows: what is new in the chosen period about the agencies, strongest first."""
    if choice.previous is None:
        return pd.DataFrame(columns=["agency", "kind", "verdict", "place", "estimate"])
    return new_signals(
        judge(changes(choice, choice.period)),
        verdicts(choice, choice.period),
        verdicts(choice, choice.previous),
        funnel(choice, choice.period),
        funnel(choice, choice.previous),
    )


@remembered
def indicators(choice: Choice) -> pd.DataFrame:
    """One row: one agency and indicator in the chosen period, against the region's mean of that indicator.

    Adds low, high, centre, certain: the difference from the centre holds against all cells of the region together.
    """
    scores = cached.ask("indicator_scores", **choice.query("agencies", "indicator", "sectors"))
    found = with_ranges(choice, scores, [choice.period])
    found = add_difference(found.assign(n_people=found["n_range"])).assign(n_people=found["n_people"])
    found["certain"] = found["place"].isin(["above", "below"]) & found["n_range"].ge(5)
    return found if choice.sector is None else found[found["sector"] == choice.sector].reset_index(drop=True)


def events(choice: Choice, agency: str | None = None) -> pd.DataFrame:
    """One row: something that happened in the region or to the agency, with the place of its period in time."""
    known = rows("events").reindex(columns=EVENTS)
    here = (known["region"] == choice.region) & (known["agency"].isin(["", agency]) | known["agency"].isna())
    published = cached.ask("published", region=choice.region).drop_duplicates("period")[["period", "seq"]]
    return known[here].merge(published, on="period")
