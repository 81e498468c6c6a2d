"""Who came in and who did not are lines of the one chain, and the journal is read as a log by who may."""

import datetime as dt
import json

import pytest

from data.batches import batches
from data.store import audit, users
from data.store.noting import KINDS, note
from data.store.users import UNBOUND
from data.terms.actors import NOBODY, Actor
from data.upkeep import backups
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import evaluation

SITI, DEWI = Actor("siti", "planner", None, None), Actor("dewi", "auditor", None, None)


def a_day(store) -> None:
    """What happened, oldest first."""
    users.add(store, "ani", "Ani", "admin", None, UNBOUND, SYSTEM, NOW)
    note(store, "sign-in-failed", NOBODY, NOW, "10.0.0.1")
    note(store, "sign-in", SITI, NOW, "10.0.0.1")
    batches.accept(store, evaluation(store.home / "incoming", 1), SITI, NOW)
    batches.undo(store, 1, SITI, NOW, "salah berkas")
    note(store, "sign-out", SITI, NOW, "10.0.0.1")


def test_every_event_of_a_day_is_a_line_with_who_and_as_what(store):
    a_day(store)
    told = audit.lines(store, DEWI, None, 6).iloc[::-1]
    assert list(zip(told["kind"], told["login"], told["role"], strict=True)) == [
        ("user", "test", "system"), ("sign-in-failed", "", ""), ("sign-in", "siti", "planner"),
        ("batch", "siti", "planner"), ("undo", "siti", "planner"), ("sign-out", "siti", "planner"),
    ]  # fmt: skip
    about = [json.loads(text) for text in told["about"]]
    assert about[0]["user"]["login"] == "ani" and "code" not in about[0]["user"]
    assert about[3]["batches"] == [[1, "evaluation", 90]] and about[4] == {"batch": 1, "reason": "salah berkas"}
    assert audit.lines(store, DEWI, "siti", 2)["kind"].tolist() == ["sign-out", "undo"]


def test_they_change_nothing_that_is_shown_and_come_back_with_the_store(store):
    a_day(store)
    version = store.version()
    for kind in sorted(KINDS):
        note(store, kind, SYSTEM if kind in ("backup", "restore") else SITI, NOW, "10.0.0.1")
    assert store.version() == version and verify(store) == []
    before = audit.lines(store, DEWI, None, 100)
    store.close()
    rebuilt = backups.rebuild(store.home)
    assert verify(rebuilt) == [] and audit.lines(rebuilt, DEWI, None, 100).equals(before)
    rebuilt.close()
    with pytest.raises(ValueError, match="publish"):
        note(store, "publish", SITI, NOW, "10.0.0.1")


@pytest.mark.parametrize("kind", ["edited", "cut", "moved"])
def test_a_line_that_was_tampered_with_is_named(store, kind):
    a_day(store)
    lines = store.journal.path.read_bytes().splitlines(keepends=True)
    if kind == "edited":
        lines[-4] = lines[-4].replace(b"10.0.0.1", b"10.0.0.2")
    elif kind == "cut":
        del lines[-1]
    else:
        lines[-2], lines[-1] = lines[-1], lines[-2]
    store.journal.path.write_bytes(b"".join(lines))
    assert verify(store)


def test_the_log_at_the_command_line(cermin):
    cermin("user", "add", "ani", "--name", "Ani", "--role", "admin")
    (line,) = [one for one in json.loads(cermin("audit", "--json").stdout)["lines"] if one["kind"] == "user"]
    assert (line["role"], line["about"]["user"]["login"]) == ("system", "ani")
    assert cermin("audit", "--login", "nobody").stdout == ""


def test_lines_are_chosen_by_day_and_kind_and_the_chain_is_checked(store):
    a_day(store)
    later = NOW + dt.timedelta(days=3)
    note(store, "sign-in", SITI, later, "10.0.0.1")

    def kinds(**asked) -> list[str]:
        return audit.lines(store, DEWI, None, 50, **asked)["kind"].tolist()

    assert kinds(kind="sign-in") == ["sign-in"] * 2 and kinds(kind="sign-in", since=later.date()) == ["sign-in"]
    assert kinds(kind="undo", until=NOW.date()) == ["undo"] and kinds(kind="undo", since=later.date()) == []
    assert {"user", "batch", "undo"} <= set(audit.kinds(store, DEWI))
    state = audit.chain(store, DEWI)
    assert state.whole and state.lines == store.journal.last.seq
    raw = store.journal.path.read_bytes()
    for damage, where in (
        (raw.replace(b"10.0.0.1", b"10.0.0.2", 1), True), (b"".join(raw.splitlines(keepends=True)[:-1]), False)
    ):  # fmt: skip
        store.journal.path.write_bytes(damage)
        state = audit.chain(store, DEWI)
        assert not state.whole and bool(state.breaks) == where
    store.journal.path.write_bytes(raw)


def test_backing_up_and_restoring_are_lines(cermin, tmp_path):
    cermin("user", "add", "ani", "--name", "Ani", "--role", "admin")
    assert cermin("backup", str(tmp_path / "copies")).returncode == 0
    assert cermin("restore", str(tmp_path / "copies"), "--aside").returncode == 0
    kinds = [one["kind"] for one in json.loads(cermin("audit", "--json").stdout)["lines"]]
    assert kinds[0] == "restore" and "backup" not in kinds  # the line of a backup follows it
