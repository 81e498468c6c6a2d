"""Whether a programme helped: quiet where it did nothing, whatever a chart of before and after says."""

import numpy as np
import pandas as pd
import pytest

from analytics.impact.effect import COLUMNS, FEWEST_AGENCIES, FEWEST_PEOPLE, effect
from tests.worlds.trained import SD, trained_people


def verdicts(runs, seed=3, selected="unknown", **kinds) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame([effect(trained_people(rng, **kinds), selected) for _ in range(runs)])


def test_the_lowest_fifth_rebounds_and_nobody_calls_it_help():
    """A before-and-after chart says so in nearly all; of 60 draws at 2.5 % more than 5 helped has a chance of 1 %."""
    drawn = verdicts(60)
    assert (drawn["raw_low"] > 0).mean() > 0.9
    assert drawn["verdict"].eq("helped").sum() <= 5
    assert abs((drawn["raw"] - drawn["expected"]).mean()) < 0.12 * SD


def test_raters_who_favour_the_trained_on_everything_are_seen():
    for favour in (0.4, 0.8):
        drawn = verdicts(40, halo=favour)
        assert drawn["verdict"].eq("helped").sum() <= 4
    assert (drawn["reason"] == "halo").mean() > 0.5


def test_what_truly_helps_is_found():
    assert verdicts(50, n=90, share=0.5, how="lot", gain=0.62)["verdict"].eq("helped").mean() >= 0.7
    assert verdicts(50, n=352, share=0.5, how="lot", gain=0.4)["verdict"].eq("helped").mean() >= 0.9


@pytest.mark.parametrize("how", ["score", "lot", "trait"])
def test_the_bracket_holds_the_truth_whatever_way_people_were_chosen(how):
    drawn = verdicts(50, how=how, gain=0.3, n=300)
    held = drawn["low"].le(0.3 * SD) & drawn["high"].ge(0.3 * SD)
    assert held.mean() >= 0.9


@pytest.mark.parametrize("how", ["score", "lot", "trait", "unit"])
def test_a_wrong_rule_on_record_leaves_the_truth_in_the_bracket(how):
    """Whatever was recorded, right or wrong, the bracket that is told holds the truth in nine of ten."""
    kinds = {"how": how, "gain": 0.3, "n": 480, "agencies": 14, "share": 0.45 if how == "unit" else 0.3}
    for selected in ("score", "nomination", "unit"):
        drawn = verdicts(25, selected=selected, drift=0.2, **kinds).dropna(subset=["low"])
        held = drawn["low"].le(0.3 * SD) & drawn["high"].ge(0.3 * SD)
        assert held.sum() >= 0.9 * len(drawn) - 1, selected
        assert len(drawn) == 25 or how == "unit"


def test_a_large_group_without_effect_is_said_to_be_without():
    drawn = verdicts(10, n=2000, share=0.5, how="lot")
    assert drawn["verdict"].eq("did_not").mean() >= 0.9


def test_reasons_why_nothing_can_be_said():
    rng = np.random.default_rng(5)
    people = trained_people(rng, n=200)
    assert effect(people, "all")["reason"] == "nobody_else"
    assert effect(people.assign(trained=True))["reason"] == "nobody_else"
    assert effect(people[~people["trained"] | (np.arange(200) < 50)])["reason"] == "few"
    assert effect(people, "nomination")["reason"] == "few_agencies"
    blind = people.assign(after=people["after"] + 20 * people["trained"], beside_before=np.nan, beside_after=np.nan)
    assert effect(blind)["reason"] == "nothing_beside"
    apart = people.assign(agency=np.where(people["trained"], "A", "B"))
    assert effect(apart)["reason"] == "few"  # nobody to compare with inside an agency
    assert set(effect(people)) == set(COLUMNS) == set(effect(people, "all"))


def test_whole_units_are_compared_across_enough_agencies():
    rng = np.random.default_rng(6)
    n = 24 * FEWEST_PEOPLE
    agency = np.arange(n) % (2 * FEWEST_AGENCIES)
    people = trained_people(rng, n=n, how="lot").assign(agency=agency, trained=agency < FEWEST_AGENCIES)
    people["after"] = people["before"] + rng.normal(0, 3, n) + 5.0 * people["trained"]
    found = effect(people, "unit")
    assert found["low"] < 5 < found["high"] and found["change"] == pytest.approx(5, abs=1.0)


def test_the_comparisons_are_the_plain_ones():
    """Level and change by least squares on dummies, the expectation by the untrained's own line in their agency."""
    people = trained_people(np.random.default_rng(7), n=240, gain=0.5)
    found = effect(people)
    dummies = pd.get_dummies(people["agency"]).to_numpy(float)
    trained = people["trained"].to_numpy(float)
    for name, y, more in (
        ("level", people["after"], [people["before"]]),
        ("change", people["after"] - people["before"], []),
    ):
        design = np.column_stack([trained, *more, dummies])
        assert found[name] == pytest.approx(np.linalg.lstsq(design, y.to_numpy(), rcond=None)[0][0])
    others = people[~people["trained"]]
    line = np.column_stack([others["before"], pd.get_dummies(others["agency"]).to_numpy(float)])
    kept, *levels = np.linalg.lstsq(line, others["after"].to_numpy(), rcond=None)[0]
    sent = people[people["trained"]]
    level = dict(zip(sorted(others["agency"].unique()), levels, strict=True))
    expected = kept * sent["before"] + sent["agency"].map(level) - sent["before"]
    assert (found["kept"], found["expected"]) == pytest.approx((kept, expected.mean()))
