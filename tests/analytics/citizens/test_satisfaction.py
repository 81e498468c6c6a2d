"""The satisfaction index against tables worked by hand, and against a plain second way."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest

from analytics.citizens.satisfaction import ELEMENTS, band, index, satisfaction
from analytics.citizens.service_points import side_by_side

BANDS = pd.DataFrame(
    {"code": list("ABCD"), "low": [88.31, 76.61, 65.0, 25.0], "high": [100.0, 88.3, 76.6, 64.99]}
)  # fmt: skip


def told(answers, agency="A", scale="1-4", n=40, names=ELEMENTS) -> pd.DataFrame:
    """Elements (1 to 4) of one agency as a release holds them."""
    scores = (np.array(answers, float) - 1) / 3 * 100
    return pd.DataFrame(
        {"agency": agency, "indicator": list(names), "score": scores, "scale": scale, "n_respondents": n}
    )  # fmt: skip


# answers of the nine elements, index and grade, each worked by hand: sum / 9 * 25
HAND = [
    ([3.42, 3.31, 3.05, 3.88, 3.27, 3.36, 3.44, 3.12, 2.95], "82.78", "B"),  # 29.80
    ([4.0] * 9, "100.00", "A"),  # with 0.11 in place of a ninth it would be 99
    ([1.0] * 9, "25.00", "D"),
    ([3.0642] * 9, "76.61", "B"),  # 76.605: half up, into the grade above; a float's 76.60499 lies in no grade
    ([2.5998] * 9, "65.00", "C"),  # 64.995
    ([3.5322] * 9, "88.31", "A"),  # 88.305
    ([2.6] * 8 + [2.59], "64.97", "D"),  # 23.39
]


@pytest.mark.parametrize(("answers", "expected", "grade"), HAND)
def test_the_index_is_the_one_worked_by_hand(answers, expected, grade):
    row = satisfaction(told(answers), BANDS).iloc[0]
    assert (f"{row['ikm']:.2f}", row["band"], row["reason"]) == (expected, grade, None)


def test_a_plain_second_way_gives_the_same_index():
    rng = np.random.default_rng(11)
    for _ in range(300):
        answers = [Decimal(int(value)) / 10_000 for value in rng.integers(10_000, 40_001, 9)]
        plain = (sum(answers) * 25 / 9).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        scores = told([float(value) for value in answers])["score"]
        assert f"{index(scores):.2f}" == str(plain)


def test_every_index_of_two_decimals_has_one_grade():
    for cents in range(2500, 10_001):
        at = [row.code for row in BANDS.itertuples() if row.low <= cents / 100 <= row.high]
        assert [band(cents / 100, BANDS)] == at
    assert band(np.nan, BANDS) is None


def test_what_is_missing_or_on_another_scale_gives_no_index():
    short = satisfaction(told([3.0] * 8, names=ELEMENTS[:8]), BANDS).iloc[0]
    assert np.isnan(short["ikm"]) and short["reason"] == "elements" and short["band"] is None
    other = satisfaction(told([3.0] * 9, scale="1-5"), BANDS).iloc[0]
    assert np.isnan(other["ikm"]) and other["reason"] == "scale" and np.isnan(other["staff"])
    times_25 = satisfaction(told([3.0] * 9, scale="25-100"), BANDS).iloc[0]
    assert times_25["ikm"] == 75.0


def test_elements_count_by_name_in_whatever_order():
    answers = dict(zip(ELEMENTS, [3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7, 2.0, 3.9], strict=True))
    frame = told(list(answers.values())).sample(frac=1, random_state=3)
    row = satisfaction(frame, BANDS).iloc[0]
    assert (row["weakest"], round(1 + 3 * row["weakest_score"] / 100, 6)) == ("U8", 2.0)
    assert round(1 + 3 * row["staff"] / 100, 6) == round((3.6 + 3.7 + 2.0) / 3, 6)


def points(rows) -> pd.DataFrame:
    """Service points: (unit, answer of each element, respondents, complaints, services, days)."""
    frame = pd.DataFrame(rows, columns=["unit", "answer", "n_respondents", "complaints", "services", "days"])
    return frame.assign(agency="A", given=np.nan, **dict.fromkeys(ELEMENTS, frame["answer"]))


def test_small_service_points_stand_together_and_leave_no_remainder():
    rows = [("one", 3.0, 50, 4, 1000, 2.0), ("two", 2.0, 3, 1, 100, 6.0), ("three", 4.0, 6, 3, 300, 10.0)]
    table = side_by_side(points(rows), BANDS).set_index("unit")
    assert set(table.index) == {"one", ""}
    both = table.loc[""]
    assert (both["n_units"], both["n_respondents"], both["complaints"], both["services"]) == (2, 9, 4, 400)
    assert both["ikm"] == round((2.0 * 3 + 4.0 * 6) / 9 * 25, 2) and both["per_thousand"] == 10.0
    assert both["days"] == (6.0 * 1 + 10.0 * 3) / 4
    assert table.loc["one", "ikm"] == 75.0 and table.loc["one", "per_thousand"] == 4.0


def test_two_small_ones_alone_have_no_index_and_unknown_numbers_stay_unknown():
    table = side_by_side(points([("one", 3.0, 2, 1, np.nan, 2.0), ("two", 2.0, 2, 1, 100, 6.0)]), BANDS)
    assert len(table) == 1 and table["ikm"].isna().all() and table["n_respondents"].isna().all()
    assert table["per_thousand"].isna().all() and table["complaints"].tolist() == [2]
    unknown = side_by_side(points([("one", 3.0, np.nan, 1, 100, 2.0), ("two", 2.0, 40, 1, 100, 6.0)]), BANDS)
    assert unknown["ikm"].isna().sum() == 1 and len(unknown) == 1


def test_a_point_without_a_survey_keeps_its_complaints():
    one = points([("one", np.nan, np.nan, 5, 1000, 2.0)])
    row = side_by_side(one, BANDS).iloc[0]
    assert row["per_thousand"] == 5.0 and np.isnan(row["ikm"]) and row["unit"] == "one"
