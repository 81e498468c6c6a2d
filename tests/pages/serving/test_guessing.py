"""What guessing costs: locks and delays by a clock of ours, and what may be a password at all."""

import asyncio
import threading

import pytest

from pages.ui.access import passwords
from pages.ui.access.attempts import SLOWEST, TRIES, WINDOW, Attempts, network
from pages.ui.access.passwords import AT_ONCE, Passwords
from tests.worlds.server import run


def attempts() -> tuple[Attempts, list[float]]:
    now = [0.0]
    return Attempts(lambda: now[0]), now


def test_five_failures_lock_a_login_for_one_address_and_a_quarter_of_an_hour():
    tried, now = attempts()
    assert [tried.begin("bupati", "10.0.0.1") for _ in range(TRIES + 1)] == [True] * TRIES + [False]
    assert tried.begin("bupati", "10.0.0.2") and tried.begin("siti", "10.0.0.1")
    now[0] += WINDOW - 1
    assert not tried.begin("bupati", "10.0.0.1")
    now[0] += 1
    assert tried.begin("bupati", "10.0.0.1")


def test_who_is_right_begins_anew():
    tried, _ = attempts()
    for _ in range(20):
        assert tried.begin("bupati", "10.0.0.1")
        tried.succeeded("bupati", "10.0.0.1")
    assert tried.delay("bupati") == 0


def test_an_attempt_that_nobody_looked_at_is_no_guess():
    tried, _ = attempts()
    for _ in range(TRIES - 1):
        assert tried.begin("bupati", "10.0.0.1")
    for _ in range(20):
        assert tried.begin("bupati", "10.0.0.1")
        tried.unheard("bupati", "10.0.0.1")
    assert tried.begin("bupati", "10.0.0.1") and not tried.begin("bupati", "10.0.0.1")
    tried.unheard("siti", "10.0.0.1")  # of nobody's: nothing is taken back
    assert not tried.begin("bupati", "10.0.0.1")


def test_many_addresses_slow_a_login_down_and_never_lock_it():
    tried, now = attempts()
    delays = []
    for guess in range(400):
        assert tried.begin("bupati", f"10.0.{guess // 5}.1")
        delays.append(tried.delay("bupati"))
    assert delays[:TRIES] == [0] * TRIES and delays == sorted(delays) and max(delays) == SLOWEST
    assert delays[TRIES : TRIES + 3] == [1, 2, 4]
    assert tried.begin("bupati", "10.1.0.1")  # the regent, at an address of their own
    assert tried.begin("siti", "10.1.0.1") and tried.delay("siti") == 0
    now[0] += WINDOW
    assert tried.begin("bupati", "10.0.0.1") and tried.delay("bupati") == 0


def test_what_one_person_can_have_many_of_is_one_address():
    assert network("2001:db8::1") == network("2001:db8::ffff:2") != network("2001:db8:0:1::1")
    assert network("::ffff:10.0.0.1") == "10.0.0.1" != network("10.0.0.2")
    assert network("testclient") == "testclient"


@pytest.mark.parametrize(("password", "why"), [
    ("kuda hitam di tepi sawah", None),
    ("Rahasia-Siti-Sekali", None),
    ("Tq7#vLp92xWz", None),
    ("pendek sekal", None),
    ("pendek seka", "short"),
    ("x" * 201, "long"),
    ("198605142010012003", "guessed"),
    ("14-05-1986 siti", "guessed"),
    ("siti.bkd siti.bkd", "guessed"),
    ("SITI.BKD19860514", "guessed"),
    ("aaaaaaaaaaaa", "guessed"),
    ("            ", "guessed"),
])  # fmt: skip
def test_what_may_be_a_password(password, why):
    assert passwords.refused(password, "siti.bkd" if "bkd" in password.lower() else "siti") == why


def test_one_verification_for_anybody_and_three_at_once(monkeypatch):
    under_way, most, seen = 0, 0, []
    lock, together = threading.Lock(), threading.Barrier(AT_ONCE)  # nobody goes on before so many are there

    def look(hashed: str, password: str) -> bool:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
            seen.append(hashed)
        together.wait(30)
        with lock:
            under_way -= 1
        return True

    passwords.prepare()
    monkeypatch.setattr(passwords, "_matches", look)

    async def ask() -> list[bool]:
        guard = Passwords()
        return await asyncio.gather(*(guard.right("x", hashed) for hashed in [None, "$a"] * 9))

    assert run(ask()) == [False, True] * 9  # a hash of nobody's that fits lets nobody in
    assert len(seen) == 18 and most == AT_ONCE
    assert {hashed for hashed in seen if hashed != "$a"} == {passwords._nobodys()}


def test_a_hash_is_of_the_price_that_is_promised_and_of_one_password():
    async def ask() -> tuple[str, list[bool]]:
        guard = Passwords()
        hashed = await guard.hashed("kuda hitam di tepi sawah")
        typed = ["kuda hitam di tepi sawah", "kuda hitam di tepi sawah ", "x" * 10_000]
        return hashed, [await guard.right(one, hashed) for one in typed]

    hashed, right = run(ask())
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,") and right == [True, False, False]
    assert passwords._nobodys().rpartition("$")[0].split("$")[:4] == hashed.split("$")[:4]


def test_who_waits_too_long_a_line_is_sent_away():
    async def ask() -> list:
        guard = Passwords()
        work = [guard._in_turn(lambda: True) for _ in range(passwords.WAITING + 5)]
        return await asyncio.gather(*work, return_exceptions=True)

    given = run(ask())
    assert given.count(True) == passwords.WAITING and sum(isinstance(one, passwords.Busy) for one in given) == 5
