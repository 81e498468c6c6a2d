"""Random tables written by the programs offices use, read, and held against what the tables say.

`python -m tests.campaigns.writers TABLES [--outside FOLDER/node_modules] [--keep FOLDER]`

`--outside` adds the writers of npm (exceljs and xlsx installed there), LibreOffice and odfpy; `--keep` keeps
their files.

Of every file either each rating has the value the table gives it, or the reader asks or refuses and says why. What is
asked about scales is answered with the truth, and then the values must be right. Prints the counts by writer: right at
once, right after questions, refused, WRONG; and the most questions a table with one clear reading was asked.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd

from tests.worlds import answering, office_tables, shipped, writers
from tests.worlds.office_tables import OfficeTable

CONSTANT = {"region": "3403", "period": "2025-S1", "source": "superior"}


def outcome(table: OfficeTable, path: Path, known, out: Path, program: str) -> tuple[str, int]:
    """("right" | "asked" | "refused" | "WRONG", number of questions but those about unknown agencies)."""
    read, asked = answering.read(path, known, CONSTANT, answering.scales(table, program), out)
    if read is None:
        return "refused", asked
    rows = pd.read_parquet(read.rows)
    if len(rows) and not _equal(table, rows, partly=bool(read.rows_refused)):
        return "WRONG", asked
    if len(rows) < len(table.truth):
        return "refused", asked
    return "asked" if asked else "right", asked


def _equal(table: OfficeTable, rows: pd.DataFrame, partly: bool) -> bool:
    """Whether each rating read is the table's, and none is missing unless rows were refused in words."""
    read = {
        (row.nip, row.indicator, row.source): row.score for row in rows.itertuples()
    }  # fmt: skip
    truth = {(nip, indicator, source): score for (nip, _, indicator, source), score in table.truth.items()}
    if len(read) != len(rows) or not set(read) <= set(truth) or (not partly and set(read) != set(truth)):
        return False
    return all(abs(score - truth[rating]) < 5e-7 for rating, score in read.items())


def files(seed: int, folder: Path) -> dict[str, Path]:
    """The files of one table by the writers in Python."""
    table, made = office_tables.table(seed), {}
    for name, (write, ending) in writers.PYTHON.items():
        path = folder / f"{seed}.{name.replace(' ', '-')}.{ending}"
        write(table, path)
        made[name] = path
    return made


def outside(tables: dict[int, OfficeTable], folder: Path, modules: Path) -> dict[tuple[str, int], Path]:
    """The files of all tables by the writers outside CI."""
    writers.by_node({str(seed): table for seed, table in tables.items()}, folder, modules)
    for seed, table in tables.items():
        writers.by_odfpy(table, folder / f"{seed}.{writers.ODFPY}")
    for ending in writers.LIBREOFFICE:
        (into := folder / ending).mkdir()
        sources = [folder / f"{seed}.openpyxl.xlsx" for seed in tables]
        for start in range(0, len(sources), 50):  # of some hundreds in one go it left the last out, with exit code 0
            writers.by_libreoffice(sources[start : start + 50], ending, into)
        for seed in tables:
            (into / f"{seed}.openpyxl.{ending}").rename(folder / f"{seed}.libreoffice.{ending}")
    return {(program, seed): folder / f"{seed}.{program}" for seed in tables for program in writers.OUTSIDE}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=int)
    parser.add_argument("--outside", type=Path, metavar="NODE_MODULES")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    known, counts, most = shipped.known(), Counter(), Counter()
    tables = {seed: office_tables.table(seed) for seed in range(args.tables)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        every = {(program, seed): path for seed in tables for program, path in files(seed, folder).items()}
        if args.outside:
            every |= outside(tables, folder, args.outside)
        for path in every.values() if args.keep else ():
            if path.name.partition(".")[2] in writers.OUTSIDE:
                shutil.copy(path, args.keep)
        for (program, seed), path in every.items():
            said, asked = outcome(tables[seed], path, known, folder, program)
            counts[program, said] += 1
            if tables[seed].clear:
                most[program] = max(most[program], asked)
            if said == "WRONG":
                print(f"WRONG: table {seed} by {program}", flush=True)
    for program in dict.fromkeys(program for program, _ in every):
        row = {said: counts[program, said] for said in ("right", "asked", "refused", "WRONG")}
        print(f"{program:28} {row}  most questions where clear: {most[program]}")
    return 1 if any(said == "WRONG" for _, said in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
