"""Verify, rebuild, backup, restore, erase: on real homes, with real damage."""

import shutil

import pytest

from data.__main__ import main
from data.batches import batches
from data.publishing import publish
from data.store import accepted, people
from data.store.engine import StoreInUse
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep import backups, erasure
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, add_rows, random_world
from tests.worlds.files import REGION, evaluation, nip, prepare
from tests.worlds.histories import LATER, contents, without_notes


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CERMIN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def codes(problems) -> list[tuple]:
    return [(problem.code, problem.found) for problem in problems]


def test_a_whole_home_has_nothing_to_say(home, filled):
    filled(home)
    store = open_store(home, threads=1)
    assert verify(store) == []
    store.close()
    assert main(["verify"]) == 0


@pytest.mark.whole
def test_one_changed_fact_is_found(home, filled):
    filled(home)
    store = open_store(home, threads=1)
    with store.writing() as cursor:
        cursor.execute(
            "create temp table changed as select * replace (score + 0.01 as score) from fact"
            " where batch_id = 4 and line = 9"
        )
        cursor.execute("delete from fact where batch_id = 4 and line = 9")
        cursor.execute("insert into fact select * from changed")
    assert codes(verify(store)) == [("batch_differs", "4")]
    with store.writing() as cursor:
        cursor.execute("update cell set total = total + 0.01 where snapshot_id = 2 and indicator = 'TG'")
    assert codes(verify(store)) == [("batch_differs", "4"), ("figures_differ", f"{REGION} 2025-S1")]
    store.close()
    assert main(["verify"]) == 1
    assert main(["rebuild"]) == 0
    assert main(["verify"]) == 0


@pytest.mark.whole
def test_a_flipped_bit_in_any_accepted_file_is_named(home, filled):
    filled(home)
    store = open_store(home, threads=1)
    for path in sorted((home / "accepted").iterdir()):
        content = path.read_bytes()
        path.write_bytes(content[:-20] + bytes([content[-20] ^ 4]) + content[-19:])
        (problem,) = verify(store)
        assert path.name in (problem.detail.get("files") or problem.found)
        path.write_bytes(content)
    assert verify(store) == []
    store.close()


@pytest.mark.whole
def test_a_changed_line_of_the_journal_is_found_and_mended_by_rebuilding(home, filled):
    filled(home)
    path = home / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"salah", b"benar"))
    store = open_store(home, threads=1)
    assert "journal_broken" in {problem.code for problem in verify(store)}
    store.close()


@pytest.mark.whole
def test_batches_outside_the_journal_are_named_and_not_thrown_away(home, filled):
    import numpy as np

    filled(home)
    store = open_store(home, threads=1)
    rows, _ = random_world(np.random.default_rng(1))
    add_rows(store, REGION, "2025-S1", rows)
    assert codes(verify(store)) == [("batch_unjournaled", "5")]
    store.close()
    assert main(["rebuild"]) == 1
    assert not (home / "quarantine").exists()


def test_backup_and_restore_give_the_same_store(home, tmp_path, filled):
    held = filled(home)
    for _ in range(2):
        assert main(["backup", str(tmp_path / "backups"), "--keep", "1"]) == 0
    (name,) = [path.name for path in (tmp_path / "backups").iterdir()]
    assert name == "cermin-00000013"  # the line of the first
    assert main(["restore", str(tmp_path / "backups")]) == 1  # not over a home that holds something
    store = open_store(home, threads=1)
    batches.accept(store, evaluation(home / "incoming", 9), system("bkd"), NOW)
    store.close()
    assert main(["restore", str(tmp_path / "backups"), "--aside"]) == 0
    store = open_store(home, threads=1)
    assert without_notes(contents(store)) == held
    store.close()
    store = open_store(tmp_path / "home.before-1", threads=1)
    assert len(store.query(SYSTEM, "batch_list")) == 5
    store.close()


@pytest.mark.whole
def test_a_backup_beside_a_running_dashboard_restores_by_rebuilding(home, tmp_path, filled):
    held = filled(home)
    backups.backup_running(home, tmp_path / "backups")
    shutil.rmtree(home)
    assert main(["restore", str(tmp_path / "backups")]) == 0
    store = open_store(home, threads=1)
    assert without_notes(contents(store)) == held
    store.close()


@pytest.mark.whole
def test_backup_keeps_the_engines_lock(home, tmp_path, filled):
    """Another process must not get in after a backup: closing a file gives up every lock this process has on it."""
    import subprocess
    import sys

    filled(home)
    store = open_store(home, threads=1)
    backups.backup(store, tmp_path / "backups")
    found = subprocess.run(
        [sys.executable, "-m", "data", "status"], capture_output=True, text=True, env={"CERMIN_HOME": str(home)}
    )
    store.close()
    assert found.returncode == 3, found.stderr


@pytest.mark.whole
def test_a_damaged_backup_is_not_trusted_and_older_ones_stay(home, tmp_path, filled):
    filled(home)
    store = open_store(home, threads=1)
    backups.backup(store, tmp_path / "backups", keep=1)
    batches.accept(store, evaluation(home / "incoming", 9), system("bkd"), NOW)
    path = home / "accepted" / accepted.names(4)[0]
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refused) as refused:
        backups.backup(store, tmp_path / "backups", keep=1)
    assert [problem.code for problem in refused.value.problems] == ["backup_failed", "batch_damaged"]
    assert [path.name for path in (tmp_path / "backups").iterdir() if path.name[0] != "."] == ["cermin-00000012"]
    store.close()


@pytest.mark.whole
def test_rebuild_refuses_while_the_store_is_open_elsewhere(home, monkeypatch, filled):
    filled(home)
    monkeypatch.setattr(backups, "connect", lambda *_: (_ for _ in ()).throw(StoreInUse(1)))
    assert main(["rebuild"]) == 3


def test_erasing_a_person_leaves_no_trace_and_no_changed_figure(home, filled):
    filled(home)
    store = open_store(home, threads=1)
    before = contents(store)
    key = people.key(home)
    old = people.pseudonym(key, nip(1))
    rater = people.pseudonym(key, nip(9001))
    assert erasure.erase(store, nip(1), system("bkd"), LATER) == [2, 3, 4]
    assert erasure.erase(store, nip(9001), system("bkd"), LATER) == [2, 3, 4]
    with pytest.raises(Refused):
        erasure.erase(store, nip(1), system("bkd"), LATER)
    after = contents(store)
    for table in ("cell", "block", "block_score", "snapshot"):
        assert after[table] == before[table]
    assert len(after["fact"]) == len(before["fact"])
    assert not any(one in row for one in (old, rater) for row in [*after["fact"], *after["person"]])
    assert not any(nip(1) in row for row in after["person"])
    assert nip(1).encode() not in (home / "journal.jsonl").read_bytes()
    assert verify(store) == []
    store.close()
    for name in ("cermin.duckdb", "cermin.duckdb.wal"):
        (home / name).unlink(missing_ok=True)
    store = open_store(home, threads=1)
    assert without_notes(contents(store)) == after
    publish.publish(store, REGION, "2025-S2", system("bkd"), LATER)
    store.close()


@pytest.mark.whole
def test_an_erasure_cut_off_is_old_or_new(home, filled):
    """New files beside the old ones: without their journal line they go, with it they take their place."""
    filled(home)
    store = open_store(home, threads=1)
    kept = {path.name: path.read_bytes() for path in (home / "accepted").iterdir()}
    lines = (home / "journal.jsonl").read_bytes()
    engine = (home / "cermin.duckdb").read_bytes()
    erasure.erase(store, nip(1), system("bkd"), LATER)
    after = contents(store)
    store.close()
    fresh = {path.name: path.read_bytes() for path in (home / "accepted").iterdir()}
    changed = [name for name in fresh if kept[name] != fresh[name]]
    assert len(changed) == 6, "of three uploads the rows and the people"

    def cut(journal: bool, engine_too: bool) -> None:
        for name in changed:
            (home / "accepted" / name).write_bytes(kept[name])
            (home / "accepted" / (name + accepted.NEW)).write_bytes(fresh[name])
        if not journal:
            (home / "journal.jsonl").write_bytes(lines)
        if not engine_too:
            (home / "cermin.duckdb").write_bytes(engine)

    cut(journal=True, engine_too=True)
    for engine_too in (True, False):
        cut(journal=True, engine_too=engine_too)
        store = open_store(home, threads=1)
        assert contents(store) == after
        assert verify(store) == []
        store.close()
    cut(journal=False, engine_too=False)
    store = open_store(home, threads=1)
    assert verify(store) == []
    assert not list((home / "accepted").glob("*.new"))
    store.close()


def test_the_store_of_a_prepared_home_is_prepared_again(home):
    """A second start finds everything as it was: no event is written, no file changes."""
    store = open_store(home, threads=1)
    prepare(store)
    store.close()
    before = (home / "journal.jsonl").read_bytes()
    store = open_store(home, threads=1)
    assert store.recovered == []
    store.close()
    assert (home / "journal.jsonl").read_bytes() == before
