"""Sessions end: by rest, by length, by their owner, and with the login they are of."""

from pages.ui.access.visitors import OWNER, Sessions, Visitor, handle_of

REGENT = Visitor("bupati", ("leader",), "leader", None, None)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def begun() -> tuple[Sessions, Clock, dict, str]:
    clock, known = Clock(), {REGENT.login: REGENT}
    sessions = Sessions(known.get, clock)
    return sessions, clock, known, handle_of(sessions.begin(REGENT.login))


def test_a_session_ends_after_a_rest_and_after_a_day_of_work():
    sessions, clock, _, handle = begun()
    clock.now += Sessions.IDLE - 1
    sessions.touch(handle)
    clock.now += Sessions.IDLE - 1
    assert sessions.visitor(handle) == REGENT
    clock.now += 2
    assert sessions.visitor(handle) is None
    sessions, clock, _, handle = begun()
    for _ in range(100):
        clock.now += Sessions.LONGEST / 80
        sessions.touch(handle)
    assert sessions.visitor(handle) is None


def test_what_a_login_may_is_asked_each_time():
    sessions, _, known, handle = begun()
    known[REGENT.login] = Visitor("bupati", ("leader", "planner"), "planner", None, None)
    assert "planner" in sessions.visitor(handle).roles
    del known[REGENT.login]
    assert sessions.visitor(handle) is None and sessions.find(handle) is None


def test_one_session_ends_or_all_of_a_login():
    sessions, _, known, handle = begun()
    known[OWNER.login] = OWNER
    other, owners = handle_of(sessions.begin(REGENT.login)), handle_of(sessions.begin(OWNER.login))
    sessions.end(handle)
    assert sessions.visitor(handle) is None and sessions.visitor(other) == REGENT
    sessions.end_all(REGENT.login)
    assert sessions.visitor(other) is None and sessions.visitor(owners) == OWNER


def test_the_server_holds_no_token_and_no_two_are_alike():
    sessions, _, _, _ = begun()
    tokens = {sessions.begin(REGENT.login) for _ in range(50)}
    assert len(tokens) == 50 and min(map(len, tokens)) >= 43  # 256 bits
    assert not any(token in repr(sessions.__dict__) for token in tokens)
