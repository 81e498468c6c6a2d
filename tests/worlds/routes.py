"""The ways in which figures gave single people away, each as what an office does one after the other, and the rule that
closes it: the text of a statement without which the way is open again.

A way is a function of an `Office` that publishes as it goes (`publish(period)` of its own); superiors rate on KOM alone
unless it says otherwise.
"""

from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from data.store import engine
from tests.worlds.facts import row
from tests.worlds.offices import ELSEWHERE

NOW, NEXT = "2025-S1", "2025-S2"
SECTORS = {"A": "KES", "B": "KES", "C": "PEND"}


def rated(agency, scores, first=0, source="superior", indicator="KOM", position="PEL_ADM"):
    return [
        row(first + n, agency, None, position, indicator, source, float(score), 900 + (first + n) % 3)
        for n, score in enumerate(scores)
    ]


def figure(people, agency="A", source="citizen", unit=None, sized=True, n_raters=None):
    """A row of a whole agency: the mean of `people`, pairs of whom and what they gave or got."""
    mean = sum(value for _, value in people) / len(people)
    size = len(people) if sized else None
    return row(None, agency, unit, None, "KOM", source, mean, None, size, n_raters=n_raters) | {"of": people}


def spread(n, low=50.0, high=90.0):
    return np.linspace(low, high, n).round(3)


def others(first=500):
    return rated("B", spread(10), first)


def citizens(scores):
    return [(f"c{n}", float(score)) for n, score in enumerate(scores)]


def all_at_the_end(office, publish):
    office.add(NOW, rated("A", [100] * 5) + others())
    publish(NOW)


def all_alike(office, publish):
    office.add(NOW, rated("A", [80] * 6) + rated("B", [70] * 6, 500))
    publish(NOW)


def figure_then_people(office, publish):
    scores = spread(18)
    people = [(n, float(score)) for n, score in enumerate(scores)]
    batch = office.add(NOW, [figure(people, source="superior"), *others()])
    publish(NOW)
    office.undo(batch)
    office.add(NOW, rated("A", scores[:17]) + others())
    publish(NOW)


def one_more_respondent(office, publish):
    scores = [*spread(9), 30.0]
    office.add(NOW, [figure(citizens(scores[:9])), *others()])
    publish(NOW)
    office.add(NOW, [figure(citizens(scores)), *others()])
    publish(NOW)


def _relabelled(office, publish, wrong, source, fewer):
    scores = spread(13)
    batch = office.add(wrong, rated("A", scores[fewer:], fewer, source=source) + others())
    publish(wrong)
    office.undo(batch)
    office.add(NEXT, rated("A", scores) + rated("C", spread(10), 700))
    publish(NEXT)


def wrong_period(office, publish):
    _relabelled(office, publish, NOW, "superior", 1)


def wrong_source(office, publish):
    _relabelled(office, publish, NEXT, "external", 1)


def wrong_region(office, publish):
    scores = spread(13)
    batch = office.add(NOW, rated("A", scores[1:], 1) + others(), region=ELSEWHERE)
    publish(NOW, ELSEWHERE)
    office.undo(batch)
    office.add(NOW, rated("A", scores) + rated("C", spread(10), 700))
    publish(NOW)


def of_unknown_size(office, publish):
    office.add(NOW, [figure([(1, 61.0), (2, 62.0)], source="superior", unit="Satu", sized=False), *others()])
    publish(NOW)


def own_beside_units(office, publish):
    scores = spread(20)
    people = [(n, float(score)) for n, score in enumerate(scores)]
    units = [figure(people[:8], unit="Satu"), figure(people[8:16], unit="Dua")]
    office.add(NOW, [*units, *others()])
    publish(NOW)
    office.add(NOW, [figure(people)])
    publish(NOW)


def share_of_one_moved(office, publish):
    """A citizen's judgement of one person stands in no cell, and moves this person over the standard."""
    office.add(NOW, rated("A", [70] * 8 + [90] * 12) + rated("B", [60] * 20, 500))
    publish(NOW)
    office.add(NOW, rated("A", [100], source="citizen") + rated("B", [70, 80, 75, 60, 65], 500, "citizen"))
    publish(NOW)


def one_lacks(office, publish):
    """Five, of whom one alone is rated on a second indicator."""
    office.add(NOW, rated("A", spread(5)) + rated("A", [66.0], 2, indicator="TG") + others())
    publish(NOW)


def one_joins(office, publish):
    office.add(NOW, rated("A", spread(12)) + others())
    publish(NOW)
    office.add(NOW, rated("A", [66.5], 100))
    publish(NOW)


def five_newcomers_at_the_end(office, publish):
    office.add(NOW, rated("A", spread(10)) + others())
    publish(NOW)
    office.add(NOW, rated("A", [100] * 5, 100))
    publish(NOW)


def one_left(office, publish):
    """The stayers of two periods are all but one of those who were rated."""
    scores = spread(12, 60, 75)
    office.add(NOW, rated("A", scores) + others())
    publish(NOW)
    office.add(NEXT, rated("A", scores[1:] + 1.25, 1) + rated("B", spread(10, 51, 91), 500))
    publish(NEXT)


def one_of_the_stayers_leaves(office, publish):
    """Seven of thirteen stayed; a correction takes out six of them, and the sum of the seven tells of the seventh."""
    scores = spread(13, 60, 75)
    office.add(NOW, rated("A", scores[:7]) + rated("A", scores[7:], 7) + others())
    publish(NOW)
    office.add(
        NEXT, rated("A", scores[:7] + 1.25) + rated("A", spread(6, 61, 74), 100) + rated("B", spread(10, 51, 91), 500)
    )
    publish(NEXT)
    moved = [{"employee": e, "agency": "C", "unit": None, "position": "PEL_ADM", "active": True} for e in range(6)]
    office.add(NOW, rated("C", spread(6, 55, 80), 700), moved)
    publish(NOW)


def stayers_at_the_end(office, publish):
    scores = [*spread(7), *([100.0] * 6)]
    office.add(NOW, rated("A", scores) + others())
    publish(NOW)
    office.add(NEXT, rated("A", [99.5] * 6, 7) + rated("A", spread(7), 100) + rated("B", spread(10, 51, 91), 500))
    publish(NEXT)


def relabelled_at_the_end(office, publish):
    """Five more than under the wrong label, all at the end of the scale."""
    scores = [*spread(12), *([100.0] * 5)]
    batch = office.add(NOW, rated("A", scores[:12]) + others())
    publish(NOW)
    office.undo(batch)
    office.add(NEXT, rated("A", scores) + rated("C", spread(10), 700))
    publish(NEXT)


def figure_grows_at_the_end(office, publish):
    scores = [*spread(9), *([100.0] * 5)]
    office.add(NOW, [figure(citizens(scores[:9])), *others()])
    publish(NOW)
    office.add(NOW, [figure(citizens(scores)), *others()])
    publish(NOW)


RULES = {
    "no cell near an end of the scale": (all_at_the_end, ("reference", "then 20.0 else 0", "then 0.0 else 0")),
    "no spread under the floor": (all_alike, ("reference", "greatest(3, coalesce", "least(0, coalesce")),
    "one kind of row": (figure_then_people, ("kind", "version.rules > 2", "version.rules > 9")),
    "figures change by k who answered": (
        one_more_respondent,
        ("pseudo", "$rules > 2 and region", "$rules > 9 and region"),
    ),
    "and not by k at an end": (
        figure_grows_at_the_end,
        ("pseudo", "between 0 and bound.ends - 1e-6", "between 1 and 0"),
    ),
    "wrong period": (wrong_period, ("held_linked", "where apart and", "where false and")),
    "wrong source": (wrong_source, ("held_linked", "where apart and", "where false and")),
    "wrong region": (wrong_region, ("links", "$rules > 3", "$rules > 9")),
    "wrong label, k at an end": (relabelled_at_the_end, ("held_linked", "bound.ends - 1e-6", "-1")),
    "figures by staff say how many": (
        of_unknown_size,
        ("pseudo", "$rules < 3 or source not in ('superior'", "true or source not in ('superior'"),
    ),
    "own and units are not added": (own_beside_units, ("pseudo", "qualify $rules < 3 or own", "qualify true or own")),
    "shares step by k and wait": (
        share_of_one_moved,
        ("share_below", "when $rules > 2 then list_min", "when $rules > 9 then list_min"),
        ("share_waits", "n < $k and", "n < $k - 99 and"),
    ),
    "a cell has k people": (one_lacks, ("candidate", "tally.n_people >= version.k", "tally.n_people >= 1")),
    "versions cut k people": (one_joins, ("held", "where n < $k", "where n < $k - 99")),
    "and none near an end": (five_newcomers_at_the_end, ("held", "bound.ends - 1e-6", "-1")),
    "sums of stayers cut k people": (one_left, ("pair_sum", "bool_and(safe)", "bool_or(true)")),
    "and leave none near an end": (stayers_at_the_end, ("pair_sum", "< bound.ends - 1e-6", "< -1")),
    "versions leave k of the stayers": (one_of_the_stayers_leaves, ("held", "- count(*) < $k", "- count(*) < $k - 99")),
}
"""What a rule says -> the way it closes, and what makes publishing do without it: statement, its text, another text."""


@contextmanager
def without(rule):
    """Publishing with one rule off."""
    kept, changed = engine.statements, {}
    for name, text, other in RULES[rule][1:]:
        path = engine.FOLDER / f"sql/publish/{name}.sql"
        before = changed.get(path, kept(path))
        changed[path] = tuple((statement.replace(text, other), wanted) for statement, wanted in before)
        assert changed[path] != before, f"{name} says otherwise now"
    with patch.object(engine, "statements", lambda path: changed.get(path) or kept(path)):
        yield
