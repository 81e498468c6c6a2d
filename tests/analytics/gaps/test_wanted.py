"""The score a whole agency should reach, against the mean over each of its people."""

import numpy as np
import pandas as pd
import pytest

from analytics.gaps.wanted import LEAST_KNOWN, wanted_score

INDICATORS = ["I1", "I2", "I3"]


def world(seed: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    positions = [f"P{number}" for number in range(4)]
    people = pd.DataFrame({"position": positions, "n_people": rng.integers(1, 60, 4)})
    pairs = [(position, indicator) for position in positions for indicator in INDICATORS]
    cells = pd.DataFrame(pairs, columns=["position", "indicator"])
    standards = cells.assign(standard=rng.uniform(60, 90, len(cells)))[rng.random(len(cells)) > 0.05]
    return people, standards, cells.assign(weight=rng.choice([0.0, 0.2, 0.5], len(cells)))


def slow(people, standards, weights) -> float | None:
    wanted = {(row.position, row.indicator): row.standard for row in standards.itertuples()}
    total = heads = everybody = 0.0
    for person in people.itertuples():
        everybody += person.n_people
        mine = {row.indicator: row.weight for row in weights.itertuples() if row.position == person.position}
        mine = {indicator: weight for indicator, weight in mine.items() if weight > 0}
        if not mine or any((person.position, indicator) not in wanted for indicator in mine):
            continue
        level = sum(weight * wanted[person.position, code] for code, weight in mine.items()) / sum(mine.values())
        total, heads = total + level * person.n_people, heads + person.n_people
    return total / heads if heads and heads >= LEAST_KNOWN * everybody else None


@pytest.mark.parametrize("seed", range(20))
def test_the_wanted_score_is_the_mean_over_people(seed):
    people, standards, weights = world(seed)
    assert wanted_score(people, standards, weights) == pytest.approx(slow(people, standards, weights))
    single = standards[standards["indicator"] == "I1"]
    alone = weights[weights["indicator"] == "I1"].assign(weight=1.0)
    assert wanted_score(people, single) == pytest.approx(slow(people, single, alone))


def test_the_worlds_hold_both_kinds():
    answers = [wanted_score(*world(seed)) for seed in range(20)]
    assert any(answer is None for answer in answers) and any(answer is not None for answer in answers)
