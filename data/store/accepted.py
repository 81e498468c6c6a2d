"""The accepted rows of every batch as files beside the store: what a damaged store is rebuilt from.

`accepted/000012.parquet` holds the rows as the fact table of its kind has them (pseudonyms, no names),
`000012.people.parquet` the people who appeared with it, `000012.json` what the journal must not say: file name,
mapping, reason. A batch is put into the store by reading its own accepted file, so a replay runs the very path of the
first time.
"""

import json
import os
from pathlib import Path

import duckdb
import pandas as pd

from data.store.engine import run
from data.store.journal import digest, sync_file, sync_folder
from data.terms import periods
from data.terms.problems import Problem

VERSION = 1  # of the form of these files
FOLDER = "accepted"
_PART = ".part"
NEW = ".new"  # a rewritten file whose journal line is not on disk yet


def names(batch_id: int) -> tuple[str, str, str]:
    """The file names of a batch: rows, people, head."""
    return f"{batch_id:06}.parquet", f"{batch_id:06}.people.parquet", f"{batch_id:06}.json"


def write(cursor: duckdb.DuckDBPyConnection, home: Path, head: dict) -> dict[str, str]:
    """Write and load the staged rows of one batch; its files are on disk afterwards. Returns file name -> SHA-256.

    `head` is the batch's row. The rows come from `accept/KIND.sql` over the temp tables the caller staged.
    """
    folder = home / FOLDER
    rows, people, about = names(head["batch_id"])
    clear_way(home, [rows, people, about])
    hashes = {}
    part = folder / (rows + _PART)
    run(cursor, f"sql/accept/{head['kind']}.sql", batch_id=head["batch_id"], path=str(part))
    hashes[rows] = settle(part)
    if head["people"]:
        part = folder / (people + _PART)
        run(cursor, "sql/accept/person.sql", batch_id=head["batch_id"], path=str(part))
        hashes[people] = settle(part)
    part = folder / (about + _PART)
    part.write_text(json.dumps(head | {"version": VERSION}, default=str, ensure_ascii=False, indent=1), "utf-8")
    hashes[about] = settle(part)
    sync_folder(folder)
    load(cursor, home, head["batch_id"])
    return hashes


def settle(part: Path) -> str:
    """Have a finished file on disk under its own name, readable by its owner only; returns its SHA-256."""
    part.chmod(0o600)
    sync_file(part)
    sha256 = digest(part)
    os.replace(part, part.with_suffix(""))
    return sha256


def load(cursor: duckdb.DuckDBPyConnection, home: Path, batch_id: int) -> None:
    """Put a batch into the store from its files."""
    rows, people, about = (home / FOLDER / name for name in names(batch_id))
    head = json.loads(about.read_bytes())
    run(cursor, "sql/accept/batch.sql", **{name: head[name] for name in BATCH_COLUMNS})
    run(cursor, f"sql/accept/load/{head['kind']}.sql", path=str(rows))
    if head["people"]:
        run(cursor, "sql/accept/load/person.sql", path=str(people))
    _periods(cursor, head["periods"])


def reload(cursor: duckdb.DuckDBPyConnection, home: Path, batch_id: int) -> None:
    """Read the rewritten files of a batch that the store already has; its row stays."""
    rows, people, about = (home / FOLDER / name for name in names(batch_id))
    kind = json.loads(about.read_bytes())["kind"]
    run(cursor, f"sql/accept/reload/{kind}.sql", path=str(_newer(rows)), batch_id=batch_id)
    if people.exists():
        run(cursor, "sql/accept/reload/person.sql", path=str(_newer(people)), batch_id=batch_id)


def _newer(path: Path) -> Path:
    fresh = path.with_name(path.name + NEW)
    return fresh if fresh.exists() else path


def write_shipped(cursor: duckdb.DuckDBPyConnection, home: Path, rows: pd.DataFrame, sha256: str) -> dict[str, str]:
    """Write and load the reference rows that ship with this version. Returns file name -> SHA-256."""
    name = f"shipped-{sha256[:16]}.parquet"
    clear_way(home, [name])
    part = home / FOLDER / (name + _PART)
    cursor.register("addition_rows", rows)
    run(cursor, "sql/accept/reference.sql", batch_id=0, path=str(part))
    cursor.unregister("addition_rows")
    written = settle(part)
    sync_folder(home / FOLDER)
    run(cursor, "sql/shipped.sql", sha256=sha256, path=str(home / FOLDER / name))
    return {name: written}


def _periods(cursor: duckdb.DuckDBPyConnection, codes: list[str]) -> None:
    """Every period code has a row that says where it stands in time."""
    if not codes:
        return
    parsed = [periods.of_code(code) for code in codes]
    rows = pd.DataFrame(
        [(period.code, period.cadence, period.starts, period.ends, period.seq) for period in parsed],
        columns=["period", "cadence", "starts", "ends", "seq"],
    )
    cursor.register("period_rows", rows)
    run(cursor, "sql/accept/period.sql")
    cursor.unregister("period_rows")


BATCH_COLUMNS = (
    "batch_id", "kind", "file_name", "sha256", "actor", "received_at", "reason", "mapping", "demo", "rows_read",
    "rows_kept", "rows_refused",
)  # fmt: skip


def take_places(home: Path, names: list[str]) -> None:
    """Rewritten files take the place of those they were made from."""
    folder = home / FOLDER
    for name in names:
        os.replace(folder / (name + NEW), folder / name)
    sync_folder(folder)


def settle_rewriting(home: Path, hashes: dict[str, str]) -> None:
    """Rewritten files that a crash left beside the old ones: those the journal knows take their place, others go."""
    for path in (home / FOLDER).glob(f"*{NEW}"):
        if hashes.get(path.name.removesuffix(NEW)) == digest(path):
            take_places(home, [path.name.removesuffix(NEW)])
        else:
            path.unlink()


def damaged(home: Path, hashes: dict[str, str]) -> list[str]:
    """The files among these that are missing or not what was once accepted."""
    folder = home / FOLDER
    return [name for name, sha256 in hashes.items() if not (folder / name).is_file() or digest(folder / name) != sha256]


def orphans(home: Path, journaled: dict[str, str]) -> list[Problem]:
    """Files that no event speaks of: an import that never ended, or what the end of a cut journal spoke of."""
    names = sorted(path.name for path in (home / FOLDER).iterdir() if path.name not in journaled)
    return [Problem("file_orphan", found=name, blocking=False) for name in names]


def clear_way(home: Path, wanted: list[str]) -> None:
    """Files under these names belong to no event: an import that never ended. They are kept aside, not overwritten."""
    in_the_way = [home / FOLDER / name for name in wanted if (home / FOLDER / name).exists()]
    if in_the_way:
        aside(home, in_the_way)


def aside(home: Path, paths: list[Path]) -> Path:
    """Move files into a fresh numbered folder of `quarantine/`, and return that folder."""
    root = home / "quarantine"
    root.mkdir(mode=0o700, exist_ok=True)
    number = 1 + max((int(path.name) for path in root.iterdir() if path.name.isdigit()), default=0)
    folder = root / f"{number:03}"
    folder.mkdir(mode=0o700)
    for path in paths:
        os.replace(path, folder / path.name)
    sync_folder(folder)
    sync_folder(root)
    sync_folder(home)
    return folder
