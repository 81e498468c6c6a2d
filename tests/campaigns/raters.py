"""Raters of known severity and habits, and what is said of them.

    nice -n 15 python -m tests.campaigns.raters 200

Prints how severity is recovered at fifteen people a rater and three raters a person, how often ranges hold it, and what
is said where all raters are alike; then a million ratings. Ends with 1 where the correlation is under .8, ranges hold
in under 90 %, alike raters are called strict or lenient in more than 5 %, or a habit is named in more than 5 % of
regions (two standard errors aside).
"""

import math
import sys
import time
import tracemalloc

import numpy as np
import pandas as pd

from analytics.raters.habits import habits
from analytics.raters.severity import pairs, severities
from tests.worlds.rated import rated


def recovered(seed: int, severity: float) -> tuple[float, float, float]:
    """(correlation with the truth inside groups, share of ranges that hold it, share called strict or lenient)."""
    ratings, planted = rated(np.random.default_rng([1, seed]), units=6, size=30, severity=severity, unit_level=12.0)
    told = severities(pairs(ratings))
    told = told[told["severity"].notna()]
    true = told["rater"].map(planted)
    true -= true.groupby(told["group"]).transform("mean")
    alike = np.corrcoef(true, told["severity"])[0, 1] if severity else math.nan
    held = (told["low"].le(true + 1e-9) & told["high"].ge(true - 1e-9)).mean()
    return alike, held, told["verdict"].ne("usual").mean()


def habit_named(seed: int) -> bool:
    ratings, _ = rated(np.random.default_rng([2, seed]), units=6, size=30)
    return bool(habits(ratings.assign(score=ratings["score"].clip(0, 100).round()))["named"].map(len).gt(0).any())


def large(people: int = 40_000) -> str:
    rng = np.random.default_rng(3)
    employee = np.repeat(np.arange(people), 3)
    rater = (employee // 15 * 3 + rng.integers(0, 9, len(employee))) % (people // 5)
    each = pd.DataFrame({"employee": employee, "rater": rater}).drop_duplicates()
    each = each.loc[each.index.repeat(9)].assign(source="superior", indicator=np.tile(list("abcdefghi"), len(each)))
    each["score"] = rng.normal(70, 10, len(each))
    begun = time.process_time()
    tracemalloc.start()
    told = severities(pairs(each))
    taken, memory = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{len(each)} ratings, {len(told)} raters: {taken:.1f} s of processor, {memory / 1e6:.0f} MB"


def main(runs: int) -> int:
    planted = np.array([recovered(seed, 6.0) for seed in range(runs)])
    alike = np.array([recovered(seed, 0.0) for seed in range(runs)])
    habit = float(np.mean([habit_named(seed) for seed in range(runs)]))
    right, held = planted[:, 0], planted[:, 1].mean()
    print(f"planted: r {right.mean():.3f} (least {right.min():.3f}), ranges hold {held:.3f}")
    called = alike[:, 2].mean()
    print(f"alike: called {called:.4f}, ranges hold {alike[:, 1].mean():.3f}; a habit in {habit:.3f} of regions")
    print(large())
    allowed = 0.05 + 2 * math.sqrt(0.05 * 0.95 / runs)
    wrong = right.min() < 0.8 or held < 0.9 or called > 0.05 or habit > allowed
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
