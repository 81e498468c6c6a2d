"""What happens when the commit itself fails, and in which order things reach the disk."""

import os
from contextlib import contextmanager

import duckdb
import pytest

from data.batches import batches
from data.publishing import publish
from data.store.noting import looked
from data.terms.actors import system
from data.terms.problems import Refused
from data.upkeep.verify import verify
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW
from tests.worlds.files import REGION, evaluation, nip, prepare


@pytest.fixture
def store(store):
    prepare(store)
    return store


class Failing:
    """A cursor whose commit raises, before or after it has reached the disk."""

    def __init__(self, cursor, durable: bool) -> None:
        self._cursor, self._durable = cursor, durable

    def __getattr__(self, name: str):
        return getattr(self._cursor, name)

    def commit(self) -> None:
        if self._durable:
            self._cursor.commit()
        raise duckdb.IOException("IO Error: No space left on device")


def failing_commit(store, monkeypatch, durable: bool, head_fails: bool = False):
    """The next commit of the store raises; with `head_fails`, looking afterwards fails too."""
    real, calls = type(store).cursor, []

    @contextmanager
    def cursor():
        with real(store) as one:
            calls.append(one)
            yield Failing(one, durable) if len(calls) == 1 else one

    def head():
        raise duckdb.IOException("IO Error: no answer")

    monkeypatch.setattr(store, "cursor", cursor)
    if head_fails:
        monkeypatch.setattr(store, "head", head)


def test_a_commit_that_failed_leaves_nothing(store, monkeypatch):
    upload = evaluation(store.home / "incoming", 1)
    line = (store.home / "journal.jsonl").read_bytes()
    files = set(os.listdir(store.home / "accepted"))
    with monkeypatch.context() as patched:
        failing_commit(store, patched, durable=False)
        with pytest.raises(Refused) as refused:
            batches.accept(store, upload, system("bkd"), NOW)
    assert [problem.code for problem in refused.value.problems] == ["disk_full"]
    assert (store.home / "journal.jsonl").read_bytes() == line
    assert set(os.listdir(store.home / "accepted")) == files
    assert batches.accept(store, upload, system("bkd"), NOW) == 2
    assert verify(store) == []


@pytest.mark.whole
def test_a_commit_that_raised_but_is_on_disk_counts_as_stored(store, monkeypatch):
    upload = evaluation(store.home / "incoming", 1)
    with monkeypatch.context() as patched:
        failing_commit(store, patched, durable=True)
        assert batches.accept(store, upload, system("bkd"), NOW) == 2
    with pytest.raises(Refused) as refused:
        batches.accept(store, upload, system("bkd"), NOW)
    assert refused.value.problems[0].code == "file_known"
    assert verify(store) == []


@pytest.mark.whole
def test_when_nobody_can_say_the_journal_decides(store, monkeypatch):
    upload = evaluation(store.home / "incoming", 1)
    with monkeypatch.context() as patched:
        failing_commit(store, patched, durable=False, head_fails=True)
        with pytest.raises(Refused) as refused:
            batches.accept(store, upload, system("bkd"), NOW)
    assert [problem.code for problem in refused.value.problems] == ["store_unsure"]
    assert store.query(SYSTEM, "batch_list")["batch_id"].tolist() == [2, 1]
    with pytest.raises(Refused) as refused:
        batches.accept(store, upload, system("bkd"), NOW)
    assert refused.value.problems[0].code == "file_known"
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    assert verify(store) == []


def test_order_on_disk(store, monkeypatch):
    """Accepted files, their folder, the journal, and only then the commit."""
    seen = []
    real = os.fsync

    def fsync(descriptor):
        seen.append(os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")))
        real(descriptor)

    cursor = type(store).cursor

    class Watching(Failing):
        def commit(self):
            seen.append("commit")
            self._cursor.commit()

    @contextmanager
    def watched():
        with cursor(store) as one:
            yield Watching(one, True)

    upload = evaluation(store.home / "incoming", 1)
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(store, "cursor", watched)
    batches.accept(store, upload, system("bkd"), NOW)
    assert seen == [
        "000002.parquet.part", "000002.people.parquet.part", "000002.json.part", "accepted", "journal.jsonl", "commit",
    ]  # fmt: skip


@pytest.mark.whole
def test_a_journal_changed_by_somebody_else_is_not_written(store):
    path = store.home / "journal.jsonl"
    path.write_bytes(path.read_bytes() + b"{}\n")
    with pytest.raises(Refused) as refused:
        batches.accept(store, evaluation(store.home / "incoming", 1), system("bkd"), NOW)
    assert [problem.code for problem in refused.value.problems] == ["journal_foreign"]


def test_looking_at_persons_is_recorded_and_changes_nothing(store):
    version, before = store.version(), store.journal.last.seq
    looked(store, system("siti"), NOW, "plan_persons", 12)
    assert store.version() == version
    last = store.journal.last
    assert (last.kind, last.actor) == ("access", "siti")
    assert last.detail == {"role": "system", "what": "plan_persons", "rows": 12, "version": before}
    assert verify(store) == []


def test_a_typed_reason_brings_no_nip_into_the_journal(store):
    batch = batches.accept(store, evaluation(store.home / "incoming", 1), system("bkd"), NOW)
    publish.publish(store, REGION, "2025-S1", system("bkd"), NOW)
    publish.withdraw(store, REGION, "2025-S1", system("bkd"), NOW, f"salah {nip(1)}")
    spaced = f"{nip(2)[:8]} {nip(2)[8:14]} {nip(2)[14]} {nip(2)[15:]}"
    batches.undo(store, batch, system("bkd"), NOW, f"NIP {spaced} keliru, periode 2025-S1")
    raw = (store.home / "journal.jsonl").read_text("utf-8")
    assert nip(1) not in raw and spaced not in raw
    assert store.journal.last.detail["reason"] == "NIP … keliru, periode 2025-S1"
    assert verify(store) == []
