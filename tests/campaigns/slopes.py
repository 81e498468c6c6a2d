"""Trends of families of agencies of which nothing, or one agency alone, has a direction.

    nice -n 15 python -m tests.campaigns.slopes 1000 rivals

Prints one line per world, with binomial errors: regions in which an agency without a direction is said to have one for
sure (by the slope model; with `rivals` also by Mann-Kendall, its variance raised for the true lag, and by a block
bootstrap), and how often the agency with one is found by the slope model. Ends with 1 where a
figure misses what is asked of it.
"""

import math
import sys
from collections.abc import Callable
from functools import partial

import numpy as np

from analytics.statistics.slopes import slopes
from analytics.verdicts import FALSE_SHARE, benjamini_hochberg
from tests.twins.slopes import block_bootstrap, mann_kendall
from tests.worlds import series as worlds

World = tuple[str, Callable[..., tuple[np.ndarray, np.ndarray]], float]
"""Name, maker of (rng, shape), and the lag a corrected Mann-Kendall is told."""

SIZES = ((4, 7), (4, 8), (4, 16), (12, 8), (20, 8), (30, 8), (60, 8))
WORLDS: list[World] = [
    *((f"lag {lag}", partial(worlds.carrying, lag=lag, sd=2.0), lag) for lag in (0.0, 0.4, 0.7)),
    *((f"lag {lag}, uneven", partial(worlds.carrying, lag=lag, sd=2.0, uneven=0.35), lag) for lag in (0.4, 0.7)),
    ("lag 0.4, all of a period", partial(worlds.carrying, lag=0.4, sd=2.0, common=0.7), 0.4),
    *((f"raters replaced {part:.0%}", partial(worlds.rated, replaced=part), 0.45) for part in (0.0, 0.15, 0.5)),
]
PLANTED = [  # points a semester, sd of the noise, lag, least power
    (3.0, 2.5, 0.0, 0.8), (3.0, 2.5, 0.4, 0.8), (1.5, 1.5, 0.0, 0.4), (1.5, 2.0, 0.0, 0.4), (1.5, 2.5, 0.0, 0.4),
    (1.5, 1.5, 0.4, 0.0), (1.5, 2.0, 0.4, 0.0), (1.5, 2.5, 0.4, 0.0),
]  # fmt: skip


def sure(family: list[worlds.Series]) -> np.ndarray:
    """Which agencies are said to move for sure, as `verdicts.judge` says it."""
    found = slopes(family)
    apart = (np.floor(found.low * 10 + 1e-9) > 0) | (np.ceil(found.high * 10 - 1e-9) < 0)
    return benjamini_hochberg(found.p) & apart


def false_alarms(world: World, shape: tuple[int, int, int], rivals: bool) -> tuple[float, ...]:
    """Shares of regions with a false alarm: slope model, and where asked Mann-Kendall and block bootstrap."""
    _, make, lag = world
    rng = np.random.default_rng([21, shape[1], shape[2], int(1000 * lag)])
    alarms = []
    for family in worlds.families(*make(rng, shape)):
        others = (mann_kendall(family, lag), block_bootstrap(family, rng)) if rivals else ()
        alarms.append((sure(family).any(), *(benjamini_hochberg(p).any() for p in others)))
    return tuple(float(share) for share in np.mean(alarms, axis=0))


def found(points: float, sd: float, lag: float, shape: tuple[int, int, int]) -> float:
    """Share of regions in which the one agency with a direction is said to have one for sure."""
    rng = np.random.default_rng([22, shape[1], int(10 * sd), int(10 * lag)])
    values, scale = worlds.carrying(rng, shape, lag, sd)
    values[:, 0] += points * np.arange(shape[2])
    return float(np.mean([sure(family)[0] for family in worlds.families(values, scale)]))


def error(share: float, count: int) -> float:
    """Standard error of a share of `count`."""
    return math.sqrt(max(share, 1 / count) * (1 - min(share, 1 - 1 / count)) / count)


def main(arguments: list[str]) -> int:
    regions = int(arguments[0]) if arguments else 100
    rivals = "rivals" in arguments
    # One error of 5 % over the whole table: so much may the count of one world be off by chance.
    z = 3.1
    most = FALSE_SHARE + z * error(FALSE_SHARE, regions)
    missed = 0
    for agencies, periods in SIZES:
        for world in WORLDS:
            shares = false_alarms(world, (regions, agencies, periods), rivals)
            missed += shares[0] > most
            told = "  ".join(f"{share:.3f}" for share in shares)
            print(
                f"false  {agencies:2} x {periods:2}  {world[0]:24} {told} ± {error(shares[0], regions):.3f}", flush=True
            )
    for agencies in (12, 30):
        for points, sd, lag, least in PLANTED:
            share = found(points, sd, lag, (regions, agencies, 8))
            missed += share < least - 2 * error(share, regions)
            print(
                f"found  {agencies:2} x  8  {points:+} sd {sd} lag {lag}  {share:.3f} ± {error(share, regions):.3f}",
                flush=True,
            )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
