"""What is remembered is lent: the borrower's own to write to, made once, and nobody waits for another's answer."""

import threading
from dataclasses import dataclass

import pandas as pd
import pytest

from pages.answers.kept.memory import Memory


@dataclass(frozen=True)
class Found:
    table: pd.DataFrame
    named: dict[str, list[str]]


def found() -> Found:
    return Found(pd.DataFrame({"code": ["A", "B"], "n": [1, 2]}, index=[7, 9]), {"codes": ["A"]})


def test_what_a_borrower_writes_is_not_seen_by_the_next():
    memory = Memory(2)
    first = memory.get("found", found)
    first.table.loc[7, "n"] = 99
    first.table["more"] = 0
    first.table.columns = ["x", "y", "z"]
    first.named["codes"].append("B")
    first.named["other"] = []
    column = memory.get("found", found).table["n"]
    column.iloc[0] = -1
    after = memory.get("found", found)
    pd.testing.assert_frame_equal(after.table, found().table)
    assert after.named == found().named


def test_an_answer_is_made_once_and_the_longest_unasked_is_forgotten_first():
    made, memory = [], Memory(2)
    for key in "abacab":
        memory.get(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"], "a was asked for again before c came"
    memory.forget()
    memory.get("a", lambda: made.append("a"))
    assert made[-1] == "a" and len(made) == 5


def test_what_fails_is_not_kept():
    memory = Memory(2)
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: 1 / 0)
    assert memory.get("a", lambda: 5) == 5


def test_who_asks_for_the_same_waits_and_who_asks_for_another_does_not():
    memory, begun, go, made = Memory(9), threading.Event(), threading.Event(), []

    def slow() -> int:
        begun.set()
        assert go.wait(60)
        made.append("slow")
        return 1

    answers: list[int] = []
    asking = [threading.Thread(target=lambda: answers.append(memory.get("a", slow))) for _ in range(3)]
    for thread in asking:
        thread.start()
    assert begun.wait(60)
    assert memory.get("b", lambda: 2) == 2, "while a is being made"
    assert not made
    go.set()
    for thread in asking:
        thread.join(60)
    assert answers == [1, 1, 1] and made == ["slow"]
