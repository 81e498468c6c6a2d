"""Random tables cut into files in random ways, stored in random order and published: one answer whatever the packing.

`python -m tests.campaigns.packings TABLES [PACKINGS]`

The rows of each table of `tests.worlds.office_tables` go into one to five files, each by a writer drawn anew, and the
files are stored in a random order. Each packing takes a period of its own in the table's store. What counts then is
what the table says, and the cells that are published are the same for all packings of a table. A packing with a file
whose questions cannot be answered with the truth, or with rows refused in words, is counted apart. Prints the counts.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from data.batches import batches
from data.catalog import catalog
from data.publishing import freezing, publish
from data.store.store import Store
from data.terms.actors import system
from data.upkeep.opening import open_store
from tests.worlds import answering, office_tables, writers
from tests.worlds.actors import SYSTEM
from tests.worlds.facts import NOW, REGION
from tests.worlds.office_tables import Cell, OfficeTable

PERIODS = tuple(f"{year}-S1" for year in range(2006, 2026, 2))  # none next to another: no pairs between them


def parts(table: OfficeTable, rng: random.Random) -> list[OfficeTable]:
    """The table's rows in one to five tables with its headings, by people or anyhow, in random order."""
    start = 1 + next(i for i, row in enumerate(table.rows) if any(cell.value == "NIP" for cell in row))
    headings = [cell.value for cell in table.rows[start - 1]]
    nip, agency = headings.index("NIP"), headings.index("Perangkat Daerah")
    body = [row for row in _filled(table, agency)[start:] if row[nip].value not in (None, "Rata-rata")]
    rng.shuffle(body)
    number = rng.randint(1, 5)
    by_person = rng.random() < 0.5
    into: list[list[list[Cell]]] = [[] for _ in range(number)]
    for place, row in enumerate(body):
        into[(hash_of(row[nip].value) if by_person else place) % number].append(row)
    return [replace(table, rows=[*table.rows[:start], *rows], merged=[]) for rows in into if rows]


def hash_of(nip: str) -> int:
    """The same in every process, which hash() is not."""
    return int(nip) % 9973


def _filled(table: OfficeTable, agency: int) -> list[list[Cell]]:
    """The rows with the agency in each, where a joined cell held it for several."""
    rows = [list(row) for row in table.rows]
    for first, last, place in table.merged:
        for i in range(first, last + 1):
            rows[i][agency] = table.rows[first][place]
    return rows


def pack(store: Store, table: OfficeTable, period: str, rng: random.Random, folder: Path) -> str | None:
    """Store one packing under `period`. None, or why it is not all there ("asked", "refused")."""
    incoming = store.home / "incoming"
    incoming.mkdir(exist_ok=True)
    for number, part in enumerate(parts(table, rng)):
        program = rng.choice(tuple(writers.PYTHON))
        write, ending = writers.PYTHON[program]
        path = folder / f"{period}.{number}.{ending}"
        write(part, path)
        constant = {"region": REGION, "period": period, "source": "superior"}
        read, _ = answering.read(
            path, catalog.known(store, SYSTEM), constant, answering.scales(table, program), incoming
        )
        if read is None:
            return "asked"
        if read.rows_refused or not read.rows_kept:
            return "refused"
        batches.accept(store, read, system("campaign"), NOW)
    return None


def counted(store: Store, period: str) -> dict[tuple[str, str, str, str], float]:
    """(NIP, agency's name, indicator, source) -> the score that counts."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "select nip, ref_agency.name, indicator, source, score from fact_current"
            " join person_current using (employee)"
            " join ref_agency on ref_agency.region = fact_current.region and ref_agency.code = fact_current.agency"
            " where period = ?",
            [period],
        ).fetchall()
    return {tuple(keys): score for *keys, score in rows}


def cells(store: Store, period: str) -> list[tuple] | None:
    """What is published of the period, None where it is too small to be."""
    try:
        publish.publish(store, REGION, period, system("campaign"), NOW)
    except freezing.TooSmall:
        return None
    with store.cursor() as cursor:
        return cursor.execute(
            "select ref_agency.name, position, indicator, source, cell.n_people, n_raters, round(total, 6)"
            " from cell join block using (snapshot_id, block_id) join snapshot_current using (snapshot_id)"
            " join ref_agency on ref_agency.region = snapshot_current.region and ref_agency.code = block.agency"
            " where period = ? order by all",
            [period],
        ).fetchall()


def run(seed: int, packings: int, home: Path, fresh: Path) -> Counter[str]:
    """Outcomes of one table's packings: "right", "asked", "refused", "WRONG"."""
    table, outcomes, published = office_tables.table(seed), Counter(), []
    store = open_store(shutil.copytree(fresh, home / "home"), threads=1)
    try:
        for number, period in enumerate(PERIODS[:packings]):
            held = pack(store, table, period, random.Random(f"packing {seed} {number}"), home)
            if held:
                outcomes[held] += 1
                continue
            equal = _equal(counted(store, period), table.truth)
            published.append(cells(store, period))
            outcomes["right" if equal and published[-1] == published[0] else "WRONG"] += 1
    finally:
        store.close()
    return outcomes


def _equal(scores: dict, truth: dict) -> bool:
    return scores.keys() == truth.keys() and all(abs(scores[key] - truth[key]) < 5e-7 for key in truth)


def main(tables: int, packings: int = len(PERIODS)) -> int:
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name) / "fresh"
        open_store(fresh, threads=1).close()
        for seed in range(tables):
            (home := Path(name) / str(seed)).mkdir()
            of_table = run(seed, packings, home, fresh)
            if of_table["WRONG"]:
                print(f"WRONG: {of_table['WRONG']} packings of table {seed}", flush=True)
            outcomes += of_table
            shutil.rmtree(home)
    print({outcome: outcomes[outcome] for outcome in ("right", "asked", "refused", "WRONG")})
    return 1 if outcomes["WRONG"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
