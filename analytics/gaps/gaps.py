"""Which competencies fall short of their standard, in which groups, and how sure that is."""

import numpy as np
import pandas as pd

from analytics.comparison.shrink import FEWEST_GROUPS, shrunken
from analytics.statistics.tails import normal_below, normal_quantile

SURE = 0.975  # probability from which a gap is called one: where the 95 % range shown beside it leaves out the standard


def gaps(
    scores: pd.DataFrame,
    standards: pd.DataFrame,
    spread: pd.DataFrame | None = None,
    shares: pd.DataFrame | None = None,
    groups: pd.DataFrame | None = None,
    by: tuple[str, ...] = ("agency", "position"),
    level: float = 0.95,
) -> pd.DataFrame:
    """One row: one group (`by`), one indicator, one region and period, with its gap in points.

    scores: region, period, `by`, indicator, score, n_people and se (of `comparison.intervals.add_intervals`); further
    columns are kept. standards: indicator, standard and the columns of `by` it depends on (position, or see
    `mixed_standards`). groups: region, period, `by` of every group that should be rated (default: those in scores); an
    indicator rated elsewhere in the region and period and missing here becomes a row of its own. spread: region,
    period, indicator, var_person. shares: region, period, `by`, indicator, share, as the store releases them.

    Adds standard; mean, mean_low, mean_high (empirical Bayes within region, period, indicator and, where there are
    enough groups, position; the plain score where there are too few); shrunk; gap = max(0, standard - mean) with
    gap_low, gap_high; p_gap = P(true mean < standard); share_below (0-1) with share_kind (given | estimated | none);
    state: below (p_gap >= .975), met (<= .025), uncertain, unknown_spread (a group of unknown size: gap without
    interval), no_standard, not_rated (no gap, product e10).
    """
    keys = ["region", "period", *by]
    cells = _completed(scores, standards, groups, keys)
    cells = cells.merge(standards, on=_shared(standards, [*keys, "indicator"]), how="left", validate="many_to_one")
    cells = _with_means(cells, keys, level)
    rated = cells["score"].notna()
    judged = rated & cells["standard"].notna()
    short = (cells["standard"] - cells["mean"]).where(judged)
    cells["gap"] = short.clip(lower=0)
    cells["gap_low"] = (cells["standard"] - cells["mean_high"]).where(judged).clip(lower=0)
    cells["gap_high"] = (cells["standard"] - cells["mean_low"]).where(judged).clip(lower=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        cells["p_gap"] = normal_below(short / cells["mean_se"].where(cells["mean_se"] > 0))
    p = cells["p_gap"]
    # In this order: what cannot be judged first.
    cases = [~rated, cells["standard"].isna(), p.isna(), p >= SURE, p <= 1 - SURE]
    cells["state"] = np.select(cases, ["not_rated", "no_standard", "unknown_spread", "below", "met"], "uncertain")
    return _with_shares(cells, spread, shares, keys)


def mixed_standards(people: pd.DataFrame, standards: pd.DataFrame, by: str) -> pd.DataFrame:
    """Standards of groups that hold several positions: head-count means (`by`, indicator, standard).

    people: `by`, position, n_people; standards: position, indicator, standard. Positions without a standard for an
    indicator do not count for it.
    """
    joined = people.groupby([by, "position"], as_index=False)["n_people"].sum().merge(standards, on="position")
    joined["points"] = joined["standard"] * joined["n_people"]
    sums = joined.groupby([by, "indicator"], as_index=False)[["points", "n_people"]].sum()
    return sums.assign(standard=sums["points"] / sums["n_people"])[[by, "indicator", "standard"]]


def heads(groups: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """One row: one combination of `keys` with n_people, by which the standards of positions are weighed: everybody in
    the group, rated on an indicator or not, in the period in which it was largest. groups: `keys`, heads."""
    return groups.groupby(list(keys), as_index=False)["heads"].max().rename(columns={"heads": "n_people"})


def people_behind(cells: pd.DataFrame, by: str) -> tuple[float, float]:
    """Rated people and respondents behind cells of units (`by`): of each unit those of its largest cell, since its
    cells are of the same people; NaN for nobody."""
    most = cells.groupby(by)[["n_people", "n_respondents"]].max().astype(float)
    return tuple(most.sum(min_count=1))


def empty(scores: pd.DataFrame) -> pd.DataFrame:
    """`gaps` of no scores at all, with its columns."""
    columns = ["standard", "mean", "mean_low", "mean_high", "gap", "gap_low", "gap_high", "p_gap", "share_below"]
    return scores.assign(**{name: pd.Series(dtype=float) for name in columns}, state="", share_kind="none")


def shortfalls(cells: pd.DataFrame, by: tuple[str, ...] = ("agency", "position")) -> tuple[pd.DataFrame, ...]:
    """`gaps` as what `clusters.analyse` takes: (matrix, noise, n_people) with `by` in the index.

    matrix: standard minus the plain score, so that a strength counts too and nothing is shrunk before the rows are
    weighted by noise, the standard errors of the same cells; n_people: people of the row's largest cell.
    """
    judged = cells[cells["score"].notna() & cells["standard"].notna()]
    judged = judged.assign(shortfall=judged["standard"] - judged["score"])
    wide = judged.pivot(index=list(by), columns="indicator", values=["shortfall", "se"])
    sizes = judged.groupby(list(by))["n_people"].max().reindex(wide.index)
    return wide["shortfall"], wide["se"], sizes


def _shared(frame: pd.DataFrame, keys: list[str]) -> list[str]:
    return [key for key in keys if key in frame]


def _completed(
    scores: pd.DataFrame, standards: pd.DataFrame, groups: pd.DataFrame | None, keys: list[str]
) -> pd.DataFrame:
    """scores, and a row without score for each group and indicator with a standard that nobody rated."""
    everyone = scores if groups is None else groups
    everyone = everyone[keys].drop_duplicates()
    wanted = standards.drop(columns=["standard"]).drop_duplicates()
    shared = _shared(wanted, keys)
    expected = everyone.merge(wanted, on=shared) if shared else everyone.merge(wanted, how="cross")
    asked = scores[["region", "period", "indicator"]].drop_duplicates()  # what no group was rated on was not asked
    expected = expected.merge(asked, on=["region", "period", "indicator"])[[*keys, "indicator"]]
    cells = scores.merge(expected, on=[*keys, "indicator"], how="outer")
    for column in ("sector", "agency_name", "short"):  # attributes of the group, not of the rating
        if column in cells and "agency" in cells:
            known = scores.dropna(subset=[column]).drop_duplicates("agency").set_index("agency")[column]
            cells[column] = cells[column].fillna(cells["agency"].map(known))
    return cells


def _with_means(cells: pd.DataFrame, keys: list[str], level: float) -> pd.DataFrame:
    cells = cells.astype({"score": float, "se": float, "n_people": float})
    alike = ["region", "period", "indicator"]
    if "position" in keys:
        enough = cells.groupby([*alike, "position"])["score"].transform("count") >= FEWEST_GROUPS
        alike = [cells[name] for name in alike] + [cells["position"].where(enough, "")]  # few groups: one pool
    y, variance = cells["score"].to_numpy(), cells["se"].to_numpy() ** 2
    estimate = np.full((len(cells), 4), np.nan)
    for rows in cells.groupby(alike, sort=False, dropna=False).indices.values():
        estimate[rows] = shrunken(y[rows], variance[rows])
    shrunk = ~np.isnan(estimate[:, 0])
    mean = np.where(shrunk, estimate[:, 0], y)
    error = np.where(shrunk, estimate[:, 1], cells["se"])
    away = normal_quantile(0.5 + level / 2) * error
    return cells.assign(
        shrunk=shrunk,
        mean=mean,
        mean_se=error,
        mean_low=np.clip(mean - away, 0, 100),
        mean_high=np.clip(mean + away, 0, 100),
    )


def _with_shares(
    cells: pd.DataFrame, spread: pd.DataFrame | None, shares: pd.DataFrame | None, keys: list[str]
) -> pd.DataFrame:
    """The share of people below the standard: as released, else from the group's mean and the pooled spread."""
    given = pd.Series(np.nan, index=cells.index)
    if shares is not None and all(key in shares for key in keys):
        on = [*keys, "indicator"]
        given = cells[on].merge(shares[[*on, "share"]], on=on, how="left", validate="many_to_one")["share"]
        given.index = cells.index
    sd = pd.Series(np.nan, index=cells.index)
    if spread is not None:
        on = _shared(spread, ["region", "period", "indicator"])
        sd = np.sqrt(cells[on].merge(spread[[*on, "var_person"]], on=on, how="left")["var_person"])
        sd.index = cells.index
    judged = cells["gap"].notna() & cells["n_people"].notna()
    estimated = pd.Series(normal_below((cells["standard"] - cells["mean"]) / sd.where(sd > 0)), index=cells.index)
    cells["share_below"] = given.fillna(estimated).where(judged)
    kinds = np.where(given.notna(), "given", np.where(cells["share_below"].notna(), "estimated", "none"))
    cells["share_kind"] = np.where(judged, kinds, "none")
    return cells
