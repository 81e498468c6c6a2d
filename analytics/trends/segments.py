"""Where a series may be read as one: breaks, successions, missing periods, weights that changed too much."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.verdicts import LEAST_COVERAGE

LEAST_SHARED_WEIGHT = 0.80
_KEYS = ["region", "agency", "indicator", "source"]


def with_segments(
    scores: pd.DataFrame, breaks: pd.DataFrame, successions: pd.DataFrame, forms: pd.DataFrame | None = None,
    by: str = "agency",
) -> pd.DataFrame:  # fmt: skip
    """`scores` (region, `by`, period, seq, cadence, score, coverage; indicator, source, shared_weight where known), in
    order of time.

    Each cadence is its own series. breaks: region, indicator (`*` or empty: all), period, reason. successions: region,
    old, new, kind, period. A rename continues the line under the new code. A merge or split starts a new segment for
    every agency it names. forms: rows of `instruments.form_changes`, each a new segment of its agency, or of the one
    indicator or source it names. Periods are compared as codes of one cadence.

    Adds was (the old code where renamed), segment (number within the series), starts_because (`break`, `merge`,
    `split`, `instrument`, `weights`, or None), starts_with (reason, the other agency's code, or both forms) and line
    (points joined by a line: also interrupted by a missing period or by a point without a score or under 60 % coverage,
    whose line is <NA>).
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
    result["starts_because"] = pd.Series(None, index=result.index, dtype=object)
    result["starts_with"] = pd.Series(None, index=result.index, dtype=object)
    splits = successions[successions["kind"].isin(["merge", "split"])] if agency_level else successions.iloc[:0]
    groups = result.groupby(keys, dropna=False)
    number = groups.ngroup()
    for about, period, because, difference in _events(result, breaks, splits, forms if agency_level else None, by):
        after, before = about & (result["period"] >= period), about & (result["period"] < period)
        first = result.index[after & number.isin(number[before].unique())]
        first = number[first].drop_duplicates().index  # rows are in order of time within a series
        result.loc[first, "starts_because"], result.loc[first, "starts_with"] = because, difference
    if "shared_weight" in result:
        # The first point of a series has no period before it to share weight with, and is no break for that.
        other = result["shared_weight"].lt(LEAST_SHARED_WEIGHT) & number.duplicated()
        result.loc[other & result["starts_because"].isna(), "starts_because"] = "weights"
    result["segment"] = result["starts_because"].notna().groupby([result[key] for key in keys], dropna=False).cumsum()
    solid = result["score"].notna() & result["coverage"].fillna(1.0).ge(LEAST_COVERAGE)
    gap = groups["seq"].diff().ne(1) | ~solid.groupby([result[key] for key in keys], dropna=False).shift(
        fill_value=False
    )
    cut = (gap | result["starts_because"].notna()).astype(int)
    result["line"] = cut.groupby([result[key] for key in keys], dropna=False).cumsum().astype("Int64").where(solid)
    return result


def shared_weight(observed: pd.DataFrame, by: Sequence[str] = ("agency",)) -> pd.DataFrame:
    """One row: one group (`by`) and period with the share (0-1) of weight it has in common with its period before.

    observed: `by`, period, indicator, source, weight (observed). The share is of the larger of the two periods' weight;
    NaN in the first period.
    """
    names = [name for name in ("indicator", "source") if name not in by]
    wide = observed.pivot_table(index=[*by, "period"], columns=names, values="weight", fill_value=0.0)
    if wide.empty:
        return pd.DataFrame(columns=[*by, "period", "shared_weight"])
    wide = wide.sort_index()
    before = wide.groupby(level=list(by)).shift()
    both = np.minimum(wide, before).sum(axis=1, min_count=1)
    total = np.maximum(wide.sum(axis=1), before.sum(axis=1, min_count=1))
    return (both / total).rename("shared_weight").reset_index()


def joined(mine: pd.DataFrame, by: str = "line") -> pd.Series:
    """Whether a line may join each period of one group's series (in order of time) with the one before. by: `line`, or
    `segment`, where thin coverage does not part them."""
    return mine[by].eq(mine[by].shift()).fillna(False).astype(bool)


def newest_segment(series: pd.DataFrame) -> pd.DataFrame:
    """The rows of one group's series since its last break."""
    return series[series["segment"] == series.sort_values("seq")["segment"].iloc[-1]]


def _events(scores: pd.DataFrame, breaks: pd.DataFrame, splits: pd.DataFrame, forms: pd.DataFrame | None, by: str):
    """(rows of the series it concerns, period, why, what with) of everything that starts a new segment."""
    everything = pd.Series(True, index=scores.index)
    for row in breaks.itertuples():
        about = everything if row.region in ("", "*") else scores["region"] == row.region
        if "indicator" in scores and not pd.isna(row.indicator) and row.indicator not in ("", "*"):
            about = about & scores["indicator"].isin(["*", row.indicator])
        yield about, row.period, "break", row.reason
    for row in splits.itertuples():
        for code, other in ((row.old, row.new), (row.new, row.old)):
            yield (scores["region"] == row.region) & (scores[by] == code), row.period, row.kind, other
    for row in () if forms is None else forms.itertuples():
        about = (scores["region"] == row.region) & (scores[by] == row.agency)
        for one in ("indicator", "source"):
            if hasattr(row, one):
                about = about & (scores[one] == getattr(row, one))
        yield about, row.period, "instrument", f"{row.was} → {row.now}"
