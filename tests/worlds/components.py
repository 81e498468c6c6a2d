"""How much of a score is the person and how much the rater: variance components, one-way within agency.

The twin of what the store's SQL estimates at publish (sql/publish/spread.sql, pair_spread.sql), and what tests and the
calibration make their frames with.
Method: analysis of variance of an unbalanced nested design (Searle, Casella & McCulloch 1992, section 3.6).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Components:
    """Variances in squared points of the 0-100 scale. `var_rater` is None where no rater is named.

    `load` is n0, the ratees per rater that the between-rater mean square counts; NaN where no agency has two raters.
    """

    var_person: float
    var_rater: float | None
    n_people: int
    n_raters: int | None
    n_agencies: int
    load: float
    median_load: float


def one_way(ratings: pd.DataFrame) -> Components:
    """Person and rater variance from rows of `agency, rater, value`: one row is one rating by one rater.

    MSW, the mean square within raters, estimates the person; (MSB - MSW) / n0 the rater, with MSB between the raters of
    one agency and n0 = (N - sum_a sum_r n_r^2 / N_a) / (R - A). A negative estimate counts as 0. Rows without rater are
    left out unless no rater is named at all: then `var_person` is the whole variance within agencies.
    """
    named = ratings[ratings["rater"].notna()]
    if named.empty:
        return _unnamed(ratings)
    agency, _ = pd.factorize(named["agency"])
    rater, _ = pd.factorize(pd.MultiIndex.from_arrays([agency, named["rater"]]))
    value = named["value"].to_numpy(float)
    per_rater = np.bincount(rater).astype(float)
    home = np.zeros(len(per_rater), dtype=int)
    home[rater] = agency
    per_agency = np.bincount(agency).astype(float)
    rater_mean = np.bincount(rater, value) / per_rater
    agency_mean = np.bincount(agency, value) / per_agency
    people, raters, agencies = len(value), len(per_rater), len(per_agency)
    within = ((value - rater_mean[rater]) ** 2).sum() / max(people - raters, 1)
    var_rater, load = 0.0, float("nan")
    if raters > agencies:
        between = (per_rater * (rater_mean - agency_mean[home]) ** 2).sum() / (raters - agencies)
        load = (people - (np.bincount(home, per_rater**2) / per_agency).sum()) / (raters - agencies)
        var_rater = max(0.0, (between - within) / load)
    return Components(
        float(within), float(var_rater), people, raters, agencies, float(load), float(np.median(per_rater))
    )


def _unnamed(ratings: pd.DataFrame) -> Components:
    groups = ratings.groupby("agency")["value"]
    deviation = ratings["value"] - groups.transform("mean")
    people, agencies = len(ratings), groups.ngroups
    variance = float((deviation**2).sum() / max(people - agencies, 1))
    return Components(variance, None, people, None, agencies, float("nan"), float("nan"))


def spread(ratings: pd.DataFrame, indicator: str = "*", source: str = "all") -> pd.DataFrame:
    """`one_way` as the one-row `spread` frame of the store."""
    found = one_way(ratings)
    row = {
        "indicator": indicator,
        "source": source,
        "var_person": found.var_person,
        "var_rater": np.nan if found.var_rater is None else found.var_rater,
        "n_people": found.n_people,
        "n_raters": np.nan if found.n_raters is None else found.n_raters,
        "median_load": found.median_load,
    }
    return pd.DataFrame([row])


def rater_load(ratings: pd.DataFrame, indicator: str = "*", source: str = "all") -> pd.DataFrame:
    """The `rater_load` frame of the store: one row is one agency, with the sum over its raters of n_r squared."""
    counts = ratings.groupby(["agency", "rater"], dropna=True).size()
    loads = pd.DataFrame(
        {
            "n_people": ratings.groupby("agency").size(),
            "n_raters": counts.groupby("agency").size(),
            "sum_nr2": (counts.astype(float) ** 2).groupby("agency").sum(),
        }
    )
    return loads.reset_index().assign(indicator=indicator, source=source)


def pair_spread(pairs: pd.DataFrame, indicator: str = "*", source: str = "all") -> pd.DataFrame:
    """`spread` of the changes of people whose rater stayed, from rows of `agency, rater_before, rater_now, before,
    now`.

    One row of `pairs` is one person present in both periods. Adds `n_agencies` and `load` (n0 of `one_way`).
    """
    named = pairs["rater_now"].notna() & pairs["rater_before"].notna()
    stayed = pairs[(pairs["rater_now"] == pairs["rater_before"]) | ~named] if named.any() else pairs
    changes = pd.DataFrame(
        {"agency": stayed["agency"], "rater": stayed["rater_now"], "value": stayed["now"] - stayed["before"]}
    )
    found = one_way(changes)
    return spread(changes, indicator, source).assign(n_agencies=found.n_agencies, load=found.load)


def pair_load(pairs: pd.DataFrame, indicator: str = "*", source: str = "all") -> pd.DataFrame:
    """How the raters of the people present in both periods are spread; one row is one agency.

    n_people; n_raters now; n_fresh people whose rater is new to them; sum_before2 and sum_now2, over raters the square
    of the people rated before and now; sum_fresh2, the same squares over the people with a fresh rater, before and now
    added.
    """

    def squares(rows: pd.DataFrame, rater: str) -> pd.Series:
        return (rows.groupby(["agency", rater]).size().astype(float) ** 2).groupby("agency").sum()

    named = pairs[pairs["rater_now"].notna() & pairs["rater_before"].notna()]
    fresh = named[named["rater_now"] != named["rater_before"]]
    agencies = pd.Index(sorted(pairs["agency"].unique()), name="agency")
    known = agencies.isin(named["agency"].unique())
    loads = pd.DataFrame(
        {
            "n_people": pairs.groupby("agency").size(),
            "n_raters": named.groupby("agency")["rater_now"].nunique(),
            "n_fresh": fresh.groupby("agency").size().reindex(agencies).fillna(0).where(known),
            "sum_before2": squares(named, "rater_before"),
            "sum_now2": squares(named, "rater_now"),
            "sum_fresh2": squares(fresh, "rater_before")
            .add(squares(fresh, "rater_now"), fill_value=0)
            .reindex(agencies)
            .fillna(0)
            .where(known),
        },
        index=agencies,
    )
    return loads.reset_index().assign(indicator=indicator, source=source)
