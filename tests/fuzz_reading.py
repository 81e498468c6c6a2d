"""Damage real files at random and open them: `python -m tests.fuzz_reading N [SEED]`. Nothing may crash, hang or lie.

Every file either opens to columns of one length whose lines rise, with every fault a Problem that has its words, or is
refused with a Problem or a Question. Small text files are read twice, as DuckDB and as the strict reader cut them.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from data.problems import words
from data.reading import plain
from data.reading.opening import open_table
from data.reading.table import Options, Refusal, Table, listed

FILES = Path(__file__).parent / "data" / "reading" / "files"
SPICE = [
    b'"',
    b'""',
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xc3",
    b"sep=;\n",
    b"\xef\xbb\xbf",
    b"JUMLAH",
]
SLOWEST = 20.0  # seconds one small file may take on a busy machine


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A stretch of the file with a few bytes put in, taken out, doubled or changed."""
    start = 0 if chance.random() < 0.8 else chance.randrange(len(content))
    out = bytearray(content[start : start + chance.choice([200, 2_000, 20_000])])
    for _ in range(chance.choice([0, 1, 1, 2, 5, 20])):
        at = chance.randrange(len(out) + 1)
        act = chance.randrange(4)
        if act == 0:
            out[at:at] = chance.choice(SPICE)
        elif act == 1:
            del out[at : at + chance.choice([1, 2, 30])]
        elif act == 2:
            out[at:at] = out[at : at + chance.choice([1, 5, 200])]
        elif at < len(out):
            out[at] = chance.randrange(256)
    return bytes(out)


def check(found: Table | Refusal) -> str:
    """Raises AssertionError where the promise of `open_table` does not hold; says what became of the file."""
    if isinstance(found, Refusal):
        assert found.problems or found.questions
        for problem in found.problems:
            words(problem)
        return "refused" if found.problems else "asked"
    assert len(set(found.header)) == len(found.header)
    before = 0
    for chunk in found.chunks():
        assert len(chunk.columns) == len(found.header)
        assert {len(column) for column in chunk.columns} == {len(chunk.lines)}
        assert all(a < b for a, b in zip([before, *chunk.lines], chunk.lines, strict=False))
        before = chunk.lines[-1] if chunk.lines else before
        assert len([p for p in chunk.problems if p.row is not None]) == len(chunk.refused)
        for problem in chunk.problems:
            words(problem)
    return "opened"


def contents(table: Table) -> tuple:
    chunk = table.whole()
    return list(chunk.lines), [list(listed(column)) for column in chunk.columns], chunk.problems, chunk.refused


def run(count: int, seed: int) -> dict[str, int]:
    """Open `count` damaged files; the outcome of each kind counted. The same seed makes the same files."""
    chance = random.Random(seed)
    sources = [p for p in sorted(FILES.rglob("*.*")) if p.suffix in (".csv", ".xlsx", ".xls")]
    content = {path: path.read_bytes() for path in sources}
    # A workbook costs a process, so fewer of them.
    weights = [1 if path.suffix == ".csv" else 0.01 for path in sources]
    outcomes: dict[str, int] = {}
    usual = plain.SMALLEST
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "berkas"
        for _ in range(count):
            source = chance.choices(sources, weights)[0]
            path.write_bytes(damaged(content[source], chance))
            options = Options(encoding=chance.choice([None, None, "cp1252"]))
            began = time.monotonic()
            found = open_table(path, source.name, options)
            outcome = check(found)
            if isinstance(found, Table) and source.suffix == ".csv":
                plain.SMALLEST = 0
                again = open_table(path, source.name, options)
                if again.plain:
                    assert contents(again) == contents(found)
                    outcome = "opened, plain"
                plain.SMALLEST = usual
            assert time.monotonic() - began < SLOWEST
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return outcomes


if __name__ == "__main__":
    print(run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
