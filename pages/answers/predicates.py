"""The official predicates: what was counted, the pattern, and what does not follow from the ratings."""

import pandas as pd

from analytics import predicates
from data.terms.periods import parse
from pages.answers import reference
from pages.answers.choice import FILTERS, Choice, frozen, regardless_of, remembered

ORGANISATION = "org_"


def period_of(choice: Choice) -> str | None:
    """The period of the predicates that go with the chosen period: the one around it, else the last one before it."""
    known = choice.ask("predicate_groups", region=choice.region)["period"].drop_duplicates()
    now = parse(choice.period)
    spans = [parse(code) for code in known]
    holding = [span for span in spans if span.starts <= now.starts and span.ends >= now.ends]
    before = [span for span in spans if span.ends < now.ends]
    if holding:
        return max(holding, key=lambda span: span.starts).code
    return max(before, key=lambda span: span.ends).code if before else None


def categories(choice: Choice) -> list[str]:
    """Codes of the predicates of people, best first."""
    return [code for code in reference.codes(choice.ask, "predicates") if not code.startswith(ORGANISATION)]


def cells(choice: Choice, period: str, about: str, groups: pd.DataFrame) -> pd.DataFrame:
    """One row: one released count of `groups`; about: `predicate` or `consistency`."""
    counts = choice.ask("predicate_cells", region=choice.region, period=period)
    return counts[(counts["about"] == about) & counts["agency"].isin(groups["agency"])]


@regardless_of(*FILTERS)
@frozen("leader")
def ranges(choice: Choice, period: str) -> pd.DataFrame:
    """One row: one predicate of one agency group of the region: between which shares it lies (`predicates.bounds`)."""
    return predicates.bounds(
        cells(choice, period, "predicate", _covered(choice, period)), categories(choice), ["agency"]
    )


def _covered(choice: Choice, period: str) -> pd.DataFrame:
    known = choice.ask("predicate_groups", region=choice.region)
    return predicates.coverage(known[known["period"] == period])


@remembered
def groups(choice: Choice, period: str, pattern: str) -> pd.DataFrame:
    """One row: one agency group with its coverage, its place in the pattern (state), and between how many of its
    predicates do not follow from their ratings (low, high of n_group; unchecked); the least covered first."""
    known = _covered(choice, period)
    if choice.sector:
        known = known[known["sector"] == choice.sector]
    shares = ranges(choice, period)
    shares = shares[shares["agency"].isin(known["agency"])]
    patterns = reference.rows(choice.ask, "distribution_patterns")
    patterns = patterns.assign(share=pd.to_numeric(patterns["share"]))
    rules = predicates.against_pattern(shares, patterns, pattern)
    state = {code: predicates.worst_state(states) for code, states in rules.groupby("agency")["state"]}
    wrong = predicates.mismatches(cells(choice, period, "consistency", known), ["agency"]).set_index("agency")
    wrong = wrong[["n_group", "low", "high", "unchecked"]]
    known = known.assign(state=[state.get(code, "untold") for code in known["agency"]])
    known = known.drop(columns=list(wrong), errors="ignore").join(wrong, on="agency")
    return known.sort_values(["coverage", "agency_name"], ignore_index=True)


def shares(choice: Choice, period: str, known: pd.DataFrame) -> pd.DataFrame:
    """One row: one predicate in the whole region (or sector): between which shares it lies."""
    return predicates.bounds(cells(choice, period, "predicate", known), categories(choice), ["region"])
