"""False alarms and coverage of the leaders' statistics, on regions whose truth is known.

    nice -n 15 python -m tests.calibration_leaders --seeds 500

Prints one line per figure: what, design, measured, required. Exit code 1 when a requirement is missed.
"""

import argparse
import sys
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analytics import components
from analytics.comparison.funnel import add_funnel
from analytics.comparison.intervals import add_intervals
from tests.analytics import null_regions

DESIGNS = [("independent", 0.0, 8), ("raters of 4", 0.5, 4), ("raters of 8", 0.5, 8), ("raters of 15", 0.5, 15)]
SMALL = (12, 15, 20, 26)
"""A region of a few dozen staff: one kecamatan office and its kelurahan."""

Figure = tuple[str, str, float, float, float]
"""What, design, measured, least allowed, most allowed."""


def region(rng: np.random.Generator, sizes, share: float, load: int) -> pd.DataFrame:
    ratings = null_regions.rated(null_regions.teams(sizes, load), rng, share)
    spread, loads = components.spread(ratings), components.rater_load(ratings)
    return add_intervals(null_regions.scores(ratings), spread, loads)


def comparison(seeds: int) -> Iterator[Figure]:
    for name, share, load in DESIGNS:
        rows = []
        for seed in range(seeds):
            rows.append(add_funnel(region(np.random.default_rng([1, seed]), null_regions.SIZES, share, load)))
        found = pd.concat(rows)
        hit = (found["low"] <= 70) & (found["high"] >= 70)
        yield "funnel alarms 99.8 %", name, found["funnel"].str.endswith("998").mean(), 0, 0.004
        yield "funnel alarms 95 %", name, (~found["funnel"].eq("inside")).mean(), 0, 0.06
        yield "interval coverage n >= 20", name, hit[found["n_people"] >= 20].mean(), 0.93, 0.97
        yield "interval coverage n 5-19", name, hit[found["n_people"] < 20].mean(), 0.90, 1
        naive = 1.96 * 10 / np.sqrt(found["n_people"].astype(float))
        yield "naive coverage (for comparison)", name, ((found["score"] - 70).abs() < naive).mean(), 0, 1
        small = pd.concat(region(np.random.default_rng([2, seed]), SMALL, share, load) for seed in range(seeds))
        hit = (small["low"] <= 70) & (small["high"] >= 70)
        yield "interval coverage, small region", name, hit.mean(), 0.90, 1


PARTS = {"comparison": comparison}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--part", choices=sorted(PARTS), action="append")
    chosen = parser.parse_args()
    missed = 0
    for part in chosen.part or PARTS:
        for what, design, measured, least, most in PARTS[part](chosen.seeds):
            good = least <= measured <= most
            missed += not good
            print(f"{what:45} {design:32} {measured:8.4f}  [{least:g}, {most:g}] {'' if good else 'MISSED'}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
