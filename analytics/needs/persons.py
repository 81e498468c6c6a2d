"""Person scores with the noise taken out, and the gaps they leave. For planners only.

Ratings in: one row = one rating: `employee, agency, sector, unit, position, period, seq, indicator, source, score`
(0-100); several rows of one source are several raters. Sources in: `source, weight`; a source of weight 0 never enters.

A rating is true level + what this source and rater add. The true spread between people is what two sources agree on
(their covariance inside agencies); one supervisor alone has a reliability of .45 where ratings serve administration
(Salgado & Moscoso 2019), assumed where two sources never rate the same people. A person's score is drawn towards the
agency's by that much: raw scores would double the need, because half of the low ones are bad luck (measured on a known
truth with two sources: raw 1.4-2.1 times the true shortfall, shrunken 0.4-0.6 of it: cautious, never inflated).
"""

import numpy as np
import pandas as pd

from analytics.statistics.tails import normal_below

ASSUMED_RELIABILITY = 0.45
LEAST_PAIRS = 30
_PLACE = ["employee", "agency", "sector", "unit", "position", "period", "seq", "indicator"]


def source_scores(ratings: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """One row = one person, period, indicator and source: the mean over raters, `n_raters`, source weight and `anchor`.

    The anchor is the region's mean for that period, position, indicator and source: what a missing part contributes.
    """
    used = ratings.merge(sources.loc[sources["weight"] > 0, ["source", "weight"]], on="source")
    means = used.groupby([*_PLACE, "source", "weight"], dropna=False, sort=True, as_index=False).agg(
        score=("score", "mean"), n_raters=("score", "size")
    )
    means["anchor"] = means.groupby(["period", "position", "indicator", "source"], dropna=False)["score"].transform(
        "mean"
    )
    return means


def reliability(by_source: pd.DataFrame) -> pd.DataFrame:
    """One row = one indicator and source: `var_true` (between people of one agency), `var_error` of one rater,
    `reliability` of one rater, and `assumed` where two sources never met often enough to tell."""
    rows = by_source.copy()
    rows["apart"] = rows["score"] - rows["anchor"]
    # Inside agencies and sources: that an agency is strong, or a source mild, is no agreement about a person.
    rows["apart"] -= rows.groupby(["period", "agency", "indicator", "source"])["apart"].transform("mean")
    estimates = []
    for indicator, part in rows.groupby("indicator", sort=True):
        wide = part.pivot_table(index=["employee", "period"], columns="source", values="apart")
        products = [
            (wide[a] * wide[b]).dropna().to_numpy() for n, a in enumerate(wide.columns) for b in wide.columns[n + 1 :]
        ]
        pairs = np.concatenate(products) if products else np.zeros(0)
        total = float((part["apart"] ** 2).mean())
        assumed = len(pairs) < LEAST_PAIRS
        shared = ASSUMED_RELIABILITY * total if assumed else float(pairs.mean())
        # A covariance of few pairs may fall below nothing or exceed the whole variance; neither can be.
        true = min(max(shared, 0.05 * total), 0.95 * total)
        for source, own in part.groupby("source", sort=True):
            error = float((((own["apart"] ** 2) - true) * own["n_raters"]).mean())
            error = max(error, 0.05 * total)
            estimates.append((indicator, source, true, error, true / (true + error) if total > 0 else 0.0, assumed))
    return pd.DataFrame(estimates, columns=["indicator", "source", "var_true", "var_error", "reliability", "assumed"])


def person_scores(by_source: pd.DataFrame, spread: pd.DataFrame) -> pd.DataFrame:
    """One row = one person, period and indicator: `score` (missing sources contribute their anchor), `shrunken`, `sd`
    (what is left unsure of the person), `reliability` of the score, `n_sources`, `n_raters`."""
    rows = by_source.merge(spread[["indicator", "source", "var_true", "var_error"]], on=["indicator", "source"])
    level = rows.groupby(["period", "position", "indicator", "source"], dropna=False, as_index=False).agg(
        anchor=("anchor", "first"), weight=("weight", "first")
    )
    level["pull"] = level["anchor"] * level["weight"]
    level = level.groupby(["period", "position", "indicator"], dropna=False, as_index=False)[["weight", "pull"]].sum()
    rows["apart"] = rows["weight"] * (rows["score"] - rows["anchor"])
    rows["noise"] = rows["weight"] ** 2 * rows["var_error"] / rows["n_raters"]
    people = rows.groupby(_PLACE, dropna=False, as_index=False).agg(
        apart=("apart", "sum"), observed=("weight", "sum"), noise=("noise", "sum"), var_true=("var_true", "first"),
        n_sources=("source", "size"), n_raters=("n_raters", "sum"),
    )  # fmt: skip
    people = people.merge(level, on=["period", "position", "indicator"])
    centre = people["pull"] / people["weight"]
    people["score"] = centre + people["apart"] / people["weight"]
    apart = people["apart"] / people["observed"]
    variance = people["var_true"] + people["noise"] / people["observed"] ** 2
    people["reliability"] = (people["var_true"] / variance).fillna(0.0)
    agency = _agency_level(people.assign(apart=apart, variance=variance))
    people["shrunken"] = centre + agency + people["reliability"] * (apart - agency)
    people["sd"] = np.sqrt(people["var_true"] * (1 - people["reliability"]))
    return people[[*_PLACE, "score", "shrunken", "sd", "reliability", "n_sources", "n_raters"]]


def _agency_level(people: pd.DataFrame) -> pd.Series:
    """How far each person's agency lies from the region on an indicator, drawn towards 0 by its own uncertainty."""
    keys = ["period", "indicator", "agency"]
    groups = people.groupby(keys, as_index=False).agg(
        mean=("apart", "mean"), own=("variance", "mean"), n=("apart", "size")
    )
    groups["error"] = groups["own"] / groups["n"]
    between = groups.groupby(["period", "indicator"]).agg(spread=("mean", "var"), error=("error", "mean"))
    between["between"] = (between["spread"] - between["error"]).clip(lower=0).fillna(0.0)
    groups = groups.merge(between[["between"]].reset_index(), on=["period", "indicator"])
    total = groups["between"] + groups["error"]
    groups["level"] = np.where(total > 0, groups["between"] / total.where(total > 0, 1) * groups["mean"], 0.0)
    return (
        people[keys]
        .merge(groups[[*keys, "level"]], on=keys, how="left", validate="m:1")["level"]
        .set_axis(people.index)
    )


def person_needs(
    scores: pd.DataFrame, by_source: pd.DataFrame, standards: pd.DataFrame, weights: pd.DataFrame
) -> pd.DataFrame:
    """One row = one person and indicator in the newest period, also without a gap.

    standards: `position, indicator, standard, estimated`; weights: `position, indicator, weight` (of 100). Adds
    `standard, estimated, weight` (share of 1), `gap` = max(0, standard - shrunken), `p_gap` = P(true score below the
    standard), `need` = weight x gap x p_gap, and `confirmed`: seen below the standard by >= 2 sources in the newest
    period, or in >= 2 periods. Indicators without standard or weight are left out.
    """
    marks = scores.merge(standards, on=["position", "indicator"]).merge(weights, on=["position", "indicator"])
    marks = marks.loc[marks["weight"] > 0]
    now = marks.loc[marks["seq"] == marks["seq"].max()].copy()
    now["weight"] = now["weight"] / 100
    now["gap"] = (now["standard"] - now["shrunken"]).clip(lower=0)
    # With no doubt left (sd 0) it is certain, one way or the other.
    sure = np.where(now["shrunken"] < now["standard"], np.inf, -np.inf)
    ratio = np.divide(now["standard"] - now["shrunken"], now["sd"], out=sure, where=(now["sd"] > 0).to_numpy())
    now["p_gap"] = normal_below(np.asarray(ratio, float))
    now["need"] = now["weight"] * now["gap"] * now["p_gap"]
    who = ["employee", "indicator"]
    below = marks.loc[marks["score"] < marks["standard"]].groupby(who).size().rename("periods_below")
    seen = by_source.merge(now[[*who, "period", "standard"]], on=[*who, "period"])
    seen = seen.loc[(seen["score"] < seen["standard"]) & (seen["source"] != "self")]
    now = now.join(below, on=who).join(seen.groupby(who).size().rename("sources_below"), on=who)
    counts = now[["periods_below", "sources_below"]].fillna(0).astype(int)
    now[["periods_below", "sources_below"]] = counts
    now["confirmed"] = (now["gap"] > 0) & (counts >= 2).any(axis=1)
    return now.reset_index(drop=True)


def shortfalls(gaps: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`person_needs` as `clusters.analyse` takes them: (matrix, noise), one row per employee, one column per indicator.

    matrix: standard minus the score as rated; noise: the standard error of that score over the person's own raters,
    sd / sqrt(reliability), the reliability no less than .01. Scores drawn towards their agency would make clusters of
    agencies.
    """
    cells = gaps.assign(
        shortfall=gaps["standard"] - gaps["score"], error=gaps["sd"] / np.sqrt(gaps["reliability"].clip(lower=0.01))
    )
    wide = cells.pivot(index="employee", columns="indicator", values=["shortfall", "error"])
    return wide["shortfall"], wide["error"]
