"""The process that parses a web page: run as a script, with limits, so that a hostile file ends it and nothing else.

    python -I child.py PAGE ENCODING FOLDER MEMORY_BYTES CPU_SECONDS

Writes `FOLDER/page.json` (what `Document` says of the page, and of each table its size and merges) and
`FOLDER/N.jsonl` (one row a line, the titles above the table first) for every table with cells.
"""

import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
BLOCK = 1 << 20


def main(page: str, encoding: str, folder: str, memory: int, cpu: int) -> int:
    sys.path.insert(0, str(ROOT))
    from data.reading.form.book.child import limit

    limit(memory, cpu)
    from data.reading.form.book.parsing import cells
    from data.reading.form.markup.document import Document
    from data.reading.form.markup.grid import TooBig

    out, document = Path(folder), Document()
    try:
        with Path(page).open(encoding=encoding, newline="") as file:
            while block := file.read(BLOCK):
                document.feed(block)
        document.finish()
        described = {
            "tables": [_write(grid, i, out, cells.error) for i, grid in enumerate(document.tables)],
            "names": document.sheet_names,
            "login": document.login,
            "frames": document.frames,
            "entities": document.entities,
            "cut": document.cut,
            "part": document.lines.part,
        }
    except TooBig:
        described = {"too_big": True}
    (out / "page.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    return 0


def _write(grid, index: int, out: Path, error: Callable) -> dict:
    above, width = len(grid.titles), grid.width
    described = {
        "rows": above + len(grid.rows),
        "columns": width,
        "merges": [[top + above, left, bottom + above, right] for top, left, bottom, right in grid.merges],
        "visible": grid.visible,
        "hidden_rows": grid.hidden_rows,
        "hidden_cells": grid.hidden_cells,
        "lays_out": grid.nested,
        "closed": grid.closed,
    }
    for row, column, text in grid.errors:
        cells = grid.rows[row]
        cells += [""] * (column + 1 - len(cells))
        cells[column] = error(text, row + above, column)
    with (out / f"{index}.jsonl").open("w", encoding="utf-8") as file:
        for row in ([title] for title in grid.titles):
            file.write(_line(row, width))
        for row in grid.rows:
            file.write(_line(row, width))
    return described


def _line(row: list, width: int) -> str:
    row = row + [""] * (width - len(row))
    return json.dumps(row, ensure_ascii=False, default=_tagged, separators=(",", ":")) + "\n"


def _tagged(cell: datetime.date) -> dict:
    return {type(cell).__name__: cell.isoformat()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])))
