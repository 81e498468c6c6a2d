"""Small samples of the long campaigns: kills, torn files, a full disk, two planners, a killed migration."""

import os
import signal
import subprocess
import threading
from pathlib import Path

import duckdb
import pytest

from data.batches import batches
from data.publishing import publish
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep import migrations
from data.upkeep.opening import open_store
from data.upkeep.verify import verify
from tests.campaigns import bit_rot, full_disk, kill_loop, kill_steps, planners, torn_writes
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, prepare
from tests.worlds.histories import contents
from tests.worlds.layers import some

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks and kills")


@pytest.mark.parametrize("kills", some([2, 10], quick=1))
def test_kills_lose_nothing(kills):
    counts, faults = kill_loop.campaign(kills, seed=7)
    assert faults == []
    assert sum(number for what, number in counts.items() if what.startswith("killed")) == kills


@pytest.mark.whole
def test_cut_log_and_journal():
    tried, faults = torn_writes.campaign(1200)
    assert faults == []
    assert tried >= 12


@pytest.mark.parametrize("seed", some(range(6), quick=1))
def test_two_planners_at_once(tmp_path, seed):
    assert planners.interleave(tmp_path / "home", seed) == []


@pytest.mark.whole
def test_full_disk_in_steps():
    assert full_disk.campaign(steps=3) == []


def test_engine_comes_back_for_readers_after_a_fatal_error(tmp_path):
    """Every reader goes on by itself after the engine gave up; the store is compared with its journal on the way."""
    store = open_store(tmp_path / "home", threads=1)
    prepare(store)
    batches.accept(store, evaluation(tmp_path / "home" / "incoming", 1), system("bkd"), NOW)
    failed, stop, answers = [], threading.Event(), [0] * 4

    def read(which: int) -> None:
        while not stop.is_set():
            try:
                assert len(store.query(SYSTEM, "batch_list")) == 2
                answers[which] += 1
            except BaseException as error:
                failed.append(error)
                return

    readers = [threading.Thread(target=read, args=(which,)) for which in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        before = list(answers)
        store.distrust()
        while any(now <= then for now, then in zip(answers, before, strict=True)) and not failed:
            pass
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    assert verify(store) == []
    store.close()


def test_a_block_damaged_while_running_is_noticed_and_the_store_rebuilt(tmp_path):
    home = tmp_path / "home"
    store = open_store(home, threads=1)
    prepare(store)
    batches.accept(store, evaluation(tmp_path / "home" / "incoming", 1, people=20_000), system("bkd"), NOW)
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    with store.cursor() as cursor:
        cursor.execute("checkpoint")
    held = contents(store)
    store.close()
    raw = bytearray((home / "cermin.duckdb").read_bytes())
    for at in range(4096 * 3 + 5000, len(raw), 262144):
        raw[at] ^= 255
    (home / "cermin.duckdb").write_bytes(raw)
    store = open_store(home, threads=1)
    for _ in range(3):
        try:
            store.query(SYSTEM, "publishable")
            found = contents(store)
            break
        except (duckdb.Error, Refused):
            continue
    assert found | {"event": 0} == held | {"event": 0}
    assert "store_rebuilt" in {problem.code for problem in store.recovered}
    store.close()


@pytest.mark.parametrize("at", range(3))
def test_a_killed_migration_is_old_or_new(tmp_path, at):
    """The child dies at each statement of a step; what is left is old or new, and the next start ends it."""
    steps = tmp_path / "steps"
    steps.mkdir()
    old = migrations.newest()
    (steps / f"{old + 1:03}.sql").write_text("create table added (a integer);\ninsert into added values (1), (2)\n")
    home = tmp_path / "home"
    open_store(home, threads=1).close()
    child = os.fork()
    if child == 0:
        count = 0
        connection = duckdb.connect(home / "cermin.duckdb")
        real = migrations.statements

        def dying(path: Path):
            nonlocal count
            for one in real(path):
                if count == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                count += 1
                yield one

        migrations.statements = dying
        migrations.migrate(connection, steps)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with duckdb.connect(home / "cermin.duckdb") as connection:
        version = migrations.version(connection.cursor())
        there = connection.execute("select count(*) from duckdb_tables() where table_name = 'added'").fetchone()[0]
        assert (version, there) in {(old, 0), (old + 1, 1)}
        migrations.migrate(connection, steps)
        assert connection.execute("select count(*) from added").fetchone()[0] == 2
    with pytest.raises(Refused) as refused:
        open_store(home, threads=1)
    assert refused.value.problems[0].code == "schema_newer"


def test_a_store_from_before_the_journal_is_taken_on(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    with duckdb.connect(home / "cermin.duckdb") as connection:
        for text, _ in migrations.statements(Path(migrations.FOLDER / "sql" / "tables.sql")):
            connection.execute(text)
        connection.execute("drop table event")
    store = open_store(home, threads=1)
    prepare(store)
    assert verify(store) == []
    store.close()


def test_a_disk_that_may_only_be_read(tmp_path):
    home = tmp_path / "home"
    store = open_store(home, threads=1)
    prepare(store)
    batches.accept(store, evaluation(tmp_path / "home" / "incoming", 1), system("bkd"), NOW)
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    upload = evaluation(home / "incoming", 2)
    store.close()
    try:
        subprocess.run(["mount", "--bind", home, home], check=True, capture_output=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", home], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting is not allowed here")
    try:
        store = open_store(home, threads=1)
        try:
            assert [problem.code for problem in store.recovered] == ["disk_closed"]
            assert len(store.query(SYSTEM, "published")) == 1
            with pytest.raises(Refused) as refused:
                batches.accept(store, upload, system("bkd"), NOW)
            assert [problem.code for problem in refused.value.problems] == ["disk_closed"]
        finally:
            store.close()
    finally:
        subprocess.run(["umount", "-l", home], check=True)


@pytest.mark.whole
def test_death_at_steps_of_every_deed():
    steps, faults = kill_steps.campaign(every=9)
    assert faults == []
    assert steps > 40


@pytest.mark.parametrize("flips", some([2, 8], quick=1))
def test_flipped_bits_are_never_silent(flips):
    counts, faults = bit_rot.campaign(flips, seed=3)
    assert faults == []
    assert counts.total() == flips
