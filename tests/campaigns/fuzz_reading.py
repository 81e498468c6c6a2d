"""Damage files at random and read them: nothing may crash or lie.

`python -m tests.campaigns.fuzz_reading N [SEED [FIRST]]`

Every file either opens to columns of one length whose lines rise, with every fault a Problem that has its words, or is
refused with a Problem or a Question. Some text files are read twice, as DuckDB and as the strict reader cut them, and
some are read to their rows. Several processes share a long run by different FIRST numbers.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from data.reading import upload
from data.reading.form.opening import open_table
from data.reading.form.table.table import Options, Refusal, Table, listed
from data.reading.form.text import plain
from data.terms.problems import Problem, words
from tests.worlds import shipped
from tests.worlds.strangers import exports, made, more, published, raters, recaps

STRANGERS = (recaps, raters, exports, published, more)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # files of a second's life need no disk
ANSWERS = (
    {"region": "3403"},
    {"region": "3403", "source": "superior", "position": "PEL_ADM", "scale": [0, 100], "locale": "comma"},
    {
        "region": "3403",
        "source": "citizen",
        "position": "JPT",
        "scale": [1, 5],
        "period": "2025-S1",
        "agency": "DINKES",
    },
)
PLAIN_SHARE, ROWS_SHARE = 0.1, 0.05  # of the files that open: both cost more than opening does
FILES = Path(__file__).parents[1] / "data" / "reading" / "files"
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


def check_upload(path: Path, name: str, known, mapping: dict, folder: Path) -> str:
    """Read a file to its rows and hold the result to what `Upload` promises."""
    got = upload.read(path, name, known, mapping, folder)
    assert got.rows_read == got.rows_kept + got.rows_refused + got.rows_left_out + got.rows_waiting
    assert not got.rows_kept or not any(question.blocking for question in got.questions)
    for said in [*got.problems, *(Problem(q.code, found=q.subject, detail=q.detail) for q in got.questions)]:
        words(said)
    rows = pq.read_table(got.rows)
    assert rows.num_rows == got.rows_kept
    if "score" in rows.column_names:
        assert all(0 <= score <= 100 for score in rows["score"].to_pylist())
    return f"read as {got.kind}" if got.rows_kept else "read, nothing taken"


def sources() -> list[tuple[str, bytes]]:
    """(name, content) of the files that are damaged: real ones, and those of `tests.worlds.strangers`."""
    real = [(p.name, p.read_bytes()) for p in sorted(FILES.rglob("*.*")) if p.suffix in (".csv", ".xlsx", ".xls")]
    return real + [(case.file_name, case.content) for module in STRANGERS for case in module.cases()]


def run(count: int, seed: int, first: int = 0, tell=lambda done, outcomes: None) -> dict[str, int]:
    """Open `count` damaged files; the outcome of each kind counted. Seed and number alone make a file, so that the one
    that fails is made again by `run(1, seed, number)`."""
    files = sources()
    # A workbook costs a process, so fewer of them.
    weights = [0.01 if name.rpartition(".")[2] in ("xlsx", "xls", "ods") else 1 for name, _ in files]
    known = made.office(shipped.known())
    outcomes: dict[str, int] = {}
    usual = plain.SMALLEST
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "berkas"
        for number in range(first, first + count):
            chance = random.Random(f"{seed}:{number}")
            name, content = chance.choices(files, weights)[0]
            path.write_bytes(damaged(content, chance))
            options = Options(encoding=chance.choice([None, None, "cp1252"]))
            began = time.process_time()
            try:
                found = open_table(path, name, options)
                outcome = check(found)
                if isinstance(found, Table) and name.endswith(".csv") and chance.random() < PLAIN_SHARE:
                    plain.SMALLEST = 0
                    again = open_table(path, name, options)
                    if again.plain:
                        assert contents(again) == contents(found)
                        outcome = "opened, plain"
                    plain.SMALLEST = usual
                if isinstance(found, Table) and chance.random() < ROWS_SHARE:
                    outcome = check_upload(path, name, known, chance.choice(ANSWERS), Path(folder))
            except Exception as fault:
                raise AssertionError(f"seed {seed}, number {number}, from {name}") from fault
            assert time.process_time() - began < SLOWEST
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            if (number + 1 - first) % 10_000 == 0:
                tell(number + 1 - first, outcomes)
    return outcomes


def _told(done: int, outcomes: dict[str, int]) -> None:
    print(f"{done:,}: {time.process_time() * 10_000 / done:.1f} s of processor per 10,000; {outcomes}", flush=True)


if __name__ == "__main__":
    number = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    began = time.process_time()
    print(run(number, seed, int(sys.argv[3]) if len(sys.argv) > 3 else 0, _told))
    print(f"{(time.process_time() - began) * 10_000 / number:.1f} s of processor per 10,000 files")
