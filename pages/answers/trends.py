"""One agency over time: its own line, what each source and each indicator says of it, and what it should reach."""

from dataclasses import replace

import pandas as pd

from analytics.comparison.pooling import head_count_means
from analytics.gaps.wanted import wanted_score
from analytics.statistics.control_chart import add_limits
from analytics.trends.segments import joined, newest_segment
from pages.answers import reference
from pages.answers.changes import judged_by_indicator, ordered
from pages.answers.choice import Choice, remembered
from pages.answers.scores import histories, history, source_histories


def own_history(choice: Choice, agency: str, joined_by: str = "line") -> pd.DataFrame:
    """One row: one period in which the agency has a score, with its interval; joined: whether a line may join it with
    the one before (see `segments.joined`)."""
    return _own(history(choice), agency, joined_by)


def _own(everybody: pd.DataFrame, agency: str | None, joined_by: str = "line") -> pd.DataFrame:
    """`own_history` of a history of all agencies."""
    mine = everybody[everybody["agency"] == agency].dropna(subset="score")
    return mine.assign(joined=joined(mine, joined_by))


@remembered
def control_limits(choice: Choice) -> pd.DataFrame:
    """One row: one period of the chosen agency since its last break, with the limits of `control_chart.add_limits`."""
    everybody = history(choice)
    return add_limits(newest_segment(everybody[everybody["agency"] == choice.agency]))


@remembered
def by_source(choice: Choice) -> pd.DataFrame:
    """One row: one source's score of the chosen agency in one period, with its interval where the spread of that source
    is known (of single indicators only); no row where it saw under 60 % of the weight.

    Peers and citizens rate few of an agency by design, so thin coverage parts no line.
    """
    each = source_histories(choice)
    own = [_own(everybody, choice.agency, "segment") for _, everybody in each.groupby("source", sort=False)]
    return pd.concat([line for line in own if len(line)] or [each.iloc[:0].assign(joined=False)], ignore_index=True)


@remembered
def by_indicator(choice: Choice) -> pd.DataFrame:
    """One row: one indicator of the chosen agency, or (no agency) of the region, in one period; verdict is the
    agency's, and the strongest evidence comes first (place)."""
    weighted = reference.weighted_indicators(choice.ask)
    judged = judged_by_indicator(_whole(choice))
    judged = ordered(judged[judged["agency"] == choice.agency]).sort_values(["order", "p"])
    verdict = judged.drop_duplicates("indicator").set_index("indicator")["verdict"]
    each = histories(_whole(choice))
    own = pd.concat([_own(each[each["indicator"] == code], choice.agency) for code in weighted], ignore_index=True)
    others = choice.ask("sector_indicators", **choice.query("indicator", "agencies", "sectors", periods=True))
    others = others[others["indicator"].isin(own["indicator"])]
    both = pd.concat([own, head_count_means(others, "indicator", "period", "seq")], ignore_index=True)
    places = [*verdict.index, *(code for code in weighted if code not in verdict.index)]
    both = both.assign(
        verdict=[verdict.get(code, "insufficient") for code in both["indicator"]],
        place=both["indicator"].map({code: place for place, code in enumerate(places)}),
    )
    return both.sort_values(["place", "seq"], kind="stable", ignore_index=True)


def _whole(choice: Choice) -> Choice:
    """The choice for all agencies of the region."""
    return replace(choice, agency=None, indicator=None, sector=None, labels={})


def standard(choice: Choice) -> float | None:
    """The score the chosen agency should reach: its positions' standards by head count, for the composite by weight.

    None where a weighted indicator has no standard, or under a source, for which none is set.
    """
    if choice.source:
        return None
    here = {"region": choice.region, "periods": [choice.period]}
    people = choice.ask("agency_positions", **here)
    people = people[people["agency"] == choice.agency]
    standards = reference.standards(choice.ask, choice.period)
    if choice.indicator:
        return wanted_score(people, standards[standards["indicator"] == choice.indicator])
    return wanted_score(people, standards, choice.ask("weights", **here))
