"""Few citizens answered: do the ranges of what they have a part in hold, and is a cell of the heat map said to differ?

    nice -n 15 python -m tests.campaigns.citizens 200

Agencies of 180 people, 8 to 20 citizens in each, nobody differs. Prints the coverage of 95 % ranges of indicators and
of the composite, with binomial errors (by region), their width over that of ranges which know every variance,
and the regions in which any cell is called certain. Ends with 1 where a figure misses.
"""

import math
import sys
import tempfile
from pathlib import Path

import numpy as np

from data.publishing import publish
from data.upkeep.opening import open_store
from pages.answers.choice import choose
from pages.answers.reader import StoreReader
from pages.answers.scores import agencies, indicators
from tests.worlds.actors import SYSTEM
from tests.worlds.citizens import INDICATORS, LEVEL, Asked
from tests.worlds.facts import NOW, PERIOD, REGION


def region(seed: int, **how) -> dict[str, object]:
    """What one region says: per agency whether the true level lies in the range (cells with citizens, composite), the
    half widths, and whether any cell is certain."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "home", threads=1)
        Asked(seed, **how).settle(store)
        publish.publish(store, REGION, PERIOD, SYSTEM, NOW)
        choice = choose(StoreReader(store, SYSTEM), REGION, PERIOD)
        cells, whole = indicators(choice), agencies(choice)
        store.close()
    cells = cells[cells["indicator"].isin(INDICATORS)]
    told = cells[cells["indicator"].isin(INDICATORS[:2])]
    return {
        "cells": told["low"].le(LEVEL).to_numpy() & told["high"].ge(LEVEL).to_numpy(),
        "composite": whole["low"].le(LEVEL).to_numpy() & whole["high"].ge(LEVEL).to_numpy(),
        "width": told["half_width"].to_numpy(float), "error": told["score"].to_numpy(float) - LEVEL,
        "certain": bool(cells["certain"].any()),
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 50
    found = [region(seed) for seed in range(count)]
    missed = 0
    for name in ("cells", "composite"):
        shares = np.array([one[name].mean() for one in found])
        error = shares.std(ddof=1) / math.sqrt(count)
        missed += not 0.93 - 2 * error <= shares.mean() <= 0.97 + 2 * error
        print(f"coverage, {name:10} {shares.mean():.3f} ± {error:.3f}", flush=True)
    widths, errors = (np.concatenate([one[name] for one in found]) for name in ("width", "error"))
    ratio = float(np.median(widths) / (1.96 * errors.std()))
    certain = float(np.mean([one["certain"] for one in found]))
    error = math.sqrt(0.05 * 0.95 / count)
    missed += ratio > 1.3
    missed += certain > 0.05 + 2 * error
    print(f"width over ideal     {ratio:.2f}\nregions with a certain cell {certain:.3f} ± {error:.3f}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
