"""What stands behind a need, and what its programme costs, against the same written out."""

import numpy as np
import pandas as pd
import pytest

from analytics.needs.evidence import agreement, by_source
from analytics.needs.persons import shortfalls
from analytics.needs.programmes import best
from analytics.needs.ranking import group_needs, guessed_share
from tests.worlds import needs as need_world

RATINGS, _ = need_world.region(np.random.default_rng(7), agencies=2, people=25, mean=76)
RATINGS.loc[RATINGS["source"] == "peer", "rater"] = np.nan
GAPS = need_world.gaps_of(RATINGS)


def of_need() -> tuple[pd.DataFrame, pd.DataFrame]:
    newest = RATINGS[(RATINGS["seq"] == RATINGS["seq"].max()) & (RATINGS["indicator"] == "KOM")]
    return newest, GAPS[(GAPS["agency"] == "A1") & (GAPS["indicator"] == "KOM")]


def test_a_source_is_counted_by_its_people_not_by_its_ratings():
    ratings, people = of_need()
    standards = dict(zip(people["employee"], people["standard"], strict=True))
    table = by_source(ratings, people).set_index("source")
    assert set(table.index) == {"superior", "peer"}
    for source, row in table.iterrows():
        given: dict[int, list[float]] = {}
        raters = set()
        for rating in ratings[ratings["source"] == source].itertuples():
            if rating.employee in standards:
                given.setdefault(rating.employee, []).append(rating.score)
                raters |= set() if np.isnan(rating.rater) else {rating.rater}
        means = {employee: sum(scores) / len(scores) for employee, scores in given.items()}
        assert (row["people"], row["raters"]) == (len(means), len(raters))
        assert row["mean"] == pytest.approx(sum(means.values()) / len(means))
        assert row["standard"] == pytest.approx(sum(standards[employee] for employee in means) / len(means))
        assert row["below"] == pytest.approx(sum(m < standards[e] for e, m in means.items()) / len(means))
    assert table.loc["peer", "raters"] == 0 < table.loc["superior", "raters"]


def test_agreement_is_the_share_of_people_two_sources_and_two_periods_put_below():
    below = GAPS[GAPS["gap"] > 0]
    two = [row for row in below.itertuples() if row.sources_below > 1]
    twice = [row for row in below.itertuples() if row.periods_below > 1]
    assert 0 < len(two) < len(below) and 0 < len(twice) < len(below)
    assert agreement(below) == pytest.approx((len(two) / len(below), len(twice) / len(below)))


def test_shortfalls_are_standard_less_score_with_the_error_of_the_persons_own_raters():
    matrix, noise = shortfalls(GAPS)
    assert matrix.shape == noise.shape == (50, len(need_world.INDICATORS))
    for row in GAPS.itertuples():
        assert matrix.loc[row.employee, row.indicator] == row.standard - row.score
        assert noise.loc[row.employee, row.indicator] == row.noise


def test_the_share_that_is_guessed_is_weighed_by_need():
    half = GAPS.assign(estimated=GAPS["indicator"].isin(["KOM", "DS"]))
    needs = group_needs(half, need_world.TRAINABLE)
    guessed = sum(row.need * row.estimated for row in needs.itertuples())
    assert 0 < guessed_share(needs) < 1
    assert guessed_share(needs) == pytest.approx(guessed / sum(needs["need"]))
    assert guessed_share(needs.iloc[:0]) == 0


def test_the_best_programme_costs_a_seat_for_each_of_whom_it_helps():
    offered = pd.DataFrame(
        {"programme": ["B", "A"], "course": [5e6, 1e6], "travel": [2e6, 0.0], "allowance": [4e5, 0.0]}
    )
    matched = pd.DataFrame({"need": [1, 1, 2], "programme": ["B", "A", "A"], "people": [12, 40, 3]})
    found = best(matched, offered, ("need",))
    assert found.to_dict("split")["data"] == [[1, "B", 12, 12 * 7.4e6], [2, "A", 3, 3e6]]
    assert best(matched.iloc[:0], offered, ("need",)).empty


def test_the_sources_of_all_needs_are_those_of_each():
    newest = RATINGS[RATINGS["seq"] == RATINGS["seq"].max()]
    together = by_source(newest, GAPS, ("agency", "indicator"))
    needs = GAPS.groupby(["agency", "indicator"])
    alone = [
        by_source(newest, people).assign(agency=agency, indicator=indicator) for (agency, indicator), people in needs
    ]
    alone = pd.concat(alone, ignore_index=True)[list(together)]
    assert len(together) > 10
    pd.testing.assert_frame_equal(together, alone, rtol=1e-12)
