"""A scenario as a code in the URL: what is written is read back, anything else is not guessed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pages.answers.plan.scenario import MOST, Asked, read

PROGRAMMES = {"PUB-02", "TEK-01", "A.1"}
codes = some.sampled_from(sorted(PROGRAMMES))
asked = some.builds(
    lambda values, locks, bans: Asked(*values, tuple(locks), tuple(bans)),
    some.tuples(*(some.integers(0, most) for most in MOST)),
    some.lists(some.tuples(codes, some.integers(1, 9999)), max_size=3),
    some.lists(some.tuples(codes, some.integers(0, 12)), max_size=3),
)


@given(asked)
def test_every_scenario_is_read_back_from_its_code(scenario):
    assert read(scenario.code, PROGRAMMES) == scenario


@pytest.mark.parametrize(
    "code",
    ["", "500", "500.4.8.20.5", "500.4.8.20.5.101", "-1.4.8.20.5.10", "500.4.8.20.5.10~k.NONE.3",
     "500.4.8.20.5.10~k.PUB-02.0", "500.4.8.20.5.10~l.PUB-02.13", "500.4.8.20.5.10~x.PUB-02.1",
     "500.4.8.20.5.10~k.PUB-02.12345", "1e9.4.8.20.5.10", "５.4.8.20.5.10~"],
)  # fmt: skip
def test_what_is_no_scenario_is_refused(code):
    assert read(code, PROGRAMMES) is None


@given(some.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    found = read(text, PROGRAMMES)
    assert found is None or read(found.code, PROGRAMMES) == found


def test_a_lock_and_a_ban_of_one_programme_never_stand_together():
    locked = Asked().lock("PUB-02", 30)
    assert locked.ban("PUB-02").locks == () and locked.ban("PUB-02").bans == (("PUB-02", 0),)
    assert locked.ban("PUB-02").lock("PUB-02", 5).bans == ()
    months = locked.ban("PUB-02", 3).ban("PUB-02", 4)
    assert months.locks == locked.locks and months.bans == (("PUB-02", 3), ("PUB-02", 4))
    assert months.release("PUB-02") == Asked()


def test_the_limits_are_those_asked_for():
    limits = Asked(120, 2, 3, 5, 7, 15, (("PUB-02", 9),), (("TEK-01", 0), ("TEK-01", 4))).limits
    assert (limits.budget, limits.rooms, limits.trainers, limits.mentors) == (120e6, 2, 3, 5)
    assert (limits.floor, limits.away) == (0.07, 0.15)
    assert [(lock.programme, lock.seats) for lock in limits.locked] == [("PUB-02", 9)]
    assert [(ban.programme, ban.month) for ban in limits.forbidden] == [("TEK-01", None), ("TEK-01", 4)]
