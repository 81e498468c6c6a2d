"""What is believed of persons, on regions with a known truth: `python -m tests.campaigns.persons REGIONS`.

Each region has 12 agencies of 40 people, six indicators, a superior (each with a mildness of their own, loads of 3 to
40) and two peers a person, scores within 0-100. Prints per world P(below standard) beside how often it was so, in
bands of P, then what is believed to be missing over what is, of all people and of those with a gap. Nominal: equal
within .01, and 1 within 5 %. `missing` shows what cannot be seen: peers rate the weak less often.
"""

import sys

import numpy as np
import pandas as pd

from analytics.needs.persons import person_needs, person_scores, reliability, source_scores
from tests.worlds.needs import INDICATORS, POSITIONS, SOURCES, standards, weights

WORLDS = ("plain", "ceiling", "fives", "skewed", "heavy tails", "mild raters", "missing")
BANDS = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975, 1.01)
AGENCIES, PEOPLE = 12, 40
ERROR = 7.0  # of a rating
LOW = 0.35  # of the levels lie below the standard


def region(world: str, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ratings as `persons` takes them, and the true levels: `employee, indicator, true`."""
    n = AGENCIES * PEOPLE
    employee, agency = np.arange(n), np.repeat(np.arange(AGENCIES), PEOPLE)
    middle = 90.0 if world == "ceiling" else 80.0
    person = 5 * _people(world, n, rng) + rng.normal(0, 3, AGENCIES)[agency]
    superior = _superiors(agency, rng)
    ratings, truth = [], []
    for indicator in INDICATORS:
        true = np.minimum(middle + person + rng.normal(0, 3, n), 100)
        truth.append(pd.DataFrame({"employee": employee, "indicator": indicator, "true": true}))
        mild = rng.normal(0, 3.0 if world == "mild raters" else 1.0, n)[superior]
        for source, added in (("superior", mild), ("peer", 0.0), ("peer", 0.0)):
            score = np.clip(true + added + rng.normal(0, ERROR, n), 0, 100)
            if world in ("fives", "ceiling"):
                score = np.round(score / 5) * 5
            seen = np.ones(n, bool)
            if world == "missing" and source == "peer":
                seen = rng.random(n) < 1 / (1 + np.exp(-(true - middle) / 4 - 1))
            place = {
                "employee": employee,
                "agency": agency,
                "sector": "KES",
                "unit": "U",
                "period": "2025",
                "seq": 2025,
            }
            rows = pd.DataFrame(place | {"indicator": indicator, "source": source, "score": score})
            ratings.append(rows.assign(position=np.array(POSITIONS)[employee % 2])[seen])
    return pd.concat(ratings, ignore_index=True), pd.concat(truth, ignore_index=True)


def _people(world: str, n: int, rng: np.random.Generator) -> np.ndarray:
    """Levels of people, of mean 0 and variance 1."""
    if world == "skewed":  # a long tail of weak ones
        return 1 - rng.exponential(size=n)
    return rng.standard_t(4, n) / np.sqrt(2) if world == "heavy tails" else rng.normal(size=n)


def _superiors(agency: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Number of each person's superior, who rates people of one agency or of two that follow."""
    order = np.lexsort((rng.random(len(agency)), agency))
    loads = np.cumsum(rng.integers(3, 41, len(agency)))
    superior = np.empty(len(agency), int)
    superior[order] = np.searchsorted(loads, np.arange(len(agency)), side="right")
    return superior


def believed(world: str, seed: int) -> pd.DataFrame:
    """`persons.person_needs` of one region with the `true` level of each; about a third of the people lie below."""
    ratings, truth = region(world, np.random.default_rng(seed))
    by_source = source_scores(ratings, SOURCES)
    scores = person_scores(by_source, reliability(by_source))
    wanted = standards(float(np.quantile(truth["true"], LOW)))
    return person_needs(scores, by_source, wanted, weights()).merge(truth, on=["employee", "indicator"])


def bands(found: pd.DataFrame) -> pd.DataFrame:
    """One row: one band of P(below): people in it, mean P, and the share who truly are."""
    band = pd.cut(found["p_gap"], BANDS, right=False)
    rows = found.assign(below=found["true"] < found["standard"]).groupby(band, observed=True)
    return rows.agg(n=("p_gap", "size"), p=("p_gap", "mean"), below=("below", "mean")).reset_index(drop=True)


def recovered(found: pd.DataFrame) -> tuple[float, float]:
    """Points believed to be missing over the true ones: of all people, and of those with a gap."""
    missing = (found["standard"] - found["true"]).clip(lower=0)
    low = found["gap"] > 0
    return found["shortfall"].sum() / missing.sum(), found.loc[low, "shortfall"].sum() / missing[low].sum()


def main(regions: int) -> None:
    for world in WORLDS:
        found = pd.concat([believed(world, seed) for seed in range(regions)], ignore_index=True)
        every, listed = recovered(found)
        said = " ".join(f"{row.p:.3f}:{row.below:.3f}" for row in bands(found).itertuples())
        print(f"{world:12} {said}  missing points {every:.3f}, of those with a gap {listed:.3f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
