"""What citizens' answers add to a range: by hand, by simulation of groups, and through the pipeline."""

import numpy as np
import pandas as pd
import pytest

from analytics.comparison.answers import add_answers, of_groups, sampling_error, variance_of_an_answer
from tests.campaigns.citizens import region


def answers(**columns) -> pd.DataFrame:
    base = {"agency": "A", "period": "2025-S1", "seq": 1, "indicator": ["BP", "KOM"], "heads": 10, "score": 70.0}
    return pd.DataFrame(base | {"weight_share": [0.04, 0.02], "source_share": 0.2, "n_respondents": [16, 4]} | columns)


def test_parts_of_one_agency_add_up_before_they_are_squared():
    found = sampling_error(answers(), 400.0).set_index("indicator")["answers"]
    assert found["BP"] == pytest.approx(0.2**2 * 400 / 16)
    assert found["*"] == pytest.approx((0.04 * 20 / 4 + 0.02 * 20 / 2) ** 2)


def test_of_an_unknown_number_an_indicator_has_no_range_and_the_composite_the_widest():
    errors = sampling_error(answers(n_respondents=[16, np.nan]), 400.0)
    found = errors.set_index("indicator")["answers"]
    assert np.isnan(found["KOM"]) and found["*"] == pytest.approx((0.04 * 20 / 4 + 0.02 * 20 / np.sqrt(5)) ** 2)
    ranged = pd.DataFrame(
        {"agency": "A", "period": "2025-S1", "indicator": ["BP", "KOM", "KW"], "score": 70.0, "se": 2.0, "df": 9.0,
         "half_width": 4.5, "low": 65.5, "high": 74.5}
    )  # fmt: skip
    wider = add_answers(ranged, errors, "agency").set_index("indicator")
    assert wider.loc["BP", "se"] == pytest.approx(np.sqrt(5)) and wider.loc["BP", "df"] == pytest.approx(9 * 1.25**2)
    assert wider.loc["KOM", ["se", "low", "high"]].isna().all()
    assert wider.loc["KW", "se"] == 2.0 and wider.loc["KW", "low"] == pytest.approx(65.5, abs=0.1)


def test_a_group_feels_each_agency_by_its_people():
    both = pd.concat([answers(), answers(agency="B", heads=30, source_share=0.0)])
    heads = both.drop_duplicates("agency")[["agency", "period", "heads"]]
    members = pd.DataFrame({"agency": ["A", "B"], "sector": "KES"})
    found = of_groups(sampling_error(both, 400.0), heads, members, "sector").set_index("indicator")["answers"]
    assert found["BP"] == pytest.approx(0.25**2 * 0.2**2 * 400 / 16)


def test_the_spread_is_what_many_surveys_in_a_row_tell_and_never_more_than_assumed():
    rng = np.random.default_rng(2)
    shape = [(agency, seq) for agency in range(60) for seq in range(6)]
    surveys = pd.DataFrame(shape, columns=["agency", "seq"]).assign(indicator="BP", n_respondents=16)
    surveys["score"] = 70 + rng.normal(0, 18 / 4, len(surveys))
    assert variance_of_an_answer(surveys) == pytest.approx(18**2, rel=0.25)
    assert variance_of_an_answer(surveys.assign(score=surveys["score"] * 5)) == 25**2
    assert variance_of_an_answer(surveys[surveys["seq"] == 0], 20.0) == 20**2


def test_ranges_hold_where_few_citizens_answered():
    found = [region(seed, agencies=8) for seed in range(3)]
    # Without the answers' error it is three in four.
    assert np.mean([one["cells"].mean() for one in found]) >= 0.88
    assert sum(one["certain"] for one in found) <= 1
