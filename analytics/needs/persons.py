"""Person scores with the noise taken out, and the gaps they leave. For planners only.

Ratings in: one row = one rating: `employee, agency, sector, unit, position, period, seq, indicator, source, score`
(0-100); several rows of one source are several raters. Sources in: `source, weight`; a source of weight 0 never enters.

A rating is true level + what this source and rater add. The true spread between people is what two sources agree on
(their covariance inside agencies); one supervisor alone has a reliability of .45 where ratings serve administration
(Salgado & Moscoso 2019), assumed where two sources never rate the same people. A person's score is drawn towards the
agency's by that much (`true_levels`): raw scores would double the need, because half of the low ones are bad luck.
"""

import numpy as np
import pandas as pd

from analytics.needs.true_levels import beliefs

ASSUMED_RELIABILITY = 0.45
LEAST_PAIRS = 30
LEAST_AGENCIES = 4
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
    rows = by_source.assign(apart=by_source["score"] - by_source["anchor"])
    # Inside agencies and sources: that an agency is strong, or a source mild, is no agreement about a person.
    places = rows.groupby(["period", "agency", "indicator", "source"])["apart"]
    n = places.transform("size")
    rows["apart"] = (rows["apart"] - places.transform("mean")) * np.sqrt(n / (n - 1).where(n > 1))
    rows = rows.dropna(subset=["apart"])
    agreed = _agreement(rows)
    estimates = []
    for (indicator, source), own in rows.groupby(["indicator", "source"], sort=True):
        total, share, assumed = agreed.loc[indicator, ["total", "share", "assumed"]]
        true = share * total
        error = float((((own["apart"] ** 2) - true) * own["n_raters"]).mean())
        error = max(error, 0.05 * total)
        estimates.append((indicator, source, true, error, true / (true + error) if total > 0 else 0.0, bool(assumed)))
    return pd.DataFrame(estimates, columns=["indicator", "source", "var_true", "var_error", "reliability", "assumed"])


def _agreement(rows: pd.DataFrame) -> pd.DataFrame:
    """One row = one indicator (index): `total` variance of a score inside agencies, the `share` of it that is true
    (what two sources of the same person have in common), and whether that is `assumed`.

    A covariance of few people is far off, and whoever believes it is sure of the wrong people: each indicator's share
    is drawn towards that of all, as far as their differences are chance.
    """
    found = rows.groupby("indicator")["apart"].agg(total=lambda apart: float((apart**2).mean()))
    products = {
        indicator: _products(part.pivot_table(index=["employee", "period"], columns="source", values="apart"))
        for indicator, part in rows.groupby("indicator", sort=True)
    }
    pairs = pd.Series({indicator: len(own) for indicator, own in products.items()})
    found["assumed"] = (pairs < LEAST_PAIRS) | (found["total"] <= 0)
    known = found.index[~found["assumed"]]
    total = found.loc[known, "total"]
    share = pd.Series({indicator: products[indicator].mean() for indicator in known}, dtype=float) / total
    chance = (pd.Series({indicator: products[indicator].std() for indicator in known}, dtype=float) / total) ** 2
    chance /= pairs[known]
    if len(known) > 1:
        differ = max(float(share.var() - chance.mean()), 0.0)
        held = pd.Series(1.0, index=known) if not chance.any() else differ / (differ + chance)
        share = share.mean() + held * (share - share.mean())
    # A covariance of few pairs may fall below nothing or exceed the whole variance; neither can be.
    found["share"] = share.clip(0.05, 0.95).reindex(found.index).fillna(ASSUMED_RELIABILITY)
    return found


def _products(wide: pd.DataFrame) -> np.ndarray:
    """The products of every two columns, where both are known."""
    products = [
        (wide[a] * wide[b]).dropna().to_numpy() for n, a in enumerate(wide.columns) for b in wide.columns[n + 1 :]
    ]
    return np.concatenate(products) if products else np.zeros(0)


def person_scores(by_source: pd.DataFrame, spread: pd.DataFrame) -> pd.DataFrame:
    """One row = one person, period and indicator: `score` (missing sources contribute their anchor), `reliability` of
    it, `n_sources`, `n_raters`; `centre`, what its agency and position let expect, `apart` the score from there, over
    the sources that rated, `noise` its standard error (points), `var_true`, and `var_error` of one of its ratings."""
    rows = by_source.merge(spread[["indicator", "source", "var_true", "var_error"]], on=["indicator", "source"])
    level = rows.groupby(["period", "position", "indicator", "source"], dropna=False, as_index=False).agg(
        anchor=("anchor", "first"), weight=("weight", "first")
    )
    level["pull"] = level["anchor"] * level["weight"]
    level = level.groupby(["period", "position", "indicator"], dropna=False, as_index=False)[["weight", "pull"]].sum()
    rows["apart"] = rows["weight"] * (rows["score"] - rows["anchor"])
    rows["noise"] = rows["weight"] ** 2 * rows["var_error"] / rows["n_raters"]
    rows["var_error"] *= rows["weight"]
    people = rows.groupby(_PLACE, dropna=False, as_index=False).agg(
        apart=("apart", "sum"), observed=("weight", "sum"), noise=("noise", "sum"), var_error=("var_error", "sum"),
        var_true=("var_true", "first"), n_sources=("source", "size"), n_raters=("n_raters", "sum"),
    )  # fmt: skip
    people = people.merge(level, on=["period", "position", "indicator"])
    centre = people["pull"] / people["weight"]
    people["score"] = centre + people["apart"] / people["weight"]
    people["apart"] /= people["observed"]
    people["var_error"] /= people["observed"]
    noise = people["noise"] / people["observed"] ** 2
    variance = people["var_true"] + noise
    people["reliability"] = (people["var_true"] / variance).fillna(0.0)
    agency = _agency_level(people.assign(variance=variance), by_source)
    people["centre"], people["apart"], people["noise"] = centre + agency, people["apart"] - agency, np.sqrt(noise)
    believed = ["centre", "apart", "noise", "var_true", "var_error"]
    return people[[*_PLACE, "score", "reliability", "n_sources", "n_raters", *believed]]


def _agency_level(people: pd.DataFrame, by_source: pd.DataFrame) -> pd.Series:
    """How far each person's agency lies from the region on an indicator, drawn towards 0 by its own uncertainty.

    Where two sources rated, agencies truly differ by what these have in common: a mild superior makes no strong agency.
    """
    keys = ["period", "indicator", "agency"]
    groups = people.groupby(keys, as_index=False).agg(
        mean=("apart", "mean"), own=("variance", "mean"), n=("apart", "size")
    )
    groups["error"] = groups["own"] / groups["n"]
    between = groups.groupby(["period", "indicator"]).agg(spread=("mean", "var"), error=("error", "mean"))
    between["chance"] = between["error"]
    between["between"] = (between["spread"] - between["error"]).clip(lower=0).fillna(0.0)
    apart = by_source.assign(apart=by_source["score"] - by_source["anchor"])
    each = apart.groupby([*keys, "source"])["apart"].mean().unstack("source")
    for key, part in each.groupby(level=["period", "indicator"]):
        products = _products(part - part.mean())
        if len(products) >= LEAST_AGENCIES:
            agreed = min(max(float(products.mean()), 0.0), between.loc[key, "between"])
            between.loc[key, "chance"] += between.loc[key, "between"] - agreed
            between.loc[key, "between"] = agreed
    groups = groups.merge(between[["between", "chance"]].reset_index(), on=["period", "indicator"])
    groups["error"] += groups["chance"] - groups.groupby(["period", "indicator"])["error"].transform("mean")
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
    `standard, estimated, weight` (share of 1), `shrunken` and `sd` (what to believe of the true level and what is left
    unsure), `gap` = max(0, standard - shrunken), `p_gap` = P(true level below the standard), `shortfall`, the points
    that are missing on average over the levels that may be true, `need` = weight x shortfall where there is a gap,
    else 0, and `confirmed`: seen below the standard by >= 2 sources in the newest period, or in >= 2 periods.
    Indicators without standard or weight are left out.
    """
    marks = scores.merge(standards, on=["position", "indicator"]).merge(weights, on=["position", "indicator"])
    marks = marks.loc[marks["weight"] > 0]
    now = marks.loc[marks["seq"] == marks["seq"].max()].reset_index(drop=True)
    now["weight"] = now["weight"] / 100
    now[["shrunken", "sd", "p_gap", "shortfall"]] = np.nan
    for _, own in now.groupby("indicator"):
        centre, apart, noise, border = own[["centre", "apart", "noise", "standard"]].to_numpy(float).T
        true, one = own[["var_true", "var_error"]].to_numpy(float).mean(axis=0)
        belief = beliefs(centre, apart, noise, true, one, border)
        now.loc[own.index, ["shrunken", "sd", "p_gap", "shortfall"]] = np.column_stack(belief)
    now["gap"] = (now["standard"] - now["shrunken"]).clip(lower=0)
    now["need"] = now["weight"] * now["shortfall"].where(now["gap"] > 0, 0.0)
    who = ["employee", "indicator"]
    below = marks.loc[marks["score"] < marks["standard"]].groupby(who).size().rename("periods_below")
    seen = by_source.merge(now[[*who, "period", "standard"]], on=[*who, "period"])
    seen = seen.loc[(seen["score"] < seen["standard"]) & (seen["source"] != "self")]
    now = now.join(below, on=who).join(seen.groupby(who).size().rename("sources_below"), on=who)
    counts = now[["periods_below", "sources_below"]].fillna(0).astype(int)
    now[["periods_below", "sources_below"]] = counts
    now["confirmed"] = (now["gap"] > 0) & (counts >= 2).any(axis=1)
    return now.drop(columns=["centre", "apart", "var_true", "var_error"])


def shortfalls(gaps: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`person_needs` as `clusters.analyse` takes them: (matrix, noise), one row per employee, one column per indicator.

    matrix: standard minus the score as rated; noise: the standard error of that score over the person's own raters.
    Scores drawn towards their agency would make clusters of agencies.
    """
    cells = gaps.assign(short=gaps["standard"] - gaps["score"])
    wide = cells.pivot(index="employee", columns="indicator", values=["short", "noise"])
    return wide["short"], wide["noise"]
