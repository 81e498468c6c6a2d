"""Random tables written by the programs offices use, read, and held against what the tables say.

`python -m tests.campaigns.writers TABLES [--modules FOLDER/node_modules] [--libreoffice]`

Of every file either each rating has the value the table gives it, or the reader asks or refuses and says why. What is
asked about scales is answered with the truth, and then the values must be right. Prints the counts by writer: right at
once, right after questions, refused, WRONG; and the most questions a table with one clear reading was asked.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd

from data.reading import upload
from tests.worlds import office_tables, shipped, writers
from tests.worlds.office_tables import OfficeTable

CONSTANT = {"region": "3403", "period": "2025-S1", "source": "superior"}
ROUNDS = 4  # of questions and answers, after which a file counts as refused


def outcome(table: OfficeTable, path: Path, known, out: Path) -> tuple[str, int]:
    """("right" | "asked" | "refused" | "WRONG", number of questions but those about unknown agencies)."""
    mapping: dict = dict(CONSTANT)
    asked = 0
    for _ in range(ROUNDS):
        read = upload.read(path, path.name, known, mapping, out)
        rows = pd.read_parquet(read.rows)
        if len(rows) and not _equal(table, rows, partly=bool(read.rows_refused)):
            return "WRONG", asked
        if not any(question.blocking for question in read.questions):
            complete = len(rows) == len(table.truth)
            return ("asked" if asked else "right") if complete else "refused", asked
        asked += sum(question.code != "ask_agency" for question in read.questions)
        answered = _answered(table, upload.add_unknown(read, "KES", known), read.questions)
        if answered is None:
            return "refused", asked
        mapping = answered
    return "refused", asked


def _equal(table: OfficeTable, rows: pd.DataFrame, partly: bool) -> bool:
    """Whether each rating read is the table's, and none is missing unless rows were refused in words."""
    read = {
        (row.nip, row.indicator, row.source): row.score for row in rows.itertuples()
    }  # fmt: skip
    truth = {(nip, indicator, source): score for (nip, _, indicator, source), score in table.truth.items()}
    if len(read) != len(rows) or not set(read) <= set(truth) or (not partly and set(read) != set(truth)):
        return False
    return all(abs(score - truth[rating]) < 5e-7 for rating, score in read.items())


def _answered(table: OfficeTable, mapping: dict, questions: list) -> dict | None:
    """The mapping with the true scales said, by column and for the file; None where something else is asked."""
    scales = set(table.scales.values())
    for question in questions:
        ask = question.detail.get("ask")
        if ask in ("values.agency",):
            continue
        if ask == "set:scale" and len(scales) == 1:
            mapping["scale"] = list(next(iter(scales)))
        elif ask == "set:locale":
            mapping["locale"] = "comma"
        else:
            return None
    return mapping


def files(seed: int, folder: Path) -> dict[str, Path]:
    """The files of one table by the writers in Python."""
    table, made = office_tables.table(seed), {}
    for name, (write, ending) in writers.PYTHON.items():
        path = folder / f"{seed}.{name.replace(' ', '-')}.{ending}"
        write(table, path)
        made[name] = path
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=int)
    parser.add_argument("--modules", type=Path)
    parser.add_argument("--libreoffice", action="store_true")
    args = parser.parse_args()
    known, counts, most = shipped.known(), Counter(), Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = {str(seed): office_tables.table(seed) for seed in range(args.tables)}
        every = {(program, seed): path for seed in range(args.tables) for program, path in files(seed, folder).items()}
        if args.modules:
            writers.by_node(tables, folder, args.modules)
            every |= {
                (program, int(seed)): folder / f"{seed}.{program}" for seed in tables for program in writers.NODE
            }  # fmt: skip
        if args.libreoffice:
            sources = [every["openpyxl", seed] for seed in range(args.tables)]
            for ending in ("ods", "xls", "xlsx"):
                (into := folder / f"libreoffice-{ending}").mkdir()
                writers.by_libreoffice(sources, ending, into)
                for seed, source in enumerate(sources):
                    every[f"LibreOffice {ending}", seed] = into / f"{source.stem}.{ending}"
        for (program, seed), path in every.items():
            said, asked = outcome(tables[str(seed)], path, known, folder)
            counts[program, said] += 1
            if tables[str(seed)].clear:
                most[program] = max(most[program], asked)
            if said == "WRONG":
                print(f"WRONG: table {seed} by {program}", flush=True)
    for program in dict.fromkeys(program for program, _ in every):
        row = {said: counts[program, said] for said in ("right", "asked", "refused", "WRONG")}
        print(f"{program:28} {row}  most questions where clear: {most[program]}")
    return 1 if any(said == "WRONG" for _, said in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
