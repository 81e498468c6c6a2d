"""How sure a group's mean is: intervals from pooled variance components.

The target is the group's expected score over raters and people like these. The variance of a mean of n people is
var_person / n + var_rater * sum_nr2 / n^2. The components are estimated, so the multiplier is Student's t with
Satterthwaite's degrees of freedom (Searle, Casella & McCulloch 1992, section 3.6): a small region gets wider intervals
than a large one.
"""

import numpy as np
import pandas as pd

from analytics.statistics.tails import t_quantile

RATER_SHARE = 0.5
"""Share of the variance within agencies taken for the rater where a region cannot tell: Scullen, Mount & Goff (2000)
found 53-62 % in two samples of over 2,000 people, of which we take the cautious round half beside sampling error."""
RATEES = 8.0
"""Ratees per rater where no rater is named at all."""
FEWEST_RATER_DF = 4
"""With fewer spare raters than this (raters minus agencies) the rater variance is as good as unknown."""
NO_SPREAD = 1e-9
"""Variance of a mean, in squared points, up to which everybody was rated alike: that is no knowledge of the spread."""

KEYS = ["region", "period", "snapshot_id", "indicator", "source"]


def with_keys(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `indicator` and `source`; a frame without them is about the composite over all sources."""
    return frame.assign(**{key: code for key, code in (("indicator", "*"), ("source", "all")) if key not in frame})


def add_intervals(
    scores: pd.DataFrame, spread: pd.DataFrame, loads: pd.DataFrame, by: str = "agency", level: float = 0.95
) -> pd.DataFrame:
    """`scores` with an interval on each row. A row is one group (`by`) in one period, for one indicator and source.

    scores: `by`, score, n_people, and as far as they vary region, period, indicator, source. spread: var_person,
    var_rater, n_people, n_raters, median_load per the same keys. loads: `by`, n_people, n_raters, sum_nr2 per the same
    keys (see `load_of_groups`).

    Adds, in points: se, df, low, high (within 0-100), half_width; n_raters; one_rater; rater_basis: `named`;
    `median_load` (this group's raters are not named, the region's are); `assumed` (the region cannot tell the rater's
    share); `none` (no interval: size or spread unknown); and cap: `likely` where no verdict may be stronger than that,
    else None.
    """
    scores = with_keys(scores).drop(columns=["n_raters"], errors="ignore")
    spread, loads = with_keys(spread), with_keys(loads)
    moments = mean_squares(spread, loads)
    keys = [key for key in KEYS if key in scores and key in moments]
    load_keys = [key for key in [*KEYS, by] if key in scores and key in loads]
    with_moments = scores.merge(moments, on=keys, how="left", validate="many_to_one")
    agency_loads = loads[[*load_keys, "n_people", "n_raters", "sum_nr2"]].rename(columns={"n_people": "n_loaded"})
    agency_loads = agency_loads.astype(dict.fromkeys(["n_loaded", "n_raters", "sum_nr2"], float))
    with_moments = with_moments.merge(agency_loads, on=load_keys, how="left", validate="many_to_one")
    with_moments.index = scores.index

    n = with_moments["n_people"].to_numpy(float)
    effective, basis = _effective_load(with_moments)
    # One rater's severity is in the mean whole, however many people were rated.
    share = np.where(with_moments["n_raters"].eq(1), 1.0, np.minimum(1.0, effective / n))  # sum_nr2 / n^2
    variance, df = mean_variance(with_moments, n, share)
    known = (variance > NO_SPREAD) & np.isfinite(variance) & (n > 0)
    basis = np.where(known, basis, "none")
    se = np.where(known, np.sqrt(np.where(known, variance, 0.0)), np.nan)
    # Any df will do where nothing is known: the product is dropped, but a warning of the quantile would not be.
    half = np.where(known, t_quantile(0.5 + level / 2, np.where(known, df, 1.0)) * se, np.nan)
    one_rater = with_moments["n_raters"].eq(1).to_numpy()
    weak = one_rater | (basis == "assumed") | (basis == "none")
    result = scores.copy()
    result["n_raters"] = with_moments["n_raters"]
    result["se"], result["df"], result["half_width"] = se, np.where(known, df, np.nan), half
    result["low"] = np.clip(scores["score"].to_numpy(float) - half, 0, 100)
    result["high"] = np.clip(scores["score"].to_numpy(float) + half, 0, 100)
    result["one_rater"], result["rater_basis"] = one_rater, basis
    result["cap"] = pd.Series("likely", index=scores.index, dtype=object).where(weak, None)
    reason = np.select([one_rater, weak], ["one_rater", "assumed"], "")
    result["cap_reason"] = pd.Series(reason, index=scores.index, dtype=object).where(weak, None)
    return result


def ranged(scores: pd.DataFrame, spread: pd.DataFrame, loads: pd.DataFrame, by: str = "agency") -> pd.DataFrame:
    """`add_intervals` over n_range, how many a range may stand on: people rated, or who answered where nobody was.

    scores keep their n_people. spread, loads: of the newest release of each period, whatever its number; loads without
    the column `by` are those of nobody.
    """
    # A score pooled over releases has no number of one, so the number joins nothing here.
    spread, loads = (known.drop(columns="snapshot_id", errors="ignore") for known in (spread, loads))
    if by not in loads:
        loads = pd.DataFrame(columns=["region", "period", "indicator", "source", by, "n_people", "n_raters", "sum_nr2"])
    with_ranges = add_intervals(scores.assign(n_people=scores["n_range"]), spread, loads, by)
    return with_ranges.assign(n_people=scores["n_people"])


def load_of_groups(loads: pd.DataFrame, agencies: pd.DataFrame, by: str) -> pd.DataFrame:
    """Loads of larger groups: `loads` per agency summed over the column `by` of `agencies` (agency, `by`).

    A group holding an agency without named raters has none named either: its load is the region's median.
    """
    loads = with_keys(loads).merge(agencies[["agency", by]].drop_duplicates(), on="agency", validate="many_to_one")
    groups = loads.groupby([key for key in [*KEYS, by] if key in loads])
    sums = groups[["n_people", "n_raters", "sum_nr2"]].sum()
    return sums.where(groups["sum_nr2"].count() == groups.size()).assign(n_people=sums["n_people"]).reset_index()


def mean_squares(spread: pd.DataFrame, loads: pd.DataFrame) -> pd.DataFrame:
    """The two mean squares behind the components and their degrees of freedom, one row per key of `spread`."""
    named = loads[loads["sum_nr2"].notna() & (loads["n_raters"] > 0)]
    keys = [key for key in KEYS if key in spread and key in loads]
    inside = (named["sum_nr2"] / named["n_people"]).groupby([named[key] for key in keys]).sum().rename("inside")
    agencies = named.groupby(keys).size().rename("named_agencies")
    all_agencies = loads.groupby(keys).size().rename("agencies")
    moments = spread.merge(pd.concat([all_agencies, agencies, inside], axis=1).reset_index(), on=keys, how="left")
    spare = moments["n_raters"].astype(float) - moments["named_agencies"]
    unnamed = moments["var_rater"].isna()
    moments["df_rater"] = spare.where(~unnamed, 0.0).fillna(0.0)
    moments["n0"] = ((moments["n_people"] - moments["inside"]) / spare).where(spare > 0)
    raters = moments["n_raters"].astype(float)
    # Several raters per person: their person variance is from people.
    several = unnamed | (raters >= moments["n_people"])
    moments["df_person"] = np.maximum(1.0, moments["n_people"] - np.where(several, moments["agencies"], raters))
    kept = [key for key in KEYS if key in spread]
    return moments[[*kept, "var_person", "var_rater", "median_load", "n0", "df_rater", "df_person"]]


def _effective_load(moments: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Ratees per rater as the mean feels them (sum_nr2 / n), and where the figure comes from.

    A position filter leaves fewer people than were loaded; taking the load unchanged supposes that the filter keeps
    whole teams, which is the cautious reading.
    """
    own = (moments["sum_nr2"] / moments["n_loaded"]).to_numpy(float)
    median = moments["median_load"].to_numpy(float)
    effective = np.where(np.isfinite(own), own, np.where(np.isfinite(median), median, RATEES))
    estimated = moments["var_rater"].notna().to_numpy() & (moments["df_rater"].to_numpy(float) >= FEWEST_RATER_DF)
    basis = np.where(~estimated, "assumed", np.where(np.isfinite(own), "named", "median_load"))
    return effective, basis


def mean_variance(moments: pd.DataFrame, n: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Variance of each mean of n values and its degrees of freedom; `share` is sum_nr2 / n^2.

    found: var_person, var_rater (NaN: no rater is named), n0, df_rater, df_person. With MSW and MSB the mean squares
    within and between raters the variance is (1/n - share/n0) MSW + share/n0 MSB; Satterthwaite's df follow.
    """
    person, rater = moments["var_person"].to_numpy(float), moments["var_rater"].to_numpy(float)
    df_rater, df_person = moments["df_rater"].to_numpy(float), moments["df_person"].to_numpy(float)
    n0 = moments["n0"].to_numpy(float)
    # Three cases follow: raters named and enough of them, named and too few, not named at all.
    estimated = np.isfinite(rater) & (df_rater >= FEWEST_RATER_DF)
    unnamed = ~np.isfinite(rater)
    # Too few spare raters to trust their variance: the share from the literature, unless what was seen is larger.
    assumed = np.where(
        unnamed, person * RATER_SHARE, np.fmax(np.nan_to_num(rater), person * RATER_SHARE / (1 - RATER_SHARE))
    )
    person_used = np.where(unnamed, person * (1 - RATER_SHARE), person)
    rater_used = np.where(estimated, rater, assumed)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = person_used / n + rater_used * share
        of_rater = share / n0 * (person + n0 * rater)
        of_person = (1 / n - share / n0) * person
        df = variance**2 / (of_rater**2 / df_rater + of_person**2 / df_person)
    return variance, np.where(estimated, np.maximum(df, 1.0), df_person)
