"""Ten years of training in a region whose programmes differ, and what was learned from looking back.

    nice -n 15 python -m tests.campaigns.effects 20

Prints, for each way people are chosen and put on record, how often two programmes stand in their true order after ten
years (the prior alone takes them all for the same), how far off effects are beside the prior's, and what share of the
need a plan made with them truly closes beside one made with the prior. Ends with 1 where the order is right in less
than 60 %, effects are farther off than the prior, or a plan closes less than 1.1 times.
"""

import sys

import numpy as np
import pandas as pd

from analytics.impact.effect import effect
from analytics.impact.learned import learned, seen
from analytics.plan.case import build
from analytics.plan.limits import Limits
from analytics.plan.make import make
from tests.worlds import plans
from tests.worlds.trained import trained_people

PRIOR, SPREAD = 0.3, 0.2
PROGRAMMES, YEARS, PEOPLE = 20, 10, 120
EFFORT = 2_000_000
WORLDS = {"by score, recorded": ("score", "score"), "by lot, recorded as nominated": ("lot", "nomination"),
          "by lot, not recorded": ("lot", "unknown"), "by score, not recorded": ("score", "unknown")}  # fmt: skip


def after(rng: np.random.Generator, true: np.ndarray, how: str, selected: str, years: int = YEARS) -> np.ndarray:
    """What is expected of each programme after so many years in which each ran once a year."""
    runs = []
    for code, gain in enumerate(true):
        for _ in range(years):
            people = trained_people(rng, n=PEOPLE, agencies=8, gain=gain, how=how, share=0.35)
            runs.append((code, *seen(effect(people, selected), selected, PRIOR, 1.0)))
    held = learned(pd.DataFrame(runs, columns=["programme", "value", "se"]).dropna(), PRIOR)
    return held.set_index("programme")["effect"].reindex(range(len(true))).to_numpy(float)


def ordered(true: np.ndarray, expected: np.ndarray) -> float:
    """Share of pairs of programmes that stand in their true order; two alike are half right."""
    first, second = np.triu_indices(len(true), 1)
    signs = np.sign(true[first] - true[second]) * np.sign(expected[first] - expected[second])
    return float((signs + 1).mean() / 2)


def closes(rng: np.random.Generator, true: np.ndarray, expected: np.ndarray) -> float:
    """Need truly closed by a plan made with what is expected, over that of one made with the prior."""
    roster = plans.persons(rng, 500, 8)
    gaps = plans.gaps(rng, roster, 220)
    catalogue, links = plans.programmes(rng, len(true))
    catalogue = catalogue.assign(sectors=[()] * len(true), positions=[()] * len(true))
    limits = Limits(60e6, rooms=4, trainers=8, mentors=20, floor=0.0, away=0.2)
    real = build(roster, gaps, catalogue.assign(effect=np.maximum(true, 0)), links, limits)
    worth = []
    for effects in (expected, np.full(len(true), PRIOR)):
        plan = make(build(roster, gaps, catalogue.assign(effect=np.maximum(effects, 0).round(2)), links, limits),
                    EFFORT, np.random.default_rng(1))  # fmt: skip
        people = pd.Index(real.persons["employee"]).get_indexer(plan.seats["employee"])
        chosen = pd.Index(real.programmes["programme"]).get_indexer(plan.seats["programme"])
        worth.append(real.closed(people, chosen))
    return worth[0] / worth[1]


def main(regions: int) -> int:
    wrong = False
    for name, (how, selected) in WORLDS.items():
        rows = []
        for number in range(regions):
            rng = np.random.default_rng([17, number])
            true = rng.normal(PRIOR, SPREAD, PROGRAMMES)
            expected = after(rng, true, how, selected)
            off = float(np.sqrt(((expected - true) ** 2).mean() / ((PRIOR - true) ** 2).mean()))
            rows.append((ordered(true, expected), off, closes(rng, true, expected)))
        order, off, plan = np.mean(rows, axis=0)
        print(
            f"{name}: order {order:.3f} (prior 0.500), error {off:.2f} of the prior's, plan closes {plan:.2f}",
            flush=True,
        )
        wrong |= selected != "unknown" and (order < 0.6 or off >= 1 or plan < 1.1)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
