"""Nobody is listed for one period or one source; who is planted is found; who is not hardly ever."""

import numpy as np
import pandas as pd
import pytest

from analytics.needs.persons import person_needs, person_scores, reliability, source_scores
from analytics.people.candidates import COLUMNS, LISTS, candidates

INDICATORS = ("TG", "KW", "BP", "KOM", "DS", "AD", "KL", "KPM")
SOURCES = pd.DataFrame({"source": ["superior", "peer"], "weight": [0.6, 0.4]})
STANDARD = 70.0


def marks(rng: np.random.Generator, level: np.ndarray) -> pd.DataFrame:
    """`person_needs` of two periods of people whose true level is `level` (people x indicators), one superior each and
    three peers."""
    n = len(level)
    rows = []
    for seq in (1, 2):
        for source, raters, blur in (("superior", 1, 7.0), ("peer", 3, 9.0)):
            view = rng.normal(0, 4, n)
            for place, indicator in enumerate(INDICATORS):
                for _ in range(raters):
                    score = level[:, place] + view + rng.normal(0, blur, n)
                    rows.append(pd.DataFrame({"employee": np.arange(n), "indicator": indicator, "source": source,
                                              "score": score, "seq": seq}))  # fmt: skip
    given = pd.concat(rows, ignore_index=True).assign(sector="KES", unit="U", position="P")
    given = given.assign(agency="A" + (given["employee"] % 8).astype(str), period=given["seq"].astype(str))
    standards = pd.DataFrame({"position": "P", "indicator": INDICATORS, "standard": STANDARD, "estimated": False})
    weights = pd.DataFrame({"position": "P", "indicator": INDICATORS, "weight": 12.5})
    told = []
    for seq in (1, 2):
        scores = source_scores(given[given["seq"].eq(seq)], SOURCES)
        people = person_scores(scores, reliability(scores))
        told.append(person_needs(people, scores, standards, weights))
    return pd.concat(told, ignore_index=True)


@pytest.fixture(scope="module")
def world() -> tuple[pd.DataFrame, pd.DataFrame]:
    """300 people at 76, of whom 15 lack four indicators, 15 excel in two, 15 have the best predicate twice and 5 a weak
    one."""
    rng = np.random.default_rng(8)
    level = 76 + rng.normal(0, 6, 300)[:, None] + rng.normal(0, 3, (300, len(INDICATORS)))
    level[:15, :4] = 50 + rng.normal(0, 3, (15, 4))
    level[15:30, 4:6] = 97
    level[15:30, :4] = np.maximum(level[15:30, :4], 76)
    level[30:45] = np.maximum(level[30:45], 80)
    official = {
        code: "very_good" if 30 <= code < 45 else "needs_improvement" if code < 5 else "good" for code in range(300)
    }
    predicates = pd.DataFrame([(code, back, said) for code, said in official.items() for back in (1, 2)],
                              columns=["employee", "back", "predicate"])  # fmt: skip
    return marks(rng, level), predicates


def on(listed: pd.DataFrame, which: str) -> set[int]:
    return set(listed.loc[listed["list"].eq(which), "employee"])


def test_who_is_planted_is_found_and_hardly_anybody_else(world):
    listed = candidates(*world)
    assert list(listed.columns) == COLUMNS and set(listed["list"]) == set(LISTS)
    assert len(on(listed, "guidance") & set(range(15))) >= 12
    assert len(on(listed, "mentoring") & set(range(15, 30))) >= 12
    assert len(on(listed, "recognition") & set(range(30, 45))) >= 12
    assert len(on(listed, "guidance") - set(range(15))) <= 3
    assert on(listed, "recognition") <= set(range(30, 45))
    assert not on(listed, "guidance") & (on(listed, "mentoring") | on(listed, "recognition"))


def test_nobody_is_listed_for_one_period(world):
    told, predicates = world
    assert candidates(told[told["seq"].eq(2)], predicates).empty
    newest = predicates[predicates["back"].eq(1)]
    assert not on(candidates(told, newest), "recognition")
    assert not on(candidates(told[told["seq"].eq(1)], predicates), "guidance")


def test_nobody_is_listed_for_one_source(world):
    told, predicates = world
    alone = told.assign(sources_below=told["sources_below"].clip(upper=1), n_sources=1)
    listed = candidates(alone, predicates)
    assert on(listed, "guidance") <= set(range(5)), "one source beside a weak predicate in both periods is two"
    assert not on(listed, "mentoring")
    assert not on(candidates(alone, predicates[predicates["employee"].ge(5)]), "guidance")


def test_a_best_predicate_and_raters_who_see_them_short_contradict_each_other(world):
    told, predicates = world
    praised = predicates.assign(predicate="very_good")
    listed = candidates(told, praised)
    assert not on(listed, "guidance") and not on(listed, "recognition") & set(range(15))


def test_lists_are_in_no_order_of_weakness(world):
    listed = candidates(*world)
    for which in LISTS:
        own = listed.loc[listed["list"].eq(which), "employee"].tolist()
        assert own == sorted(own)


def test_nothing_known_lists_nobody(world):
    told, predicates = world
    assert candidates(told.head(0), predicates).empty and candidates(told.head(0), predicates.head(0)).empty
    without = candidates(told, predicates.head(0))
    assert not on(without, "recognition") and len(on(without, "guidance")) >= 8
