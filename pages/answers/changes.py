"""What changed: between two periods of the same people or of the scores, over all periods as a trend, and why."""

from dataclasses import replace

import pandas as pd

from analytics.change.overlap import with_overlap
from analytics.change.paired import paired_changes, same_people, unpaired_changes, year_ago
from analytics.change.parts import LEAST_TOLD, decompose
from analytics.change.stayers import on_all_weight, pair_means
from analytics.trends.trends import trends
from analytics.verdicts import STRENGTH, judge
from pages.answers.choice import Choice, frozen, regardless_of, remembered
from pages.answers.intervals import EACH, basis
from pages.answers.scores import agencies, histories, history, of_sector, region, region_breaks

MOST_OTHER = 0.05
"""Weight that sources may have more or less of in the region than the period before, for the two to be compared: peers
who rate 8 points milder move the whole by less than half a point then."""
LEAST_SHARED = 0.5
"""Weight of its sources that two periods must share to be compared on them: as much as makes a combined score."""


@regardless_of("agency")
@frozen("leader")
def changes(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency's change between `period` and the one before it, not yet judged; none across a break.

    Of the same people (metric `same_people`) where the store can pair them, else the difference of the two scores, with
    how many were rated both times. Under the indicator `EACH`: on every weighted one by itself.
    """
    if choice.sector:
        return of_sector(choice, changes(replace(choice, sector=None), period))
    now, before = _neighbours(choice, period)
    apart = unpaired_changes(now, before)
    paired = _same_people(choice, period, apart)
    rest = _overlapping(choice, period, apart[~_among(apart, paired, _keys(choice))])
    return pd.concat([paired, rest], ignore_index=True)


@regardless_of("agency")
@frozen("leader")
def verdicts(choice: Choice, last: str) -> pd.DataFrame:
    """One row: one agency judged over the periods up to `last`: its trend; under five periods its last change.

    Columns of `verdicts.judge`: metric (`trend`, `difference`), estimate, low, high, verdict, n_periods, cap_reason.
    """
    series = history(choice)
    series = series[series["seq"] <= series.loc[series["period"] == last, "seq"].max()]
    moves = trends(series)
    return _judged(moves, _recent(choice, moves, last))


@regardless_of("agency", "indicator")
@frozen("leader")
def judged_by_indicator(choice: Choice) -> pd.DataFrame:
    """One row: one agency judged on one weighted indicator up to the chosen period, as `verdicts` of each."""
    series, last = histories(choice), choice.period
    here = series["period"] == last
    series = series[
        (series["seq"] <= series.loc[here, "seq"].max()) & series["indicator"].isin(series["indicator"][here])
    ]
    moves = trends(series)
    recent = _recent(replace(choice, indicator=EACH), moves, last)
    each = [
        _judged(
            moves[moves["indicator"] == code].reset_index(drop=True),
            recent if recent is None else recent[recent["indicator"] == code],
        )
        for code in series["indicator"].unique()
    ]
    return pd.concat(each or [verdicts(choice, last).iloc[:0].assign(indicator="")], ignore_index=True)


SHORT = ["pair", "show"]  # too few periods for a trend, enough for a difference


def _recent(choice: Choice, moves: pd.DataFrame, last: str) -> pd.DataFrame | None:
    """The last changes, where trends are too short for one."""
    return changes(choice, last) if moves["rule"].isin(SHORT).any() else None


def _judged(moves: pd.DataFrame, recent: pd.DataFrame | None) -> pd.DataFrame:
    """Trends, judged: where they are too short for one, the last change instead."""
    short = moves["rule"].isin(SHORT)
    pairs, rest = moves[short], moves[~short]
    if len(pairs) and recent is not None:
        recent = recent[recent["agency"].isin(pairs["agency"])]
        rest = pd.concat([rest, recent, pairs[~pairs["agency"].isin(recent["agency"])]])
    return judge(rest.reset_index(drop=True))


@regardless_of("agency")
@frozen("leader")
def judged(choice: Choice) -> pd.DataFrame:
    """One row: one agency judged, the strongest evidence first, with its newest agency_name, short, sector and score;
    order is the place of its verdict in `verdicts.STRENGTH`."""
    known = agencies(choice).sort_values("seq").drop_duplicates("agency", keep="last")
    newest = known[["agency", "agency_name", "short", "sector", "score", "seq", "n_respondents"]]
    moves = verdicts(choice, choice.period).drop(columns=["agency_name", "short", "n_respondents"], errors="ignore")
    moves = moves.merge(newest, on="agency", suffixes=("_judged", ""))
    moves["n_respondents"] = moves["n_respondents"].where(moves["metric"] != "same_people")
    if choice.sector:
        moves = moves[moves["sector"] == choice.sector]
    return ordered(moves).sort_values(["order", "p", "agency_name"], ignore_index=True)


def ordered(moves: pd.DataFrame) -> pd.DataFrame:
    """Judged rows with order: what moves comes first."""
    return moves.assign(order=moves["verdict"].map({code: place for place, code in enumerate(STRENGTH)}))


def last_changes(choice: Choice) -> pd.DataFrame:
    """One row: one agency's judged change between the chosen period and the one before."""
    return judge(changes(choice, choice.period)) if choice.previous else verdicts(choice, choice.period)


@frozen("leader", newest=True)
def region_change(choice: Choice) -> pd.DataFrame:
    """At most one row: the region's judged difference between the chosen period and the one before; none across a
    change of forms. Where sources came or went it is that of the people rated in both, on the sources that both have:
    of_sources names them (tuple, empty: all), and there is no row where they make no combined score."""
    scores = region(choice)
    now = scores[scores["period"] == choice.period]
    before = scores[scores["seq"] == now["seq"].max() - 1] if len(now) else now
    if choice.period in region_breaks(choice, agencies(choice)):
        now = now.iloc[:0]
    apart = unpaired_changes(now, before, by="group")
    shared = _shared_sources(choice)
    if shared and len(apart):
        apart = _same_people(choice, choice.period, apart, by="group")
    return judge(apart).assign(of_sources=[shared] * len(apart))


def _shared_sources(choice: Choice) -> tuple[str, ...]:
    """The sources that tell both the chosen period and the one before, where others came or went; else empty."""
    if choice.source or choice.previous is None:
        return ()
    told = source_weights(choice, [choice.previous, choice.period])
    least, most = told.groupby("source")["share"].min(), told.groupby("source")["share"].max()
    return () if (most - least).le(MOST_OTHER).all() else tuple(least.index[least > 0])


def source_weights(choice: Choice, periods: list[str]) -> pd.DataFrame:
    """One row: one source in one of the periods, with the share (0-1) of the region's weight it told."""
    asked = {"region": choice.region, "periods": periods}
    seen = choice.ask("observed_weight", **asked)
    seen = seen if choice.indicator is None else seen[seen["indicator"] == choice.indicator]
    people = agencies(choice).set_index(["agency", "period"])["n_people"].astype(float).fillna(1.0)
    seen = seen.assign(
        weight=seen["weight"] * people.reindex(pd.MultiIndex.from_frame(seen[["agency", "period"]])).array
    )
    grid = seen.pivot_table(index="source", columns="period", values="weight", aggfunc="sum", fill_value=0.0)
    return (grid / grid.sum()).stack().rename("share").reset_index()


@remembered
def since_last_year(choice: Choice) -> pd.DataFrame:
    """One row: one agency's judged difference between the chosen period and the same season a year before."""
    apart = year_ago(history(choice))
    return judge(apart) if len(apart) else apart


@remembered
def pair_sums(choice: Choice, period: str) -> pd.DataFrame:
    """One row: stayers, joiners or leavers of one agency between `period` and the one before, where the sums speak of
    all weight that both have; none under a filter of positions, whose people are not paired apart."""
    sums = _sums(choice, period)
    return sums[sums["complete"]]


def _sums(choice: Choice, period: str) -> pd.DataFrame:
    """`pair_sums`, those that speak of a part of the weight among them."""
    asked = {"region": choice.region, "periods": [period], "each": choice.indicator == EACH}
    sums = choice.ask("pair_sums", **asked, **basis(choice))
    return sums.iloc[:0] if choice.position else sums


@remembered
def stayers(choice: Choice) -> pd.DataFrame:
    """Two rows per pair of periods: the mean of the chosen agency's people rated in both, before and now (see
    `stayers.pair_means`).

    Empty where nobody can be paired: a position filter, few people, or releases out of order.
    """
    asked = {"region": choice.region, "periods": list(choice.periods), "agencies": [choice.agency]}
    sums = choice.ask("pair_sums", **asked, **basis(choice))
    sums = sums[sums["period_before"].isin(choice.periods) & sums["complete"]]
    return pair_means(sums.iloc[:0] if choice.position else sums)


@regardless_of("agency")
@frozen("leader")
def parts(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one agency's change of the score as shown, split (see `parts.decompose`).

    n_people, n_respondents: of the later period. uncut: why its people are not told apart: position (a filter), nobody
    (was rated by name), corrected (no pairs at all), few, little (of the weight); None where they are.
    """
    now, before = _neighbours(choice, period)
    shown = now.merge(before[["agency", "score"]], on="agency", suffixes=("", "_before"), validate="one_to_one")
    asked = {"region": choice.region, "periods": [period, *before["period"].unique()], "indicator": choice.indicator}
    positions = [choice.position] if choice.position else None
    leaves = choice.ask("score_leaves", **asked, source=choice.source, positions=positions)
    here = leaves["period"] == period
    columns = ["agency", "score", "score_before"]
    split = decompose(leaves[here], leaves[~here], shown[columns], _sums(choice, period))
    split = split.merge(shown[["agency", "n_people", "n_respondents"]], on="agency", validate="one_to_one")
    return split.assign(uncut=_why_uncut(choice, period, split))


def _why_uncut(choice: Choice, period: str, split: pd.DataFrame) -> pd.Series:
    """Why the people of each row of `split` are not told apart; None where they are."""
    if choice.position:
        return pd.Series("position", index=split.index, dtype=object)
    corrected = choice.ask("pair_spread", region=choice.region, periods=[period]).empty
    why = pd.Series("corrected" if corrected else "few", index=split.index, dtype=object)
    why = why.mask(split["told"].between(0, LEAST_TOLD, inclusive="neither"), "little").mask(
        split["n_people"].isna(), "nobody"
    )
    return why.mask(split["same_people"].notna(), None)


def _neighbours(choice: Choice, period: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The agencies of `period` and of the period before that no break parts."""
    series, keys = histories(choice) if choice.indicator == EACH else history(choice), _keys(choice)
    now = series[series["period"] == period]
    before = series[series["seq"] == now["seq"].max() - 1] if len(now) else now
    unbroken = now.merge(before[[*keys, "segment"]], on=[*keys, "segment"])
    return now[_among(now, unbroken, keys)], before[_among(before, unbroken, keys)]


def _keys(choice: Choice) -> list[str]:
    """What tells rows of one period apart."""
    return ["agency", "indicator"] if choice.indicator == EACH else ["agency"]


def _among(rows: pd.DataFrame, others: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Whether each row stands among the others by these columns."""
    own = pd.MultiIndex.from_frame(rows[keys]).isin(pd.MultiIndex.from_frame(others[keys]))
    return pd.Series(own, index=rows.index)


def _overlapping(choice: Choice, period: str, apart: pd.DataFrame) -> pd.DataFrame:
    """`apart` with what is known of the people rated in both periods; under a filter of positions nothing is."""
    if apart.empty or choice.position:
        return apart
    asked = {"region": choice.region, "periods": [period], **basis(choice)}
    spread, loads = (choice.ask(name, **asked) for name in ("pair_spread", "pair_load"))
    if spread.empty:
        return apart
    both = [period, *apart["period_before"].unique()]
    level = choice.ask("spread", **asked | {"periods": both})
    names = ["snapshot_id", "previous_snapshot_id"]
    return with_overlap(apart, *(frame.drop(columns=names, errors="ignore") for frame in (spread, loads, level)))


def _same_people(choice: Choice, period: str, apart: pd.DataFrame, by: str = "agency") -> pd.DataFrame:
    """`apart` with the change of the people present in both periods, for the agencies (or, by `group`, the region)
    where it is known, on the weight that both periods share."""
    sums, keys = pair_sums(choice, period), [by] if by == "group" else _keys(choice)
    asked = {"region": choice.region, "periods": [period], **basis(choice)}
    spread, loads, level, level_loads = (
        choice.ask(name, **asked) for name in ("pair_spread", "pair_load", "spread", "rater_load")
    )
    if by == "group":
        sums = sums[sums["weight_shared"].ge(LEAST_SHARED)].assign(group=choice.region)
        of = ["snapshot_id", "previous_snapshot_id", "region", "period", "indicator", "source"]
        loads = loads.groupby([key for key in of if key in loads], dropna=False).sum(numeric_only=True)
        loads = loads.reset_index().assign(group=choice.region)
    sums = sums[_among(sums, apart, keys)]
    if sums.empty:
        return apart.iloc[:0]
    stay = same_people(on_all_weight(sums), by).merge(apart[[*keys, "coverage"]], on=keys, how="left")
    moved = paired_changes(stay, spread, loads, level, level_loads, by)
    known = apart.drop(columns=[column for column in moved if column in apart and column not in keys])
    return known.merge(moved, on=keys, validate="one_to_one")
