"""The journal and the store tell one story, whatever happens to either."""

import shutil
from datetime import datetime

import pytest

from data.batches import batches
from data.publishing import publish
from data.store import accepted
from data.store.journal import FIRST, Journal, parse, scan
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep import replay
from data.upkeep.opening import open_store
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip, prepare
from tests.worlds.histories import LATER, contents, without_notes


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def test_lines_chain_and_hold_no_person(home, filled):
    filled(home)
    raw = (home / "journal.jsonl").read_bytes()
    found = scan(raw)
    assert found.breaks == [] and found.torn == b""
    assert found.events[0].previous == FIRST
    assert [event.kind for event in found.events] == [
        "start", "shipped", "batch", "batch", "publish", "batch", "publish", "batch", "publish", "undo", "publish",
        "withdraw",
    ]  # fmt: skip
    assert found.events[-1].time == LATER
    for secret in (nip(1), nip(9001), "Orang", "nilai-"):
        assert secret.encode() not in raw


def test_accepted_files_are_the_owners_and_hold_no_nip(home, filled):
    filled(home)
    for path in (home / "accepted").iterdir():
        assert path.stat().st_mode & 0o077 == 0
        if ".people." not in path.name:
            assert nip(1).encode() not in path.read_bytes()


@pytest.mark.whole
@pytest.mark.parametrize("change", [b"0", b"\xff", b"}"])
def test_any_changed_byte_of_a_line_is_noticed(home, change, filled):
    filled(home)
    line = (home / "journal.jsonl").read_bytes().split(b"\n")[3]
    for place in range(len(line)):
        if line[place : place + 1] != change:
            assert parse(line[:place] + change + line[place + 1 :]) is None


def test_a_lost_store_is_rebuilt_from_the_journal(home, filled):
    held = filled(home)
    (home / "cermin.duckdb").unlink()
    store = open_store(home, threads=1)
    assert without_notes(contents(store)) == held
    assert [problem.code for problem in store.recovered] == ["events_replayed"]
    store.close()


@pytest.mark.whole
@pytest.mark.parametrize("damage", ["foreign", "truncated", "zeros", "another engine's file"])
def test_a_damaged_store_is_put_aside_and_rebuilt(home, damage, filled):
    held = filled(home)
    path = home / "cermin.duckdb"
    if damage == "foreign":
        path.write_bytes(b"PK\x03\x04" + b"not a database" * 1000)
    elif damage == "truncated":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "zeros":
        path.write_bytes(bytes(path.stat().st_size))
    else:
        other = open_store(home.parent / "other", threads=1)
        with other.writing() as cursor:
            cursor.execute("drop table meta")
        other.close()
        shutil.copyfile(home.parent / "other" / "cermin.duckdb", path)
    broken = path.read_bytes()
    store = open_store(home, threads=1)
    assert without_notes(contents(store)) == held
    assert [problem.code for problem in store.recovered] == ["store_rebuilt", "events_replayed"]
    assert (home / "quarantine" / "001" / "cermin.duckdb").read_bytes() == broken
    assert [row[1] for row in contents(store)["event"] if row[1] == "recovery"] == ["recovery"]
    store.close()
    again = open_store(home, threads=1)
    assert again.recovered == []
    again.close()


def test_an_older_store_catches_up(home, filled):
    """A deleted write-ahead log, or an old copy of the file put back: what is missing comes from the journal."""
    filled(home)
    old = (home / "cermin.duckdb").read_bytes()
    store = open_store(home, threads=1)
    batches.accept(store, evaluation(home / "incoming", 7, "2025-S1"), system("bkd"), LATER)
    publish.publish(store, REGION, "2025-S1", system("bkd"), LATER)
    held = contents(store)
    store.close()
    (home / "cermin.duckdb").write_bytes(old)
    store = open_store(home, threads=1)
    assert contents(store) == held
    assert [(problem.code, problem.found) for problem in store.recovered] == [("events_replayed", "2")]
    store.close()


def test_a_lost_or_cut_journal_is_mended_from_the_store(home, filled):
    held = filled(home)
    path = home / "journal.jsonl"
    whole = path.read_bytes()
    for damaged in (
        None,
        whole[:-1],
        whole[: len(whole) // 2],
        whole.replace(b"keliru", b"betul!"),
        whole + b'{"seq":',
    ):
        path.unlink()
        if damaged is not None:
            path.write_bytes(damaged)
        store = open_store(home, threads=1)
        assert path.read_bytes() == whole
        assert contents(store) == held
        assert len(store.recovered) == 1
        store.close()


@pytest.mark.whole
def test_a_damaged_batch_is_named_when_the_store_is_lost_too(home, filled):
    filled(home)
    (home / "cermin.duckdb").unlink()
    path = home / "accepted" / accepted.names(4)[0]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    store = open_store(home, threads=1)
    told = {(problem.code, problem.found) for problem in store.recovered}
    assert ("batch_damaged", "4") in told
    assert ("figures_differ", f"{REGION} 2025-S2") in told
    assert path.read_bytes() == content
    assert store.query(SYSTEM, "batch_list")["batch_id"].tolist() == [3, 2, 1]
    store.close()


@pytest.mark.whole
def test_a_line_lost_from_both_is_named(home, filled):
    filled(home)
    (home / "cermin.duckdb").unlink()
    path = home / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:5] + lines[6:]))
    store = open_store(home, threads=1)
    assert ("journal_broken", "6") in {(problem.code, problem.found) for problem in store.recovered}
    assert store.query(SYSTEM, "batch_list")["batch_id"].tolist() == [4, 2, 1]
    store.close()


def test_two_histories_are_refused(home, filled):
    filled(home)
    store = open_store(home.parent / "other", threads=1)
    store.close()
    shutil.copyfile(home.parent / "other" / "journal.jsonl", home / "journal.jsonl")
    with pytest.raises(Refused) as refused:
        open_store(home, threads=1)
    assert refused.value.problems[0].code == "journal_diverges"


def test_a_file_sent_again_is_recognised(home):
    store = open_store(home, threads=1)
    prepare(store)
    upload = evaluation(home / "incoming", 1)
    batches.accept(store, upload, system("siti"), NOW)
    for _ in range(3):
        with pytest.raises(Refused) as refused:
            batches.accept(store, upload, system("budi"), LATER)
        (problem,) = refused.value.problems
        assert problem.code == "file_known"
        assert problem.detail == {"batch": 2, "actor": "siti", "when": "2026-11-21 09:00"}
    assert len(Journal(home).read().events) == 4
    store.close()


def test_numbers_of_a_removed_demo_are_not_used_again(home):
    store = open_store(home, threads=1)
    prepare(store)
    batches.accept(store, evaluation(home / "incoming", 1), system("bkd"), NOW, demo=True)
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    batches.remove_demo(store, system("bkd"), NOW)
    assert batches.accept(store, evaluation(home / "incoming", 1), system("bkd"), NOW) == 3
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    held = contents(store)
    store.close()
    (home / "cermin.duckdb").unlink()
    store = open_store(home, threads=1)
    assert without_notes(contents(store)) == held
    store.close()


def test_a_lost_key_is_noticed_and_never_replaced(home, filled):
    filled(home)
    (home / "key").unlink()
    store = open_store(home, threads=1)
    with pytest.raises(Refused) as refused:
        batches.accept(store, evaluation(home / "incoming", 8), system("bkd"), datetime(2026, 11, 22))
    assert refused.value.problems[0].code == "key_lost"
    assert not (home / "key").exists()
    assert len(store.query(SYSTEM, "published")) == 2
    store.close()


def test_hashes_follow_the_newest_rewriting():
    assert replay.hashes([]) == {}
