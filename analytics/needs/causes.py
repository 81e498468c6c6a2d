"""Is it a training problem at all? One reason per need, the most telling first; a planner may overrule any of them.

Reasons: `not_trainable` (procedure, equipment, workload: mend that), `everywhere_low` (the standard or the system),
`one_rater` (calibrate the rater), `one_source` (a perception the other sources do not share), `target_unrealistic`
(plan realisation low while behaviour reaches its standard: look at the plan).
"""

import pandas as pd

EVERYWHERE = 0.8  # share of agencies below standard
LEAST_AGENCIES = 4
LEAST_PEOPLE = 5
ONE_RATER = 0.6  # share of the shortfall that lies with people one rater rated
RATER_APART = 0.5  # of the gap that must vanish without the rater
TARGET_INDICATORS = ("TG",)


def causes(
    needs: pd.DataFrame, gaps: pd.DataFrame, ratings: pd.DataFrame, overruled: frozenset[tuple[str, str]] = frozenset()
) -> pd.DataFrame:
    """The needs of agencies with `reason` ('' = training may help) and `overruled`.

    needs: `ranking.group_needs` by agency; gaps: `persons.person_needs`; ratings: of the same newest period, with
    `rater` where known (null: unnamed). overruled: pairs (agency, indicator) a planner insists on.
    """
    found = needs.copy()
    found["reason"] = ""
    tests = [
        ("target_unrealistic", _target_unrealistic(gaps)),
        ("one_source", _one_source(gaps, ratings)),
        ("one_rater", _one_rater(gaps, ratings)),
        ("everywhere_low", _everywhere_low(needs, gaps)),
        (
            "not_trainable",
            set(map(tuple, needs.loc[~needs["trainable"].astype(bool), ["agency", "indicator"]].to_numpy())),
        ),
    ]
    pairs = list(zip(needs["agency"], needs["indicator"], strict=True))
    for reason, hit in tests:
        found.loc[[pair in hit for pair in pairs], "reason"] = reason
    found["overruled"] = [
        pair in overruled and bool(reason) for pair, reason in zip(pairs, found["reason"], strict=True)
    ]
    return found


def training_gaps(
    gaps: pd.DataFrame, caused: pd.DataFrame, accepted: frozenset[tuple[str, str]] | None = None
) -> pd.DataFrame:
    """The person gaps a plan may work on: no reason against, or overruled; only `accepted` pairs where given."""
    keep = caused.loc[(caused["reason"] == "") | caused["overruled"], ["agency", "indicator"]]
    rows = gaps.loc[gaps["need"] > 0].merge(keep, on=["agency", "indicator"])
    if accepted is not None:
        rows = rows.loc[[pair in accepted for pair in zip(rows["agency"], rows["indicator"], strict=True)]]
    return rows.reset_index(drop=True)


def _everywhere_low(needs: pd.DataFrame, gaps: pd.DataFrame) -> set[tuple[str, str]]:
    """Indicators on which nearly all agencies fall short alike; an agency clearly worse than the middle is kept."""
    groups = gaps.assign(short=gaps["standard"] - gaps["shrunken"]).groupby(["agency", "indicator"], as_index=False)
    groups = groups.agg(short=("short", "mean"), people=("employee", "nunique"))
    groups = groups.loc[groups["people"] >= LEAST_PEOPLE]
    hit = set()
    for indicator, part in groups.groupby("indicator"):
        if len(part) < LEAST_AGENCIES or (part["short"] > 0).mean() < EVERYWHERE:
            continue
        middle = float(part["short"].median())
        hit |= {(row.agency, indicator) for row in part.itertuples() if row.short <= max(2 * middle, middle + 3)}
        small = set(needs.loc[needs["indicator"] == indicator, "agency"]) - set(part["agency"])
        hit |= {(agency, indicator) for agency in small}
    return hit


def _below(gaps: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """Ratings (own ones left out) of the people rated, with their standard and whether they count as below."""
    who = gaps[["employee", "indicator", "period", "standard", "gap"]]
    rows = ratings.loc[ratings["source"] != "self"].merge(who, on=["employee", "indicator", "period"])
    return rows.assign(short=rows["standard"] - rows["score"])


def _one_rater(gaps: pd.DataFrame, ratings: pd.DataFrame) -> set[tuple[str, str]]:
    """Needs that rest on one rater: most of the shortfall lies with people he rated, and by everybody else most of it
    vanishes - by other raters of the same people, or (nobody else rated them) by other raters of the same agency."""
    hit = set()
    rows = _below(gaps, ratings).dropna(subset=["rater"])
    for (agency, indicator), part in rows.groupby(["agency", "indicator"]):
        low = part.loc[part["gap"] > 0]
        if part["rater"].nunique() < 2 or low["employee"].nunique() < 2:
            continue
        gap = low.drop_duplicates("employee").set_index("employee")["gap"]
        per_rater = low.drop_duplicates(["rater", "employee"])
        # Of several raters who share the people, the one who puts them lowest is in question.
        mass = per_rater.groupby("rater")["gap"].sum()
        heavy = mass.loc[mass >= ONE_RATER * gap.sum()].index
        if heavy.empty:
            continue
        rater = low.loc[low["rater"].isin(heavy)].groupby("rater")["short"].mean().idxmax()
        his = low.loc[low["rater"] == rater]
        others = part.loc[(part["rater"] != rater) & part["employee"].isin(his["employee"])]
        if others.empty:
            others = part.loc[part["rater"] != rater]
        if len(others) >= LEAST_PEOPLE and others["short"].mean() < (1 - RATER_APART) * his["short"].mean():
            hit.add((agency, indicator))
    return hit


def _one_source(gaps: pd.DataFrame, ratings: pd.DataFrame) -> set[tuple[str, str]]:
    """Needs only one source sees: its mean of the agency is below standard, every other source's is not."""
    rows = _below(gaps, ratings)
    means = rows.groupby(["agency", "indicator", "source"], as_index=False).agg(
        short=("short", "mean"), people=("employee", "nunique")
    )
    means = means.loc[means["people"] >= LEAST_PEOPLE]
    counts = means.groupby(["agency", "indicator"])["short"].agg(
        sources="size", low=lambda short: int((short > 0).sum()), worst="max", best="min"
    )
    # The others must stand as clearly above as the one stands below, or it is one opinion in degrees.
    lone = counts.loc[(counts["sources"] >= 2) & (counts["low"] == 1) & (counts["worst"] - counts["best"] >= 5)]
    return set(lone.index)


def _target_unrealistic(gaps: pd.DataFrame) -> set[tuple[str, str]]:
    """Plan realisation below standard in an agency whose other indicators, by weight, reach theirs."""
    rows = gaps.assign(
        short=(gaps["standard"] - gaps["shrunken"]) * gaps["weight"], target=gaps["indicator"].isin(TARGET_INDICATORS)
    )
    sides = rows.groupby(["agency", "target"])["short"].sum().unstack("target")
    if not {True, False} <= set(sides.columns):
        return set()
    agencies = sides.index[(sides[True] > 0) & (sides[False] <= 0)]
    return {(agency, indicator) for agency in agencies for indicator in TARGET_INDICATORS}
