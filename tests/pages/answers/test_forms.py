"""The same people on another form, or beside other sources, are not said to have changed, nor ranked beside others."""

import pytest

from analytics.verdicts import MOVES
from data.publishing import publish
from data.terms.actors import system
from data.upkeep.opening import open_store
from pages.answers.attention import named
from pages.answers.changes import changes, judged, last_changes, parts, region_change
from pages.answers.choice import choose
from pages.answers.comparison.comparison import ranks
from pages.answers.reader import StoreReader
from pages.answers.scores import changed_here, funnel, history, indicators, sector_indicators
from pages.answers.signals import signals
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, REGION
from tests.worlds.forms import Steady, add_period

LAST = "2025-S2"


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "home", threads=1)
    yield store
    store.close()


def told(store, world: Steady, before: dict, now: dict, rules=(None, None), **codes: str):
    """The choice of the second of two published periods; before, now: how each was asked (`Steady.period`)."""
    world.settle(store)
    for period, asked, rule in zip(("2025-S1", LAST), (before, now), rules, strict=True):
        add_period(store, period, world.period(**asked), rule)
        publish.publish(store, REGION, period, system("test"), NOW)
    return choose(StoreReader(store, SYSTEM), REGION, LAST, **codes)


@pytest.mark.parametrize("rules", [(None, None), ("PP30_2019", "P6_2022")])
def test_a_form_of_five_steps_after_one_of_a_hundred_is_a_break_and_no_change(store, rules):
    choice = told(store, Steady(1), {}, {"steps": 5}, rules)
    series = history(choice)
    new = series[series["period"] == LAST]
    assert new["starts_because"].eq("instrument").all() and new["starts_with"].eq("0-100 → 1-5").all()
    assert new["line"].ne(series.loc[series["period"] == "2025-S1", "line"].to_numpy()).all()
    assert changes(choice, LAST).empty and parts(choice, LAST).empty and region_change(choice).empty
    assert not judged(choice)["verdict"].isin(MOVES).any() and not last_changes(choice)["verdict"].isin(MOVES).any()
    assert signals(choice)["kind"].isin(["place"]).all() and named(choice)["kind"].isin(["place"]).all()
    one = choose(StoreReader(store, SYSTEM), REGION, LAST, agency="A01")
    assert changed_here(one)["now"].eq("1-5").all() and "A01" in set(changed_here(one)["agency"])


def test_without_the_break_the_same_people_would_be_said_to_have_fallen(store):
    """What the break is for: asked on one form both times nobody moves, on two everybody seems to."""
    choice = told(store, Steady(1), {}, {"steps": 5})
    scores = history(choice).pivot_table(index="agency", columns="period", values="score")
    assert (scores[LAST] - scores["2025-S1"]).abs().median() > 3


@pytest.mark.parametrize(("rules", "starts"), [(("PP30_2019", "P6_2022"), True), ((None, "P6_2022"), False)])
def test_another_rule_set_on_the_same_scale_is_a_break_and_a_first_one_is_none(store, rules, starts):
    choice = told(store, Steady(2, agencies=3), {}, {}, rules)
    series = history(choice)
    assert series["starts_because"].eq("instrument").any() == starts
    assert changes(choice, LAST).empty == starts


def test_agencies_on_another_form_have_no_place_and_no_rank_among_the_others(store):
    world = Steady(3, agencies=15)
    few = ("A02", "A05", "A07")
    choice = told(store, world, {}, {"steps": 5, "of": few})
    here = funnel(choice, LAST)
    assert set(here.loc[here["other_form"], "agency"]) == set(few)
    assert here.loc[here["other_form"], "funnel"].eq("none").all() and len(here) == 15
    alike = here[~here["other_form"]]
    assert alike["funnel"].eq("inside").all() and alike["centre"].between(70, 80).all()
    order = ranks(choice).set_index("agency")
    assert order.loc[list(few), "rank_low"].isna().all() and len(order) == 15
    assert not indicators(choice).set_index("agency").loc[list(few), "certain"].any()
    assert not sector_indicators(choice)["certain"].any()
    # Who kept the form is compared with the period before as ever.
    assert set(changes(choice, LAST)["agency"]) == set(world.sectors) - set(few)


def test_milder_peers_who_join_move_nobody(store):
    choice = told(store, Steady(4), {}, {"peers": 8.0})
    (whole,) = region_change(choice).itertuples()
    assert (
        whole.of_sources == ("superior",)
        and whole.metric == "same_people"
        and whole.verdict == "uncertain"
        and abs(whole.estimate) < 1
    )
    assert not judged(choice)["verdict"].isin(MOVES).any()
    assert history(choice)["starts_because"].eq("weights").sum() == 12
