"""Where a series may be read as one: breaks, successions, missing periods, weights that changed too much."""

import pandas as pd

from analytics.verdicts import LEAST_COVERAGE

LEAST_SHARED_WEIGHT = 0.80
_KEYS = ["region", "agency", "indicator", "source"]


def with_segments(
    scores: pd.DataFrame, breaks: pd.DataFrame, successions: pd.DataFrame, by: str = "agency"
) -> pd.DataFrame:
    """`scores` (region, `by`, period, seq, cadence, score, coverage; indicator, source, shared_weight where known), in
    order of time.

    Each cadence is its own series. breaks: region, indicator (`*` or empty: all), period, reason. successions: region,
    old, new, kind, period. A rename continues the line under the new code. A merge or split starts a new segment for
    every agency it names. Periods are compared as codes of one cadence. Adds was (the old code where renamed), segment
    (number within the series), starts_because (`break`, `merge`, `split`, `weights`, or None), starts_with (reason, or
    the other agency's code) and line (points joined by a line: also interrupted by a missing period or by a point
    without a score or under 60 % coverage, whose line is <NA>).
    """
    result = scores.assign(was=None)
    agency_level = by == "agency"
    if agency_level:
        for step in successions[successions["kind"] == "rename"].sort_values("period").itertuples():
            old = (result["region"] == step.region) & (result[by] == step.old) & (result["period"] < step.period)
            result.loc[old & result["was"].isna(), "was"] = step.old
            result.loc[old, by] = step.new
    keys = [key for key in [*_KEYS, "cadence"] if key in result and key != "agency"] + [by]
    result = result.sort_values([*keys, "seq"]).reset_index(drop=True)
    result["starts_because"], result["starts_with"] = None, None
    splits = successions[successions["kind"].isin(["merge", "split"])] if agency_level else successions.iloc[:0]
    for rows in result.groupby(keys, dropna=False).indices.values():
        series = result.iloc[rows]
        for index, because, found in _starts(series, breaks, splits, by):
            result.loc[index, ["starts_because", "starts_with"]] = [because, found]
    groups = result.groupby(keys, dropna=False)
    result["segment"] = result["starts_because"].notna().groupby([result[key] for key in keys], dropna=False).cumsum()
    solid = result["score"].notna() & result["coverage"].fillna(1.0).ge(LEAST_COVERAGE)
    gap = groups["seq"].diff().ne(1) | ~solid.groupby([result[key] for key in keys], dropna=False).shift(
        fill_value=False
    )
    cut = (gap | result["starts_because"].notna()).astype(int)
    result["line"] = cut.groupby([result[key] for key in keys], dropna=False).cumsum().astype("Int64").where(solid)
    return result


def _starts(series: pd.DataFrame, breaks: pd.DataFrame, splits: pd.DataFrame, by: str):
    """The rows of one series that start a new segment: (index, why, what with). The first row of a series starts
    nothing new."""
    first, last = series["period"].iloc[0], series["period"].iloc[-1]
    region, code = series["region"].iloc[0], series[by].iloc[0]
    indicator = series["indicator"].iloc[0] if "indicator" in series else "*"
    here = breaks[(breaks["region"] == region) | breaks["region"].isin(["", "*"])]
    about = here["indicator"].isin(["", "*", indicator]) | here["indicator"].isna() | (indicator == "*")
    events = [(row.period, "break", row.reason) for row in here[about].itertuples()]
    mine = splits[(splits["region"] == region) & ((splits["old"] == code) | (splits["new"] == code))]
    events += [(row.period, row.kind, row.new if row.old == code else row.old) for row in mine.itertuples()]
    for period, because, found in sorted(events, key=lambda event: event[0]):
        if first < period <= last:
            yield series.index[series["period"] >= period][0], because, found
    if "shared_weight" in series:
        for index in series.index[series["shared_weight"].lt(LEAST_SHARED_WEIGHT)]:
            yield index, "weights", None
