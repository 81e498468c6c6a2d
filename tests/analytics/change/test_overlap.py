"""Changes without sums of stayers: as sure as a pair where nobody comes or goes, no surer than chance allows."""

import numpy as np
import pandas as pd
import pytest

from analytics.change.overlap import with_overlap
from analytics.change.paired import paired_changes, same_people
from analytics.verdicts import judge
from tests.worlds import components, null_regions, overlaps

SIZES = [8, 15, 25, 40, 60, 100, 30, 50]


def region(seed, share=0.5, turnover=0.05, fresh=0.0, change=None):
    rng = np.random.default_rng(seed)
    people = null_regions.teams(SIZES, 8)
    pairs = null_regions.two_periods(people, rng, share, lasting=0.6, fresh=fresh, change=change)
    return null_regions.turned(pairs, rng, turnover)


def test_where_nobody_came_or_left_it_is_as_sure_as_a_pair():
    before, now, both = region(1, turnover=0.0, fresh=0.1)
    found = overlaps.changes(before, now, both)
    sums = both.groupby("agency").agg(
        n_people=("now", "size"), total_now=("now", "sum"), total_before=("before", "sum")
    )
    pair = paired_changes(
        same_people(sums.reset_index().assign(part="stay")), components.pair_spread(both), components.pair_load(both),
        components.spread(now), components.rater_load(now),
    )  # fmt: skip
    assert found["agency"].tolist() == pair["agency"].tolist()
    assert found["se"].to_numpy() == pytest.approx(pair["se"].to_numpy(), rel=0.25)
    assert found["estimate"].to_numpy() == pytest.approx(pair["estimate"].to_numpy(), abs=0.1)
    assert found["cap"].tolist() == pair["cap"].tolist() and found["in_family"].all()


def test_the_peoples_part_is_that_of_two_samples_that_overlap():
    """Without raters: v/n of either period, less twice the covariance of those in both."""
    before, now, both = (part.assign(**dict.fromkeys(part.filter(like="rater"), None)) for part in region(2, 0.0))
    apart, spreads = overlaps.compared(before, now)
    spreads = spreads.assign(var_person=[90.0, 110.0], var_rater=0.0)
    moved = components.pair_spread(both).assign(var_person=80.0, var_rater=0.0)
    found = with_overlap(apart.assign(se_now=0.0, se_before=0.0), moved, components.pair_load(both), spreads)
    for row in found.itertuples():
        n_both = int((both["agency"] == row.agency).sum())
        expected = 110 / row.n_now + 90 / row.n_before - 2 * 60 * n_both / (row.n_now * row.n_before)
        assert row.n_both == n_both and row.se**2 == pytest.approx(expected)


def test_two_groups_with_few_in_common_stay_two_groups():
    before, now, both = region(3)
    apart, spreads = overlaps.compared(before, now)
    few = components.pair_load(both)
    few = few.assign(n_people=np.where(few["agency"] == "A05", 40, few["n_people"]))
    few = few[few["agency"] != "A01"]
    found = with_overlap(apart, components.pair_spread(both), few, spreads).set_index("agency")
    for agency in ("A01", "A05"):
        assert found.loc[agency, "cap_reason"] == "unpaired" and not found.loc[agency, "in_family"]
        assert found.loc[agency, "se"] == apart.set_index("agency").loc[agency, "se"]
    assert found.loc["A04", "cap"] is None


def test_where_many_have_another_rater_a_change_is_at_most_likely():
    found = overlaps.changes(*region(4, fresh=0.8, change=pd.Series({f"A{n:02d}": 15.0 for n in range(8)})))
    assert found["cap_reason"].isin(["raters_changed"]).sum() >= 6
    assert not judge(found)["verdict"].isin(["up", "down"])[found["cap_reason"].eq("raters_changed")].any()


def test_nothing_moves_where_nothing_moved():
    found = pd.concat([overlaps.changes(*region(seed, share=share)) for seed in range(12) for share in (0.0, 0.5)])
    off = (found["low"].gt(0) | found["high"].lt(0)).mean()
    assert off < 0.05 + 2 * np.sqrt(0.05 * 0.95 / len(found))
