"""Opening what a test made up."""

from pathlib import Path

from data.reading.form.opening import open_table
from data.reading.form.table.table import Chunk, Options, Refusal, Table

FILES = Path(__file__).parent / "files"


def opened(path: Path, **options) -> Table:
    found = open_table(path, path.name, Options(**options))
    assert isinstance(found, Table), found
    return found


def refused(path: Path, **options) -> Refusal:
    found = open_table(path, path.name, Options(**options))
    assert isinstance(found, Refusal), found.header
    return found


def codes(refusal: Refusal) -> list[str]:
    return [problem.code for problem in refusal.problems] + [question.code for question in refusal.questions]


def rows(table: Table) -> list[list]:
    return list(map(list, zip(*table.whole().columns, strict=True)))


def written(folder: Path, content: str | bytes, name: str = "berkas.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def same(a: Chunk, b: Chunk) -> bool:
    return (
        list(a.lines) == list(b.lines)
        and [list(c) for c in a.columns] == [list(c) for c in b.columns]
        and a.problems == b.problems
        and a.refused == b.refused
    )
