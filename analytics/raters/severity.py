"""Who rates lower or higher than others who rated the same people.

Each person has a level of their own, whatever it is; a rater's severity is what remains of their ratings of people whom
others rated too. Where everybody has one superior and nobody else, nothing remains: a strict superior and a weak unit
look the same, and no severity is told. Raters are compared only inside a group that common people connect, with the
mean of that group. Severities are drawn towards 0 by as much as chance explains (best linear unbiased prediction;
components of variance by Henderson's third method).
"""

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from analytics.statistics.tails import normal_quantile

FEWEST_RATEES = 5
"""People rated by others too, from which on a rater's severity is told."""
COLUMNS = ["rater", "group", "n_ratees", "n_shared", "severity", "low", "high", "verdict"]
_WIDE = 256  # columns of an inverse held at once
_LEAST = 1e-9  # of a singular matrix's diagonal, so that it can be factored


def pairs(ratings: pd.DataFrame) -> pd.DataFrame:
    """One row: one rater and one person they rated: employee, rater, value (points): the mean over indicators of how
    far the rating is from what that source says of that indicator on average. ratings: employee, rater, source,
    indicator, score; lines without a rater are left out, and what people say of themselves."""
    named = ratings[ratings["rater"].notna() & ratings["source"].ne("self")]
    usual = named.groupby(["source", "indicator"])["score"].transform("mean")
    named = named.assign(value=named["score"] - usual)
    return named.groupby(["employee", "rater"], as_index=False)["value"].mean()


def severities(known: pd.DataFrame) -> pd.DataFrame:
    """One row: one rater of `pairs`: group (raters whom common people connect; -1 where nobody else rated theirs),
    n_ratees, n_shared (rated by others too), severity (points above the group's mean; negative is strict) with its 95 %
    range, and verdict: `strict`, `lenient`, `usual`, or `alone` without figures where it cannot be told."""
    people, codes = pd.factorize(known["employee"])[0], pd.factorize(known["rater"], sort=True)
    raters, names = codes
    n = len(names)
    often = np.bincount(people, minlength=people.max() + 1 if len(people) else 0)
    shared = often[people] > 1
    table = pd.DataFrame({"rater": names, "group": -1})
    table["n_ratees"] = np.bincount(raters, minlength=n)
    table["n_shared"] = np.bincount(raters[shared], minlength=n)
    table[["severity", "low", "high"]] = np.nan
    table["verdict"] = "alone"
    if shared.any():
        _told(table, pd.factorize(people[shared])[0], raters[shared], known["value"].to_numpy(float)[shared])
    return table[COLUMNS]


def _told(table: pd.DataFrame, people: np.ndarray, raters: np.ndarray, values: np.ndarray) -> None:
    """Fill in group, severity and range of everybody who shares people with others."""
    own, place = np.unique(raters, return_inverse=True)
    told = sparse.csr_matrix((np.ones(len(values)), (people, place)), shape=(people.max() + 1, len(own)))
    n_groups, group = connected_components(told.T @ told, directed=False)
    often = np.asarray(told.sum(axis=1)).ravel()
    apart = values - (np.bincount(people, values) / often)[people]
    score = np.bincount(place, apart)
    scaled = sparse.diags(1 / often) @ told
    within = (sparse.diags(np.asarray(told.sum(axis=0)).ravel()) - told.T @ scaled).tocsc()
    table.loc[own, "group"] = group
    # The error of somebody who is not told is not worked out: where every peer is named they are nine of ten.
    enough = np.flatnonzero(table.loc[own, "n_shared"].to_numpy() >= FEWEST_RATEES)
    noise, between = _components(within, score, float((apart**2).sum()), len(values), len(often), n_groups)
    if between > 0:
        solved = splu((within / noise + sparse.eye(len(own)) / between).tocsc())
        value = solved.solve(score / noise)[enough]
        # A group's mean is 0 by making; what every rater of it shares is no part of a difference from that mean.
        spread = np.maximum(_diagonal(solved, len(own), enough) - between / np.bincount(group)[group[enough]], 0.0)
    else:
        value, spread = np.zeros(len(enough)), np.zeros(len(enough))
    half = normal_quantile(0.975) * np.sqrt(spread)
    for name, figure in (("severity", value), ("low", value - half), ("high", value + half)):
        table.loc[own[enough], name] = figure
    verdict = np.where(value - half > 0, "lenient", np.where(value + half < 0, "strict", "usual"))
    table.loc[own[enough], "verdict"] = verdict


def _components(
    within: sparse.csc_matrix, score: np.ndarray, total: float, n: int, n_people: int, n_groups: int
) -> tuple[float, float]:
    """(variance of one rater's view of one person, variance of raters). `within`: what raters vary by inside people."""
    fixed = splu((within + sparse.eye(len(score)) * _LEAST).tocsc()).solve(score)
    explained = float(score @ fixed)
    free = n - n_people - (len(score) - n_groups)
    if free <= 0:
        return 1.0, 0.0
    noise = max((total - explained) / free, _LEAST)
    return noise, max(0.0, (explained - noise * (len(score) - n_groups)) / (n - n_people))


def _diagonal(solved, size: int, wanted: np.ndarray) -> np.ndarray:
    """These places of the diagonal of an inverse, some columns at a time."""
    parts = [np.zeros(0)]
    for first in range(0, len(wanted), _WIDE):
        places = wanted[first : first + _WIDE]
        columns = np.zeros((size, len(places)))
        columns[places, np.arange(len(places))] = 1.0
        parts.append(solved.solve(columns)[places, np.arange(len(places))])
    return np.concatenate(parts)
