"""Whom to praise, whom to help, whom to ask: who moved or stands apart for sure, and what each source says of it."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analytics.comparison.pooling import head_count_means
from analytics.trends.attention import attention, certain, ways
from analytics.trends.trends import SEASONS
from analytics.verdicts import judge
from pages.answers import reference
from pages.answers.changes import changes, verdicts
from pages.answers.choice import Choice, frozen, remembered
from pages.answers.intervals import EACH
from pages.answers.scores import BREAKS, funnel, history

WAY = ["agency", "first", "last", "score_first", "score_last", "n_periods", "scores"]
PLACE = ["agency", "agency_name", "short", "sector", "score"]


@remembered
def named(choice: Choice) -> pd.DataFrame:
    """One row: one agency to praise, help or ask about (`analytics.trends.attention`), of the chosen sector where there
    is one: its way since its last break, its place, and most_source, most_points, least_source, least_points: the two
    sources that say the most and the least of what is claimed, n_sources of them."""
    whole = replace(choice, sector=None, agency=None, indicator=None, labels={})
    rows = _named(whole)
    return rows if choice.sector is None else rows[rows["sector"] == choice.sector].reset_index(drop=True)


@frozen("leader")
def _named(choice: Choice) -> pd.DataFrame:
    series, here = history(choice.until_chosen()), funnel(choice, choice.period)
    way, pair = ways(series), ways(series, last=2)
    found = certain(_moves(choice), here[~here["other_form"]], way, pair)
    told = _told(choice, found, way)
    rows = attention(found, told, _steps(choice, series), _year_ago(choice, found))
    ends = told.sort_values("points").groupby(["agency", "kind"])
    least, most = (end.add_prefix(name) for end, name in ((ends.first(), "least_"), (ends.last(), "most_")))
    counted = pd.concat([least, most, ends.size().rename("n_sources")], axis=1).reset_index()
    rows = rows.merge(way[WAY], on="agency", how="left").merge(here[PLACE], on="agency", how="left")
    return rows.merge(counted, on=["agency", "kind"], how="left")


def _moves(choice: Choice) -> pd.DataFrame:
    """Every trend and every change of the same people, judged."""
    judged = verdicts(choice, choice.period)
    if choice.previous is None:
        return judged.iloc[:0]
    pairs = judge(changes(choice, choice.period))
    return pd.concat([judged[judged["metric"] == "trend"], pairs[pairs["metric"] == "same_people"]], ignore_index=True)


def _year_ago(choice: Choice, found: pd.DataFrame) -> pd.DataFrame:
    """agency, verdict: as judged in the same season of the year before; nobody where it was not published, or where
    nobody moves now."""
    published = choice.ask("published", region=choice.region)
    back = SEASONS[published.loc[published["period"] == choice.period, "cadence"].iloc[0]]
    if len(choice.earlier) < back or found["kind"].eq("place").all():
        return pd.DataFrame(columns=["agency", "verdict"])
    return verdicts(choice, choice.earlier[-back])[["agency", "verdict"]]


def _steps(choice: Choice, series: pd.DataFrame) -> pd.DataFrame:
    """One row: one step of an agency's newest segment: change, and the share of its people under a new rater."""
    newest = series[series["segment"].eq(series.groupby("agency")["segment"].transform("max"))]
    newest = newest.dropna(subset="score").sort_values(["agency", "seq"])
    steps = newest[["agency", "period"]].assign(change=newest.groupby("agency")["score"].diff()).dropna(subset="change")
    loads = choice.ask("pair_load", region=choice.region, periods=list(choice.periods), indicator="*", source="all")
    loads = loads.assign(fresh=loads["n_fresh"].astype(float) / loads["n_people"].astype(float))
    return steps.merge(loads[["agency", "period", "fresh"]], on=["agency", "period"], how="left")


def _told(choice: Choice, found: pd.DataFrame, way: pd.DataFrame) -> pd.DataFrame:
    """One row: what one source with weight says of one certain claim: points of change, or from the region's mean, on
    the indicators it rated there; none where it rated nothing."""
    rows = [row for claim in found.merge(way, on="agency").itertuples() for row in _of_claim(choice, claim)]
    return pd.DataFrame(rows, columns=["agency", "kind", "source", "points"])


def _of_claim(choice: Choice, claim) -> Iterator[tuple[str, str, str, float]]:
    since = {"trend": claim.first, "change": choice.previous, "place": choice.period}[claim.kind]
    broken = _broken(choice, since)
    for source in _weighted(choice):
        now, before = (_cells(choice, period, source) for period in (choice.period, since))
        against = _means(now) if claim.kind == "place" else _own(before, claim.agency)
        points = (_own(now, claim.agency) - against).drop(broken, errors="ignore").dropna()
        if len(points):
            yield claim.agency, claim.kind, source, float(points.mean())


def _cells(choice: Choice, period: str, source: str) -> pd.DataFrame:
    """One row: one agency and indicator as one source rated it in `period`."""
    asked = choice.query("agencies", "sectors", "indicator") | {"periods": [period], "source": EACH}
    cells = choice.ask("indicator_scores", **asked)
    return cells[cells["source"] == source]


def _own(cells: pd.DataFrame, agency: str) -> pd.Series:
    return cells[cells["agency"] == agency].set_index("indicator")["score"]


def _means(cells: pd.DataFrame) -> pd.Series:
    heads = cells["n_people"].fillna(cells["n_respondents"]).fillna(1)
    return head_count_means(cells.assign(heads=heads), "indicator").set_index("indicator")["score"]


def _weighted(choice: Choice) -> list[str]:
    sources = reference.valid(choice.ask, "sources", choice.period)
    return sources.loc[pd.to_numeric(sources["weight"]) > 0, "code"].tolist()


def _broken(choice: Choice, since: str) -> list[str]:
    """Indicators that were asked in another way since: what they say then and now is no change."""
    breaks = reference.rows(choice.ask, "breaks").reindex(columns=BREAKS)
    here = (
        breaks["region"].isin(["", "*", choice.region])
        & breaks["period"].gt(since)
        & breaks["period"].le(choice.period)
    )
    return breaks.loc[here, "indicator"].tolist()
