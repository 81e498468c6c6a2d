"""A choice made without a session: what the filter bar would choose, or what is not known."""

import shutil

import pytest

from data.terms.problems import Refused, words
from data.upkeep.opening import open_store
from pages.answers.choice import choose
from pages.answers.intervals import spread, with_ranges
from pages.answers.reader import StoreReader
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION, SOME


@pytest.fixture(scope="module")
def reader(homes, tmp_path_factory):
    store = open_store(shutil.copytree(homes("demo"), tmp_path_factory.mktemp("answers") / "home"))
    yield StoreReader(store, SYSTEM)
    store.close()


def test_a_choice_holds_the_published_periods_of_its_cadence(reader):
    choice = choose(reader, REGION, SOME[-2], source=None)
    assert choice.periods == SOME and choice.earlier == SOME[:-2] and choice.demo
    agency = choice.ask("agency_scores", region=REGION)["agency"].iloc[0]
    assert choose(reader, REGION, SOME[0], agency=agency, sector=None).agency == agency


@pytest.mark.parametrize(
    ("asked", "code", "expected"),
    [
        (("9999", SOME[0]), "not_published", REGION),
        ((REGION, "2019-S1"), "not_published", SOME[0]),
        ((REGION, SOME[0], "sector", "nowhere"), "filter_unknown", ""),
        ((REGION, SOME[0], "agency", "nobody"), "filter_unknown", ""),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(reader, asked, code, expected):
    region, period, *narrowed = asked
    with pytest.raises(Refused) as refused:
        choose(reader, region, period, **dict([narrowed] if narrowed else []))
    (problem,) = refused.value.problems
    assert problem.code == code and expected in problem.expected
    assert all(words(problem, lang)[part] for lang in ("id", "en") for part in ("what", "expected", "fix"))


def test_a_reader_answers_each_caller_with_a_frame_of_their_own(reader):
    first = reader.ask("published", region=REGION)
    first["region"] = "changed"
    assert set(reader.ask("published", region=REGION)["region"]) == {REGION}


def test_scores_of_several_indicators_get_the_ranges_of_each_alone(reader):
    choice = choose(reader, REGION, SOME[-1])
    scores = choice.ask("indicator_scores", **choice.query("indicator"))
    together = with_ranges(choice, scores, [choice.period])
    for code in spread(choice, [choice.period])["indicator"].unique():
        mine = scores[scores["indicator"] == code].reset_index(drop=True)
        alone = with_ranges(choice, mine, [choice.period], indicator=code)
        assert together.loc[together["indicator"] == code, "se"].tolist() == pytest.approx(
            alone["se"].tolist(), nan_ok=True
        )
    assert together["se"].notna().any()
