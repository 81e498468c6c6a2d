"""Is it a training problem at all? One reason per need, the most telling first; a planner may overrule any of them.

Reasons: `not_trainable` (procedure, equipment, workload: mend that), `everywhere_low` (the standard or the system),
`one_rater` (calibrate the rater), `one_source` (a perception the other sources do not share), `target_unrealistic`
(plan realisation low while behaviour reaches its standard: look at the plan).
"""

import numpy as np
import pandas as pd

EVERYWHERE = 0.8  # share of agencies below standard
LEAST_AGENCIES = 4
LEAST_PEOPLE = 5
ONE_RATER = 0.6  # share of the shortfall that lies with people one rater rated
MILD_RATER = 0.4  # share of a group whom one far milder rater rated
RATER_APART = 0.5  # of the gap that must vanish without the rater
LEAST_POINTS = 4.0  # of difference between a rater or source and the others
SURE = 3.0  # standard errors
LEAST_RATERS = 10  # of one source, to know how far raters usually differ
TARGET_INDICATORS = ("TG",)


def causes(
    needs: pd.DataFrame, gaps: pd.DataFrame, ratings: pd.DataFrame, overruled: frozenset[tuple[str, str]] = frozenset()
) -> pd.DataFrame:
    """The needs of agencies with `reason` ('' = training may help) and `overruled`.

    needs: `ranking.group_needs` by agency; gaps: `persons.person_needs`; ratings: of the same newest period, with
    `rater` where known (null: unnamed). overruled: pairs (agency, indicator) a planner insists on.
    """
    with_reasons = needs.copy()
    with_reasons["reason"] = ""
    rows = _rated(gaps, ratings)
    raters = _one_rater(rows)
    # Each one found overwrites those before it, so the most telling reason stands last.
    tests = [
        ("target_unrealistic", _target_unrealistic(gaps)),
        ("one_rater", {pair for pair, harsh in raters.items() if not harsh}),
        ("one_source", _one_source(rows)),
        ("one_rater", {pair for pair, harsh in raters.items() if harsh}),
        ("everywhere_low", _everywhere_low(needs, gaps)),
        (
            "not_trainable",
            set(map(tuple, needs.loc[~needs["trainable"].astype(bool), ["agency", "indicator"]].to_numpy())),
        ),
    ]
    pairs = list(zip(needs["agency"], needs["indicator"], strict=True))
    for reason, hit in tests:
        with_reasons.loc[[pair in hit for pair in pairs], "reason"] = reason
    with_reasons["overruled"] = [
        pair in overruled and bool(reason) for pair, reason in zip(pairs, with_reasons["reason"], strict=True)
    ]
    return with_reasons


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
        # Where few people are, nobody can say whether they are like the middle: they go with it.
        small = set(needs.loc[needs["indicator"] == indicator, "agency"]) - set(part["agency"])
        hit |= {(agency, indicator) for agency in small}
    return hit


def _rated(gaps: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """Ratings (own ones left out) of the people with a score: `short` of the standard, `apart` from the region's mean
    of the indicator and source, so that a source that is milder everywhere is not taken for a mild rater."""
    who = gaps[["employee", "indicator", "period", "standard", "gap"]]
    rows = ratings.loc[ratings["source"] != "self"].merge(who, on=["employee", "indicator", "period"])
    middle = rows.groupby(["indicator", "source"])["score"].transform("mean")
    return rows.assign(short=rows["standard"] - rows["score"], apart=rows["score"] - middle)


def _one_rater(rows: pd.DataFrame) -> dict[tuple[str, str], bool]:
    """Needs that rest on one rater who sees people otherwise than everybody else does: harsher, and most of the
    shortfall lies with people he rated and vanishes without his harshness (True); or far milder, and he rated so much
    of the group that its scores cannot be set beside others' (False)."""
    named = rows.dropna(subset=["rater"])
    if named.empty:
        return {}
    group = ["agency", "indicator"]
    each = named.drop_duplicates([*group, "rater", "employee"])
    whole = (
        named.drop_duplicates([*group, "employee"]).groupby(group).agg(gap=("gap", "sum"), people=("employee", "size"))
    )
    mass = each.groupby([*group, "rater"]).agg(gap=("gap", "sum"), people=("employee", "size")).reset_index()
    mass = mass.merge(whole, on=group, suffixes=("", "_all"))
    by_mass, by_people = mass["gap"] >= ONE_RATER * mass["gap_all"], mass["people"] >= MILD_RATER * mass["people_all"]
    short = named.loc[named["gap"] > 0].groupby([*group, "rater"])["short"].mean()
    mass = mass.loc[(by_mass | by_people) & (mass["gap_all"] > 0)].join(short, on=[*group, "rater"])
    beside = _beside_others(named)
    overall, single = _severities(beside, []), _severities(beside, ["indicator"])
    lone = _outlying(named)
    hit: dict[tuple[str, str], bool] = {}
    for row in mass.itertuples():
        severities = [overall.get((row.rater,)), single.get((row.rater, row.indicator)), lone.get(row.rater)]
        points = max((p for p in severities if p is not None), key=abs, default=0.0)
        vanishes = row.short + points <= (1 - RATER_APART) * row.short
        harsh = row.gap >= ONE_RATER * row.gap_all and points < 0 and vanishes
        mild = row.people >= MILD_RATER * row.people_all and points >= 2 * LEAST_POINTS
        if harsh or mild:
            hit[(row.agency, row.indicator)] = harsh or hit.get((row.agency, row.indicator), False)
    return hit


def _beside_others(named: pd.DataFrame) -> pd.DataFrame:
    """One row: one rater of one person on one indicator whom others rated on it too; points: what he adds to theirs."""
    ratings = named.groupby(["rater", "employee", "indicator"], as_index=False)["apart"].agg(["mean", "sum", "size"])
    sums = named.groupby(["employee", "indicator"], as_index=False)["apart"].agg(["sum", "size"])
    both = ratings.merge(sums, on=["employee", "indicator"], suffixes=("", "_all"))
    both = both.loc[both["size_all"] > both["size"]]
    others = (both["sum_all"] - both["sum"]) / (both["size_all"] - both["size"])
    return both.assign(points=both["mean"] - others)


def _severities(beside: pd.DataFrame, by: list[str]) -> dict[tuple, float]:
    """Raters who differ from the other raters of the same people beyond chance (`_beside_others`): points they add
    (minus: harsh), over all the people they rated, not only the low ones - those are low partly because he was having a
    bad day."""
    people = beside.groupby(["rater", *by, "employee"], as_index=False)["points"].mean()
    table = people.groupby(["rater", *by])["points"].agg(["mean", "std", "size"])
    sure = (table["size"] >= LEAST_PEOPLE) & (table["mean"].abs() >= LEAST_POINTS)
    sure &= table["mean"].abs() >= SURE * table["std"] / np.sqrt(table["size"])
    chosen = table.loc[sure, "mean"]
    return {(key if isinstance(key, tuple) else (key,)): float(points) for key, points in chosen.items()}


def _outlying(named: pd.DataFrame) -> dict[object, float]:
    """Raters whose people nobody else rated, but who stand apart from all raters of their source: points they add.

    Whether he is harsh or his people are weak cannot be told apart then; either way his ratings come first. The spread
    of raters' means is taken from their median distance, so that the outlying ones do not hide themselves.
    """
    each = named.groupby(["source", "rater", "employee"], as_index=False)["apart"].mean()
    means = each.groupby(["source", "rater"])["apart"].agg(["mean", "size"]).reset_index()
    means = means.loc[means["size"] >= LEAST_PEOPLE]
    points: dict[object, float] = {}
    for _, part in means.groupby("source"):
        if len(part) < LEAST_RATERS:
            continue
        distance = part["mean"] - part["mean"].median()
        spread = 1.4826 * float(distance.abs().median())
        apart = distance.abs() >= max(LEAST_POINTS, SURE * spread)
        points |= dict(zip(part.loc[apart, "rater"], distance[apart].astype(float), strict=True))
    return points


def _one_source(rows: pd.DataFrame) -> set[tuple[str, str]]:
    """Needs only one source sees: it puts the agency below standard, the others put the same people at or above it, and
    the distance is beyond chance. The others must have rated at least half of its people."""
    means = rows.groupby(["agency", "indicator", "employee", "source"], as_index=False)[["short", "apart"]].mean()
    sums = means.groupby(["agency", "indicator", "employee"], as_index=False).agg(
        short_all=("short", "sum"), apart_all=("apart", "sum"), sources=("source", "size")
    )
    both = means.merge(sums, on=["agency", "indicator", "employee"])
    people = both.groupby(["agency", "indicator", "source"]).size().rename("people")
    both = both.loc[both["sources"] > 1].copy()
    both["others"] = (both["short_all"] - both["short"]) / (both["sources"] - 1)
    both["distance"] = (both["apart_all"] - both["apart"]) / (both["sources"] - 1) - both["apart"]
    table = both.groupby(["agency", "indicator", "source"]).agg(
        short=("short", "mean"), others=("others", "mean"), distance=("distance", "mean"), spread=("distance", "std"),
        common=("short", "size"),
    ).join(people)  # fmt: skip
    enough = (table["common"] >= LEAST_PEOPLE) & (table["common"] >= table["people"] / 2)
    apart = table["distance"] >= np.maximum(LEAST_POINTS, SURE * table["spread"] / np.sqrt(table["common"]))
    lone = table.loc[enough & apart & (table["short"] > 0) & (table["others"] <= 0)]
    return {key[:2] for key in lone.index}


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
