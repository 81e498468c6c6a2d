"""Importance on regions with a known truth: `python -m tests.campaigns.importance REGIONS`.

Each world is a region of eight indicators whose weights are right, but for `planted`, where the fourth indicator makes
up the citizens' score and weighs 12 %, and `apart`, where it goes with nothing. Prints how often an indicator, and a
region, is said to disagree with its weights (nominal .05), how often the planted one is found, and with how many
quadrants are given firmly where all indicators perform alike (nominal .05 of regions), each with its binomial error.
"""

import sys

import numpy as np
import pandas as pd

from analytics.gaps.importance import importance, quadrants

K = 8
NAMES = [f"I{place}" for place in range(K)]
UNEQUAL = np.array([0.25, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.04])
SLOPES = np.array([0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05])
WORLDS = ("nobody asked", "citizens at random", "citizens alike", "citizens as weighted", "skewed", "in agencies",
          "planted", "apart")  # fmt: skip
PLANTED = ("planted", "apart")
SIZES = (30, 47, 90)


def region(world: str, n: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.Series, pd.Series | None]:
    """Scores of n groups, the weights, and the citizens' score where there is one."""
    even = np.full(K, 1 / K)
    own, common = rng.normal(size=(n, K)), rng.normal(size=(n, 1))
    index = pd.RangeIndex(n)
    if world == "citizens at random":
        cells, weights, citizens = own + common, UNEQUAL, rng.normal(size=n)
    elif world == "citizens alike":
        cells, weights = own + 0.7 * common, even
        citizens = cells.mean(1) * 1.5 + rng.normal(size=n)
    elif world == "citizens as weighted":  # weights as the partial correlations are
        part = SLOPES / np.sqrt(SLOPES**2 + 0.64)
        cells, weights, citizens = own, part / part.sum(), own @ SLOPES + 0.8 * rng.normal(size=n)
    elif world == "planted":
        cells, weights = own + 0.5 * common, UNEQUAL
        citizens = 0.8 * cells[:, 3] + 0.2 * cells.mean(1) + rng.normal(size=n)
    elif world == "skewed":
        cells, weights, citizens = rng.gamma(2, size=(n, K)) + 0.7 * rng.gamma(2, size=(n, 1)), even, None
    elif world == "in agencies":
        agency = np.arange(n) // 3
        cells = own + 0.7 * common + 0.6 * rng.normal(size=(n, K))[agency]
        index = pd.MultiIndex.from_arrays([agency, np.arange(n)], names=["agency", "position"])
        weights, citizens = even, None
    else:
        load = np.where(np.arange(K) == 3, 0.0 if world == "apart" else 0.7, 0.7)
        cells, weights, citizens = own + load * common, even, None
    frame = pd.DataFrame(cells, columns=NAMES, index=index)
    outcome = None if citizens is None else pd.Series(citizens, index=index)
    return frame, pd.Series(weights, NAMES), outcome


def said(world: str, n: int, seed: int, draws: int = 400) -> np.ndarray:
    """Which indicators of one region are said to disagree with their weights."""
    cells, weights, citizens = region(world, n, np.random.default_rng(seed))
    found = importance(cells, weights, np.random.default_rng(seed), citizens, draws)
    return found["disagreement"].isin(["more", "less"]).to_numpy()


def firm(n: int, seed: int, draws: int = 1000) -> np.ndarray:
    """Which indicators of one region where all perform alike are placed firmly."""
    rng = np.random.default_rng(seed)
    cells = pd.DataFrame(rng.normal(size=(n, K)) + rng.normal(size=(n, 1)), columns=NAMES)
    placed = quadrants(cells, pd.Series(0.0, NAMES), pd.Series(UNEQUAL, NAMES), rng, draws)
    return (placed["quadrant"] != "border").to_numpy()


def main() -> None:
    regions = int(sys.argv[1])
    for n in SIZES:
        for world in WORLDS:
            told = np.array([said(world, n, seed) for seed in range(regions)])
            found = f", found {told[:, 3].mean():.3f}" if world in PLANTED else ""
            print(f"{n} groups, {world}: each {told.mean():.3f}, regions {_rate(told.any(1))}{found}", flush=True)
        alike = np.array([firm(n, seed) for seed in range(regions)])
        print(f"{n} groups, all alike: firm each {alike.mean():.3f}, regions {_rate(alike.any(1))}", flush=True)


def _rate(hits: np.ndarray) -> str:
    share = hits.mean()
    return f"{share:.3f} +- {np.sqrt(share * (1 - share) / len(hits)):.3f}"


if __name__ == "__main__":
    main()
