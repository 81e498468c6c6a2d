"""The full check: journal, accepted files and store, each against the others. Reads everything, changes nothing."""

from collections import defaultdict
from pathlib import Path

import duckdb

from data.publishing import freezing, predicate_freezing
from data.store import accepted, machine_failures, people, users
from data.store.engine import only, run
from data.store.journal import Event, parse
from data.store.store import Store
from data.terms.problems import Problem
from data.upkeep.replay import hashes


def verify(store: Store) -> list[Problem]:
    """Everything that does not agree, by name; an empty list means that the store can be rebuilt to what it is.

    Not blocking: files of an import that never ended. Takes the writer lock: nobody writes meanwhile.
    """
    with store.writer:
        scan = store.journal.read()
        problems = [Problem("journal_broken", found=str(line)) for line in scan.breaks]
        problems += [Problem("journal_torn")] if scan.torn else []
        hash_of = hashes(scan.events)
        bad = accepted.damaged(store.home, hash_of)
        problems += _named(scan.events, bad)
        problems += accepted.orphans(store.home, hash_of)
        try:
            with store.cursor() as cursor:
                problems += _store(cursor, store.home, scan.events, set(bad))
        except duckdb.Error as error:
            problems.append(machine_failures.sentence(error) or Problem("store_damaged"))
        return problems


def _named(events: list[Event], bad: list[str]) -> list[Problem]:
    """Damaged files under the number of their batch."""
    of_batch = {
        name: entry["batch"] for event in events for entry in event.detail.get("batches", []) for name in entry["files"]
    }
    names_of = defaultdict(list)
    for name in bad:
        names_of[of_batch.get(name)].append(name)
    return [
        Problem("batch_damaged", found=str(batch), detail={"files": ", ".join(names)})
        if batch is not None
        else Problem("shipped_damaged", found=", ".join(names))
        for batch, names in names_of.items()
    ]


def _store(cursor: duckdb.DuckDBPyConnection, home: Path, events: list[Event], bad: set[str]) -> list[Problem]:
    problems = []
    kept = [parse(row[0].encode()) for row in run(cursor, "sql/journal/lines.sql").fetchall()]
    for number, (stored, other) in enumerate(zip(kept, events, strict=False), start=1):
        if stored != other:
            problems.append(Problem("journal_diverges", found=str(number)))
            break
    else:
        if len(kept) != len(events):
            problems.append(Problem("journal_diverges", found=str(min(len(kept), len(events)) + 1)))
    problems += _batches(cursor, home, events, bad)
    problems += _snapshots(cursor, events)
    problems += _predicates(cursor, events)
    if users.differ(cursor, [event.detail for event in events if event.kind == "user"]):
        problems.append(Problem("users_differ"))
    if people.key_lost(cursor, home):
        problems.append(Problem("key_lost"))
    return problems


def _batches(cursor: duckdb.DuckDBPyConnection, home: Path, events: list[Event], bad: set[str]) -> list[Problem]:
    """Every batch of the journal stands in the store with the very rows of its file, and no other batch does."""
    wanted: dict[int, str] = {}
    for event in events:
        for entry in event.detail.get("batches", []):
            wanted[entry["batch"]] = entry["kind"]
        if event.kind == "demo-removal":
            # Removing the demo deletes its batches for good: the journal still names them, the store rightly does not.
            gone = {entry["batch"] for done in events for entry in done.detail.get("batches", []) if entry["demo"]}
            wanted = {batch: kind for batch, kind in wanted.items() if batch not in gone}
    stored = {row[0] for row in run(cursor, "sql/journal/batches.sql").fetchall()}
    problems = [Problem("batch_unjournaled", found=str(batch)) for batch in sorted(stored - set(wanted))]
    for batch, kind in wanted.items():
        name = accepted.names(batch)[0]
        if name in bad:
            continue
        path = str(home / accepted.FOLDER / name)
        same = batch in stored and only(run(cursor, f"sql/journal/compare/{kind}.sql", batch_id=batch, path=path))[0]
        if not same:
            problems.append(Problem("batch_differs", found=str(batch)))
    return problems


def _snapshots(cursor: duckdb.DuckDBPyConnection, events: list[Event]) -> list[Problem]:
    """Every snapshot still holds the figures that were released, unless it went with the demo."""
    detail_of = {}
    for event in events:
        if event.kind == "publish":
            detail_of[event.detail["snapshot"]] = event.detail
    stored = {row[0] for row in run(cursor, "sql/journal/snapshots.sql").fetchall()}
    demo_gone = any(event.kind == "demo-removal" for event in events)
    problems = []
    for snapshot, detail in detail_of.items():
        if snapshot not in stored and demo_gone:
            continue
        if freezing.released(cursor, snapshot) != {name: detail[name] for name in ("cells", "sha256")}:
            problems.append(
                Problem(
                    "figures_differ", found=f"{detail['region']} {detail['period']}",
                    detail={"version": detail["version"]},
                )
            )  # fmt: skip
    return problems


def _predicates(cursor: duckdb.DuckDBPyConnection, events: list[Event]) -> list[Problem]:
    """Every release of predicates still tells what it told, unless it went with the demo."""
    stored = {row[0] for row in run(cursor, "sql/journal/releases.sql").fetchall()}
    demo_gone = any(event.kind == "demo-removal" for event in events)
    detail_of = {event.detail["release"]: event.detail for event in events if event.kind == "publish-predicates"}
    return [
        Problem("figures_differ", found=f"{detail['region']} {detail['period']}", detail={"version": detail["version"]})
        for release, detail in detail_of.items()
        if not (release not in stored and demo_gone)
        and predicate_freezing.released(cursor, release) != {name: detail[name] for name in ("cells", "sha256")}
    ]
