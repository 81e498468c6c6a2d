"""Released counts of predicates: ranges hold the truth, a pattern is broken only beyond doubt and beyond one person."""

import numpy as np
import pandas as pd
import pytest

from analytics import predicates

ORDER = ["very_good", "good", "needs_improvement", "poor_misconduct", "very_poor"]
PATTERNS = pd.read_csv("data/reference/distribution_patterns.csv")


def cells(*rows, agency="A"):
    frame = pd.DataFrame(rows, columns=["categories", "n_people", "at_least"])
    return frame.assign(agency=agency, region="R")


def state(counts, org, rule, codes):
    shares = predicates.bounds(cells(*[(code, n, False) for code, n in counts.items() if n]), ORDER, ["agency"])
    found = predicates.against_pattern(shares, PATTERNS, org)
    return found[(found["rule"] == rule) & (found["predicates"] == codes)]["state"].item()


def drawn(rng):
    """Counts of one group, and cells that tell of them as publishing would: neighbours pooled, or all alike."""
    counts = dict(zip(ORDER, rng.choice([0, 0, 2, 6, 30], 5), strict=True))
    total = sum(counts.values())
    top = max(counts, key=counts.get)
    if total and counts[top] >= 0.95 * total:
        return counts, [(top, total, True)]
    cut = rng.integers(1, 5)
    pools = [ORDER[:cut], ORDER[cut:]]
    return counts, [("|".join(p), sum(counts[c] for c in p), False) for p in pools if sum(counts[c] for c in p)]


@pytest.mark.whole
def test_ranges_hold_the_truth_for_one_agency_and_for_many():
    rng = np.random.default_rng(5)
    for _ in range(300):
        worlds = [drawn(rng) for _ in range(3)]
        worlds = [(counts, told) for counts, told in worlds if sum(counts.values())]
        if not worlds:
            continue
        frame = pd.concat([cells(*told, agency=f"A{at}") for at, (_, told) in enumerate(worlds)])
        for by, groups in (("agency", [[counts] for counts, _ in worlds]), ("region", [[c for c, _ in worlds]])):
            found = predicates.bounds(frame, ORDER, [by])
            for (_, here), members in zip(found.groupby(by), groups, strict=True):
                assert here["category"].tolist() == ORDER
                for row in here.itertuples():
                    true = sum(counts[row.category] for counts in members)
                    assert row.low <= true <= row.high <= row.n_group
                    assert row.n_group == sum(sum(counts.values()) for counts in members)


def test_a_group_that_is_all_alike_is_a_range_too():
    found = predicates.bounds(cells(("good", 100, True)), ORDER, ["agency"]).set_index("category")
    assert (found.loc["good", "low"], found.loc["good", "high"]) == (95, 100)
    assert (found.loc["very_good", "low"], found.loc["very_good", "high"]) == (0, 5)


def test_a_nearly_uniform_pool_beside_an_exact_one_leaves_a_few_for_the_rest():
    found = predicates.bounds(cells(("very_good", 77, False), ("good", 543, True)), ORDER, ["agency"])
    found = found.set_index("category")
    assert (found.loc["very_good", "low"], found.loc["very_good", "high"]) == (77, 77)
    assert (found.loc["good", "low"], found.loc["good", "high"]) == (516, 543)
    assert (found.loc["very_poor", "low"], found.loc["very_poor", "high"]) == (0, 27)


def test_coverage_knows_staff_missing_and_no_roster():
    groups = pd.DataFrame({"n_people": [60, 59, 5, 12, 0], "n_roster": [100, 100, pd.NA, 10, 8]})
    found = predicates.coverage(groups)
    assert found["coverage"].fillna(-1).tolist() == [0.60, 0.59, -1, 1.0, 0.0]
    assert found["enough"].tolist() == [True, False, True, True, False]


def test_mismatches_are_counted_as_told_and_unknown_ratings_stand_apart():
    told = cells(("consistent", 50, False), ("unchecked", 6, False), ("inconsistent", 7, False))
    row = predicates.mismatches(told, ["agency"]).iloc[0]
    assert (row["low"], row["high"], row["unchecked"], row["n_group"]) == (7, 7, 6, 63)
    pooled = predicates.mismatches(cells(("consistent|inconsistent", 30, False)), ["agency"]).iloc[0]
    assert (pooled["low"], pooled["high"]) == (0, 30)


@pytest.mark.parametrize(
    ("good", "expected"),
    [(70, "inside"), (71, "inside"), (72, "outside"), (20, "inside")],
)
def test_most_is_broken_only_beyond_one_person(good, expected):
    assert state({"good": good, "very_good": 100 - good}, "org_good", "max", "good") == expected


@pytest.mark.parametrize(("poor", "expected"), [(60, "inside"), (59, "inside"), (58, "outside")])
def test_least_is_broken_only_beyond_one_person(poor, expected):
    assert state({"good": 100 - poor, "poor_misconduct": poor}, "org_poor", "min", "poor_misconduct") == expected


def test_majority_and_what_must_exist():
    assert state({"good": 40, "very_good": 60}, "org_good", "majority", "good") == "outside"
    assert state({"good": 50, "very_good": 52}, "org_good", "majority", "good") == "inside"
    assert state({"good": 60, "very_good": 40}, "org_good", "majority", "good") == "inside"
    must = "needs_improvement|poor_misconduct"
    assert state({"good": 60, "very_good": 40}, "org_good", "exist", must) == "absent"
    assert state({"good": 60, "very_good": 35, "poor_misconduct": 5}, "org_good", "exist", must) == "inside"


def test_pooled_counts_leave_a_rule_open_and_small_units_have_none():
    shares = predicates.bounds(
        cells(("good|needs_improvement", 80, False), ("very_good", 20, False)), ORDER, ["agency"]
    )
    found = predicates.against_pattern(shares, PATTERNS, "org_good").set_index(["rule", "predicates"])["state"]
    assert found["max", "good"] == "open" and found["exist", "needs_improvement|poor_misconduct"] == "open"
    assert predicates.worst_state(found) == "open"
    small = predicates.bounds(cells(("good", 9, True)), ORDER, ["agency"])
    assert set(predicates.against_pattern(small, PATTERNS, "org_good")["state"]) == {"not_applicable"}


def test_nothing_gives_nothing():
    empty = cells().astype({"categories": str, "n_people": int, "at_least": bool})
    assert predicates.bounds(empty, ORDER, ["agency"]).empty
    assert predicates.mismatches(empty, ["agency"]).empty
    assert predicates.against_pattern(predicates.bounds(empty, ORDER, ["agency"]), PATTERNS, "org_good").empty
