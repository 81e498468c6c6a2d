"""Other weights: which statements survive when the indicators weigh differently?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.statistics.tails import normal_quantile

DRAWS = 1_000
CONCENTRATION = 20.0
"""Random weights are Dirichlet with this total around the stated ones: a stated weight of .20 then varies by +- .09
(one sd)."""


@dataclass(frozen=True)
class Scored:
    """The indicator means of one region and period as an array: agencies x positions x indicators, and head counts.

    A mean that is missing holds the region's mean of that position and indicator (its anchor), as in the composite.
    """

    agencies: list[str]
    positions: list[str]
    indicators: list[str]
    means: np.ndarray
    people: np.ndarray


def scored(means: pd.DataFrame, weights: pd.DataFrame) -> Scored:
    """From agency, position, indicator, score, n_people and position, indicator, weight (one row each). A position that
    nobody scored on any indicator of its own is left out: its people have no composite."""
    counting, rated = weights[weights["weight"] > 0], means[means["score"].notna()]
    indicators = sorted(counting["indicator"].unique())
    positions = sorted(rated.merge(counting, on=["position", "indicator"])["position"].unique())
    used = rated[rated["indicator"].isin(indicators) & rated["position"].isin(positions)]
    agencies = sorted(used["agency"].unique())
    index = pd.MultiIndex.from_product([agencies, positions, indicators], names=["agency", "position", "indicator"])
    table = used.set_index(index.names)[["score", "n_people"]].reindex(index)
    shape = (len(agencies), len(positions), len(indicators))
    score, count = table["score"].to_numpy(float).reshape(shape), table["n_people"].to_numpy(float).reshape(shape)
    known = np.nan_to_num(count)
    with np.errstate(invalid="ignore"):
        anchor = (known * np.nan_to_num(score)).sum(axis=0) / known.sum(axis=0)
    means = np.where(np.isnan(score), anchor, score)
    return Scored(agencies, positions, indicators, means, known.max(axis=2, initial=0.0))


def composites(scores: Scored, weights: np.ndarray) -> np.ndarray:
    """Composite of each agency, points; `weights` is positions x indicators, rows summing to 1, or draws of it stacked
    in front."""
    by_position = np.einsum("api,...pi->...ap", np.nan_to_num(scores.means), weights)
    return (by_position * scores.people).sum(axis=-1) / scores.people.sum(axis=1)


def position_composites(scores: Scored, weights: np.ndarray) -> pd.DataFrame:
    """One row per agency and position with people: agency, position, n_people, score; what `adjust` takes."""
    by_position = np.einsum("api,pi->ap", np.nan_to_num(scores.means), weights)
    agency, position = np.nonzero(scores.people)
    return pd.DataFrame(
        {
            "agency": np.array(scores.agencies, dtype=object)[agency],
            "position": np.array(scores.positions, dtype=object)[position],
            "n_people": scores.people[agency, position],
            "score": by_position[agency, position],
        }
    )


def weight_table(scores: Scored, weights: pd.DataFrame) -> np.ndarray:
    """`weights` (position, indicator, weight) as positions x indicators, each row scaled to 1; an indicator nobody
    scored has none."""
    table = weights.pivot_table(index="position", columns="indicator", values="weight", aggfunc="sum", fill_value=0.0)
    table = table.reindex(index=scores.positions, columns=scores.indicators).fillna(0.0).to_numpy(float)
    table = np.where(np.isnan(scores.means).all(axis=0), 0.0, table)
    return table / table.sum(axis=1, keepdims=True)


def reweighted(stated: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """`stated` (positions x indicators, rows summing to 1) times a factor per indicator, each row scaled back to 1; a
    position left without any weight keeps its stated ones."""
    moved = stated * factors
    total = moved.sum(axis=1, keepdims=True)
    return np.where(total > 0, moved / np.where(total > 0, total, 1), stated)


def random_weights(stated: np.ndarray, rng: np.random.Generator, draws: int = DRAWS) -> np.ndarray:
    """draws x positions x indicators around the stated weights; an indicator without weight stays without."""
    drawn = np.zeros((draws, *stated.shape))
    for position, row in enumerate(stated):
        drawn[:, position, row > 0] = rng.dirichlet(row[row > 0] * CONCENTRATION, draws)
    return drawn


def what_if(
    scores: Scored,
    stated: np.ndarray,
    moved: np.ndarray,
    shown: pd.DataFrame,
    rng: np.random.Generator,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """One row per agency: does what is said of it against the region hold under other weights?

    stated, moved: positions x indicators (see `weight_table`). shown: agency, score, se, n_people as the pages show
    them; other weights move the shown score by as much as they move the composite of the agency's position groups, so
    that people in merged groups, whose position is not known, move like their colleagues. Gives score (as shown), place
    (`above`, `below`: its 95 % interval misses the region's head-count mean; `same`), score_moved, place_moved, flips
    (place differs) and holds: the share of `draws` random weightings around the stated ones under which place is the
    same. The se of the stated weights is used throughout.
    """
    own = shown.set_index("agency").reindex(scores.agencies)
    base, error = own["score"].to_numpy(float), own["se"].to_numpy(float)
    share = own["n_people"].astype(float).where(own["score"].notna()).fillna(0.0).to_numpy()
    share = share / max(share.sum(), 1.0)
    drawn_weights = random_weights(stated, rng, draws)

    def places(composite: np.ndarray) -> np.ndarray:
        apart = composite - (np.nan_to_num(composite) * share).sum(axis=-1, keepdims=True)
        reach = normal_quantile(0.975) * error
        return np.where(apart > reach, 1, np.where(apart < -reach, -1, 0))

    computed = composites(scores, stated)
    then = base + composites(scores, moved) - computed
    names = np.array(["below", "same", "above"], dtype=object)
    place, place_moved = places(base), places(then)
    holds = (places(base + composites(scores, drawn_weights) - computed) == place).mean(axis=0)
    return pd.DataFrame(
        {"agency": scores.agencies, "score": base, "place": names[place + 1], "score_moved": then,
         "place_moved": names[place_moved + 1], "flips": place != place_moved, "holds": holds}
    )  # fmt: skip
