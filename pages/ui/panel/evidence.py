"""What stands behind a verdict, and what would change it, in words: the same card on every page."""

import pandas as pd

from analytics.comparison.coverage import COVERAGES
from analytics.trends.claims import Claim, claim
from pages.ui.words import formats, t

_SAY = {
    "coverage_needed": formats.percent,
    "same_raters_needed": formats.percent,
    "change_needed": formats.number,
    "change_back": formats.number,
}


def claim_of(judged: pd.DataFrame, agency: str) -> Claim | None:
    """The claim about one agency of a frame of `verdicts.judge`, or None."""
    rows = judged[judged["agency"] == agency].to_dict("records")
    return claim(rows[0]) if rows else None


def facts_of(about: Claim, own: pd.Series) -> list[tuple[str, str]]:
    """`facts` of a claim. What citizens say of an agency has no part in the change of the same people."""
    own = own.drop("n_respondents", errors="ignore") if about.metric == "same_people" else own
    return facts(about.n_people, own, reach(about.low, about.high), about.n_periods)


def facts(n_people: object, own: pd.Series, reach: str = "", n_periods: int | None = None) -> list[tuple[str, str]]:
    """(name, value) pairs of an evidence card, unknown ones left out. own: the agency's row of `scores.agencies`."""
    known = own.dropna()
    pairs = [
        ("people", None if formats.missing(n_people) else formats.count(n_people)),
        ("respondents", formats.count(known["n_respondents"]) if "n_respondents" in known else None),
        ("raters", formats.count(known["n_raters"]) if "n_raters" in known else None),
        *((name, formats.percent(known[name]) if name in known else None) for name in COVERAGES),
        ("range", reach or None),
        ("periods", str(n_periods) if n_periods and n_periods > 1 else None),
    ]
    return [(t(f"evidence.{name}"), value) for name, value in pairs if value is not None]


def reach(low: float | None, high: float | None) -> str:
    """An interval of a change in points: "+1,0 sampai +11,8"."""
    if low is None or high is None or formats.missing(low) or formats.missing(high):
        return ""
    return t("evidence.from_to", low=formats.signed(low), high=formats.signed(high))


def would_change(about: Claim) -> list[str]:
    """What would change this verdict, one sentence part each."""
    return [
        t(f"condition.{condition.code}", value=_SAY.get(condition.code, formats.count)(condition.value))
        for condition in about.would_change
    ]


def place_would_change(row) -> str:
    """What would bring an agency outside the funnel back inside: its score at the limit of its size."""
    above = row.funnel == "above998"
    return t("condition.inside_above" if above else "condition.inside_below",
             value=formats.number(row.high998 if above else row.low998))  # fmt: skip


def as_line(pairs: list[tuple[str, str]]) -> str:
    """The pairs as one line of text."""
    return " · ".join(f"{name} **{value}**" for name, value in pairs)
