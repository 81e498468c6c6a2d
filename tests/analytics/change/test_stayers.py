"""Sums of the same people, against the same written out person by person."""

import numpy as np
import pandas as pd
import pytest

from analytics.change.stayers import on_all_weight, pair_means


def people(seed: int) -> pd.DataFrame:
    """One row: one person of one agency in one pair of periods, scored on the weight both periods share."""
    rng = np.random.default_rng(seed)
    n = 120
    pair = rng.integers(1, 4, n)
    return pd.DataFrame({
        "pair": pair, "part": rng.choice(["stay", "join", "leave"], n, p=[0.8, 0.1, 0.1]),
        "now": rng.uniform(30, 90, n), "before": rng.uniform(30, 90, n),
        "shared": np.array([1.0, 0.9, 0.75, 0.8])[pair],
    })  # fmt: skip


def sums_of(persons: pd.DataFrame) -> pd.DataFrame:
    """As the store releases them: one row per pair of periods and part."""
    rows = []
    for (pair, part), group in persons.groupby(["pair", "part"]):
        rows.append({
            "seq": pair, "period": f"P{pair}", "period_before": f"P{pair - 1}", "part": part, "n_people": len(group),
            "total_now": (group["now"] * group["shared"]).sum(),
            "total_before": (group["before"] * group["shared"]).sum(),
            "weight_shared": group["shared"].iloc[0],
        })  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("seed", range(5))
def test_the_mean_of_the_same_people_is_over_each_of_them(seed):
    persons = people(seed)
    means = pair_means(sums_of(persons)).set_index(["pair", "joined"])["score"]
    for pair in sorted(persons["pair"].unique()):
        stay = [row for row in persons.itertuples() if row.pair == pair and row.part == "stay"]
        assert means[pair, False] == pytest.approx(sum(row.before for row in stay) / len(stay))
        assert means[pair, True] == pytest.approx(sum(row.now for row in stay) / len(stay))
    assert len(means) == 2 * persons["pair"].nunique()


def test_a_pair_stands_in_the_order_of_time_and_is_joined_only_at_its_later_end():
    means = pair_means(sums_of(people(1)))
    assert means["pair"].tolist() == [1, 1, 2, 2, 3, 3] and means["seq"].tolist() == [0, 1, 1, 2, 2, 3]
    assert means["joined"].tolist() == [False, True] * 3
    assert means["period"].tolist() == ["P0", "P1", "P1", "P2", "P2", "P3"]


@pytest.mark.parametrize("seed", range(5))
def test_totals_on_other_weights_are_the_sums_over_people(seed):
    persons = people(seed)
    sums = sums_of(persons)
    whole = on_all_weight(sums)
    for place, row in enumerate(sums.itertuples()):
        group = [p for p in persons.itertuples() if p.pair == row.seq and p.part == row.part]
        assert whole["total_now"].iloc[place] == pytest.approx(sum(p.now for p in group))
        assert whole["total_before"].iloc[place] == pytest.approx(sum(p.before for p in group))
