"""How far ratings can be leaned on: coverage, sources beside each other, the rater's part, and the rows themselves."""

import pandas as pd

from analytics import predicates
from analytics.comparison.raters import rater_shares
from pages.answers import reference
from pages.answers.choice import Choice, remembered
from pages.answers.rounding import difference

LATE_DAYS = 31
ODD = ("n_late", "n_repeated", "n_replaced")


@remembered
def coverage(choice: Choice) -> pd.DataFrame:
    """One row: one agency, how many of its active staff were rated in the period (coverage, enough), and the share of
    the weight observed (weight_coverage); the least covered first."""
    scores = choice.ask("agency_scores", **choice.query("agencies", "positions", "indicator", "source"))
    scores = scores[scores["n_people"].notna() | scores["n_roster"].notna()]  # of others nobody knows the staff
    scores = scores.assign(n_people=scores["n_people"].fillna(0))
    covered = predicates.coverage(scores.rename(columns={"coverage": "weight_coverage"}))
    return covered.sort_values(["coverage", "agency_name"], ignore_index=True)


@remembered
def agreement(choice: Choice) -> pd.DataFrame:
    """One row: one agency whose superiors and whose own staff both rated: superior, self, gap (self minus superior, as
    both are shown); the largest difference first."""
    scores = choice.ask("source_scores", region=choice.region, periods=[choice.period], indicator=choice.indicator)
    wide = scores[scores["source"].isin(["superior", "self"])].pivot(index="agency", columns="source", values="score")
    wide = wide.reindex(columns=["superior", "self"]).dropna()
    known = coverage(choice).set_index("agency")[["agency_name", "short", "n_people"]]
    wide = wide[wide.index.isin(known.index)]
    gap = [difference(own, above) for own, above in zip(wide["self"], wide["superior"], strict=True)]
    both = wide.assign(gap=gap).join(known).reset_index()
    return both.sort_values("gap", key=abs, ascending=False, kind="stable", ignore_index=True)


@remembered
def rater_share(choice: Choice) -> pd.DataFrame:
    """One row: one source and indicator with ten named raters or more: the rater's share of variance, most first."""
    spread = choice.ask("spread", region=choice.region, periods=[choice.period], source=choice.source)
    known = {column: reference.codes(choice.ask, f"{column}s") for column in ("source", "indicator")}
    return rater_shares(spread[spread["source"].isin(known["source"]) & spread["indicator"].isin(known["indicator"])])


@remembered
def row_quality(choice: Choice) -> pd.DataFrame:
    """One row: one batch's rows about one agency: n_late of them more than a month after the period, odd all that came
    late, twice, or were replaced; the oddest first. For planners only."""
    rows = choice.ask("row_quality", region=choice.region, period=choice.period)
    if choice.sector:
        rows = rows[rows["sector"] == choice.sector].reset_index(drop=True)
    late = rows["late_days"].gt(LATE_DAYS).fillna(False).astype(bool)
    rows = rows.assign(n_late=rows["n_rows"].where(late, 0))
    rows = rows.assign(odd=rows[list(ODD)].sum(axis=1))
    return rows.sort_values("odd", ascending=False, kind="stable", ignore_index=True)
